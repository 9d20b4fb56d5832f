from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.tools.assembly import actor_of_delegate, add_delegate
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.models import Act, Detail
from thaktho.stages.assemble.access import with_delegacies
from thaktho.stages.assemble.consensus import actions, queries, states
from thaktho.stages.assemble.models import (
    ClauseStance,
    Dissent,
    Round,
    RoundClause,
    Rulebook,
)

from .conftest import CODES


def test_a_round_freezes_the_words_of_its_version(floor):
    round = floor.round(opened=False)
    clause = floor.made.clauses[0]
    words = clause.body
    clause.body = "ถ้อยคำที่แก้ภายหลัง"
    clause.save()
    assert floor.asked(round).body == words
    assert [one.number for one in round.clauses.all()] == [1, 2, 3]


def test_words_are_found_wherever_a_version_keeps_its_clauses(floor):
    one, two, _three = floor.made.clauses
    floor.made.version.frozen = {
        "periods": [
            {"name": "ก", "clauses": [{"id": str(two.pk), "body": "สอง", "number": 7, "revision": 4}]},
            {"name": "ข", "clauses": [{"id": str(one.pk), "body": "หนึ่ง"}]},
        ]
    }
    assert queries.words(floor.made.version) == [
        queries.Words(two.pk, 7, 4, "สอง"),
        queries.Words(one.pk, 2, 1, "หนึ่ง"),
    ]


def test_opening_fixes_rule_networks_and_locks_the_rulebook(floor):
    floor.rules(quorum="count", quorum_count=3, inner="named")
    round = floor.round()
    assert round.state == "open" and len(round.networks) == 4
    assert (round.rule["quorum"], round.rule["quorum_count"], round.rule["inner"]) == ("count", 3, "named")
    assert Rulebook.objects.get().locked_at is not None
    with pytest.raises(states.Locked):
        floor.rules(quorum="none")


def test_the_rulebook_says_when_somebody_saved_first(floor):
    book = floor.rules(quorum="none")
    with pytest.raises(states.Refused):
        floor.rules(seen_version=book.version - 1, quorum="share")
    assert floor.rules(seen_version=book.version, quorum="share").quorum == "share"


def test_one_open_round_at_a_time(floor):
    floor.round()
    with pytest.raises(states.Refused):
        floor.round()
    assert Round.objects.filter(state="open").count() == 1


def test_a_draft_is_dropped_an_opened_round_is_not(floor):
    actions.drop_round(floor.desk, floor.round(opened=False))
    assert not Round.objects.exists()
    with pytest.raises(states.WrongState):
        actions.drop_round(floor.desk, floor.round())


@pytest.mark.parametrize("value", ["agree", "note", "change", "not_yet"])
def test_a_speaker_tells_and_changes_until_closing(floor, value):
    round = floor.round()
    first = floor.tell(round, "youth", value)
    assert (first.value, first.revision, first.for_network) == (value, 1, False)
    again = floor.tell(round, "youth", "agree", seen=1)
    assert (again.pk, again.value, again.revision) == (first.pk, "agree", 2)
    assert ClauseStance.objects.count() == 1


@pytest.mark.parametrize("value", ["note", "change", "not_yet"])
def test_a_reason_is_asked_for(floor, value):
    with pytest.raises(states.NoReason):
        floor.tell(floor.round(), "youth", value, reason="  ")


def test_a_note_needs_none_where_the_rule_says_so(floor):
    floor.rules(note_needs_reason=False)
    assert floor.tell(floor.round(), "youth", "note", reason="").value == "note"


def test_who_saw_an_older_voice_is_told_first(floor):
    round = floor.round()
    floor.tell(round, "youth", "not_yet")
    with pytest.raises(states.Changed) as told:
        floor.tell(round, "youth", "agree", by=floor.made.province.actor("youth"), seen=0)
    assert told.value.stance.value == "not_yet"
    assert floor.tell(round, "youth", "agree", seen=1).value == "agree"


def test_the_same_form_twice_is_one_voice(floor):
    from thaktho.ground.base import new_id

    round, act = floor.round(), new_id()
    floor.tell(round, "youth", "agree", act_id=act)
    with pytest.raises(Repeated):
        floor.tell(round, "youth", "agree", act_id=act)
    assert ClauseStance.objects.get().revision == 1


@pytest.mark.parametrize("state", ["draft", "closed", "published"])
def test_voices_are_taken_while_the_round_is_open_only(floor, state):
    round = floor.round(opened=False)
    if state != "draft":
        round = actions.open_round(floor.desk, round)
        round = actions.close_round(floor.desk, round, reason="ปิดตามเวลา")
    if state == "published":
        actions.publish_round(floor.desk, round)
    with pytest.raises(states.NotOpen):
        floor.tell(round, "youth", "agree")


