"""The specification that a picture carries: `report.show` puts it in, since Quarto keeps pictures only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

CARRIED = re.compile(rb'<metadata id="vega-lite">(.*?)</metadata>', re.DOTALL)


def specification(svg: bytes) -> Mapping[str, Any] | None:
    """The Vega-Lite specification that an SVG picture carries, if it does."""
    found = CARRIED.search(svg)
    return json.loads(unescape(found[1].decode())) if found else None


def bare(svg: bytes) -> bytes:
    """The picture without it."""
    return CARRIED.sub(b"", svg, count=1)
