"""Changing an entry."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.ledger.models import Detail
from thaktho.stages.capital import actions
from thaktho.stages.capital.states import Changed, Refused


def test_what_differs_is_changed_and_told(province, register):
    entry = register.add(area_text="อ.พาน")
    actions.change(province.actor("religion"), entry, {"name": "ธนาคารขยะ", "area_text": "อ.เทิง"})
    fresh = register.fresh(entry)
    assert (fresh.name, fresh.version) == ("ธนาคารขยะ", 2)
    assert fresh.places.get().name_th == "เทิง"
    told = Detail.objects.get(act__verb="capital.entry.edit").body["changes"]
    assert told == {"name": ["ธนาคารความดี", "ธนาคารขยะ"], "area_text": ["อ.พาน", "อ.เทิง"]}


def test_who_may_not_confirm_takes_the_confirmation_back(province, register):
    entry = register.confirmed()
    actions.change(province.actor("religion"), entry, {"category": "ธนาคาร"})
    assert register.fresh(entry).confirmed_on  # nothing others rely on
    actions.change(province.actor("religion"), entry, {"name": "อื่น"})
    fresh = register.fresh(entry)
    assert fresh.confirmed_on is None and fresh.confirmed_year is None
    assert fresh.checks.count() == 1  # what was seen in its year stays


def test_the_secretariats_own_change_keeps_it(register):
    entry = register.confirmed()
    actions.change(register.by, entry, {"name": "อื่น"})
    assert register.fresh(entry).confirmed_on


def test_who_saves_over_a_newer_one_is_told(register):
    entry = register.add()
    actions.change(register.by, entry, {"name": "ก"}, seen_version=1)
    with pytest.raises(Changed):
        actions.change(register.by, entry, {"name": "ข"}, seen_version=1)


def test_an_entry_is_not_handed_to_a_network_that_is_not_ones_own(province, register):
    entry = register.add()
    with pytest.raises(PermissionDenied):
        actions.change(province.actor("religion"), entry, {"network": "community"})
    assert (
        actions.change(register.by, entry, {"network": "community"}).network == province.networks["community"]
    )


def test_a_retired_entry_is_not_changed(register):
    entry = register.add()
    actions.retire(register.by, entry, "เลิก")
    with pytest.raises(Refused):
        actions.change(register.by, entry, {"name": "ก"})
