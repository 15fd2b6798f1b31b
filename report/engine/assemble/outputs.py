"""One output of a cell to Markdown: which of its MIME types is shown, and how.

The choice is Quarto's, one order for HTML and one for print, and one addition: a Vega or Vega-Lite
chart is drawn here, so that it is a picture in every format and needs no network.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from report.engine.assemble.markdown import attribute, enclosed, raw
from report.engine.model import Output
from report.engine.ports import Charts
from report.engine.widths import wide_of

HTML, MARKDOWN, LATEX, PLAIN = "text/html", "text/markdown", "text/latex", "text/plain"
SVG, PNG, JPEG, SCRIPT = "image/svg+xml", "image/png", "image/jpeg", "application/javascript"
IMAGES = {SVG: "svg", PNG: "png", JPEG: "jpeg"}
ORDERS = {
    "html": (SCRIPT, HTML, MARKDOWN, SVG, PNG, JPEG, PLAIN),
    "typst": (MARKDOWN, SVG, PNG, JPEG, HTML, PLAIN),
}
VEGA = re.compile(r"application/vnd\.vega(lite)?\.v\d+(\+json|\.json)")
VEGA_CALL = re.compile(r"\}\)\(\s*(?=\{)")
TABLE = re.compile(r"<table\b.*</table", re.IGNORECASE | re.DOTALL)
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
WRAPPED = re.compile(r"[<(\[].*[>)\]]|Text\([-\d].*")
ARTISTS = ("[<matplotlib", "<matplotlib", "<seaborn.", "<ggplot:")
CELL_FILE = re.compile(r"<ipython-input.*?>:\d+:\s+")


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that a cell gave: its bytes, and its size where the display names one."""

    content: bytes
    extension: str
    width: str = ""
    height: str = ""


def is_display(output: Output) -> bool:
    """Whether the output shows something, rather than being a stream or an error."""
    return output.kind in {"display_data", "execute_result"}


def shown(outputs: Iterable[Output], form: str, warnings: bool, charts: Charts) -> list[Output]:
    """The outputs that a page shows, in order: streams joined, charts drawn, echoes of plots gone.

    `warnings` keeps what was written to standard error.
    """
    kept = [drawn(output, charts) for output in joined(outputs)]
    if not warnings:
        kept = [output for output in kept if output.name != "stderr" or output.kind != "stream"]
    pictured = any(mime_of(output, form) in IMAGES for output in kept)
    return [with_math(output) for output in kept if not is_echo(output, pictured)]


def joined(outputs: Iterable[Output]) -> list[Output]:
    """Neighbouring pieces of one stream as one output."""
    together: list[Output] = []
    for output in outputs:
        last = together[-1] if together else None
        if last and output.kind == last.kind == "stream" and output.name == last.name:
            together[-1] = replace(last, text=last.text + output.text)
        else:
            together.append(output)
    return together


def drawn(output: Output, charts: Charts) -> Output:
    """The output with a chart among its MIME types replaced by the chart's picture.

    The chart's specification stays in the metadata, under `chart`.
    """
    spec = vega_of(output.data)
    if spec is None or SVG in output.data or PNG in output.data:
        return output
    kept = {mime: value for mime, value in output.data.items() if mime == PLAIN}
    return replace(output, data={**kept, SVG: charts.svg(wide_of(spec))}, metadata={"chart": spec})


def vega_of(data: Mapping[str, object]) -> Mapping[str, object] | None:
    """The Vega specification in a MIME bundle: as JSON, or in the HTML that Altair writes."""
    for mime, value in data.items():
        if VEGA.fullmatch(mime):
            return json.loads(value) if isinstance(value, str) else value
    html = text(data.get(HTML))
    call = VEGA_CALL.search(html) if "vegaEmbed" in html else None
    return json.JSONDecoder().raw_decode(html, call.end())[0] if call else None


def is_echo(output: Output, pictured: bool) -> bool:
    """Whether an output is only the printed form of a plot's parts (`[<matplotlib.lines…>]`)."""
    if output.kind != "execute_result" or set(output.data) != {PLAIN}:
        return False
    line = text(output.data[PLAIN]).strip()
    if not pictured:
        return line.startswith(ARTISTS)
    if "\n" in line:
        return "<matplotlib." in line
    return bool(WRAPPED.fullmatch(line)) or (line.startswith("{") and "<matplotlib." in line)


def with_math(output: Output) -> Output:
    """The output with LaTeX that is only a formula offered as Markdown too."""
    latex = text(output.data.get(LATEX)).strip()
    formula = (latex.startswith("$") and latex.endswith("$")) or (
        latex.startswith("\\begin{") and "\\end{" in latex
    )
    if not is_display(output) or not formula or MARKDOWN in output.data:
        return output
    return replace(output, data={**output.data, MARKDOWN: latex})


def mime_of(output: Output, form: str) -> str:
    """The MIME type that `form` shows of a display; empty for streams and unknown types.

    Print takes HTML only for the sake of a table in it.
    """
    for mime in ORDERS[form] if is_display(output) else ():
        table = form == "html" or mime != HTML or TABLE.search(text(output.data.get(HTML)))
        if mime in output.data and table:
            return mime
    return ""


def picture_of(output: Output, mime: str) -> Picture:
    """The image under an image MIME type."""
    value = text(output.data[mime])
    own = output.metadata.get(mime)
    sizes: Mapping[str, object] = own if isinstance(own, Mapping) else {}
    width, height = (str(sizes.get(side) or "") for side in ("width", "height"))
    return Picture(content_of(value, mime), IMAGES[mime], width, height)


def content_of(value: str, mime: str) -> bytes:
    """The bytes of an image: SVG is text, the others base64. Broken base64 gives no bytes."""
    if mime == SVG and "<svg" in value:
        return value.encode()
    try:
        return base64.b64decode(value)
    except binascii.Error:
        return b""


def image_markdown(path: str, caption: str, attributes: Mapping[str, str], target: str) -> str:
    """An image in Markdown: `attributes` may hold an `id` and a `class`; `target` makes it a link."""
    marks = {"id": "#", "class": "."}
    pairs = [
        f"{marks[key]}{value}" if key in marks else attribute(key, value)
        for key, value in attributes.items()
        if value
    ]
    image = f"![{caption}]({path}){'{' + ' '.join(pairs) + '}' if pairs else ''}"
    return f"[{image}]({target})\n" if target else f"{image}\n"


def display_markdown(output: Output, mime: str) -> str:
    """A display other than an image, in Markdown."""
    value = text(output.data.get(mime))
    if mime == MARKDOWN:
        return f"{value}\n"
    if mime == HTML:
        return raw("html", value)
    if mime == SCRIPT:
        return raw("html", f'<script type="{SCRIPT}">\n{value}\n</script>')
    return enclosed(ANSI.sub("", value))


def stream_markdown(output: Output) -> str:
    """What was written to a stream, as code without a language."""
    return enclosed(CELL_FILE.sub("", ANSI.sub("", output.text), count=1))


def error_markdown(output: Output) -> str:
    """An error that the author allowed, with its traceback."""
    trace = output.data.get("traceback")
    lines = [str(line) for line in trace] if isinstance(trace, list) else []
    return enclosed(ANSI.sub("", "\n".join([f"{output.name}: {output.text}", *lines])))


def text(value: object) -> str:
    """A MIME value as text: nbformat splits long ones into lines."""
    if isinstance(value, list):
        return "".join(map(str, value))
    return "" if value is None else str(value)
