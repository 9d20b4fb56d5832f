"""The board's pages: the form, what-if, the board, the comparison, and its list as a file."""

import io

import openpyxl
import pytest

from thaktho.ground.jobs.actions import run_now
from thaktho.stages.plan.actions import portfolio as actions
from thaktho.stages.plan.models import Portfolio

from .loom_cast import capped, computed, costed
from .weaving_cast import row

FUND = "งบพัฒนาจังหวัด"


def get(province, path="", name="secretariat"):
    return province.client(name).get(province.url(f"plan/portfolio/{path}"))


@pytest.fixture
def rows(province):
    return (
        costed(province, "religion", "ตักบาตร", (2563, FUND, "60000.50")),
        costed(province, "youth", "ค่ายเยาวชน", (2564, FUND, "50000")),
    )


def typed(**more):
    points = {"weight_base": "1", "weight_need": "1", "weight_voice": "0", "weight_network": "1"}
    return {"name": "ทางเลือก ก", "unpriced": "out"} | points | more


def test_empty_pages_say_how_to_begin(province):
    assert "ยังไม่มีทางเลือก" in get(province).text
    assert "ยังไม่มีแถวให้เลือก" in get(province, "new/").text
    assert "เลือกสองทางเลือก" in get(province, "compare/").text


def test_the_form_begins_with_what_the_rows_ask_for(province, rows):
    row(province, "community", "ยังไม่บอกงบ")
    text = get(province, "new/").text
    assert 'value="60,000.50"' in text and 'value="50,000"' in text
    assert "1 แถวยังไม่ระบุงบ" in text


def test_a_sum_that_is_likely_a_slip_is_no_cap_to_begin_with(province, rows):
    slip = costed(province, "youth", "ค่ายแพง", (2563, FUND, 10**12), (2565, "งบใหม่", 1))
    text = get(province, "new/").text
    assert 'value="60,000.50"' in text and "1,000,000" not in text
    assert "1 แถวมีงบสูงกว่าแถวส่วนใหญ่" in text and f"{slip.pk}/#id_budget_text" in text
    assert "งบใหม่" in text  # its fund can still be capped


def test_made_by_a_plain_form_and_shown_as_a_board(province, rows):
    client = province.client("secretariat")
    sent = client.post(
        province.url("plan/portfolio/new/"), typed(cap_2563_0="๑๐๐", **{f"pin_{rows[1].pk}": "2565"})
    )
    made = Portfolio.objects.get()
    assert sent.status_code == 302 and str(made.job_id) in sent.url
    assert made.demands["caps"] == [{"year": 2563, "fund": FUND, "baht": "100"}]
    assert made.pins == {str(rows[1].pk): "2565"}
    run_now(made.job)
    text = get(province, f"{made.pk}/").text
    assert "ค่ายเยาวชน" in text and "เหลือ 100 บาท แต่แถวนี้ใช้ 60,000.50 บาท" in text


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"cap_2563_0": "มาก"}, {"floor_amphoe": "-1"}, {"weight_base": "1.5"}, {"cap_all": "1e14"}]
)  # fmt: skip
def test_what_cannot_be_meant_is_told_at_its_box(province, rows, wrong):
    answer = province.client("secretariat").post(province.url("plan/portfolio/new/"), typed(**wrong))
    assert answer.status_code == 422 and "กรุณา" in answer.text
    assert not Portfolio.objects.exists()


def test_a_what_if_begins_from_the_scenarios_demands_and_pins(province, rows):
    first = computed(province, capped(2563, FUND, "77"), {str(rows[0].pk): "not"}, name="ฐาน")
    text = get(province, f"new/?from={first.pk}").text
    assert 'value="77"' in text and 'value="not" selected' in text and "ถ้าเปลี่ยนจาก" in text
    province.client("secretariat").post(province.url("plan/portfolio/new/"), typed(**{"from": str(first.pk)}))
    assert Portfolio.objects.exclude(pk=first.pk).get().based_on_id == first.pk


def test_pins_of_the_adopted_one_are_remembered(province, rows):
    first = computed(province, pins={str(rows[0].pk): "not"})
    actions.adopt(province.actor("secretariat"), first, "เหตุ")
    assert 'value="not" selected' in get(province, "new/").text


def test_an_impossible_one_leads_to_each_demand(province, rows):
    found = computed(province, capped(2563, FUND, "1"), {str(rows[0].pk): "must"})
    text = get(province, f"{found.pk}/").text
    assert f"?from={found.pk}#caps" in text and f"#pin-{rows[0].pk}" in text
    assert "พบ 1 ชุดที่ขัดกัน" in text and "อาจยังมีชุดอื่น" in text


def test_two_side_by_side(province, rows):
    a, b = computed(province, name="ก"), computed(province, capped(2563, FUND, "1"), name="ข")
    text = get(province, f"compare/?a={a.pk}&b={b.pk}").text
    assert "ออกไป 1 แถว" in text and "110,000.50" in text and "เข้ามา 0 แถว" in text


def test_adopt_and_take_back_by_hand(province, rows):
    found, client = computed(province), province.client("secretariat")
    url = province.url(f"plan/portfolio/{found.pk}/")
    assert "กรุณาเขียนเหตุผล" in client.post(f"{url}adopt/", {"reason": " "}, follow=True).text
    assert "รับทางเลือกนี้ไว้แล้ว" in client.post(f"{url}adopt/", {"reason": "ทั่วถึงที่สุด"}, follow=True).text
    assert "ย้อนแล้ว" in client.post(f"{url}release/", follow=True).text
    assert province.client("religion").post(f"{url}adopt/", {"reason": "ก"}).status_code == 403


def test_the_list_as_a_file(province, rows):
    row(province, "community", "=SUM(A1)")
    found = computed(province)
    answer = get(province, f"{found.pk}/board.xlsx")
    cells = [
        cell.value for line in openpyxl.load_workbook(io.BytesIO(answer.content)).active for cell in line
    ]
    assert "ตักบาตร" in cells and 60000.5 in cells and "=SUM(A1)" in cells


def test_readers_read_and_strangers_do_not(province, other, rows):
    found = computed(province)
    assert get(province, f"{found.pk}/", "religion").status_code == 200
    assert get(province, f"{found.pk}/", "visitor").status_code in (302, 403)
    assert other.client("secretariat").get(other.url(f"plan/portfolio/{found.pk}/")).status_code == 404
    assert get(province, "new/", "religion").status_code == 403
    assert get(province, "compare/?a=x&b=y").status_code == 200


def test_pages_ask_little(province, rows, queries):
    a, b = computed(province), computed(province)
    client = province.client("secretariat")
    client.get(province.url("plan/"))
    for path in ("", f"{a.pk}/", f"compare/?a={a.pk}&b={b.pk}"):
        with queries(13):
            client.get(province.url(f"plan/portfolio/{path}"))
    with queries(15):
        client.get(province.url("plan/portfolio/new/"))
