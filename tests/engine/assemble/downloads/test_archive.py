"""Archives: the same bytes for the same files, and files that unpack as they were."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.downloads.archive import zipped

NAMES = st.text("abc/_-.", min_size=1, max_size=8).filter(lambda name: name.strip("/.") == name)


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=5))
def test_order_does_not_matter_and_everything_comes_back(files):
    backwards = dict(reversed(files.items()))
    assert zipped(files, "data") == zipped(backwards, "data")
    with zipfile.ZipFile(io.BytesIO(zipped(files, "data"))) as archive:
        assert {name: archive.read(f"data/{name}") for name in files} == files
        assert archive.testzip() is None


def test_an_archive_knows_no_clock_and_no_user():
    with zipfile.ZipFile(io.BytesIO(zipped({"a.csv": b"x"}, "data"))) as archive:
        [entry] = archive.infolist()
    assert (entry.date_time, entry.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o100644)
