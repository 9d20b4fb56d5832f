"""The pages: who sees what, what a form does, bounded queries, and another province's rows nowhere."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thaktho.ground.base import new_id
from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import ImportBatch, NetworkPlan, PlanRow

from .conftest import fresh, line, titles, xlsx

JSON = {"HTTP_ACCEPT": "application/json"}


def row_url(province, row, end=""):
    return province.url(f"plan/rows/{row.pk}/{end}")


def posted(page):
    """What the page's main form would send back unchanged."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, "", False):
            data[bound.html_name] = value
    return {**data, "version": page.context["row"].version, "act_id": str(new_id())}


@pytest.mark.parametrize("who", ["visitor", "religion", "youth", "secretariat", "executive", "observer"])
@pytest.mark.parametrize(
    "path",
    [
        "plan/",
        "plan/rows/",
        "plan/religion/",
        "plan/rows/?year=2563&amphoe=5701&virtue=discipline&q=ก&sort=title",
    ],
)
def test_everybody_reads_the_lists(province, make, who, path):
    make(budget="100", when_text="11 มี.ค. 2563", virtues_text="วินัย")
    assert province.client(who).get(province.url(path)).status_code == 200


@pytest.mark.parametrize(
    "who, sees",
    [
        ("visitor", False),
        ("youth", False),
        ("religion", True),
        ("secretariat", True),
        ("executive", True),
        ("observer", True),
    ],
)
def test_drafts_are_seen_by_those_concerned_only(province, make, who, sees):
    row, client = make("ร่างลับ", when_text="วันพระใหญ่"), province.client(who)
    for path in ("plan/religion/", "plan/rows/", "plan/religion/rows.csv"):
        assert ("ร่างลับ" in client.get(province.url(path)).content.decode()) is sees
    assert client.get(row_url(province, row)).status_code == (200 if sees else 404)
    assert client.get(row_url(province, row, "history/")).status_code == (200 if sees else 404)


@pytest.mark.parametrize("who", ["visitor", "youth"])
def test_sent_rows_are_open_but_not_their_flags(province, make, who):
    row = make("งานบุญ", when_text="วันพระใหญ่")
    PlanRow.objects.update(state="submitted")
    page = province.client(who).get(province.url("plan/religion/")).content.decode()
    assert "งานบุญ" in page and "sheet-note" not in page
    assert province.client(who).get(row_url(province, row)).status_code == 200
    assert province.client(who).get(row_url(province, row, "history/")).status_code == 403


def test_the_sheet_shows_flags_missing_and_zero(province, make):
    make("ก", when_text="วันพระใหญ่", budget="0")
    make("ข")
    page = province.client("religion").get(province.url("plan/religion/")).content.decode()
    assert "ใช้เป็นข้อความ" in page and "เลือกวันที่" in page
    assert len(re.findall(r'class="num missing" data-field="budget"', page)) == 1
    assert "(ไม่ใช้งบประมาณ)" in page


@pytest.mark.parametrize("who", ["religion", "secretariat", "visitor"])
def test_queries_of_the_sheet_are_bounded(province, queries_300, queries, who):
    client = province.client(who)
    for path in ("plan/religion/", "plan/religion/?page=3&q=กิจกรรม", "plan/rows/", "plan/"):
        client.get(province.url(path))
        with queries(15):
            assert client.get(province.url(path)).status_code == 200


@pytest.mark.parametrize("who", ["religion", "secretariat", "visitor"])
def test_queries_of_a_rows_page_are_bounded(province, make, queries, who):
    more = {"area_text": "จ.เชียงราย", "lead": "วัดพระแก้ว", "partners": ["เทศบาลนครเชียงราย", "อบจ.เชียงราย"]}
    rows = [
        make(f"ก {n}", when_text="วันพระใหญ่", targets={"2563": "10"}, budget="500", **more) for n in range(3)
    ]
    if who == "visitor":
        PlanRow.objects.update(state="submitted")
    client, address = province.client(who), row_url(province, rows[1])
    client.get(address)
    with queries(15):
        page = client.get(address).content.decode()
    assert ('name="title"' in page) is (who != "visitor")
    if who != "visitor":
        assert row_url(province, rows[0]) in page and row_url(province, rows[2]) in page
        province.client(who).get(province.url("plan/religion/new/"))
        with queries(15):
            assert client.get(province.url("plan/religion/new/")).status_code == 200


