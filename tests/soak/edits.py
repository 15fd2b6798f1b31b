"""What an author may do to a small report, at random: each edit takes a tree and gives another.

A tree is all that a project's folder holds, by path. Every edit is an ordinary one; some break the
report, as ordinary edits do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

Tree = Mapping[str, str]
Edit = Callable[[Tree, Random], Tree]

PROJECT = Path(__file__).parent / "project"
CONFIG = "_quarto.yml"
WORDS = (
    "wait",
    "promise",
    "gift",
    "äöü",
    "1 < 2 & 3",
    "*stress*",
    "`code`",
    "$x^2$",
    "[@weiss2024]",
)
COLOURS = ("#a33a1d", "#0067a5", "#007a5a")
SWITCHES = {
    "    toc: true": "    toc: false",
    "  echo: false": "  echo: true",
    '  title: "The Long Wait"': '  title: "The \\"Longer\\" <Wait> & More"',
    "    css: charts.css": "    css: [charts.css]\n    number-sections: false",
    "citeproc: true": "citeproc: true\nlink-citations: true",
}


def first_tree() -> Tree:
    """The project as it stands before anybody edits it."""
    files = (
        path for path in PROJECT.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    return {path.relative_to(PROJECT).as_posix(): path.read_text("utf-8") for path in sorted(files)}


def chapters(tree: Tree) -> list[str]:
    """The documents of a tree."""
    return [name for name in tree if name.endswith(".qmd")]


def replaced(tree: Tree, name: str, text: str) -> Tree:
    """The tree with another text in one file."""
    return {**tree, name: text}


# --- text ------------------------------------------------------------------------------------


def add_sentence(tree: Tree, random: Random) -> Tree:
    """A paragraph more at the end of a chapter, or in the file that one includes."""
    name = random.choice([*chapters(tree), "parts/_how.md"])
    sentence = " ".join(random.choices(WORDS, k=random.randint(1, 6)))
    return replaced(tree, name, f"{tree[name].rstrip()}\n\n{sentence}.\n")


def drop_paragraph(tree: Tree, random: Random) -> Tree:
    """A chapter without its last paragraph, if it has more than a few."""
    name = random.choice(chapters(tree))
    paragraphs = tree[name].rstrip().split("\n\n")
    kept = paragraphs[:-1] if len(paragraphs) > 3 and "`" not in paragraphs[-1] else paragraphs
    return replaced(tree, name, "\n\n".join(kept) + "\n")


def change_caption(tree: Tree, random: Random) -> Tree:
    """Another caption for the figure: its cell's options, not its code."""
    name = "chapters/waits.qmd"
    caption = f'fig-cap: "Days, the {random.randint(1, 99)}th try"'
    return replaced(tree, name, re.sub(r'fig-cap: "[^"]*"', caption, tree[name]))


def change_entry(tree: Tree, random: Random) -> Tree:
    """Another title in the bibliography."""
    title = f"title = {{Requests and Answers {random.randint(1, 99)}}}"
    return replaced(
        tree, "sources.bib", re.sub(r"title = \{Requests[^}]*\}", title, tree["sources.bib"])
    )


# --- data, figures, configuration --------------------------------------------------------------


def change_row(tree: Tree, random: Random) -> Tree:
    """Another value in a row of data."""
    name, pattern, word = random.choice(
        [
            ("data/donors.csv", r"(?m)^(\w+),\d+,", rf"\g<1>,{random.randint(1, 99)},"),
            ("data/waits.csv", r"2023-\d\d-", f"2023-{random.randint(1, 12):02}-"),
        ]
    )
    return replaced(tree, name, re.sub(pattern, word, tree[name], count=random.randint(1, 2)))


def add_row(tree: Tree, random: Random) -> Tree:
    """One donor more, whose name is markup in every language there is."""
    rows = tree["data/donors.csv"]
    donor = random.choice(["<b>C</b>", "=1+1", "D & E", "#F_g^h*", "$G$ \\foo", "É | ü"])
    row = f"{donor} {rows.count(chr(10))},{random.randint(1, 99)},archive2023\n"
    return replaced(tree, "data/donors.csv", rows + row)


