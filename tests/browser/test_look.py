"""Key pages look as they did when somebody last looked: the first screen, scaled down, compared.

A picture of an eighth of the size blurs what differs between versions of a browser (how it smooths
letters) and keeps what a reader would notice: a column moved, a colour changed, a face missing.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

LOOKS = Path(__file__).parent / "looks"
SCALE = 8
MEAN = 2.5  # of 255: over the whole picture
WORST = 70  # of 255: in any spot of 8 by 8 pixels
VIEWS = [
    ("first.html", 360, "light"),
    ("first.html", 1440, "light"),
    ("first.html", 1440, "dark"),
    ("second.html", 768, "light"),
]


def scaled(screen: bytes) -> Image.Image:
    """A screen, each pixel the mean of 8 by 8."""
    picture = Image.open(BytesIO(screen)).convert("RGB")
    return picture.reduce(SCALE)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean and greatest difference of two pictures of one size, of 255."""
    apart = np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)).mean(axis=2)
    return float(apart.mean()), float(apart.max())


def looked_at(reader, address, width, scheme):
    """The first screen of a page, its faces from the browser's memory."""
    page = reader.open(address, width=width, scheme=scheme)
    page.reload(wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    return scaled(page.screenshot())


@pytest.mark.parametrize(("name", "width", "scheme"), VIEWS)
def test_a_page_looks_as_it_did(reader, address, name, width, scheme):
    view = f"{Path(name).stem}-{width}-{scheme}.png"
    now = looked_at(reader, f"{address}/{name}", width, scheme)
    known = LOOKS / view
    mean, worst = (
        difference(now, Image.open(known).convert("RGB")) if known.exists() else (255, 255)
    )
    if mean > MEAN or worst > WORST:
        (LOOKS / "actual").mkdir(parents=True, exist_ok=True)
        now.save(LOOKS / "actual" / view)
        pytest.fail(
            f"{view} looks other than it did (mean {mean:.1f}, worst {worst:.0f} of 255). Look at "
            f"tests/browser/looks/actual/{view}. To accept: move it to tests/browser/looks/.",
            pytrace=False,
        )


def test_a_missing_face_a_moved_column_and_another_colour_would_be_seen(reader, address):
    page = reader.open(f"{address}/first.html")
    page.reload(wait_until="networkidle")
    before = scaled(page.screenshot())
    for style in (
        "body { font-family: monospace !important }",
        ".content { transform: translateX(16px) }",
        ":root:root { --paper: #fff4e0 }",
    ):
        page.evaluate(
            "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            style,
        )
        mean, worst = difference(before, scaled(page.screenshot()))
        assert mean > MEAN or worst > WORST, style
