"""A row's content as plain cells: what a form shows, what two people's versions are compared by, what the ledger keeps.

Every cell is a JSON value in one canonical shape, so that two cells are the same when they are equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.language import language
from thaktho.ground.ledger.models import Act
from thaktho.ground.people.queries import organisations_named
from thaktho.thai.normalise import normalise
from thaktho.thai.sorting import sort_key
from thaktho.thai.words import search_text

from . import cells_more as more
from .models import BudgetLine, PlanRow, RowTarget
from .reading import plain

Cells = dict[str, Any]

# What the paper form holds as words, in its order.
FORM_TEXTS = (
    "title",
    "problem",
    "good_deed",
    "virtues_text",
    "indicator",
    "unit",
    "when_text",
    "area_text",
    "agency",
)
TEXTS = (*FORM_TEXTS, *more.TEXTS)
LABELS = {
    "title": gettext_lazy("กิจกรรม/โครงการ"),
    "problem": gettext_lazy("ปัญหาที่อยากแก้"),
    "good_deed": gettext_lazy("ความดีที่อยากทำ"),
    "virtues": gettext_lazy("คุณธรรมเป้าหมาย"),
    "virtues_text": gettext_lazy("คุณธรรมที่พิมพ์เอง"),
    "indicator": gettext_lazy("ตัวชี้วัด"),
    "unit": gettext_lazy("หน่วยนับ"),
    "baseline": gettext_lazy("ค่าฐาน"),
    "baseline_year": gettext_lazy("ปีฐาน"),
    "targets": gettext_lazy("เป้าหมายรายปี"),
    "when_text": gettext_lazy("วัน/เดือน/ปี ที่ดำเนินงาน"),
    "dates": gettext_lazy("วันที่ที่อ่านได้"),
    "area_text": gettext_lazy("พื้นที่"),
    "areas": gettext_lazy("อำเภอ/ตำบล"),
    "budget": gettext_lazy("งบประมาณ"),
    "agency": gettext_lazy("ผู้รับผิดชอบ"),
    "lead": gettext_lazy("หน่วยงานหลัก"),
    "partners": gettext_lazy("หน่วยงานร่วม"),
    "vision_parts": gettext_lazy("ส่วนของวิสัยทัศน์"),
    **more.LABELS,
}
# Cells that one box of the sheet can change.
ON_SHEET = (
    "virtues_text",
    "problem",
    "good_deed",
    "title",
    "indicator",
    "when_text",
    "budget",
    "agency",
    "area_text",
)


def read(row: PlanRow) -> Cells:
    """The row's cells. Prefetch `targets`, `budget_lines`, `areas`, `partners`, `vision_parts`, `risks` for many rows."""
    cells: Cells = {name: getattr(row, name) for name in TEXTS}
    cells["virtues"] = list(row.virtues)
    cells["baseline"] = plain(row.baseline)
    cells["baseline_year"] = row.baseline_year
    cells["targets"] = {str(target.year): plain(target.value) for target in row.targets.all()}
    cells["dates"] = (
        [row.starts_on.isoformat(), (row.ends_on or row.starts_on).isoformat()] if row.starts_on else []
    )
    cells["areas"] = sorted(place.pk for place in row.areas.all())
    lines = [[line.year, line.fund, plain(line.amount)] for line in row.budget_lines.all()]
    cells["budget"] = {"text": row.budget_text, "lines": in_order(lines)}
    cells["lead"] = row.lead.name if row.lead else ""
    cells["partners"] = sorted(organisation.name for organisation in row.partners.all())
    cells["vision_parts"] = sorted(str(part.pk) for part in row.vision_parts.all())
    return cells | more.read(row)


