"""The words of evidence, by language: what stands around a value, its rows and its sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """What evidence says by itself, in one language. Braces hold what is filled in."""

    evidence: str
    evidence_of: str
    intro: str
    computed: str
    shown: str
    all_rows: str
    some_rows: str
    one_row: str
    same: str
    as_of: str
    sources: str
    more: str
    whole_evidence: str
    back: str
    close: str
    link: str
    loading: str
    failed: str
    values: str
    code: str
    missing: str
    parts: str
    source: str
    kind: str
    key: str
    unarchived: str
    unarchived_count: str
    unarchived_why: str
    unarchived_list: str


ENGLISH = EvidenceWords(
    evidence="Evidence",
    evidence_of="Evidence: {title}",
    intro="Where each value of this page comes from: the function that computed it, the rows, "
    "and the pages that state them.",
    computed="Computed by",
    shown="Rows shown in the text.",
    all_rows="all {count} rows of {dataset}",
    some_rows="{count} rows of {dataset}",
    one_row="1 row of {dataset}",
    same="the same as for {text}",
    as_of="as known on {day}",
    sources="Sources",
    more="Show more rows",
    whole_evidence="Open on the evidence page",
    back="Back to the text",
    close="Close",
    link="Link to this value",
    loading="Loading the evidence …",
    failed="The evidence could not be loaded; the link leads to its page.",
    values="Values",
    code="Code: {name}",
    missing="not in the data as known then: {keys}",
    parts="Parts of this table",
    source="Source",
    kind="Kind",
    key="Key",
    unarchived="Sources without an archived copy",
    unarchived_count="{count} of {of} sources behind text and data name no archived copy.",
    unarchived_why="Once such a page is changed or gone, nothing shows what it said.",
    unarchived_list="See which ones.",
)
GERMAN = EvidenceWords(
    evidence="Belege",
    evidence_of="Belege: {title}",
    intro="Woher jeder Wert dieser Seite kommt: die Funktion, die ihn berechnet hat, die Zeilen "
    "und die Seiten, die sie belegen.",
    computed="Berechnet von",
    shown="Zeilen, die der Text zeigt.",
    all_rows="alle {count} Zeilen von {dataset}",
    some_rows="{count} Zeilen von {dataset}",
    one_row="1 Zeile von {dataset}",
    same="dieselben wie für {text}",
    as_of="Stand {day}",
    sources="Quellen",
    more="Mehr Zeilen zeigen",
    whole_evidence="Auf der Belegseite öffnen",
    back="Zurück zum Text",
    close="Schließen",
    link="Link zu diesem Wert",
    loading="Belege werden geladen …",
    failed="Die Belege ließen sich nicht laden; der Link führt zu ihrer Seite.",
    values="Werte",
    code="Code: {name}",
    missing="nicht in den Daten, wie sie damals bekannt waren: {keys}",
    parts="Teile dieser Tabelle",
    source="Quelle",
    kind="Art",
    key="Schlüssel",
    unarchived="Quellen ohne archivierte Kopie",
    unarchived_count="{count} von {of} Quellen hinter Text und Daten nennen keine archivierte Kopie.",
    unarchived_why="Ist eine solche Seite geändert oder fort, zeigt nichts mehr, was sie sagte.",
    unarchived_list="Welche das sind.",
)
WORDS = {"en": ENGLISH, "de": GERMAN}


def evidence_words(language: str) -> EvidenceWords:
    """The words of a language ("de", "de-AT"); English where we do not speak it."""
    return WORDS.get(language.partition("-")[0].lower(), ENGLISH)