@pytest.fixture
def queries_300(province):
    network = province.networks["religion"]
    rows = [
        actions.NewRow(
            {
                "title": f"กิจกรรม {n}",
                "when_text": "วันพระใหญ่" if n % 5 == 0 else "11 มี.ค. 2563",
                "budget": str(n),
                "area_text": "จ.เชียงราย",
            },
            state="submitted",
        )
        for n in range(300)
    ]
    return actions.load_rows(province.system, network, rows)


def test_totals_are_over_all_rows_not_over_the_page(province, queries_300):
    page = province.client("secretariat").get(province.url("plan/religion/"))
    assert len(page.context["lines"]) == 50
    assert page.context["totals"].budget == sum(range(300)) and page.context["totals"].zero == 1


def test_a_row_is_saved_by_its_form(province, make):
    row, client = make("ก"), province.client("religion")
    data = posted(client.get(row_url(province, row)))
    assert client.post(row_url(province, row), data).status_code == 302
    assert fresh(row).version == 1, "an unchanged form changes nothing"
    data |= {
        "problem": "ขยะ", "virtues": ["discipline"], "when_text": "1-10 เม.ย. 2563", "target_2563": "๑๐", "area_text": "จ.เชียงราย",
        "line_0_year": "2563", "line_0_fund": "กองทุน", "line_0_amount": "20,000", "line_1_year": "2564", "line_1_amount": "0",
        "lead": "วัดตัวอย่าง", "partners": "โรงเรียน\nเทศบาล", "act_id": str(new_id()),
    }  # fmt: skip
    assert client.post(row_url(province, row), data).status_code == 302
    row = fresh(row)
    assert (row.problem, row.virtues, row.budget, row.lead.name) == ("ขยะ", ["discipline"], 20000, "วัดตัวอย่าง")
    assert [(line.year, line.fund, line.amount) for line in row.budget_lines.all()] == [
        (2563, "กองทุน", 20000),
        (2564, "", 0),
    ]
    assert [(target.year, target.value) for target in row.targets.all()] == [(2563, 10)]
    page = client.get(row_url(province, row)).content.decode()
    assert "อ่านเป็น" in page and "จังหวัด" in page or "เชียงราย" in page
    data = posted(client.get(row_url(province, row)))
    client.post(row_url(province, row), data)
    assert fresh(row).version == 2


def test_no_budget_is_an_explicit_zero(province, make):
    row, client = make("ก"), province.client("religion")
    data = posted(client.get(row_url(province, row))) | {"no_budget": "on"}
    client.post(row_url(province, row), data)
    assert fresh(row).budget == 0 and fresh(row).budget_lines.count() == 1
    data = posted(client.get(row_url(province, row))) | {"line_0_amount": "500"}
    answer = client.post(row_url(province, row), data)
    assert answer.status_code == 422 and "เลือกอย่างใดอย่างหนึ่ง" in answer.content.decode()
    data.pop("no_budget")
    client.post(row_url(province, row), data)
    assert fresh(row).budget == 500


def test_what_cannot_be_read_stays_in_the_form(province, make):
    row, client = make("ก"), province.client("religion")
    data = posted(client.get(row_url(province, row))) | {
        "baseline": "เยอะ",
        "line_0_amount": "สองหมื่นกว่า ๆ",
        "problem": "พิมพ์ไว้แล้ว",
    }
    page = client.post(row_url(province, row), data)
    text = page.content.decode()
    assert page.status_code == 422 and "เยอะ" in text and "สองหมื่นกว่า ๆ" in text and "พิมพ์ไว้แล้ว" in text


