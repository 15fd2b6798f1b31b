"""Files to a zip archive: the same bytes for the same files, wherever and whenever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that the format knows
UNIX = 3
PLAIN_FILE = 0o100644


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """The archive of `files`, sorted, all of them below one folder."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = PLAIN_FILE << 16
            made.writestr(entry, files[name])
    return archive.getvalue()
