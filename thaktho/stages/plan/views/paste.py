"""A block pasted from a spreadsheet: shown cell by cell before anything changes, then put in as one act."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.people.models import Network

from .. import actions, cells, queries
from ..actions.bulk import MOST_PASTED
from ..forms.rows import MOST_TYPED, TOO_LONG
from ..models import PlanRow
from ..reading import plain
from ..states import Refused, must_be_open
from .common import act_id, must, network_or_404, sheet_of, tells, url
from .sheet import cells_of

# The sheet's columns from left to right, as a block runs over them.
COLUMNS = ("virtues_text", "problem", "good_deed", "title", "indicator", "when_text", "budget", "agency")


@dataclass
class Change:
    row: PlanRow | None
    cells: list[dict[str, str]]


@require_POST
@allow("plan.edit")
@tells
def paste(request: HttpRequest, network: str) -> HttpResponse:
    """With `block`, `row` and `field`: the preview. With `confirm`: put it in."""
    found = network_or_404(request, network)
    must(request, "plan.row.paste", found)
    must_be_open(request.actor, queries.plan_of(found))
    if "confirm" in request.POST:
        return _put_in(request, found)
    rows, field = _below(request, found), request.POST.get("field", "")
    if field not in COLUMNS:
        raise Refused(_("กรุณาเลือกช่องที่จะเริ่มวางก่อน"))
    try:
        block = [line for line in csv.reader(io.StringIO(request.POST.get("block", "")), delimiter="\t")]
    except csv.Error as error:
        raise Refused(_("อ่านข้อความที่วางไม่ได้ กรุณาคัดลอกใหม่ทีละน้อย")) from error
    if any(len(text) > MOST_TYPED for line in block for text in line):
        raise Refused(TOO_LONG)
    while block and not any(text.strip() for text in block[-1]):
        block.pop()
    if not block:
        raise Refused(_("ไม่มีข้อความให้วาง กรุณาคัดลอกจากตารางแล้วลองใหม่"))
    if len(block) > MOST_PASTED:
        raise Refused(_("วางได้ครั้งละไม่เกิน %(most)s แถว กรุณาใช้การนำเข้าไฟล์") % {"most": MOST_PASTED})
    names = COLUMNS[COLUMNS.index(field) :]
    if max(map(len, block)) > len(names):
        raise Refused(_("ข้อความที่วางมีคอลัมน์มากกว่าตาราง กรุณาเริ่มวางจากคอลัมน์ซ้ายกว่านี้"))
    changes, typed = [], []
    for order, line in enumerate(block):
        row = rows[order] if order < len(rows) else None
        shown = [
            {"label": cells.LABELS[name], "before": _before(row, name), "after": text.strip()}
            for name, text in zip(names, line, strict=False)
        ]
        changes.append(Change(row, [cell for cell in shown if cell["before"] != cell["after"]]))
        values = {name: text.strip() for name, text in zip(names, line, strict=False)}
        typed.append(
            {"row": str(row.pk) if row else "", "version": row.version if row else 0, "values": values}
        )
    new = [change for change in changes if change.row is None]
    untitled = sum(1 for item in typed if not item["row"] and not item["values"].get("title"))
    context = {
        "network": found, "changes": changes, "typed": json.dumps(typed, ensure_ascii=False), "new": len(new),
        "changed": sum(1 for change in changes if change.row and change.cells), "untitled": untitled,
    }  # fmt: skip
    return render(request, "plan/paste.html", context)


def _below(request: HttpRequest, network: Network) -> list[PlanRow]:
    """The rows from the chosen one down, in the order of the plan."""
    rows = list(queries.rows(request.programme, request.actor, queries.Filters(network=network)))
    wanted = request.POST.get("row", "")
    at = next((order for order, row in enumerate(rows) if str(row.pk) == wanted), None)
    return rows[at : at + MOST_PASTED] if at is not None else []


def _before(row: PlanRow | None, name: str) -> str:
    if row is None:
        return ""
    if name == "budget":
        return row.budget_text or plain(row.budget)
    return str(getattr(row, name))


def _put_in(request: HttpRequest, network: Network) -> HttpResponse:
    try:
        typed: list[dict[str, Any]] = json.loads(request.POST.get("typed", ""))[: MOST_PASTED + 1]
        changes, added = [], []
        for item in typed:
            values = {name: str(text) for name, text in item["values"].items() if name in COLUMNS}
            if not item["row"]:
                budget = values.pop("budget", "")
                added.append({**values, **({"budget": {"text": budget, "lines": []}} if budget else {})})
                continue
            row = queries.row(request.programme, UUID(item["row"]))
            if row is None or row.network_id != network.pk:
                raise Refused(_("มีแถวที่ถูกนำออกไปแล้ว กรุณาวางใหม่อีกครั้ง"))
            made: cells.Cells = {}
            for name, text in values.items():
                if text != _before(row, name):
                    made |= cells_of(row, name, text)
            if made:
                changes.append((row, int(item["version"]), made))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(_("อ่านข้อความที่วางไม่ได้ กรุณาวางใหม่อีกครั้ง")) from error
    try:
        act = act_id(request)
        count = actions.paste(request.actor, network, changes, added, act_id=act)
    except actions.Conflict as clash:
        raise Refused(
            _("มีผู้แก้แถว “%(title)s” ระหว่างที่ท่านตรวจ ยังไม่มีอะไรเปลี่ยน กรุณาวางใหม่อีกครั้ง")
            % {"title": clash.row.title}
        ) from clash
    undo = url(request, "plan_take_back", block=act) if act else ""
    say.done(request, _("วางแล้ว %(count)s แถว") % {"count": count}, undo=undo)
    return redirect(sheet_of(request, network))
