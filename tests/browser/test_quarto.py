"""A small book as real Quarto renders it, with this report's scripts and extension, read in a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import served
from tests.engine.publish.evidence.shop import laid_out

pytestmark = pytest.mark.quarto
ROOT = Path(__file__).parents[2]
QUARTO = os.environ.get("QUARTO") or shutil.which("quarto")
BOOK = """\
project:
  type: book
  output-dir: _site
  execute-dir: project
  pre-render: scripts/pre_render.py
  post-render: scripts/post_render.py
book:
  title: The Long Wait
  author: A. Author
  chapters: [index.qmd, lags.qmd]
lang: en
bibliography: works.bib
as-of: 2022-12-31
execute: {echo: false, freeze: auto, daemon: false}
format:
  html:
    theme:
      light: [cosmo, _extensions/report/light.scss]
      dark: [cosmo, _extensions/report/dark.scss]
    respect-user-color-scheme: true
    filters: [report]
    css: dark.css
"""
HOME = """# Home {.unnumbered}

```{python}
#| include: false
from report import data
from report.derived import derive
from waits import median

promises = data("promises")
count = derive(len(promises), promises, by=median, unit="promise")
```

There were `{python} count`.
"""
LAGS = """# Lags

```{python}
#| label: setup
#| include: false
from report import data, show
from report.derived import derive
from pictures import bars
from waits import median

tanks = data("tanks")
count = derive(len(tanks), tanks, by=median, unit="tank")
```

They sent `{python} count` [@paper].

```{python}
#| label: fig-lags
#| fig-cap: "Tanks by name."
#| fig-alt: "One bar a tank."
show(bars.draw(tanks))
```

::: {.callout-warning title="Limits"}
A name in `data` may be wrong.
:::

::: {.any-day}

## Before

## After

:::

::: {.filterable data-filter="kind"}
::: {#one data-kind="fact"}
First
:::
::: {#two data-kind="value"}
Second
:::
:::
"""
WORKS = """@book{book,
  author = {{House}},
  title = {A book},
  date = {2021},
  url = {https://book.example/},
}

@article{later,
  author = {Writer, Ann},
  title = {Known later},
  date = {2024-01-01},
  url = {https://later.example/},
}

@article{paper,
  author = {Writer, Ann},
  title = {What was said},
  date = {2022-03-01},
  url = {https://paper.example/said},
}
"""
BARS = """import altair as alt


def draw(tanks):
    rows = [{"name": name, "days": 1} for name in tanks["name"]]
    mark = alt.Chart(alt.Data(values=rows)).mark_bar(color="#0067a5")
    return mark.encode(x="days:Q", y="name:N")
"""

PALE = """async () => {
  const found = await axe.run({ runOnly: ['color-contrast'] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => node.html));
}"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The book's folder, rendered once."""
    if QUARTO is None:
        pytest.skip("Quarto is missing")
    root = tmp_path_factory.mktemp("book")
    laid_out(root)
    for name, text in {
        "_quarto.yml": BOOK,
        "index.qmd": HOME,
        "lags.qmd": LAGS,
        "pictures/__init__.py": "",
        "pictures/bars.py": BARS,
        "works.bib": WORKS,
        "dark.css": ":root { --svg-0067a5: light-dark(#0067a5, #62b6ee); }",
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for folder in ("_extensions", "scripts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    render(root)
    return root


def render(root):
    """Render with Quarto; what it said."""
    variables = {"PYTHONPATH": str(ROOT), "QUARTO_PYTHON": sys.executable}
    done = subprocess.run(
        [QUARTO, "render"],
        check=False,
        cwd=root,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(params=["light", "dark"])
def page(request, book, browser):
    """The chapter as a reader of that scheme sees it, and whatever it asked other hosts for."""
    with served(book / "_site") as address:
        context = browser.new_context(color_scheme=request.param)
        opened = context.new_page()
        opened.elsewhere = []
        opened.on(
            "request", lambda one: one.url.startswith(address) or opened.elsewhere.append(one.url)
        )
        opened.goto(f"{address}/lags.html")
        opened.wait_for_selector(".figure-menu button")  # the script has run
        yield opened
        context.close()


def test_a_value_opens_where_it_stands(page):
    page.click("main a.derived")
    page.wait_for_selector("text=Anton <b>")
    assert "tanks" in page.inner_text("dialog, [popover]:popover-open").lower()
    page.keyboard.press("Escape")
    page.goto(page.eval_on_selector("main a.derived", "a => a.href"))
    assert "Anton <b>" in page.inner_text("main")


def test_a_value_opens_on_the_home_page_too(page):
    page.goto(page.url.replace("lags", "index"))
    page.click("main a.derived")
    page.wait_for_selector("dialog[open] section")


@pytest.mark.parametrize("name", ["index", "lags"])
def test_no_words_are_too_pale(page, axe, name):
    page.goto(page.url.replace("lags", name))
    page.evaluate(axe)
    assert page.evaluate(PALE) == []
    page.click("main a.derived")
    page.wait_for_selector("dialog[open] section")
    assert page.evaluate(PALE) == []


def test_a_figure_has_its_menu_and_can_be_asked(page):
    names = page.locator(".figure-menu a").all_inner_texts()
    assert names == ["Data (CSV)", "SVG", "PNG", "bars.py"]
    page.click("text=Interactive")
    page.wait_for_selector(".chart-live svg")


def test_the_contents_list_what_holds_on_any_day(page):
    assert page.locator("#TOC .nav-link").all_text_contents() == ["1.1 Before", "1.2 After"]


def test_a_list_can_be_narrowed(page):
    page.select_option("form.filter select", "value")
    assert page.locator("#one").is_hidden()
    assert page.locator("#two").is_visible()


def test_the_look_is_ours_and_the_switch_is_quartos(page):
    look = "() => { const s = getComputedStyle(document.body); return [s.fontFamily, s.backgroundColor]; }"
    fonts, ground = page.evaluate(look)
    assert fonts.startswith('"Source Serif 4"')
    page.evaluate("window.quartoToggleColorScheme()")
    page.wait_for_function(f"before => ({look})()[1] !== before", arg=ground)
    assert page.elsewhere == []


def test_a_changed_row_runs_only_the_chapter_that_reads_it(book):
    assert "Executing" not in render(book)
    tanks = book / "data" / "tanks.csv"
    tanks.write_text(tanks.read_text() + "d,Dora,2022-06,paper\n")
    said = render(book)
    assert "Executing 'lags.quarto_ipynb'" in said
    assert "Executing 'index.quarto_ipynb'" not in said
    assert "3" in (book / "_site" / "lags.html").read_text("utf-8").partition("They sent")[2][:200]
