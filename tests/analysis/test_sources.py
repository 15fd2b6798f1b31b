from __future__ import annotations

import pandas as pd
import pytest

from report.analysis.sources import (
    groups,
    houses,
    independent,
    support,
    thin,
    thin_count,
    uncopied,
)

PAGES = pd.DataFrame(
    {
        "author": ["", "AFP", "", "Reuters", ""],
        "publisher": ["The Times", "SpaceWar", "Digest (AFP)", "Reuters", "blog.example"],
        "reliability": ["press", "press", "other", "press", "other"],
    },
    index=["times", "space", "digest", "reuters", "blog"],
)


def rows(**sources: str | None) -> pd.DataFrame:
    frame = pd.DataFrame({"sources": pd.Series(sources.values(), dtype="string")})
    return frame.set_index(pd.Index(sources, name="events"))


@pytest.mark.parametrize(
    ("author", "publisher", "expected"),
    [
        ("Kyiv Independent", "The Kyiv Independent", {"kyiv independent"}),
        ("", "MENAFN (Ukrinform)", {"menafn", "ukrinform"}),
        ("Smith, Jo", "Foreign Policy via inkl", {"foreign policy", "inkl"}),
        ("", "CNN (copy)", {"cnn"}),
        ("Agence France-Presse", "SpaceWar", {"spacewar", "afp"}),
        ("Wikipedia contributors", "WikiMili (Wikipedia mirror)", {"wikimili", "wikipedia"}),
        ("", "AP/Reuters", {"ap", "reuters"}),
    ],
)
def test_the_houses_behind_a_page_are_those_it_names(author, publisher, expected):
    assert houses(author, publisher) == expected


def test_sets_that_share_a_member_are_one_group_however_far_apart():
    assert groups([{"a"}, {"b"}, {"a", "c"}, {"c", "b"}, {"d"}]) == 2
    assert groups([]) == 0


def test_two_carriers_of_one_agency_are_one_house():
    (count,) = support({"events": rows(a="space;digest")}, PAGES)["several"]

    assert count.value == 0


def test_support_counts_rows_by_houses_and_by_weakness():
    table = support({"events": rows(a="times;reuters", b="space;digest", c="blog;digest")}, PAGES)

    (row,) = table.to_dict("records")
    assert (row["rows"].value, row["several"].value, row["weak"].value) == (3, 2, 1)
    assert row["share"].text == "67%"


def test_an_empty_table_has_no_share():
    (row,) = support({"events": rows()}, PAGES).to_dict("records")

    assert row["share"].value == 0


def test_thin_rows_rest_on_one_house_or_on_weak_pages_alone():
    frame = rows(strong="times;reuters", single="times", weak="blog;digest", none=None)

    found, count = thin({"events": frame}, PAGES), thin_count({"events": frame}, PAGES)

    assert found[["row", "houses", "weak"]].to_numpy().tolist() == [
        ["single", 1, False],
        ["weak", 2, True],
    ]
    assert (count.value, count.rows[0].keys) == (2, ("single", "weak"))


def test_a_row_with_one_known_origin_rests_on_one_house():
    frame = rows(a="times;reuters", b="times;reuters")
    origin = pd.Series(["Reuters", None], index=frame.index, dtype="string")

    assert independent(frame.assign(origin=origin), PAGES).to_dict() == {"a": 1, "b": 2}


def test_pages_on_the_web_without_an_archived_copy_are_counted():
    pages = PAGES.assign(
        url=["https://a.example", "", "https://web.archive.org/b", "https://c.example", ""],
        archived=[False, False, True, False, False],
    ).rename_axis("bibliography")
    count = uncopied(pages)

    assert count.value == 2
    assert count.rows[0].keys == ("times", "reuters")
