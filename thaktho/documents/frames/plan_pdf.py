"""The integrated plan as PDF: A4 landscape, one table, heads on every page, an annex that says where rows came from."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from html import escape

from .drafts import data_uri
from .model import AnnexSection, NetworkMark, PlanDocument, PlanLine
from .pdf import Progress, foot, render
from .wording import NOT_STATED, clean, day, html, money, thai, when

HEADS = (
    "ที่", "คุณธรรม\nเป้าหมาย", "ปัญหา\nที่อยากแก้", "ความดี\nที่อยากทำ", "กิจกรรม", "ตัวชี้วัด", "วัน/เดือน/ปี\nที่ดำเนินงาน",
    "งบประมาณ\n(บาท)", "ผู้รับผิดชอบ", "เครือข่าย",
)  # fmt: skip
# Hundredths of the width: what a column needs at least, and which columns share what is left by how much they say.
LEAST = (3.2, 7.0, 7.6, 7.6, 14.0, 7.4, 9.2, 9.4, 8.6, 12.8)
TALKING = ("problem", "good_deed", "title", "indicator", "agency")
_COLUMNS = (
    "no",
    "virtue",
    "problem",
    "good_deed",
    "title",
    "indicator",
    "when",
    "budget",
    "agency",
    "networks",
)
MISSING_NOTE = f"“{NOT_STATED}” คือเครือข่ายยังไม่แจ้ง ส่วน “๐” คือไม่ใช้งบประมาณ"
_ROWS_A_PAGE = 6
_AREA_LINE = 24  # letters of an area that stand on one line in the narrowest column of activities
_ABBREVIATED = re.compile(r"[ก-ฮ]\.[ก-๙]{1,16}$")

_CSS = """
@page { size: A4 landscape; margin: %(top)smm 17mm 19mm 17mm;
  @top-center { content: element(head); width: 100%%; vertical-align: bottom; padding-bottom: 2.5mm; }
  @bottom-center { content: element(foot); width: 100%%; vertical-align: top; padding-top: 4mm; } }
