"""The few words of the site itself, by language: buttons, labels, what leads from page to page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What the site says around a page, in one language."""

    contents: str
    on_this_page: str
    skip: str
    chapters: str
    site: str
    pages: str
    previous: str
    next: str
    close: str
    theme: str
    downloads: str
    pdf: str
    whole: str
    brief: str
    chapter: str
    notebook: str
    script: str
    code: str
    interactive: str
    marks: str
    zoom: str
    zoom_keys: str
    enlarge: str
    copy: str
    copied: str
    anchor: str
    scroll: str
    scroll_chart: str
    search: str
    sort: str
    every: str
    shown: str
    find: str
    find_entry: str
    find_row: str
    find_source: str
    find_pages: str
    find_none: str
    find_disk: str
    find_broken: str


ENGLISH = Words(
    contents="Contents",
    on_this_page="On this page",
    skip="Skip to content",
    chapters="Chapters",
    site="Site",
    pages="Previous and next page",
    previous="Previous",
    next="Next",
    close="Close",
    theme="Dark colours",
    downloads="Downloads",
    pdf="PDF",
    whole="Whole report (PDF)",
    brief="PDF brief",
    chapter="This chapter:",
    notebook="notebook",
    script="script",
    code="code and data to run it",
    interactive="Interactive",
    marks="Arrow keys go from mark to mark, Enter to the rows behind it.",
    zoom="Time|Nearer|Farther|Earlier|Later|All",
    zoom_keys="Plus and minus zoom the time, Shift and arrow keys move along it, 0 shows all of it.",
    enlarge="Enlarge",
    copy="Copy",
    copied="Copied",
    anchor="Copy link to this section",
    scroll="Table, scrolls sideways",
    scroll_chart="Figure, scrolls sideways",
    search="Search in the list",
    sort="Sort by",
    every="All",
    shown="Shown: {shown} of {all}",
    find="Search",
    find_entry="Entry",
    find_row="Row",
    find_source="Source",
    find_pages="Pages found: {pages}",
    find_none="Nothing found for “{words}”.",
    find_disk="Search needs a web server: it does not work on pages opened from a disk.",
    find_broken="The index for searching could not be read.",
)
GERMAN = Words(
    contents="Inhalt",
    on_this_page="Auf dieser Seite",
    skip="Zum Inhalt springen",
    chapters="Kapitel",
    site="Website",
    pages="Vorherige und nächste Seite",
    previous="Zurück",
    next="Weiter",
    close="Schließen",
    theme="Dunkle Farben",
    downloads="Downloads",
    pdf="PDF",
    whole="Ganzer Bericht (PDF)",
    brief="Kurzfassung (PDF)",
    chapter="Dieses Kapitel:",
    notebook="Notebook",
    script="Skript",
    code="Code und Daten dazu",
    interactive="Interaktiv",
    marks="Pfeiltasten führen von Zeichen zu Zeichen, Enter zu den Zeilen dahinter.",
    zoom="Zeit|Näher|Ferner|Früher|Später|Alles",
    zoom_keys="Plus und Minus zoomen die Zeit, Umschalt mit Pfeiltasten geht weiter, 0 zeigt sie ganz.",
    enlarge="Vergrößern",
    copy="Kopieren",
    copied="Kopiert",
    anchor="Link zu diesem Abschnitt kopieren",
    scroll="Tabelle, seitlich verschiebbar",
    scroll_chart="Abbildung, seitlich verschiebbar",
    search="In der Liste suchen",
    sort="Ordnen nach",
    every="Alle",
    shown="Gezeigt: {shown} von {all}",
    find="Suche",
    find_entry="Eintrag",
    find_row="Zeile",
    find_source="Quelle",
    find_pages="Gefundene Seiten: {pages}",
    find_none="Nichts gefunden zu „{words}“.",
    find_disk="Die Suche braucht einen Webserver: Auf Seiten von der Festplatte geht sie nicht.",
    find_broken="Das Verzeichnis für die Suche war nicht zu lesen.",
)
WORDS = {"en": ENGLISH, "de": GERMAN}


def words_for(language: str) -> Words:
    """The words of a language ("de", "de-AT"); English where we do not speak it."""
    return WORDS.get(language.partition("-")[0].lower(), ENGLISH)
