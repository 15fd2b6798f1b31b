"""A document and what its kernel gave, to the executed Markdown that Quarto's Jupyter engine makes.

Each cell becomes a div of class `cell` that holds its code and, one div each, its outputs. Where a
label and a caption go depends on what the cell shows: to the image itself, to the div of a single
output, or to the cell.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from report.engine.assemble.markdown import attribute, escaped, fence_for, raw_span
from report.engine.assemble.outputs import (
    HTML,
    IMAGES,
    MARKDOWN,
    PLAIN,
    display_markdown,
    error_markdown,
    image_markdown,
    is_display,
    mime_of,
    picture_of,
    shown,
    stream_markdown,
    text,
)
from report.engine.inline import replace_inline
from report.engine.model import Asset, Cell, CellResult, Document, Execution, Output, Prose
from report.engine.options import option
from report.engine.ports import Charts

# Options that say how to run or lay out a cell; any other becomes an attribute of its div.
OWN_OPTIONS = frozenset(
    """
    eval echo warning error output include label classes panel column fig-cap fig-subcap fig-scap
    fig-cap-location tbl-cap-location cap-location fig-column tbl-column fig-link fig-align fig-alt
    fig-env fig-pos lst-label lst-cap out-width out-height md-indent code-fold code-line-numbers
    code-summary code-overflow html-table-processing id tags export renderings name filename
    lines_to_next_cell collapsed autoscroll deletable format language
    """.split()  # noqa: SIM905
)
TAGS = {
    "hide-cell": ("include", False),
    "remove-cell": ("include", False),
    "hide-code": ("echo", False),
    "hide-output": ("output", False),
    "hide-warnings": ("warning", False),
    "show-code": ("echo", True),
    "show-output": ("output", True),
    "show-warnings": ("warning", True),
}
BROADCAST = ("fig-align", "fig-alt", "fig-env", "fig-pos", "fig-scap")
DATE = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
NOT_ID = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Executed:
    """A document's Markdown with everything its cells gave, and the figures among that.

    An asset's path is relative to the document's folder.
    """

    markdown: str
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What all cells of a document share: its path, the format, its defaults, who draws charts."""

    path: PurePosixPath
    form: str
    defaults: Mapping[str, object]
    charts: Charts

    def wants(self, cell: Cell, key: str, default: object = True) -> object:
        """What holds for a cell: its own option, its tags, the document's `execute`, the default."""
        tags = cell.options.get("tags")
        named = [TAGS[tag] for tag in tags if tag in TAGS] if isinstance(tags, list) else []
        return cell.options.get(key, dict(named).get(key, self.defaults.get(key, default)))

    @property
    def figures(self) -> str:
        """The folder of figures, beside the document."""
        return f"{self.path.stem}_files/figure-{self.form}"


def executed(
    document: Document, execution: Execution | None, form: str, charts: Charts
) -> Executed:
    """The executed Markdown of a document for one format (`html` or `typst`)."""
    defaults = option(document.meta, "execute", format=form, default={})
    frame = Frame(document.path, form, defaults if isinstance(defaults, Mapping) else {}, charts)
    values = iter(execution.expressions if execution else ())
    live = bool(document.expressions) and execution is not None
    texts: list[str] = []
    assets: list[Asset] = []
    for piece in document.pieces:
        if isinstance(piece, Prose):
            texts.append(prose_markdown(piece, values, form, live))
        else:
            result = result_of(piece, execution)
            made = CellText(piece, tuple(shown_of(piece, result, frame)), result, frame)
            texts.append(indented(made.markdown(), piece.indent))
            assets.extend(made.assets())
    return Executed("\n".join(texts), tuple(assets))


def prose_markdown(
    prose: Prose, values: Iterator[Mapping[str, object]], form: str, live: bool
) -> str:
    """Prose with its inline code replaced by values, taken from `values` in order."""
    if not live:
        return prose.text
    return replace_inline(prose.text, lambda _: value_markdown(next(values, {}), form))


