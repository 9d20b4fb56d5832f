"""From findings to plan: one row, a row each, or needs; what was found stands with them; what is refused or used already is
shown once more; all of it can be taken back."""

from __future__ import annotations

import pytest

from tests.stages.listen.conftest import Asked, ask
from thaktho.ground.base import new_id
from thaktho.ground.ledger.models import Act
from thaktho.ground.thread import queries as thread
from thaktho.stages.listen import actions as listen
from thaktho.stages.plan import actions
from thaktho.stages.plan.models import Need, PlanRow


@pytest.fixture
def heard(province) -> Asked:
    """Closed. Everybody agrees with the first; the young people refuse the second, which all others like."""
    asked = ask(province)
    one, two, *_ = asked.statements
    for code in ("religion", "community", "youth"):
        asked.answers(code, one, *[1] * 30)
        asked.answers(code, two, *([-1] * 30 if code == "youth" else [1] * 30))
    listen.close_topic(province.actor("secretariat"), asked.topic)
    asked.topic.refresh_from_db()
    return asked


def post(heard: Asked, who: str = "secretariat", **more):
    data = {"network": "religion", "act_id": str(new_id()), "statements": [str(heard.statements[0].pk)]}
    province = heard.province
    return province.client(who).post(province.url("plan/rows/from-statements/"), data | more)


def ids(heard: Asked, *places: int) -> list[str]:
    return [str(heard.statements[place].pk) for place in places]


def test_a_row_of_each_keeps_what_was_found_and_is_taken_back_whole(heard):
    once = str(new_id())
    answer = post(heard, make="each", statements=ids(heard, 0, 2), act_id=once)
    assert answer.status_code == 302
    rows = list(PlanRow.objects.filter(live=True).order_by("number"))
    assert [row.title for row in rows] == [heard.statements[0].text, heard.statements[2].text]
    kept = rows[0].origin["voices"][0]
    assert kept["topic"] == heard.topic.title and kept["refused_by"] == [] and "90 คนเห็นด้วย" in kept["found"]
    page = heard.province.client("secretariat").get(heard.province.url(f"plan/rows/{rows[0].pk}/"))
    assert "มาจากความเห็น" in page.content.decode()
    sent = post(heard, make="each", statements=ids(heard, 0, 2), act_id=once)  # twice is once
    assert sent.status_code == 302 and PlanRow.objects.count() == 2
    back = heard.province.client("secretariat").post(
        heard.province.url(f"plan/rows/take-back/{once}/"), {"act_id": str(new_id())}
    )
    assert back.status_code == 302 and not PlanRow.objects.filter(live=True).exists()
    (outcome,) = thread.outcomes(
        heard.province.actor("secretariat"), [heard.statements[0].pk], without=("listen.topic",)
    ).values()
    assert not outcome  # a removed row is nothing that came of it


def test_what_a_network_refuses_is_asked_once_more_and_the_talk_is_kept(heard):
    answer = post(heard, statements=ids(heard, 0, 1))
    told = answer.content.decode()
    assert answer.status_code == 200 and "คุยกันแล้วหรือยัง" in told and not PlanRow.objects.exists()
    youth = heard.province.networks["youth"].short_name
    assert youth in told
    post(heard, statements=ids(heard, 0, 1), sure="1", talked="เครือข่ายเด็กขอเริ่มปีหน้า")
    row = PlanRow.objects.get()
    assert row.origin["talked"] == "เครือข่ายเด็กขอเริ่มปีหน้า"
    assert [voice["refused_by"] for voice in row.origin["voices"]] == [[], [youth]]
    line = Act.objects.select_related("detail").get(verb="plan.row.from_statements")
    assert line.detail.reason == "เครือข่ายเด็กขอเริ่มปีหน้า" and line.detail.body["refused_by"] == [youth]


