"""Who takes a part of a row upon themselves: asked, accepted, declined; by whom it may be said."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.people import actions as people
from thaktho.ground.people.models import User
from thaktho.ground.people.queries import actor_for
from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import Acceptance
from thaktho.stages.plan.states import Refused

STATES = ["asked", "accepted", "declined"]


@pytest.fixture
def temple(province):
    return people.add_organisation(province.system, province.programme, name="วัดตัวอย่าง")


@pytest.fixture
def officer(province, temple):
    user = User.objects.create(username="temple-officer")
    person = people.add_person(
        province.system, province.programme, given_name="เจ้าหน้าที่วัด", user=user, is_example=True
    )
    people.grant(province.system, person, "officer", scope="organisation", scope_id=str(temple.pk))
    province.persons["officer"] = person
    return actor_for(province.programme, person)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "who", ["secretariat", "religion", "youth", "officer", "executive", "observer", "visitor"]
)
def test_who_may_say_what(province, make, temple, officer, who, state):
    row = make("ก", lead="วัดตัวอย่าง")
    by = officer if who == "officer" else province.actor(who)
    may = who in ("secretariat", "religion") or (who == "officer" and state != "asked")
    if may:
        assert actions.answer(by, row, temple, state, "หนังสือที่ ชร 1/2563").state == state
    else:
        with pytest.raises(PermissionDenied):
            actions.answer(by, row, temple, state, "หนังสือ")


def test_an_officer_answers_for_the_own_organisation_only(province, make, officer):
    other = people.add_organisation(province.system, province.programme, name="วัดอื่น")
    with pytest.raises(PermissionDenied):
        actions.answer(officer, make("ก", lead="วัดอื่น"), other, "accepted")


def test_only_organisations_the_row_names(province, make, temple):
    by, row = province.actor("religion"), make("ก", partners=["วัดตัวอย่าง"])
    assert actions.answer(by, row, temple, "accepted").state == "accepted"
    with pytest.raises(Refused, match="ไม่ได้เป็นหน่วยงาน"):
        actions.answer(by, make("ข"), temple, "accepted")
    with pytest.raises(Refused, match="เพราะเหตุใด"):
        actions.answer(by, row, temple, "declined", " ")


def test_the_answer_changes_and_its_history_stays(province, make, temple):
    by, row = province.actor("religion"), make("ก", lead="วัดตัวอย่าง")
    actions.answer(by, row, temple, "asked")
    assert Acceptance.objects.get().answered_on is None
    actions.answer(by, row, temple, "declined", "หนังสือที่ 1")
    actions.answer(by, row, temple, "accepted", "หนังสือที่ 2")
    found = Acceptance.objects.get()
    assert (found.state, found.note) == ("accepted", "หนังสือที่ 2") and found.answered_on
    assert [line.why for line in queries.row_history(province.programme, row)][:2] == [
        "วัดตัวอย่าง: ตอบรับแล้ว · หนังสือที่ 2",
        "วัดตัวอย่าง: ไม่รับ · หนังสือที่ 1",
    ]


def test_the_officer_is_asked_on_the_desk_and_answers_on_the_list(province, make, temple, officer):
    row = make("ร่างลับของเครือข่าย", lead="วัดตัวอย่าง")
    actions.answer(province.actor("religion"), row, temple, "asked")
    (line,) = queries.waiting(officer, province.programme)
    client = province.client("officer")
    page = client.get(line.url).content.decode()
    assert "ร่างลับของเครือข่าย" in page
    assert client.get(province.url(f"plan/rows/{row.pk}/")).status_code == 404  # still a draft
    data = {"organisation": str(temple.pk), "state": "accepted", "note": "", "next": line.url}
    assert client.post(province.url(f"plan/rows/{row.pk}/answers/"), data).status_code == 302
    assert Acceptance.objects.get().state == "accepted"
    assert queries.waiting(officer, province.programme) == []


def test_the_rows_page_offers_it(province, make, temple):
    row = make("ก", lead="วัดตัวอย่าง")
    page = province.client("religion").get(province.url(f"plan/rows/{row.pk}/")).content.decode()
    assert "หน่วยงานรับงานแล้วหรือยัง" in page and "ยังไม่ได้ถาม" in page
    assert province.client("youth").get(province.url("plan/answers/")).status_code == 200
    assert province.client().get(province.url("plan/answers/")).status_code == 403
