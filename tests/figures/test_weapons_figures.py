"""The figures on weapons and rules, drawn from the report's own data and looked at as SVG."""

import re
from functools import cache

import pandas as pd
import pytest
from lxml import etree

from figures import armour, chains, lags, refusals, restrictions, theme
from figures.room import WIDE
from report.analysis import refusals as refused
from report.analysis import restrictions as rules
from report.analysis import weapons
from report.analysis import weapons_tables as tables
from report.author import data, show

TODAY = pd.Timestamp("2024-11-19")
SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"finding": "What the figure finds", "note": "Days, from the data"}


@cache
def frames():
    decisions, systems, codes = (
        data(name) for name in ("weapons_decisions", "weapon_systems", "decision_codes")
    )
    steps = weapons.transfers(decisions, systems, codes)
    return decisions, codes, steps, weapons.of_the_invasion(weapons.milestones(steps))


def draw_chains():
    _, _, steps, reached = frames()
    marks, waits = weapons.chain_marks(steps, reached), weapons.waits_for_decision(reached, TODAY)
    return chains.draw(marks, waits, until=TODAY, **WORDS)


def draw_lags():
    reached = frames()[-1]
    return lags.draw(weapons.all_lags(reached), tables.summary(reached), **WORDS)


def draw_refusals():
    return refusals.draw(refused.noes_before_yes(frames()[2]), **WORDS)


def draw_armour():
    decisions, _, steps, reached = frames()
    block = weapons.block(reached, "Armour")
    given = block.assign(
        day=block["earliest"],
        donor=[decisions.loc[keys[0], "donor"] for keys in block["steps"]],
    )
    month = {"since": pd.Timestamp("2023-01-01"), "until": pd.Timestamp("2023-01-31")}
    return armour.draw(given, steps.assign(day=steps["earliest"]), **month, **WORDS)


def draw_restrictions():
    decisions, codes, *_ = frames()
    steps = rules.steps_of_rules(decisions, codes)
    lanes = [rules.RULES[rule] for rule in steps["rule"]]
    spells = rules.spells(steps, TODAY)
    return restrictions.draw(
        spells.assign(lane=spells["rule"].map(rules.RULES)),
        steps.assign(lane=lanes),
        pd.DataFrame({"date": [pd.Timestamp("2024-08-06")], "words": ["Kursk"]}),
        since=pd.Timestamp("2024-05-01"),
        until=TODAY,
        **WORDS,
    )


FIGURES = {
    "chains": (draw_chains, ["HIMARS/GMLRS", "Taurus KEPD 350", "543+", "571\N{EN DASH}598"]),
    "lags": (draw_lags, ["All (22)", "131\N{EN DASH}136.5"]),
    "refusals": (draw_refusals, ["ATACMS M39, United States", "57\N{EN DASH}84"]),
    "armour": (draw_armour, ["AMX-10 RC", "Germany", "16 Jan"]),
    "restrictions": (draw_restrictions, ["US ATACMS", "not allowed", "Nov"]),
}


@cache
def drawn(name):
    return etree.fromstring(show(FIGURES[name][0]()).svg)


def texts(svg):
    return {"".join(node.itertext()) for node in svg.iter(f"{SVG}text")}


each = pytest.mark.parametrize("name", FIGURES)


@each
def test_a_figure_says_what_it_shows(name):
    assert {WORDS["finding"], WORDS["note"], *FIGURES[name][1]} <= texts(drawn(name))


@each
def test_a_figure_fits_its_column(name):
    svg = drawn(name)

    assert float(svg.get("width")) <= WIDE.width + 6


@each
def test_a_figure_has_no_word_too_small_to_read(name):
    sizes = [node.get("font-size", "0px") for node in drawn(name).iter(f"{SVG}text")]

    assert min(float(size.removesuffix("px")) for size in sizes) >= theme.SMALL


@each
def test_a_figure_uses_the_colours_of_the_palette_alone(name):
    source = etree.tostring(drawn(name), encoding="unicode")
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', source))

    assert used <= {colour.light for colour in theme.PALETTE.values()}


@each
def test_a_figure_tells_no_later_day(name):
    """The axis of time, and every date in the specification, end with the report's day."""
    source = str(FIGURES[name][0]().to_dict())
    days = re.findall(r"\b20\d\d-\d\d-\d\d\b", source)
    ends = re.findall(r"'year': (20\d\d), 'month': (\d+), 'date': (\d+)", source)

    assert max(days, default="") <= "2024-11-19"
    assert all(tuple(map(int, end)) <= (2024, 11, 19) for end in ends)