def test_autosave_saves_what_is_right_and_tells_what_is_not(province, make):
    row, client = make("ก"), province.client("religion")
    data = posted(client.get(row_url(province, row))) | {
        "problem": "ขยะ",
        "baseline": "เยอะ",
        "when_text": "วันพระใหญ่",
    }
    answer = client.post(row_url(province, row), data, **JSON).json()
    assert answer["version"] == 2 and "baseline" in answer["problems"]
    assert answer["readings"]["when_text"] and fresh(row).problem == "ขยะ"
    assert client.post(row_url(province, row), data, **JSON).json()["version"] == 2


def test_a_new_row_sent_twice_is_one(province):
    client, url = province.client("religion"), province.url("plan/religion/new/")
    page = client.get(url)
    data = {"title": "ใหม่", "row_id": str(page.context["row_id"]), "act_id": str(new_id())}
    assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert titles(province) == ["ใหม่"] and str(PlanRow.objects.get().pk) == data["row_id"]


def test_a_new_row_without_a_title_keeps_what_was_typed(province):
    page = province.client("religion").post(province.url("plan/religion/new/"), {"problem": "ขยะ"})
    assert page.status_code == 422 and "ขยะ" in page.content.decode() and not PlanRow.objects.exists()


def cell(client, province, row, field, value, version=1, **extra):
    data = {"field": field, "value": value, "version": version, "act_id": str(new_id())}
    return client.post(row_url(province, row, "cell/"), data, **extra)


def test_a_cell_is_saved(province, make):
    row, client = make("ก"), province.client("religion")
    answer = cell(client, province, row, "when_text", "11 มี.ค. 2563", **JSON).json()
    assert answer["version"] == 2 and "11 มี.ค. 2563" in answer["html"]
    answer = cell(client, province, row, "budget", "๑,๕๐๐", 2, **JSON).json()
    assert answer["total"] == "1,500" and fresh(row).budget_lines.get().year == 2563
    cell(client, province, row, "budget", "0", 3, **JSON)
    assert fresh(row).budget == 0 and fresh(row).budget_lines.get().year == 2563
    cell(client, province, row, "budget", "", 4, **JSON)
    assert fresh(row).budget is None
    cell(client, province, row, "virtues_text", "วินัย", 5, **JSON)
    cell(client, province, row, "virtues_text", "สามัคคี", 6, **JSON)
    assert (fresh(row).virtues, fresh(row).virtues_text) == ([], "สามัคคี")
    assert cell(client, province, row, "title", "", 7, **JSON).status_code == 422
    assert cell(client, province, row, "state", "accepted", 7, **JSON).status_code == 422


def test_a_clash_in_a_cell_is_shown_and_chosen_without_a_script(province, make):
    row = make("ก", problem="เดิม")
    client = province.client("religion")
    cell(province.client("secretariat"), province, row, "problem", "ของสำนักงาน")
    assert cell(client, province, row, "problem", "ของเรา", **JSON).status_code == 409
    page = cell(client, province, row, "problem", "ของเรา")
    text = page.content.decode()
    assert page.status_code == 409 and "ของสำนักงาน" in text and "ของเรา" in text
    data = {
        "mine": page.context["mine"],
        "version": page.context["row"].version,
        "choose_problem": "mine",
        "act_id": str(new_id()),
    }
    assert client.post(row_url(province, row), data).status_code == 302
    assert fresh(row).problem == "ของเรา"
    client.post(
        row_url(province, row), data | {"choose_problem": "theirs", "version": 3, "act_id": str(new_id())}
    )
    assert fresh(row).problem == "ของเรา"


