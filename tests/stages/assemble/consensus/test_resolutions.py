from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.tools.assembly import actor_of_delegate, add_delegate
from thaktho.ground.frozen import hash_of
from thaktho.ground.ledger.models import Act, Detail
from thaktho.stages.assemble.access import with_delegacies
from thaktho.stages.assemble.consensus import actions, entering, queries, states
from thaktho.stages.assemble.consensus.actions.resolutions import sealed_root
from thaktho.stages.assemble.models import Participant, ResolutionSlip, VoteRight

from .conftest import CODES


def vote(floor, row, code, value="yes"):
    return actions.cast(floor.made.speaker(code), row, value)


def test_off_by_default(floor):
    with pytest.raises(states.Refused):
        actions.draft_resolution(floor.desk, floor.edition, title="ก", body="ข")


def test_the_rule_is_locked_and_its_hash_is_of_the_words(floor):
    row = floor.resolution(state="locked", majority="two_thirds")
    assert row.rule["majority"] == "two_thirds" and row.rule["body"] == "ให้ทำตามตัวอย่าง"
    assert row.rule_hash == hash_of(row.rule) and hash_of(row.rule | {"body": "อื่น"}) != row.rule_hash
    with pytest.raises(states.WrongState):
        actions.edit_resolution(floor.desk, row, title="เปลี่ยน")
    row = actions.unlock_resolution(floor.desk, row)
    actions.edit_resolution(floor.desk, row, body="อื่น")
    assert actions.lock_resolution(floor.desk, row).rule_hash not in ("", hash_of({}))


@pytest.mark.parametrize(
    ("state", "move"),
    [
        ("draft", "open_resolution"),
        ("draft", "close_resolution"),
        ("draft", "publish_resolution"),
        ("draft", "unlock_resolution"),
        ("locked", "close_resolution"),
        ("locked", "publish_resolution"),
        ("locked", "lock_resolution"),
        ("open", "open_resolution"),
        ("open", "lock_resolution"),
        ("open", "unlock_resolution"),
        ("open", "publish_resolution"),
    ],
)
def test_a_move_that_is_not_in_the_table_does_not_exist(floor, state, move):
    row = floor.resolution(state=state)
    with pytest.raises(states.WrongState):
        getattr(actions, move)(floor.desk, row)
    row.refresh_from_db()
    assert row.state == state


def test_who_is_entitled_is_fixed_at_opening(floor):
    add_delegate(floor.made, "youth", "สำรอง", "alternate")
    both = floor.delegate("youth")
    add_delegate(floor.made, "religion", both.name, person=both.person)
    row = floor.resolution()
    assert row.entitled == 4  # four speakers; a person once; alternates only when they take over
    late = add_delegate(floor.made, "youth", "มาทีหลัง")
    with pytest.raises(states.NotEntitled):
        actions.cast(actor_of_delegate(late), row, "yes")


def test_only_those_registered_where_the_rule_says_so(floor):
    Participant.objects.create(
        programme=floor.edition.programme, edition=floor.edition, number=1, code="p1", name="ผู้มา", sort_key="1",
        network=floor.network("youth"), delegate=floor.delegate("youth"), came_at=timezone.now(),
    )  # fmt: skip
    row = floor.resolution(only_present=True)
    assert row.entitled == 1 and not vote(floor, row, "youth").again
    with pytest.raises(states.NotEntitled):
        vote(floor, row, "religion")


def test_nobody_to_vote_does_not_open(floor):
    row = floor.resolution(state="locked", only_present=True)
    with pytest.raises(states.Refused):
        actions.open_resolution(floor.desk, row)


@pytest.mark.parametrize("secrecy", ["secret", "named"])
def test_a_vote_is_one_and_stands(floor, secrecy):
    row = floor.resolution(secrecy=secrecy)
    assert vote(floor, row, "youth", "yes").again is False
    assert vote(floor, row, "youth", "no").again is True
    assert queries.cast_count(row) == 1
    closed = actions.close_resolution(floor.desk, row)
    assert (closed.yes, closed.no, closed.abstain, closed.passed) == (1, 0, 0, True)


def test_a_secret_vote_is_tied_to_nobody(floor):
    row = floor.resolution()
    for code, value in zip(CODES, ("yes", "no", "yes", "abstain"), strict=True):
        vote(floor, row, code, value)
    assert set(VoteRight.objects.values_list("used", "value")) == {(True, "")}
    fields = {field.name for field in ResolutionSlip._meta.get_fields()}
    assert fields == {"id", "programme", "resolution", "value"}
    assert all(slip.pk.version == 4 for slip in ResolutionSlip.objects.all())
    assert not Act.objects.filter(verb="assemble.consensus.vote").exists()


def test_named_votes_say_who(floor):
    row = floor.resolution(secrecy="named")
    vote(floor, row, "youth", "no")
    assert VoteRight.objects.get(used=True).value == "no" and not ResolutionSlip.objects.exists()


