"""Two desks issue at the same instant: every number once, none left out."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from tests.tools.assembly import make_assembly
from thaktho.stages.assemble.day.actions import certifying
from thaktho.stages.assemble.day.models import Certificate, Participant
from thaktho.stages.assemble.day.states_roll import Refused

from .roll import participant

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_four_desks_at_once(province):
    made = make_assembly(province)
    people = [participant(made, number, f"นายคนที่ {number}").pk for number in range(1, 25)]
    begin, wrong = threading.Barrier(4), []

    def desk(start: int) -> None:
        try:
            begin.wait(30)
            for pk in people[start::4]:
                for _ in range(2):  # each is asked for twice
                    try:
                        certifying.issue(province.system, made.edition, "attended", signers=[], issued_on=date(2020, 9, 1), only=[pk])  # fmt: skip
                    except Refused:
                        pass
        except Exception as error:  # noqa: BLE001 - whatever came of it is what is asked
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=desk, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert wrong == []
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == list(range(1, Participant.objects.count() + 1))
