"""What is under way hinders the year from leaving it half done; later chambers say so by a registry."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from thaktho.ground.ledger.models import Act
from thaktho.stages.assemble.editions import actions
from thaktho.stages.assemble.editions.actions.common import locked
from thaktho.stages.assemble.editions.lacking import END, HINDRANCES, Hindered, Hindrance, hinders

OPEN = Hindrance("การลงมติที่ 1 ยังเปิดอยู่ ปิดก่อน", "/cri/assembly/2563/consensus/")


@pytest.fixture
def asked():
    """Something is under way whatever is asked; the list of what was asked."""
    went: list[str] = []

    @hinders
    def ask(edition, to):
        went.append(to)
        return [OPEN]

    yield went
    HINDRANCES.remove(ask)


@pytest.fixture
def office(province):
    return province.actor("secretariat")


ACTS = {
    "on": (lambda office, year: actions.move_on(office, year, seen_stage="assembly"), "wrap_up"),
    "back": (lambda office, year: actions.go_back(office, year, "ย้อน", seen_stage="assembly"), "readiness"),
    "end": (lambda office, year: actions.end(office, year, "จบ", over_open=True), END),
    "cancel": (lambda office, year: actions.cancel(office, year, "เลิก", over_open=True), END),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_year_stays_where_it_is_and_nothing_is_written(assembly, office, asked, act):
    do, to = ACTS[act]
    with pytest.raises(Hindered, match="การลงมติที่ 1") as stopped:
        do(office, assembly.edition)
    assert stopped.value.found == [OPEN] and asked == [to]
    assembly.edition.refresh_from_db()
    assert (assembly.edition.stage, assembly.edition.state) == ("assembly", "running")
    assert not Act.objects.filter(verb__startswith="assemble.editions.").exists()


@pytest.mark.parametrize("page", ["move", "back", "end", "cancel"])
def test_the_page_names_what_is_under_way_and_links_to_it(assembly, province, asked, page):
    client, address = province.client("secretariat"), province.url(f"assembly/2563/work/{page}/")
    told = f'<a href="{OPEN.url}">{OPEN.words}</a>'
    asks = client.get(address).content.decode()
    assert told in asks and 'class="btn primary"' not in asks and 'class="btn danger"' not in asks
    assert told in client.get(province.url("assembly/2563/work/")).content.decode()
    sent = client.post(address, {"seen_stage": "assembly", "reason": "จบ"})
    assert sent.status_code == 409 and told in sent.content.decode()


def test_a_year_ended_by_mistake_comes_back_whatever_is_under_way(assembly, office):
    """Coming back leaves nothing half done: it is the way to close what was left."""
    ended = actions.end(office, assembly.edition, "จบ")
    ask = hinders(lambda edition, to: [OPEN])
    try:
        assert actions.resume(office, ended, "ปิดผิด").state == "running"
    finally:
        HINDRANCES.remove(ask)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks the whole file")
def test_rows_may_be_hung_on_a_year_that_is_held(assembly):
    """Else who holds a text and writes a revision of the year waits for who holds the year and wants the text."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        locked(assembly.edition)
    assert "FOR NO KEY UPDATE" in asked[0]["sql"]
