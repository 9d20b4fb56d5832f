"""A list as PDF."""

from __future__ import annotations

from ..pdf import Progress, foot, render
from ..wording import html, money
from .model import Band, TableDocument, Value, foot_text, parts, shown, spanned, spans

_CSS = """
@page { size: A4 %(turn)s; margin: %(top)smm 17mm 19mm 17mm;
  @top-center { content: element(head); width: 100%%; vertical-align: bottom; padding-bottom: 2.5mm; }
  @bottom-center { content: element(foot); width: 100%%; vertical-align: top; padding-top: 4mm; } }
@page:first { @top-center { content: element(firsthead); } }
.runhead { position: running(head); } .firsthead { position: running(firsthead); } .runfoot { position: running(foot); }
.head { text-align: center; } .head .pn { text-align: right; font-size: 10.5pt; height: 6mm; }
.head h1 { font-size: 15pt; line-height: 1.45; } .head p { font-size: 11.8pt; }
.list { font-size: 10.5pt; } .list td { line-height: 1.42; }
th, td { border: 0.25mm solid #000; padding: 1mm 1.5mm; vertical-align: top; text-align: left; }
th { background: #eee; text-align: center; vertical-align: middle; font-weight: bold; padding: 1mm; }
.c { text-align: center; padding: 1mm 0.6mm; } .r { text-align: right; white-space: nowrap; padding: 1mm 0.8mm; }
.band { break-after: avoid; } .band td { background: #f4f4f4; font-weight: bold; } .sum td { background: #f4f4f4; font-weight: bold; }
.notes { font-size: 9.8pt; margin-top: 2.5mm; break-inside: avoid; }
"""


def table_pdf(doc: TableDocument, progress: Progress | None = None) -> bytes:
    """The table as PDF bytes."""
    lines = 1 + len(doc.title) // (95 if doc.landscape else 62)
    css = _CSS % {"turn": "landscape" if doc.landscape else "portrait", "top": 27 + 8 * lines}
    widths = "".join(f'<col style="width:{100 * part:.2f}%">' for part in parts(doc))
    body = "".join(_band_html(doc, band) for band in doc.bands) + _sum_html(doc)
    notes = "".join(f"<p>{html(text, doc.keep)}</p>" for text in doc.notes)
    page = (
        f"{_heads_html(doc)}{foot(html(doc.office, doc.keep), html(foot_text(doc), doc.keep))}"
        f'<table class="list"><colgroup>{widths}</colgroup><thead>{_thead_html(doc)}</thead><tbody>{body}</tbody></table>'
        f'<div class="notes">{notes}</div>'
    )
    pages = len(doc.rows) // 12 + 1
    return render(page, css, title=doc.title, made_on=doc.printed_on, progress=progress, pages=pages)


def _thead_html(doc: TableDocument) -> str:
    """One row of heads; two where a head spans columns."""
    grouped = spanned(doc)
    two = any(words for words, _ in grouped)
    upper, lower = [], []
    for words, places in grouped:
        heads = [html(doc.columns[place].head, doc.keep) for place in places]
        if words:
            upper.append(f'<th colspan="{len(places)}">{html(words, doc.keep)}</th>')
            lower += [f"<th>{head}</th>" for head in heads]
        else:
            upper.append(f'<th rowspan="{1 + two}">{heads[0]}</th>')
    return f"<tr>{''.join(upper)}</tr>" + (f"<tr>{''.join(lower)}</tr>" if two else "")


def _heads_html(doc: TableDocument) -> str:
    title, subtitle = html(doc.title, doc.keep), html(doc.subtitle, doc.keep)
    example = f'<p class="gray">{html(doc.example_note)}</p>' if doc.is_example else ""
    return (
        f'<div class="head firsthead"><h1>{title}</h1><p>{subtitle}</p>{example}</div>'
        f'<div class="head runhead"><p class="pn"></p><h1>{title}</h1><p>{subtitle} (ต่อ)</p></div>'
    )


def _band_html(doc: TableDocument, band: Band) -> str:
    head = (
        f'<tr class="band"><td colspan="{len(doc.columns)}">{html(band.title, doc.keep)}</td></tr>'
        if band.title
        else ""
    )
    return head + "".join(_row_html(doc, line) for line in band.rows)


def _row_html(doc: TableDocument, line: tuple[Value, ...]) -> str:
    cells = []
    for value, column in zip(line, doc.columns, strict=True):
        style = {"left": "", "center": "c", "right": "r"}[column.align]
        gray = " gray" if value is None else ""
        cells.append(f'<td class="{style}{gray}">{html(shown(value), doc.keep)}</td>')
    long = max((len(value) for value in line if isinstance(value, str)), default=0) > 420
    start = '<tr style="break-inside: auto">' if long else "<tr>"
    return f"{start}{''.join(cells)}</tr>"


def _sum_html(doc: TableDocument) -> str:
    if not doc.sum_label:
        return ""
    span, sums = spans(doc)
    cells = "".join(f'<td class="r">{money(amount) if amount is not None else ""}</td>' for amount in sums)
    return f'<tr class="sum"><td class="r" colspan="{span}">{html(doc.sum_label, doc.keep)}</td>{cells}</tr>'
