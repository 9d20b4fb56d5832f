"""Two versions side by side: what came, went, was joined, was split, or changed cell by cell."""

import json

import pytest

from tests.stages.plan.weaving_cast import novices, pair, row
from thaktho.stages.plan.actions import pairs, rows, versions
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.queries.diff import compare


@pytest.fixture
def by(province):
    return province.actor("secretariat")


def issue(province, by):
    return versions.make_version(by, province.programme, title="แผน 3 ปี")


def kinds(found):
    return {change.line.data["title"]: change.kind for change in found.rows}


def test_rows_come_go_and_change(province, by):
    stays, gone = row(province, "religion", "อบรมเยาวชน 50 คน"), row(province, "community", "ธนาคารความดี")
    row(province, "youth", "ค่ายคุณธรรม")
    older = issue(province, by)
    rows.save_row(by, stays, {"title": "อบรมเยาวชน 80 คน"}, stays.version)
    rows.remove_row(by, gone, "ยกเลิก")
    row(province, "public_health", "ตลาดสีเขียว")
    found = compare(older, issue(province, by))
    assert kinds(found) == {
        "อบรมเยาวชน 80 คน": "changed", "ค่ายคุณธรรม": "same", "ตลาดสีเขียว": "added", "ธนาคารความดี": "removed",
    }  # fmt: skip
    changed = next(change for change in found.rows if change.kind == "changed")
    words = [(piece.op, piece.text) for piece in changed.cells[0].pieces if piece.op != "same"]
    assert words == [("drop", "50"), ("add", "80")]


def test_a_joined_row_is_neither_new_nor_are_its_originals_gone(province, by):
    one, other = novices(province)
    older = issue(province, by)
    pairs.decide(by, pair(province, one, other), "join", "งานเดียวกัน")
    found = compare(older, issue(province, by))
    assert [change.kind for change in found.rows] == ["joined"]
    assert {line.row_id for line in found.rows[0].joined} == {one.pk, other.pk}


def test_the_page_tells_what_changed(province, by):
    one = row(province, "religion", "อบรมเยาวชน 50 คน")
    issue(province, by)
    PlanRow.objects.filter(pk=one.pk).update(title="อบรมเยาวชน 80 คน")
    issue(province, by)
    page = province.client("visitor").get(province.url("plan/versions/2/changes/")).content.decode()
    assert "<del>50</del><ins>80</ins>" in page
    first = province.client("visitor").get(province.url("plan/versions/1/changes/"))
    assert "ฉบับแรก" in first.content.decode()
    assert province.client("visitor").get(province.url("plan/versions/2/changes/?from=7")).status_code == 404


def test_a_version_is_data_for_others(province, by):
    row(province, "religion", "อบรมเยาวชน", budget=0)
    version = issue(province, by)
    answer = province.client("visitor").get(province.url("plan/versions/1/plan.json"))
    data = json.loads(answer.content)
    assert data["format"] == "thaktho-plan/1" and data["version"]["content_sha256"] == version.content_hash
    assert [line["title"] for line in data["rows"]] == ["อบรมเยาวชน"]
