"""The programme's page: what it set out to do, every fact with its source; the secretariat states and changes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.ground.ledger.models import Detail
from thaktho.ground.programme import actions, queries
from thaktho.ground.programme.models import Target, Vision
from thaktho.ground.thread import registry

VISION = "เชียงรายเมืองคุณธรรม อยู่ดีมีสุข"


@pytest.fixture
def full(province):
    by, programme = province.system, province.programme
    source = actions.add_source(
        by, programme, title="ข่าวประชาสัมพันธ์", url="https://example.org/news", publisher="สวท."
    )
    actions.declare(
        by,
        programme,
        title="ประกาศเจตนารมณ์เป็นจังหวัดคุณธรรม",
        on=date(2019, 5, 1),
        precision="month",
        source=source,
    )
    actions.set_vision(
        by,
        programme,
        VISION,
        ["เมืองคุณธรรม", "อยู่ดีมีสุข"],
        valid_from=date(2019, 10, 1),
        governor="นายตัวอย่าง",
        source=source,
    )
    actions.set_target(by, programme, unit="district", level=2, count=9, by_year=2565, source=source)
    return province


@pytest.mark.parametrize("who", ["visitor", "observer", "religion", "executive", "secretariat"])
def test_everybody_reads_it(full, django_assert_max_num_queries, who):
    client = full.client(who)
    with django_assert_max_num_queries(15):
        response = client.get(full.url("programme/"))
    html = response.content.decode()
    assert response.status_code == 200
    for words in ("พฤษภาคม 2562", "ข่าวประชาสัมพันธ์", "อยู่ดีมีสุข", "2565", "ยืนยันแล้ว", "จิตอาสา"):
        assert words in html
    assert ("แก้เป้าหมาย" in html) == (who == "secretariat")


def test_the_years_show_the_set_that_held(full):
    lines = queries.years_of_virtues(full.programme)
    assert [line.year for line in lines] == [2563, 2564, 2565]
    assert {len(line.virtues.virtues) for line in lines} == {4}
    actions.choose_virtues(full.system, full.programme, 2565, "plan-2")
    last = queries.years_of_virtues(full.programme)[-1]
    assert last.chosen and len(last.virtues.virtues) == 5 == len(queries.virtues(full.programme, 2565))


def test_nothing_stated_is_said_and_not_left_blank(province):
    html = province.client().get(province.url("programme/")).content.decode()
    for words in ("ยังไม่ได้บันทึกประกาศเจตนารมณ์", "ยังไม่ได้ระบุวิสัยทัศน์", "ยังไม่ได้ระบุเป้าหมาย"):
        assert words in html


def test_a_new_vision_leaves_the_old_one_standing(full):
    data = {
        "text": "วิสัยทัศน์ใหม่",
        "parts": "ส่วนหนึ่ง\n- ส่วนสอง\n\nส่วนหนึ่ง",
        "valid_from": "1 ต.ค. 2564",
        "act_id": str(new_id()),
    }
    client = full.client("secretariat")
    for _ in range(2):
        assert (
            client.post(full.url("programme/vision/"), data | {"next": full.url("programme/")}).status_code
            == 302
        )
    assert Vision.objects.filter(programme=full.programme).count() == 2
    now = queries.vision(full.programme, date(2022, 1, 1))
    assert [part.text for part in now.parts.all()] == ["ส่วนหนึ่ง", "ส่วนสอง"]
    assert queries.vision(full.programme, date(2020, 1, 1)).text == VISION
    html = client.get(full.url("programme/")).content.decode()
    assert "วิสัยทัศน์ใหม่" in html and "อยู่ดีมีสุข" in html


def test_a_target_is_changed_with_its_reason(full):
    target = Target.objects.get()
    client, act_id = full.client("secretariat"), str(new_id())
    address = full.url(f"programme/targets/{target.pk}/")
    assert client.post(address, {"count": "๑๐", "by_year": "๒๕๖๕"}).status_code == 422
    data = {"count": "๑๐", "by_year": "๒๕๖๕", "reason": "มติคณะทำงาน", "act_id": act_id}
    assert client.post(address, data).status_code == 302
    target.refresh_from_db()
    detail = Detail.objects.get(act=act_id)
    assert (target.count, detail.reason, detail.body["was"]["count"]) == (10, "มติคณะทำงาน", 9)


def test_zero_is_a_target(full):
    data = {"unit": "community", "level": "3", "count": "0", "by_year": "2565"}
    assert full.client("secretariat").post(full.url("programme/targets/new/"), data).status_code == 302
    assert Target.objects.get(unit="community").count == 0


@pytest.mark.parametrize("who", ["visitor", "observer", "religion", "executive"])
def test_only_the_secretariat_writes(full, who):
    client, target = full.client(who), Target.objects.get()
    for path in ("vision/", "targets/new/", f"targets/{target.pk}/"):
        assert client.get(full.url(f"programme/{path}")).status_code in (302, 403)
        assert client.post(full.url(f"programme/{path}"), {}).status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        actions.change_target(full.actor(who), target, count=1, by_year=2565, reason="x")


def test_another_provinces_target_has_no_page(full, other):
    target = Target.objects.get()
    assert other.client("secretariat").get(other.url(f"programme/targets/{target.pk}/")).status_code == 404
    assert "อยู่ดีมีสุข" not in other.client().get(other.url("programme/")).content.decode()


def test_the_declaration_stands_on_the_thread(full, other):
    kind = registry.kind("programme.declaration")
    (declaration,) = queries.declarations(full.programme)
    knot = kind.load(full.visitor, [declaration.pk])[declaration.pk]
    assert knot.url.endswith(f"/programme/#declaration-{declaration.pk}") and knot.when == date(2019, 5, 1)
    assert kind.load(other.visitor, [declaration.pk]) == {}
