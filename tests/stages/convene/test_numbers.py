"""มติที่ n/ปี: the next of the series, never given twice; and the page where decisions are looked for."""

from __future__ import annotations

import importlib
import threading
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from thaktho.stages.convene import actions, papers, snapshot
from thaktho.stages.convene.models import Decision, Meeting

FISCAL = {"held_on": date(2021, 12, 21)}  # in fiscal year 2565, calendar year 2564


@pytest.fixture
def series(room):
    return actions.add_series(room.by, room.province.programme, name="คณะอนุกรรมการ", year_basis="fiscal")


def decide(room, meeting, text="เห็นชอบ", **fields):
    return actions.record_decision(room.by, meeting, text=text, **fields)


def test_a_series_counts_its_decisions_through_all_its_meetings_of_the_year(room, series):
    first = room.at("open", series=series, number=1, **FISCAL)
    second = room.at("open", series=series, number=2, held_on=date(2022, 6, 27))
    made = [decide(room, first), decide(room, first), decide(room, second)]
    assert [one.printed_number for one in made] == ["1/2565", "2/2565", "3/2565"]


def test_another_year_begins_anew_and_another_series_counts_by_itself(room, series):
    other = actions.add_series(room.by, room.province.programme, name="คณะทำงาน", year_basis="calendar")
    assert decide(room, room.at("open", series=series, **FISCAL)).printed_number == "1/2565"
    assert decide(room, room.at("open", series=series, held_on=date(2022, 11, 1))).printed_number == "1/2566"
    assert decide(room, room.at("open", series=other, **FISCAL)).printed_number == "1/2564"


def test_the_year_printed_with_the_meeting_goes_before_the_days_own(room, series):
    meeting = room.at("open", series=series, number=3, year=2566, year_confirmed=True, **FISCAL)
    assert decide(room, meeting).printed_number == "1/2566"


def test_a_meeting_of_no_series_has_no_printed_number(room):
    assert decide(room, room.at("open")).printed_number == ""


def test_a_struck_decision_keeps_its_number(room, series):
    meeting = room.at("open", series=series, **FISCAL)
    first = decide(room, meeting)
    actions.strike_decision(room.by, first, "บันทึกผิด")
    assert decide(room, meeting).printed_number == "2/2565"
    assert Decision.objects.get(pk=first.pk).printed_number == "1/2565"


def test_a_meeting_that_joins_a_series_later_has_its_decisions_numbered(room, series):
    meeting = room.at("open", **FISCAL)
    decide(room, meeting), decide(room, meeting)
    actions.edit_meeting(room.by, meeting, series=series)
    assert [one.printed_number for one in meeting.decisions.all()] == ["1/2565", "2/2565"]


def test_what_was_numbered_keeps_its_number_when_the_meeting_moves_on(room, series):
    other = actions.add_series(room.by, room.province.programme, name="คณะทำงาน")
    meeting = room.at("open", series=series, **FISCAL)
    decide(room, meeting)
    actions.edit_meeting(room.by, meeting, series=other)
    assert meeting.decisions.get().printed_number == "1/2565"
    assert meeting.decisions.get().series == series


def test_decisions_from_before_are_numbered_in_the_order_they_were_made(room, series):
    late = room.at("open", series=series, number=2, held_on=date(2022, 6, 27))
    early = room.at("open", series=series, number=1, **FISCAL)
    for meeting, text in ((late, "หลัง"), (early, "แรก"), (early, "สอง")):
        decide(room, meeting, text)
    Decision.objects.update(series=None, series_year=None, series_number=None, search_text="")
    migration = importlib.import_module("thaktho.stages.convene.migrations.0004_decision_numbers")
    migration.number(apps, None)
    numbers = {one.text: one.printed_number for one in Decision.objects.all()}
    assert numbers == {"แรก": "1/2565", "สอง": "2/2565", "หลัง": "3/2565"}
    assert not Decision.objects.filter(search_text="").exists()


def test_minutes_print_the_number(room, series):
    meeting = room.at("open", series=series, **FISCAL)
    decide(room, meeting, "เห็นชอบแผน")
    draft = actions.begin_minutes(room.by, meeting)
    printed = papers.minutes(
        snapshot.take(Meeting.objects.get(pk=meeting.pk), draft),
        office="",
        printed_on=date(2022, 1, 1),
        approved=False,
    )
    assert any("(1/2565) เห็นชอบแผน" in item.resolution for item in printed.agenda)


def test_minutes_frozen_before_numbers_still_print(room):
    assert papers._resolution([{"number": 1, "text": "รับทราบ"}]) == "รับทราบ"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_two_meetings_that_decide_at_once_do_not_share_a_number(room, series):
    meetings = [room.at("open", series=series, number=n, **FISCAL) for n in (1, 2, 3, 4)]

    def work(meeting):
        try:
            for _ in range(5):
                decide(room, meeting)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(meeting,)) for meeting in meetings]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert sorted(Decision.objects.values_list("series_number", flat=True)) == list(range(1, 21))


# The page ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(room, series):
    closed = room.at("closed", series=series, number=1, **FISCAL)
    decide(room, closed, "เห็นชอบแผนปฏิบัติการ", kind="approve_plan")
    struck = decide(room, closed, "บันทึกพลาด")
    actions.strike_decision(room.by, struck, "ซ้ำ")
    opened = room.at("open", title="ประชุมลับ")
    decide(room, opened, "ยังไม่เผยแพร่")
    return closed


def page(room, who="secretariat", **get):
    return room.province.client(who).get(room.province.url("meetings/decisions/"), get).content.decode()


def test_the_page_shows_numbers_and_struck_ones_with_their_reason(room, three):
    shown = page(room)
    assert (
        "มติที่ 1/2565" in shown and "<del>บันทึกพลาด</del>" in shown and "ซ้ำ" in shown and "ยังไม่เผยแพร่" in shown
    )


def test_visitors_read_what_closed_meetings_decided(room, three):
    shown = page(room, "visitor")
    assert "เห็นชอบแผนปฏิบัติการ" in shown and "ยังไม่เผยแพร่" not in shown


@pytest.mark.parametrize(
    ("get", "found"),
    [
        ({"q": "ปฏิบัติการ"}, True),
        ({"q": "ไม่มีคำนี้"}, False),
        ({"kind": "approve_plan"}, True),
        ({"kind": "note"}, False),
        ({"year": "2565"}, True),
        ({"year": "2566"}, False),
        ({"year": "๒๕๖๕", "series": "x", "kind": "?", "page": "999"}, True),
        ({"unfinished": "1"}, False),
    ],
)
def test_decisions_are_sifted(room, three, get, found):
    assert ("เห็นชอบแผนปฏิบัติการ" in page(room, **get)) is found


def test_the_page_asks_the_database_few_questions(room, series, queries):
    for n in range(1, 6):
        meeting = room.at("closed", series=series, number=n, **FISCAL)
        for m in range(6):
            decide(room, meeting, f"มติ {m}")
    client, url = room.province.client("secretariat"), room.province.url("meetings/decisions/")
    client.get(url)
    with queries(15):
        client.get(url)
