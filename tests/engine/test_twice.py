"""`report verify --twice`: what it finds in a project that tells where and when it was built."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from report.engine.differences import differences
from report.engine.errors import VerificationError
from report.engine.twice import OTHER_DAY, built_twice

ROOT = Path(__file__).parents[2]
BOOK = """\
project: {type: book}
book: {title: B, author: A, chapters: [index.qmd, one.qmd]}
format: {html: default, typst: default}
"""
TELLTALE = """\
# One

```{python}
import datetime, os
print(datetime.date.today())
```
"""


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def project(write, text):
    return write({"_quarto.yml": BOOK, "index.qmd": "# Home\n", "one.qmd": text})


def test_a_cell_that_tells_the_day_is_found_out_with_file_and_offset(write):
    root, said = project(write, TELLTALE), []
    found = built_twice(root, said.append)
    assert {(finding.rule, str(finding.place)) for finding in found} >= {
        ("not-reproducible", "one.html"),
        ("not-reproducible", "B.pdf"),
    }
    assert "differs from byte" in found[0].message
    assert len(said) == 2
    assert sorted(path.name for path in root.iterdir()) == ["_quarto.yml", "index.qmd", "one.qmd"]


def test_what_cannot_be_built_is_told_in_its_own_words(write):
    with pytest.raises(VerificationError, match="no shortcode `nonsense`") as raised:
        built_twice(project(write, "# One\n\n{{< nonsense >}}\n"), str)
    assert str(raised.value.findings[0].place) == "."


CLOCKS = """
import datetime, time
print(datetime.date.today(), datetime.datetime.now().date(), datetime.datetime.today().date(),
      datetime.datetime.now(datetime.timezone.utc).date(), time.strftime("%Y-%m-%d"),
      datetime.date.fromtimestamp(time.time()), datetime.date.fromtimestamp(time.time_ns() / 1e9),
      time.strftime("%Y-%m-%d", time.localtime()), time.strftime("%Y-%m-%d", time.gmtime()))
assert isinstance(datetime.datetime.now(), datetime.datetime)
"""


def test_another_day_is_another_day_for_every_clock_that_python_reads():
    environment = {**os.environ, "TZ": "UTC", "PYTHONPATH": str(OTHER_DAY), "REPORT_DAYS": "4321"}
    command = [sys.executable, "-c", CLOCKS]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    days = {date.fromisoformat(day) for day in said.stdout.split()}
    assert len(days) <= 2  # midnight may pass meanwhile
    assert all((day - date.today()).days in {4320, 4321, 4322} for day in days)


def test_differences_name_the_first_byte_and_who_lacks_a_file(tmp_path):
    for name, files in {
        "one": {"same": b"x", "a/b": b"abcd", "short": b"ab", "only": b""},
        "two": {"same": b"x", "a/b": b"abXd", "short": b"abc", "other": b""},
    }.items():
        for path, content in files.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(content)
    assert [str(one) for one in differences(tmp_path / "one", tmp_path / "two")] == [
        "a/b: differs from byte 2 on",
        "only: the second folder has no such file",
        "other: the first folder has no such file",
        "short: differs from byte 2 on",
    ]


def test_a_long_file_is_compared_to_its_end(tmp_path):
    for name, end in (("one", b"a"), ("two", b"b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "long").write_bytes(b"x" * (3 << 20) + end)
    [found] = differences(tmp_path / "one", tmp_path / "two")
    assert found.offset == 3 << 20