@pytest.mark.parametrize("who", ["visitor", "observer", "executive", "religion", "speaker-religion"])
def test_nobody_else_speaks_for_a_network(floor, who):
    round = floor.round()
    with pytest.raises(PermissionDenied):
        floor.tell(round, "youth", "agree", by=floor.made.actor(who))


def test_a_plain_delegate_does_not_tell_the_networks_voice(floor):
    plain = add_delegate(floor.made, "youth", "ผู้แทนสำรองเสียง")
    with pytest.raises(PermissionDenied):
        floor.tell(floor.round(), "youth", "agree", by=actor_of_delegate(plain))


def test_the_secretariat_types_for_a_network_and_it_shows(floor):
    round = floor.round()
    assert floor.tell(round, "youth", "agree", by=floor.desk).for_network is True
    assert floor.tell(round, "youth", "agree", by=floor.made.province.actor("youth")).for_network is False


def test_a_person_of_two_networks_speaks_for_one_on_a_clause(floor):
    mine = floor.delegate("youth")
    other = add_delegate(floor.made, "religion", mine.name, "speaker", person=mine.person)
    both = with_delegacies(actor_of_delegate(mine), [mine, other])
    round = floor.round()
    floor.tell(round, "youth", "agree", by=both)
    with pytest.raises(states.Elsewhere) as refused:
        floor.tell(round, "religion", "agree", by=both)
    assert floor.network("youth").name in str(refused.value)
    assert floor.tell(round, "religion", "agree", 2, by=both).value == "agree"  # on another clause they may
    assert floor.tell(round, "religion", "agree", by=floor.desk).value == "agree"


def test_a_network_that_was_not_asked_has_no_voice(floor):
    round = floor.round()
    round.networks = [id for id in round.networks if id != str(floor.network("youth").pk)]
    round.save()
    with pytest.raises(states.NotEntitled):
        floor.tell(round, "youth", "agree")


def test_closing_with_voices_missing_asks_and_keeps_the_reason(floor):
    round = floor.round()
    floor.all_say(round, codes=CODES[:3])
    with pytest.raises(states.Missing):
        actions.close_round(floor.desk, round)
    closed = actions.close_round(floor.desk, round, reason="เครือข่ายที่ขาดไม่มา")
    key = str(floor.asked(round).pk)
    assert closed.close_reason == "เครือข่ายที่ขาดไม่มา"
    assert closed.result["clauses"][key]["missing"] == [str(floor.network("public_health").pk)]
    assert closed.result["clauses"][key]["outcome"] == "agreed"


def test_closing_with_all_voices_asks_nothing(floor):
    round = floor.round()
    floor.all_say(round)
    closed = actions.close_round(floor.desk, round, reason="ไม่ต้องเก็บ")
    assert closed.close_reason == "" and closed.result["quorum"] is True
    with pytest.raises(states.WrongState):
        actions.close_round(floor.desk, round)


def test_before_anybody_registered_who_spoke_is_here(floor):
    round = floor.round()
    floor.all_say(round, codes=CODES[:2])
    assert queries.outcome_now(round).quorum is False  # two of four is not more than half
    floor.tell(round, "youth", "agree")
    assert queries.outcome_now(round).quorum is True


def test_on_the_day_delegates_on_the_spot_make_the_quorum(floor):
    floor.rules(present_at_least=2)
    round = floor.round()
    floor.all_say(round)
    for code in ("religion", "community"):
        floor.come(floor.delegate(code))
        floor.come(add_delegate(floor.made, code, "มาด้วย"))
    floor.come(floor.delegate("youth"))
    closed = actions.close_round(floor.desk, round)
    assert (closed.result["present"], closed.result["needed"], closed.result["quorum"]) == (2, 3, False)
    assert {one["outcome"] for one in closed.result["clauses"].values()} == {"no_quorum"}


def test_the_chair_records_a_dissent_and_the_clause_stands(floor):
    round = floor.round()
    floor.all_say(round)
    floor.tell(round, "youth", "not_yet", seen=1)
    asked, youth = floor.asked(round), floor.network("youth")
    actions.record_dissent(floor.desk, asked, youth, text="ไม่เห็นด้วยกับถ้อยคำ", chair="นายสมมติ รองผู้ว่าฯ")
    closed = actions.close_round(floor.desk, round)
    assert closed.result["clauses"][str(asked.pk)]["outcome"] == "agreed_with_dissent"
    with pytest.raises(states.Refused):
        actions.record_dissent(floor.desk, asked, youth, text="อีกครั้ง", chair="ประธาน")
    assert Dissent.objects.get().chair == "นายสมมติ รองผู้ว่าฯ"


