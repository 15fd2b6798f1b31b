import pytest

from report.engine.load import load
from report.engine.validate.chapters import check_chapters


def found(write, text, **files):
    """Rule, place and whether it is excusable, of each finding about a lone document."""
    root = write(
        {"a.qmd": text, **{name.replace("_", "."): content for name, content in files.items()}}
    )
    findings = check_chapters(load(root / "a.qmd", environment={}))
    return [(finding.rule, str(finding.place), finding.excusable) for finding in findings]


def cell(options: str, code: str = "1") -> str:
    return f"```{{python}}\n{options}\n{code}\n```\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (cell("#| label: a") * 2, [("duplicate-label", "a.qmd:5:1", False)]),
        ("## A {#sec-a}\n\n## B {.x #sec-a}\n", [("duplicate-label", "a.qmd:3:10", True)]),
        ("`{#sec-a}` {#sec-a}\n\n```\n{#sec-a}\n```\n", []),
        ("<!-- {#sec-a} -->\n## A {#sec-a}\n", []),
    ],
)
def test_labels(write, text, findings):
    assert found(write, text) == findings


def test_labels_of_a_book_are_its_own(write):
    chapters = "project: {type: book}\nbook: {chapters: [index.qmd, one.qmd]}\n"
    text = "# A {#sec-a}\n\n[x]{#free}\n"
    root = write({"_quarto.yml": chapters, "index.qmd": text, "one.qmd": text})
    (finding,) = check_chapters(load(root, environment={}))
    assert (finding.rule, str(finding.place), finding.excusable) == (
        "duplicate-label",
        "one.qmd:1:6",
        True,
    )


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ("#| label: fig-a\n#| fig-cap: A\n#| fig-alt: B", []),
        ("#| label: fig-a\n#| fig-cap: A", ["fig-alt"]),
        ("#| label: fig-a", ["fig-cap", "fig-alt"]),
        ("#| label: tbl-a", ["tbl-cap"]),
        ("#| label: fig-a\n#| include: false", []),
        ("#| label: fig-a\n#| eval: false", []),
        ("#| label: plain", []),
    ],
)
def test_captions_of_cells(write, options, rules):
    assert [rule for rule, _, excusable in found(write, cell(options)) if excusable] == rules


def test_cells_that_the_document_hides_need_no_captions(write):
    header = "---\nexecute: {include: false}\n---\n"
    assert found(write, header + cell("#| label: fig-a")) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ('![A](a.png){fig-alt="B"}', []),
        ("![A](a.png){#fig-a fig-alt='B'}", []),
        ("![A](a.png)", ["fig-alt"]),
        ('![A](no.png){fig-alt="B"}', ["missing-image"]),
        ('![A [b] *c*](no.png "title"){fig-alt="B"}', ["missing-image"]),
        ('![A](<a file.png>){fig-alt="B"}', ["missing-image"]),
        ('![A](a%20b.png){fig-alt="B"}', ["missing-image"]),
        ('![A](/a.png){fig-alt="B"}', []),
        ('![A](a){fig-alt="B"}', []),
        ('![A](https://e.org/a.png){fig-alt="B"}', ["remote-image"]),
        ('![A](data:image/png;base64,AA){fig-alt="B"}', []),
        ("`![A](no.png)`", []),
        ("[![A](a.png){alt=B}](https://e.org)", []),
    ],
)
def test_pictures(write, text, rules):
    assert [rule for rule, _, _ in found(write, text, a_png="x")] == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("[x](a.png) [y](/a.png) [z](a.qmd#sec) [w](#here) [v](a.html?q=1)", []),
        ("[x](https://e.org) [y](mailto:a@b.org) [z](//e.org)", []),
        ("[x](http://e.org)", ["open-link"]),
        ("[x](no.qmd) and [y](no/a.png)", ["dead-link", "dead-link"]),
        ("[x](no\0.qmd)", ["dead-link"]),
        ("[not a link] (no.qmd)", []),
    ],
)
def test_links(write, text, rules):
    if "\0" in text:
        text = text.replace("\0", "%00")
    assert [rule for rule, _, _ in found(write, text, a_png="x")] == rules


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("::: {.callout-note}\nx\n:::\n", []),
        ("::: callout-tip\nx\n:::\n", []),
        ("::: {.my-own}\nx\n:::\n", []),
        ("::: {.content-block}\nx\n:::\n", []),
        ("::: {.panel-tabest}\nx\n:::\n", [("unknown-block", "a.qmd:1:1", True)]),
        ("::: {.callout-danger}\nx\n:::\n", [("unknown-block", "a.qmd:1:1", True)]),
        ("::: {.callout-nite}\nx\n:::\n", [("unknown-block", "a.qmd:1:1", True)]),
        ("x\n\n:::: {.panel-sidebar}\nx\n::::\n", [("refused", "a.qmd:3:1", False)]),
        ("```\n::: {.panel-sidebar}\n```\n", []),
    ],
)
def test_blocks(write, text, findings):
    assert found(write, text) == findings


def test_inline_code_that_does_not_run(write):
    assert found(write, "`{python} 1`\n") == [("idle-code", "a.qmd:1:1", True)]
    assert found(write, cell("") + "`{python}  1`\n") == [("idle-code", "a.qmd:5:1", True)]
    assert found(write, "---\nengine: markdown\n---\n`{python} 1`\n") == []
    assert found(write, "`` `{python} 1` ``\n\n```\n`{python} 1`\n```\n") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (cell("#| echo: true", "1\n2  # <1>\n3  # <2>"), ["a.qmd:4"]),
        ("Text\n\n```r\nx <- 1 # <1>\n```\n", ["a.qmd:4"]),
        ("Text # <1>\n", []),
        ("---\ncode-annotations: none\n---\n```r\nx <- 1 # <1>\n```\n", []),
    ],
)
def test_annotations_of_code(write, text, places):
    assert [place for _, place, _ in found(write, text)] == places


@pytest.mark.parametrize(
    ("header", "findings"),
    [
        ("csl: no.csl", [("missing-file", "a.qmd", False)]),
        ("metadata-files: [no.yml]", [("missing-file", "a.qmd", True)]),
        ("format: {html: {css: [a.png, no.css]}}", [("missing-file", "a.qmd", True)]),
        ("csl: https://e.org/style.csl", []),
        ("csl: a.png", []),
    ],
)
def test_files_that_metadata_names(write, header, findings):
    assert found(write, f"---\n{header}\n---\n", a_png="x") == findings
