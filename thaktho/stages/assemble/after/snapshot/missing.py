"""What was still open when the proceedings were made. An assembly may be closed so; its paper says it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ...consensus.models import ClauseStance, Dissent, Resolution, Round, Value
from ...day.models import ChairSpell, Slot
from ...editions.models import Edition
from ...text.models import Amendment, Clause, ClauseAction, Text, TextVersion
from ...text.queries import frozen_clauses, living_clauses
from ..models import Commitment
from ..states import SETTLED
from .agreed import printed_version


def missing(edition: Edition) -> list[str]:
    """Plain Thai sentences, with figures."""
    many = _counted(edition)
    return [
        *_of_the_text(edition, many),
        *_of_the_voices(edition, many),
        *_of_the_day(edition, many),
        *_of_what_follows(many),
    ]


def _counted(edition: Edition) -> dict[str, int]:
    """All that is only counted, in one query."""
    of_it = {"edition": OuterRef("pk")}
    live = Clause.objects.filter(**of_it, live=True)
    promised = Commitment.objects.filter(clause=OuterRef("pk"))
    prepared = Commitment.objects.filter(edition=OuterRef("edition_id"), action=OuterRef("pk"))
    counted = {
        "wishes": Amendment.objects.filter(**of_it, state=Amendment.State.SUBMITTED, decision=""),
        "votes": Resolution.objects.filter(**of_it, state__in=["locked", "open"]),
        "chairs": ChairSpell.objects.filter(**of_it),
        "slots": Slot.objects.filter(**of_it, state__in=["planned", "running"]),
        "bare": live.filter(~Exists(promised)),
        "requests": ClauseAction.objects.filter(**of_it, clause__live=True).filter(~Exists(prepared)),
    }
    found = Edition.objects.filter(pk=edition.pk).annotate(
        **{f"n_{name}": _count(rows) for name, rows in counted.items()}
    )
    row = found.values(*(f"n_{name}" for name in counted)).get()
    return {name: row[f"n_{name}"] for name in counted}


def _count(rows: QuerySet[Any]) -> Coalesce:
    many = rows.order_by().values("edition").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(many), 0)


def _of_the_text(edition: Edition, many: dict[str, int]) -> list[str]:
    text = Text.objects.filter(edition=edition).first()
    if text is None:
        return ["ไม่มีประกาศเจตนารมณ์"]
    found = []
    if text.state != Text.State.PROCLAIMED:
        found.append(f"ประกาศเจตนารมณ์ยังไม่ได้ประกาศ (สถานะ {text.get_state_display()})")
    if text.state not in SETTLED:
        found += _of_its_words(text)
    if many["wishes"]:
        found.append(f"ข้อเสนอแก้ไขที่ยังไม่ตัดสิน {many['wishes']} ข้อ")
    return found


def _of_its_words(text: Text) -> list[str]:
    """Which words are printed, where the draft may have gone on since."""
    printed = printed_version(text)
    if printed is None:
        return ["ยังไม่ได้ทำร่างเป็นฉบับ รายงานนี้จึงพิมพ์ถ้อยคำของร่างขณะจัดทำ"]
    if _words(text) == _printed_words(printed):
        return []
    return [f"ร่างปัจจุบันแก้ต่อจาก “{printed}” แล้ว รายงานนี้พิมพ์ถ้อยคำของ “{printed}”"]


def _words(text: Text) -> list[Any]:
    """What is read of the draft; two queries, however many clauses."""
    living = (clause for _, clause in living_clauses(text))
    clauses = [
        (clause.pk, clause.body, [(one.addressee, one.action) for one in clause.actions.all()])
        for clause in living
    ]
    return [text.title, text.opening, text.closing, clauses]


def _printed_words(printed: TextVersion) -> list[Any]:
    clauses = [
        (clause.clause_id, clause.body, [(one["addressee"], one["action"]) for one in clause.actions])
        for clause in frozen_clauses(printed)
    ]
    return [*(printed.frozen.get(name) for name in ("title", "opening", "closing")), clauses]


def _of_the_voices(edition: Edition, many: dict[str, int]) -> list[str]:
    rounds = Round.objects.filter(edition=edition).annotate(asked=Count("clauses"))
    last = rounds.order_by("-number").first()
    if last is None:
        return ["ไม่มีการรับเสียงของเครือข่าย"]
    found = []
    if last.state in (Round.State.DRAFT, Round.State.OPEN):
        found.append(f"รอบเสียงที่ {last.number} ยังไม่ปิด")
    stances = list(
        ClauseStance.objects.filter(asked__round=last).values_list("asked_id", "network_id", "value")
    )
    entitled = {str(id) for id in last.networks}
    lacking = last.asked * len(entitled) - sum(1 for _, network, _ in stances if str(network) in entitled)
    if lacking > 0:
        found.append(f"เสียงที่เครือข่ายยังไม่ให้ในรอบที่ {last.number} รวม {lacking} เสียง")
    recorded = set(Dissent.objects.filter(edition=edition).values_list("asked_id", "network_id"))
    open_ones = [one for one in stances if one[2] == Value.NOT_YET and (one[0], one[1]) not in recorded]
    if open_ones:
        found.append(f"เสียง “ยังไม่เห็นด้วย” ที่ประธานยังไม่ได้บันทึก {len(open_ones)} เสียง")
    if many["votes"]:
        found.append(f"มติที่ยังลงไม่เสร็จ {many['votes']} เรื่อง")
    return found


def _of_the_day(edition: Edition, many: dict[str, int]) -> list[str]:
    found = []
    if edition.held_on is None:
        found.append("ไม่ได้ระบุวันจัดสมัชชา")
    if not many["chairs"]:
        found.append("ไม่ได้บันทึกประธานการประชุม")
    if many["slots"]:
        found.append(f"กำหนดการที่ไม่ได้บันทึกว่าจบ {many['slots']} รายการ")
    return found


def _of_what_follows(many: dict[str, int]) -> list[str]:
    if many["bare"]:
        return [f"ข้อที่ยังไม่มีพันธสัญญา {many['bare']} ข้อ"]
    return [f"ข้อดำเนินการที่ยังไม่มีพันธสัญญา {many['requests']} รายการ"] if many["requests"] else []
