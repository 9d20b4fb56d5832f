"""Pieces of a Thai DOCX: fonts that Word obeys, fields with Thai digits, tables written as XML.

The font is TH Sarabun New at 16 pt (14 in tables): the same picture as Sarabun at 11.8 and 10.5, and the one that
offices have installed. Rows are written as XML because python-docx's cell access is too slow for 500 rows.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from . import drafts
from .stable import stable_zip
from .wording import clean

FONT = "TH Sarabun New"
GRAY = "606060"
MOST_PROPERTY = 255
_NS = nsdecls("w", "r", "wp", "a", "pic")
_SWATCH = 190_000  # EMU, 5.3 mm
_EMPTY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def new_document(
    *, landscape: bool, title: str, office: str, made_on: dt.date, margins: tuple[float, ...]
) -> Any:
    """An empty A4 document; ``margins`` in mm: top, right, bottom, left. Every style speaks TH Sarabun New."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    section.header_distance = section.footer_distance = Mm(10)
    for holder in document.styles.element.iter(qn("w:rPr")):
        fonts = holder.find(qn("w:rFonts"))
        if fonts is not None:
            holder.remove(fonts)
    for rpr in document.styles.element.iter(qn("w:rPrDefault")):
        inner = rpr.find(qn("w:rPr"))
        if inner is not None:
            rpr.remove(inner)
        rpr.append(parse_xml(_rpr(16).replace("<w:rPr>", f"<w:rPr {_NS}>")))
    normal = document.styles["Normal"].element
    for old in normal.findall(qn("w:rPr")):
        normal.remove(old)
    normal.append(parse_xml(_rpr(16).replace("<w:rPr>", f"<w:rPr {_NS}>")))
    moment = dt.datetime(made_on.year, made_on.month, made_on.day)
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments, core.revision = (
        _property(title),
        _property(office),
        _property(office),
        "",
        1,
    )
    core.created = core.modified = moment
    return document


def _property(text: str) -> str:
    """Word's own properties take one short line."""
    return clean(text).replace("\n", " ")[:MOST_PROPERTY]


def save(document: Any, made_on: dt.date) -> bytes:
    """The document's bytes, identical for identical content."""
    out = io.BytesIO()
    document.save(out)
    return stable_zip(out.getvalue(), made_on)


def run(text: str, *, size: float = 16, bold: bool = False, color: str = "") -> str:
    """XML of a run; line ends become breaks."""
    lines = _EMPTY.sub("", text).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{_rpr(size, bold=bold, color=color)}{inner}</w:r>"


def field(code: str, *, size: float = 16) -> str:
    """XML of a page field in Thai digits: PAGE or NUMPAGES."""
    rpr = _rpr(size)
    parts = (
        "begin",
        f'<w:instrText xml:space="preserve"> {code} \\* THAIARABIC </w:instrText>',
        "separate",
        "๑",
        "end",
    )
    xml = ""
    for part in parts:
        if part.startswith("<"):
            inner = part
        elif part == "๑":
            inner = f"<w:t>{part}</w:t>"
        else:
            inner = f'<w:fldChar w:fldCharType="{part}"/>'
        xml += f"<w:r>{rpr}{inner}</w:r>"
    return xml


def paragraph(
    runs: str, *, align: str = "left", before: int = 0, after: int = 0, keep_next: bool = False, new_page: bool = False,
    tabs: Iterable[tuple[str, int]] = (), top_rule: bool = False, indent: int = 0,
) -> str:  # fmt: skip
    """XML of a paragraph; spaces in twentieths of a point, ``tabs`` (kind, position in twips)."""
    flow = ("<w:keepNext/>" if keep_next else "") + ("<w:pageBreakBefore/>" if new_page else "")
    rule = (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="4" w:color="000000"/></w:pBdr>' if top_rule else ""
    )
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in tabs)
    stops = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    space = f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
    left = f'<w:ind w:left="{indent}"/>' if indent else ""
    return f'<w:p><w:pPr>{flow}{rule}{stops}{space}{left}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def tab(size: float = 16) -> str:
    """XML of a tab."""
    return f"<w:r>{_rpr(size)}<w:tab/></w:r>"


def cell(
    paragraphs: str, width: int, *, span: int = 1, shade: str = "", middle: bool = False, merge: str = ""
) -> str:
    """XML of a table cell, ``width`` in twips. ``merge``: "restart" begins a cell that goes on in the row below, where
    it is "continue"."""
    more = (
        (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "")
    )
    vertical = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}{vertical}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: str, *, head: bool = False, height: int = 0) -> str:
    """XML of a row that is never broken over pages; ``head`` repeats on each."""
    high = f'<w:trHeight w:val="{height}"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def table(rows: str, widths: list[int]) -> Any:
    """A bordered table of fixed widths (twips) as an element to append."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def element(xml: str) -> Any:
    """A paragraph's XML as an element to append."""
    return parse_xml(xml.replace("<w:p>", f"<w:p {_NS}>", 1))


def append(document: Any, *elements: Any) -> None:
    """Put elements at the end of the body, before its section."""
    body = document.element.body
    for part in elements:
        body.insert(len(body) - 1, part)


def fill(part: Any, *paragraphs: str) -> None:
    """Make ``paragraphs`` the whole content of a header or footer."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    for xml in paragraphs:
        part._element.append(element(xml))


def relation_of(part: Any, order: int) -> str:
    """The relation id of a draft's picture in ``part``."""
    relation, _ = part.get_or_add_image(io.BytesIO(drafts.png(order)))
    return str(relation)


def swatch(relation: str, number: int, name: str) -> str:
    """XML of a run that shows a draft; ``number`` must differ for each picture of the document."""
    size = f'cx="{_SWATCH}" cy="{_SWATCH}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="ลาย {number}" descr={quoteattr(_EMPTY.sub("", name))}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="draft.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def _rpr(size: float, *, bold: bool = False, color: str = "") -> str:
    """Run properties Word obeys for Thai: all four fonts, both sizes, the complex-script mark."""
    half = round(size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f"{'<w:b/><w:bCs/>' if bold else ''}{f'<w:color w:val={quoteattr(color)}/>' if color else ''}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:cs/><w:lang w:val="th-TH" w:bidi="th-TH"/></w:rPr>'
    )
