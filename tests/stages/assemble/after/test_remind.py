"""Reminders: on their days, once each, on the right desk, and in words to be sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.assemble.after.actions.remind import falls_due
from thaktho.stages.assemble.after.models import Reminder
from thaktho.stages.assemble.after.states import Refused

DUE = date(2021, 9, 30)


@pytest.mark.parametrize(
    ("days", "kind", "for_days"),
    [(-31, None, 0), (-30, "soon", 0), (-1, "soon", 0), (0, "due", 0), (29, "due", 0), (30, "late", 30), (59, "late", 30), (60, "late", 60)],
)  # fmt: skip
def test_which_reminder_belongs_to_a_day(days, kind, for_days):
    told = falls_due(DUE, DUE + timedelta(days=days))
    assert told == (None if kind is None else (kind, DUE + timedelta(days=for_days)))


def test_a_year_of_days_tells_each_once(promise, followed):
    row = promise(due=31)
    start = timezone.localdate()
    for day in range(100):
        for _again in range(2):
            actions.remind_all(start + timedelta(days=day))
    kinds = list(row.reminders.order_by("for_day", "kind").values_list("kind", flat=True))
    assert sorted(kinds) == ["due", "late", "late", "soon"]


def test_nothing_for_what_is_kept_dropped_or_has_no_day(promise, followed):
    promise(due=None)
    kept = promise(due=-40)
    actions.report(followed.actor("religion"), kept, state="kept", text="เสร็จ")
    assert actions.remind_all() == 0


def test_the_carried_one_is_not_reminded_twice(promise, followed, following_year):
    row = promise(due=-5)
    actions.carry_all()
    actions.remind_all()
    assert [one.commitment for one in Reminder.objects.all()] == [row]
    following_year.at("wrap_up")
    actions.remind_all()
    assert Reminder.objects.exclude(commitment=row).count() == 1


def lines(followed, who):
    return queries.waiting(followed.actor(who), followed.province.programme)


def test_on_the_owners_desk_and_on_no_others(promise, followed):
    promise(due=-5)
    promise(due=200)
    mine = lines(followed, "religion")
    assert len(mine) == 1 and mine[0].verb == "รายงานผล" and mine[0].tone == "khamin"
    assert lines(followed, "youth") == [] == lines(followed, "visitor")
    assert any("เลยวันครบกำหนด" in line.title for line in lines(followed, "secretariat"))


def test_asked_for_stands_until_it_is_told(promise, followed):
    row = promise(due=200)
    assert lines(followed, "religion") == []
    actions.ask(followed.actor("secretariat"), row)
    actions.ask(followed.actor("secretariat"), row)
    assert Reminder.objects.count() == 1
    assert "ขอทราบความคืบหน้า" in lines(followed, "religion")[0].detail
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")
    assert lines(followed, "religion") == []


def test_asking_is_the_secretariats_and_not_of_what_is_over(promise, followed):
    row = promise()
    with pytest.raises(PermissionDenied):
        actions.ask(followed.actor("religion"), row)
    actions.report(followed.actor("religion"), row, state="kept", text="เสร็จ")
    with pytest.raises(Refused):
        actions.ask(followed.actor("secretariat"), row)


def test_the_secretariat_is_told_what_the_assembly_lacks(followed):
    titles = " ".join(line.title for line in lines(followed, "secretariat"))
    assert "ยังไม่มีพันธสัญญา" in titles and "ยังไม่มีรายงานการประชุม" in titles


def test_words_ready_to_be_sent(promise, followed):
    promise("", due=-5)
    page = followed.province.client("secretariat").get(
        followed.province.url("assembly/2563/after/reminders/")
    )
    words = page.content.decode()
    assert "เรียน เทศบาลตัวอย่าง" in words and "เลยกำหนดมา 5 วัน" in words and "จึงเรียนมาเพื่อโปรดพิจารณา" in words
    assert (
        followed.province.client("religion")
        .get(followed.province.url("assembly/2563/after/reminders/"))
        .status_code
        == 403
    )


def test_the_desk_asks_seldom(promise, followed, queries):
    for _ in range(6):
        promise(due=-5)
    from thaktho.stages.assemble.after.queries import waiting

    by = followed.actor("secretariat")
    with queries(3):
        waiting(by, followed.province.programme)
