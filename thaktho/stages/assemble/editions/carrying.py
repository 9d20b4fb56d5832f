"""What a new year may take over from the last one. Chambers offer what is theirs; the secretariat chooses.

    carrying.offer("criteria", gettext_lazy("เกณฑ์คัดประเด็น"), carry_criteria)

The function is called inside the act that begins the year, with the old edition and the new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from thaktho.ground.ledger.actions import Draft

from .models import Edition, Tab, Task

Carry = Callable[[Draft, Edition, Edition], int]  # how many things were taken over


@dataclass(frozen=True)
class Offer:
    code: str
    label: Any
    carry: Carry


_offers: dict[str, Offer] = {}


def offer(code: str, label: Any, carry: Carry) -> None:
    _offers[code] = Offer(code, label, carry)


def offers() -> list[Offer]:
    return list(_offers.values())


def carry(act: Draft, old: Edition, new: Edition, codes: set[str]) -> dict[str, int]:
    return {one.code: one.carry(act, old, new) for one in offers() if one.code in codes}


def years_later(day: date | None, years: int) -> date | None:
    """The same day some years on; 29 February becomes 28 where the year has none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def spans(act: Draft, old: Edition, new: Edition) -> int:
    """The planned days of every stage, as many years later as the years are apart."""
    apart = new.year - old.year
    known = {span.stage: span for span in old.spans.all()}
    moved = 0
    for span in new.spans.all():
        was = known.get(span.stage)
        if was is None or not (was.starts_on or was.due_on):
            continue
        span.starts_on, span.due_on = years_later(was.starts_on, apart), years_later(was.due_on, apart)
        span.note, span.is_example = was.note, was.is_example
        span.save(update_fields=["starts_on", "due_on", "note", "is_example"])
        moved += 1
    return moved


def _tasks(old: Edition, new: Edition, found: Any) -> int:
    """Owners stay networks and words: a person may hold another office by then."""
    apart = new.year - old.year
    rows = [
        Task(
            programme=new.programme, edition=new, stage=task.stage, title=task.title, note=task.note,
            network_id=task.network_id, who=task.who, due_on=years_later(task.due_on, apart), order=task.order,
            carried_from=task, is_example=task.is_example,
        )
        for task in found
    ]  # fmt: skip
    Task.objects.bulk_create(rows)
    return len(rows)


def all_tasks(act: Draft, old: Edition, new: Edition) -> int:
    """The list as a template: everything but what was dropped, and nothing done yet."""
    return _tasks(old, new, old.tasks.exclude(state=Task.State.DROPPED))


def undone_tasks(act: Draft, old: Edition, new: Edition) -> int:
    """What was left undone. Together with the whole list nothing is taken twice."""
    taken = Task.objects.filter(edition=new, carried_from__isnull=False).values_list(
        "carried_from", flat=True
    )
    left = old.tasks.filter(state__in=[Task.State.TODO, Task.State.DOING]).exclude(pk__in=list(taken))
    return _tasks(old, new, left)


def framework(act: Draft, old: Edition, new: Edition) -> int:
    """The text of กรอบแนวคิด, unpublished: it is to be read again before it is this year's."""
    was = Tab.objects.filter(edition=old, kind=Tab.Kind.FRAMEWORK).exclude(text="").first()
    if was is None:
        return 0
    Tab.objects.filter(edition=new, kind=Tab.Kind.FRAMEWORK).update(
        text=was.text, source=was.source_id, is_example=was.is_example
    )
    return 1


def offer_own() -> None:
    offer("tasks", gettext_lazy("รายการงานทั้งหมด เป็นแบบให้เริ่มใหม่"), all_tasks)
    offer("undone", gettext_lazy("เฉพาะงานที่ยังไม่เสร็จ"), undone_tasks)
    offer("spans", gettext_lazy("กำหนดวันของแต่ละขั้น เลื่อนตามปี"), spans)
    offer("framework", gettext_lazy("ข้อความกรอบแนวคิด (ยังไม่เผยแพร่)"), framework)
