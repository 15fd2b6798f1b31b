"""Files into a folder, whole or not at all: built beside the last good one, then exchanged with it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from report.engine.content import FileContent, Unread, bytes_of
from report.engine.digest import file_digest
from report.engine.errors import PublishError
from report.engine.model import Finding, Place
from report.engine.publish.exchange import NOT_OFFERED, beside, exchange, recover

LIBRARY = "site_libs/report"  # a folder that holds it is a site of ours
DOWNLOADS = "downloads"
SOURCES = {".qmd", ".ipynb", ".bib", ".py"}
HINTS = {
    errno.ENOSPC: "Free some space on that disk, then build again.",
    errno.EDQUOT: "Free some space within your quota, then build again.",
    errno.EFBIG: "Free some space or raise the limit on the size of files, then build again.",
    errno.EROFS: "That disk is read-only: choose another folder with --output.",
    errno.EACCES: "Allow writing there, or choose another folder with --output.",
    errno.EPERM: "Allow writing there, or choose another folder with --output.",
}


def replace_site(site: Path, files: Mapping[PurePosixPath, FileContent]) -> None:
    """Make `site` hold exactly `files`, in one step: a reader sees the old site or the new one.

    The new folder grows as `.NAME.next` beside the site, takes over by hard link what has not
    changed, and changes places with it. What a killed build left there is cleared away first. Two
    builds wait for each other. Raises `PublishError`; the site is then as it was.
    """
    site = site.resolve()
    refuse_outside(site, files)
    with told(site), alone(site.parent):
        recover(site)
        refuse_foreign(site)
        kept = unchanged(site, files)
        if len(kept) == len(files) and holds_no_more(site, files):
            return
        following = beside(site, "next")
        try:
            stage(following, files, site, kept)
            exchange(following, site)
        finally:
            shutil.rmtree(following, ignore_errors=True)
        sync(site.parent)


def lay_beside(folder: Path, files: Mapping[PurePosixPath, FileContent]) -> None:
    """Write `files` into a folder that holds other things too; each file is replaced whole.

    Pages come last, so that none ever stands without what it shows. Old files in the `..._files`
    folders of the pages are removed; nothing else is touched. Raises `PublishError`.
    """
    refuse_outside(folder, files)
    with told(folder), alone(folder):
        for path in sorted(files, key=lambda path: (path.suffix == ".html", path)):
            target = folder / path
            if not holds(target, files[path]):
                target.parent.mkdir(parents=True, exist_ok=True)
                following = beside(target, "next")
                write(following, files[path])
                following.replace(target)
        remove_stale(folder, files)


# --- building the new folder ---------------------------------------------------------------


def stage(
    folder: Path, files: Mapping[PurePosixPath, FileContent], last: Path, kept: Set[PurePosixPath]
) -> None:
    """Build `folder` from `files`, linking those `kept` from the `last` one, safe on the disk."""
    folder.mkdir()
    folders = {folder}
    for path in sorted(files):
        target = folder / path
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders |= {folder / each for each in path.parents}
        if not (path in kept and linked(last / path, target)):
            write(target, files[path])
    for each in sorted(folders):
        sync(each)


def linked(old: Path, new: Path) -> bool:
    """Give an unchanged file a second name; False where the file system has no hard links."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def write(target: Path, content: FileContent) -> None:
    """Write one new file and wait until it is on the disk."""
    with target.open("wb") as file:
        if isinstance(content, Path):
            with content.open("rb") as source:
                shutil.copyfileobj(source, file)
        else:
            file.write(bytes_of(content))
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; some systems have no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in NOT_OFFERED:
            raise
    finally:
        os.close(handle)


# --- comparing -----------------------------------------------------------------------------


def unchanged(site: Path, files: Mapping[PurePosixPath, FileContent]) -> frozenset[PurePosixPath]:
    """Those of `files` that `site` holds already, byte for byte."""
    return frozenset(path for path, content in files.items() if holds(site / path, content))


def holds_no_more(site: Path, files: Mapping[PurePosixPath, FileContent]) -> bool:
    """Whether nothing lies in `site` but `files`."""
    there = (PurePosixPath(path.relative_to(site).as_posix()) for path in files_in(site))
    return site.is_dir() and all(path in files for path in there)


def files_in(folder: Path) -> Iterator[Path]:
    """Everything in a folder and below that is no folder; links are not followed."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path))
        else:
            yield Path(entry.path)


def holds(path: Path, content: FileContent) -> bool:
    """Whether an ordinary file at `path` has these bytes; times are never trusted."""
    if path.is_symlink() or not path.is_file():
        return False
    if path.stat().st_size != size_of(content):
        return False
    if isinstance(content, Unread):
        return file_digest(path) == content.sha256
    return path.read_bytes() == bytes_of(content)


def size_of(content: FileContent) -> int:
    """How many bytes a file is to hold."""
    if isinstance(content, Path):
        return content.stat().st_size
    return content.size if isinstance(content, Unread) else len(content)


# --- tidying, one build at a time, and plain words for what goes wrong ----------------------


def remove_stale(folder: Path, files: Mapping[PurePosixPath, FileContent]) -> None:
    """Remove from the pages' own `..._files` folders what no page shows any more."""
    for page in (path for path in files if path.suffix == ".html"):
        own = page.with_name(f"{page.stem}_files")
        if (folder / own).is_dir():
            for path in list(files_in(folder / own)):
                if PurePosixPath(path.relative_to(folder).as_posix()) not in files:
                    path.unlink()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder's lock while inside, so that two builds publish one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows: no lock on folders
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def refuse_outside(site: Path, files: Mapping[PurePosixPath, FileContent]) -> None:
    """Raise `PublishError` for a name that would lead out of the folder."""
    for path in files:
        if path.is_absolute() or ".." in path.parts:
            message = f"{path} would lie outside the site."
            hint = "Name files below the project's folder, without `..`."
            raise PublishError(
                Finding("site-folder", Place(PurePosixPath(site.name)), message, hint)
            )


def refuse_foreign(site: Path) -> None:
    """Raise `PublishError` where replacing the folder would lose what no build has made."""
    if not site.exists():
        return
    name = PurePosixPath(site.name)
    if not site.is_dir():
        message = "The site cannot be written: a file of that name is in the way."
        hint = "Move it away, or choose another folder with --output."
        raise PublishError(Finding("site-folder", Place(name), message, hint))
    sources = (path for path in files_in(site) if path.suffix in SOURCES)
    foreign = next((path for path in sources if not is_download(path, site)), None)
    if foreign is not None:
        message = f"The site cannot be written: its folder holds a source, {foreign.name}."
        hint = "A build replaces that folder whole: choose an empty one with --output."
        raise PublishError(Finding("site-folder", Place(name), message, hint))


def is_download(path: Path, site: Path) -> bool:
    """Whether a file is one that an earlier build offered for taking away: a notebook, a script."""
    return path.is_relative_to(site / DOWNLOADS) and (site / LIBRARY).is_dir()


@contextmanager
def told(site: Path) -> Iterator[None]:
    """Turn an `OSError` into a `PublishError` that says what to do."""
    try:
        yield
    except OSError as error:
        place = Place(PurePosixPath(site.name or "."))
        message = f"The site cannot be written: {error.strerror or error}."
        hint = HINTS.get(error.errno or 0, "Choose another folder with --output.")
        raise PublishError(Finding("site-folder", place, message, hint)) from error
