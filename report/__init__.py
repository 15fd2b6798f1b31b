"""The End Game report: analyses, what chapters may import, and the engine that builds it."""
