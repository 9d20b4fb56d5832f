"""What besides the rows the plan stands on: gaps people decided, collaborations networks agreed, the portfolio that was
adopted. Frozen into a version when it is made, printed in the annex from what was frozen."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import override

from thaktho.documents.frames import AnnexSection
from thaktho.ground.places.queries import named
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import virtue_sets
from thaktho.thai.money import show_money

from .. import groups
from ..models import Collaboration, GapDecision, PlanRow, Portfolio
from ..portfolios.demands import KINDS, PINS, WEIGHTS, Demands, from_json

Json = dict[str, Any]


@override("th")  # kept in Thai, as the rows are
def frozen(programme: Programme, rows: Iterable[PlanRow]) -> Json:
    """The decisions as JSON. Of collaborations only those of rows that stand in the version. Five queries."""
    numbers = {row.pk: number for number, row in enumerate(rows, 1)}
    return {
        "gaps": _gaps(programme, numbers),
        "collaborations": _collaborations(programme, numbers),
        "portfolio": _portfolio(programme, numbers),
    }


def _gaps(programme: Programme, numbers: dict[UUID, int]) -> list[Json]:
    found = list(
        GapDecision.objects.filter(programme=programme, undone_at=None)
        .select_related("network")
        .order_by("area", "virtue", "group", "year", "id")
    )
    places = named(programme, sorted({one.area for one in found}))
    virtues = {virtue.code: virtue.name_th for held in virtue_sets().values() for virtue in held.virtues}
    return [
        {
            "area": places[one.area].name_th if one.area in places else one.area,
            "virtue": virtues.get(one.virtue, one.virtue),
            "group": groups.names().get(one.group, one.group),
            "year": one.year or None,
            "kind": one.kind,
            "decision": one.get_kind_display(),
            "network": one.network.short_name if one.network else "",
            "row": numbers.get(one.row_id) if one.row_id else None,
            "reason": one.reason,
        }
        for one in found
    ]


def _collaborations(programme: Programme, numbers: dict[UUID, int]) -> list[Json]:
    found = Collaboration.objects.filter(
        programme=programme, state=Collaboration.State.AGREED, row__in=list(numbers)
    ).select_related("row", "taker", "giver")
    lines = [
        {
            "row": numbers[one.row_id],
            "title": one.row.title,
            "taker": one.taker.short_name,
            "giver": one.giver.short_name,
            "lack": one.lack_text,
            "offer": one.offer_title,
            "reasons": [reason["text_th"] for reason in one.reasons],
            "notes": [note for note in (one.taker_note, one.giver_note) if note],
        }
        for one in found
    ]
    return sorted(lines, key=lambda line: (line["row"], line["giver"], line["offer"]))


def _portfolio(programme: Programme, numbers: dict[UUID, int]) -> Json | None:
    found = Portfolio.objects.filter(programme=programme, adopted_at__isnull=False).first()
    if found is None:
        return None
    # Only what stands in the version: the title of a row that was given back since is not printed.
    by_id = {str(row): number for row, number in numbers.items()}
    result = found.result
    return {
        "name": found.name,
        "reason": found.adopted_reason,
        "demands": _said(from_json(found.demands)),
        "pins": [
            {"row": by_id.get(card["id"]), "title": card["title"], "pin": _pin(card["pin"])}
            for card in [*result["chosen"], *result["left"]]
            if card["pin"] and card["id"] in by_id
        ],
        "points": result["points"],
        "chosen": len(result["chosen"]),
        "rows": result["rows"],
        "years": [
            {
                "row": by_id.get(card["id"]),
                "title": card["title"],
                "network": card["network"],
                "start": card["start"],
            }
            for card in result["chosen"]
            if card["id"] in by_id
        ],
        "left": [
            {
                "row": by_id.get(item["id"]),
                "title": item["title"],
                "network": item["network"],
                "why": item["why"],
            }
            for item in result["left"]
            if item["id"] in by_id
        ],
    }


def _pin(pin: str) -> str:
    return str(PINS[pin]) if pin in PINS else f"ต้องเริ่มปี {pin}"


def _said(demands: Demands) -> list[str]:
    """The demands as sentences, money to the satang."""
    lines = [
        f"{cap.fund or 'ทุกแหล่งรวมกัน'} {f'ปี {cap.year}' if cap.year else 'ทุกปี'} ไม่เกิน {_baht(cap.baht)} บาท"
        for cap in demands.caps
    ]
    if demands.per_network is not None:
        lines.append(f"หนึ่งเครือข่ายทำพร้อมกันในหนึ่งปี ไม่เกิน {demands.per_network} แถว")
    if demands.per_year is not None:
        lines.append(f"ทุกเครือข่ายรวมกันในหนึ่งปี ไม่เกิน {demands.per_year} แถว")
    lines += [f"{KINDS[kind]} อย่างน้อย {least} แถว" for kind, least in demands.floors if least]
    if demands.only_possible:
        lines.append("เกณฑ์ทั่วถึงขอไม่เกินจำนวนแถวที่มีให้เลือก")
    unpriced = "ยังไม่ให้เลือก" if demands.unpriced == "out" else "นับเป็น 0 บาท"
    lines.append(f"แถวที่ยังไม่ระบุงบ: {unpriced}")
    lines.append(
        "คะแนน: " + " ".join(f"{WEIGHTS[name]} {weight}" for name, weight in demands.weights if weight)
    )
    return lines


def _baht(baht: Decimal) -> str:
    return show_money(baht, unit=False)


# In print --------------------------------------------------------------------------------------------------------------


def sections(weaving: Json) -> tuple[AnnexSection, ...]:
    """The annex after the rows' own origins; nothing decided, nothing printed. Versions issued before have no such keys."""
    found = (
        _collaborations_printed(weaving.get("collaborations") or []),
        _gaps_printed(weaving.get("gaps") or []),
        _portfolio_printed(weaving.get("portfolio")),
    )
    return tuple(section for section in found if section)


