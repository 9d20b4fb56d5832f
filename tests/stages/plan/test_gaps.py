"""Where needs stand and no row acts: told by the engine, decided by people, never by silence alone."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.weaving_cast import row
from thaktho.ground.ledger.models import Act
from thaktho.ground.places.models import Place
from thaktho.ground.places.queries import districts
from thaktho.ground.thread import queries as thread
from thaktho.stages.plan.actions import gaps as actions
from thaktho.stages.plan.models import GapDecision, Need, NetworkPlan, PlanRow
from thaktho.stages.plan.queries import waiting
from thaktho.stages.plan.queries.gaps import WHOLE, Look, cell_page, gap_map
from thaktho.stages.plan.states import Refused

ALL = Look()


@pytest.fixture
def by(province):
    return province.actor("secretariat")


@pytest.fixture
def place(province):
    """The province's amphoe as places know them; the first of them."""
    for code, name in (("5701", "เมืองเชียงราย"), ("5705", "พาน")):
        Place.objects.get_or_create(
            code=code, defaults={"level": "amphoe", "name_th": name, "parent_id": "57"}
        )
    return districts(province.programme)[0]


def need(province, text, *places, **fields):
    made = Need.objects.create(programme=province.programme, text=text, basis=Need.Basis.TYPED, **fields)
    made.areas.set(places)
    return made


def square(province, place, virtue, look=ALL):
    found = gap_map(province.programme, look)
    at = [code for code, _ in found.columns].index(virtue)
    return next(line[at] for line in found.lines if line[0].area == place.code)


def open_cell(province, place, virtue="discipline", look=ALL):
    return cell_page(province.programme, look, place.code, virtue)


def test_a_need_without_a_row_is_a_gap_and_silence_is_none(province, place):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    assert square(province, place, "discipline").state == "gap"
    assert square(province, place, "integrity").state == "no_data"


def test_a_row_there_covers_it_and_a_draft_does_not(province, place):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    draft = row(province, "youth", "ขับขี่ปลอดภัย", state="draft", virtues=["discipline"])
    draft.areas.set([place])
    assert square(province, place, "discipline").state == "gap"
    PlanRow.objects.filter(pk=draft.pk).update(state="accepted")
    assert square(province, place, "discipline").state == "covered"
    assert [item.title for item in open_cell(province, place).rows] == ["ขับขี่ปลอดภัย"]


def test_a_gap_is_set_aside_with_a_reason_that_is_kept(province, by, place):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    decision = actions.set_aside(by, province.programme, Look(), open_cell(province, place), "ตำรวจทำอยู่แล้ว")
    assert square(province, place, "discipline").shown == "aside"
    assert Act.objects.filter(verb="plan.gap.decide").count() == 1
    with pytest.raises(Refused):
        actions.set_aside(by, province.programme, Look(), open_cell(province, place), "อีกครั้ง")
    actions.undo(by, decision)
    assert square(province, place, "discipline").shown == "gap"
    with pytest.raises(Refused):
        actions.undo(by, decision)


def test_a_gap_given_to_a_network_is_its_draft_with_its_origin(province, by, place):
    wanted = need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    decision = actions.give(
        by,
        province.programme,
        Look(),
        open_cell(province, place),
        province.networks["youth"],
        "เครือข่ายเยาวชนใกล้ที่สุด",
    )
    made = decision.row
    assert (made.network.code, made.state, made.problem) == ("youth", "draft", "วัยรุ่นแข่งรถ")
    assert [item.code for item in made.areas.all()] == [place.code]
    assert thread.targets_of(province.programme.pk, wanted.pk, "plan.row") == [made.pk]


@pytest.fixture
def closed(province, by, place):
    """A gap given to the youth, who have sent their plan."""
    wanted = need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    NetworkPlan.objects.create(
        programme=province.programme, network=province.networks["youth"], state="accepted"
    )
    decision = actions.give(
        by, province.programme, Look(), open_cell(province, place), province.networks["youth"], "ใกล้ที่สุด",
        title="ขับขี่ปลอดภัย",
    )  # fmt: skip
    return wanted, decision


def opened(province):
    NetworkPlan.objects.filter(network=province.networks["youth"]).update(state="returned")


def test_a_gap_is_given_also_to_a_network_that_has_sent_and_waits_there(province, place, closed):
    _, decision = closed
    assert decision.row is None and not PlanRow.objects.exists()
    assert square(province, place, "discipline").shown == "given"
    with pytest.raises(Refused):
        actions.take(province.actor("youth"), decision)
    client = province.client("youth")
    page = client.get(province.url("plan/youth/")).content.decode()
    assert "ช่องว่างที่มอบให้เครือข่ายของท่าน" in page and "เพิ่มเป็นแถวร่าง<" not in page
    assert "ช่องว่างที่มอบให้" not in province.client("religion").get(province.url("plan/youth/")).content.decode()
    (line,) = [one for one in waiting(province.actor("youth"), province.programme) if "มอบให้" in one.title]
    assert line.url.endswith("plan/youth/#given")


