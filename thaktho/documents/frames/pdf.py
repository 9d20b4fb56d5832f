"""HTML to PDF with Sarabun, no outside call, progress by pages, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import logging
import re
import threading
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from thaktho.documents import fonts

from .copying import mark_drawn_text

Progress = Callable[[int, int], None]
_PAGE = re.compile(r"Page (\d+)")

BASE_CSS = """
* { margin: 0; padding: 0; box-sizing: border-box; }
html { overflow-wrap: break-word; font-family: Sarabun; font-size: 11.8pt; line-height: 1.5; color: #000; text-align: left; }
.k { display: inline-block; white-space: nowrap; text-indent: 0; }
.gray { color: #606060; }
.pn::after { content: "– " counter(page, thai) " –"; }
.of::after { content: "หน้า " counter(page, thai) " จาก " counter(pages, thai); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.net { white-space: nowrap; }
.net img { width: 5.2mm; height: 5.2mm; vertical-align: -1.3mm; margin-right: 1.3mm; image-rendering: pixelated; }
.foot { border-top: 0.3mm solid #000; width: 100%; font-size: 9.5pt; padding-top: 1mm; }
.foot table td { border: 0; padding: 0; vertical-align: top; }
"""


def render(
    body: str, css: str, *, title: str, made_on: dt.date, progress: Progress | None, pages: int
) -> bytes:
    """Print ``body`` (HTML) with ``css``. ``pages`` is a guess for the progress bar; the last call says done.

    Raises whatever WeasyPrint raises on a broken page; addresses other than fonts and data: are refused.
    """
    page = page_of(body, css, title=title, made_on=made_on)
    listener = _Listener(progress, pages)
    logger = logging.getLogger("weasyprint.progress")
    previous = logger.level
    logger.addHandler(listener)
    if progress:
        logger.setLevel(logging.INFO)
    collecting = gc.isenabled()
    gc.disable()  # a plan is a million small boxes, all alive to the end: collecting costs a fifth and frees nothing
    try:
        data = printer(page).write_pdf(pdf_identifier=hashlib.md5(page.encode()).digest())
    finally:
        if collecting:
            gc.enable()
        logger.removeHandler(listener)
        logger.setLevel(previous)
    if progress:
        progress(max(listener.seen, 1), max(listener.seen, 1))
    return bytes(data)


def page_of(body: str, css: str, *, title: str, made_on: dt.date) -> str:
    """The whole HTML of a paper, with the house's letters and the moment it was made."""
    moment = f"{made_on.isoformat()}T00:00:00+07:00"
    head = (
        f'<meta charset="utf-8"><title>{escape(title)}</title><meta name="generator" content="Thaktho">'
        f'<meta name="dcterms.created" content="{moment}"><meta name="dcterms.modified" content="{moment}">'
    )
    return f'<!doctype html><html lang="th"><head>{head}<style>{_faces()}{BASE_CSS}{css}</style></head><body>{body}</body></html>'


def printer(page: str) -> Any:
    """A page laid out, ready to be written."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    mark_drawn_text()
    return HTML(string=page, url_fetcher=_fetcher()).render(font_config=FontConfiguration())


def foot(left: str, middle: str) -> str:
    """The running foot: office, version and date, page x of y."""
    return (
        f'<div class="foot runfoot"><table><tr><td style="width:30%">{left}</td>'
        f'<td style="width:56%;text-align:center">{middle}</td>'
        '<td style="width:14%;text-align:right" class="of"></td></tr></table></div>'
    )


class _Listener(logging.Handler):
    """Turns WeasyPrint's log of pages into progress, for the thread that prints and no other."""

    def __init__(self, progress: Progress | None, pages: int) -> None:
        super().__init__(logging.INFO)
        self.progress = progress
        self.pages = max(pages, 1)
        self.seen = 0
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        found = _PAGE.search(record.getMessage())
        if self.progress and found and threading.get_ident() == self.thread:
            self.seen = max(self.seen, int(found[1]))
            self.progress(min(self.seen, self.pages), self.pages + 1)


def _faces() -> str:
    weights = {400: "normal", 600: "600", 700: "bold"}
    return "".join(
        f"@font-face{{font-family:Sarabun;font-weight:{css};src:url({fonts.ttf(weight).as_uri()})}}"
        for weight, css in weights.items()
    )


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    allowed = fonts.folder().resolve()

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Fonts of the house and pictures inside the page; nothing else in the world."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            from urllib.parse import unquote, urlsplit

            parts = urlsplit(url)
            inside = parts.scheme == "file" and Path(unquote(parts.path)).resolve().is_relative_to(allowed)
            if parts.scheme != "data" and not inside:
                raise ValueError(f"a printed page may not load {url}")
            return super().fetch(url, headers)

    return Fetcher()
