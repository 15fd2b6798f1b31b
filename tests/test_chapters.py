"""What the chapters must speak of: every system, event and idea that the op-ed names."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = {
    "ATACMS": ("weapons", "ATACMS"),
    "F-16": ("weapons", "F-16"),
    "HIMARS": ("weapons", "HIMARS"),
    "armoured vehicles": ("weapons", "armour of January 2023"),
    "the French missile": ("restrictions", "SCALP"),
    "the British missile": ("restrictions", "Storm Shadow"),
    "the Kursk limit": ("restrictions", "Kursk"),
    "North Korean troops": ("claims", "North Korean troops"),
    "the nuclear doctrine": ("claims", "nuclear doctrine"),
    "economic pressure": ("economy", "good options"),
    "bilateral accords": ("guarantees", "bilateral accords"),
    "NATO for free territory": ("proposals", "NATO for free territory"),
    "the West German model": ("free-ukraine", "West German model"),
    "moratorium": ("proposals", "moratorium is not neutrality"),
    "neutrality": ("proposals", "Moratorium and neutrality"),
    "Vance's line": ("proposals", "Vance's line"),
    "foreign troops with US support": ("proposals", "Foreign troops with American support"),
    "Munich": ("precedents", "Munich and its sequel"),
    "Kabul": ("precedents", "Kabul"),
    "Taiwan": ("precedents", "Taiwan"),
    "Moscow's vote": ("proposals", "Moscow's vote"),
}


@pytest.mark.parametrize("thing", NAMED)
def test_what_the_op_ed_names_has_its_place(thing):
    chapter, words = NAMED[thing]
    text = (ROOT / f"chapters/{chapter}.qmd").read_text(encoding="utf-8")

    assert words.casefold() in " ".join(text.split()).casefold()