def test_flags_are_answered_on_their_page(province, make):
    row, client = make("ก", when_text="พุธที่ขึ้น 15 ค่ำ"), province.client("religion")
    url = row_url(province, row, f"flags/{row.flags.get().pk}/")
    assert client.get(url).status_code == 200
    assert client.post(url, {"start": "วันไหนสักวัน"}).status_code == 422
    assert (
        client.post(url, {"start": "4 มี.ค. 2563", "end": "6 มี.ค. 2563", "act_id": str(new_id())}).status_code
        == 302
    )
    assert fresh(row).ends_on.isoformat() == "2020-03-06"
    other = make("ข", when_text="วันพระใหญ่")
    client.post(row_url(province, other, f"flags/{other.flags.get().pk}/"), {"as": "text"})
    assert other.flags.get().settled_as == "text"


def test_remove_and_undo_by_pages(province, make):
    row, client = make("ก"), province.client("religion")
    assert client.get(row_url(province, row, "remove/")).status_code == 200
    assert client.post(row_url(province, row, "remove/"), {"reason": ""}).status_code == 200
    client.post(row_url(province, row, "remove/"), {"reason": "ซ้ำ", "act_id": str(new_id())})
    assert titles(province) == []
    assert "ก" in client.get(province.url("plan/religion/removed/")).content.decode()
    assert client.get(row_url(province, row)).status_code == 200
    client.post(row_url(province, row, "restore/"), {"act_id": str(new_id())})
    assert titles(province) == ["ก"]


def test_from_draft_to_accepted_by_pages(province, make):
    row = make("ก", when_text="")
    own, office = province.client("religion"), province.client("secretariat")
    page = own.get(province.url("plan/religion/submit/")).content.decode()
    assert "ส่งแผน 1 แถว" in page and "ยังไม่มีวันที่ 1 แถว" in page
    act = {"act_id": str(new_id())}
    assert [own.post(province.url("plan/religion/submit/"), act).status_code for _ in range(2)] == [302, 302]
    assert own.get(row_url(province, row)).context["form"] is None
    assert office.get(province.url("plan/religion/return/")).status_code == 200
    office.post(
        province.url("plan/religion/return/"),
        {"reason": "ขอวันที่", "rows": [str(row.pk)], "act_id": str(new_id())},
    )
    assert "ขอวันที่" in own.get(province.url("plan/religion/")).content.decode()
    own.post(province.url("plan/religion/submit/"), {"act_id": str(new_id())})
    assert office.get(province.url("plan/religion/accept/")).status_code == 200
    office.post(province.url("plan/religion/accept/"), {"act_id": str(new_id())})
    assert fresh(row).state == "accepted"
    assert office.get(province.url("plan/religion/reopen/")).status_code == 200
    office.post(province.url("plan/religion/due/"), {"due": "30 มิ.ย. 2563", "act_id": str(new_id())})
    assert NetworkPlan.objects.get().due_on.isoformat() == "2020-06-30"
    assert own.post(province.url("plan/religion/accept/"), {}).status_code == 403


def test_an_import_by_pages(province):
    client = province.client("religion")
    url = province.url("plan/religion/import/")
    assert client.get(url).status_code == 200
    assert client.post(url, {"mode": "append"}).status_code == 422
    act = str(new_id())
    where = [
        client.post(
            url,
            {
                "file": SimpleUploadedFile("แผน.xlsx", xlsx(line(1, "ก", when="วันพระใหญ่"))),
                "mode": "append",
                "act_id": act,
            },
        )["Location"]
        for _ in range(2)
    ]
    assert where[0] == where[1] and ImportBatch.objects.count() == 1
    assert "กำลังอ่านไฟล์" in client.get(where[0]).content.decode()
    actions.read_batch(province.programme, ImportBatch.objects.get().pk, lambda done, total: None)
    page = client.get(where[0] + "?only=flagged").content.decode()
    assert "วันพระใหญ่" in page and "flagged" in page
    assert province.client("youth").get(where[0]).status_code == 404
    client.post(where[0] + "apply/", {"mode": "append", "act_id": str(new_id())})
    assert titles(province) == ["ก"]
    assert client.get(where[0]).status_code == 200
    client.post(where[0] + "undo/", {"act_id": str(new_id())})
    assert titles(province) == []
    refused = actions.bring(
        province.actor("religion"), province.networks["religion"], "ก.xlsx", xlsx(line(1, "ก"), line(1, "ข"))
    )
    actions.read_batch(province.programme, refused.pk, lambda done, total: None)
    assert "ยังไม่มีแถวใดเปลี่ยน" in client.get(province.url(f"plan/imports/{refused.pk}/")).content.decode()


