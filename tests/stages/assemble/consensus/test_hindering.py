"""What the year must not leave half done; and what was left so can always be brought to its end."""

from __future__ import annotations

import pytest

from thaktho.stages.assemble.consensus import actions
from thaktho.stages.assemble.consensus.hindering import hindering
from thaktho.stages.assemble.editions import actions as year
from thaktho.stages.assemble.editions.lacking import AGREE, END, Hindered
from thaktho.stages.assemble.models import Round
from thaktho.stages.assemble.stages import ORDER

ROUNDS = {"declare_draft", "readiness", "assembly"}
VOTES = {"readiness", "assembly"}


@pytest.mark.parametrize("to", [*ORDER, END])
def test_an_open_round_hinders_stages_in_which_nobody_tells_a_voice(floor, to):
    floor.round()
    assert bool(hindering(floor.edition, to)) is (to not in ROUNDS and to != END)


@pytest.mark.parametrize("to", [*ORDER, END])
def test_an_open_vote_hinders_stages_in_which_nobody_votes_and_the_end(floor, to):
    floor.resolution()
    assert bool(hindering(floor.edition, to)) is (to not in VOTES)


def test_nothing_open_hinders_nothing(floor):
    floor.resolution(state="locked")
    actions.close_round(floor.desk, floor.round(), reason="ปิด")
    assert [one for to in (*ORDER, END) for one in hindering(floor.edition, to)] == []


def test_the_year_waits_for_the_round_and_links_to_where_it_is_closed(floor):
    round = floor.round()
    with pytest.raises(Hindered, match="รอบที่ 1"):
        year.move_on(floor.desk, floor.edition, seen_stage="assembly")
    client = floor.made.province.client("secretariat")
    page = client.get(floor.made.province.url(f"assembly/{floor.edition.code}/work/move/")).content.decode()
    assert floor.url(f"rounds/{round.pk}/close/") in page
    actions.close_round(floor.desk, round, reason="หมดเวลา")
    assert year.move_on(floor.desk, floor.edition, seen_stage="assembly").stage == "wrap_up"


@pytest.mark.parametrize("stage", ["plan_draft", "wrap_up", "follow_up"])
def test_what_was_left_open_is_brought_to_its_end_in_any_stage(floor, stage):
    round, row, other = floor.round(), floor.resolution(), floor.resolution()
    floor.made.at(stage)
    desk = floor.made.province.client("secretariat")
    assert (
        floor.url(f"rounds/{round.pk}/close/") in desk.get(floor.url(f"rounds/{round.pk}/")).content.decode()
    )
    desk.post(floor.url(f"rounds/{round.pk}/close/"), {"reason": "ปีเลื่อนไปแล้ว"})
    desk.post(floor.url(f"rounds/{round.pk}/publish/"))
    desk.post(floor.url(f"resolutions/{row.pk}/step/close/"))
    assert "step/publish/" in desk.get(floor.url(f"resolutions/{row.pk}/")).content.decode()
    desk.post(floor.url(f"resolutions/{row.pk}/step/publish/"))
    desk.post(floor.url(f"resolutions/{other.pk}/cancel/"), {"reason": "ไม่ได้ลง"})
    for one in (round, row, other):
        one.refresh_from_db()
    assert [one.state for one in (round, row, other)] == ["published", "published", "cancelled"]


@pytest.mark.parametrize("stage", ["wrap_up", "follow_up"])
def test_nothing_is_opened_after_the_day(floor, stage):
    round, row = floor.round(opened=False), floor.resolution(state="locked")
    floor.made.at(stage)
    desk = floor.made.province.client("secretariat")
    assert desk.post(floor.url(f"rounds/{round.pk}/open/")).status_code == 403
    assert desk.post(floor.url(f"resolutions/{row.pk}/step/open/")).status_code == 403
    assert (
        "rounds/" + str(round.pk) + "/open/"
        not in desk.get(floor.url(f"rounds/{round.pk}/")).content.decode()
    )


# Agreeing the words


def said(floor):
    return [one.words for one in hindering(floor.edition, AGREE)]


def test_clauses_nobody_was_asked_about_are_named(floor):
    (one,) = said(floor)
    assert one.startswith("ข้อ 1, 2, 3 ")


def test_what_stands_is_not_named_and_what_does_not_is(floor):
    round = floor.round()
    floor.all_say(round)
    floor.tell(round, "youth", "not_yet", 2, seen=1)
    assert any("รอบที่ 1" in one for one in said(floor))
    actions.close_round(floor.desk, round)
    (one,) = said(floor)
    assert one.startswith("ข้อ 2 ") and "ข้อยุติ" in one


def test_without_a_quorum_nothing_was_agreed(floor):
    round = floor.round()
    floor.tell(round, "youth", "agree")
    actions.close_round(floor.desk, round, reason="หมดเวลา")
    (one,) = said(floor)
    assert one.startswith("ข้อ 1, 2, 3 ") and "องค์ประชุม" in one


def test_words_that_changed_since_are_named(floor):
    round = floor.round()
    floor.all_say(round)
    actions.close_round(floor.desk, round)
    assert said(floor) == []
    clause = floor.made.clauses[2]
    clause.revision += 1
    clause.save()
    (one,) = said(floor)
    assert one.startswith("ข้อ 3 ") and Round.objects.count() == 1
