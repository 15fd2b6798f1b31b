import pytest

from report.engine.inline import inline_code, nearly_inline, replace_inline


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`{python} x`", [(0, "x")]),
        ("a `{python} x + 1` b `{python}\ty`", [(2, "x + 1"), (21, "y")]),
        ("`` `{python} x` ``", [(3, "x")]),
        ("``{python} x``", []),
        ("`{python}  x` `{python} x ` `{python} ` `{python} x\ny`", []),
        ("`{r} x` `python x` `{python}x`", []),
    ],
)
def test_where_inline_code_stands(text, found):
    assert list(inline_code(text)) == found


def test_replacing_meets_the_same_code():
    text = "a `{python} x` b `{python} y` ``{python} z``"
    assert replace_inline(text, lambda code: f"<{code}>") == "a <x> b <y> ``{python} z``"


def test_what_only_looks_like_inline_code():
    text = "`{python} x` `{python}  y` `{python} z ` `{python} v\nw`"
    assert [code for _, code in nearly_inline(text)] == ["y", "z", "v\nw"]
