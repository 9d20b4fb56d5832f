"""Needs: the list, one need, and where they come from: people's voices, problems in the networks' rows, or typed."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.history import lines as history_lines
from thaktho.ground.places.queries import districts
from thaktho.ground.thread.queries import counts
from thaktho.stages.listen import queries as listen
from thaktho.stages.listen.queries.found import findings
from thaktho.thai.words import search_terms

from .. import actions, groups
from ..actions import NewNeed
from ..forms.needs import NeedForm
from ..forms.rows import ReasonForm
from ..models import Need, PlanRow
from ..queries import needs as queries
from ..queries.gaps import coverage
from ..queries.rows import visible
from ..reading import VirtueWords
from ..states import Refused
from .common import act_id, row_or_404, tells, url
from .statements import chosen, made

PAGE = 50
MOST_PROBLEMS = 200


def need_or_404(request: HttpRequest, need_id: UUID) -> Need:
    found = queries.need(request.programme, need_id)
    if found is None:
        raise Http404(str(need_id))
    return found


@allow("plan.need.read")
def all_needs(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    page = Paginator(queries.needs(request.programme, asked), PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    answers = queries.answers(request.programme, request.actor, [one.pk for one in found])
    covered = coverage(request.programme) if found else {}
    virtues, known = VirtueWords.of(request.programme).by_code, groups.names()
    context = {
        "lines": [
            {
                "need": one,
                "rows": answers.get(one.pk, []),
                "covered": covered.get(one.pk, ""),
                "virtues": [virtues[code].name_th for code in one.virtues if code in virtues],
                "groups": [known.get(code, code) for code in one.groups],
            }
            for one in found
        ],
        "page": page,
        "asked": asked,
        "bases": Need.Basis.choices,
        "groups": known.items(),
        "virtues": virtues.values(),
        "districts": districts(request.programme),
        "keeps": permitted(request.actor, "plan.need.record", request.programme),
        "filtered": asked != queries.NeedFilters(),
    }
    return render(request, "plan/needs.html", context)


def _asked(request: HttpRequest) -> queries.NeedFilters:
    """The filters in the address; what makes no sense is left out."""

    def code(name: str, pattern: str) -> str:
        value = request.GET.get(name, "")
        return value if re.fullmatch(pattern, value) else ""

    state = request.GET.get("state", Need.State.OPEN)
    return queries.NeedFilters(
        q=request.GET.get("q", "").strip()[:100],
        basis=code("basis", "|".join(Need.Basis.values)),
        state="" if state == "all" else state if state in Need.State.values else Need.State.OPEN,
        amphoe=code("amphoe", r"\d{4}"),
        virtue=code("virtue", r"[a-z_-]{1,40}"),
        group=code("group", r"[a-z._-]{1,40}"),
        answered=code("answered", "yes|no"),
        sort=code("sort", "|".join(queries.SORTS)) or "text",
    )


@allow("plan.need.record")
@tells
def need_new(request: HttpRequest) -> HttpResponse:
    form = NeedForm(request.programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.record_need(
            request.actor,
            request.programme,
            basis=Need.Basis.TYPED,
            **form.cleaned_data,
            act_id=act_id(request),
        )
        say.done(request, _("บันทึกความต้องการแล้ว"))
        return redirect(url(request, "plan_need", need=made.pk))
    return _form(request, form, _("บันทึกความต้องการ"), url(request, "plan_needs"))


@allow("plan.need.edit")
@tells
def need_edit(request: HttpRequest, need: UUID) -> HttpResponse:
    found = need_or_404(request, need)
    form = NeedForm(request.programme, request.POST or None, need=found)
    here = url(request, "plan_need", need=found.pk)
    if request.method == "POST" and form.is_valid():
        actions.edit_need(request.actor, found, **form.cleaned_data, act_id=act_id(request))
        say.done(request, _("บันทึกความต้องการแล้ว"))
        return redirect(here)
    return _form(request, form, _("แก้ความต้องการ"), here)


def _form(request: HttpRequest, form: NeedForm, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "plan/need_form.html", context, status=422 if form.errors else 200)


@allow("plan.need.read")
def need(request: HttpRequest, need: UUID) -> HttpResponse:
    """One need: what it says, where it came from, what answers it."""
    found = need_or_404(request, need)
    keeps = permitted(request.actor, "plan.need.answer", found)
    virtues, known = VirtueWords.of(request.programme).by_code, groups.names()
    up, down = counts(request.programme.pk, [found.pk])[found.pk]
    q = request.GET.get("q", "").strip()[:100]
    context = {
        "need": found,
        "covered": coverage(request.programme).get(found.pk, ""),
        "rows": queries.answers(request.programme, request.actor, [found.pk]).get(found.pk, []),
        "virtues": [virtues[code].name_th for code in found.virtues if code in virtues],
        "groups": [known.get(code, code) for code in found.groups],
        "keeps": keeps,
        "up": up,
        "down": down,
        "q": q,
        "candidates": _candidates(request, q) if keeps and q else [],
        "history": history_lines(request.programme, Need.thread_kind, found.pk)
        if request.actor.grants
        else [],
    }
    return render(request, "plan/need.html", context)


def _candidates(request: HttpRequest, q: str) -> list[PlanRow]:
    found = visible(request.programme, request.actor).filter(joined_into=None, split_at=None)
    for term in search_terms(q):
        found = found.filter(search_text__contains=term)
    return list(found.select_related("network").order_by("network__order", "number")[:20])


@allow("plan.need.aside")
@tells
def need_aside(request: HttpRequest, need: UUID) -> HttpResponse:
    found = need_or_404(request, need)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    here = url(request, "plan_need", need=found.pk)
    if request.method == "POST" and form.is_valid():
        actions.set_aside(request.actor, found, form.cleaned_data["reason"], act_id=act_id(request))
        say.done(request, _("พักความต้องการนี้ไว้แล้ว"), undo=url(request, "plan_need_open", need=found.pk))
        return redirect(here)
    context = {
        "title": _("พักความต้องการนี้ไว้"),
        "text": _("“%(text)s” จะยังอยู่ในรายการ แต่ไม่นำไปหาช่องว่างของแผน") % {"text": found.text},
        "verb": _("พักไว้"),
        "cancel_url": here,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("plan.need.open")
@tells
def need_open(request: HttpRequest, need: UUID) -> HttpResponse:
    found = need_or_404(request, need)
    actions.take_up(request.actor, found, act_id=act_id(request))
    say.done(request, _("นำความต้องการกลับมาแล้ว"))
    return redirect(url(request, "plan_need", need=found.pk))


@require_POST
@allow("plan.need.answer")
@tells
def need_answer(request: HttpRequest, need: UUID, row: UUID) -> HttpResponse:
    """Link a row that answers it; with `undo`, take that back."""
    found, answering = need_or_404(request, need), row_or_404(request, row)
    if "undo" in request.POST:
        actions.unanswer_need(request.actor, found, answering, act_id=act_id(request))
        say.done(request, _("ปลดแถวออกจากความต้องการนี้แล้ว"))
    else:
        actions.answer_need(request.actor, found, answering, act_id=act_id(request))
        say.done(request, _("ผูกแถวที่ตอบความต้องการนี้แล้ว"))
    return redirect(url(request, "plan_need", need=found.pk))


# Where they come from


@allow("plan.need.record")
@tells
def from_problems(request: HttpRequest) -> HttpResponse:
    """Unique problems of sent rows, previewed; what is ticked becomes needs."""
    found = queries.problems(request.programme)
    if request.method == "POST":
        wanted = set(request.POST.getlist("problems"))
        chosen = [problem for problem in found if problem.key in wanted]
        if len(chosen) != len(wanted):
            raise Refused(_("บางข้อเปลี่ยนไปแล้ว กรุณาเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง"))
        made = actions.record_needs(
            request.actor,
            request.programme,
            [_from_problem(problem) for problem in chosen],
            act_id=act_id(request),
        )
        say.done(request, _("เก็บความต้องการ %(n)s ข้อแล้ว") % {"n": len(made)})
        return redirect(url(request, "plan_needs") + "?basis=problem")
    context = {"problems": found[:MOST_PROBLEMS], "count": len(found)}
    return render(request, "plan/needs_problems.html", context)


@override("th")  # it is kept
def _from_problem(problem: queries.Problem) -> NewNeed:
    note = _("จาก %(rows)s แถว: %(networks)s") % {
        "rows": len(problem.rows),
        "networks": ", ".join(problem.networks),
    }
    return NewNeed(
        text=problem.text,
        basis=Need.Basis.PROBLEM,
        basis_note=note[:300],
        areas=sorted(problem.areas),
        virtues=problem.virtues,
        groups=problem.groups or groups.read(problem.text),
        is_example=all(row.is_example for row in problem.rows),
        came_from=problem.rows,
    )


@allow("plan.need.record")
@tells
def from_topic(request: HttpRequest, code: str = "") -> HttpResponse:
    """Statements of a topic whose tally is published; what is ticked becomes needs. Nothing here reads a live count."""
    if not code:
        return render(request, "plan/needs_topics.html", {"topics": listen.topics(request.programme)[:100]})
    topic = listen.topic(request.programme, code)
    if topic is None or topic.state == "draft":
        raise Http404(code)
    ranked = [standing for standing in listen.ranked(topic, "agreed") if standing.total is not None]
    taken = queries.taken(request.programme, "listen.statement", [s.statement.pk for s in ranked])
    if request.method == "POST":
        known = {str(standing.statement.pk): standing.statement.pk for standing in ranked}
        wanted = set(request.POST.getlist("statements"))
        ids = [id for text, id in known.items() if text in wanted and id not in taken]
        if len(ids) != len(wanted):
            raise Refused(_("บางข้อเก็บไปแล้วหรือไม่มีผลที่เผยแพร่ กรุณาเลือกใหม่"))
        if not ids:
            raise Refused(_("กรุณาเลือกอย่างน้อยหนึ่งข้อ"))
        return made(request, chosen(request, ids), "needs")
    found = findings(topic, ranked)
    unseen = listen.moderated(topic).shown - len(ranked)
    lines = [(standing, found[standing.statement.pk]) for standing in ranked]
    context = {"topic": topic, "ranked": ranked, "lines": lines, "taken": taken, "unseen": unseen}
    return render(request, "plan/needs_topic.html", context)


@require_POST
@allow("plan.need.record")
@tells
def give_back(request: HttpRequest, block: UUID) -> HttpResponse:
    """Undo a block of needs that was made of statements."""
    try:
        gone, left = actions.give_back_needs(request.actor, request.programme, block, act_id=act_id(request))
    except LookupError as error:
        raise Http404(str(block)) from error
    text = _("ย้อนแล้ว %(gone)s ข้อ") % {"gone": gone}
    if left:
        text += " " + _("อีก %(left)s ข้อมีแถวตอบหรือพักไว้แล้ว จึงคงไว้") % {"left": left}
    say.done(request, text)
    return redirect(url(request, "plan_needs"))
