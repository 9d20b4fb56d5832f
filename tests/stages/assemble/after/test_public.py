"""สัญญาแล้วทำอะไรไปบ้าง: filters, figures, open data, and how seldom it asks the database."""

from __future__ import annotations

import csv
import io

import pytest

from thaktho.stages.assemble.after import actions
from thaktho.stages.assemble.editions.models import Edition


@pytest.fixture
def some(promise, followed):
    promise("religion", due=-3, text="ปลูกป่า")
    doing = promise("youth", text="ธนาคารความดี")
    promise("", text="เปิดข้อมูล")
    actions.report(followed.actor("youth"), doing, state="doing", text="เปิดแล้ว 2 แห่ง")
    return followed


def page(made, query="", who="visitor"):
    return made.province.client(who).get(made.province.url(f"assembly/commitments/{query}")).content.decode()


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("", ["ปลูกป่า", "ธนาคารความดี", "เปิดข้อมูล"], []),
        ("?state=late", ["ปลูกป่า"], ["ธนาคารความดี", "เปิดข้อมูล"]),
        ("?state=doing", ["ธนาคารความดี"], ["ปลูกป่า"]),
        ("?state=not_started", ["เปิดข้อมูล"], ["ปลูกป่า</a>"]),
        ("?network=youth", ["ธนาคารความดี"], ["ปลูกป่า</a>"]),
        ("?q=ธนาคาร", ["ธนาคารความดี"], ["ปลูกป่า</a>"]),
        ("?edition=2563", ["ปลูกป่า", "ธนาคารความดี"], []),
        ("?edition=1999&network=x&state=x&page=x", ["ปลูกป่า"], []),
        ("?q=ไม่มีคำนี้เลย", ["ไม่พบพันธสัญญาตามที่กรอง"], ["ธนาคารความดี"]),
    ],
)
def test_filters(some, query, shown, hidden):
    words = page(some, query)
    assert all(one in words for one in shown)
    assert not any(one in words for one in hidden)


def test_empty_says_what_will_stand_there(province):
    answer = province.client().get(province.url("assembly/commitments/"))
    assert answer.status_code == 200 and "ยังไม่มีพันธสัญญา" in answer.content.decode()


def test_a_rehearsal_is_nobodys_promise(some):
    Edition.objects.filter(pk=some.edition.pk).update(
        rehearsal_of=Edition.objects.create(
            programme=some.province.programme, code="2570", title="จริง", year=2570
        )
    )
    assert "ปลูกป่า" not in page(some)
    inside = (
        some.province.client("secretariat").get(some.province.url("assembly/2563/after/")).content.decode()
    )
    assert "ปลูกป่า" in inside  # those who rehearse see what they rehearse
    assert some.province.client().get(some.province.url("assembly/2563/after/")).status_code == 404


def test_open_data(some):
    client = some.province.client()
    body = client.get(some.province.url("assembly/commitments.json?state=late")).json()
    assert [(row["text"], row["late"], row["clause"]) for row in body["commitments"]] == [("ปลูกป่า", True, 1)]
    text = client.get(some.province.url("assembly/commitments.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["owner"] for row in rows} == {"เครือข่ายศาสนา", "เครือข่ายเด็กและเยาวชน", "เทศบาลตัวอย่าง"}


def test_a_formula_stays_words(some, promise):
    promise(text="=HYPERLINK(1)")
    text = some.province.client().get(some.province.url("assembly/commitments.csv")).content.decode()
    assert "'=HYPERLINK" in text


@pytest.mark.parametrize(
    "path",
    ["commitments/", "commitments.json", "2563/after/", "2563/after/scorecard/", "2563/after/proceedings/"],
)
def test_pages_ask_seldom(some, promise, queries, path):
    for number in range(30):
        row = promise("religion", text=f"สัญญา {number}")
        actions.report(some.actor("religion"), row, state="doing", text="เริ่ม")
    for who in ("visitor", "secretariat"):
        client = some.province.client(who)
        client.get(some.province.url(f"assembly/{path}"))
        with queries(15):
            client.get(some.province.url(f"assembly/{path}"))


def test_one_commitment_asks_seldom(some, promise, queries, following_year):
    row = promise()
    for number in range(8):
        actions.report(some.actor("religion"), row, state="doing", text=f"ครั้งที่ {number}")
    actions.carry_all()
    client = some.province.client("secretariat")
    address = some.province.url(f"assembly/commitments/{row.pk}/")
    client.get(address)
    with queries(18):
        client.get(address)


def test_where_it_came_from_is_on_the_thread(some, promise):
    row = promise()
    answer = some.province.client().get(some.province.url(f"thread/assemble.commitment/{row.pk}/"))
    assert answer.status_code == 200 and "ปลูกป่าชุมชนทุกตำบล" in answer.content.decode()
