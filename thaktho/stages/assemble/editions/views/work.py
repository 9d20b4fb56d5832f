"""The work page of a year: eight stages with their meetings, papers, days and tasks; and who may do what, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from thaktho.ground.access import allow
from thaktho.ground.people.history import lines as history
from thaktho.ground.people.queries import all_networks

from ...common import edition_or_404
from .. import queries, words
from ..forms import MeetingForm
from ..lacking import Lack, hindrances, lacking
from ..models import Edition, Stage, Task
from ..states import after, before
from .common import doors, works


@allow("assemble.inside.read")
def work(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    return render(request, "assemble/editions/work.html", _context(request, year))


@allow("assemble.inside.read")
def tasks_print(request: HttpRequest, edition: str) -> HttpResponse:
    """The task list as a paper: by stage, with room to tick."""
    year = edition_or_404(request, edition)
    return render(request, "assemble/editions/tasks_print.html", _context(request, year))


def _context(request: HttpRequest, year: Edition) -> dict[str, Any]:
    programme, by, today = request.programme, request.actor, timezone.localdate()  # type: ignore[attr-defined]
    which = request.GET.get("show", "")
    all_tasks = list(queries.tasks(year))
    for task in all_tasks:
        task.is_late = queries.late(task, today)  # type: ignore[attr-defined]
        task.may_do = year.state == Edition.State.RUNNING and (
            by.has("secretariat") or queries.is_mine(by, task)
        )  # type: ignore[attr-defined]
    kept = queries.filtered(all_tasks, which, by, today)
    may_edit = works(request, "assemble.editions.edit", year)
    return {
        "edition": year,
        "ended_over": queries.ended_over(year),
        "steps": _steps(year, kept, may_edit),
        "show": which,
        "filters": _filters(all_tasks, by, today, programme),
        "count": len(kept),
        "all_count": len(all_tasks),
        "may_edit": may_edit,
        "works": works(request, "assemble.work", programme),
        "lacks": _before_the_next(year) if may_edit else [],
        "now": words.now(year.stage),
        "next_stage": _name(after(year.stage)),
        "last_stage": _name(before(year.stage)),
        "doors": doors(request, year),
        "today": today,
        "meeting_form": MeetingForm(year) if may_edit else None,
        "to_attach": list(queries.meetings_to_attach(year)[:200]) if may_edit else [],
        "lines": history(programme, Edition.thread_kind, year.pk),
    }


def _before_the_next(year: Edition) -> list[Lack]:
    """What hinders the next stage, and what is missing for it."""
    nxt = after(year.stage)
    hinder = hindrances(year, nxt) if nxt else []
    return [*(Lack(one.words, one.url) for one in hinder), *lacking(year)]


def _name(stage: str) -> str:
    return str(Stage(stage).label) if stage else ""


def _steps(year: Edition, kept: list[Task], may_edit: bool) -> list[dict[str, Any]]:
    tasks, papers, held = defaultdict(list), defaultdict(list), defaultdict(list)
    for task in kept:
        tasks[task.stage].append(task)
    for paper in queries.papers(year):
        papers[paper.stage].append(paper)
    for meeting in queries.attached(year):
        held[meeting.stage].append(meeting)
    spans = {span.stage: span for span in year.spans.select_related("source")}
    at = Stage.values.index(year.stage)
    return [
        {
            "stage": stage,
            "number": n + 1,
            "name": str(Stage(stage).label),
            "standing": "done" if n < at else "here" if n == at else "next",
            "span": spans.get(stage),
            "tasks": tasks[stage],
            "undone": sum(1 for task in tasks[stage] if task.state in queries.OPEN_TASKS),
            "papers": papers[stage],
            "held": held[stage],
        }
        for n, stage in enumerate(Stage.values)
    ]


def _filters(found: list[Task], by: Any, today: Any, programme: Any) -> list[tuple[str, str, int | None]]:
    def count(which: str) -> int:
        return len(queries.filtered(found, which, by, today))

    listed: list[tuple[str, str, int | None]] = [("", _("ทุกงาน"), len(found))]
    if mine := count("mine"):
        listed.append(("mine", _("งานของฉัน"), mine))
    listed += [("open", _("ยังไม่เสร็จ"), count("open")), ("late", _("เกินกำหนด"), count("late"))]
    used = {task.network.code for task in found if task.network}
    listed += [
        (one.code, one.short_name, count(one.code)) for one in all_networks(programme) if one.code in used
    ]
    return listed


@allow("assemble.read")
def may(request: HttpRequest, edition: str) -> HttpResponse:
    """Who may do what in which stage: the table the rules are made of, as a page to print."""
    year = edition_or_404(request, edition)
    return render(
        request,
        "assemble/editions/may.html",
        {
            "edition": year,
            "table": words.table(),
            "stages": [(stage, str(Stage(stage).label), stage == year.stage) for stage in Stage.values],
            "now": words.now(year.stage),
        },
    )
