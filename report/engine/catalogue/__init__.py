"""What of Quarto is supported, refused and ignored: one catalogue, from which the page is made too."""

from __future__ import annotations

from difflib import get_close_matches

from report.engine.catalogue.cells import CELLS, LANGUAGES
from report.engine.catalogue.documents import DOCUMENTS
from report.engine.catalogue.nouns import Construct, Standing, Where
from report.engine.catalogue.projects import PROJECTS
from report.engine.catalogue.words import WORDS

__all__ = ["CATALOGUE", "Construct", "Standing", "Where", "find", "nearest"]

CATALOGUE = (*PROJECTS, *DOCUMENTS, *CELLS, *LANGUAGES, *WORDS)
INDEX = {(construct.where, construct.name): construct for construct in CATALOGUE}
ALIKE = 0.8  # of difflib's ratio: one or two letters wrong or changed in a word of five


def find(where: Where, name: str) -> Construct | None:
    """The construct of this name at this place, or None."""
    return INDEX.get((where, name))


def nearest(where: Where, name: str) -> str | None:
    """The supported name that `name` is probably a slip of, or None.

    Slips keep the first letter and nearly the length: `tilte` is one, `my-title` is not.
    """
    names = [
        construct.name
        for construct in CATALOGUE
        if construct.where is where
        and construct.standing is Standing.SUPPORTED
        and construct.name[0] == name[:1]
        and abs(len(construct.name) - len(name)) <= 2
    ]
    alike = get_close_matches(name, names, n=1, cutoff=ALIKE) if len(name) >= 4 else []
    return alike[0] if alike else None
