"""What is open appears in the next assembly by itself, once; its chain is one promise."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.tools.assembly import make_assembly
from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.assemble.after.models import Commitment
from thaktho.stages.assemble.after.states import Refused
from thaktho.stages.assemble.editions.models import Edition


def test_open_ones_are_carried_once_and_closed_ones_stay(promise, followed, following_year):
    open_one, kept = promise(), promise()
    actions.report(followed.actor("religion"), kept, state="kept", text="เสร็จ")
    assert actions.carry_all() == 1
    assert actions.carry_all() == 0
    assert actions.carry(followed.actor("secretariat"), followed.edition) == []
    copy = Commitment.objects.get(edition=following_year.edition)
    assert copy.carried_from == open_one and copy.clause == open_one.clause and copy.number == open_one.number
    assert thread.targets_of(copy.programme_id, open_one.pk, "assemble.commitment") == [copy.pk]
    page = followed.province.client().get(followed.province.url("assembly/2564/after/")).content.decode()
    assert "ค้างจากปีก่อน" in page and str(copy.pk) in page


def test_what_becomes_open_later_is_carried_too(promise, followed, following_year):
    promise()
    actions.carry_all()
    promise(text="อีกเรื่องหนึ่ง")
    assert actions.carry_all() == 1


def test_the_database_takes_no_second_copy(promise, followed, following_year):
    row = promise()
    actions.carry_all()
    copy = Commitment.objects.get(edition=following_year.edition)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(
            programme=row.programme,
            edition=copy.edition,
            clause=row.clause,
            number=9,
            text="ซ้ำ",
            carried_from=row,
        )


def test_reports_go_on_where_it_was_promised_until_the_next_is_followed_up(promise, followed, following_year):
    row = promise()
    actions.carry_all()
    copy = Commitment.objects.get(carried_from=row)
    with pytest.raises(PermissionDenied):  # 2564 is only being drafted
        actions.report(followed.actor("religion"), copy, state="kept", text="เสร็จ")
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")
    copy.refresh_from_db()
    assert copy.state == "doing" and copy.last_report.text == "เริ่มแล้ว"
    following_year.at("wrap_up")
    with pytest.raises(Refused, match="รายงานที่นั่น"):
        actions.report(followed.actor("religion"), row, state="kept", text="เสร็จ")
    copy = Commitment.objects.get(pk=copy.pk)
    actions.report(followed.actor("religion"), copy, state="kept", text="เสร็จ")
    row.refresh_from_db()
    assert row.state == "doing"  # the score of 2563 stays as it was at the next assembly
    assert (
        [one.edition.code for one in queries.chain(row)]
        == ["2563", "2564"]
        == [one.edition.code for one in queries.chain(copy)]
    )


def test_taking_back_falls_back_to_how_it_was_carried(promise, followed, following_year):
    row = promise()
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")
    actions.carry_all()
    following_year.at("wrap_up")
    copy = Commitment.objects.get(carried_from=row)
    actions.report(followed.actor("religion"), copy, state="kept", text="เสร็จ")
    actions.take_back(followed.actor("religion"), copy, "ผิดข้อ")
    copy.refresh_from_db()
    assert copy.state == "doing"


def test_without_a_next_assembly_it_is_said(promise, followed):
    promise()
    with pytest.raises(Refused, match="ยังไม่มีสมัชชาปีถัดไป"):
        actions.carry(followed.actor("secretariat"), followed.edition)
    assert actions.carry_all() == 0


@pytest.mark.parametrize("fields", [{"state": "cancelled"}, {"rehearsal": True}])
def test_never_into_a_rehearsal_or_one_called_off(promise, followed, following_year, fields):
    promise()
    if fields.pop("rehearsal", False):
        fields = {"rehearsal_of": followed.edition}
    Edition.objects.filter(pk=following_year.edition.pk).update(**fields)
    assert actions.carry_all() == 0


def test_the_public_list_tells_each_promise_once(promise, followed, following_year):
    promise()
    actions.carry_all()
    programme = followed.province.programme
    assert queries.counts(programme, queries.Filters()).all == 1
    assert [row.edition.code for row in queries.listing(programme, queries.Filters())] == ["2564"]
    assert queries.counts(programme, queries.Filters(edition=followed.edition)).all == 1


def test_an_ended_assembly_is_still_told_of_and_carried(promise, followed, following_year):
    row = promise()
    Edition.objects.filter(pk=followed.edition.pk).update(state="ended")
    row.edition.refresh_from_db()
    actions.report(followed.actor("religion"), row, state="doing", text="ยังทำอยู่")
    assert actions.carry_all() == 1


@pytest.mark.parametrize("who", ["religion", "executive", "visitor"])
def test_only_the_secretariat_carries_by_hand(promise, followed, following_year, who):
    promise()
    with pytest.raises(PermissionDenied):
        actions.carry(followed.actor(who), followed.edition)


def call_off(made) -> None:
    Edition.objects.filter(pk=made.edition.pk).update(state="cancelled")


def test_a_copy_in_an_assembly_called_off_later_carries_nothing(promise, followed, following_year):
    """The promise is as open as before: told of where it was made, and carried into the next one that is held."""
    row, by = promise(), followed.actor("religion")
    actions.carry_all()
    lost = Commitment.objects.get(carried_from=row)
    following_year.at("wrap_up")
    call_off(following_year)
    assert [one.pk for one in queries.chain(row)] == [row.pk]
    assert queries.score(followed.edition).carried == 0
    actions.report(by, row, state="doing", text="เริ่มแล้ว")
    lost.refresh_from_db()
    assert lost.last_report is None
    after_that = make_assembly(followed.province, stage="declare_draft", code="2565")
    assert actions.carry_all() == 1
    copy = Commitment.objects.get(edition=after_that.edition)
    assert copy.carried_from == row and copy.state == "doing"
    assert [one.pk for one in queries.chain(row)] == [row.pk, copy.pk]
    actions.report(by, row, state="kept", text="เสร็จ")
    copy.refresh_from_db()
    assert copy.state == "kept" and queries.score(followed.edition).carried == 1


def test_a_change_of_owner_goes_with_it_until_it_is_followed_up_there(promise, followed, following_year):
    row, by = promise(), followed.actor("secretariat")
    networks = followed.province.networks
    actions.carry_all()
    actions.edit(by, row, seen_version=None, network=networks["youth"])
    copy = Commitment.objects.get(carried_from=row)
    assert copy.network == networks["youth"] and copy.version == 2
    actions.edit(by, row, seen_version=None, measure="12 ตำบล", clause=followed.clauses[1])
    copy.refresh_from_db()
    assert copy.measure == "12 ตำบล" and copy.clause == followed.clauses[1]
    following_year.at("wrap_up")
    with pytest.raises(Refused, match="แก้ที่นั่น"):
        actions.edit(by, row, seen_version=None, network=networks["religion"])
    actions.edit(by, row, seen_version=None, network=networks["youth"])  # as it is: nothing to refuse
    actions.edit(by, copy, seen_version=None, network=networks["religion"])
    row.refresh_from_db()
    assert row.network == networks["youth"]


def test_an_owner_of_its_own_stays_whole(promise, followed, following_year):
    """An owner is not put together of two: the copy that names another keeps all of it."""
    row, by = promise(), followed.actor("secretariat")
    actions.carry_all()
    following_year.at("assembly")
    copy = Commitment.objects.get(carried_from=row)
    actions.edit(by, copy, seen_version=None, network=followed.province.networks["youth"])
    actions.edit(by, row, seen_version=None, network=None, who="เทศบาลตัวอย่าง", measure="12 ตำบล")
    copy.refresh_from_db()
    assert (copy.network.code, copy.who, copy.measure) == ("youth", "", "12 ตำบล")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks the whole file")
def test_what_is_carried_is_held_meanwhile(promise, followed, following_year):
    """A report in the same instant waits, and then finds the copy (or was first, and is copied)."""
    promise()
    with CaptureQueriesContext(connection) as asked:
        actions.carry_all()
    reads = [
        one["sql"] for one in asked if 'FROM "assemble_commitment"' in one["sql"] and " UPDATE" in one["sql"]
    ]
    assert len(reads) == 1