def test_not_talked_yet_stands_with_the_row(heard):
    post(heard, statements=ids(heard, 1), sure="1")
    row = PlanRow.objects.get()
    page = (
        heard.province.client("secretariat").get(heard.province.url(f"plan/rows/{row.pk}/")).content.decode()
    )
    assert "ยังไม่ได้บันทึกว่าคุยกันแล้ว" in page


def test_a_statement_that_was_used_already_says_where(heard):
    post(heard)
    answer = post(heard)
    assert answer.status_code == 200 and "ใช้แล้วใน" in answer.content.decode() and PlanRow.objects.count() == 1
    assert post(heard, sure="1").status_code == 302 and PlanRow.objects.count() == 2


def test_needs_keep_the_finding_and_are_given_back(heard):
    once = str(new_id())
    assert post(heard, make="needs", act_id=once).status_code == 302
    need = Need.objects.get()
    assert need.basis == "statement" and "ทุกเครือข่ายที่ได้ยินเห็นด้วย" in need.basis_note
    assert thread.sources_of(need.programme_id, need.pk, "listen.statement") == [heard.statements[0].pk]
    client, url = heard.province.client("secretariat"), heard.province.url(f"plan/needs/give-back/{once}/")
    assert client.post(url, {"act_id": str(new_id())}).status_code == 302
    need.refresh_from_db()
    assert need.state == "aside" and not thread.sources_of(need.programme_id, need.pk, "listen.statement")
    assert post(heard, make="needs").status_code == 302 and Need.objects.filter(state="open").count() == 1
    assert client.post(heard.province.url(f"plan/needs/give-back/{new_id()}/"), {}).status_code == 404


def test_a_need_that_is_answered_stays(heard):
    once = new_id()
    post(heard, make="needs", act_id=str(once))
    by, need = heard.province.actor("secretariat"), Need.objects.get()
    row = actions.add_row(by, heard.province.networks["religion"], {"title": "ตักบาตร"})
    actions.answer_need(by, need, row)
    assert actions.give_back_needs(by, heard.province.programme, once) == (0, 1)


def test_who_may_make_what(heard):
    assert post(heard, who="youth").status_code == 403  # in the plan of another network
    assert post(heard, who="religion", make="needs").status_code == 403
    assert post(heard, who="religion").status_code == 302
    assert post(heard, make="praise").status_code == 302 and PlanRow.objects.count() == 1


def test_too_few_answers_make_no_need(heard):
    post(heard, make="needs", statements=ids(heard, 3))
    assert not Need.objects.exists()


def test_the_topic_page_offers_all_three_and_says_what_is_used(heard):
    told = heard.province.client("secretariat").get(heard.url()).content.decode()
    assert "ข้อละแถว" in told and "เก็บเป็นความต้องการ" in told
    coordinator = heard.province.client("religion").get(heard.url()).content.decode()
    assert "ข้อละแถว" in coordinator and "เก็บเป็นความต้องการ" not in coordinator


def test_which_plan_must_be_chosen(heard):
    page = heard.province.client("secretariat").get(heard.url()).content.decode()
    assert '<select id="plan-network" name="network" class="medium" required><option value="">' in page
    post(heard, network="")
    assert not PlanRow.objects.exists()
    assert post(heard, network="", make="needs").status_code == 302 and Need.objects.count() == 1


def test_a_plan_that_was_accepted_is_asked_about_first(heard):
    by, network = heard.province.actor("secretariat"), heard.province.networks["religion"]
    row = actions.add_row(by, network, {"title": "ตักบาตร", "agency": "วัด", "when_text": "ต.ค. 2562"})
    actions.submit(heard.province.actor("religion"), network)
    actions.accept(by, network)
    answer = post(heard)
    told = answer.content.decode()
    assert answer.status_code == 200 and "เพิ่มแถวหรือไม่" in told and "รับแล้ว" in told
    assert list(PlanRow.objects.all()) == [row]
    assert post(heard, sure="1").status_code == 302 and PlanRow.objects.count() == 2
