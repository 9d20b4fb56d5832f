"""The library: list, one tool, adding and changing it, adoption, verifying."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.ground.people.queries import all_networks, organisation_names
from thaktho.ground.requests import act_id, whole
from thaktho.ground.thread.queries import counts

from .. import actions, queries
from ..forms import AdoptForm, ReasonForm, ToolForm
from ..models import Tool
from ..states import Changed, Refused

PAGE = 30
VERBS = ("edit", "retire", "restore", "verify", "unverify")


def filters_of(request: HttpRequest, known: list[Any]) -> queries.Filters:
    asked = request.GET
    kind, verified = asked.get("kind", ""), asked.get("verified", "")
    return queries.Filters(
        q=asked.get("q", "").strip()[:100],
        kind=kind if kind in Tool.Kind.values else "",
        network=next((one for one in known if one.code == asked.get("network", "")), None),
        verified=verified if verified in ("yes", "no") else "",
    )


def tool_or_404(request: HttpRequest, id: UUID) -> Tool:
    """A tool they may see. What is not verified is not found by visitors."""
    found = queries.tool(request.programme, id)  # type: ignore[attr-defined]
    if found is None or not permitted(request.actor, "toolkit.tool.read", found):  # type: ignore[attr-defined]
        raise Http404(str(id))
    return found


def address(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.programme.slug, *args])  # type: ignore[attr-defined]


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponse:
    return redirect(address(request, name, *args))


@allow("toolkit.read")
def index(request: HttpRequest) -> HttpResponse:
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    known = all_networks(programme)
    filters = filters_of(request, known)
    by_kind = queries.count_by_kind(programme, by, filters)
    page = Paginator(queries.tools(programme, by, filters), PAGE)
    # Known already: the paginator need not count again.
    page.count = by_kind.get(filters.kind, 0) if filters.kind else sum(by_kind.values())  # type: ignore[misc]
    may_start = permitted(by, "toolkit.start", programme)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "filters": filters,
        "filtered": bool(filters.q or filters.kind or filters.network or filters.verified),
        "kinds": [
            ("", _("ทั้งหมด"), sum(by_kind.values())),
            *((value, label, by_kind.get(value, 0)) for value, label in Tool.Kind.choices),
        ],
        "networks": known,
        "inside": permitted(by, "toolkit.inside.read", programme),
        "may_edit": permitted(by, "toolkit.edit", programme),
        "not_started": queries.not_started(programme) if may_start else 0,
    }
    return render(request, "toolkit/index.html", context)


@allow("toolkit.read")
def show(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    inside = permitted(by, "toolkit.inside.read", programme)
    own = [one for one in all_networks(programme) if permitted(by, "toolkit.adopt", one)]
    up, down = counts(programme.pk, [tool.pk])[tool.pk]
    teaches = tool.capital if tool.capital and permitted(by, "capital.entry.read", tool.capital) else None
    context = {
        "tool": tool,
        "network": tool.network,
        "teaches": teaches,
        "may": {verb: permitted(by, f"toolkit.tool.{verb}", tool) for verb in VERBS},
        "inside": inside,
        "adopt_form": AdoptForm(programme, own) if own and tool.is_live else None,
        "before": up,
        "after": down,
        "lines": history(programme, Tool.thread_kind, tool.pk) if inside else [],
    }
    return render(request, "toolkit/tool.html", context)


@allow("toolkit.edit")
def new(request: HttpRequest) -> HttpResponse:
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    form = ToolForm(programme, by, *_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            tool_id = actions.add(
                by, programme, form.read_cells(), file=_file(request, form), act_id=act_id(request)
            ).pk
        except Repeated as repeated:
            tool_id = repeated.act.subject_id
        except files.Refused as error:
            form.add_error("file", str(error))
            return _form(request, form, None, status=422)
        say.done(request, _("เพิ่มแล้ว รอการตรวจสอบ"))
        return to(request, "toolkit_tool", tool_id)
    return _form(request, form, None, status=422 if form.errors else 200)


@allow("toolkit.edit")
def edit(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    demand(by, "toolkit.tool.edit", tool)
    form = ToolForm(programme, by, *_sent(request), tool=tool)
    newer = None
    if request.method == "POST" and form.is_valid():
        seen = whole(request.POST.get("version", ""))
        try:
            actions.change(
                by, tool, form.read_cells(), seen_version=seen, file=_file(request, form), act_id=act_id(request)
            )  # fmt: skip
        except Changed as changed:
            newer = changed.tool
        except Refused as error:
            say.trouble(request, str(error))
            return to(request, "toolkit_tool", tool.pk)
        except files.Refused as error:
            form.add_error("file", str(error))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return to(request, "toolkit_tool", tool.pk)
    return _form(request, form, tool, newer=newer, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _file(request: HttpRequest, form: ToolForm) -> Callable[[], StoredFile] | None:
    """What stores the file, inside the act: a form sent twice stores nothing twice."""
    upload = form.cleaned_data["file"]
    if not upload:
        return None
    return lambda: files.store(
        request.actor,  # type: ignore[attr-defined]
        request.programme,  # type: ignore[attr-defined]
        name=upload.name,
        data=upload.read(),
        media_type=upload.content_type or "",
        purpose="paper",
        read_verb="toolkit.inside.read",
    )


def _form(
    request: HttpRequest, form: ToolForm, tool: Tool | None, *, newer: Tool | None = None, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "tool": tool,
        "newer": newer,
        "version": (newer or tool).version if tool else None,  # type: ignore[union-attr]
        "teachers": organisation_names(request.programme),  # type: ignore[attr-defined]
    }
    return render(request, "toolkit/form.html", context, status=status)


@require_POST
@allow("toolkit.start")
def start(request: HttpRequest) -> HttpResponse:
    """Take the starting list in."""
    made = actions.start(request.actor, request.programme, act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("เพิ่มจากรายการตั้งต้น %(count)s รายการ") % {"count": made})
    return to(request, "toolkit_list")


@require_POST
@allow("toolkit.edit")
def adopt(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    own = {one.code: one for one in all_networks(programme) if permitted(by, "toolkit.adopt", one)}
    form = AdoptForm(programme, list(own.values()), request.POST)
    if not form.is_valid():
        say.trouble(request, _("เลือกเครือข่ายและระดับก่อน"))
        return to(request, "toolkit_tool", tool.pk)
    data = form.cleaned_data
    network = own[data["network"]]
    try:
        if data["level"]:
            actions.adopt(
                by, tool, network, data["level"], since=data["since"], note=data["note"], act_id=act_id(request)
            )  # fmt: skip
        else:
            actions.drop(by, tool, network, act_id=act_id(request))
        say.done(request, _("บันทึกแล้ว"))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "toolkit_tool", tool.pk)


@require_POST
@allow("toolkit.secretariat")
def verify(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    try:
        actions.verify(request.actor, tool, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("ตรวจสอบแล้ว"), undo=address(request, "toolkit_unverify", tool.pk))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "toolkit_tool", tool.pk)


@require_POST
@allow("toolkit.secretariat")
def unverify(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    actions.unverify(request.actor, tool, act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("ถอนการตรวจสอบแล้ว"))
    return to(request, "toolkit_tool", tool.pk)


@allow("toolkit.edit")
def retire(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    by = request.actor  # type: ignore[attr-defined]
    demand(by, "toolkit.tool.retire", tool)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire(by, tool, form.cleaned_data["reason"], act_id=act_id(request))
            say.done(request, _("เลิกใช้แล้ว"), undo=address(request, "toolkit_restore", tool.pk))
        except Refused as error:
            say.trouble(request, str(error))
        return to(request, "toolkit_tool", tool.pk)
    context = {
        "title": _("เลิกใช้เครื่องมือนี้"),
        "text": _("“%(name)s” จะไม่อยู่ในคลัง ประวัติยังอยู่ นำกลับได้ทุกเมื่อ") % {"name": tool.name},
        "verb": _("เลิกใช้"),
        "cancel_url": address(request, "toolkit_tool", tool.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context)


@require_POST
@allow("toolkit.edit")
def restore(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    tool = tool_or_404(request, tool_id)
    try:
        actions.restore(request.actor, tool, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("นำกลับแล้ว"))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "toolkit_tool", tool.pk)
