"""What a person reads when a project cannot be loaded: every fault, where, and what to do."""

import pytest

from report.engine.errors import LoadError
from report.engine.load import load

SITE = "project:\n  type: website\n"
GALLERY = {
    "front matter that is never closed": {"a.qmd": "---\ntitle: A\n\nText\n"},
    "front matter that is a list": {"a.qmd": "---\n- a\n- b\n---\n"},
    "an open quotation mark": {"a.qmd": '---\ntitle: "Unclosed\nauthor: [a, b\n---\n'},
    "a text with a colon": {"a.qmd": "---\ntitle: Arms: a history\n---\n"},
    "a tab": {"a.qmd": "---\nexecute:\n\techo: false\n---\n"},
    "a key given twice": {"a.qmd": "---\ntitle: A\ntitle: B\n---\n"},
    "values of the wrong type": {"a.qmd": "---\ntoc: maybe\nexecute: {echo: 3}\n---\n"},
    "values under a format": {"a.qmd": "---\nformat:\n  html:\n    toc-depth: deep\n---\n"},
    "cell options of the wrong type": {
        "a.qmd": "```{python}\n#| classes: [a, b]\n#| echo: maybe\n1\n```\n"
    },
    "cell options that are no YAML": {"a.qmd": '```{python}\n#| fig-cap: "open\n1\n```\n'},
    "a cell that is never closed": {"a.qmd": "Text\n\n```{python}\n1\n"},
    "a missing include": {"a.qmd": "{{< include _no.qmd >}}\n"},
    "a circle of includes": {
        "a.qmd": "{{< include _b.qmd >}}\n",
        "_b.qmd": "{{< include a.qmd >}}\n",
    },
    "bytes that are no text": {"a.qmd": b"ok\nca\xe9\n"},
    "an unknown key of the project": {"_quarto.yml": SITE + "  outptu-dir: x\n", "a.qmd": "x"},
    "a type of project that is not built": {
        "_quarto.yml": "project: {type: manuscript}",
        "a.qmd": "x",
    },
    "an unfinished configuration": {
        "_quarto.yml": SITE + 'website:\n  title: "Broken\n  sidebar: [a\n',
        "a.qmd": "x",
    },
    "several files at once": {
        "_quarto.yml": SITE,
        "a.qmd": "---\ntoc: 1\n---\n{{< include _no.qmd >}}\n",
        "b.qmd": "```{python}\n",
    },
}


@pytest.mark.parametrize("name", GALLERY)
def test_what_a_person_reads(write, snapshot, name):
    root = write(GALLERY[name])
    with pytest.raises(LoadError) as caught:
        load(root if "_quarto.yml" in GALLERY[name] else root / "a.qmd", environment={})
    told = [f"{f.place} ({f.rule}): {f.message}\n    -> {f.hint}" for f in caught.value.findings]
    assert "\n".join(told) == snapshot
