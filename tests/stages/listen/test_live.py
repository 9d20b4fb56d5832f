"""What a hall asks for all the time: answered from memory, with what the law publishes and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from thaktho.stages.listen import actions
from thaktho.stages.listen.views import live


@pytest.fixture(autouse=True)
def forgotten():
    live._told.clear()


def test_the_numbers_are_asked_of_the_database_once(asked, django_assert_num_queries):
    asked.answers("youth", asked.statements[0], *[1, -1] * 6)
    client = asked.province.client()
    first = client.get(asked.url("live.json"))
    assert first.json() == {
        "people": 10,
        "answers": 10,
        "open": True,
        "map": 0,
        "mark": first.json()["mark"],
    }
    with django_assert_num_queries(0):
        again = client.get(asked.url("live.json"), headers={"If-None-Match": first["ETag"]})
        assert client.get(asked.url("live.json")).json() == first.json()
    assert again.status_code == 304 and again["ETag"] == first["ETag"] and not again.content


def test_the_mark_moves_with_what_is_published_and_not_before(asked):
    client = asked.province.client()

    def told():
        live._told.clear()
        return client.get(asked.url("live.json")).json()

    asked.answers("youth", asked.statements[0], *[1, -1] * 5)
    before = told()
    asked.answers("youth", asked.statements[0], *[1, -1, 1, -1])
    assert told()["mark"] == before["mark"]  # four ballots move nothing
    asked.answers("youth", asked.statements[0], -1)
    assert told()["mark"] != before["mark"]


def test_no_login_is_read_and_no_cookie_set(asked):
    client = asked.province.client("secretariat")
    for path in ("live.json", "live/"):
        answer = client.get(asked.url(path))
        assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
        assert not hasattr(answer.wsgi_request, "session")


def test_a_draft_and_another_province_have_none(asking, other):
    draft = asking(opened=False)
    for path in ("live/", "live.json"):
        assert draft.province.client().get(draft.url(path)).status_code == 404
        assert other.client().get(other.url(f"listen/{draft.topic.code}/{path}")).status_code == 404


def test_the_wall(asked, queries):
    client = asked.province.client()
    page = client.get(asked.url("live/")).content.decode()
    assert "ยังน้อยเกินกว่าจะบอก" in page and "ดูตัวเลขล่าสุด" in page
    token = asked.door("youth").token
    assert token not in page and "ส่องคิวอาร์ของเครือข่ายท่าน" in page
    assert "ส่องเพื่อตอบ" in client.get(asked.url(f"live/?door={token}")).content.decode()
    for network in ("youth", "religion", "community", "public_health"):
        asked.answers(network, asked.statements[0], *[1] * 40, *[-1] * 5)
    with queries(12):
        page = client.get(asked.url("live/")).content.decode()
    assert "เห็นด้วย" in page and asked.statements[0].text in page.replace('<span class="keep">', "").replace(
        "</span>", ""
    )
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    page = client.get(asked.url("live/")).content.decode()
    assert "ดูตัวเลขล่าสุด" not in page and "ปิดรับแล้ว" in page and "180" in page
    assert "กำลังคำนวณแผนที่ความเห็น" in page and "ไม่ถึง 50 คน" not in page


def test_the_wall_says_what_it_shows_so_that_nothing_is_missed(asked):
    """The page carries the mark of what stands on it, as live.json tells it; both move with what is published and with the closing."""
    client = asked.province.client()

    def same():
        live._told.clear()
        told = client.get(asked.url("live.json")).json()
        page = client.get(asked.url("live/")).content.decode()
        return f'data-known="{told["mark"]} {told["people"]} {told["answers"]}"' in page, told["mark"]

    asked.answers("youth", asked.statements[0], *[1, -1] * 6)
    right, before = same()
    assert right
    asked.topic.closes_at = timezone.now() - timedelta(minutes=1)
    asked.topic.save(update_fields=["closes_at"])
    right, after = same()
    assert right and after != before


def test_the_state_in_the_head_is_renewed_with_the_wall(asked):
    page = asked.province.client().get(asked.url("live/")).content.decode()
    assert re.search(r'id="wall-state" data-live-part>\s*เปิดรับอยู่', page)
