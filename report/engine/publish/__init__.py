"""Stage 6: a `Book` to an `Edition`: pages and PDFs, built beside the last good site, then swapped in."""
