"""Pages of collaborations: the list and its filters, the invitation, the answer, the desk, and what a row lacks."""

import pytest

from thaktho.ground.people.models import RoleGrant
from thaktho.stages.plan.models import Collaboration, PlanRow, RowLack
from thaktho.stages.plan.queries import waiting

from .loom_cast import collaboration
from .weaving_cast import row


def page(province, path="", name="secretariat"):
    return province.client(name).get(province.url(f"plan/collaborations/{path}"))


def post(province, item, name, **data):
    action = "answer" if data["verb"] in ("accept", "decline") else "decide"
    url = province.url(f"plan/collaborations/{item.pk}/{action}/")
    return province.client(name).post(url, data, follow=True)


def test_empty_says_how_to_begin(province):
    assert "ยังไม่มีข้อเสนอความร่วมมือ" in page(province).text


@pytest.mark.parametrize(
    "query, shown",
    [("", 1), ("?state=proposed", 1), ("?state=agreed", 0), ("?giver=religion", 1), ("?giver=youth", 0),
     ("?taker=community&kind=human", 1), ("?kind=tool", 0), ("?state=nonsense", 0)],
)  # fmt: skip
def test_filters(province, query, shown):
    collaboration(province)
    assert page(province, query).text.count('together-title">อบรมสมาธิ') == shown


def test_the_invitation_goes_from_hand_to_hand(province):
    item = collaboration(province)
    assert "ส่งคำเชิญแล้ว" in post(province, item, "secretariat", verb="invite", message="มาร่วมกัน").text
    shown = page(province, f"{item.pk}/").text
    assert "กรุณาตอบที่ http" in shown and "มาร่วมกัน" in shown
    assert "ตกลงร่วม" in page(province, f"{item.pk}/", "religion").text
    assert "รออีกฝ่ายตอบ" in post(province, item, "religion", verb="accept").text
    assert "ตกลงครบสองฝ่ายแล้ว" in post(province, item, "community", verb="accept").text
    assert "วิทยากรสอนสมาธิ 5 คน" in province.client().get(province.url(f"plan/rows/{item.row_id}/")).text


def test_before_an_invitation_nobody_is_waited_for(province):
    item = collaboration(province)
    text = page(province, f"{item.pk}/").text
    assert text.count("<dd>ยังไม่ได้เชิญ") == 2 and "<dd>รอตอบ" not in text
    post(province, item, "secretariat", verb="invite")
    assert page(province, f"{item.pk}/").text.count("<dd>รอตอบ") == 2


def test_a_network_without_a_coordinator_is_told_before_inviting_and_answered_for(province):
    item = collaboration(province)
    assert "ยังไม่มีผู้ประสานงาน" not in page(province, f"{item.pk}/").text
    RoleGrant.objects.filter(scope_id=province.networks["community"].pk).delete()
    text = page(province, f"{item.pk}/").text
    assert "ยังไม่มีผู้ประสานงาน" in text and "<summary>บันทึกคำตอบแทน<" not in text
    assert "จะไม่เห็น" in post(province, item, "secretariat", verb="invite").text
    assert "<summary>บันทึกคำตอบแทน<" in page(province, f"{item.pk}/").text
    assert "<summary>บันทึกคำตอบแทน<" not in page(province, f"{item.pk}/", "religion").text
    url = province.url(f"plan/collaborations/{item.pk}/record/")
    data = {"side": "taker", "verb": "accept", "note": "ประชุม 12 มี.ค. 2563"}
    assert province.client("religion").post(url, data).status_code == 403
    told = province.client("secretariat").post(url, data, follow=True).text
    assert "ฝ่ายเลขานุการบันทึกแทน: ประชุม 12 มี.ค. 2563" in told
    assert (
        "กรุณาบอกว่าได้คำตอบ" in province.client("secretariat").post(url, data | {"note": ""}, follow=True).text
    )


def test_who_is_no_party_is_not_asked_and_cannot_answer(province):
    item = collaboration(province, state="invited")
    assert "ตกลงร่วม" not in page(province, f"{item.pk}/", "youth").text
    assert post(province, item, "youth", verb="accept").status_code == 403
    assert post(province, item, "religion", verb="withdraw", reason="ก").status_code == 403


def test_what_cannot_be_done_is_told_on_its_page(province):
    item = collaboration(province, state="skipped")
    assert "เชิญได้เฉพาะ" in post(province, item, "secretariat", verb="invite").text
    assert Collaboration.objects.get().state == "skipped"


def test_a_visitor_and_another_province_see_nothing(province, other):
    item = collaboration(province)
    assert page(province, name="visitor").status_code in (302, 403)
    assert other.client("secretariat").get(other.url(f"plan/collaborations/{item.pk}/")).status_code == 404


def test_a_row_given_back_is_hidden_from_others(province):
    item = collaboration(province)
    PlanRow.objects.filter(pk=item.row_id).update(state="draft")
    assert page(province, f"{item.pk}/", "religion").status_code == 404
    assert page(province, f"{item.pk}/", "community").status_code == 200


def test_the_desk_asks_those_who_have_not_answered(province):
    item = collaboration(province, state="invited", giver_answer="yes")
    titles = [line.title for line in waiting(province.actor("community"), province.programme)]
    assert any("เชิญร่วมงาน" in title for title in titles)
    assert not any(
        "เชิญร่วมงาน" in line.title for line in waiting(province.actor("religion"), province.programme)
    )
    Collaboration.objects.filter(pk=item.pk).update(state="proposed")
    lines = waiting(province.actor("secretariat"), province.programme)
    assert any("รอเชิญ" in line.title for line in lines)


def test_a_network_says_what_its_row_lacks(province):
    made = row(province, "community", "อบรมสมาธิ")
    url = province.url(f"plan/rows/{made.pk}/lacks/")
    data = {"kind": "human", "text": "วิทยากร 2 คน"}
    assert "วิทยากร 2 คน" in province.client("community").post(url, data, follow=True).text
    assert "กรุณาบอกสั้น ๆ" in province.client("community").post(
        url, data | {"text": " ", "next": url}, follow=True
    ).text  # fmt: skip
    assert province.client("religion").post(url, data).status_code == 403
    lack = RowLack.objects.get()
    province.client("community").post(f"{url}{lack.pk}/")
    assert not RowLack.objects.filter(retired_at=None).exists()


def test_pages_ask_little(province, queries):
    item = collaboration(province)
    client = province.client("secretariat")
    client.get(province.url("plan/"))
    for path in ("", f"{item.pk}/"):
        with queries(12):
            client.get(province.url(f"plan/collaborations/{path}"))
    with queries(12):
        client.get(province.url(f"plan/rows/{item.row_id}/lacks/"))
