"""The pages of an import, for every register alike. The rooms guard them by their own rules and name the addresses:
``<room>_imports``, ``_import``, ``_import_apply``, ``_import_cancel``, ``_import_again``, ``_import_undo``, and
``<room>_template`` and ``<room>_list``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thaktho.ground import say
from thaktho.ground.access import permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import act_id

from . import actions, queries
from .models import Intake, IntakeLine
from .registry import Keeper
from .states import Refused

PAGE = 50
ADDRESSES = ("list", "imports", "template")
OF_ONE = ("import", "import_apply", "import_cancel", "import_again", "import_undo")


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("ไฟล์"),
        error_messages={
            "required": gettext_lazy("กรุณาเลือกไฟล์"),
            "empty": gettext_lazy("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์ใหม่"),
        },
    )
    network = forms.ChoiceField(label=gettext_lazy("เป็นของเครือข่าย"), required=False)

    def __init__(self, keeper: Keeper, request: HttpRequest, *args: Any) -> None:
        super().__init__(*args)
        by, programme = request.actor, request.programme  # type: ignore[attr-defined]
        verb = f"{keeper.room}.import"
        self.own = {one.code: one for one in all_networks(programme) if permitted(by, verb, one)}
        choices = [(code, network.name) for code, network in self.own.items()]
        if permitted(by, verb, programme):
            choices.insert(0, ("", _("ตามคอลัมน์เครือข่ายในไฟล์")))
        self.fields["network"].choices = choices  # type: ignore[attr-defined]
        self.fields["network"].required = choices[:1] != [("", _("ตามคอลัมน์เครือข่ายในไฟล์"))]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"


def _urls(request: HttpRequest, keeper: Keeper, intake: Intake | None = None) -> dict[str, str]:
    slug = request.programme.slug  # type: ignore[attr-defined]
    urls = {name: reverse(f"{keeper.room}_{name}", args=[slug]) for name in ADDRESSES}
    if intake is not None:
        urls |= {name: reverse(f"{keeper.room}_{name}", args=[slug, intake.pk]) for name in OF_ONE}
    return urls


def new(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Choose a file."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(keeper, request, *sent)
    by, programme = request.actor, request.programme  # type: ignore[attr-defined]
    if form.is_valid():
        file = form.cleaned_data["file"]
        network = form.own.get(form.cleaned_data["network"])
        try:
            made = actions.bring(
                by, programme, keeper.room, network, file.name, file.read(), act_id=act_id(request)
            )
        except Refused as error:
            form.add_error("file", str(error))
        except Repeated as repeated:  # the same form sent twice is one import: go where the first one went
            return redirect(f"{keeper.room}_import", programme.slug, repeated.act.subject_id)
        else:
            return redirect(f"{keeper.room}_import", programme.slug, made.pk)
    context = {
        "form": form,
        "title": keeper.form(programme).title,
        "urls": _urls(request, keeper),
        "intakes": [
            (one, _urls(request, keeper, one)["import"])
            for one in queries.intakes(programme, keeper.room, by)[:10]
        ],
    }
    return render(request, "intake/new.html", context, status=422 if form.errors else 200)


def found_or_404(request: HttpRequest, keeper: Keeper, id: UUID) -> Intake:
    found = queries.intake(request.programme, keeper.room, id)  # type: ignore[attr-defined]
    if found is None or not permitted(request.actor, f"{keeper.room}.import", found):  # type: ignore[attr-defined]
        raise Http404(str(id))
    return found


def page(request: HttpRequest, keeper: Keeper, id: UUID) -> HttpResponse:
    """See it being read, then look at every line before it is applied."""
    found = found_or_404(request, keeper, id)
    context: dict[str, Any] = {"intake": found, "urls": _urls(request, keeper, found)}
    if found.state == Intake.State.READING:
        return render(request, "intake/_reading.html" if request.htmx else "intake/page.html", context)  # type: ignore[attr-defined]
    if request.htmx:  # type: ignore[attr-defined]
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    if found.state in (Intake.State.PREVIEW, Intake.State.APPLIED):
        context |= _preview(request, keeper, found)
    return render(request, "intake/page.html", context)


def _preview(request: HttpRequest, keeper: Keeper, found: Intake) -> dict[str, Any]:
    only = request.GET.get("only", "")
    only = only if only in ("flagged", *IntakeLine.Fate.values) else ""
    shown = Paginator(queries.lines(found, only), PAGE).get_page(request.GET.get("page"))
    counts = queries.fates(found)
    heads = _heads(keeper, found, shown.object_list)
    return {
        "page": shown,
        "heads": list(heads.values()),
        "lines": [_line(line, heads) for line in shown.object_list],
        "only": only,
        "counts": counts,
        "filters": [
            ("", _("ทุกแถว"), found.line_count),
            ("flagged", _("ต้องดู"), None),
            *((value, label, counts[value]) for value, label in IntakeLine.Fate.choices if value in counts),
        ],
        "to_do": counts.get("new", 0) + counts.get("update", 0),
        "why_not_undone": actions.why_not_undone(found) if found.state == Intake.State.APPLIED else "",
    }


def _heads(keeper: Keeper, found: Intake, lines: Iterable[IntakeLine]) -> dict[str, str]:
    """Only the columns in which these lines say something, or lack something that was asked."""
    said = {name for line in lines for name, text in line.cells.items() if text}
    said |= {flag["column"] for line in lines for flag in line.flags}
    columns = keeper.form(found.programme).columns
    return {column.name: column.head for column in columns if column.name in said and not column.ours}


def _line(line: IntakeLine, heads: dict[str, str]) -> dict[str, Any]:
    doubtful = {flag["column"] for flag in line.flags}
    cells = [(head, line.cells.get(name, ""), name in doubtful) for name, head in heads.items()]
    notes = [(heads.get(flag["column"], ""), flag["why"]) for flag in line.flags]
    return {"line": line, "cells": cells, "notes": notes}


def act(request: HttpRequest, keeper: Keeper, id: UUID, verb: str) -> HttpResponse:
    """Apply, cancel, read again, or take back; what cannot be done is told on the import's page."""
    found = found_or_404(request, keeper, id)
    by = request.actor  # type: ignore[attr-defined]
    urls = _urls(request, keeper, found)
    try:
        if verb == "apply":
            actions.apply(by, found, act_id=act_id(request))
            say.done(request, _("นำเข้าแล้ว"), undo=urls["import_undo"])
            return redirect(urls["list"])
        if verb == "cancel":
            actions.cancel(by, found, act_id=act_id(request))
            say.done(request, _("ยกเลิกการนำเข้าแล้ว ทะเบียนไม่เปลี่ยน"))
            return redirect(urls["list"])
        if verb == "undo":
            actions.undo(by, found, act_id=act_id(request))
            say.done(request, _("ย้อนการนำเข้าแล้ว"))
            return redirect(urls["list"])
        actions.read_again(by, found, act_id=act_id(request))
    except Refused as error:
        say.trouble(request, str(error))
    return redirect(urls["import"])


def download(data: bytes, name: str) -> HttpResponse:
    """A register as a file to keep."""
    answer = HttpResponse(data, content_type=actions.XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer
