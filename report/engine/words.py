"""The words that a page says by itself ("Figure", "Published"), in the language of the page."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `own` are those that the document sets with `language:`."""

    language: str
    own: Mapping[str, object] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """The word under a name of Quarto's `language` option, in English if need be."""
        if name in self.own:
            return str(self.own[name])
        known = table().get(name, {})
        whole = self.language.lower()
        return known.get(whole, known.get(whole.split("-")[0], known.get("en", "")))

    def title(self, kind: str) -> str:
        """What a thing of a kind is called in its caption ("Figure"); empty if nobody knows."""
        callout = CALLOUT_KINDS.get(kind)
        if callout:
            return self[f"callout-{callout}-title"]
        if kind in PROOF_KINDS:
            return self[f"environment-{PROOF_KINDS[kind]}-title"]
        return self[f"crossref-{kind}-title"] or self[f"crossref-{kind}-prefix"]


CALLOUT_KINDS = {
    "nte": "note",
    "tip": "tip",
    "wrn": "warning",
    "cau": "caution",
    "imp": "important",
}
PROOF_KINDS = {"prf": "proof", "rem": "remark", "sol": "solution"}


@functools.cache
def table() -> Mapping[str, Mapping[str, str]]:
    """All words: by name, then by language."""
    text = files("report.engine").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
