"""Stage 3: a `Project` and the store to a `Plan`: what must run, and why."""
