"""One cell to Markdown: a div with its code and its outputs, each in a div of its own.

Where label and caption go depends on what the cell shows: to the image itself, to the div of a
single output, or to the cell.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from report.engine.assemble.credits import credit_in, credit_markdown
from report.engine.assemble.markdown import attribute, fence_for
from report.engine.assemble.modules import Modules
from report.engine.assemble.outputs import (
    IMAGES,
    MARKDOWN,
    SVG,
    display_markdown,
    error_markdown,
    image_markdown,
    is_display,
    mime_of,
    picture_of,
    stream_markdown,
)
from report.engine.drawn import drawn_table
from report.engine.model import Asset, Cell, CellResult, Output
from report.engine.ports import Charts
from report.engine.spreadsheet import csv_text
from report.engine.widths import narrow_of, narrow_path, wide_of
from report.engine.words import Words

# Options that say how to run or lay out a cell; any other becomes an attribute of its div.
OWN_OPTIONS = frozenset(
    """
    eval echo warning error output include label classes panel column fig-cap fig-subcap fig-scap
    fig-cap-location tbl-cap-location cap-location fig-column tbl-column fig-link fig-align fig-alt
    fig-env fig-pos lst-label lst-cap out-width out-height md-indent code-fold code-line-numbers
    code-summary code-overflow html-table-processing id tags export renderings name filename
    typed lines_to_next_cell collapsed autoscroll deletable format language
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
CLASSES = {
    "panel": "panel-",
    "column": "column-",
    "fig-column": "fig-column-",
    "tbl-column": "tbl-column-",
    "cap-location": "caption-",
    "fig-cap-location": "fig-cap-location-",
    "tbl-cap-location": "tbl-cap-location-",
}
DRAWN = ("csv", "svg", "png")  # the files of a chart: its data, and its picture twice
BROADCAST = ("fig-align", "fig-alt", "fig-env", "fig-pos", "fig-scap")
NOT_ID = re.compile(r"[^\w.-]+")
ECHO_FENCED = re.compile(r"\|\s*echo:\s*fenced\s*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all cells of a document share: its path, the format, its defaults, who draws charts.

    `modules` are those of the project that its cells use, where the site has pages for them.
    """

    path: PurePosixPath
    form: str
    defaults: Mapping[str, object]
    charts: Charts
    modules: Modules | None = None
    language: str = "en"

    def wants(self, cell: Cell, key: str, default: object = True) -> object:
        """What holds for a cell: its own option, its tags, the document's `execute`, the default."""
        tags = cell.options.get("tags")
        named = [TAGS[tag] for tag in tags if tag in TAGS] if isinstance(tags, list) else []
        return cell.options.get(key, dict(named).get(key, self.defaults.get(key, default)))

    @property
    def figures(self) -> str:
        """The folder of figures, beside the document."""
        return f"{self.path.stem}_files/figure-{self.form}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell with those of its outputs that may be shown."""

    cell: Cell
    outputs: tuple[Output, ...]
    result: CellResult
    frame: Frame

    def wants(self, key: str) -> object:
        """What holds for the cell under an option."""
        return self.frame.wants(self.cell, key)

    @property
    def label(self) -> str:
        """The label as an id; that of a listing belongs to the code."""
        name = (self.cell.label or "").strip().lstrip("#").replace(" ", "-")
        return "" if name.startswith("lst-") and "lst-cap" in self.cell.options else name

    @property
    def displays(self) -> tuple[Output, ...]:
        """The outputs that show something."""
        return tuple(output for output in self.outputs if is_display(output))

    @property
    def labels_cell(self) -> bool:
        """Whether the label belongs on the cell's div, not on its one output."""
        several = len(self.displays) > 1 and not isinstance(self.cell.options.get("fig-cap"), list)
        table = self.label.startswith("tbl-")
        return not self.wants("output") or not self.displays or several or table

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


def cell_markdown(shown: Shown) -> str:
    """The cell in Markdown; empty for one that shows nothing."""
    if not shown.wants("include") or not (shown.cell.source.strip() or shown.outputs):
        return ""
    code = code_markdown(shown) if shown.wants("echo") else ""
    outputs = "".join(outputs_markdown(shown)) if shown.wants("output") else ""
    inside = f"{code}{outputs}"
    if not inside or (shown.wants("output") == "asis" and not needs_div(shown)):
        return inside
    caption = shown.captions[0]
    ending = f"\n{caption}\n" if caption else ""
    return fenced_div(attributes_of(shown), f"{inside}{ending}")


def needs_div(shown: Shown) -> bool:
    """Whether the cell says something that only a div can carry, even with `output: asis`."""
    whole, parts = shown.captions
    named = shown.label and shown.labels_cell
    return bool(named or whole or parts or classes_of(shown.cell) or own_attributes(shown))


def attributes_of(shown: Shown) -> list[str]:
    """What stands in the braces of the cell's div."""
    name = shown.label if shown.label and shown.labels_cell else cell_id(shown)
    count = shown.result.execution_count
    counted = [f'execution_count="{count}"'] if count is not None else []
    return [f"#{name}", ".cell", *classes_of(shown.cell), *own_attributes(shown), *counted]


def cell_id(shown: Shown) -> str:
    """The id of a cell that is not itself a target: from its label, or from its place."""
    if shown.label:
        return f"cell-{shown.label}"
    place = f"{shown.frame.path}#{shown.cell.index}"
    return f"cell-{hashlib.sha256(place.encode()).hexdigest()[:8]}"


def classes_of(cell: Cell) -> list[str]:
    """The classes that options ask for."""
    given = cell.options.get("classes") or []
    names = given if isinstance(given, list) else str(given).split()
    asked = [f"{mark}{cell.options[key]}" for key, mark in CLASSES.items() if cell.options.get(key)]
    return [f".{str(name).lstrip('.')}" for name in [*names, *asked]]


def own_attributes(shown: Shown) -> list[str]:
    """Options that nobody knows here, and those that later passes read, as attributes."""
    options = shown.cell.options
    pairs = {k: v for k, v in options.items() if k.lower() not in OWN_OPTIONS}
    if shown.label.startswith(("tbl-", "lst-")):
        pairs |= {k: v for k, v in options.items() if k.endswith("-subcap")}
    return [attribute(key, as_text(value)) for key, value in pairs.items()]


# --- code ----------------------------------------------------------------------------------------


def code_markdown(shown: Shown) -> str:
    """The cell's code."""
    fenced = shown.wants("echo") == "fenced"
    source = fenced_source(shown.cell) if fenced else shown.cell.source.strip("\n")
    fence = fence_for(shown.cell.source, 4 if fenced else 3)
    return f"{fence} {{{' '.join(code_attributes(shown.cell, fenced))}}}\n{source}\n{fence}\n"


def fenced_source(cell: Cell) -> str:
    """The code within a fence of its own, options and all, as the author wrote it."""
    header = [line for line in cell.header if not ECHO_FENCED.search(line)]
    source = "\n".join([*header, cell.source.strip("\n")])
    fence = fence_for(cell.source)
    return f"{fence}{{{cell.language}}}\n{source}\n{fence}"


def code_attributes(cell: Cell, fenced: bool) -> list[str]:
    """What stands in the braces of the code's fence."""
    options = cell.options
    listing = cell.label if (cell.label or "").startswith("lst-") and "lst-cap" in options else ""
    named = str(options.get("lst-label") or listing).lstrip("#")
    overflow = options.get("code-overflow")
    words = [f"#{named}"] if named else []
    words += [".markdown" if fenced else f".{cell.language}", ".cell-code"]
    words += [f".code-overflow-{overflow}"] if overflow in {"wrap", "scroll"} else []
    keys = ("lst-cap", "code-fold", "code-summary", "code-line-numbers", "filename")
    return words + [attribute(k, as_text(options[k])) for k in keys if k in options]


# --- outputs -------------------------------------------------------------------------------------


def outputs_markdown(shown: Shown) -> Iterator[str]:
    """Each output in Markdown, in its div unless outputs are Markdown as printed."""
    captions = iter(shown.captions[1])
    several = shown.labels_cell or len(shown.displays) > 1
    count = 0
    for index, output in enumerate(shown.outputs):
        display = is_display(output)
        count += display
        label = f"{shown.label}-{count}" if shown.label and several and display else shown.label
        inside = inside_output(shown, index, label, next(captions, "") if display else "")
        if shown.wants("output") == "asis":
            yield output.text if output.name == "stdout" else inside
        else:
            yield "\n" + fenced_div(output_attributes(shown, output, label), inside)


def output_attributes(shown: Shown, output: Output, label: str) -> list[str]:
    """What stands in the braces of an output's div."""
    mime = mime_of(output, shown.frame.form)
    target = label and is_display(output) and not label.startswith("tbl-")
    words = [f"#{label}"] if target and mime and mime not in IMAGES else []
    name = output.name if output.kind == "stream" else output.kind
    words += [".cell-output", f".cell-output-{'display' if is_display(output) else name}"]
    words += [".cell-output-markdown"] if mime == MARKDOWN else []
    if output.kind == "execute_result" and shown.result.execution_count is not None:
        words.append(f'execution_count="{shown.result.execution_count}"')
    if shown.cell.options.get("html-table-processing") == "none":
        words.append('html-table-processing="none"')
    return words


def inside_output(shown: Shown, index: int, label: str, caption: str) -> str:
    """What an output shows, in Markdown, its caption behind it or within the image."""
    output = shown.outputs[index]
    if output.kind == "stream":
        return stream_markdown(output)
    if output.kind == "error":
        return error_markdown(output)
    mime = mime_of(output, shown.frame.form)
    if mime in IMAGES:
        return figure_markdown(shown, index, label, caption)
    ending = f"\n{caption}\n" if caption else ""
    return f"{display_markdown(output, mime)}{ending}" if mime else ""


def figure_markdown(shown: Shown, index: int, label: str, caption: str) -> str:
    """An image that the cell drew, as Markdown."""
    output, options = shown.outputs[index], shown.cell.options
    picture = picture_of(output, mime_of(output, shown.frame.form))
    attributes = {
        "id": label,
        "class": "vega-embed" if output.metadata.get("chart") else "",
        "width": as_text(options.get("out-width") or picture.width),
        "height": as_text(options.get("out-height") or picture.height),
        **{key: at(options.get(key), index) for key in BROADCAST},
        **offered(shown, output),
    }
    path = f"{shown.frame.figures}/{file_name(shown, index)}.{picture.extension}"
    if caption and (line := source_line(shown, output)):
        caption = f"{caption} {line}"
    return image_markdown(path, caption, attributes, at(options.get("fig-link"), index))


def offered(shown: Shown, output: Output) -> dict[str, str]:
    """What a reader of a page may take away of a figure: file types, and modules to look into.

    `offers` and `offers-code` stand on the image until `figure_menus` makes a menu of them.
    """
    if shown.frame.form != "html" or not shown.label:
        return {}
    own = IMAGES[mime_of(output, shown.frame.form)]
    types = DRAWN if output.metadata.get("chart") else (own,)
    modules = shown.frame.modules
    paths = modules.used_in(shown.cell.source) if modules else ()
    rows = rows_told(output)
    return {
        "offers": " ".join(types),
        "offers-code": " ".join(map(str, paths)),
        "offers-rows": "" if "credit" in said_of(output) else rows,
        "offers-function": modules.function_in(shown.cell.source) if modules and rows else "",
    }


def rows_told(output: Output) -> str:
    """The rows that a chart says it rests on (docs/provenance.md), or none."""
    return str(said_of(output).get("rows") or "")


def said_of(output: Output) -> Mapping[str, object]:
    """What a chart says of itself beside its drawing."""
    spec = output.metadata.get("chart")
    told = spec.get("usermeta") if isinstance(spec, Mapping) else None
    return told if isinstance(told, Mapping) else {}


def source_line(shown: Shown, output: Output) -> str:
    """The line of sources that ends a chart's caption; empty where the chart tells of none."""
    credit = credit_in(said_of(output).get("credit"))
    if credit is None:
        return ""
    modules = shown.frame.modules
    function = modules.function_in(shown.cell.source) if modules else ""
    return credit_markdown(credit, rows_told(output), function, Words(shown.frame.language))


def file_name(shown: Shown, index: int) -> str:
    """The name of the figure that the output at `index` makes, as Quarto names it."""
    name = shown.label.replace(":", "-") if shown.label else f"cell-{shown.cell.index + 2}"
    return f"{NOT_ID.sub('-', name).lower()}-output-{index + 1}"


def figures_of(shown: Shown) -> Iterator[Asset]:
    """The figures that the cell shows, as files beside the document."""
    visible = shown.wants("include") and shown.wants("output")
    for index, output in enumerate(shown.outputs if visible else ()):
        mime = mime_of(output, shown.frame.form)
        if mime in IMAGES:
            picture = picture_of(output, mime)
            path = PurePosixPath(shown.frame.figures) / file_name(shown, index)
            yield Asset(path.with_name(f"{path.name}.{picture.extension}"), picture.content)
            if shown.frame.form == "html" and mime == SVG and output.metadata.get("chart"):
                yield from chart_files(path, output.metadata["chart"], shown.frame.charts)


def chart_files(path: PurePosixPath, spec: Mapping[str, object], charts: Charts) -> Iterator[Asset]:
    """What a page has of a chart beside its picture: its data as a table, pixels, a script.

    The script hands the specification to whoever draws the chart in a browser, also from a disk,
    where no script may read a file. A chart that draws itself for narrow pages too has a second picture.
    """
    name = json.dumps(path.name)
    said = f"(window.charts ??= {{}})[{name}] = {json.dumps(spec, ensure_ascii=False)};\n"
    yield Asset(path.with_name(f"{path.name}.js"), said.encode())
    table = csv_text(*drawn_table(spec))
    yield Asset(path.with_name(f"{path.name}.csv"), table.encode())
    yield Asset(path.with_name(f"{path.name}.png"), charts.png(wide_of(spec)))
    if narrow := narrow_of(spec):
        yield Asset(narrow_path(path.with_name(f"{path.name}.svg")), charts.svg(narrow).encode())


# --- words ---------------------------------------------------------------------------------------


def at(value: object, index: int) -> str:
    """An option's value for the output at `index`: the same for all, or one of a list."""
    if isinstance(value, list):
        return as_text(value[index]) if index < len(value) else ""
    return as_text(value)


def as_text(value: object) -> str:
    """An option's value as an attribute holds it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def flat(caption: object) -> str:
    """A caption on one line, as images want it."""
    return " ".join(str("" if caption is None else caption).split("\n")).strip()


def fenced_div(attributes: list[str], inside: str) -> str:
    """A div with colons enough to hold what lies inside."""
    longest = max((len(run) for run in re.findall(r"^:{3,}", inside, re.MULTILINE)), default=2)
    colons = ":" * (longest + 1)
    return f"{colons} {{{' '.join(attributes)}}}\n{inside}{colons}\n"
