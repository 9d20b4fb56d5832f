"""The integrated plan as a document: every network's rows in order, and the likely overlaps as proposals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from thaktho.cli.woven.inputs import PlanRow
from thaktho.documents.frames import AnnexSection, NetworkMark, PlanDocument, PlanLine
from thaktho.engines.weave import Pair
from thaktho.thai.dates import fiscal_year

LABELS = {"duplicate": "อาจซ้ำกัน", "join": "อาจจัดร่วมกัน", "support": "อาจหนุนกัน"}
MOST = 60  # proposals printed, the weightiest; weave.json has them all


def document(rows: Sequence[PlanRow], pairs: Sequence[Pair], *, title: str, province: str, printed_on: dt.date,
             years: tuple[int, ...]) -> PlanDocument:  # fmt: skip
    """Rows by network, then virtue, then time; overlaps in an annex, the weightier first."""
    ordered = sorted(rows, key=_key)
    number = {row.id: n for n, row in enumerate(ordered, start=1)}
    unknown = _unknown(ordered)
    lines = tuple(_line(row, number[row.id], unknown) for row in ordered)
    years = years or _years(ordered)
    span = f"ปีงบประมาณ พ.ศ. {years[0]}" + (f" - {years[-1]}" if len(years) > 1 else "") if years else ""
    named = f"จังหวัด{province}" if province else ""
    owners = len({row.network.code if row.network else row.network_text for row in ordered})
    size = f"รวม {len(ordered)} กิจกรรม จาก {owners} เครือข่าย"
    return PlanDocument(
        title=title, subtitle=" ".join(x for x in (named, span) if x) or size, province=province, office="",
        version_label="ฉบับร่างเพื่อพิจารณา", printed_on=printed_on, fiscal_years=years, rows=lines,
        notes=("ร่างนี้รวบรวมจากแผนของแต่ละเครือข่ายโดยไม่แก้ถ้อยคำ",), annex=(_annex(pairs, number, {r.id: r for r in ordered}),),
    )  # fmt: skip


def _key(row: PlanRow) -> tuple[int, str, str, dt.date, str]:
    order = row.network.order if row.network else 10_000
    return (
        order,
        "" if row.network else row.network_text,
        row.form.virtue,
        row.form.start or dt.date.max,
        row.id,
    )


def _unknown(rows: Sequence[PlanRow]) -> dict[str, int]:
    """Networks no data file knows stand after the known ones, in the order of their names."""
    last = max((row.network.order for row in rows if row.network), default=0)
    texts = sorted({row.network_text for row in rows if row.network is None and row.network_text})
    return {text: last + n for n, text in enumerate(texts, start=1)}


def _line(row: PlanRow, number: int, unknown: Mapping[str, int]) -> PlanLine:
    form = row.form
    marks: tuple[NetworkMark, ...] = ()
    if row.network:
        marks = (NetworkMark(row.network.order, row.network.name),)
    elif row.network_text:
        marks = (NetworkMark(unknown[row.network_text], row.network_text),)
    return PlanLine(
        number, form.title, form.virtue, form.problem, form.good_deed, form.indicator, form.when_text, form.start, form.end,
        form.budget, form.agency, marks, form.area,
    )  # fmt: skip


def _years(rows: Sequence[PlanRow]) -> tuple[int, ...]:
    found = sorted({fiscal_year(row.form.start) for row in rows if row.form.start})
    return tuple(range(found[0], found[-1] + 1)) if found and found[-1] - found[0] < 6 else ()


def _annex(pairs: Sequence[Pair], number: Mapping[str, int], rows: Mapping[str, PlanRow]) -> AnnexSection:
    rank = {"duplicate": 0, "join": 1, "support": 2}
    chosen = sorted(
        pairs, key=lambda p: (rank[p.label or "support"], p.action != "same", -p.score, p.id_a, p.id_b)
    )
    lead = (
        "รายการต่อไปนี้เป็นเพียงข้อเสนอที่โปรแกรมเห็นว่าน่าพิจารณา พร้อมเหตุผล ผู้ตัดสินคือเครือข่ายเจ้าของแผน"
        f" พบทั้งหมด {len(pairs)} คู่"
        + (f" แสดง {MOST} คู่แรก ส่วนที่เหลืออยู่ใน weave.json" if len(pairs) > MOST else "")
    )
    table = tuple(
        (
            str(n),
            LABELS[pair.label or "support"],
            f"({number[pair.id_a]}) {rows[pair.id_a].form.title}",
            f"({number[pair.id_b]}) {rows[pair.id_b].form.title}",
            " • ".join(reason.text_th for reason in pair.reasons),
        )
        for n, pair in enumerate(chosen[:MOST], start=1)
    )
    return AnnexSection(
        "ภาคผนวก ข้อเสนอเรื่องกิจกรรมที่อาจซ้ำ ร่วม หรือหนุนกัน", lead, ("ที่", "ข้อเสนอ", "กิจกรรมหนึ่ง", "อีกกิจกรรมหนึ่ง", "เหตุผล"), table,
        (4, 10, 29, 29, 28),
    )  # fmt: skip
