"""Money in words; what nobody said is not nought; who may."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from thaktho.ground.access import permitted
from thaktho.stages.convene.costs import actions, papers
from thaktho.stages.convene.models import CostLine


@pytest.fixture
def sheet(room):
    meeting = room.plan()
    rows = [("อาหารว่าง", "40", "35.50"), ("อาหารกลางวัน", "40", "0"), ("ถ่ายเอกสาร", "40", None)]
    for item, quantity, rate in rows:
        actions.add(
            room.by, meeting, item=item, quantity=Decimal(quantity), rate=Decimal(rate) if rate else None
        )
    return meeting


def test_nought_is_nought_and_the_unknown_is_said(sheet):
    lines = list(sheet.costs.all())
    assert [line.amount for line in lines] == [Decimal("1420.00"), Decimal(0), None]
    said = papers.said_total(lines)
    assert "1,420 บาท (หนึ่งพันสี่ร้อยยี่สิบบาทถ้วน)" in said and "ยังไม่รวม 1 รายการ" in said
    assert papers.said_total(lines[1:2]) == "รวมทั้งสิ้น 0 บาท (ศูนย์บาทถ้วน)"
    assert papers.said_total(lines[2:]) == "ยังไม่ทราบยอดรวม" and papers.said_total([]) == ""


def test_the_page_and_the_papers(room, sheet):
    client, url = room.province.client("religion"), room.province.url(f"meetings/{sheet.pk}/costs/")
    shown = client.get(url).content.decode()
    assert "หนึ่งพันสี่ร้อยยี่สิบบาทถ้วน" in shown and "ไม่ได้ระบุ" in shown
    assert client.get(f"{url}costs.pdf").content.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{url}costs.xlsx").content))
    assert [cell.value for cell in book.active[4]][4:6] == [0, 0]  # not blank


def test_typed_in_thai_digits_and_refused_when_it_is_no_amount(room):
    meeting = room.plan()
    client, url = room.province.client("secretariat"), room.province.url(f"meetings/{meeting.pk}/costs/")
    assert client.post(url, {"item": "ค่าเช่า", "quantity": "๑", "rate": "1,200.50"}).status_code == 302
    assert CostLine.objects.get().amount == Decimal("1200.50")
    for bad in (
        {"item": ""},
        {"item": "x", "rate": "-1"},
        {"item": "x", "rate": "NaN"},
        {"item": "x", "rate": "1e99"},
    ):
        assert client.post(url, bad).status_code == 422
    client.post(f"{url}{CostLine.objects.get().pk}/remove/")
    assert not CostLine.objects.exists()


def test_a_formula_stays_words(room):
    meeting = room.plan()
    actions.add(room.by, meeting, item="=1+1", quantity=Decimal(1), rate=Decimal(1))
    from datetime import date

    book = openpyxl.load_workbook(
        io.BytesIO(papers.xlsx(meeting, list(meeting.costs.all()), date(2020, 1, 1)))
    )
    assert book.active["B3"].data_type == "s" and book.active["B3"].value == "'=1+1"


def test_who_may(province):
    everyone = {"secretariat", "executive", "observer", "religion", "visitor"}
    may = {
        verb: {n for n in everyone if permitted(province.actor(n), verb, province.programme)}
        for verb in ("costs.read", "costs.keep")
    }
    assert may == {"costs.read": everyone - {"visitor"}, "costs.keep": {"secretariat"}}
