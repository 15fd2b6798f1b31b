"""What stands before the text to the header of an HTML page."""

from __future__ import annotations

from html import escape

from report.engine.assemble.ast import Nodes, plain, raw_block, raw_inline
from report.engine.assemble.nouns import Author, Front
from report.engine.words import Words


def title_block(front: Front, words: Words, *, described: bool = True) -> Nodes:
    """The title block as blocks; none where there is nothing to show."""
    rest = [*people(front, words), *facts(front, words)]
    heads = [*element("h1", "title", front.title), *element("p", "subtitle lead", front.subtitle)]
    heads += categories(front)
    if not heads and not rest and not front.abstract and not front.description:
        return []
    described_as = element("div", "description", front.description) if described else []
    return [
        raw('<header id="title-block-header" class="quarto-title-block default">'),
        *wrapped('<div class="quarto-title">', heads),
        *wrapped("<div>", described_as),
        *rest,
        *abstract(front),
        *keywords(front, words),
        raw("</header>"),
    ]


def people(front: Front, words: Words) -> Nodes:
    """Authors with affiliations, in two columns; nothing where nobody has one."""
    if not any(author.affiliations for author in front.authors):
        return []
    blocks = [raw('<div class="quarto-title-meta-author">')]
    blocks += [label(authors_word(front, words)), label(affiliations_word(front, words))]
    for author in front.authors:
        blocks += wrapped('<div class="quarto-title-meta-contents">', name(author, "author"))
        blocks.append(raw(affiliations(author)))
    return [*blocks, raw("</div>")]


def affiliations(author: Author) -> str:
    """Where an author works, a paragraph each."""
    lines = []
    for one in author.affiliations:
        text = escape(one.text)
        shown = f'<a href="{escape(one.url)}">{text}</a>' if one.url else text
        lines.append(f'<p class="affiliation">{shown}</p>')
    return "\n".join(['<div class="quarto-title-meta-contents">', *lines, "</div>"])


def name(author: Author, css: str) -> Nodes:
    """An author's name, linked, with signs for mail and ORCID."""
    opened = f'<a href="{escape(author.url)}">' if author.url else ""
    closed = "</a>" if author.url else ""
    named = f' class="{css}"' if css else ""
    return [
        plain(
            [
                raw_inline("html", f"<p{named}>{opened}"),
                *author.name,
                raw_inline("html", f"{closed}{mail(author)}{orcid(author)}</p>"),
            ]
        )
    ]


def mail(author: Author) -> str:
    """A link to write to an author."""
    if not author.email:
        return ""
    address = escape(author.email)
    return (
        f' <a href="mailto:{address}" class="quarto-title-author-email"'
        f' aria-label="{address}">\N{ENVELOPE}</a>'
    )


def orcid(author: Author) -> str:
    """A link to an author's ORCID record."""
    if not author.orcid:
        return ""
    address = f"https://orcid.org/{escape(author.orcid)}"
    return f' <a href="{address}" class="quarto-title-author-orcid" aria-label="ORCID">iD</a>'


def facts(front: Front, words: Words) -> Nodes:
    """Authors without affiliations, dates and DOI, each under its label."""
    blocks: Nodes = []
    if front.authors and not any(author.affiliations for author in front.authors):
        names = [block for author in front.authors for block in name(author, "")]
        blocks += fact(authors_word(front, words), names)
    if front.date:
        blocks += fact(
            words["title-block-published"], [raw(f'<p class="date">{escape(front.date)}</p>')]
        )
    if front.modified:
        text = f'<p class="date-modified">{escape(front.modified)}</p>'
        blocks += fact(words["title-block-modified"], [raw(text)])
    if front.doi:
        doi = escape(front.doi)
        text = f'<p class="doi"><a href="https://doi.org/{doi}">{doi}</a></p>'
        blocks += fact(words["title-block-doi"], [raw(text)])
    return wrapped('<div class="quarto-title-meta">', blocks)


def fact(heading: str, contents: Nodes) -> Nodes:
    """One label and what stands under it."""
    inner = wrapped('<div class="quarto-title-meta-contents">', contents)
    return [raw("<div>"), label(heading), *inner, raw("</div>")]


def label(text: str) -> dict:
    """The label of a fact."""
    return raw(f'<div class="quarto-title-meta-heading">{escape(text)}</div>')


def authors_word(front: Front, words: Words) -> str:
    """What the authors are headed by."""
    return words[f"title-block-author-{'single' if len(front.authors) == 1 else 'plural'}"]


def affiliations_word(front: Front, words: Words) -> str:
    """What the affiliations are headed by."""
    known = {one.text for author in front.authors for one in author.affiliations}
    return words[f"title-block-affiliation-{'single' if len(known) == 1 else 'plural'}"]


def categories(front: Front) -> Nodes:
    """The categories, side by side."""
    each = [f'<div class="quarto-category">{escape(text)}</div>' for text in front.categories]
    return wrapped('<div class="quarto-categories">', [raw("\n".join(each))] if each else [])


def abstract(front: Front) -> Nodes:
    """The abstract under its title."""
    if not front.abstract:
        return []
    title = raw(f'<div class="block-title">{escape(front.abstract_title)}</div>')
    return [raw('<div>\n<div class="abstract">'), title, *front.abstract, raw("</div>\n</div>")]


def keywords(front: Front, words: Words) -> Nodes:
    """The keywords under their title."""
    if not front.keywords:
        return []
    title = f'<div class="block-title">{escape(words["title-block-keywords"])}</div>'
    text = f"<p>{escape(', '.join(front.keywords))}</p>"
    return [raw(f'<div>\n<div class="keywords">\n{title}\n{text}\n</div>\n</div>')]


def element(tag: str, css: str, inlines: Nodes) -> Nodes:
    """An element around inline nodes; none around nothing."""
    if not inlines:
        return []
    opening = raw_inline("html", f'<{tag} class="{css}">')
    return [plain([opening, *inlines, raw_inline("html", f"</{tag}>")])]


def wrapped(opening: str, blocks: Nodes) -> Nodes:
    """Blocks within an element; nothing around nothing."""
    if not blocks:
        return []
    tag = opening[1:].split(" ", maxsplit=1)[0].rstrip(">")
    return [raw(opening), *blocks, raw(f"</{tag}>")]


def raw(text: str) -> dict:
    """A piece of HTML."""
    return raw_block("html", text)