@page:first { @top-center { content: element(firsthead); } }
@page annex { @top-center { content: element(annexhead); } }
.runhead { position: running(head); } .firsthead { position: running(firsthead); }
.annexhead { position: running(annexhead); } .runfoot { position: running(foot); }
.head { text-align: center; } .head .pn { text-align: right; font-size: 10.5pt; height: 6mm; }
.head h1 { font-size: 15pt; line-height: 1.45; } .head p { font-size: 11.8pt; }
.plan, .annex table { font-size: 10.5pt; }
.plan td { line-height: 1.42; }
th, td { border: 0.25mm solid #000; padding: 1mm 1.7mm; vertical-align: top; text-align: left; }
th { background: #eee; text-align: center; vertical-align: middle; font-weight: bold; padding: 1mm; }
.c { text-align: center; padding-left: 0.8mm; padding-right: 0.8mm; } .r { text-align: right; white-space: nowrap; padding-left: 0.5mm; padding-right: 1mm; }
.r.long { font-size: 8.6pt; }
.sum td { background: #f4f4f4; font-weight: bold; } .area { font-size: 9.5pt; }
.sum, .notes { break-before: avoid; break-inside: avoid; }
.notes { font-size: 9.8pt; margin-top: 2.5mm; }
.annex { page: annex; break-before: page; } .annex h2 { font-size: 13pt; } .annex .lead { margin-bottom: 2mm; }
"""


def plan_pdf(doc: PlanDocument, progress: Progress | None = None) -> bytes:
    """The plan as PDF bytes, identical for the same ``doc``. ``progress(done, total)`` counts pages, total a guess."""
    keep = doc.keep
    lines = 1 + len(doc.title) // 95
    css = _CSS % {"top": 27 + 8 * lines}
    columns = "".join(f'<col style="width:{share:.2f}%">' for share in shares(doc.rows))
    heads = "".join(f"<th>{html(head)}</th>" for head in HEADS)
    rows = "".join(_row(row, keep) for row in doc.rows)
    table = f'<table class="plan"><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}{_sum(doc)}</tbody></table>'
    notes = "".join(f"<p>{html(text, keep)}</p>" for text in note_lines(doc))
    annex = "".join(_annex(section, keep) for section in doc.annex)
    body = f'{_heads(doc)}{_foot(doc)}{table}<div class="notes">{notes}</div>{annex}'
    pages = len(doc.rows) // _ROWS_A_PAGE + 1 + sum(1 + len(section.rows) // 20 for section in doc.annex)
    return render(body, css, title=doc.title, made_on=doc.printed_on, progress=progress, pages=pages)


def shares(rows: tuple[PlanLine, ...]) -> list[float]:
    """Each column's hundredths of the width: a row is as high as its fullest cell, so columns that say more get more,
    and a few long cells weigh more than many short ones."""
    said = {name: math.hypot(*(_length(row, name) for row in rows)) for name in TALKING}
    more = 1.1 * max(len(str(len(rows))) - 2, 0)  # a running number of three digits stays on one line
    least = (LEAST[0] + more, *LEAST[1:])
    left, whole = 100 - sum(least), sum(said.values())
    if not whole:
        said, whole = {"title": 1.0}, 1.0
    return [width + left * said.get(name, 0) / whole for name, width in zip(_COLUMNS, least, strict=True)]


def _length(row: PlanLine, column: str) -> int:
    more = len(row.area) + len(row.note) if column == "title" else 0
    return len(getattr(row, column)) + more


def note_lines(doc: PlanDocument) -> list[str]:
    """The remarks under the table: what ไม่ได้ระบุ and ๐ mean, then the document's own."""
    first = f"หมายเหตุ {MISSING_NOTE}"
    return [first, *doc.notes]


def foot_text(doc: PlanDocument) -> str:
    """Version and date; an example says so first."""
    example = f"{doc.example_note} · " if doc.is_example else ""
    return f"{example}{doc.version_label} · พิมพ์วันที่ {day(doc.printed_on)}"


def sum_text(doc: PlanDocument) -> str:
    """รวมงบประมาณที่ระบุ n แถว จาก m แถว."""
    return f"รวมงบประมาณที่ระบุ {doc.stated[0]:,} แถว จาก {len(doc.rows):,} แถว"


def networks(marks: tuple[NetworkMark, ...]) -> str:
    """Swatch and name, a line for each network; the cell is set in one line each, so no name needs a box of its own."""
    return "<br>".join(
        f'<img src="{data_uri(mark.order)}" alt="">{escape(thai(clean(short(mark.name))))}' for mark in marks
    )


def short(name: str) -> str:
    """The name in a column that is headed เครือข่าย already."""
    return name.removeprefix("เครือข่าย") or name


def _heads(doc: PlanDocument) -> str:
    title, subtitle = html(doc.title, doc.keep), html(doc.subtitle, doc.keep)
    example = f'<p class="gray">{html(doc.example_note)}</p>' if doc.is_example else ""
    return (
        f'<div class="head firsthead"><p class="first"></p><h1>{title}</h1><p>{subtitle}</p>{example}</div>'
        f'<div class="head runhead"><p class="pn"></p><h1>{title}</h1><p>{subtitle} (ต่อ)</p></div>'
        f'<div class="head annexhead"><p class="pn"></p><h1>{title}</h1><p>{subtitle} · ภาคผนวก</p></div>'
    )


def _foot(doc: PlanDocument) -> str:
    return foot(html(doc.office, doc.keep), html(foot_text(doc), doc.keep))


def _row(row: PlanLine, keep: tuple[str, ...]) -> str:
    def cell(text: str, style: str = "") -> str:
        if not text.strip():
            return f'<td class="gray {style}">{NOT_STATED}</td>'
        return f'<td class="{style}">{html(text, keep)}</td>' if style else f"<td>{html(text, keep)}</td>"

    more = f'<div class="area">{_places(row.area, keep)}</div>' if row.area else ""
    more += f'<div class="area gray">{html(row.note, keep)}</div>' if row.note else ""
    title = cell(row.title).removesuffix("</td>") + more + "</td>"
    marks = f'<td class="net">{networks(row.networks)}</td>' if row.networks else cell("")
    amount = cell(money(row.budget), _narrow(row.budget)) if row.budget is not None else cell("", "r")
    # A row longer than a page must be let to break, or its page loses the heads.
    long = (
        max(map(len, (row.problem, row.good_deed, row.indicator, row.agency))) > 220 or len(row.title) > 360
    )
    start = '<tr style="break-inside: auto">' if long else "<tr>"
    return (
        f'{start}<td class="c">{thai(str(row.no))}</td>{cell(row.virtue, "c")}{cell(row.problem)}{cell(row.good_deed)}'
        f"{title}{cell(row.indicator)}{cell(when(row.when, row.start, row.end), 'c')}{amount}{cell(row.agency)}"
        f"{marks}</tr>"
    )


def _places(area: str, keep: tuple[str, ...]) -> str:
    """ต.เวียง อ.เมืองเชียงราย: no line ends after ต. or within a name, where the area may take more than one line."""
    if len(area) <= _AREA_LINE:
        return html(area, keep)
    return " ".join(
        f'<span class="k">{html(name)}</span>' if _ABBREVIATED.match(name) else html(name, keep)
        for name in area.split()
    )


def _narrow(amount: Decimal) -> str:
    """The class of an amount's cell: hundreds of millions are set smaller, never broken."""
    return "r long" if len(money(amount)) > 12 else "r"


def _sum(doc: PlanDocument) -> str:
    count, total = doc.stated
    shown = money(total) if count else f'<span class="gray">{NOT_STATED}</span>'
    return f'<tr class="sum"><td colspan="7" class="r">{html(sum_text(doc))}</td><td class="{_narrow(total)}">{shown}</td><td colspan="2"></td></tr>'


def _annex(section: AnnexSection, keep: tuple[str, ...]) -> str:
    lead = f'<p class="lead">{html(section.lead, keep)}</p>' if section.lead else ""
    table = ""
    if section.columns:
        total = sum(section.widths) if len(section.widths) == len(section.columns) else 0
        columns = (
            "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in section.widths)
            if total
            else ""
        )
        heads = "".join(f"<th>{html(head, keep)}</th>" for head in section.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html(text, keep)}</td>" for text in row) + "</tr>" for row in section.rows
        )
        table = f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<section class="annex"><h2>{html(section.title, keep)}</h2>{lead}{table}</section>'
