"""What runs inside a chapter's kernel: data(), tables, derived values, charts in every format."""