def test_closing_seals_all_votes_in_one_line(floor):
    row = floor.resolution()
    for code in CODES:
        vote(floor, row, code)
    closed = actions.close_resolution(floor.desk, row)
    line = Act.objects.filter(subject_id=row.pk).order_by("-number").first()
    said = Detail.objects.get(act=line).body
    assert (said["root"], said["leaves"]) == sealed_root(closed) and said["leaves"] == 4
    assert (said["yes"], said["passed"], said["hash"]) == (4, True, row.rule_hash)
    slip = ResolutionSlip.objects.first()
    ResolutionSlip.objects.filter(pk=slip.pk).update(value="no")
    assert sealed_root(closed)[0] != said["root"]


@pytest.mark.parametrize("end", ["close", "publish", "cancel", "stop"])
def test_a_late_vote_is_refused_in_words(floor, end):
    row = floor.resolution()
    if end == "cancel":
        actions.cancel_resolution(floor.desk, row, "ถอนเรื่อง")
    elif end == "stop":
        actions.stop_and_publish(floor.desk, row, "หมดเวลา")
    else:
        closed = actions.close_resolution(floor.desk, row)
        if end == "publish":
            actions.publish_resolution(floor.desk, closed)
    with pytest.raises(states.NotOpen) as late:
        vote(floor, row, "youth")
    assert str(late.value) and not ResolutionSlip.objects.exists()


@pytest.mark.parametrize("state", ["draft", "locked"])
def test_an_early_vote_too(floor, state):
    with pytest.raises(states.NotOpen):
        vote(floor, floor.resolution(state=state), "youth")


def test_abstaining_where_it_may_be_and_where_not(floor):
    row = floor.resolution(may_abstain=False)
    with pytest.raises(ValueError, match="abstain"):
        vote(floor, row, "youth", "abstain")
    with pytest.raises(ValueError, match="perhaps"):
        vote(floor, row, "youth", "perhaps")
    assert queries.cast_count(row) == 0


def test_stop_and_publish_counts_what_is_in(floor):
    row = floor.resolution()
    vote(floor, row, "youth", "no")
    stopped = actions.stop_and_publish(floor.desk, row, "ประธานให้หยุด")
    assert (stopped.state, stopped.no, stopped.passed, stopped.stop_reason) == (
        "published", 1, False, "ประธานให้หยุด",
    )  # fmt: skip


def test_nobody_voted(floor):
    closed = actions.close_resolution(floor.desk, floor.resolution())
    assert (closed.yes, closed.passed) == (0, False)


@pytest.mark.parametrize("secrecy", ["secret", "named"])
def test_cancelled_counts_nothing_and_keeps_nothing(floor, secrecy):
    row = floor.resolution(secrecy=secrecy)
    vote(floor, row, "youth")
    cancelled = actions.cancel_resolution(floor.desk, row, "ถอนเรื่อง")
    assert (cancelled.state, cancelled.yes, cancelled.passed) == ("cancelled", 0, None)
    assert not ResolutionSlip.objects.exists() and not VoteRight.objects.exclude(value="").exists()
    with pytest.raises(states.WrongState):
        actions.close_resolution(floor.desk, row)


def test_who_takes_over_votes_if_the_seat_has_not(floor):
    row = floor.resolution()
    new = actions.replace(floor.desk, floor.delegate("youth"), "ป่วย", name="คนใหม่", letter_number="ชร 2")
    with pytest.raises(PermissionDenied):
        actions.cast(entering_actor(floor, "youth"), row, "yes")
    assert actions.cast(actor_of_delegate(new), row, "yes").again is False


def entering_actor(floor, code):
    """The old delegate now: their living delegacies only."""
    old = floor.delegate(code)
    by = actor_of_delegate(old)
    return with_delegacies(
        type(by)(by.programme_id, by.kind, by.person_id), entering.delegacies(by, floor.edition)
    )


def test_who_takes_over_after_the_vote_has_none(floor):
    row = floor.resolution()
    vote(floor, row, "youth")
    new = actions.replace(floor.desk, floor.delegate("youth"), "ป่วย", name="คนใหม่", letter_number="ชร 2")
    with pytest.raises(states.NotEntitled):
        actions.cast(actor_of_delegate(new), row, "no")
    assert queries.cast_count(row) == 1


@pytest.mark.parametrize("who", ["visitor", "secretariat", "youth", "executive"])
def test_only_delegates_vote(floor, who):
    with pytest.raises(PermissionDenied):
        actions.cast(floor.made.actor(who), floor.resolution(), "yes")


@pytest.mark.parametrize("stage", ["declare_draft", "readiness", "wrap_up"])
def test_votes_are_of_the_day(floor, stage):
    row = floor.resolution()
    floor.made.at(stage)
    row.refresh_from_db()
    row.edition.refresh_from_db()
    with pytest.raises(PermissionDenied):
        vote(floor, row, "youth")
