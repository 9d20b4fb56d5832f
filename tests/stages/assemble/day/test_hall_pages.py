"""Every page of the hall opens, for whom it is, asks the database a bounded number of times, and not for others."""

from __future__ import annotations

import pytest

from thaktho.stages.assemble.day.actions import chairing, registering, screens, speaking

from .tools import expect, make_hall, make_slot, today

PUBLIC = ("", "presence/", "programme.ics", "screen/{hall}/", "screen/{hall}/part/", "speakers/{hall}/")
INSIDE = ("people/", "people/sign-in.pdf", "desk/", "desk/walk-in/", "speakers/", "chairs/")
WORK = (
    "slots/new/", "slots/{slot}/", "halls/", "halls/{hall}/", "chair/{hall}/", "people/new/", "people/paste/",
    "people/{person}/", "rehearsal/",
)  # fmt: skip


@pytest.fixture
def full(assembly):
    """Something of everything."""
    today(assembly)
    hall = make_hall(assembly)
    slot = make_slot(assembly, hall)
    make_slot(assembly, hall, "พิจารณาข้อ", "09.30", "11.00", clause=assembly.clauses[0])
    by = assembly.actor("secretariat")
    registering.import_delegates(by, assembly.edition)
    person = expect(assembly, "พระครูตัวอย่าง", "religion")
    registering.arrive(by, person)
    chairing.take_chair(by, assembly.edition, name="ประธาน ตัวอย่าง")
    turn = speaking.ask(by, hall, name="ผู้พูด หนึ่ง", network=assembly.province.networks["youth"])
    speaking.ask(by, hall, name="ผู้พูด สอง")
    speaking.begin(by, turn)
    return {"hall": hall.pk, "slot": slot.pk, "person": person.pk, "hall_row": hall, "code": person.code}


@pytest.mark.parametrize("path", PUBLIC + INSIDE + WORK)
@pytest.mark.parametrize("role", ["secretariat", "religion", "visitor"])
def test_who_opens_which_page(assembly, full, queries, path, role):
    address = assembly.province.url("assembly/2563/day/" + path.format(**full))
    client = assembly.province.client(role)
    expected = (
        200 if path in PUBLIC or role == "secretariat" or (path in INSIDE and role != "visitor") else 403
    )
    assert client.get(address).status_code == expected
    if expected == 200:
        with queries(15):
            client.get(address)


@pytest.mark.parametrize("path", PUBLIC + INSIDE + WORK)
def test_another_province_has_no_such_page(assembly, full, other, path):
    address = "assembly/2563/day/" + path.format(**full)
    assert other.client("secretariat").get(other.url(address)).status_code == 404


@pytest.mark.parametrize("path", PUBLIC)
def test_the_public_reads_no_name_of_a_participant(assembly, full, path):
    screens.show(assembly.actor("secretariat"), full["hall_row"], "speakers")
    page = assembly.province.client().get(assembly.province.url("assembly/2563/day/" + path.format(**full)))
    for name in ("พระครูตัวอย่าง", "ผู้พูด หนึ่ง", "ผู้แทน ศาสนา"):
        assert name not in page.content.decode()


def test_empty_day_says_how_to_begin(assembly):
    page = assembly.province.client("secretariat").get(assembly.province.url("assembly/2563/day/"))
    assert "ยังไม่มีกำหนดการ" in page.content.decode()
    assert "เพิ่มห้อง" in page.content.decode()


@pytest.mark.parametrize(
    "path",
    ["", "presence/", "speakers/{hall}/", "people/", "desk/", "speakers/", "chairs/", "slots/new/", "halls/", "chair/{hall}/"],
)  # fmt: skip
def test_a_page_that_names_its_edition_leads_to_it(assembly, full, path):
    page = assembly.province.client("secretariat").get(
        assembly.province.url("assembly/2563/day/" + path.format(**full))
    )
    head = page.content.decode().split('class="head"')[1].split("<h1")[0]
    assert f'<a href="{assembly.province.url("assembly/2563/")}">' in head


def test_who_speaks_for_no_network_is_somebody_on_the_public_pages(assembly, full):
    """Neither name nor network may stand there: then the words do, and no empty line."""
    by = assembly.actor("secretariat")
    screens.show(by, full["hall_row"], "speakers")
    for path in ("screen/{hall}/part/", "speakers/{hall}/"):
        address = assembly.province.url("assembly/2563/day/" + path.format(**full))
        assert "ผู้ขอพูด</" in assembly.province.client().get(address).content.decode()
    speaking.next_one(by, full["hall_row"])
    address = assembly.province.url(f"assembly/2563/day/speakers/{full['hall']}/")
    assert "<b>ผู้ขอพูด</b>" in assembly.province.client().get(address).content.decode()


def test_a_desk_that_expects_nobody_says_so(assembly):
    page = assembly.province.client("secretariat").get(assembly.province.url("assembly/2563/day/desk/"))
    assert "ยังไม่มีรายชื่อผู้เข้าร่วม" in page.content.decode()
