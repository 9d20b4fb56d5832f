"""Periods change places by two buttons; the clauses go with them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.stages.assemble.models import Text
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.states import Refused


@pytest.fixture
def second(drafting):
    made = actions.add_period(drafting.by, drafting.text, name="ระยะเร่งด่วน")
    actions.add_clause(drafting.by, drafting.text, body="กตัญญูต่อผู้มีพระคุณ", period=made)
    return made


def test_a_period_moved_up_takes_its_clauses_to_the_front(drafting, second):
    assert drafting.numbers()[-1] == "4 กตัญญูต่"
    actions.move_period(drafting.by, second, -1)
    assert drafting.numbers()[0] == "1 กตัญญูต่"
    actions.move_period(drafting.by, second, -1)  # it is the first: it stays
    assert [one.name for one in drafting.text.periods.all()] == ["ระยะเร่งด่วน", "ระยะ 3 ปี"]


def test_the_buttons_do_it(drafting, second):
    client = drafting.province.client("secretariat")
    page = client.get(drafting.url("periods/")).content.decode()
    assert page.count('name="to" value="up"') == page.count('name="to" value="down"') == 1
    assert client.post(drafting.url(f"periods/{second.pk}/move/"), {"to": "up"}).status_code == 302
    assert drafting.numbers()[0] == "1 กตัญญูต่"


def test_agreed_words_keep_their_order_and_others_move_nothing(drafting, second):
    with pytest.raises(PermissionDenied):
        actions.move_period(drafting.province.actor("religion"), second, -1)
    Text.objects.update(state="agreed")
    with pytest.raises(Refused):
        actions.move_period(drafting.by, second, -1)
