"""Pages of the year: who opens which, what they say, how often they ask the database."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from thaktho.stages.assemble.editions import actions, words
from thaktho.stages.assemble.editions.models import Edition, EditionMeeting, Task
from thaktho.stages.assemble.models import Text
from thaktho.stages.assemble.stages import MAY, ORDER
from thaktho.stages.convene.models import Meeting

PUBLIC = [
    "",
    "2563/",
    "2563/framework/",
    "2563/academic/",
    "2563/declaration/",
    "2563/atmosphere/",
    "2563/work/may/",
]
INSIDE = ["2563/work/", "2563/work/tasks/print/"]
OFFICE = [
    "begin/", "2563/work/edit/", "2563/work/days/", "2563/work/move/", "2563/work/back/", "2563/work/end/",
    "2563/work/cancel/", "2563/work/tasks/new/", "2563/work/papers/new/", "2563/work/tabs/academic/",
    "2563/work/items/new/", "2563/work/photos/",
]  # fmt: skip


@pytest.mark.parametrize("role", ["secretariat", "executive", "observer", "religion", "visitor"])
def test_who_opens_which_page(province, assembly, role):
    client = province.client(role)
    wrong = []
    for pages, may in ((PUBLIC, True), (INSIDE, role != "visitor"), (OFFICE, role == "secretariat")):
        for page in pages:
            status = client.get(province.url(f"assembly/{page}")).status_code
            if status != (200 if may else 403):
                wrong.append((page, status))
    assert wrong == []


def test_another_province_finds_no_year_of_ours(other, assembly):
    client = other.client("secretariat")
    for page in [*PUBLIC[1:], *INSIDE, *OFFICE[1:]]:
        assert client.get(other.url(f"assembly/{page}")).status_code == 404
    assert assembly.edition.title not in client.get(other.url("assembly/")).content.decode()


def test_an_empty_series_says_what_to_do(province):
    assert "เริ่มสมัชชาของปีแรก" in province.client("secretariat").get(province.url("assembly/")).content.decode()
    seen = province.client().get(province.url("assembly/")).content.decode()
    assert "ยังไม่มีสมัชชา" in seen and "assembly/begin/" not in seen


def test_unknown_days_are_said_to_be_unknown(province, assembly):
    Edition.objects.update(held_on=None)
    page = province.client().get(province.url("assembly/2563/")).content.decode()
    assert "ยังไม่กำหนด" in page and page.count("ยังไม่ทราบวัน") == 8


def test_the_day_of_the_assembly_stands_on_its_stage(province, assembly):
    Edition.objects.update(held_on=date(2020, 9, 11), held_until=date(2020, 9, 12))
    page = province.client().get(province.url("assembly/2563/")).content.decode()
    line = page[page.index('<ol class="stages">') :]
    assert "11–12 ก.ย. 2563" in line and line.count("ยังไม่ทราบวัน") == 7


def test_a_rehearsal_is_not_listed_and_not_open_to_visitors(province, assembly):
    Edition.objects.create(
        programme=province.programme, code="2563-r", title="ซ้อมใหญ่", year=2563, rehearsal_of=assembly.edition
    )
    assert "ซ้อมใหญ่" not in province.client("secretariat").get(province.url("assembly/")).content.decode()
    assert province.client().get(province.url("assembly/2563-r/")).status_code == 404
    assert province.client("religion").get(province.url("assembly/2563-r/")).status_code == 200


def test_the_next_meeting_of_the_year_stands_on_its_page(province, assembly):
    soon = timezone.localdate() + timedelta(days=9)
    for title, day in (
        ("ผ่านไปแล้ว", date(2020, 1, 1)),
        ("ครั้งต่อไป", soon),
        ("ไกลออกไป", soon + timedelta(days=9)),
    ):
        meeting = Meeting.objects.create(programme=province.programme, title=title, held_on=day)
        EditionMeeting.objects.create(
            programme=province.programme, edition=assembly.edition, stage="readiness", meeting=meeting
        )
    page = province.client().get(province.url("assembly/2563/")).content.decode()
    assert "ครั้งต่อไป" in page and "ไกลออกไป" not in page and "ผ่านไปแล้ว" not in page


def test_every_verb_of_the_table_has_words_and_every_cell_says_who():
    assert {f"assemble.{verb}" for verb in words.VERBS} == set(MAY)
    table = words.table()
    assert len(table) == len(MAY)
    for line, (_verb, may) in zip(table, MAY.items(), strict=True):
        for cell, stage in zip(line.cells, ORDER, strict=True):
            assert bool(cell) == any(stage in held for held in may.values())
    for stage in ORDER:
        told = {role for role, _may in words.now(stage)}
        assert "ฝ่ายเลขานุการ" in told


def test_stages_of_every_role_are_one_run_so_that_first_and_last_say_all():
    for may in MAY.values():
        for held in may.values():
            places = sorted(ORDER.index(stage) for stage in held)
            assert places == list(range(places[0], places[-1] + 1))


@pytest.mark.parametrize("role", ["secretariat", "religion", "visitor"])
def test_pages_ask_seldom_however_much_there_is(province, assembly, queries, role):
    same = {"programme": province.programme, "edition": assembly.edition}
    networks = list(province.networks.values())
    Task.objects.bulk_create(
        Task(**same, stage=ORDER[n % 8], title=f"งาน {n}", network=networks[n % 4], order=n)
        for n in range(80)
    )
    for n in range(16):
        meeting = Meeting.objects.create(
            programme=province.programme, title=f"ประชุม {n}", held_on=date(2020, 1, n + 1)
        )
        EditionMeeting.objects.create(**same, stage=ORDER[n % 8], meeting=meeting)
    for n in range(12):
        Edition.objects.create(
            programme=province.programme, code=f"{2540 + n}", title=f"ปี {n}", year=2540 + n
        )
    client = province.client(role)
    for page in PUBLIC + (INSIDE if role != "visitor" else []):
        address = province.url(f"assembly/{page}")
        client.get(address)
        with queries(15):
            assert client.get(address).status_code == 200


def test_the_office_begins_a_year_by_the_form(province, assembly):
    client, address = province.client("secretariat"), province.url("assembly/begin/")
    page = client.get(address).content.decode()
    assert 'value="2564"' in page
    once = str(uuid4())
    data = {
        "year": "2564",
        "title": "สมัชชา 2564",
        "carry_from": str(assembly.edition.pk),
        "carry": ["spans"],
        "act_id": once,
    }
    first, second = client.post(address, data), client.post(address, data)
    assert first.status_code == second.status_code == 302 and first.url == second.url
    assert Edition.objects.filter(programme=province.programme, year=2564).count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"year": "2021"},
        {"title": ""},
        {"held_on": "เร็ว ๆ นี้"},
        {"held_until": "1 มี.ค. 2563"},
        {"carry": ["everything"]},
    ],
)
def test_a_bad_beginning_is_said(province, assembly, bad):
    data = {"year": "2564", "title": "สมัชชา 2564"} | bad
    assert province.client("secretariat").post(province.url("assembly/begin/"), data).status_code == 422
    assert Edition.objects.filter(programme=province.programme).count() == 1


def test_the_office_moves_the_year_by_the_pages(province, assembly):
    assembly.at("consult")
    client, base = province.client("secretariat"), province.url("assembly/2563/work/")
    assert "ยังไม่ได้ผูกการประชุม" in client.get(base + "move/").content.decode()
    assert client.post(base + "move/", {"seen_stage": "consult"}).status_code == 302
    assert (
        client.post(base + "move/", {"seen_stage": "consult"}).status_code == 302
    )  # an old page: no second step
    assembly.edition.refresh_from_db()
    assert assembly.edition.stage == "brainstorm"
    assert client.post(base + "back/", {"seen_stage": "brainstorm", "reason": ""}).status_code == 422
    assert client.post(base + "back/", {"seen_stage": "brainstorm", "reason": "ยังไม่พร้อม"}).status_code == 302
    assembly.edition.refresh_from_db()
    assert assembly.edition.stage == "consult"


def test_an_ended_year_is_read_and_not_worked_on(province, assembly):
    Edition.objects.update(state="ended", end_reason="ครบแล้ว")
    client = province.client("secretariat")
    page = client.get(province.url("assembly/2563/work/"))
    assert page.status_code == 200 and "นำกลับมาดำเนินการ" in page.content.decode()
    assert client.post(province.url("assembly/2563/work/edit/"), {"title": "ใหม่"}).status_code == 403
    assert (
        client.post(province.url("assembly/2563/work/move/"), {"seen_stage": "assembly"}).status_code == 403
    )


def test_the_navigation_leads_to_the_assembly_and_its_foundation_to_the_programme(province):
    page = province.client().get(province.url("assembly/")).content.decode()
    assert f'href="{province.url("assembly/")}"' in page and "โครงการจังหวัดคุณธรรม" in page


def test_a_day_that_is_a_meeting_s_stands_once_on_the_line(province, assembly):
    office = province.actor("secretariat")
    held = Meeting.objects.create(programme=province.programme, title="ยกร่าง", held_on=date(2020, 7, 8))
    actions.attach_meeting(office, assembly.edition, held, "declare_draft")
    actions.set_spans(office, assembly.edition, {"declare_draft": (date(2020, 7, 8), None, "")})
    address = province.url("assembly/2563/")
    assert province.client().get(address).content.decode().count("8 ก.ค. 2563") == 1
    actions.set_spans(office, assembly.edition, {"declare_draft": (date(2020, 7, 8), date(2020, 8, 9), "")})
    assert "9 ส.ค. 2563" in province.client().get(address).content.decode()


def test_what_was_proclaimed_is_dated_by_that_day_and_is_no_draft(province, assembly):
    address = province.url("assembly/2563/declaration/")
    assert "ร่างที่ 1" in province.client().get(address).content.decode()
    Text.objects.update(state="proclaimed", proclaimed_on=date(2020, 9, 1))
    page = province.client().get(address).content.decode()
    assert "ประกาศเมื่อ 1 กันยายน 2563" in page and "ร่างที่ 1" not in page
