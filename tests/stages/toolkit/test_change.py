"""Changing, verifying, retiring."""

import pytest

from thaktho.stages.toolkit import actions, queries
from thaktho.stages.toolkit.states import Changed, Refused


def test_who_may_not_verify_unverifies_by_changing(province, library):
    tool = library.verified()
    assert not actions.change(province.actor("religion"), tool, {"gist": "อื่น"}).verified
    actions.verify(library.by, tool)
    assert actions.change(library.by, tool, {"gist": "อีกอย่าง"}).verified


def test_saved_as_it_was_it_stays_verified(province, library):
    tool = library.verified()
    assert actions.change(province.actor("religion"), tool, {"gist": tool.gist}).verified


def test_who_saves_over_a_newer_one_is_told(library):
    tool = library.tool()
    actions.change(library.by, tool, {"name": "ก"}, seen_version=1)
    with pytest.raises(Changed):
        actions.change(library.by, tool, {"name": "ข"}, seen_version=1)


def test_verified_it_is_everybodys_and_back(province, library):
    tool = library.tool()
    address = province.url(f"toolkit/{tool.pk}/")
    assert province.client().get(address).status_code == 404
    province.client("secretariat").post(address + "verify/")
    assert province.client().get(address).status_code == 200
    province.client("secretariat").post(address + "unverify/")
    assert province.client().get(address).status_code == 404


def test_retired_and_back(library):
    tool = library.verified()
    actions.retire(library.by, tool, "เลิกสอน")
    assert queries.offers_for_weaving(library.province.programme) == []
    assert tool.pk in queries.by_ids(library.province.programme, [tool.pk])
    with pytest.raises(Refused):
        actions.verify(library.by, tool)
    assert actions.restore(library.by, tool).verified
