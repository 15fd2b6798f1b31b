"""What a document's metadata says for one format, as typed values: read once, trusted after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from report.engine.model import Document, Kind, Project
from report.engine.options import option
from report.engine.words import Words

FALSE = frozenset({False, None, "false", "no", "off", "0", "none"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one document in one format that decide how it looks.

    `depth` bounds numbered sections, `chapters` prefixes numbers with the chapter's. `crossref` is
    the author's mapping of that name. `notes` is where footnotes stand: `document`, `section`, `block`
    or `margin`. `code_fold` is None, True (closed) or False (open).
    """

    form: str
    words: Words
    numbered: bool
    depth: int
    chapters: bool
    contents: bool
    contents_depth: int
    contents_title: str
    crossref: Mapping[str, object]
    places: Mapping[str, str]
    align: str
    code_fold: bool | None
    code_summary: str
    line_numbers: bool
    notes: str
    overflow: str
    callout_appearance: str
    callout_icon: bool
    widths: str
    profiles: frozenset[str]
    meta: Mapping[str, object]

    def title(self, kind: str) -> str:
        """What captions of a kind begin with ("Figure")."""
        own = self.own_kinds.get(kind, {})
        named = self.crossref.get(f"{kind}-title", own.get("caption-prefix"))
        named = own.get("reference-prefix") if named is None else named
        return str(named) if named is not None else self.words.title(kind)

    def prefix(self, kind: str) -> str:
        """What references to a kind begin with ("Figure", "Section")."""
        own = self.own_kinds.get(kind, {}).get("reference-prefix")
        named = self.crossref.get(f"{kind}-prefix", own)
        return str(named or self.words[f"crossref-{kind}-prefix"] or self.words.title(kind))

    @property
    def floats(self) -> frozenset[str]:
        """The prefixes of ids that name floats: figures, tables, listings, the project's own."""
        return frozenset({"fig", "tbl", "lst", *self.own_kinds})

    @property
    def own_kinds(self) -> Mapping[str, Mapping[str, object]]:
        """The kinds of floats that the author defines under `crossref: custom:`, by their prefix."""
        own = self.crossref.get("custom")
        kinds = [mapping(one) for one in own] if isinstance(own, list) else []
        return {str(kind["key"]): kind for kind in kinds if "key" in kind}

    @property
    def delimiter(self) -> str:
        """What stands between a caption's number and its text."""
        return str(self.crossref.get("title-delim", ":"))

    def place(self, kind: str) -> str:
        """Where captions of a kind stand unless they say otherwise."""
        own = self.own_kinds.get(kind, {}).get("caption-location")
        usual = "top" if kind in {"tbl", "lst"} else str(own or "bottom")
        return self.places.get(kind, self.places.get("", usual))


def settings_of(document: Document, project: Project, form: str) -> Settings:
    """The settings of a document for a format (`html` or `typst`)."""

    def get(key: str, default: object = None) -> object:
        return option(document.meta, key, format=form, default=default)

    book = project.kind is Kind.BOOK
    crossref = mapping(get("crossref"))
    fold = get("code-fold")
    language = str(get("lang", "en"))
    words = Words(language, mapping(get("language")))
    return Settings(
        form=form,
        words=words,
        numbered=truth(get("number-sections", book)),
        depth=whole(get("number-depth"), 6),
        chapters=truth(crossref.get("chapters", book)),
        contents=truth(get("toc", book)),
        contents_depth=whole(get("toc-depth"), 3),
        contents_title=str(get("toc-title", words[contents_word(project)])),
        crossref=crossref,
        places=places(get),
        align=str(get("fig-align", "default")),
        code_fold=folding(fold),
        code_summary=str(get("code-summary", words["code-summary"])),
        notes=str(get("reference-location", "document")),
        line_numbers=truth(get("code-line-numbers", False)),
        overflow=str(get("code-overflow", "")),
        callout_appearance=str(get("callout-appearance", "default")),
        callout_icon=truth(get("callout-icon", True)),
        widths="" if get("tbl-colwidths") is None else str(get("tbl-colwidths")),
        profiles=frozenset(project.profiles),
        meta=document.meta,
    )


def contents_word(project: Project) -> str:
    """The name of the words that head a page's contents."""
    return f"toc-title-{'website' if project.kind is Kind.WEBSITE else 'document'}"


def places(get: object) -> Mapping[str, str]:
    """Where the document wants captions: by kind, and under "" for all kinds."""
    named = {"fig": "fig-cap-location", "tbl": "tbl-cap-location", "lst": "lst-cap-location"}
    asked = {kind: get(key) for kind, key in {"": "cap-location", **named}.items()}  # type: ignore[operator]
    return {kind: str(place) for kind, place in asked.items() if place}


def folding(value: object) -> bool | None:
    """A `code-fold` option: None (not folded), True (closed), False (open)."""
    text = str(value).lower()
    if value is None or text in FALSE or value is False:
        return None
    return text != "show"


def truth(value: object) -> bool:
    """An option as yes or no, also where it is a word."""
    return (value.lower() if isinstance(value, str) else value) not in FALSE


def whole(value: object, default: int) -> int:
    """An option as a whole number."""
    return int(str(value)) if re.fullmatch(r"\d+", str(value)) else default


def mapping(value: object) -> Mapping[str, object]:
    """An option as a mapping; empty where it is none."""
    return value if isinstance(value, Mapping) else {}