def test_a_block_is_shown_before_it_is_pasted(province, make):
    rows, client = [make("ก"), make("ข")], province.client("religion")
    url = province.url("plan/religion/paste/")
    block = 'กใหม่\t80 คน\t11 มี.ค. 2563\t500\nข\t\t\t\n"ค\nสองบรรทัด"\tร้อยละ 5\t\t0\n'
    page = client.post(url, {"block": block, "row": str(rows[0].pk), "field": "title"})
    assert (page.context["changed"], page.context["new"]) == (1, 1) and titles(province) == ["ก", "ข"]
    act = {"confirm": "1", "typed": page.context["typed"], "act_id": str(new_id())}
    assert [client.post(url, act).status_code for _ in range(2)] == [302, 302]
    assert titles(province) == ["กใหม่", "ข", "ค\nสองบรรทัด"]
    assert fresh(rows[0]).budget == 500 and PlanRow.objects.get(number=3).budget == 0
    assert len(queries.row_history(province.programme, rows[0])) == 2


def test_a_paste_over_somebody_elses_change_changes_nothing(province, make):
    rows, client = [make("ก"), make("ข")], province.client("religion")
    url = province.url("plan/religion/paste/")
    page = client.post(url, {"block": "ก2\nข2", "row": str(rows[0].pk), "field": "title"})
    cell(province.client("secretariat"), province, rows[1], "title", "ของสำนักงาน")
    client.post(url, {"confirm": "1", "typed": page.context["typed"], "act_id": str(new_id())})
    assert titles(province) == ["ก", "ของสำนักงาน"]


@pytest.mark.parametrize("path", ["form.xlsx", "rows.xlsx", "rows.csv"])
def test_files(province, make, path):
    make("ก", budget="0")
    answer = province.client("religion").get(province.url(f"plan/religion/{path}"))
    assert answer.status_code == 200 and answer.content and "attachment" in answer["Content-Disposition"]


def test_another_province_sees_and_reaches_nothing(province, other, make):
    row = make("ของเชียงราย", when_text="วันพระใหญ่")
    PlanRow.objects.update(state="submitted")
    client = other.client("secretariat")
    for path in ("plan/", "plan/rows/", "plan/religion/", "plan/religion/rows.csv", "plan/religion/removed/"):
        assert "ของเชียงราย" not in client.get(other.url(path)).content.decode()
    for end in ("", "history/", "remove/", f"flags/{row.flags.get().pk}/"):
        assert client.get(other.url(f"plan/rows/{row.pk}/{end}")).status_code == 404
    for end in ("cell/", "restore/", "move/", "comment/"):
        assert (
            client.post(
                other.url(f"plan/rows/{row.pk}/{end}"),
                {"field": "title", "value": "x", "text": "x", "number": "1"},
            ).status_code
            == 404
        )
    assert client.get(row_url(province, row)).status_code == 200  # a visitor there: it was submitted
    assert client.post(row_url(province, row), {"version": 1, "title": "x"}).status_code == 403
    assert queries.rows_for_weaving(other.programme) == [] and queries.count_by_network(other.programme) == {}
    assert not queries.rows(province.programme, other.actor("secretariat")).exists()


@pytest.mark.parametrize("who", ["visitor", "executive", "observer"])
def test_readers_have_no_editing_pages(province, make, who):
    row, client = make("ก"), province.client(who)
    for path in ("new/", "import/", "submit/", "return/", "accept/", "reopen/", "due/", "removed/"):
        assert client.get(province.url(f"plan/religion/{path}")).status_code == 403
    assert cell(client, province, row, "title", "x").status_code == 403
