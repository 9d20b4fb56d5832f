"""Whatever form an office made of it, what is read is what was meant: no row lost, none invented, no cell moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings

from thaktho.documents.planform import FormRow, read_plan
from thaktho.thai.normalise import normalise

from .offices import Meant, Office, offices

TEXTS = ("title", "problem", "good_deed", "virtue", "indicator", "agency", "area")


def text(value: Any) -> str:
    return "" if value in (None, "-") else normalise(str(value))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(offices())
def test_what_an_office_meant_is_what_is_read(office: Office) -> None:
    plan = read_plan(office.data, name=office.name)
    assert [row.title for row in plan.rows] == [text(row.cells["title"]) for row in office.rows]
    flagged = {(flag.sheet, flag.row) for flag in plan.flags}
    for row, meant in zip(plan.rows, office.rows, strict=True):
        held(row, meant)
        if unread(meant):
            assert (row.sheet, row.row) in flagged, row
    if office.network and office.rows:
        assert plan.network_text == office.network
    assert not [row for row in plan.rows if row.title == "ห้ามอ่าน"]


def held(row: FormRow, meant: Meant) -> None:
    for name in TEXTS:
        assert getattr(row, name) == text(meant.cells.get(name)), (name, row)
    if "when" in meant.cells:
        assert (row.start, row.end) == meant.days, row
    if "budget" in meant.cells:
        assert row.budget == meant.money, row
    for head, value in meant.others.items():
        assert row.extra.get(head, "") == text(value), (head, row)


def unread(meant: Meant) -> bool:
    """A cell with words that are no day or no amount: somebody must be told."""
    when = meant.cells.get("when")
    if isinstance(when, dt.date) and when.year > 2400:
        return True
    lost = when is not None and when not in ("-", "ไม่ระบุ") and meant.days[0] is None
    return lost or any(
        typed in ("ตามความเหมาะสม", "ขอรับการสนับสนุนจากจังหวัด", "=1000*2")
        for typed in meant.cells.get("budget", [])
    )
