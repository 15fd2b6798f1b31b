"""Stage 2: a `Project` to `Finding`s about its data, bibliography, chapters and figures."""
