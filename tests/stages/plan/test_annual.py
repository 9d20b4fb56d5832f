"""The action plan of one fiscal year is cut from a version: its rows, its money, its quarters."""

from datetime import date
from decimal import Decimal

import pytest

from tests.stages.plan.tree_cast import add, make_cast
from tests.stages.plan.weaving_cast import row
from thaktho.ground.files import queries as files
from thaktho.ground.jobs import actions as jobs
from thaktho.stages.plan import queries as plan
from thaktho.stages.plan.actions import papers, versions
from thaktho.stages.plan.actions.tree import set_tree_state
from thaktho.stages.plan.models import BudgetLine, PlanRow, RowTarget, VersionDocument
from thaktho.stages.plan.papers.annual import annual_document
from thaktho.stages.plan.papers.printing import document_of
from thaktho.stages.plan.queries import versions as queries
from thaktho.stages.plan.summary import summary_of


@pytest.fixture
def by(province):
    return province.actor("secretariat")


def money(province, made, year, amount, fund=""):
    BudgetLine.objects.create(programme=province.programme, row=made, year=year, fund=fund, amount=amount)


@pytest.fixture
def version(province, by):
    spring = row(
        province,
        "religion",
        "อบรมสามเณร",
        starts_on=date(2020, 4, 1),
        ends_on=date(2020, 4, 10),
        indicator="ผู้บรรพชา",
        unit="คน",
    )
    money(province, spring, 2563, 20000, "งบพัฒนาจังหวัด")
    money(province, spring, 2564, 30000)
    RowTarget.objects.create(programme=province.programme, row=spring, year=2563, value=120)
    row(province, "youth", "ค่ายข้ามปี", starts_on=date(2020, 8, 1), ends_on=date(2020, 11, 30))
    row(province, "community", "ธนาคารความดี")
    return versions.make_version(by, province.programme, title="แผน 3 ปี")


def annual(version, year):
    return annual_document(version, list(queries.lines(version)), year, "ร่างเสนอที่ประชุม")


def titles(document):
    return [line[1] for line in document.rows]


def test_a_row_stands_in_each_year_it_is_done_or_paid_for(version):
    assert titles(annual(version, 2563)) == ["อบรมสามเณร", "ค่ายข้ามปี"]
    assert titles(annual(version, 2564)) == ["อบรมสามเณร", "ค่ายข้ามปี"]
    assert titles(annual(version, 2565)) == []


def test_money_is_the_year_s_own_and_nothing_is_not_zero(version):
    one, two = annual(version, 2563).rows
    assert (one[4], two[4]) == (Decimal(20000), None)
    assert annual(version, 2564).sums(annual(version, 2564).rows)[4] == Decimal(30000)


def test_quarters_follow_the_fiscal_year(version):
    marks = {year: [line[6:10] for line in annual(version, year).rows] for year in (2563, 2564)}
    assert marks[2563] == [("", "", "/", ""), ("", "", "", "/")]
    assert marks[2564] == [("–", "–", "–", "–"), ("/", "", "", "")]
    assert any("1 แถวไม่ได้ระบุวันที่ดำเนินงานในปีนี้" in note for note in annual(version, 2564).notes)


def test_headings_follow_the_tree_then_the_networks(province, by):
    cast = make_cast(province)
    second = add(province, cast, "strategy", "ชุมชนดี")
    for title, branch in (("ไม่ผูก", None), ("ท้าย", second), ("ใน", cast.objective)):
        made = row(province, "religion", title, starts_on=date(2020, 4, 1), ends_on=date(2020, 4, 2))
        type(made).objects.filter(pk=made.pk).update(branch=branch)
    set_tree_state(by, cast.tree, "use")
    version = versions.make_version(by, province.programme, title="แผน 3 ปี")
    bands = annual(version, 2563).bands
    kept = ["1 สร้างคนดี › 1.1 เยาวชนมีวินัย", "2 ชุมชนดี", "เครือข่ายศาสนา"]
    assert [band.title for band in bands] == kept
    version.tree = {}  # a version issued before trees were kept
    assert [band.title for band in annual(version, 2563).bands] == [
        "ชุมชนดี",
        "สร้างคนดี › เยาวชนมีวินัย",
        "เครือข่ายศาสนา",
    ]


def test_what_belongs_to_no_year_is_said(version):
    assert any("1 แถวของแผนยังไม่ระบุปี" in note for note in annual(version, 2563).notes)


def test_numbers_run_as_printed(version):
    assert [line[0] for line in annual(version, 2563).rows] == ["1", "2"]


@pytest.mark.parametrize(("format", "head"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_three_formats_are_made_once(province, by, version, format, head):
    job = papers.ask_document(by, version, format, year=2563)
    assert papers.ask_document(by, version, format, year=2563) == job
    jobs.run_now(job)
    paper = VersionDocument.objects.get(version=version, year=2563, format=format)
    assert files.data(paper.file).startswith(head)
    assert "2563" in paper.file.name


def test_a_year_outside_the_programme_is_not_made(province, version):
    client = province.client("secretariat")
    assert client.post(province.url("plan/versions/1/annual/2599/pdf/")).status_code == 404
    assert client.post(province.url("plan/versions/1/annual/2563/pdf/")).status_code == 302


def test_an_activitys_money_stands_in_its_projects(province, by):
    """The project states 100,000 for its two activities: neither the plan nor the action plan says 200,000."""
    project, *activities = [
        row(province, "religion", title, budget=Decimal(baht))
        for title, baht in (("โครงการ", 100000), ("กิจกรรมหนึ่ง", 60000), ("กิจกรรมสอง", 40000))
    ]
    PlanRow.objects.filter(pk__in=[one.pk for one in activities]).update(part_of=project)
    version = versions.make_version(by, province.programme, title="แผน")
    assert plan.totals(plan.rows(province.programme, by)).budget == Decimal(100000)
    assert document_of(version, "proposed").stated == (1, Decimal(100000))
    assert "100,000 บาท (1 จาก 3 แถว)" in summary_of(version, "")
    table = annual(version, 2563)
    assert Decimal(100000) in table.sums(table.rows) and "(60,000)" in table.rows[1]
    assert any("2 แถวอยู่ในงบของโครงการ" in note for note in table.notes)
