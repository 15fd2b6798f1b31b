"""A reader with a browser: opens pages at a width and in a scheme, and keeps what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")

# What sticks out of the page to the side, unless it stands in a box that scrolls or is clipped.
STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const name = (e) => `${e.tagName.toLowerCase()} #${e.id} .${e.getAttribute('class')}`;
  return [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > room + 1).map(name).slice(0, 5);
}"""
UNDRAWN = """() => [...document.querySelectorAll('main img, main svg.chart')]
  .filter((e) => {
    const box = e.getBoundingClientRect();
    const drawn = e.tagName === 'IMG' ? e.complete && e.naturalWidth > 0 : e.childElementCount > 0;
    return !(drawn && box.width > 0 && box.height > 0) && e.checkVisibility();
  })
  .map((e) => e.getAttribute('src') || e.getAttribute('aria-label') || 'chart')"""


@dataclass
class Reader:
    """Open pages with `open`; `faults` then lists console errors, failed and foreign requests."""

    browser: object
    faults: list[str] = field(default_factory=list)
    contexts: list[object] = field(default_factory=list)

    def open(
        self, address: str, *, width: int = 1440, scheme: str = "light", script: bool = True
    ) -> object:
        """The page at `address`, in a browser profile of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        self.contexts.append(context)
        page = context.new_page()
        self.listen(page, address)
        page.goto(address, wait_until="load")
        return page

    def listen(self, page: object, address: str) -> None:
        """Note what goes wrong on a page from now on."""
        name = urlsplit(address).path
        host = urlsplit(address).netloc

        def asked(request: object) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and parts.netloc != host:
                self.faults.append(f"{name}: asks another host for {request.url}")

        def answered(response: object) -> None:
            if response.status >= 400:
                self.faults.append(f"{name}: {response.status} for {response.url}")

        def said(message: object) -> None:
            if message.type in ("error", "warning"):
                self.faults.append(f"{name}: the console says: {message.text}")

        page.on("request", asked)
        page.on("response", answered)
        page.on("console", said)
        page.on("pageerror", lambda error: self.faults.append(f"{name}: {error}"))

    def look(self, page: object) -> None:
        """Note what sticks out or is not drawn on a page."""
        name = urlsplit(page.url).path
        self.faults += [f"{name}: sticks out: {element}" for element in page.evaluate(STICKING_OUT)]
        self.faults += [f"{name}: not drawn: {figure}" for figure in page.evaluate(UNDRAWN)]

    def leave(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
