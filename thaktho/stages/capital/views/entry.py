"""One entry: read it, add and change it, confirm it, take it out of use and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.ground.people.queries import organisation_names
from thaktho.ground.places.queries import districts
from thaktho.ground.requests import act_id, next_page, whole
from thaktho.ground.thread.queries import counts

from .. import actions, queries
from ..forms import CheckForm, EntryForm, ReasonForm
from ..models import Capital
from ..starting import category, kinds
from ..states import Changed, Refused
from .common import address, entry_or_404, may, to


@allow("capital.read")
def show(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(request, entry_id)
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    inside = permitted(by, "capital.inside.read", programme)
    year = queries.this_year(programme)
    up, down = counts(programme.pk, [entry.pk])[entry.pk]
    checks = {check.year: check for check in entry.checks.all()}
    context = {
        "entry": entry,
        "network": entry.network,
        "may": may(request, entry),
        "inside": inside,
        "year": year,
        "years": [(one, checks.get(one)) for one in programme.years],
        "listed": category(entry.kind, entry.category),
        "before": up,
        "after": down,
        "check_form": CheckForm(programme, year),
        "lines": history(programme, Capital.thread_kind, entry.pk) if inside else [],
    }
    return render(request, "capital/entry.html", context)


@allow("capital.edit")
def new(request: HttpRequest) -> HttpResponse:
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    form = EntryForm(programme, by, *_sent(request), kind=request.GET.get("kind", ""))
    if request.method == "POST" and form.is_valid():
        try:
            entry_id = actions.add(
                by, programme, form.read_cells(), file=_file(request, form), act_id=act_id(request)
            ).pk
        except Repeated as repeated:
            entry_id = repeated.act.subject_id
        except files.Refused as error:
            form.add_error("evidence_file", str(error))
            return _form(request, form, None, status=422)
        say.done(request, _("เพิ่มแล้ว รอการยืนยัน"))
        return to(request, "capital_new" if "again" in request.POST else "capital_entry", *([] if "again" in request.POST else [entry_id]))  # fmt: skip
    return _form(request, form, None, status=422 if form.errors else 200)


@allow("capital.edit")
def edit(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(request, entry_id)
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    demand(by, "capital.entry.edit", entry)
    form = EntryForm(programme, by, *_sent(request), entry=entry)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                by,
                entry,
                form.read_cells(),
                seen_version=whole(request.POST.get("version", "")),
                file=_file(request, form),
                act_id=act_id(request),
            )
        except Changed as changed:
            newer = changed.entry
        except Refused as error:
            say.trouble(request, str(error))
            return to(request, "capital_entry", entry.pk)
        except files.Refused as error:
            form.add_error("evidence_file", str(error))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return to(request, "capital_entry", entry.pk)
    return _form(request, form, entry, newer=newer, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _file(request: HttpRequest, form: EntryForm) -> Callable[[], StoredFile] | None:
    """What stores the file, inside the act: a form sent twice stores nothing twice."""
    upload = form.cleaned_data["evidence_file"]
    if not upload:
        return None
    return lambda: files.store(
        request.actor,  # type: ignore[attr-defined]
        request.programme,  # type: ignore[attr-defined]
        name=upload.name,
        data=upload.read(),
        media_type=upload.content_type or "",
        purpose="paper",
        read_verb="capital.inside.read",
    )


def _form(
    request: HttpRequest, form: EntryForm, entry: Capital | None, *, newer: Capital | None = None, status: int
) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    listed = [one.name for words in kinds().values() for one in words.categories]
    context = {
        "form": form,
        "entry": entry,
        "newer": newer,
        "version": (newer or entry).version if entry else None,
        "categories": list(dict.fromkeys([*listed, *queries.categories_used(programme)])),
        "holders": organisation_names(programme),
        "areas": [f"อ.{place.name_th}" for place in districts(programme)],
    }
    return render(request, "capital/form.html", context, status=status)


@require_POST
@allow("capital.inside.read")
def confirm(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(request, entry_id)
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    demand(by, "capital.entry.confirm", entry)
    form = CheckForm(programme, queries.this_year(programme), request.POST)
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        say.trouble(request, _("ยังไม่ได้ยืนยัน: %(problem)s") % {"problem": problem})
        return to(request, "capital_entry", entry.pk)
    try:
        check = actions.confirm(by, entry, act_id=act_id(request), **form.made())
    except Refused as error:
        say.trouble(request, str(error))
    else:
        undo = address(request, "capital_unconfirm", entry.pk)
        say.done(request, _("ยืนยันปี %(year)s แล้ว") % {"year": check.year}, undo=undo)
    return redirect(next_page(request, address(request, "capital_entry", entry.pk)))


@require_POST
@allow("capital.inside.read")
def unconfirm(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(request, entry_id)
    try:
        actions.unconfirm(request.actor, entry, request.POST.get("reason", ""), act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("ถอนการยืนยันแล้ว"))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "capital_entry", entry.pk)


@allow("capital.edit")
def retire(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(request, entry_id)
    by = request.actor  # type: ignore[attr-defined]
    demand(by, "capital.entry.retire", entry)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire(by, entry, form.cleaned_data["reason"], act_id=act_id(request))
            say.done(request, _("เลิกใช้แล้ว"), undo=address(request, "capital_restore", entry.pk))
        except Refused as error:
            say.trouble(request, str(error))
        return to(request, "capital_entry", entry.pk)
    context = {
        "title": _("เลิกใช้รายการนี้"),
        "text": _("“%(name)s” จะไม่อยู่ในทะเบียนและไม่ถูกเสนอให้แผนใช้ ประวัติยังอยู่ นำกลับได้ทุกเมื่อ")
        % {"name": entry.name},
        "verb": _("เลิกใช้"),
        "cancel_url": address(request, "capital_entry", entry.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context)


@require_POST
@allow("capital.edit")
def restore(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(request, entry_id)
    try:
        actions.restore(request.actor, entry, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("นำกลับแล้ว"))
    except Refused as error:
        say.trouble(request, str(error))
    return to(request, "capital_entry", entry.pk)
