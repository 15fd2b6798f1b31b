"""How well rows are sourced: by how many independent houses, and by pages of which kind.

Two pages are independent when no house stands behind both: a publisher, and the agency, paper or
encyclopaedia whose text it carries as far as it says so ("MENAFN (Ukrinform)", "Foreign Policy via
inkl"). `pages` is the frame of `report.author.bibliography`: indexed by key, with `author`,
`publisher`, `reliability` (primary, reference, press, other), `url` and `archived`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from report.derived import Derived, derive, keys_in

WEAK = "other"
AGENCIES = {
    "afp": "afp",
    "agence france-presse": "afp",
    "ap": "ap",
    "associated press": "ap",
    "anadolu": "anadolu",
    "anadolu agency": "anadolu",
    "bloomberg": "bloomberg",
    "dpa": "dpa",
    "interfax-ukraine": "interfax-ukraine",
    "press association": "pa",
    "pa": "pa",
    "reuters": "reuters",
    "tass": "tass",
    "ukrinform": "ukrinform",
    "wikipedia": "wikipedia",
    "wikipedia contributors": "wikipedia",
}
PARTS = re.compile(
    r"\s*[(),;/]\s*|\s+(?:via|after|citing|for)\s+|\s+text copied by\s+", re.IGNORECASE
)
COMMON = re.compile(
    r"\b(copy|copies|mirror|text|excerpt|digest|feed|proxy|archived?|translated|scan|upload|"
    r"agenc(?:y|ies)|seen as a|law firm|page|original|transcript|abstract|stored|agency inputs?)\b"
)


def support(tables: Mapping[str, pd.DataFrame], pages: pd.DataFrame) -> pd.DataFrame:
    """One row a table: how many of its rows rest on several houses, and on weak pages alone.

    `tables` are datasets with a column `sources`. Columns: `table` (its name), `rows`, `several`
    (two or more independent houses), `share` (of them, in per cent), `weak` (weak sources alone).
    """
    return pd.DataFrame([supported(name, frame, pages) for name, frame in tables.items()])


def supported(name: str, frame: pd.DataFrame, pages: pd.DataFrame) -> dict[str, object]:
    """The row of `support` for one table."""
    several = frame[independent(frame, pages).ge(2)]
    share = 100 * len(several) / len(frame) if len(frame) else 0
    return {
        "table": name,
        "rows": derive(len(frame), frame, by=support),
        "several": derive(len(several), several, by=support),
        "share": derive(round(share), frame, by=support, unit="%"),
        "weak": derive(len(weak := weak_alone(frame, pages)), weak, by=support),
    }


def thin(tables: Mapping[str, pd.DataFrame], pages: pd.DataFrame) -> pd.DataFrame:
    """Every row that rests on a single house, or on weak pages alone.

    Columns: `table`, `row` (its key), `houses` (how many independent ones), `weak` (whether all its
    pages are weak), `sources` (its bibliography keys, split by `;`); in the order of the tables.
    """
    parts = [thin_rows(name, frame, pages) for name, frame in tables.items()]
    return pd.concat(parts, ignore_index=True)


def thin_rows(name: str, frame: pd.DataFrame, pages: pd.DataFrame) -> pd.DataFrame:
    """The rows of `thin` for one table."""
    houses = independent(frame, pages)
    weak = frame.index.isin(weak_alone(frame, pages).index)
    found = pd.DataFrame(
        {
            "table": name,
            "row": frame.index,
            "houses": houses.to_numpy(),
            "weak": weak,
            "sources": frame["sources"].to_numpy(),
        }
    )
    return found[found["sources"].notna() & (found["houses"].lt(2) | found["weak"])]


def thin_count(tables: Mapping[str, pd.DataFrame], pages: pd.DataFrame) -> Derived:
    """How many rows `thin` lists."""
    found = thin(tables, pages)
    parts = [
        frame[frame.index.isin(found.loc[found["table"].eq(name), "row"])]
        for name, frame in tables.items()
    ]
    return derive(len(found), *parts, by=thin_count)


def independent(frame: pd.DataFrame, pages: pd.DataFrame) -> pd.Series:
    """How many independent houses stand behind each row (0 where it names no source).

    A row whose column `origin` names the one report behind all its pages counts as one.
    """
    named = zip(pages["author"].tolist(), pages["publisher"].tolist(), strict=True)
    makers = dict(zip(pages.index, named, strict=True))
    counts = [
        groups((key in makers and houses(*makers[key])) or {key} for key in parts)
        for parts in listed(frame["sources"])
    ]
    counted = pd.Series(counts, index=frame.index, dtype="int64")
    return (
        counted.mask(frame["origin"].notna() & counted.gt(1), 1) if "origin" in frame else counted
    )


@cache
def houses(author: str, publisher: str) -> frozenset[str]:
    """The houses behind a page: what its publisher names, and an agency that stands as its author."""
    named = (COMMON.sub("", part.casefold()).strip(" .") for part in PARTS.split(publisher))
    found = {AGENCIES.get(name, name.removeprefix("the ")) for name in named if name}
    agency = AGENCIES.get(author.casefold())
    return frozenset(found | {agency} if agency else found)


def groups(sets: Iterable[Iterable[str]]) -> int:
    """Into how many groups sets fall when those that share a member belong together."""
    apart: list[set[str]] = []
    for members in map(set, sets):
        touching = [group for group in apart if group & members]
        apart = [group for group in apart if not group & members]
        apart.append(members.union(*touching))
    return len(apart)


def weak_alone(frame: pd.DataFrame, pages: pd.DataFrame) -> pd.DataFrame:
    """The rows whose sources are all weak."""
    weak_pages = frozenset(pages.index[pages["reliability"].eq(WEAK)])
    weak = [bool(parts) and weak_pages.issuperset(parts) for parts in listed(frame["sources"])]
    return frame[weak]


def listed(cells: pd.Series) -> Iterable[tuple[str, ...]]:
    """The bibliography keys in each cell of a column `sources`."""
    for cell in cells:
        yield () if pd.isna(cell) else keys_in(str(cell))


def reliabilities(pages: pd.DataFrame) -> dict[str, Derived]:
    """How many pages there are of each reliability, and in all (`total`)."""
    parts = {str(kind): part for kind, part in pages.groupby("reliability")} | {"total": pages}
    return {kind: derive(len(part), part, by=reliabilities) for kind, part in parts.items()}


def uncopied(pages: pd.DataFrame) -> Derived:
    """How many pages on the web name no archived copy."""
    found = pages[pages["url"].ne("") & ~pages["archived"]]
    return derive(len(found), found, by=uncopied)


def size(frame: pd.DataFrame) -> Derived:
    """How many rows a dataset has."""
    return derive(len(frame), frame, by=size)


def coarse(frame: pd.DataFrame) -> Derived:
    """How many rows of a dataset have a date no finer than a month (`date_precision`)."""
    rough = frame[frame["date_precision"].ne("day")]
    return derive(len(rough), rough, by=coarse)