def value_markdown(bundle: Mapping[str, object], form: str) -> str:
    """The value of an inline expression in Markdown: markup only if it says that it is markup."""
    order = (HTML, MARKDOWN, PLAIN) if form == "html" else (MARKDOWN, PLAIN)
    mime = next((mime for mime in order if mime in bundle), "")
    value = text(bundle.get(mime))
    if mime == HTML:
        return raw_span("html", value)
    return value if mime == MARKDOWN else escaped(spoken(value))


def spoken(value: str) -> str:
    """A Python repr as prose says it: strings without quotes, dates in ISO form."""
    if value[:1] in {"'", '"'}:
        try:
            return str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            return value
    return DATE.sub(lambda day: "{:0>4}-{:0>2}-{:0>2}".format(*day.groups()), value)


def result_of(cell: Cell, execution: Execution | None) -> CellResult:
    """What a cell gave; nothing when it did not run."""
    results = execution.results if execution else ()
    return results[cell.index] if cell.index < len(results) else CellResult(())


def shown_of(cell: Cell, result: CellResult, frame: Frame) -> list[Output]:
    """The outputs of a cell that may be shown at all."""
    return shown(result.outputs, frame.form, bool(frame.wants(cell, "warning")), frame.charts)


def indented(markdown: str, indent: str) -> str:
    """Markdown moved to the right, for a cell within a list item."""
    return "\n".join(f"{indent}{line}" if line else "" for line in markdown.split("\n"))


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell with the outputs that are shown, to be written as Markdown."""

    cell: Cell
    outputs: tuple[Output, ...]
    result: CellResult
    frame: Frame

    def markdown(self) -> str:
        """The cell in Markdown; empty for one that shows nothing."""
        if not self.frame.wants(self.cell, "include"):
            return ""
        if not self.cell.source.strip() and not self.outputs:
            return ""
        code = self.code() if self.frame.wants(self.cell, "echo") else ""
        outputs = "".join(self.output_parts()) if self.shows_outputs else ""
        if not code and not outputs:
            return ""
        inside = f"{code}{outputs}"
        caption = self.captions[0]
        if self.is_asis and not self.needs_div:
            return inside
        ending = f"\n{caption}\n" if caption else ""
        colons, braces = fence_div(inside), " ".join(self.attributes())
        return f"{colons} {{{braces}}}\n{inside}{ending}{colons}\n"

    @property
    def shows_outputs(self) -> bool:
        """Whether outputs are shown."""
        return bool(self.frame.wants(self.cell, "output"))

    @property
    def is_asis(self) -> bool:
        """Whether outputs are Markdown as printed."""
        return self.frame.wants(self.cell, "output") == "asis"

    @property
    def label(self) -> str:
        """The label as an id."""
        return (self.cell.label or "").strip().lstrip("#").replace(" ", "-")

    @property
    def displays(self) -> tuple[Output, ...]:
        """The outputs that show something."""
        return tuple(output for output in self.outputs if is_display(output))

    @property
    def labels_cell(self) -> bool:
        """Whether the label belongs on the cell's div, not on its one output."""
        several = len(self.displays) > 1 and not isinstance(self.cell.options.get("fig-cap"), list)
        return (
            not self.shows_outputs or not self.displays or several or self.label.startswith("tbl-")
        )

    @property
    def captions(self) -> tuple[str, tuple[str, ...]]:
        """The caption of the cell as a whole, and those of its outputs in order."""
        whole, parts = self.cell.options.get("fig-cap"), self.cell.options.get("fig-subcap")
        if isinstance(whole, list):
            return "", tuple(map(flat, whole)) if self.displays else ()
        if not whole:
            return "", ()
        if parts is None:
            return "", (flat(whole),)
        listed = [""] if parts is True else parts if isinstance(parts, list) else [parts]
        return flat(whole), tuple(map(flat, listed))

    @property
    def needs_div(self) -> bool:
        """Whether the cell says something that only a div can carry, even with `output: asis`."""
        whole, parts = self.captions
        return bool(
            (self.label and self.labels_cell)
            or whole
            or parts
            or self.classes()
            or self.own_attributes()
        )

    def attributes(self) -> list[str]:
        """What stands in the braces of the cell's div."""
        label = f"#{self.label}" if self.label and self.labels_cell else f"#{self.cell_id}"
        count = self.result.execution_count
        counted = [f'execution_count="{count}"'] if count is not None else []
        return [label, ".cell", *self.classes(), *self.own_attributes(), *counted]

    @property
    def cell_id(self) -> str:
        """The id of a cell that is not itself a target: from its label, or from its place."""
        if self.label:
            return f"cell-{self.label}"
        place = f"{self.frame.path}#{self.cell.index}"
        return f"cell-{hashlib.sha256(place.encode()).hexdigest()[:8]}"

    def classes(self) -> list[str]:
        """The classes that options ask for."""
        options = self.cell.options
        given = options.get("classes") or []
        names = given if isinstance(given, list) else str(given).split()
        prefixes = {
            "panel": "panel-",
            "column": "column-",
            "fig-column": "fig-column-",
            "tbl-column": "tbl-column-",
            "cap-location": "caption-",
            "fig-cap-location": "fig-cap-location-",
            "tbl-cap-location": "tbl-cap-location-",
        }
        asked = [f"{prefixes[key]}{options[key]}" for key in prefixes if options.get(key)]
        return [f".{str(name).lstrip('.')}" for name in [*names, *asked]]

    def own_attributes(self) -> list[str]:
        """Options that nobody knows here, and those that later passes read, as attributes."""
        pairs = {k: v for k, v in self.cell.options.items() if k.lower() not in OWN_OPTIONS}
        if self.label.startswith("tbl-") or self.label.startswith("lst-"):
            pairs |= {k: v for k, v in self.cell.options.items() if k.endswith("-subcap")}
        return [attribute(key, as_text(value)) for key, value in pairs.items()]

    def code(self) -> str:
        """The cell's code."""
        fenced = self.frame.wants(self.cell, "echo") == "fenced"
        source = self.fenced_source() if fenced else self.cell.source.strip("\n")
        fence = fence_for(self.cell.source, 4 if fenced else 3)
        return f"{fence} {{{' '.join(self.code_attributes(fenced))}}}\n{source}\n{fence}\n"

    def fenced_source(self) -> str:
        """The code within a fence of its own, options and all, as the author wrote it."""
        header = [
            line for line in self.cell.header if not re.search(r"\|\s*echo:\s*fenced\s*$", line)
        ]
        source = "\n".join([*header, self.cell.source.strip("\n")])
        fence = fence_for(self.cell.source)
        return f"{fence}{{{self.cell.language}}}\n{source}\n{fence}"

    def code_attributes(self, fenced: bool) -> list[str]:
        """What stands in the braces of the code's fence."""
        options = self.cell.options
        named = str(options.get("lst-label") or "").lstrip("#")
        overflow = options.get("code-overflow")
        words = [f"#{named}"] if named else []
        words += [".markdown" if fenced else f".{self.cell.language}", ".cell-code"]
        words += [f".code-overflow-{overflow}"] if overflow in {"wrap", "scroll"} else []
        keys = ("lst-cap", "code-fold", "code-summary", "code-line-numbers", "filename")
        return words + [attribute(k, as_text(options[k])) for k in keys if k in options]

    def output_parts(self) -> Iterator[str]:
        """Each output in Markdown, in its div."""
        captions = iter(self.captions[1])
        count = 0
        for index, output in enumerate(self.outputs):
            display = is_display(output)
            count += display
            several = self.labels_cell or len(self.displays) > 1
            label = f"{self.label}-{count}" if several and display else self.label
            caption = next(captions, "") if display else ""
            inside = self.inside(output, index, label if self.label else "", caption)
            if self.is_asis:
                yield output.text if output.name == "stdout" else inside
            else:
                opening = " ".join(self.output_attributes(output, label if self.label else ""))
                yield f"\n{fence_div(inside)} {{{opening}}}\n{inside}{fence_div(inside)}\n"

    def output_attributes(self, output: Output, label: str) -> list[str]:
        """What stands in the braces of an output's div."""
        mime = mime_of(output, self.frame.form)
        target = label and is_display(output) and not label.startswith("tbl-")
        words = [f"#{label}"] if target and mime and mime not in IMAGES else []
        name = output.name if output.kind == "stream" else output.kind
        words += [".cell-output", f".cell-output-{'display' if is_display(output) else name}"]
        words += [".cell-output-markdown"] if mime == MARKDOWN else []
        if output.kind == "execute_result" and self.result.execution_count is not None:
            words.append(f'execution_count="{self.result.execution_count}"')
        if self.cell.options.get("html-table-processing") == "none":
            words.append('html-table-processing="none"')
        return words

    def inside(self, output: Output, index: int, label: str, caption: str) -> str:
        """What an output shows, in Markdown, its caption behind it or within the image."""
        if output.kind == "stream":
            return stream_markdown(output)
        if output.kind == "error":
            return error_markdown(output)
        mime = mime_of(output, self.frame.form)
        if mime in IMAGES:
            return self.image(output, index, label, caption)
        ending = f"\n{caption}\n" if caption else ""
        return f"{display_markdown(output, mime)}{ending}" if mime else ""

    def image(self, output: Output, index: int, label: str, caption: str) -> str:
        """An image of the cell as Markdown."""
        mime = mime_of(output, self.frame.form)
        picture = picture_of(output, mime)
        asked = {key: at(self.cell.options.get(key), index) for key in BROADCAST}
        sizes = {
            "width": as_text(self.cell.options.get("out-width") or picture.width),
            "height": as_text(self.cell.options.get("out-height") or picture.height),
        }
        chart = "vega-embed" if output.metadata.get("chart") else ""
        attributes = {"id": label, "class": chart, **sizes, **asked}
        path = f"{self.frame.figures}/{self.file_name(index)}.{picture.extension}"
        return image_markdown(
            path, caption, attributes, at(self.cell.options.get("fig-link"), index)
        )

    def file_name(self, index: int) -> str:
        """The name of the figure that the output at `index` makes, as Quarto names it."""
        name = self.label.replace(":", "-") if self.label else f"cell-{self.cell.index + 2}"
        return f"{NOT_ID.sub('-', name).lower()}-output-{index + 1}"

    def assets(self) -> Iterator[Asset]:
        """The figures that the cell shows, as files beside the document."""
        visible = self.frame.wants(self.cell, "include") and self.shows_outputs
        for index, output in enumerate(self.outputs if visible else ()):
            mime = mime_of(output, self.frame.form)
            if mime in IMAGES:
                picture = picture_of(output, mime)
                name = f"{self.file_name(index)}.{picture.extension}"
                yield Asset(PurePosixPath(self.frame.figures) / name, picture.content)


def at(value: object, index: int) -> str:
    """An option's value for the output at `index`: the same for all, or one of a list."""
    if isinstance(value, list):
        return as_text(value[index]) if index < len(value) else ""
    return as_text(value)


def as_text(value: object) -> str:
    """An option's value as an attribute holds it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def flat(caption: object) -> str:
    """A caption on one line, as images want it."""
    return " ".join(str("" if caption is None else caption).split("\n")).strip()


def fence_div(inside: str) -> str:
    """Colons enough to hold what lies inside."""
    longest = max((len(run) for run in re.findall(r"^:{3,}", inside, re.MULTILINE)), default=2)
    return ":" * (longest + 1)
