"""Whoever scans a sheet may learn which statements were answered, never how (docs/listen.md)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.stages.listen.test_map import crowd
from thaktho.stages.listen import actions
from thaktho.stages.listen.sheets import sheet_code

pytestmark = pytest.mark.slow


def test_a_sheet_scanned_by_somebody_else_does_not_tell_its_place_on_the_map(asking):
    asked = asking()
    by = asked.province.actor("secretariat")
    asked.statements += [actions.seed(by, asked.topic, f"ข้อความเพิ่มเติมเพื่อทดลองข้อที่ {n}") for n in range(8)]
    asked.topic.refresh_from_db()
    crowd(asked, 60)
    door = asked.door("youth")
    actions.print_sheets(by, door, 2)
    door.refresh_from_db()
    asked.topic.refresh_from_db()
    places = []
    for serial, sign in ((1, 1), (2, -1)):
        voter = actions.voter_of_sheet(asked.topic, door, serial)
        for at, statement in enumerate(asked.statements):
            asked.vote(voter, "youth", statement, sign if at % 2 else -sign)
    actions.make_map(asked.province.system, asked.topic)
    for serial in (1, 2):
        # The coordinator, who can print the codes again at any time, on a phone of her own.
        code = sheet_code(actions.topic_key(asked.topic), door.pk, serial)
        phone = Client()
        assert phone.get(asked.url(f"enter/{door.token}/{code}/")).status_code == 302
        page = phone.get(asked.url("ballot/done/")).content.decode()
        places.append(
            re.findall(r'<g class="own".*?</g>|<ellipse[^>]*class="[^"]*own[^"]*"[^>]*>', page, re.DOTALL)
        )
    assert places == [[], []], places
