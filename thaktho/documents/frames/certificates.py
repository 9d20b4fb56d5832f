"""เกียรติบัตร, A4 across: words and white, one rule, no ornament. Many in one PDF; each carries its number and a QR that
leads to the page where it can be checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from thaktho.thai.numerals import to_thai

from .. import qr
from .fitting import Fitted, fit, fit_paragraphs, paragraph
from .joined import joined_pdf
from .model import EXAMPLE
from .pdf import Progress
from .wording import day

_AT_ONCE = 50
_WIDE = 237  # mm between the margins
_NAME = (38, 35, 32, 29, 26, 24, 22, 20, 18, 16)
_BODY = (17, 16, 15, 14, 13, 12, 11)
_SIGNER = (14, 13, 12, 11, 10, 9)

_CSS = f"""
@page {{ size: A4 landscape; margin: 0; }}
.c {{ position: relative; width: 297mm; height: 209.9mm; break-after: page; overflow: hidden; text-align: center; }}
.c:last-child {{ break-after: auto; }} .c > div {{ position: absolute; left: 30mm; width: {_WIDE}mm; }}
.c p {{ line-height: 1.35; }} .l p {{ white-space: nowrap; }}
.c > .o {{ top: 17mm; font-size: 15pt; font-weight: 600; }} .o .u {{ border-top: 0.5mm solid #000; width: 40mm; margin: 3mm auto 0; }}
.c > .h {{ top: 41mm; font-size: 36pt; font-weight: 700; }} .c > .g {{ top: 59mm; font-size: 16pt; }}
.c > .n {{ font-weight: 700; }} .c > .t p {{ line-height: 1.5; }}
.c > .d {{ top: 140mm; font-size: 16pt; }}
.c > .s {{ top: 153mm; left: 20mm; width: 257mm; }} .s table {{ table-layout: fixed; }} .s td {{ padding: 0 3mm; vertical-align: top; }}
.s .line {{ border-bottom: 0.2mm solid #000; width: 62mm; height: 12mm; margin: 0 auto 1.5mm; }}
.c > .k {{ left: 18mm; width: 120mm; bottom: 9mm; text-align: left; font-size: 10.5pt; }}
.c > .q {{ left: 258mm; width: 22mm; bottom: 9mm; }} .q img {{ width: 22mm; height: 22mm; image-rendering: pixelated; }}
"""


@dataclass(frozen=True)
class CertificatePaper:
    """One certificate as issued. ``address`` is where its QR leads, ``code`` what is typed where there is no camera."""

    number: int
    year: int  # BE
    name: str
    body: str
    on: dt.date
    code: str
    address: str
    signers: tuple[tuple[str, str], ...] = ()  # (name, position)
    is_example: bool = False

    @property
    def label(self) -> str:
        return f"เลขที่ {to_thai(str(self.number))}/{to_thai(str(self.year))}"


@dataclass(frozen=True)
class CertificatesDocument:
    """``heading`` is who gives them; every one dates its file itself by ``made_on``, so that a reprint is the same paper."""

    heading: str
    made_on: dt.date
    papers: tuple[CertificatePaper, ...]
    example_note: str = EXAMPLE


def certificates_pdf(doc: CertificatesDocument, progress: Progress | None = None) -> bytes:
    """A page each, in their order, as PDF bytes, identical for the same ``doc``. Raises ValueError when there are none."""
    heading = fit(doc.heading, _WIDE, 14, sizes=(16, 15, 14, 13, 12, 11, 10), weight=600)
    head = (
        f'<div class="o l" style="font-size:{heading.size}pt">{paragraph(heading)}<div class="u"></div></div>'
        '<div class="h"><p>เกียรติบัตร</p></div><div class="g"><p>มอบให้ไว้เพื่อแสดงว่า</p></div>'
    )

    def html_of(some: Sequence[CertificatePaper]) -> str:
        return "".join(f'<div class="c">{head}{_paper(paper, doc)}</div>' for paper in some)

    return joined_pdf(
        doc.papers, html_of, _CSS, title=f"เกียรติบัตร {doc.heading}", made_on=doc.made_on, a_page=1,
        pages_at_once=_AT_ONCE, identity=repr(doc), progress=progress,
    )  # fmt: skip


def _paper(paper: CertificatePaper, doc: CertificatesDocument) -> str:
    name = fit(paper.name, _WIDE, 29, sizes=_NAME)
    body = fit_paragraphs(tuple(paper.body.split("\n")), _WIDE - 10, 39, sizes=_BODY)
    top = 69 + (29 - len(name.lines) * name.size * 1.35 * 25.4 / 72) / 2
    words = to_thai(f"{day(paper.on).rpartition(' ')[0]} พ.ศ. {day(paper.on).rpartition(' ')[2]}")
    example = f' <span class="gray">({escape(doc.example_note)})</span>' if paper.is_example else ""
    return (
        f'<div class="n l" style="top:{top:.2f}mm;font-size:{name.size}pt">{paragraph(name)}</div>'
        f'<div class="t l" style="top:99mm;font-size:{body.size}pt">{paragraph(body)}</div>'
        f'<div class="d"><p>ให้ไว้ ณ วันที่ {words}</p></div>{_signers(paper)}'
        f'<div class="k"><p><b>{paper.label}</b>{example}</p><p>ตรวจสอบได้โดยสแกน หรือพิมพ์รหัส {escape(spaced(paper.code))}</p></div>'
        f'<div class="q"><img src="{qr.png_uri(paper.address, mask=0)}" alt=""></div>'
    )


def spaced(code: str) -> str:
    """Four signs at a time: 7K4M-29HX-QW3R-T6UY."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _signers(paper: CertificatePaper) -> str:
    if not paper.signers:
        return ""
    wide = 257 / len(paper.signers) - 8
    cells = []
    for name, position in paper.signers:
        who = fit(f"({name})", wide, 8, sizes=_SIGNER, weight=400)
        office = fit(position, wide, 13, sizes=_SIGNER, weight=400) if position.strip() else Fitted((), 10)
        cells.append(
            f'<td><div class="line"></div><div class="l" style="font-size:{who.size}pt">{paragraph(who)}</div>'
            f'<div class="l" style="font-size:{office.size}pt">{paragraph(office)}</div></td>'
        )
    return f'<div class="s"><table><tr>{"".join(cells)}</tr></table></div>'


__all__ = ["CertificatePaper", "CertificatesDocument", "certificates_pdf", "spaced"]