def test_a_dissent_after_closing_changes_this_clause_only(floor):
    round = floor.round()
    floor.all_say(round)
    floor.tell(round, "youth", "change", seen=1)
    floor.tell(round, "youth", "change", 2, seen=1)
    closed = actions.close_round(floor.desk, round)
    before = dict(closed.result)
    actions.record_dissent(
        floor.desk, floor.asked(round), floor.network("youth"), text="สงวน", chair="ประธาน"
    )
    round.refresh_from_db()
    outcomes = [round.result["clauses"][str(floor.asked(round, n).pk)]["outcome"] for n in (1, 2, 3)]
    assert outcomes == ["agreed_with_dissent", "contested", "agreed"]
    assert round.result["present_networks"] == before["present_networks"]
    actions.publish_round(floor.desk, round)
    with pytest.raises(states.WrongState):
        actions.record_dissent(
            floor.desk, floor.asked(round, 2), floor.network("youth"), text="สงวน", chair="ประธาน"
        )


@pytest.mark.parametrize("value", ["agree", "note"])
def test_who_agrees_after_all_dissents_no_more_and_the_ledger_keeps_what_was_recorded(floor, value):
    round = floor.round()
    floor.all_say(round)
    floor.tell(round, "youth", "not_yet", seen=1)
    actions.record_dissent(
        floor.desk, floor.asked(round), floor.network("youth"), text="ไม่เห็นด้วย", chair="ประธาน"
    )
    floor.tell(round, "youth", "change", seen=2)
    assert Dissent.objects.count() == 1
    floor.tell(round, "youth", value, seen=3)
    assert not Dissent.objects.exists()
    line = Act.objects.filter(verb="assemble.consensus.stance").order_by("-number").first()
    assert Detail.objects.get(act=line).body["dissent_withdrawn"] == {"text": "ไม่เห็นด้วย", "chair": "ประธาน"}


@pytest.mark.parametrize("value", ["agree", "note"])
def test_who_agrees_has_no_dissent(floor, value):
    round = floor.round()
    floor.tell(round, "youth", value)
    with pytest.raises(states.Refused):
        actions.record_dissent(floor.desk, floor.asked(round), floor.network("youth"), text="ก", chair="ข")


def test_the_next_round_asks_about_what_does_not_stand(floor):
    round = floor.round()
    floor.all_say(round)
    floor.tell(round, "youth", "not_yet", 2, seen=1, reason="ยังไม่ชัดว่าใครทำ")
    actions.close_round(floor.desk, round)
    assert queries.contested(floor.edition) == {floor.made.clauses[1].pk}
    reasons = queries.open_reasons(floor.edition)
    assert [(one.number, one.value, one.reason) for one in reasons] == [(2, "not_yet", "ยังไม่ชัดว่าใครทำ")]
    second = floor.round(only=queries.contested(floor.edition))
    assert [one.number for one in second.clauses.all()] == [2] and second.number == 2
    for code in CODES:
        floor.tell(second, code, "agree", 2)
    actions.close_round(floor.desk, second)
    found = queries.standing(floor.edition)
    assert {one.outcome for one in found.values()} == {"agreed"}
    assert found[floor.made.clauses[1].pk].round.number == 2
    assert queries.open_reasons(floor.edition) == []


def test_nothing_contested_makes_no_round(floor):
    with pytest.raises(states.Refused):
        floor.round(only=set())


def test_the_board_is_four_queries(floor, django_assert_max_num_queries):
    round = floor.round()
    floor.all_say(round, "note")
    with django_assert_max_num_queries(6):
        lines = queries.board(Round.objects.select_related("edition__programme").get(pk=round.pk), floor.desk)
    assert [len(line.tiles) for line in lines] == [4, 4, 4]
    assert all(tile.reason for line in lines for tile in line.tiles)
    public = queries.board(round, floor.made.province.visitor)
    assert not any(tile.reason for line in public for tile in line.tiles)
    assert queries.tiles(round, floor.made.clauses[1], floor.desk)[0].word == "เห็นด้วยโดยมีข้อสังเกต"
    assert len(queries.stances(floor.asked(round))) == 4


def test_reasons_are_everybodys_once_published(floor):
    round = floor.round()
    floor.all_say(round, "note")
    round = actions.publish_round(floor.desk, actions.close_round(floor.desk, round))
    assert queries.board(round, floor.made.province.visitor)[0].reasons


# Inside a network


def test_rounds_belong_to_their_province(floor, other):
    round = floor.round()
    with pytest.raises(PermissionDenied):
        actions.close_round(other.actor("secretariat"), round, reason="ก")
    assert other.client("secretariat").get(
        f"/{other.programme.slug}/assembly/2563/consensus/rounds/{round.pk}/"
    ).status_code == 404  # fmt: skip
    assert RoundClause.objects.count() == 3


def test_a_clause_removed_later_waits_for_nobody(floor):
    round = floor.round()
    floor.all_say(round, "not_yet")
    actions.close_round(floor.desk, round)
    clause = floor.made.clauses[0]
    clause.live = False
    clause.save()
    assert clause.pk not in queries.contested(floor.edition) and len(queries.standing(floor.edition)) == 2
    assert {one.number for one in queries.open_reasons(floor.edition)} == {2, 3}
