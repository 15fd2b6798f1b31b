"""The rule against hindsight: a text may not mention a day that its row cannot know of yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from report.engine.model import Finding
from report.engine.tables import Data, Row, Table
from report.rules.spans import Span, span

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
MONTH = (
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"((?:1[89]|20)\d\d)"
MENTION = re.compile(
    rf"(?<![\d.,])(?:{YEAR}-(\d\d)(?:-(\d\d))?(?!\d)|(?:(\d{{1,2}})\s+)?{MONTH}\s+{YEAR}"
    rf"|(?<![$€£])(?<!EUR )(?<!USD ){YEAR}(?!\d|,\d|\.\d|\s*(?:km|square|dead|people|troops)))",
    re.IGNORECASE,
)
ALL = "all"
FORESEEN = {
    # Read and found in order: a plan, a term or a name that was set when the row became known.
    ("weapons_decisions", "scope"): {
        "atacms_req_2022_09",
        "f16_18",
        "leopard2_15",
        "f16_29",
        "f16_30",
    },
    ("weapons_decisions", "note"): {"glsdb_rev_2022_11"},
    ("guarantee_frameworks", "name"): {"nato_frg_1955"},
    ("guarantee_frameworks", "territorial_scope"): {"austria_1955"},
    ("guarantee_frameworks", "note"): {
        "us_afghanistan_spa_2012",
        "us_afghanistan_bsa_2014",
        "ua_latvia_2024",
        "ua_estonia_2024",
        "ua_eu_accession_pledge_2025",
    },
    ("guarantee_frameworks", "pledge_multi_year"): ALL,
    ("guarantee_provisions", "rationale"): {
        "us_afghanistan_spa_2012/duration",
        "us_israel_mou_2016/duration",
        "ua_latvia_2024/arms_supply",
        "ua_belgium_2024/arms_supply",
        "ua_sweden_2024/arms_supply",
        "ua_iceland_2024/arms_supply",
        "ua_estonia_2024/arms_supply",
    },
    ("precedents", "name"): {"finland_1944"},
    ("precedent_events", "event"): {"khasavyurt_1996_e2"},
    ("precedent_alt_codings", "reason"): ALL,  # why a coder could choose otherwise, looking back
    ("claims", "test"): ALL,
    ("claim_evidence", "text"): {"claim_11_e1", "claim_11_e3"},
    ("timeline", "event"): {
        "ev_2025_06_25_hague",
        "ev_2025_09_22_newstart",
        "ev_2025_11_28_vat",
        "ev_2025_12_31_buffer",
        "ev_2026_01_26_gas",
    },
    ("economic_measures", "measure"): {
        "eu_fertiliser_tariff_2025_06_12",
        "eu_package_19",
        "eu_loan_2025_12_19",
        "eu_gas_ban_2026_01_26",
    },
}


def mentions(text: str) -> Iterator[tuple[str, Span]]:
    """The dates that a text mentions, as written and as the days they can mean."""
    for found in MENTION.finditer(text):
        year, month, day, on_day, month_name, of_year, alone = found.groups()
        if month_name:
            number = MONTHS[month_name[:3].lower()]
            written = f"{of_year}-{number:02d}" + (f"-{int(on_day):02d}" if on_day else "")
        else:
            written = "-".join(part for part in (year or alone, month, day) if part)
        if days := span(written):
            yield found[0], days


def texts_know_no_later_day(data: Data) -> Iterator[Finding]:
    """A text mentions no day after the one from which its row, or the text itself, was known."""
    for table in data.tables.values():
        for column in text_columns(table):
            for row in table:
                mentioned = tuple(mentions(row[column]))
                known = known_by(data, table, row, column) if mentioned else None
                if known is None or foreseen(table, row, column):
                    continue
                for written, days in mentioned:
                    if days.after(known):
                        yield Finding(
                            "hindsight",
                            table.place(row, column),
                            f"it mentions {written}, later than the row's day {known.last}",
                            "reword it, say in a `..._known_on` column from when it could be "
                            "written, or list it as foreseen",
                        )


def text_columns(table: Table) -> list[str]:
    """The columns of a table that hold sentences or names of our own."""
    entry: Any = table.resource
    return [
        one["name"]
        for one in entry["schema"]["fields"]
        if one["type"] == "string"
        and not one.get("dated")
        and not one.get("separator")
        and not {"enum", "pattern"} & set(one.get("constraints", {}))
    ]


def known_by(data: Data, table: Table, row: Row, column: str) -> Span | None:
    """From when a text of the row could be written; None where the table has no such day."""
    rule: Any = table.resource.get("asOf", {})
    dates = [rule.get("since", ""), row[rule["known"]] if "known" in rule else ""]
    dates.append(row[rule["disclosed"]] if "disclosed" in rule else "")
    dates += [
        row[date]
        for date, hidden in rule.get("hides", {}).items()
        if column in hidden.get("fields", ())
    ]
    found = [days for date in dates if (days := span(date))]
    if "parent" in rule and "known" not in rule:
        found += known_with_parent(data, rule["parent"], row)
    return max(found, key=lambda days: days.last) if found else None


def known_with_parent(data: Data, parent: dict[str, str], row: Row) -> Iterator[Span]:
    """The day of the parent's row that `row` points to."""
    table = data[parent["resource"]]
    known: Any = table.resource.get("asOf", {})
    for one in table:
        if one[parent["field"]] == row[parent["field"]] and (days := span(one[known["known"]])):
            yield days


def foreseen(table: Table, row: Row, column: str) -> bool:
    """Whether a reader of the row has found that the date was set by its day."""
    keys = FORESEEN.get((table.name, column), ())
    entry: Any = table.resource
    key = entry["schema"]["primaryKey"]
    return keys == ALL or "/".join(row[name] for name in key) in keys


RULES = (texts_know_no_later_day,)
