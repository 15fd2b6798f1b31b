"""One module per figure: draw(frame) -> altair.Chart. No reading of files, no captions."""

import report  # noqa: F401  # begins to note what a chapter reads under Quarto
