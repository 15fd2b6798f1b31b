"""Who stands behind the rows that a chart draws: datasets, and the houses whose pages state the rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from report.author.bibliography import PUBLISHER, read, source
from report.author.data import known_sources, resource_of
from report.derived import Rows, keys_in, merged

MOST = 3  # houses that are named
ASIDE = re.compile(r"\s*[(;/].*")  # "CNN (via KVSP)": who carried the page on


def credit(rows: Iterable[Rows]) -> dict[str, Any] | None:
    """What a line of sources says of rows, for a chart's `usermeta` (docs/provenance.md).

    `tables`: each dataset's title and how many of its rows; `sources`: how many pages state them;
    `houses`: those behind the most pages, with how many. None for no rows of a known dataset.
    """
    found = [each for each in merged(rows) if each.dataset in known_sources()]
    keys = dict.fromkeys(key for each in found for key in sources_of(each))
    if not keys:
        return None
    houses = Counter(house_of(key) for key in keys)
    most = sorted(houses.items(), key=lambda item: (-item[1], item[0].casefold()))[:MOST]
    tables = [[title_of(each.dataset), len(each.keys)] for each in found]
    return {"tables": tables, "sources": len(keys), "houses": [list(each) for each in most]}


def title_of(dataset: str) -> str:
    """What people call a dataset."""
    return str(resource_of(dataset).get("title") or dataset.replace("_", " "))


def sources_of(each: Rows) -> Iterator[str]:
    """The keys of the sources of some rows, as often as rows name them."""
    known = known_sources()[each.dataset]
    for key in each.keys:
        yield from keys_in(known.get(key, ""))


def house_of(key: str) -> str:
    """The house that published a source; its author's or its own name where none is told."""
    return houses(source()).get(key, key)


@cache
def houses(path: Path) -> dict[str, str]:
    """The house of every source of one file, read once in a kernel."""
    named = ((entry.key, entry.text(*PUBLISHER, "author")) for entry in read(path))
    return {key: ASIDE.sub("", name) or key for key, name in named}
