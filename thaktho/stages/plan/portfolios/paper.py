"""A scenario as a printed list."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from thaktho.documents.frames.table import Band, Column, TableDocument, Value

from ..models import Portfolio

if TYPE_CHECKING:
    from ..queries.portfolio import Board

COLUMNS = (
    Column("ที่", 3, "center"),
    Column("โครงการ/กิจกรรม", 22),
    Column("เครือข่าย", 10),
    Column("พื้นที่", 12),
    Column("แหล่งงบ", 12),
    Column("งบประมาณ (บาท)", 10, "right", sums=True),
    Column("เหตุ", 16),
)


def board_table(found: Portfolio, board: Board) -> TableDocument:
    """The board by year, then what is not in it and why."""
    bands, number = [], 0
    for column in board.columns:
        lines: list[tuple[Value, ...]] = []
        for card in column.cards:
            number += 1
            baht = None if card["baht"] is None else Decimal(card["baht"])
            funds = ", ".join(dict.fromkeys(cost["fund"] for cost in card["costs"]))
            lines.append(
                (
                    str(number),
                    card["title"],
                    card["network"],
                    card["area"],
                    funds,
                    baht,
                    PINNED.get(card["pin"], ""),
                )
            )
        if lines:
            bands.append(Band(f"เริ่มปีงบประมาณ {column.year}", tuple(lines)))
    left = tuple(
        ("", item["title"], item["network"], item["area"], "", "", item["why"])
        for item in found.result["left"]
    )
    if left:
        bands.append(Band("แถวที่ไม่อยู่ในทางเลือกนี้", left))
    adopted = f"รับไว้แล้ว เหตุผล: {found.adopted_reason}" if found.adopted_at else "ทางเลือกที่ยังไม่ได้รับ"
    return TableDocument(
        title=f"กระดานจัดสรร: {found.name}",
        subtitle=found.programme.name_th,
        office=found.programme.office_th,
        version_label=adopted,
        printed_on=timezone.localdate(found.made_at),
        columns=COLUMNS,
        bands=tuple(bands),
        sum_label="รวมงบประมาณของแถวที่เลือก",
        is_example=bool(found.result.get("is_example")),
    )


PINNED = {"must": "กำหนดไว้ว่าต้องอยู่ในแผน"}
