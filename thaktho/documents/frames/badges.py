"""Name badges: ten on an A4 sheet, the name as large as it fits, cut marks in the margins. Three thousand are one PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .. import qr
from .drafts import data_uri
from .fitting import fit, paragraph
from .joined import joined_pdf
from .model import EXAMPLE, NetworkMark
from .pdf import Progress
from .wording import thai

ACROSS, DOWN = 2, 5
WIDE, HIGH = 90, 55  # mm: what the common plastic pocket takes
LEFT, TOP = (210 - ACROSS * WIDE) / 2, (297 - DOWN * HIGH) / 2
SHEET = ACROSS * DOWN
_AT_ONCE = 20  # sheets
_EDGE = 4.5
_NAME_SIZES = (30, 27, 24, 22, 20, 18, 16.5, 15, 13.5, 12, 11)
_SMALL = (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7)

_CSS = f"""
@page {{ size: A4; margin: 0; }}
.sheet {{ position: relative; width: 210mm; height: 297mm; break-after: page; overflow: hidden; }}
.sheet:last-child {{ break-after: auto; }}
.b, .b div, .b img, .cut {{ position: absolute; }}
.b {{ width: {WIDE}mm; height: {HIGH}mm; }}
.b p {{ white-space: nowrap; line-height: 1.35; }}
.e {{ left: {_EDGE}mm; top: 3mm; }}
.n {{ left: {_EDGE}mm; width: {WIDE - 2 * _EDGE}mm; text-align: center; font-weight: 700; }}
.w {{ left: {_EDGE}mm; width: {WIDE - 2 * _EDGE - 22}mm; top: 31mm; }}
.t {{ left: {_EDGE}mm; bottom: 3.5mm; width: {WIDE - 2 * _EDGE - 22}mm; font-weight: 600; }}
.b .s {{ width: 6mm; height: 6mm; left: {_EDGE}mm; bottom: 4mm; image-rendering: pixelated; }}
.s + .t {{ left: {_EDGE + 7.5}mm; width: {WIDE - 2 * _EDGE - 29.5}mm; }}
.b .q {{ width: 20mm; height: 20mm; right: {_EDGE - 1}mm; bottom: 7mm; image-rendering: pixelated; }}
.no {{ right: {_EDGE - 1}mm; width: 20mm; bottom: 2.5mm; text-align: center; font-size: 8.5pt; }}
.x {{ right: {_EDGE}mm; top: 2.6mm; font-size: 6.5pt; }}
.cut {{ background: #000; }}
"""


@dataclass(frozen=True)
class Badge:
    """`number` as on the list of participants; `address` is what the QR holds."""

    number: int
    name: str
    address: str
    about: str = ""  # position and organisation
    network: NetworkMark | None = None
    part: str = ""  # what they are there: ผู้แทนเครือข่าย; stands where there is no network
    is_example: bool = False


@dataclass(frozen=True)
class BadgesDocument:
    title: str
    printed_on: dt.date
    badges: tuple[Badge, ...]
    example_note: str = EXAMPLE


def badges_pdf(doc: BadgesDocument, progress: Progress | None = None) -> bytes:
    """The badges in their order as PDF bytes, identical for the same ``doc``. ``progress(done, total)``; raises
    ValueError when there are none."""
    title = fit(doc.title, WIDE - 2 * _EDGE - 16, 7, sizes=(9, 8.5, 8, 7.5, 7, 6.5), weight=400)
    head = f'<div class="e" style="font-size:{title.size}pt">{paragraph(title)}</div>'

    def html_of(some: Sequence[Badge]) -> str:
        sheets = (some[start : start + SHEET] for start in range(0, len(some), SHEET))
        return "".join(_sheet(sheet, head, doc) for sheet in sheets)

    return joined_pdf(
        doc.badges, html_of, _CSS, a_page=SHEET, pages_at_once=_AT_ONCE, title=doc.title, made_on=doc.printed_on,
        identity=repr(doc), progress=progress,
    )  # fmt: skip


def _sheet(badges: Sequence[Badge], head: str, doc: BadgesDocument) -> str:
    placed = []
    for place, badge in enumerate(badges):
        row, column = divmod(place, ACROSS)
        at = f"left:{LEFT + column * WIDE}mm;top:{TOP + row * HIGH}mm"
        placed.append(f'<div class="b" style="{at}">{head}{_badge(badge, doc)}</div>')
    return f'<div class="sheet">{_CUTS}{"".join(placed)}</div>'


def _badge(badge: Badge, doc: BadgesDocument) -> str:
    name = fit(badge.name, WIDE - 2 * _EDGE, 20, sizes=_NAME_SIZES)
    top = 10 + (20 - len(name.lines) * name.size * 1.35 * 25.4 / 72) / 2
    parts = [f'<div class="n" style="top:{top:.2f}mm;font-size:{name.size}pt">{paragraph(name)}</div>']
    if badge.about.strip():
        about = fit(badge.about, WIDE - 2 * _EDGE - 22, 11.5, sizes=_SMALL, weight=400)
        parts.append(f'<div class="w" style="font-size:{about.size}pt">{paragraph(about)}</div>')
    below = badge.network.name if badge.network else badge.part
    if badge.network:
        parts.append(f'<img class="s" src="{data_uri(badge.network.order)}" alt="">')
    if below:
        wide = WIDE - 2 * _EDGE - (30 if badge.network else 22)
        shown = fit(below, wide, 8, sizes=_SMALL, weight=600)
        parts.append(f'<div class="t" style="font-size:{shown.size}pt">{paragraph(shown)}</div>')
    parts.append(f'<img class="q" src="{qr.png_uri(badge.address, mask=0)}" alt="">')
    parts.append(f'<div class="no"><p>{thai(str(badge.number))}</p></div>')
    if badge.is_example:
        parts.append(f'<div class="x gray"><p>{escape(doc.example_note)}</p></div>')
    return "".join(parts)


def _cut_marks() -> str:
    """Short lines in the margins, where the knife goes; none on a badge."""
    marks = []
    for column in range(ACROSS + 1):
        for top in (TOP - 7, TOP + DOWN * HIGH + 2):
            marks.append(f"left:{LEFT + column * WIDE - 0.1:.1f}mm;top:{top}mm;width:0.2mm;height:5mm")
    for row in range(DOWN + 1):
        for left in (LEFT - 7, LEFT + ACROSS * WIDE + 2):
            marks.append(f"left:{left}mm;top:{TOP + row * HIGH - 0.1:.1f}mm;width:5mm;height:0.2mm")
    return "".join(f'<div class="cut" style="{mark}"></div>' for mark in marks)


_CUTS = _cut_marks()
