"""Two people changed the same cell: both versions side by side, and the later one chooses by field."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from .. import actions, cells, queries
from ..models import PlanRow
from ..states import Refused


def page(request: HttpRequest, clash: actions.Conflict, *, json: bool = False) -> HttpResponse:
    row = queries.row(request.programme, clash.row.pk)
    assert row is not None
    if json:
        return JsonResponse({"why": str(clash), "conflict": True}, status=409)
    theirs = queries.row_history(request.programme, row)[:1]
    context = {
        "row": row,
        "last": theirs[0] if theirs else None,
        "network": row.network,
        "mine": signing.dumps(clash.mine, salt=_salt(row), compress=True),
        "clashes": [
            {
                "name": name,
                "label": cells.LABELS[name],
                "mine": cells.shown(name, clash.mine[name]),
                "theirs": cells.shown(name, clash.theirs[name]),
            }
            for name in clash.clash
        ],
        "others": [
            {"label": cells.LABELS[name], "mine": cells.shown(name, value)}
            for name, value in clash.mine.items()
            if name not in clash.clash
        ],
    }
    return render(request, "plan/conflict.html", context, status=409)


def _salt(row: PlanRow) -> str:
    return f"plan.conflict.{row.pk}"


def chosen(request: HttpRequest, row: PlanRow) -> cells.Cells:
    """The cells to save after choosing: mine, less those for which the other's was chosen. They were checked when they
    were first sent, and come back signed: nothing else can be put into the row this way."""
    try:
        mine: dict[str, Any] = signing.loads(request.POST.get("mine", ""), salt=_salt(row))
    except signing.BadSignature as error:
        raise Refused(gettext("อ่านข้อความที่ส่งมาไม่ได้ กรุณาเปิดแถวใหม่แล้วแก้อีกครั้ง")) from error
    return {name: value for name, value in mine.items() if request.POST.get(f"choose_{name}") != "theirs"}
