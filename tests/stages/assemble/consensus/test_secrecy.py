"""What must not be read while voices come in, and what must not be left once a secret vote was counted."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tools.assembly import actor_of_delegate, add_delegate
from thaktho.ground.ledger.models import Act, Detail
from thaktho.stages.assemble.after.snapshot.agreed import rounds as frozen_rounds
from thaktho.stages.assemble.consensus import actions

from .conftest import CODES


def four_inside(floor, round):
    asked = floor.asked(round)
    for n in range(4):
        person = add_delegate(floor.made, "youth", f"ผู้แทนภายใน {n}")
        actions.speak_inside(actor_of_delegate(person), asked, person, "agree")
    floor.tell(round, "youth", "agree")
    return asked


@pytest.mark.parametrize("who", ["secretariat", "youth"])
def test_nobody_inside_watches_the_counts_grow(floor, who):
    round = floor.round()
    asked = four_inside(floor, round)
    url = floor.url(f"speak/youth/{asked.pk}/")
    client = floor.made.province.client(who)
    open_ = client.get(url).content.decode()
    assert "มีผู้แทนให้เสียงแล้ว 4 คน" in open_ and "<b>4</b>" not in open_
    actions.close_round(floor.desk, round, reason="หมดเวลา")
    assert "<b>4</b> เห็นด้วย" in client.get(url).content.decode()


def test_the_proceedings_freeze_no_counts_of_an_open_round(floor):
    round = floor.round()
    four_inside(floor, round)
    youth = str(floor.network("youth").pk)
    assert frozen_rounds(floor.edition)[0]["clauses"][0]["stances"][youth]["inner"] == {}
    actions.close_round(floor.desk, round, reason="หมดเวลา")
    assert frozen_rounds(floor.edition)[0]["clauses"][0]["stances"][youth]["inner"] == {"เห็นด้วย": 4}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["close_resolution", "stop_and_publish", "cancel_resolution"])
def test_the_database_lets_go_of_which_slip_went_with_which_right(floor, end):
    row = floor.resolution()
    for code in CODES:
        actions.cast(floor.made.speaker(code), row, "yes")
    with CaptureQueriesContext(connection) as asked:
        getattr(actions, end)(floor.desk, row, *([] if end == "close_resolution" else ["หมดเวลา"]))
    said = [query["sql"] for query in asked]
    wanted = {"sqlite": "wal_checkpoint(TRUNCATE)", "postgresql": 'VACUUM "assemble_voteright"'}
    assert any(wanted[connection.vendor] in sql for sql in said)
    # Every right is written by the closing too: none keeps the mark of the transaction that cast its slip.
    assert any(sql.startswith('UPDATE "assemble_voteright"') for sql in said)


@pytest.mark.parametrize("secrecy", ["secret", "named"])
def test_cancelling_writes_down_how_many_had_voted(floor, secrecy):
    row = floor.resolution(secrecy=secrecy)
    for code in CODES[:3]:
        actions.cast(floor.made.speaker(code), row, "yes")
    actions.cancel_resolution(floor.desk, row, "ถอนเรื่อง")
    line = Act.objects.filter(subject_id=row.pk).order_by("-number").first()
    assert Detail.objects.get(act=line).body["cast"] == 3


def test_the_seal_is_not_made_anew_for_every_reader(floor, keeps_shared):
    row = floor.resolution()
    actions.cast(floor.made.speaker("youth"), row, "yes")
    actions.stop_and_publish(floor.desk, row, "ครบแล้ว")
    client = floor.made.province.client()
    client.get(floor.url(f"resolutions/{row.pk}/"))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(floor.url(f"resolutions/{row.pk}/")).content.decode()
    assert "รหัสผนึกของบัตรทั้งหมด" in page
    assert not any('FROM "assemble_resolutionslip"' in query["sql"] for query in asked)