def drop_row(tree: Tree, random: Random) -> Tree:
    """One donor less, if there are several."""
    head, *rows = tree["data/donors.csv"].splitlines(keepends=True)
    kept = rows[: random.randint(1, 2)] if len(rows) > 2 else rows
    return replaced(tree, "data/donors.csv", "".join([head, *kept]))


def change_figure(tree: Tree, random: Random) -> Tree:
    """Another colour of the figure's bars, in the module that draws it."""
    colour = f'COLOUR = "{random.choice(COLOURS)}"'
    return replaced(tree, "plots.py", re.sub(r'COLOUR = "[^"]*"', colour, tree["plots.py"]))


def change_style(tree: Tree, random: Random) -> Tree:
    """Another colour in the project's own style sheet."""
    colour = f"#{random.randrange(1 << 24):06x})"
    return replaced(tree, "charts.css", re.sub(r"#\w{6}\)", colour, tree["charts.css"]))


def switch(tree: Tree, random: Random) -> Tree:
    """One option of the configuration the other way."""
    one, other = random.choice(list(SWITCHES.items()))
    text = tree[CONFIG]
    if other in text:
        return replaced(tree, CONFIG, text.replace(other, one))
    return replaced(tree, CONFIG, text.replace(one, other))


# --- files ---------------------------------------------------------------------------------------


def add_chapter(tree: Tree, random: Random) -> Tree:
    """One chapter more, with a cell of its own."""
    number = random.randint(1, 9)
    name = f"chapters/extra-{number}.qmd"
    if name in tree:
        return tree
    text = f"# Extra {number}\n\n```{{python}}\nprint({number} * 7)\n```\n\nBack to @sec-waits.\n"
    listed = tree[CONFIG].replace("    - references.qmd", f"    - {name}\n    - references.qmd")
    return {**tree, name: text, CONFIG: listed}


def drop_chapter(tree: Tree, random: Random) -> Tree:
    """One of the added chapters less."""
    extras = [name for name in chapters(tree) if "extra" in name]
    if not extras:
        return tree
    gone = random.choice(extras)
    listed = tree[CONFIG].replace(f"    - {gone}\n", "")
    return {name: text for name, text in tree.items() if name != gone} | {CONFIG: listed}


def rename_chapter(tree: Tree, random: Random) -> Tree:
    """Another file name for the donors' chapter."""
    old = next(name for name in chapters(tree) if "donors" in name)
    new = f"chapters/donors{random.choice(['', '-of-aid', ' and friends'])}.qmd"
    files = {new if name == old else name: text for name, text in tree.items()}
    return {**files, CONFIG: tree[CONFIG].replace(f"- {old}\n", f"- {new}\n")}


def swap_chapters(tree: Tree, _: Random) -> Tree:
    """The first two listed chapters in the other order."""
    pattern = r"(    - chapters/[^\n]+\n)(    - chapters/[^\n]+\n)"
    return replaced(tree, CONFIG, re.sub(pattern, r"\2\1", tree[CONFIG], count=1))


# --- what breaks a report ------------------------------------------------------------------------


def break_something(tree: Tree, random: Random) -> Tree:
    """A fault of one stage or another; the next edit usually takes it back."""
    name, fault = random.choice(
        [
            ("chapters/waits.qmd", "\n```{python}\nraise ValueError(len(waits))\n```\n"),
            ("index.qmd", "\nSee @sec-nowhere.\n"),
            ("index.qmd", "\nSo it says [@nobody1999].\n"),
            ("index.qmd", "\n[There](gone.html).\n"),
            ("references.qmd", "\n```{python}\n"),
            ("data/waits.csv", "late,2022-13-01,2022-04-30,archive2023\n"),
            (CONFIG, "  broken: [\n"),
            ("plots.py", "\ndef(\n"),
        ]
    )
    return replaced(tree, name, tree[name] + fault)


EDITS: tuple[Edit, ...] = (
    *(add_sentence, drop_paragraph, change_caption, change_entry),
    *(change_row, add_row, drop_row, change_figure, change_style, switch),
    *(add_chapter, drop_chapter, rename_chapter, swap_chapters, break_something),
)
