"""ผังกลไก: the chart, a body's page, appointing, changing, ending, members, and the ways of working."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.ground.people.queries import persons
from thaktho.ground.requests import act_id, whole

from . import actions, papers, queries
from .forms import BodyForm, MemberForm, ReasonForm, WayForm
from .models import Body, WayOfWorking
from .states import Changed, Circle, Refused


def body_or_404(request: HttpRequest, id: UUID) -> Body:
    found = queries.body(request.programme, id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(str(id))
    return found


def way_or_404(request: HttpRequest, id: UUID) -> WayOfWorking:
    found = queries.way(request.programme, id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(str(id))
    return found


def address(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.programme.slug, *args])  # type: ignore[attr-defined]


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponse:
    return redirect(address(request, name, *args))


def keeps(request: HttpRequest) -> bool:
    return permitted(request.actor, "bodies.keep", request.programme)  # type: ignore[attr-defined]


def inside(request: HttpRequest) -> bool:
    return permitted(request.actor, "bodies.inside.read", request.programme)  # type: ignore[attr-defined]


@allow("bodies.read")
def chart(request: HttpRequest) -> HttpResponse:
    """Who reports to whom: nested lists, drawn as a chart where there is room."""
    programme = request.programme  # type: ignore[attr-defined]
    tops = queries.tree(programme)
    return render(
        request,
        "convene/bodies/chart.html",
        {
            "tops": tops,
            "count": sum(1 for _branch in queries.walk(tops)),
            "ways": list(queries.ways(programme)),
            "keeps": keeps(request),
            "inside": inside(request),
        },
    )


@allow("bodies.keep")
def ended(request: HttpRequest) -> HttpResponse:
    found = queries.bodies(request.programme, ended=True).order_by("-ended_on", "-id")[:200]  # type: ignore[attr-defined]
    return render(request, "convene/bodies/ended.html", {"bodies": found})


@require_POST
@allow("bodies.inside.read")
def paper(request: HttpRequest) -> HttpResponse:
    """The chart as PDF, by a job."""
    programme = request.programme  # type: ignore[attr-defined]
    try:
        job = jobs.ask(
            request.actor, programme, kind=papers.WORK, title="พิมพ์ผังกลไกการทำงาน", params={},  # type: ignore[attr-defined]
            read_verb="bodies.inside.read", act_id=act_id(request),
        ).pk  # fmt: skip
    except Repeated as repeated:
        job = repeated.act.subject_id
    return to(request, "job_page", job)


@allow("bodies.read")
def show(request: HttpRequest, body_id: UUID) -> HttpResponse:
    body = body_or_404(request, body_id)
    programme, open_to = request.programme, inside(request)  # type: ignore[attr-defined]
    members = list(body.members.all())
    return render(
        request,
        "convene/bodies/body.html",
        {
            "body": body,
            "members": [one for one in members if one.left_on is None],
            "left": [one for one in members if one.left_on is not None] if open_to else [],
            "keeps": keeps(request),
            "inside": open_to,
            "order_line": papers.order_line(body),
            "member_form": MemberForm(programme) if keeps(request) and body.stands else None,
            "persons": persons(programme)[:500] if keeps(request) else [],
            "lines": history(programme, Body.thread_kind, body.pk) if open_to else [],
        },
    )


@allow("bodies.keep")
def new(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    form = BodyForm(programme, *_sent(request))
    if request.method != "POST" and (above := request.GET.get("under")):
        form.initial["parent"] = above
    if request.method == "POST" and form.is_valid():
        try:
            body_id = actions.appoint(
                request.actor, programme, file=_file(request, form), act_id=act_id(request), **form.made()  # type: ignore[attr-defined]
            ).pk  # fmt: skip
        except Repeated as repeated:
            body_id = repeated.act.subject_id
        except Refused as error:
            form.add_error("parent", str(error))
            return _form(request, form, None)
        except files.Refused as error:
            form.add_error("order_file", str(error))
            return _form(request, form, None)
        say.done(request, _("แต่งตั้งแล้ว"))
        return to(request, "bodies_body", body_id)
    return _form(request, form, None)


@allow("bodies.keep")
def edit(request: HttpRequest, body_id: UUID) -> HttpResponse:
    body = body_or_404(request, body_id)
    form = BodyForm(request.programme, *_sent(request), body=body)  # type: ignore[attr-defined]
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                request.actor,  # type: ignore[attr-defined]
                body,
                seen_version=whole(request.POST.get("version", "")),
                file=_file(request, form),
                act_id=act_id(request),
                **form.made(),
            )
        except Changed as changed:
            newer = changed.body
        except Circle as circle:
            form.add_error("parent", str(circle))
        except Refused as error:
            form.add_error(None, str(error))
        except files.Refused as error:
            form.add_error("order_file", str(error))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return to(request, "bodies_body", body.pk)
    return _form(request, form, body, newer)


def _form(request: HttpRequest, form: BodyForm, body: Body | None, newer: Body | None = None) -> HttpResponse:
    version = (newer or body).version if body else None  # type: ignore[union-attr]
    return render(
        request,
        "convene/bodies/form.html",
        {"form": form, "body": body, "newer": newer, "version": version},
        status=422 if form.errors else 200,
    )


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _file(request: HttpRequest, form: BodyForm) -> Callable[[], StoredFile] | None:
    upload = form.cleaned_data["order_file"]
    if not upload:
        return None
    return lambda: files.store(
        request.actor,  # type: ignore[attr-defined]
        request.programme,  # type: ignore[attr-defined]
        name=upload.name,
        data=upload.read(),
        media_type=upload.content_type or "",
        purpose="paper",
        read_verb="bodies.inside.read",
    )


@allow("bodies.keep")
def end(request: HttpRequest, body_id: UUID) -> HttpResponse:
    body = body_or_404(request, body_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(request.actor, body, form.cleaned_data["reason"], act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("สิ้นสุดแล้ว"), undo=address(request, "bodies_restore", body.pk))
        except Refused as error:
            say.trouble(request, str(error))
        return to(request, "bodies_body", body.pk)
    context = {
        "title": _("ให้คณะนี้สิ้นสุด"),
        "text": _("“%(name)s” จะไม่อยู่ในผัง คำสั่งและรายชื่อยังอยู่ นำกลับได้") % {"name": body.name},
        "verb": _("สิ้นสุด"),
        "cancel_url": address(request, "bodies_body", body.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context)


@require_POST
@allow("bodies.keep")
def restore(request: HttpRequest, body_id: UUID) -> HttpResponse:
    body = body_or_404(request, body_id)
    try:
        actions.restore(request.actor, body, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("นำกลับแล้ว"))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "bodies_body", body.pk)


@require_POST
@allow("bodies.keep")
def member_add(request: HttpRequest, body_id: UUID) -> HttpResponse:
    body = body_or_404(request, body_id)
    form = MemberForm(request.programme, request.POST)  # type: ignore[attr-defined]
    if not form.is_valid():
        say.trouble(request, next(iter(form.errors.values()))[0])
        return to(request, "bodies_body", body.pk)
    try:
        actions.add_member(request.actor, body, act_id=act_id(request), **form.made())  # type: ignore[attr-defined]
        say.done(request, _("เพิ่มแล้ว"))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "bodies_body", body.pk)


@require_POST
@allow("bodies.keep")
def member_remove(request: HttpRequest, body_id: UUID, member_id: UUID) -> HttpResponse:
    found = queries.member(request.programme, body_id, member_id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(str(member_id))
    actions.remove_member(request.actor, found, request.POST.get("reason", "")[:1000], act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("นำออกแล้ว"))
    return to(request, "bodies_body", body_id)


@allow("bodies.keep")
def way_new(request: HttpRequest) -> HttpResponse:
    return _way(request, None)


@allow("bodies.keep")
def way(request: HttpRequest, way_id: UUID) -> HttpResponse:
    return _way(request, way_or_404(request, way_id))


def _way(request: HttpRequest, found: WayOfWorking | None) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    form = WayForm(programme, request.POST if request.method == "POST" else None, way=found)
    if request.method == "POST" and form.is_valid():
        actions.write_way(request.actor, programme, way=found, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
        say.done(request, _("บันทึกแล้ว"))
        return to(request, "bodies_chart")
    return render(
        request, "convene/bodies/way.html", {"form": form, "way": found}, status=422 if form.errors else 200
    )


@require_POST
@allow("bodies.keep")
def way_remove(request: HttpRequest, way_id: UUID) -> HttpResponse:
    actions.remove_way(request.actor, way_or_404(request, way_id), act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("ลบรูปแบบแล้ว"))
    return to(request, "bodies_chart")
