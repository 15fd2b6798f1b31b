"""Stage 1: files on disk to a frozen `Project`, every fault with its file and line."""