def in_order(lines: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(
        ([year, fund, amount] for year, fund, amount in lines), key=lambda line: (line[0] or 0, line[1])
    )


def tidy(cells: Cells) -> Cells:
    """Text in its one spelling, so that nobody is shown a change nobody can see."""
    return {
        name: normalise(value).strip() if name in (*TEXTS, "lead") else value for name, value in cells.items()
    }


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def index(row: PlanRow) -> None:
    """The words by which a row is found, and its place in Thai order."""
    parts = [
        row.title,
        row.problem,
        row.good_deed,
        row.indicator,
        row.agency,
        row.area_text,
        row.when_text,
        row.virtues_text,
        row.groups_text,
    ]
    row.search_text = search_text(" ".join(part for part in parts if part))
    row.sort_key = sort_key(row.title[:60])[:600]


def apply(row: PlanRow, cells: Cells) -> None:
    """Write cells into a row and save it. The caller holds the transaction, the version and the ledger line."""
    for name in TEXTS:
        if name in cells:
            setattr(row, name, cells[name])
    if "virtues" in cells:
        row.virtues = cells["virtues"]
    if "baseline" in cells:
        row.baseline = number(cells["baseline"])
    if "baseline_year" in cells:
        row.baseline_year = cells["baseline_year"]
    if "dates" in cells:
        days = [date.fromisoformat(day) for day in cells["dates"]]
        row.starts_on, row.ends_on = (days[0], days[-1]) if days else (None, None)
    if "lead" in cells:
        row.lead = next(iter(organisations_named(row.programme, [cells["lead"]]).values()), None)
    if "budget" in cells:
        row.budget_text = cells["budget"]["text"]
        row.budget = total(cells["budget"]["lines"])
    more.apply(row, cells)
    index(row)
    row.save()
    _relations(row, cells)
    more.relations(row, cells)


def total(lines: list[list[Any]]) -> Decimal | None:
    """Sum of the lines; no line is «not said», which is not zero."""
    return sum((Decimal(amount) for _, _, amount in lines), Decimal(0)) if lines else None


def _relations(row: PlanRow, cells: Cells) -> None:
    if "targets" in cells:
        row.targets.all().delete()
        RowTarget.objects.bulk_create(
            RowTarget(programme_id=row.programme_id, row=row, year=int(year), value=Decimal(value))
            for year, value in cells["targets"].items()
        )
    if "budget" in cells:
        row.budget_lines.all().delete()
        BudgetLine.objects.bulk_create(
            BudgetLine(programme_id=row.programme_id, row=row, year=year, fund=fund, amount=Decimal(amount))
            for year, fund, amount in cells["budget"]["lines"]
        )
    if "areas" in cells:
        row.areas.set(cells["areas"])
    if "partners" in cells:
        row.partners.set(organisations_named(row.programme, cells["partners"]).values())
    if "vision_parts" in cells:
        row.vision_parts.set(UUID(part) for part in cells["vision_parts"])


def as_of(row: PlanRow, version: int, now: Cells) -> Cells | None:
    """The cells as they were at an older version, by undoing the ledger's changes; None when words are erased or a
    version has no line."""
    if version == row.version:
        return now
    base, at = dict(now), row.version
    lines = Act.objects.filter(programme_id=row.programme_id, subject_kind=row.thread_kind, subject_id=row.pk)
    for line in lines.select_related("detail").order_by("-number"):
        if at <= version:
            break
        body = line.detail.body
        if "version" not in body:
            if line.detail.erased:
                return None
            continue
        if body["version"] != at:
            return None
        at = body["version"] - 1
        base.update({name: old for name, (old, _) in body.get("changes", {}).items()})
    return base if at <= version else None


def shown(name: str, value: Any) -> str:
    """A cell as one line of Thai, for histories and comparisons."""
    if value in (None, "", [], {}):
        return ""
    if (text := more.shown(name, value)) is not None:
        return text
    if name == "budget":
        lines = [
            " ".join(
                filter(
                    None,
                    [
                        gettext("ปีงบ %(one)s") % {"one": year} if year else gettext("ไม่ระบุปี"),
                        fund,
                        gettext("%(budget)s บาท") % {"budget": f"{Decimal(amount):,.2f}".removesuffix(".00")},
                    ],
                )
            )
            for year, fund, amount in value["lines"]
        ]
        return " · ".join(lines) or value["text"]
    if name == "targets":
        return " · ".join(f"{year}: {amount}" for year, amount in value.items())
    if name == "dates":
        from thaktho.thai import dates

        days = [date.fromisoformat(day) for day in value]
        return dates.show_span(days[0], days[-1], lang=language())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
