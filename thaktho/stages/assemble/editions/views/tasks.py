"""Tasks: added, changed, done, dropped, moved up and down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import next_page

from ...common import act_id, edition_or_404, steps_asked, to
from .. import actions, queries
from ..actions.tasks import shown
from ..forms import ReasonForm, TaskForm
from ..models import Edition, Stage, Task
from ..states import TASK_MOVES, Changed, Refused
from .common import done, found


def _work(request: HttpRequest, year: Edition, task: Task | None = None) -> str:
    return to(request, "assemble_work", year.code) + (f"#task-{task.pk}" if task else "")


@allow("assemble.work")
def add(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    demand(request.actor, "assemble.editions.task.write", year)  # type: ignore[attr-defined]
    stage = request.GET.get("stage", "")
    start = {"stage": stage if stage in Stage.values else year.stage}
    form = TaskForm(request.programme, request.POST if request.method == "POST" else None, initial=start)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            task: Any = actions.add_task(request.actor, year, act_id=act_id(request), **form.made())  # type: ignore[attr-defined]
        except Repeated:
            return redirect(_work(request, year))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("เพิ่มงานแล้ว"))
            again = "more" in request.POST
            return redirect(
                f"{to(request, 'assemble_task_add', year.code)}?stage={task.stage}"
                if again
                else _work(request, year, task)
            )
    return _form(request, year, form, None)


@allow("assemble.work")
def edit(request: HttpRequest, edition: str, task_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    task = found(queries.task(year, task_id), task_id)
    demand(request.actor, "assemble.editions.task.write", task)  # type: ignore[attr-defined]
    form = TaskForm(request.programme, request.POST if request.method == "POST" else None, task=task)  # type: ignore[attr-defined]
    newer = None
    if request.method == "POST" and form.is_valid():
        seen = {name: request.POST.get(f"seen_{name}", "") for name in shown(task)}
        try:
            actions.change_task(request.actor, task, seen=seen, act_id=act_id(request), **form.made())  # type: ignore[attr-defined]
        except Changed as changed:
            newer = changed.row
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("บันทึกงานแล้ว"))
            return redirect(_work(request, year, task))
    return _form(request, year, form, task, newer)


def _form(
    request: HttpRequest, year: Edition, form: TaskForm, task: Task | None, newer: Any = None
) -> HttpResponse:
    context = {
        "edition": year, "form": form, "task": task, "newer": newer, "seen": shown(newer or task) if task else {},
        "persons": queries.staff_persons(request.programme)[:500],  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(
        request, "assemble/editions/task.html", context, status=409 if newer else 422 if form.errors else 200
    )


@require_POST
@allow("assemble.inside.read")
def do(request: HttpRequest, edition: str, task_id: UUID) -> HttpResponse:
    """Begun, done, or taken up again; the way back stands beside the line."""
    year = edition_or_404(request, edition)
    task = found(queries.task(year, task_id), task_id)
    state = request.POST.get("state", "")
    before = task.state
    where = next_page(request, _work(request, year, task))
    if state not in TASK_MOVES or state == Task.State.DROPPED:
        say.trouble(request, _("ไม่รู้จักสถานะนี้ โหลดหน้าใหม่แล้วลองอีกครั้ง"))
        return redirect(where)
    undo = ""
    if before != Task.State.DROPPED:
        undo = to(request, "assemble_task_undo", year.code, task.pk, before)
    return done(
        request, lambda: actions.do_task(request.actor, task, state, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("“%(title)s” %(state)s") % {"title": task.title, "state": Task.State(state).label}, where, undo=undo,
    )  # fmt: skip


@require_POST
@allow("assemble.inside.read")
def undo(request: HttpRequest, edition: str, task_id: UUID, state: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    task = found(queries.task(year, task_id), task_id)
    where = next_page(request, _work(request, year, task))
    if state not in TASK_MOVES:
        say.trouble(request, _("ไม่รู้จักสถานะนี้ โหลดหน้าใหม่แล้วลองอีกครั้ง"))
        return redirect(where)
    return done(
        request, lambda: actions.do_task(request.actor, task, state, act_id=act_id(request)), _("ย้อนกลับแล้ว"), where  # type: ignore[attr-defined]
    )  # fmt: skip


@allow("assemble.work")
def drop(request: HttpRequest, edition: str, task_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    task = found(queries.task(year, task_id), task_id)
    demand(request.actor, "assemble.editions.task.write", task)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return done(
            request, lambda: actions.drop_task(request.actor, task, form.cleaned_data["reason"], act_id=act_id(request)),  # type: ignore[attr-defined]
            _("บันทึกว่าไม่ทำแล้ว งานยังอยู่ในรายการ"), _work(request, year, task),
        )  # fmt: skip
    context = {
        "title": _("ไม่ทำงานนี้แล้ว"), "text": task.title, "verb": _("ไม่ทำแล้ว"), "cancel_url": _work(request, year, task),
        "danger": True, "form": form,
    }  # fmt: skip
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def shift(request: HttpRequest, edition: str, task_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    task = found(queries.task(year, task_id), task_id)
    return done(
        request, lambda: actions.shift_task(request.actor, task, steps_asked(request), act_id=act_id(request)), _("ย้ายลำดับแล้ว"),  # type: ignore[attr-defined]
        _work(request, year, task),
    )  # fmt: skip
