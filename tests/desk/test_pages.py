"""Home and desks: who sees which page, how much they ask of the database, and that every link leads somewhere."""

import csv
import io
import re

import pytest
from django.core.cache import caches

from thaktho.stages.listen import actions as listening

ROLES = ["visitor", "secretariat", "executive", "observer", "community"]


@pytest.fixture(autouse=True)
def _fresh():
    caches["memory"].clear()


@pytest.fixture
def topic(province):
    row = listening.add_topic(
        province.actor("secretariat"), province.programme, title="สิ่งที่อยากเห็น", question="ท่านอยากเห็นอะไร"
    )
    listening.seed(province.actor("secretariat"), row, "ข้อความตั้งต้นข้อหนึ่ง")
    listening.open_topic(province.actor("secretariat"), row)
    return row


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["", "desk/", "search/?q=ชุมชน", "sources/", "data.csv"])
def test_pages_ask_little(province, topic, role, path, queries):
    client = province.client(role)
    client.get(province.url(path))
    with queries(15):
        assert client.get(province.url(path)).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["", "desk/", "sources/", "search/?q=ชุมชน"])
def test_no_dead_links(province, topic, role, path):
    client = province.client(role)
    page = client.get(province.url(path)).content.decode()
    links = set(re.findall(r'href="(/[^"#]*)"', page)) - {"/"}
    assert links
    for link in sorted(link for link in links if not link.startswith("/static/")):
        response = client.get(link.replace("&amp;", "&"))
        assert response.status_code in (200, 302), link


def test_the_number_of_networks_is_data(province):
    assert "สี่เครือข่าย" in province.client().get(province.url()).content.decode()


def test_the_cloth_is_a_table_with_every_network_and_weft(province):
    page = province.client().get(province.url()).content.decode()
    assert page.count('scope="row" class="name"') == 4
    for weft in ("เสียง", "แผน", "ประกาศ", "กิจกรรม", "ระดับ"):
        assert f"<b>{weft}</b>" in page


def test_a_cell_is_woven_only_where_work_is(province, topic):
    from thaktho.stages.listen.queries import doors

    door = next(door for door in doors(topic) if door.network.code == "community")
    statement, _ = listening.propose(province.visitor, topic, "อยากให้รู้จักขอบคุณ", door=door)
    listening.show(province.actor("secretariat"), statement)
    page = province.client().get(province.url()).content.decode()
    assert page.count('class="woven first"') == 1
    assert page.count('class="begun first"') == 3  # the stage is at work, these are not in yet
    rows = list(
        csv.reader(io.StringIO(province.client().get(province.url("data.csv")).content.decode("utf-8-sig")))
    )
    assert [row[2] for row in rows if row[0] == "community"] == ["1"]
    assert [row[2] for row in rows if row[0] == "youth"] == ["0"]
    assert [row[4] for row in rows if row[0] == "youth"] == [""]  # not reached is not zero


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("visitor", "ท่านทำอะไรได้วันนี้"),
        ("secretariat", "งานวันนี้"),
        ("executive", "ภาพรวมวันนี้"),
        ("observer", "ภาพรวมวันนี้"),
        ("community", "เครือข่ายชุมชน"),
    ],
)
def test_each_role_has_its_desk(province, role, says):
    page = province.client(role).get(province.url("desk/")).content.decode()
    assert says in page[page.index("<h1") : page.index("</h1>")]


def test_a_coordinator_sees_the_own_selvedge_only(province):
    page = province.client("youth").get(province.url("desk/")).content.decode()
    assert 'class="draft selvedge n3"' in page
    assert "เครือข่ายศาสนา" not in page


def test_another_provinces_desk_is_a_visitors(province, other):
    page = province.client("secretariat").get(other.url("desk/")).content.decode()
    assert "ท่านทำอะไรได้วันนี้" in page


def test_example_numbers_are_marked(province):
    listening.add_topic(
        province.actor("secretariat"), province.programme, title="ก", question="ข", is_example=True
    )
    topic = province.client().get(province.url())
    assert "ข้อมูลตัวอย่าง" not in topic.content.decode()  # a draft is nobody's count
