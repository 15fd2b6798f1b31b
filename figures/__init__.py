"""One module per figure: draw(frame) -> altair.Chart. No reading of files, no captions."""
