"""What Quarto makes of small projects, as facts that this engine is held to."""
