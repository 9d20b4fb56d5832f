"""Before a topic is closed: what nobody will be able to answer any more is named, and afterwards who is owed a reason."""

from __future__ import annotations

from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.queries.ending import before_closing


def propose(asked, text: str):
    return actions.propose(asked.province.visitor, asked.topic, text, door=asked.door("youth"))[0]


def test_what_waits_and_what_hardly_anybody_answered_is_named(asked):
    waits = propose(asked, "ขอลานกีฬาให้เด็กทุกตำบล")
    many, four, *_ = asked.statements
    asked.answers("youth", many, 1, -1, 0)
    asked.answers("religion", many, 1, -1, 0)  # six of two networks; neither is told by itself
    asked.answers("youth", four, 1, 1, 1, 1)
    found = before_closing(asked.topic, queries.balance(asked.topic))
    assert found.waiting == 1 and found.thin == (2, 3, 4) and found.unplaced
    page = asked.province.client("secretariat").get(asked.url("close/")).content.decode()
    assert "ยังไม่ได้ตรวจ 1 ข้อ" in page and asked.url("moderate/") in page and "2, 3, 4" in page
    assert "ช่วงอายุใดขาด" in page and waits.text not in page


def test_after_the_closing_whoever_waited_is_owed_a_reason(asked):
    waits = propose(asked, "ขอลานกีฬาให้เด็กทุกตำบล")
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    client = asked.province.client("secretariat")
    for path in ("manage/", "fates/"):
        page = client.get(asked.url(path)).content.decode()
        assert "1 ข้อไม่ได้ตรวจก่อนปิดรับ" in page and asked.url("moderate/") in page, path
    assert "ไม่ได้ตรวจก่อนปิดรับ" not in asked.province.client("youth").get(asked.url("fates/")).content.decode()
    form = client.get(asked.url(f"moderate/{waits.pk}/hide/"))
    assert "ปิดรับก่อนที่จะได้ตรวจ" in form.content.decode()
