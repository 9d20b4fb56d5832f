"""Statements a topic begins with: pasted, previewed, added; and no topic opens without one."""

from __future__ import annotations

import pytest

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Statement

from .conftest import TEXTS
from .test_ballot import fields

PASTED = f"""  อยากให้วัดเปิดสอนหนังสือเด็กในวันหยุด

สั้นไป
{TEXTS[0]}
อยากให้ตลาดเลิกใช้โฟม
อยากให้ตลาด เลิกใช้โฟม!
{"ยาว" * 80}
"""
ADDED = ["อยากให้วัดเปิดสอนหนังสือเด็กในวันหยุด", "อยากให้ตลาดเลิกใช้โฟม"]


@pytest.fixture
def bare(province):
    """A draft without statements."""
    return actions.add_topic(province.actor("secretariat"), province.programme, title="ก", question="ข")


def test_nothing_is_added_before_it_was_shown(asked):
    client = asked.province.client("secretariat")
    before = Statement.objects.count()
    page = client.post(asked.url("seed/"), {"lines": PASTED})
    html = page.content.decode()
    assert Statement.objects.count() == before
    assert "จะเพิ่ม 2 ข้อ" in html
    for why in ("สั้นเกินไป", "ยาวเกินไป", "มีแล้วเป็นข้อ 1", "ซ้ำกับบรรทัดก่อนหน้า"):
        assert why in html
    assert "อยากให้ตลาด เลิกใช้โฟม!" in html  # what was typed stays


def test_they_are_the_topics_own_and_may_be_answered_at_once(asked):
    client = asked.province.client("secretariat")
    form = fields(client.post(asked.url("seed/"), {"lines": PASTED}))
    for _ in range(2):  # a hurried thumb
        answer = client.post(asked.url("seed/"), form | {"lines": PASTED, "add": "1"})
    assert answer.status_code in (200, 302)
    made = Statement.objects.filter(number__gt=len(TEXTS))
    assert [row.text for row in made] == ADDED
    assert {(row.door_id, row.origin, row.state) for row in made} == {(None, "seed", "shown")}
    assert Act.objects.filter(verb="listen.statement.seed", subject_id=asked.topic.pk).count() == 1
    assert (
        "จาก 6"
        in asked.province.client()
        .get(asked.url(f"enter/{asked.door('youth').token}/"), follow=True)
        .content.decode()
    )


def test_lines_without_one_that_can_be_added_add_nothing(asked):
    client = asked.province.client("secretariat")
    page = client.post(asked.url("seed/"), {"lines": f"สั้น\n{TEXTS[0]}", "add": "1"})
    assert page.status_code == 200 and "ยังไม่มีบรรทัดที่เพิ่มได้" in page.content.decode()
    assert (
        "มากกว่า 100 ข้อ"
        in client.post(
            asked.url("seed/"), {"lines": "\n".join(f"ข้อความตั้งต้นหมายเลข {n}" for n in range(101))}
        ).content.decode()
    )
    assert Statement.objects.count() == len(TEXTS)


@pytest.mark.parametrize("role", ["visitor", "observer", "executive", "youth"])
def test_only_the_secretariat_seeds(asked, role):
    client = asked.province.client(role)
    assert client.get(asked.url("seed/")).status_code == 403
    assert client.post(asked.url("seed/"), {"lines": ADDED[0], "add": "1"}).status_code == 403
    assert Statement.objects.count() == len(TEXTS)


def test_a_closed_topic_takes_none(asked):
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert asked.province.client("secretariat").get(asked.url("seed/")).status_code == 403


def test_a_topic_without_statements_does_not_open(province, bare):
    by = province.actor("secretariat")
    with pytest.raises(actions.NothingToAnswer):
        actions.open_topic(by, bare)
    client = province.client("secretariat")
    url = province.url(f"listen/{bare.code}/open/")
    for answer in (client.get(url, follow=True), client.post(url, follow=True)):
        assert answer.redirect_chain[-1][0] == province.url(f"listen/{bare.code}/seed/")
        assert "ใส่ข้อความตั้งต้นอย่างน้อยหนึ่งข้อก่อน" in answer.content.decode()
    bare.refresh_from_db()
    assert bare.state == "draft"
    actions.seed(by, bare, ADDED[0])
    assert client.get(url).status_code == 200
    client.post(url)
    bare.refresh_from_db()
    assert bare.state == "open"


def test_what_waits_for_a_look_leads_there(province, bare):
    door = bare.doors.filter(network__code="youth").first()
    actions.type_statement(province.actor("youth"), bare, ADDED[0], door=door)
    answer = province.client("secretariat").post(province.url(f"listen/{bare.code}/open/"), follow=True)
    assert answer.redirect_chain[-1][0] == province.url(f"listen/{bare.code}/moderate/")
    assert "ตรวจถ้อยคำของข้อความที่รออยู่ก่อน" in answer.content.decode()


def test_a_line_that_says_nearly_the_same_is_hinted_at_and_may_be_added(asking):
    asked = asking(opened=False)
    (line,) = queries.pasted(asked.topic, ["อยากให้คนไทยรักกันและสามัคคีกัน"])
    assert (line.why, line.near) == ("", 1)
    (line,) = queries.pasted(asked.topic, ["ควรปลูกต้นไม้ริมน้ำกก"])
    assert line.near == 0


def test_a_hall_offers_no_more_than_it_takes(asking):
    asked = asking(kind="hall", opened=False)
    client = asked.province.client("secretariat")
    lines = "\n".join(f"ข้อความสำหรับห้องประชุมที่ {n}" for n in range(1, 32))
    page = client.post(asked.url("seed/"), {"lines": lines})
    html = page.content.decode()
    room = 30 - len(TEXTS)
    assert f"จะเพิ่ม {room} ข้อ" in html and html.count("เกินจำนวนที่ห้องประชุม") == 31 - room
    client.post(asked.url("seed/"), fields(page) | {"lines": lines, "add": "1"})
    assert Statement.objects.count() == 30
    full = client.post(asked.url("seed/"), {"lines": "อีกข้อหนึ่งที่มาทีหลัง"}).content.decode()
    assert "ยังไม่มีบรรทัดที่เพิ่มได้" in full and "ไม่เกิน 30 ข้อ" in full
