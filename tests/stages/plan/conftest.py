"""Rows, files and pages for the tests of the plan."""

from __future__ import annotations

import io

import openpyxl
import pytest

from thaktho.ground.jobs.actions import run_now
from thaktho.stages.plan import actions, cells
from thaktho.stages.plan.models import NetworkPlan, PlanRow

HEAD = [
    "ที่",
    "คุณธรรมเป้าหมาย",
    "ปัญหาที่อยากแก้",
    "ความดีที่อยากทำ",
    "กิจกรรม/โครงการ",
    "ตัวชี้วัด",
    "วัน/เดือน/ปี ที่ดำเนินงาน",
    "พื้นที่",
    "งบประมาณ (บาท)",
    "ผู้รับผิดชอบ",
]


def line(
    number,
    title,
    *,
    virtue="จิตอาสา",
    problem="",
    deed="",
    indicator="",
    when="11 มี.ค. 2563",
    area="",
    budget="",
    agency="เทศบาลตัวอย่าง",
):
    return [number, virtue, problem, deed, title, indicator, when, area, budget, agency]


def xlsx(*rows, head=HEAD, titles=(), sheet="แผน", hidden=None):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for title in titles:
        book.active.append([title])
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    if hidden:
        extra = book.create_sheet(hidden)
        extra.append(HEAD)
        extra.append(line(1, "แถวที่ซ่อน"))
        extra.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def make(province):
    """make("ชื่อ", when_text=…): a draft row of the religion network, by its coordinator."""

    def row(title="ตักบาตร", network="religion", by=None, **typed):
        budget = typed.pop("budget", None)
        if budget is not None:
            typed["budget"] = {"text": budget, "lines": []}
        return actions.add_row(
            province.actor(by or network), province.networks[network], {"title": title, **typed}
        )

    return row


@pytest.fixture
def bring(province):
    """bring(bytes): an import of the religion network, read by its job."""

    def read(data, network="religion", name="แผน.xlsx", **more):
        batch = actions.bring(province.actor(network), province.networks[network], name, data, **more)
        run_now(batch.job)
        batch.refresh_from_db()
        return batch

    return read


def fresh(row):
    return PlanRow.objects.select_related("network", "programme", "lead").get(pk=row.pk)


def plan(province, network="religion"):
    return NetworkPlan.objects.get(network=province.networks[network])


def titles(province, network="religion"):
    rows = PlanRow.objects.filter(network=province.networks[network], live=True)
    return list(rows.order_by("number").values_list("title", flat=True))


def cells_of(row):
    return cells.read(fresh(row))


@pytest.fixture
def cast(province):
    """A tree of the province: strategy › objective › programme."""
    from .tree_cast import make_cast

    return make_cast(province)
