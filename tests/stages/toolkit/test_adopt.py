"""Which network knows, uses, teaches a tool."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.stages.toolkit import actions, queries


def test_a_network_says_it_anew_and_takes_it_back(province, library):
    tool, mine = library.tool(), province.networks["religion"]
    by = province.actor("religion")
    actions.adopt(by, tool, mine, "knows")
    actions.adopt(by, tool, mine, "uses", since=2563)
    assert tool.holders.get().level == "uses"
    offer = queries.offers_for_weaving(province.programme)[0]
    assert offer.holders == (("religion", "uses"),)
    assert actions.drop(by, tool, mine)
    assert not actions.drop(by, tool, mine)


def test_nobody_speaks_for_another_network(province, library):
    with pytest.raises(PermissionDenied):
        actions.adopt(province.actor("religion"), library.tool(), province.networks["community"], "uses")


def test_by_the_page(province, library):
    tool = library.verified()
    address = province.url(f"toolkit/{tool.pk}/adopt/")
    client = province.client("community")
    client.post(address, {"network": "community", "level": "teaches", "since": "2563"})
    assert "สอนผู้อื่นได้" in province.client().get(province.url(f"toolkit/{tool.pk}/")).content.decode()
    client.post(address, {"network": "religion", "level": "uses"})  # not theirs: not in the list
    assert tool.holders.count() == 1
    client.post(address, {"network": "community", "level": ""})
    assert not tool.holders.exists()
