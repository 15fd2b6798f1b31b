"""The real Pandoc: answers in order, faults by name, nothing of the machine in what it gives."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.doors.pandoc import BundledPandoc, shared
from report.engine.errors import AssemblyError
from report.engine.ports import Conversion


def test_answers_come_in_the_order_of_the_questions():
    texts = [f"text {number}" for number in range(7)]
    answers = BundledPandoc().convert([Conversion(text, "markdown", "plain") for text in texts])
    assert [answer.strip() for answer in answers] == texts


def test_asked_nothing_it_starts_nothing():
    assert BundledPandoc().convert([]) == ()


def test_every_fault_is_told_with_its_document():
    wanted = [
        Conversion("x", "markdown", target, name=f"{target}.qmd")
        for target in ("html5", "odd", "worse")
    ]
    with pytest.raises(AssemblyError) as caught:
        BundledPandoc().convert(wanted)
    assert [str(finding.place) for finding in caught.value.findings] == ["odd.qmd", "worse.qmd"]


def test_a_text_that_takes_pandoc_for_ever_is_named_and_its_process_ended():
    texts = {"good.qmd": "text", "bomb.qmd": "[a " * 30}
    wanted = [Conversion(text, "markdown", "plain", name=name) for name, text in texts.items()]
    with pytest.raises(AssemblyError) as caught:
        BundledPandoc(1, patience=2).convert(wanted)
    [finding] = caught.value.findings
    assert str(finding.place) == "bomb.qmd"
    assert "not done after 2 seconds" in finding.message


def test_an_unknown_argument_is_refused():
    with pytest.raises(ValueError, match="--odd"):
        BundledPandoc().convert([Conversion("x", "markdown", "html5", ("--odd",))])


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Arms and influence"), ("de", "Arms and Influence")]
)
def test_titles_are_read_in_the_language_asked_for_whatever_the_machine_speaks(
    language, title, monkeypatch
):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    entry = "@book{a, author = {A, B}, title = {Arms and Influence}, year = {1966}}"
    [answer] = BundledPandoc().convert(
        [Conversion(entry, "biblatex", "csljson", (f"--lang={language}",))]
    )
    assert json.loads(answer)[0]["title"] == title


@given(st.lists(st.integers(0, 300_000), min_size=1, max_size=9), st.integers(1, 4))
def test_every_conversion_is_done_by_one_process(sizes, most):
    wanted = [Conversion("x" * size, "markdown", "html5") for size in sizes]
    shares = shared(wanted, most)
    places = sorted(place for share in shares for place, _ in share)
    assert places == list(range(len(sizes)))
    assert len(shares) <= most
