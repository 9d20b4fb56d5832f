"""Out of use and back."""

import pytest

from thaktho.stages.capital import actions, queries
from thaktho.stages.capital.states import Refused


def test_retired_it_is_offered_no_more_but_keeps_its_name(province, register):
    entry = register.confirmed()
    actions.retire(province.actor("religion"), entry, "กลุ่มเลิกแล้ว")
    programme = province.programme
    assert not queries.visible(programme, register.by).exists()
    assert queries.choices(programme) == [] and queries.offers_for_weaving(programme) == []
    assert queries.by_ids(programme, [entry.pk])[entry.pk].name == "ธนาคารความดี"


def test_brought_back_it_is_as_it_was(register):
    entry = register.confirmed()
    actions.retire(register.by, entry, "ผิด")
    fresh = actions.restore(register.by, entry)
    assert fresh.is_live and fresh.confirmed_year == 2565
    with pytest.raises(Refused):
        actions.restore(register.by, entry)


def test_not_twice_and_not_confirmed_meanwhile(register):
    entry = register.add()
    actions.retire(register.by, entry, "เลิก")
    with pytest.raises(Refused):
        actions.retire(register.by, entry, "เลิก")
    with pytest.raises(Refused):
        actions.confirm(register.by, entry, 2565)


def test_by_the_page_a_reason_is_asked(province, register):
    entry = register.add()
    client = province.client("religion")
    address = province.url(f"capital/{entry.pk}/retire/")
    assert client.post(address, {"reason": ""}).status_code == 200
    assert register.fresh(entry).is_live
    client.post(address, {"reason": "ย้ายไปจังหวัดอื่น"})
    assert register.fresh(entry).retire_reason == "ย้ายไปจังหวัดอื่น"
    client.post(province.url(f"capital/{entry.pk}/restore/"))
    assert register.fresh(entry).is_live
