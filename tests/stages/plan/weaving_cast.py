"""Rows and pairs for tests of weaving, named in one place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from tests.conftest import Province
from thaktho.ground.base import new_id
from thaktho.stages.convene import actions as convene
from thaktho.stages.convene.models import Decision
from thaktho.stages.plan.models import BudgetLine, Pair, PlanRow


def row(province: Province, network: str, title: str, **fields: object) -> PlanRow:
    """A row as a network has sent it."""
    number = PlanRow.objects.filter(programme=province.programme).count() + 1
    values = {"state": PlanRow.State.ACCEPTED, "number": number} | fields
    made = PlanRow.objects.create(
        programme=province.programme, network=province.networks[network], title=title, **values
    )
    if made.budget is not None:
        BudgetLine.objects.create(
            programme=province.programme, row=made, year=2563, fund="", amount=made.budget
        )
    return made


def novices(province: Province) -> tuple[PlanRow, PlanRow]:
    """Two networks that would ordain novices in the same temple in the same days."""
    first = row(
        province, "religion", "บรรพชาสามเณรภาคฤดูร้อน", agency="วัดพระแก้ว", area_text="วัดพระแก้ว จ.เชียงราย",
        starts_on=date(2020, 4, 1), ends_on=date(2020, 4, 10), when_text="1-10 เมษายน 2563", budget=Decimal(20000),
    )  # fmt: skip
    second = row(
        province, "youth", "อบรมสามเณรภาคฤดูร้อน", agency="เทศบาลนครเชียงราย", area_text="วัดพระแก้ว จ.เชียงราย",
        starts_on=date(2020, 4, 1), ends_on=date(2020, 4, 10), when_text="1-10 เม.ย. 63", indicator="ผู้บรรพชา 120 คน",
    )  # fmt: skip
    return first, second


def pair(province: Province, one: PlanRow, other: PlanRow) -> Pair:
    one, other = sorted((one, other), key=lambda row: row.pk)
    return Pair.objects.create(
        programme=province.programme, row_a=one, row_b=other, action="same", place="same", time="same",
        label="duplicate", score=0.9, reasons=[{"kind": "action", "text_th": "ทำเรื่องเดียวกัน", "words": []}],
    )  # fmt: skip


def approving_decision(
    province: Province, title: str = "ประชุมเห็นชอบแผน", held_on: date | None = None
) -> Decision:
    """A meeting that approves a plan, today where no day is said."""
    by = province.actor("secretariat")
    meeting = convene.plan_meeting(
        by, province.programme, title=title, held_on=held_on or timezone.localdate()
    )
    meeting = convene.open_meeting(by, meeting)
    return convene.record_decision(
        by, meeting, text="เห็นชอบแผนบูรณาการ", kind=Decision.Kind.APPROVE_PLAN, act_id=new_id()
    )
