"""A version as an official document: from its stored lines to the frames of `documents`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from thaktho.documents.frames import (
    AnnexSection,
    NetworkMark,
    PlanDocument,
    PlanLine,
    plan_docx,
    plan_pdf,
    plan_xlsx,
)
from thaktho.documents.frames.table import TABLE_WRITERS
from thaktho.ground.places.queries import named

from ..models import PlanVersion, VersionDocument, VersionLine
from ..queries.versions import lines
from .annex import sections
from .annual import annual_document, inside_note
from .tree import tree_sections

Step = Callable[[int, int], None]
WRITERS: dict[str, Callable[[PlanDocument, Step], bytes]] = {
    "pdf": lambda document, step: plan_pdf(document, progress=step),
    "docx": lambda document, step: plan_docx(document),
    "xlsx": lambda document, step: plan_xlsx(document),
}
FORMATS = tuple(WRITERS)
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
APART = {"keep": "คงไว้คู่กับ", "different": "ไม่ใช่เรื่องเดียวกับ"}
STANDING = {
    PlanVersion.State.PROPOSED: "ร่างเสนอที่ประชุม",
    PlanVersion.State.APPROVED: "ที่ประชุมเห็นชอบแล้ว",
    PlanVersion.State.WITHDRAWN: "ถอนแล้ว",
}


def name_of(paper: VersionDocument) -> str:
    """What the paper is called, in lists and as a file."""
    number = paper.version.number
    if paper.kind == VersionDocument.Kind.ANNUAL:
        return f"แผนปฏิบัติการ ประจำปีงบประมาณ {paper.year} (ฉบับที่ {number})"
    return f"แผนบูรณาการ ฉบับที่ {number}"


def write(paper: VersionDocument, step: Step) -> bytes:
    """The paper's bytes, from the version's stored lines; the same for the same version in the same state."""
    if paper.kind == VersionDocument.Kind.ANNUAL:
        stored = list(lines(paper.version))
        standing = STANDING[PlanVersion.State(paper.state)]
        return TABLE_WRITERS[paper.format](
            annual_document(paper.version, stored, paper.year, standing, _names(paper.version, stored)), step
        )
    return WRITERS[paper.format](document_of(paper.version, paper.state), step)


def document_of(version: PlanVersion, state: str) -> PlanDocument:
    """The same version in the same state gives the same object, and so the same bytes."""
    stored = list(lines(version))
    programme = version.programme
    return PlanDocument(
        title=version.title,
        subtitle=f"แผนบูรณาการ ฉบับที่ {version.number} · {STANDING[PlanVersion.State(state)]}",
        province=programme.province.name_th,
        office=programme.office_th,
        version_label=f"ฉบับที่ {version.number}",
        printed_on=version.dated,
        fiscal_years=tuple(programme.years),
        rows=tuple(_line(line) for line in stored),
        notes=tuple(filter(None, [version.note, inside_note(stored)])),
        annex=(
            *tree_sections(version.tree),
            *filter(None, [_origins(stored), *sections(version.weaving)]),
        ),
        is_example=version.is_example,
        keep=_names(version, stored),
    )


def _names(version: PlanVersion, stored: list[VersionLine]) -> tuple[str, ...]:
    """Names of the places that lines name: no line of a page breaks inside one."""
    codes = {code for line in stored for code in line.data["areas"]}
    return tuple(sorted({place.name_th for place in named(version.programme, sorted(codes)).values()}))


def _line(line: VersionLine) -> PlanLine:
    cells = line.data
    return PlanLine(
        no=line.number,
        title=cells["title"],
        virtue=cells["virtue"],
        problem=cells["problem"],
        good_deed=cells["good_deed"],
        indicator=cells["indicator"],
        when=cells["when"],
        start=_date(cells["starts_on"]),
        end=_date(cells["ends_on"]),
        budget=None if cells["budget"] is None else Decimal(cells["budget"]),
        agency=cells["agency"],
        networks=tuple(NetworkMark(mark["order"], mark["name"]) for mark in cells["networks"]),
        area=cells["area"],
        inside=bool(cells.get("inside")),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _origins(stored: list[VersionLine]) -> AnnexSection | None:
    """The annex: for each row the voices behind it, what it was joined from or kept apart from, and why."""
    rows = tuple(
        (str(line.number), line.data["title"], _where_from(line.data))
        for line in stored
        if line.data["originals"] or line.data["voices"] or line.data.get("apart")
    )
    if not rows:
        return None
    return AnnexSection(
        title="ภาคผนวก ที่มาของแผนบูรณาการ",
        lead="ข้อความของประชาชนที่เป็นที่มาของแถว แถวที่รวมจากหลายเครือข่าย และคู่ที่คงไว้เป็นสองแถว พร้อมเหตุผล",
        columns=("ที่", "กิจกรรม", "ที่มา"),
        rows=rows,
        widths=(1, 5, 8),
    )


def _where_from(cells: dict[str, Any]) -> str:
    said = [f"เสียง: “{text}”" for text in cells["voices"]]
    merged = [f"รวมจาก {original['network']}: {original['title']}" for original in cells["originals"]]
    reason = [f"เหตุผล: {cells['reason']}"] if cells["reason"] else []
    # Versions issued before this was kept have no such key.
    apart = [
        f"{APART[pair['decision']]} {pair['network']}: {pair['title']} เหตุผล: {pair['reason']}"
        for pair in cells.get("apart", [])
    ]
    return "\n".join([*said, *merged, *reason, *apart])
