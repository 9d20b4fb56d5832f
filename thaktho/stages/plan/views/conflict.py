"""Two people changed the same cell: both versions side by side, and the later one chooses by field."""

from __future__ import annotations

import json as jsonlib
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from .. import actions, cells, queries
from ..states import Refused


def page(request: HttpRequest, clash: actions.Conflict, *, json: bool = False) -> HttpResponse:
    row = queries.row(request.programme, clash.row.pk)
    assert row is not None
    if json:
        return JsonResponse({"why": str(clash), "conflict": True}, status=409)
    context = {
        "row": row,
        "network": row.network,
        "mine": jsonlib.dumps(clash.mine, ensure_ascii=False),
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


def chosen(request: HttpRequest) -> cells.Cells:
    """The cells to save after choosing: mine, less those for which the other's was chosen."""
    try:
        mine: dict[str, Any] = jsonlib.loads(request.POST.get("mine", ""))
    except ValueError as error:
        raise Refused(gettext("อ่านข้อความที่ส่งมาไม่ได้ กรุณาเปิดแถวใหม่แล้วแก้อีกครั้ง")) from error
    if not isinstance(mine, dict) or not set(mine) <= set(cells.LABELS):
        raise Refused(gettext("อ่านข้อความที่ส่งมาไม่ได้ กรุณาเปิดแถวใหม่แล้วแก้อีกครั้ง"))
    return {name: value for name, value in mine.items() if request.POST.get(f"choose_{name}") != "theirs"}
