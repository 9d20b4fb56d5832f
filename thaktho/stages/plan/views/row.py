"""One row: read it, edit it, see its history, take it out and bring it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.base import new_id
from thaktho.ground.language import language, said
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole
from thaktho.ground.thread.queries import counts
from thaktho.thai import dates

from .. import actions, cells, queries
from ..forms.rows import CommentForm, DayForm, ReasonForm, RowForm
from ..models import CellFlag, NetworkPlan, PlanRow
from ..queries.choices import choices
from ..queries.comments import closed_talk, may_be_told, talk, tellable
from ..states import Refused
from . import conflict, details
from .common import act_id, back, may_edit, must, network_or_404, row_or_404, sheet_of, tells, url
from .sheet import virtue_of, words_of


@allow("plan.read")
@tells
def row(request: HttpRequest, row: UUID) -> HttpResponse:
    found = row_or_404(request, row)
    editable, closed = may_edit(request, _plan_of(found), found)
    if request.method != "POST":
        form = details.row_form(request, found) if editable and found.live else None
        return _page(request, found, form, closed)
    must(request, "plan.row.edit", found)
    version = whole(request.POST.get("version", "")) or 0
    if "mine" in request.POST:
        return _save(request, found, conflict.chosen(request, found), version)
    form = details.row_form(request, found, request.POST)
    if form.is_valid():
        return _save(request, found, form.read_cells(), version)
    if _json(request):
        return _autosave(request, found, form, version)
    return _page(request, found, form, closed, status=422)


def _plan_of(found: PlanRow) -> NetworkPlan:
    """The plan's state came with the row; where nothing was written yet, it is a draft."""
    state = found.plan_state or NetworkPlan.State.DRAFT  # type: ignore[attr-defined]
    return NetworkPlan(programme_id=found.programme_id, network=found.network, state=state)


def _json(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _save(request: HttpRequest, found: PlanRow, typed: cells.Cells, version: int) -> HttpResponse:
    try:
        saved, changed = actions.save_row(request.actor, found, typed, version, act_id=act_id(request))
    except actions.Conflict as clash:
        return conflict.page(request, clash, json=_json(request))
    except Repeated:
        saved, changed = found, []
    except Refused as error:
        if _json(request):
            return JsonResponse({"why": str(error)}, status=422)
        raise
    if _json(request):
        return _saved(request, found.pk, {})
    if changed:
        names = ", ".join(str(cells.LABELS[name]) for name in changed if name != "dates")
        say.done(request, _("บันทึกแล้ว: %(names)s") % {"names": names})
    else:
        say.done(request, _("ไม่มีอะไรเปลี่ยน"))
    return back(request, url(request, "plan_row", row=saved.pk))


def _autosave(request: HttpRequest, found: PlanRow, form: RowForm, version: int) -> HttpResponse:
    """Save what is without fault; tell what is not."""
    problems = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    try:
        actions.save_row(request.actor, found, form.read_cells(), version, act_id=act_id(request))
    except actions.Conflict as clash:
        return conflict.page(request, clash, json=True)
    except Repeated:
        pass
    except Refused as error:
        return JsonResponse({"why": str(error)}, status=422)
    return _saved(request, found.pk, problems)


def _saved(request: HttpRequest, row_id: UUID, problems: dict[str, list[str]]) -> JsonResponse:
    row = queries.row(request.programme, row_id)
    assert row is not None
    now = timezone.localtime()
    return JsonResponse(
        {
            "version": row.version,
            "saved": _("บันทึกร่างแล้ว %(at)s น.") % {"at": f"{now.hour:02d}.{now.minute:02d}"},
            "readings": readings(row),
            "unread": unread(row),
            "problems": problems,
        }
    )


def readings(row: PlanRow) -> dict[str, str]:
    """What the software understood of what was typed, to be read back under the box."""
    flags = {
        flag.field: said(flag.why)
        for flag in row.flags.all()
        if not flag.settled_at and flag.kind == CellFlag.Kind.READING
    }
    found = {"when_text": "", "area_text": "", "budget_text": flags.get("budget", "")}
    if row.starts_on:
        shown = dates.show_span(row.starts_on, row.ends_on, lang=language())
        found["when_text"] = _("อ่านเป็น %(days)s") % {"days": shown}
    elif row.when_text:
        found["when_text"] = flags.get("when_text") or _("เก็บเป็นข้อความ")
    areas = [place.name_th for place in row.areas.all()]
    if areas:
        found["area_text"] = _("ตรงกับ %(places)s") % {"places": ", ".join(areas)}
    elif row.area_text:
        found["area_text"] = _("ยังไม่พบอำเภอหรือตำบลในข้อความนี้ เลือกจากรายการได้")
    return found


def unread(row: PlanRow) -> list[str]:
    """The boxes whose words could not be read, so far."""
    names = [
        flag.field for flag in row.flags.all() if not flag.settled_at and flag.kind == CellFlag.Kind.READING
    ]
    names += ["area_text"] if row.area_text and not row.areas.all() else []
    return ["budget_text" if name == "budget" else name for name in names]


def _page(
    request: HttpRequest,
    found: PlanRow,
    form: RowForm | None,
    closed: str,
    *,
    status: int = 200,
) -> HttpResponse:
    sees_notes = permitted(request.actor, "plan.drafts.read", found)
    up, down = counts(request.programme.pk, [found.pk])[found.pk]
    around = {"before": found.before_id, "after": found.after_id} if sees_notes else {}  # type: ignore[attr-defined]
    context = {
        "row": found,
        "network": found.network,
        "form": form,
        "closed": closed,
        "virtue": "" if form else virtue_of(found, words_of(request)),
        "flags": [flag for flag in found.flags.all() if not flag.settled_at] if sees_notes else [],
        "readings": readings(found),
        "unread": unread(found),
        "up": up,
        "down": down,
        "around": around,
        "may_comment": permitted(request.actor, "plan.row.comment", found),
        "talk": talk(found) if sees_notes else {},
        "closed_talk": closed_talk(found) if sees_notes else [],
        "can_remove": form is not None,
        "can_unite": bool(found.split_at) and permitted(request.actor, "plan.row.split", found),
        "can_restore": not found.live and permitted(request.actor, "plan.row.restore", found),
        "comment_form": _comment_form().tell(tellable(request.programme, found)) if sees_notes else None,
        **details.context(request, found),
        **(_lists(request) if form else {}),
    }
    return render(request, "plan/row.html" if form else "plan/row_read.html", context, status=status)


def _lists(request: HttpRequest) -> dict[str, Any]:
    """What may be chosen while typing, for datalists."""
    found = choices(request.programme)
    return {
        "organisations": found.organisations if request.actor.grants else [],
        "funds": found.funds,
        "area_names": found.tambons,
    }


def _comment_form(data: Any = None) -> CommentForm:
    form = CommentForm(data)
    form.fields["field"].choices = [
        ("", _("ทั้งแถว")),
        *(
            (n, cells.LABELS[n])
            for n in (
                "title",
                "problem",
                "good_deed",
                "virtues_text",
                "indicator",
                "when_text",
                "budget",
                "agency",
                "area_text",
            )
        ),
    ]  # type: ignore[attr-defined]
    return form


@allow("plan.edit")
@tells
def new(request: HttpRequest, network: str) -> HttpResponse:
    """A new row. Its id is made with the form, so that sending twice makes one row."""
    found = network_or_404(request, network)
    must(request, "plan.row.add", found)
    plan = queries.plan_of(found)
    plan.network = found
    editable, closed = may_edit(request, plan)
    if not editable:
        say.trouble(request, closed)
        return redirect(sheet_of(request, found))
    form = details.new_form(request, found, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        row_id = _uuid(request.POST.get("row_id", "")) or new_id()
        if form.is_valid():
            try:
                row_id = actions.add_row(
                    request.actor, found, form.read_cells(), row_id=row_id, act_id=act_id(request)
                ).pk
            except Repeated as repeated:
                row_id = repeated.act.subject_id  # the row that was made, whatever this form says
            here = url(request, "plan_row", row=row_id)
            if _json(request):
                answer = _saved(request, row_id, {})
                answer["Content-Location"] = here
                return answer
            say.done(request, _("เพิ่มแถวแล้ว"))
            return redirect(sheet_of(request, found) if "again" not in request.POST else request.path)
        if _json(request):
            problems = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
            return JsonResponse({"problems": problems}, status=422)
    context = {
        "network": found,
        "plan": plan,
        "form": form,
        "row": None,
        "row_id": new_id(),
        "flags": [],
        **_lists(request),
    }
    return render(request, "plan/row.html", context, status=422 if form.errors else 200)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@allow("plan.read")
def history(request: HttpRequest, row: UUID) -> HttpResponse:
    """What was changed in a row, by whom and when: for those who may see drafts."""
    found = row_or_404(request, row)
    must(request, "plan.drafts.read", found)
    context = {"row": found, "network": found.network, "lines": queries.row_history(request.programme, found)}
    return render(request, "plan/history.html", context)


@allow("plan.edit")
@tells
def remove(request: HttpRequest, row: UUID) -> HttpResponse:
    found = row_or_404(request, row)
    must(request, "plan.row.remove", found)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.remove_row(request.actor, found, form.cleaned_data["reason"], act_id=act_id(request))
        say.done(request, _("นำแถวออกจากแผนแล้ว"), undo=url(request, "plan_row_restore", row=found.pk))
        return redirect(sheet_of(request, found.network))
    context = {
        "title": _("นำแถวนี้ออกจากแผน"),
        "text": _("“%(title)s” จะไม่อยู่ในแผนและในผลรวม นำกลับมาได้ทุกเมื่อ") % {"title": found.title},
        "verb": _("นำแถวออก"),
        "cancel_url": url(request, "plan_row", row=found.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context)


@require_POST
@allow("plan.edit")
@tells
def restore(request: HttpRequest, row: UUID) -> HttpResponse:
    found = row_or_404(request, row)
    actions.restore_row(request.actor, found, act_id=act_id(request))
    say.done(request, _("นำแถวกลับเข้าแผนแล้ว"))
    return back(request, sheet_of(request, found.network))


@allow("plan.edit")
def removed(request: HttpRequest, network: str) -> HttpResponse:
    """Rows that were taken out, to be brought back."""
    found = network_or_404(request, network)
    must(request, "plan.row.add", found)
    return render(
        request,
        "plan/removed.html",
        {"network": found, "rows": queries.removed(request.programme, found)[:200]},
    )


@require_POST
@allow("plan.edit")
@tells
def move(request: HttpRequest, row: UUID) -> HttpResponse:
    found = row_or_404(request, row)
    number = request.POST.get("number", "")
    if not number.isdecimal() or len(number) > 6:
        raise Refused(_("กรุณาพิมพ์ลำดับเป็นตัวเลข เช่น 3"))
    actions.move_row(request.actor, found, int(number), act_id=act_id(request))
    say.done(request, _("ย้ายแถวแล้ว"))
    return back(request, sheet_of(request, found.network))


@require_POST
@allow("plan.read")
@tells
def comment(request: HttpRequest, row: UUID) -> HttpResponse:
    """A comment on a cell; with `answers`, an answer to one."""
    found = row_or_404(request, row)
    must(request, "plan.row.comment", found)
    if seen := request.POST.get("seen"):
        actions.acknowledge(request.actor, _flag_of(found, seen), act_id=act_id(request))
        say.done(request, _("รับทราบคำตอบแล้ว"))
        return back(request, url(request, "plan_row", row=found.pk))
    form = _comment_form(request.POST).tell(may_be_told(found))
    if not form.is_valid():
        raise Refused(_("กรุณาพิมพ์ความเห็น"))
    text, told = form.cleaned_data["text"], form.told()
    if asked := request.POST.get("answers"):
        actions.reply(request.actor, _flag_of(found, asked), text, mentions=told, act_id=act_id(request))
        say.done(request, _("บันทึกคำตอบแล้ว"))
    else:
        field = form.cleaned_data["field"]
        actions.comment(request.actor, found, field, text, mentions=told, act_id=act_id(request))
        say.done(request, _("บันทึกความเห็นแล้ว"))
    return back(request, url(request, "plan_row", row=found.pk))


def _flag_of(row: PlanRow, asked: str) -> CellFlag:
    found = next((flag for flag in row.flags.all() if str(flag.pk) == asked), None)
    if found is None:
        raise Http404(asked)
    return found


@allow("plan.edit")
@tells
def flag(request: HttpRequest, row: UUID, flag: UUID) -> HttpResponse:
    """Answer a flag: a page that asks for the days; or, sent with `as=text`, keep the words."""
    found = row_or_404(request, row)
    must(request, "plan.row.settle", found)
    asked = found.flags.filter(pk=flag, programme=request.programme).first()
    if asked is None:
        raise Http404(str(flag))
    form = DayForm(request.POST if request.method == "POST" and request.POST.get("as") != "text" else None)
    if request.method == "POST" and request.POST.get("as") == "text":
        actions.settle(request.actor, found, asked, act_id=act_id(request))
        say.done(request, _("ใช้เป็นข้อความตามที่พิมพ์"))
        return back(request, sheet_of(request, found.network))
    if form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        last = end[1] if end else start[1]
        actions.settle(request.actor, found, asked, start=start[0], end=last, act_id=act_id(request))
        say.done(request, _("บันทึกวันที่แล้ว"))
        return back(request, sheet_of(request, found.network))
    context = {
        "row": found,
        "network": found.network,
        "flag": asked,
        "form": form,
        "label": cells.LABELS.get(asked.field, ""),
    }
    return render(request, "plan/flag.html", context, status=422 if form.errors else 200)
