"""One address for a topic: in every QR and link that leaves the screen, wherever the office sits."""

from __future__ import annotations

import pytest

from thaktho.stages.listen import actions, origin

WIFI = "http://192.168.43.1:8000"
WARNS = "คิวอาร์และลิงก์ชี้มาที่เครื่องนี้เอง"


@pytest.fixture
def asked(asking):
    return asking(open_door=True, address=WIFI)


def test_everything_that_leaves_the_screen_carries_it(asked):
    client = asked.province.client("secretariat")
    asked_at = {"HTTP_HOST": "127.0.0.1:8000"}
    for path in ("doors/", "doors/?grid=1", "manage/", ""):
        page = client.get(asked.url(path), **asked_at).content.decode()
        assert WIFI + asked.url() in page and "http://127.0.0.1" not in page and WARNS not in page
    order = client.get(asked.url(f"hall/{asked.door('youth').pk}/sheets/"), **asked_at).content.decode()
    assert f'value="{WIFI}"' in order


def test_without_one_a_laptop_gives_its_address_in_the_hall(asking, monkeypatch):
    asked = asking()
    client = asked.province.client("secretariat")
    monkeypatch.setattr(origin, "addresses", lambda: ["10.0.0.7"])
    page = client.get(asked.url("doors/"), HTTP_HOST="localhost:8000").content.decode()
    assert f"http://10.0.0.7:8000{asked.url()}" in page and WARNS not in page
    monkeypatch.setattr(origin, "addresses", list)
    for path in ("doors/", "manage/"):
        assert WARNS in client.get(asked.url(path), HTTP_HOST="localhost:8000").content.decode()


def test_it_is_set_and_moved_while_people_answer(asked):
    client = asked.province.client("secretariat")
    form = client.get(asked.url("edit/")).content.decode()
    assert f'value="{WIFI}"' in form
    wrong = client.post(asked.url("edit/"), {"address": "สวัสดี/x"})
    assert "ที่อยู่นี้ใช้ไม่ได้" in wrong.content.decode()
    assert client.post(asked.url("edit/"), {"address": "10.0.0.2"}).status_code == 302
    asked.topic.refresh_from_db()
    assert asked.topic.address == "http://10.0.0.2"


def test_papers_open_by_it(asked):
    asked.answers("youth", asked.statements[0], *[1] * 5)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    client = asked.province.client("secretariat")
    assert client.get(asked.url("answers/youth/")).context["address"] == WIFI + asked.url()
