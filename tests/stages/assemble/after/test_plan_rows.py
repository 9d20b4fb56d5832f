"""A promise tied to the rows of the plan that keep it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.plan import actions as plan
from thaktho.stages.plan.models import Need, PlanRow


@pytest.fixture
def row(followed):
    network = followed.province.networks["religion"]
    return plan.add_row(followed.actor("religion"), network, {"title": "ปลูกป่ารอบวัด"})


def test_tied_and_untied_by_the_owner(promise, followed, row):
    mine = promise()
    client = followed.province.client("religion")
    address = followed.province.url(f"assembly/commitments/{mine.pk}/rows/")
    assert "ปลูกป่ารอบวัด" in client.get(address).content.decode()
    assert "ปลูกป่ารอบวัด" not in client.get(address + "?q=ไม่มีคำนี้").content.decode()
    assert client.post(f"{address}{row.pk}/").status_code == 302
    assert thread.targets_of(mine.programme_id, mine.pk, PlanRow.thread_kind) == [row.pk]
    assert queries.linked_rows(followed.actor("religion"), mine)[0] == [row]
    assert queries.linked_rows(followed.actor("visitor"), mine) == ([], 1)  # a draft yet
    client.post(f"{address}{row.pk}/", {"undo": "1"})
    assert queries.linked_rows(followed.actor("religion"), mine) == ([], 0)


def test_not_what_one_may_not_see(promise, followed, row):
    mine = promise("youth")
    address = followed.province.url(f"assembly/commitments/{mine.pk}/rows/{row.pk}/")
    assert followed.province.client("youth").post(address).status_code == 404


def test_not_by_others(promise, followed, row):
    with pytest.raises(PermissionDenied):
        actions.link_row(followed.actor("youth"), promise(), row)


def test_no_row_yet_so_it_becomes_a_need(promise, followed):
    mine = promise()
    client = followed.province.client("secretariat")
    assert client.post(followed.province.url(f"assembly/commitments/{mine.pk}/need/")).status_code == 302
    need = Need.objects.get()
    assert need.text == mine.text
    assert thread.sources_of(mine.programme_id, need.pk, "assemble.commitment") == [mine.pk]
