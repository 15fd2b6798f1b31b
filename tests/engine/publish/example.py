"""A small book, assembled by hand: two chapters with everything that the site has to lay out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from report.engine.model import Asset, Book, Contents, Edition, Kind, Link, Page, Paper, Project
from report.engine.ports import Ports
from report.engine.publish import lay_out, put_in_place

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="300" viewBox="0 0 640 300">'
    '<defs><clipPath id="box"><rect width="640" height="300"/></clipPath></defs>'
    '<g clip-path="url(#box)" font-family="Source Sans 3, sans-serif" font-size="13">{marks}</g></svg>'
)
BARS = "".join(
    f'<rect x="170" y="{30 + 44 * i}" width="{width}" height="22" fill="{colour}"/>'
    f'<text x="160" y="{46 + 44 * i}" text-anchor="end" fill="#1d2024">{name}</text>'
    f'<text x="{178 + width}" y="{46 + 44 * i}" fill="#545a63">{width // 2} days</text>'
    for i, (name, width, colour) in enumerate(
        [
            ("Air defence", 120, "#0b5563"),
            ("Armoured vehicles", 180, "#0b5563"),
            ("Main battle tanks", 260, "#a33a1d"),
            ("Long-range missiles", 400, "#a33a1d"),
            ("Fighter aircraft", 330, "#a33a1d"),
        ]
    )
)
CHART = PICTURE.format(marks=BARS)

PARAGRAPH = (
    "<p>Requests came early and answers came late. Between the first public request and the decision to "
    "deliver lay a median of 187 days, and the wait was longest for the systems that reach furthest. "
    'A longer account stands in <a href="second.html" class="quarto-xref">Chapter 2</a>, and the rows '
    'behind each number are in <a href="#tbl-lags" class="quarto-xref">Table 1.1</a> '
    '<span class="citation" data-cites="archive2023"><a href="#ref-archive2023" '
    'role="doc-biblioref">Archive 2023</a></span>.'
    '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>'
)
TABLE = """<div id="tbl-lags"><figure class="quarto-float quarto-float-tbl"><figcaption>Table&nbsp;1.1:
Days from request to decision, by class of system</figcaption><div><table class="table"><thead><tr>
<th>Class</th><th style="text-align: right;">Systems</th><th style="text-align: right;">Median</th>
<th style="text-align: right;">Longest</th><th>Slowest donor</th></tr></thead><tbody>
<tr><td>Air defence</td><td style="text-align: right;">14</td><td style="text-align: right;">60</td>
<td style="text-align: right;">311</td><td>North</td></tr>
<tr><td>Armoured vehicles</td><td style="text-align: right;">22</td><td style="text-align: right;">90</td>
<td style="text-align: right;">402</td><td>Centre</td></tr>
<tr><td>Main battle tanks</td><td style="text-align: right;">9</td><td style="text-align: right;">130</td>
<td style="text-align: right;">333</td><td>Centre</td></tr></tbody></table></div></figure></div>"""
FIGURE = """<div id="fig-lags"><figure class="quarto-float quarto-float-fig"><div><img
src="first_files/figure-html/fig-lags-output-1.svg" class="img-fluid" alt="Bars of days by class; the
longest is for missiles."></div><figcaption>Figure&nbsp;1.1: The further a system reaches, the longer
the wait</figcaption></figure></div>"""
BOXES = """<div class="callout callout-style-default callout-note callout-titled">
<div class="callout-header">
<div class="callout-icon-container"><i class="callout-icon"></i></div><div class="callout-title-container">
How to read this</div></div><div class="callout-body-container callout-body"><p>A dot is a decision; a
line is the time before it.</p></div></div>
<div class="callout callout-style-default callout-warning callout-titled"><div class="callout-header"
data-bs-toggle="collapse" aria-expanded="false"><div class="callout-icon-container"><i
class="callout-icon"></i></div><div class="callout-title-container">What is contested</div></div><div
class="callout-collapse collapse"><div class="callout-body-container callout-body"><p>Two sources disagree
by a week.</p></div></div></div>"""
TABS = """<div class="panel-tabset"><ul class="nav nav-tabs"><li class="nav-item"><a class="nav-link active"
href="#">By day</a></li><li class="nav-item"><a class="nav-link" href="#">By year</a></li></ul><div
class="tab-content"><div class="tab-pane active" id="tab-1"><p>The first pane.</p></div><div
class="tab-pane" id="tab-2"><p>The second pane.</p></div></div></div>"""
CODE = """<div class="cell"><details class="code-fold"><summary>Code</summary>
<div class="sourceCode cell-code"><pre class="sourceCode python"><code
class="sourceCode python"><span><span class="im">from</span> report
<span class="im">import</span> data  <span class="co"># the rows as of the day</span></span>
<span>lags = data(<span class="st">"decisions"</span>).query(<span class="st">"days &gt; </span><span
class="dv">30</span><span class="st">"</span>)</span></code></pre></div></details><div
class="cell-output cell-output-stdout"><pre><code>45 rows</code></pre></div></div>"""
LEDGER = """<div class="filterable" data-filter="kind verdict">
<section id="sec-first" class="level2"><h2>First</h2>
<div id="claim-1" data-kind="fact" data-verdict="supported"><p>Tanks came late.</p></div>
<div id="claim-2" data-kind="forecast" data-verdict="untested"><p>Jets will come late.</p></div></section>
<section id="sec-then" class="level2"><h2>Then</h2>
<div id="claim-3" data-kind="forecast" data-verdict="supported"><p>Rockets will come.</p></div></section>
</div>"""
NOTES = """<section class="footnotes" id="footnotes"><ol><li id="fn1"><p>Counted from the first public
request.<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>
<div id="refs" class="references" style="display: none"><div id="ref-archive2023" class="csl-entry">Archive.
2023. <em>Requests and Answers</em>. <a href="https://example.org/requests">https://example.org/requests</a>.
</div></div>"""
GLOSSARY = (
    '<dl><dt><span id="term-request">public request</span></dt>'
    "<dd><p>A government asks where everybody can hear it.</p></dd></dl>"
)
MARGIN = (
    '<div class="column-margin"><p>A day known only by its month counts as an interval.</p></div>'
)


def section(name: str, number: str, title: str, body: str, level: int = 2) -> str:
    return (
        f'<section id="{name}" class="level{level}"><h{level}>'
        f'<span class="header-section-number">{number}</span> {title}</h{level}>{body}</section>'
    )


def title_block(number: str, title: str, more: str = "") -> str:
    return (
        f'<header id="title-block-header"><h1 class="title"><span class="quarto-section-identifier">'
        f'<span class="chapter-number">{number}</span>&nbsp; <span class="chapter-title">{title}</span>'
        f"</span></h1>{more}</header>"
    )


FIRST = Page(
    source=PurePosixPath("first.qmd"),
    target=PurePosixPath("first.html"),
    language="en",
    title="How long decisions took",
    window_title="1 How long decisions took – The Long Wait",
    number="1",
    description="Days from request to decision.",
    title_block=title_block(
        "1",
        "How long decisions took",
        '<p class="subtitle lead">Every system came after a refusal, and every refusal ended</p>',
    ),
    body=PARAGRAPH
    + MARGIN
    + section(
        "sec-lags",
        "1.1",
        "The wait by class",
        PARAGRAPH.replace("fn1", "fn1").replace(' id="fnref1"', "")
        + FIGURE
        + section("sec-rows", "1.1.1", "The rows", TABLE + BOXES, 3),
    )
    + section("sec-code", "1.2", "How it was counted", CODE + TABS)
    + NOTES,
    contents=(
        Contents(2, "sec-lags", "The wait by class", "1.1"),
        Contents(3, "sec-rows", "The rows", "1.1.1"),
        Contents(2, "sec-code", "How it was counted", "1.2"),
    ),
    contents_title="Table of contents",
)
SECOND = replace(
    FIRST,
    source=PurePosixPath("second.qmd"),
    target=PurePosixPath("second.html"),
    title="What was promised",
    window_title="2 What was promised – The Long Wait",
    number="2",
    description="",
    title_block=title_block("2", "What was promised"),
    body="<p>Promises differ in what they bind. See "
    '<a href="first.html#fig-lags" class="quarto-xref">Figure 1.1</a> and <span class="citation" '
    'data-cites="archive2023"><a href="first.html#ref-archive2023" role="doc-biblioref">Archive 2023'
    "</a></span>.</p>" + LEDGER + GLOSSARY,
    contents=(),
)
HOME = replace(
    SECOND,
    source=PurePosixPath("index.qmd"),
    target=PurePosixPath("index.html"),
    title="Summary",
    window_title="The Long Wait",
    number="",
    title_block='<header id="title-block-header"><h1 class="title">The Long Wait</h1></header>',
    body='<p>Start with <a href="first.html" class="quarto-xref">Chapter 1</a>.</p>',
)
CHART_PATH = PurePosixPath("first_files/figure-html/fig-lags-output-1.svg")

BOOK = Book(
    title="The Long Wait",
    pages=(HOME, FIRST, SECOND),
    papers=(),
    assets=(Asset(CHART_PATH, CHART.encode()),),
    navigation=(
        Link("Summary", PurePosixPath("index.html")),
        Link(
            "Findings",
            None,
            children=(
                Link("How long decisions took", PurePosixPath("first.html"), "1"),
                Link("What was promised", PurePosixPath("second.html"), "2"),
            ),
        ),
    ),
    footer='<div class="nav-footer-center"><p>Text and data: CC BY 4.0.</p></div>',
    page_navigation=True,
)
WHOLE = Paper(PurePosixPath("The-Long-Wait.pdf"), "The Long Wait", "= Body", {})
BRIEF = Paper(
    PurePosixPath("briefs/first.pdf"), "Brief", "= Brief", {}, source=PurePosixPath("first.qmd")
)


def project(root: Path, **changes: object) -> Project:
    """The project that the book would have come from."""
    plain = Project(
        root=root,
        kind=Kind.BOOK,
        config={"project": {"type": "book"}},
        documents=(),
        output=PurePosixPath("_site"),
    )
    return replace(plain, **changes)


def publish(
    books: Sequence[Book], written: Project, ports: Ports, *, formats: frozenset[str]
) -> Edition:
    """The edition, put in place."""
    return put_in_place(lay_out(books, written, ports, formats=formats))
