"""Stage 5: documents and executions to a `Book`: numbered, cross-referenced, cited."""
