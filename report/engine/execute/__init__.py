"""Stage 4: a `Plan` to `Execution`s, through the kernel door or out of the store."""