def test_once_the_plan_is_open_one_click_makes_the_row(province, place, closed):
    wanted, decision = closed
    opened(province)
    client, address = province.client("youth"), province.url(f"plan/gaps/decisions/{decision.pk}/take/")
    assert address in client.get(province.url("plan/youth/")).content.decode()
    assert client.post(address).status_code == 302
    made = PlanRow.objects.get()
    assert (made.title, made.problem, made.state) == ("ขับขี่ปลอดภัย", "วัยรุ่นแข่งรถ", "draft")
    assert thread.targets_of(province.programme.pk, wanted.pk, "plan.row") == [made.pk]
    decision.refresh_from_db()
    assert decision.row_id == made.pk
    assert not [one for one in waiting(province.actor("youth"), province.programme) if "มอบให้" in one.title]
    with pytest.raises(Refused):
        actions.take(province.actor("youth"), decision)


def test_a_gap_whose_needs_were_set_aside_since_still_becomes_its_row(province, closed):
    wanted, decision = closed
    opened(province)
    Need.objects.filter(pk=wanted.pk).update(state="aside")
    assert actions.take(province.actor("youth"), decision).title == "ขับขี่ปลอดภัย"


def test_a_gift_taken_back_is_no_longer_taken(province, by, closed):
    _, decision = closed
    opened(province)
    actions.undo(by, decision)
    with pytest.raises(Refused):
        actions.take(province.actor("youth"), decision)


@pytest.mark.parametrize("who", ["religion", "observer", "executive", "visitor"])
def test_who_may_not_take_it(province, closed, who):
    opened(province)
    with pytest.raises(PermissionDenied):
        actions.take(province.actor(who), closed[1])


def test_the_list_marks_who_has_sent(province, place, closed):
    need(province, "เด็กติดเกม", place, virtues=["integrity"])
    client, address = province.client("secretariat"), province.url(f"plan/gaps/{place.code}/integrity/")
    page = client.get(address).content.decode()
    assert f"{province.networks['youth'].name} (ส่งแผนแล้ว)" in page
    assert f"{province.networks['religion'].name} (ส่งแผนแล้ว)" not in page
    data = {"decision": "given", "reason": "เร่งด่วน", "network": "youth"}
    assert "รออยู่ที่หน้าแผนของเครือข่าย" in client.post(address, data, follow=True).content.decode()
    assert "รอเครือข่ายเพิ่มเป็นแถวร่าง" in client.get(address).content.decode()


def test_what_an_office_recorded_is_not_called_a_problem_of_a_plan(province, place):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    (told,) = open_cell(province, place).explanations
    assert "ฝ่ายเลขานุการบันทึก 1" in told and "ปัญหา" not in told


def test_what_is_no_gap_is_not_decided(province, by, place):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    done = row(province, "youth", "ขับขี่ปลอดภัย", virtues=["discipline"])
    done.areas.set([place])
    with pytest.raises(Refused):
        actions.set_aside(by, province.programme, Look(), open_cell(province, place), "ไม่ทำ")
    assert not GapDecision.objects.exists()


@pytest.mark.parametrize("who", ["religion", "observer", "executive", "visitor"])
def test_only_the_secretariat_decides(province, place, who):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    with pytest.raises(PermissionDenied):
        actions.set_aside(province.actor(who), province.programme, Look(), open_cell(province, place), "ไม่ทำ")


def test_needs_of_no_place_and_no_virtue_have_squares_of_their_own(province):
    need(province, "คนไม่ไว้ใจกัน")
    found = gap_map(province.programme, Look())
    assert (found.columns[-1][0], found.lines[-1][0].area) == (WHOLE, province.programme.province_id)
    assert found.lines[-1][-1].needs == 1


def test_the_pages(province, by, place, django_assert_max_num_queries):
    need(province, "วัยรุ่นแข่งรถ", place, virtues=["discipline"])
    client = province.client("secretariat")
    empty = province.client("visitor").get(province.url("plan/gaps/?year=2564&group=nobody"))
    assert empty.status_code == 200
    with django_assert_max_num_queries(24):
        assert "ช่องว่าง" in client.get(province.url("plan/gaps/")).content.decode()
    address = province.url(f"plan/gaps/{place.code}/discipline/")
    assert "วัยรุ่นแข่งรถ" in client.get(address).content.decode()
    assert (
        client.post(address, {"decision": "given", "reason": "เร่งด่วน"}).status_code == 200
    )  # no network chosen
    answer = client.post(address, {"decision": "given", "reason": "เร่งด่วน", "network": "youth"})
    assert answer.status_code == 302 and GapDecision.objects.count() == 1
    assert province.client("visitor").post(address, {"decision": "aside", "reason": "ไม่"}).status_code == 403
    assert client.get(province.url("plan/gaps/9999/discipline/")).status_code == 404


def test_the_page_reads_needs_and_rows_once(province, queries):
    client = province.client("secretariat")
    client.get(province.url("plan/gaps/"))
    with queries(15):
        assert client.get(province.url("plan/gaps/")).status_code == 200
