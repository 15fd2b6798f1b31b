"""Stage 7: an `Edition` to `Finding`s: does every link, anchor and figure of the built site hold."""
