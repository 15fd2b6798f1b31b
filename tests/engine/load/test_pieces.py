from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.errors import LoadError
from report.engine.load.answers import Values
from report.engine.load.body import read_body
from report.engine.load.lines import lines_of
from report.engine.load.pieces import blocks_of, expressions_of, front_matter
from report.engine.model import Cell, Prose

FILE = PurePosixPath("a.qmd")
NOTHING = Values({}, {}, {})


def pieces(text: str, cells: bool = True):
    return read_body(lines_of(text, FILE), cells, NOTHING).pieces


def cell(text: str) -> Cell:
    (found,) = pieces(text)
    assert isinstance(found, Cell)
    return found


def test_prose_and_cells_in_turn_with_their_places():
    text = "One\n\n```{python}\n#| label: fig-a\nx = 1\n```\n\nTwo `{python} x`\n"
    first, second, third = pieces(text)
    assert (first, third.text) == (Prose("One\n\n", first.place), "\nTwo `{python} x`\n")
    assert (second.source, second.options, second.index) == ("x = 1", {"label": "fig-a"}, 0)
    assert [str(piece.place) for piece in (first, second, third)] == [
        "a.qmd:1:1",
        "a.qmd:3:1",
        "a.qmd:7:1",
    ]
    (expression,) = expressions_of(third)
    assert (expression.code, str(expression.place)) == ("x", "a.qmd:8:5")


@pytest.mark.parametrize(
    "text",
    [
        "````{python}\n```\n````\n",
        "```{python}  \nx\n```   \n",
        "   ```{python}\n   x\n   ```\n",
        "```{python} \nx\n```",
        "```{python}\n````\n~~~\n```\n",
    ],
)
def test_what_is_a_cell(text):
    assert [type(piece) for piece in pieces(text)] == [Cell]


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx\n```\n",
        "```{.python}\nx\n```\n",
        "```{=html}\n<b>\n```\n",
        "````\n```{python}\nx\n```\n````\n",
        "```{{python}}\nx\n```\n",
        "> ```{python}\n> x\n> ```\n",
        "```{python\nx\n```\n",
    ],
)
def test_what_is_no_cell(text):
    assert all(isinstance(piece, Prose) for piece in pieces(text))


def test_inline_code_in_backticks_opens_no_fence():
    assert len(pieces("```x``` is code\n\n```{python}\ny\n```\n")) == 2


def test_a_cell_gives_up_the_indentation_of_its_fence():
    found = cell("  ```{python}\n  #| echo: false\n  if x:\n      y\n z\n  ```\n")
    assert (found.options, found.source) == ({"echo": False}, "if x:\n    y\nz")


def test_options_after_code_are_code():
    assert cell("```{python}\n# note\n#| echo: false\n```\n").source == "# note\n#| echo: false"


def test_options_may_stand_close_to_the_bar():
    assert cell("```{python}\n#|echo: false\n# | eval: true\nx\n```\n").options == {
        "echo": False,
        "eval": True,
    }


def test_options_may_run_over_lines():
    found = cell("```{python}\n#| fig-cap: >\n#|   Two\n#|   lines\n#| classes: one\nx\n```\n")
    assert found.options == {"fig-cap": "Two lines\n", "classes": "one"}


@pytest.mark.parametrize(
    ("option", "fault"),
    [
        ("#| echo: [true", "a.qmd:2"),
        ("#| just words", "a.qmd:2:4"),
        ("#| echo: maybe", "a.qmd:2:10"),
        ("#| classes: [a, b]", "a.qmd:2:13"),
    ],
)
def test_broken_options_are_told_where_they_stand(option, fault):
    with pytest.raises(LoadError) as caught:
        pieces(f"```{{python}}\n{option}\nx\n```\n")
    assert str(caught.value.findings[0].place).startswith(fault)


def test_faults_of_all_cells_are_told():
    bad = "```{python}\n#| echo: maybe\n```\n"
    with pytest.raises(LoadError) as caught:
        pieces(bad * 3)
    assert len(caught.value.findings) == 3


def test_a_cell_without_end_is_a_fault():
    with pytest.raises(LoadError, match=r"a\.qmd:2:1: .*never closed"):
        pieces("x\n```{python}\ny\n")


def test_cells_of_other_languages_are_refused_and_shown():
    body = read_body(lines_of("```{r}\nx <- 1\n```\n", FILE), True, NOTHING)
    assert [finding.rule for finding in body.findings] == ["refused"]
    assert isinstance(body.pieces[0], Prose)


def test_options_on_the_fence_are_noticed():
    body = read_body(lines_of("```{python, echo=FALSE}\nx\n```\n", FILE), True, NOTHING)
    assert [(finding.rule, finding.excusable) for finding in body.findings] == [
        ("cell-fence", True)
    ]


def test_without_cells_all_is_prose():
    assert [type(piece) for piece in pieces("```{python}\nx\n```\n", cells=False)] == [Prose]


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_front_matter(end):
    header, body = front_matter(lines_of(f"---\ntitle: A\n{end}\nText\n", FILE))
    assert [line.text for line in header] == ["title: A"]
    assert [line.text for line in body] == ["Text"]


def test_front_matter_without_end_is_a_fault():
    with pytest.raises(LoadError, match=r"a\.qmd:1:1: .*never closed"):
        front_matter(lines_of("---\ntitle: A\n", FILE))


LINES = [
    "",
    "text",
    "---",
    "```",
    "````",
    "```{python}",
    "```{r}",
    "#| echo: false",
    "~~~",
    "  ```",
    "x = 1",
]
TEXTS = st.lists(st.sampled_from(LINES), max_size=25).map("\n".join)


@given(TEXTS)
def test_blocks_hold_every_line_once_in_order(text):
    lines = lines_of(text, FILE)
    try:
        blocks = list(blocks_of(lines))
    except LoadError:
        return
    assert [line for block in blocks for line in block.lines] == list(lines)


@given(TEXTS)
def test_places_point_at_the_lines_of_the_file(text):
    rows = text.split("\n")
    try:
        found = pieces(text)
    except LoadError:
        return
    for piece in found:
        row = rows[piece.place.line - 1]
        assert (
            row.lstrip().startswith("```")
            if isinstance(piece, Cell)
            else piece.text.startswith(row)
        )
