"""Whatever a file holds, it is read or refused with findings, in bounded time."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.errors import LoadError
from report.engine.load import load
from report.engine.validate.chapters import check_chapters


def judged(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.qmd"
        file.write_bytes(content)
        try:
            project = load(file, environment={})
        except LoadError as error:
            return error.findings
        return (*project.findings, *check_chapters(project))


WORDS = """--- ... ``` ````{python} ```{python} #|label:x ~~~ ::: {.callout-note} {{< >}} include meta
    [a](b) ![c](d.png){#fig-x} `{python} x` title: a: - > & * ! % é \u2028"""
TOKENS = st.sampled_from([*WORDS.split(" "), *"\n\n\n\t\r"])


@given(st.lists(TOKENS, max_size=30).map(" ".join))
def test_any_words_of_quarto(text):
    assert all(finding.message and finding.hint for finding in judged(text.encode()))


@given(st.binary(max_size=60))
def test_any_bytes(content):
    assert all(finding.message and finding.hint for finding in judged(content))


LONG = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "{" + "#a" * LONG,
        "{#a " * LONG,
        "](a " * LONG,
        "![" * LONG,
        "[x](a.png) " * (LONG // 10),
        "`{python} " * LONG,
        "`{python} x` " * (LONG // 10) + "\n\n```{python}\n1\n```\n",
        "`a` {{< meta x >}} " * (LONG // 40),
        "{{< " * LONG,
        "{{{< x " * LONG,
        "` `` ``` " * (LONG // 4),
        "<!-- " * LONG,
        "::: {" + ".a " * LONG,
        "```{python" + " " * LONG,
        "```{python}\n" * LONG,
        "\n" * LONG,
        "> " * LONG,
        "a\r" * LONG,
        "---\n" + "a: [" * 5000 + "\n---\n",
        "---\nx: |\n" + " y\n" * LONG + "---\n",
    ],
)
def test_long_nonsense_takes_no_long_time(text):
    start = time.process_time()
    judged(text.encode())
    assert time.process_time() - start < 5
