from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.errors import LoadError
from report.engine.load.lines import lines_of
from report.engine.load.yaml import Yaml, read_yaml

FILE = PurePosixPath("file.yml")


def read(text: str) -> Yaml:
    return read_yaml(lines_of(text, FILE), FILE)


def faults(text: str) -> list[str]:
    with pytest.raises(LoadError) as caught:
        read(text)
    return [f"{finding.place}: {finding.rule}" for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("a: 0x1f\nb: -2\nc: 1.5\nd: 1e3", {"a": 31, "b": -2, "c": 1.5, "d": 1000.0}),
        (
            "a: true\nb: yes\nc: null\nd: ~\ne:",
            {"a": True, "b": "yes", "c": None, "d": None, "e": None},
        ),
        ("date: 2026-03-09", {"date": "2026-03-09"}),
        ("a: \"1\"\nb: 'true'", {"a": "1", "b": "true"}),
        ("a: &x [1, 2]\nb: *x", {"a": [1, 2], "b": [1, 2]}),
        ("a: &x {k: 1}\nb:\n  <<: *x\n  l: 2", {"a": {"k": 1}, "b": {"k": 1, "l": 2}}),
        ("a: >\n  folded\n  text\n", {"a": "folded text\n"}),
        ("", None),
        ("# only a comment", None),
        ("- a\n- b", ["a", "b"]),
    ],
)
def test_values(text, value):
    assert read(text).value == value


def test_places_of_keys_and_values():
    yaml = read("a:\n  - x\n  - k: v\n")
    assert str(yaml.place("a", 1, "k")) == "file.yml:3:5"
    assert str(yaml.values["a", 1, "k"]) == "file.yml:3:8"


def test_an_unknown_place_is_its_parents():
    assert str(read("a:\n  b: 1").place("a", "nowhere", "at all")) == "file.yml:1:1"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3", "file.yml:3:1: yaml-duplicate"),
        ("a:\n\tb: 1", "file.yml:2:1: yaml"),
        ('a: "open\nb: 1', "file.yml:2:1: yaml"),
        ("a: [1, 2", "file.yml:1:1: yaml"),
        ("a: b: c", "file.yml:1:5: yaml"),
        ("a:\n    b: 1\n  c: 2", "file.yml:3:3: yaml"),
        ("a: *nowhere", "file.yml:1:4: yaml"),
        ("a: !expr 1 + 1", "file.yml:1:4: yaml-tag"),
        ("? [a, b]\n: 1", "file.yml:1:3: yaml-key"),
        ("a: &x\n  b: *x", "file.yml:1:4: yaml-depth"),
        ("a: 1\n---\nb: 2", "file.yml:2:1: yaml"),
    ],
)
def test_faults(text, fault):
    found = faults(text)
    assert [one.split(":")[-1] for one in found] == [fault.split(":")[-1]]
    assert found[0].split(":")[:2] == fault.split(":")[:2]


def test_all_duplicates_are_told():
    assert len(faults("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == 2


def test_aliases_cannot_swell_without_end():
    levels = "\n".join(f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 9)}]" for n in range(1, 12))
    assert faults(f"a0: &a0 [x, x, x]\n{levels}") == ["file.yml: yaml-size"]


def test_deep_brackets_are_a_fault():
    assert faults("[" * 5000)
    assert faults("a: " + "[" * 100 + "]" * 100) == ["file.yml:1:64: yaml-depth"]


def test_long_digits_stay_text():
    assert read("a: " + "9" * 5000).value == {"a": "9" * 5000}


@given(st.text(alphabet=st.characters(exclude_characters="\0"), max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        read(text)
    except LoadError as error:
        assert error.findings
        assert all(finding.place.path == FILE and finding.hint for finding in error.findings)


YAMLISH = st.lists(st.sampled_from(list("abc:-#&*!|>'\"[]{},? \n\t%@`~<.0")), max_size=60).map(
    "".join
)


@given(YAMLISH)
def test_texts_that_look_like_yaml_are_read_or_refused(text):
    test_any_text_is_read_or_refused.hypothesis.inner_test(text)
