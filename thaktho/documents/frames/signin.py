"""The sign-in sheet of a meeting: a block for each network, names to sign beside, empty lines for who walks in."""

from __future__ import annotations

from .drafts import data_uri
from .minutes import long_day
from .model import AttendeeGroup, SignInDocument
from .pdf import Progress, foot, render
from .wording import day, html, thai

_HEADS = ("ที่", "ชื่อ – สกุล", "ตำแหน่ง / หน่วยงาน", "ลายมือชื่อ", "เบอร์โทร / หมายเหตุ")
_SHARES = (7, 30, 28, 20, 15)

_CSS = """
@page { size: A4 portrait; margin: 50mm 15mm 22mm 20mm;
  @top-center { content: element(head); width: 100%; vertical-align: bottom; padding-bottom: 3mm; }
  @bottom-center { content: element(foot); width: 100%; vertical-align: top; padding-top: 4mm; } }
.runhead { position: running(head); text-align: center; } .runhead .pn { text-align: right; font-size: 10.5pt; }
.runhead h1 { font-size: 14pt; } .runfoot { position: running(foot); }
.list { margin-bottom: 5mm; font-size: 10.8pt; }
.list th, .list td { border: 0.25mm solid #000; padding: 1mm 1.6mm; text-align: left; vertical-align: middle; }
.list td { height: 10mm; } .list th { background: #eee; text-align: center; }
.list .who { background: #fff; text-align: left; border: 0; padding: 1mm 0; font-size: 11.8pt; } .list .c { text-align: center; }
"""


def signin_pdf(doc: SignInDocument, progress: Progress | None = None) -> bytes:
    """The sheet as PDF bytes, A4 upright, identical for the same ``doc``. ``progress(done, total)`` counts pages.

    A network's name and the heads are repeated when its block runs over a page. Raises ValueError when
    ``walk_ins`` is negative.
    """
    if doc.walk_ins < 0:
        raise ValueError("walk_ins cannot be negative")
    keep = doc.keep
    time = f" เวลา {doc.time} น." if doc.time else ""
    place = f" ณ {html(doc.place, keep)}" if doc.place else ""
    example = f' <span class="gray">({html(doc.example_note)})</span>' if doc.is_example else ""
    head = (
        f'<div class="runhead"><p class="pn"></p><h1>บัญชีลงชื่อผู้เข้าร่วมประชุม</h1><p>{html(doc.title, keep)}{example}</p>'
        f"<p>{html(long_day(doc.held_on) + time, keep)}{place}</p></div>"
    )
    under = foot(html(doc.office, keep), html(f"พิมพ์วันที่ {day(doc.printed_on)}"))
    body = head + under + "".join(_block(group, doc) for group in doc.groups)
    pages = 1 + sum(len(group.people) + doc.walk_ins + 3 for group in doc.groups) // 18
    css = _CSS.replace("50mm", f"{42 + 7 * (1 + len(doc.title) // 80)}mm")
    return render(body, css, title=doc.title, made_on=doc.printed_on, progress=progress, pages=pages)


def _block(group: AttendeeGroup, doc: SignInDocument) -> str:
    keep = doc.keep
    picture = f'<img src="{data_uri(group.network.order)}" alt="">' if group.network else ""
    columns = "".join(f'<col style="width:{share}%">' for share in _SHARES)
    heads = "".join(f"<th>{html(text)}</th>" for text in _HEADS)
    lines = [(person.name, person.position) for person in group.people] + [("", "")] * doc.walk_ins
    rows = "".join(
        f'<tr><td class="c">{thai(str(number))}</td><td>{html(name, keep)}</td><td>{html(position, keep)}</td><td></td><td></td></tr>'
        for number, (name, position) in enumerate(lines, 1)
    )
    return (
        f'<table class="list"><colgroup>{columns}</colgroup><thead><tr><th colspan="5" class="who"><span class="net">'
        f"{picture}{html(group.title, keep)}</span></th></tr><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