def _collaborations_printed(lines: list[Json]) -> AnnexSection | None:
    if not lines:
        return None
    return AnnexSection(
        title="ภาคผนวก ความร่วมมือที่ตกลงกันแล้ว",
        lead="เครือข่ายหนึ่งช่วยสิ่งที่อีกเครือข่ายขาด ผู้ประสานงานทั้งสองฝ่ายตอบตกลง",
        columns=("ที่", "กิจกรรม", "ความร่วมมือ"),
        rows=tuple(
            (
                str(line["row"]),
                line["title"],
                "\n".join(
                    [
                        f"{line['giver']} ช่วย {line['taker']}: {line['offer']}",
                        f"สิ่งที่ขาด: {line['lack']}",
                        *line["notes"],
                    ]
                ),
            )
            for line in lines
        ),
        widths=(1, 5, 8),
    )


def _gaps_printed(lines: list[Json]) -> AnnexSection | None:
    if not lines:
        return None
    return AnnexSection(
        title="ภาคผนวก ช่องว่างของแผนที่ตัดสินแล้ว",
        lead="มีความต้องการแต่ยังไม่มีแถวตอบ ฝ่ายเลขานุการตัดสินพร้อมเหตุผล",
        columns=("พื้นที่ คุณธรรม กลุ่มเป้าหมาย", "การตัดสิน", "เหตุผล"),
        rows=tuple((_gap_name(line), _gap_decision(line), line["reason"]) for line in lines),
        widths=(5, 4, 5),
    )


def _gap_name(line: Json) -> str:
    year = f"ปี {line['year']}" if line["year"] else ""
    return " · ".join(part for part in (line["area"], line["virtue"], line["group"], year) if part)


def _gap_decision(line: Json) -> str:
    row = f" (แถวที่ {line['row']})" if line["row"] else ""
    return f"{line['decision']}{line['network']}{row}" if line["network"] else line["decision"]


def _portfolio_printed(found: Json | None) -> AnnexSection | None:
    if not found:
        return None
    rows = [
        ("ทางเลือกที่รับ", f"{found['name']}: เลือก {found['chosen']} จาก {found['rows']} แถว"),
        ("เหตุผลที่รับ", found["reason"]),
        ("ข้อกำหนด", "\n".join(found["demands"])),
    ]
    if found["pins"]:
        rows.append(
            ("แถวที่กำหนดเอง", "\n".join(f"{_numbered(pin)}: {pin['pin']}" for pin in _in_order(found["pins"])))
        )
    for year in sorted({card["start"] for card in found["years"]}):
        inside = [_numbered(card) for card in _in_order(found["years"]) if card["start"] == year]
        rows.append((f"เริ่มปี {year}", "\n".join(inside)))
    if found["left"]:
        rows.append(
            (
                "ไม่อยู่ในทางเลือก",
                "\n".join(f"{_numbered(item)}: {item['why']}" for item in _in_order(found["left"])),
            )
        )
    return AnnexSection(
        title="ภาคผนวก การจัดสรรปีและงบประมาณที่รับไว้",
        lead="ทางเลือกที่คำนวณจากแถวของทุกเครือข่ายภายใต้ข้อกำหนดด้านล่าง",
        columns=("เรื่อง", "รายละเอียด"),
        rows=tuple(rows),
        widths=(3, 11),
    )


def _in_order(cards: list[Json]) -> list[Json]:
    """As the plan numbers them; what is no row of this version comes last."""
    return sorted(cards, key=lambda card: (card["row"] is None, card["row"] or 0))


def _numbered(card: Json) -> str:
    return f"แถวที่ {card['row']} {card['title']}" if card["row"] else card["title"]
