"""The sentence in which each value of a page stands (of a table: the line), the value marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

MUTE = re.compile(
    r"<(script|style|svg|math|button)\b.*?</\1\s*>|<a\b[^>]*footnote-ref.*?</a>", re.DOTALL
)
BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|dl|dd|dt|tr|tbody|thead|table|caption|figcaption|figure|h[1-6]|div|section|"
    r"details|summary|blockquote|nav)\b[^>]*>"
)
VALUE = re.compile(r'<a class="derived" href="[^"#]*#(e-[0-9a-f]+)">(.*?)</a>', re.DOTALL)
CELL_END = re.compile(r"</t[dh]>\s*(?=<t)")
TAG = re.compile(r"<[^>]+>")
OPEN, SHUT = "\ue010", "\ue011"  # around a value, its id before it
MARKED = re.compile(f"{OPEN}(e-[0-9a-f]+) (.*?){SHUT}")
ENDS = re.compile(rf"(?<=[.!?])(?<!\b[A-Z]\.)[”’)]?\s+(?=[“(]?[A-ZÄÖÜА-ЯІЇЄҐ\d{OPEN}])")
AROUND = 220  # letters on each side of the value
ENTRY = re.compile(r'(<section id="(e-[0-9a-f]+)" class="evidence"><h2>.*?</h2>)', re.DOTALL)


def sentences_of(html: str) -> dict[str, str]:
    """HTML of the first sentence around each value that a page links, by the value's id.

    A value that stands alone has none.
    """
    found: dict[str, str] = {}
    for text in texts_of(html):
        for sentence in ENDS.split(text):
            for match in MARKED.finditer(sentence):
                alone = MARKED.sub("", sentence).strip(" ·.") == ""
                if match[1] not in found and not alone:
                    found[match[1]] = said(sentence, match)
    return found


def texts_of(html: str) -> Iterator[str]:
    """The text of each block that holds a value, values between signs of ours."""
    if 'class="derived"' not in html:
        return
    for block in BLOCK.split(MUTE.sub("", html)):
        if 'class="derived"' in block:
            marked = VALUE.sub(rf"{OPEN}\1 \2{SHUT}", CELL_END.sub(" · ", block))
            yield " ".join(unescape(TAG.sub("", marked)).split())


def said(sentence: str, match: re.Match[str]) -> str:
    """A sentence, cut where it goes on for long, with one value marked."""
    before = MARKED.sub(r"\2", sentence[: match.start()])
    after = MARKED.sub(r"\2", sentence[match.end() :])
    if len(before) > AROUND:
        before = f"… {before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]} …"
    return f"{escape(before)}<mark>{escape(match[2])}</mark>{escape(after)}"


def with_sentences(body: str, sentences: Mapping[str, str]) -> str:
    """The text of an evidence page with each value's sentence below its heading."""

    def entry(match: re.Match[str]) -> str:
        sentence = sentences.get(match[2])
        return f'{match[1]}<p class="evidence-said">{sentence}</p>' if sentence else match[0]

    return ENTRY.sub(entry, body) if sentences else body
