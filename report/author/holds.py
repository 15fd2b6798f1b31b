"""`holds(sentence, condition)`: words of a chapter that the data must bear out, or the build stops."""

from __future__ import annotations

from report.author.moment import is_own_day


class TextDisagreesError(Exception):
    """A sentence says something that the data do not bear out (any more)."""


def holds(sentence: str, condition: object) -> None:
    """Tie a sentence that states a finding in words to the data: `holds("x is longest", x > y)`.

    Raises `TextDisagreesError` with the sentence when the condition is not true. Numbers need no such
    tie, they are computed; "longest", "twice" and "never" do. In an edition for a day that is not
    the chapter's own nothing is tied: there the sentences are left out.
    """
    if is_own_day() and not bool(condition):
        raise TextDisagreesError(f"the data do not bear out the sentence: {sentence}")
