"""Writing the four tabs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.files import actions as files
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole

from ...common import act_id, edition_or_404, steps_asked, to
from .. import actions, queries
from ..forms import ItemForm, TabForm
from ..models import Edition, Tab, TabItem
from ..states import Changed, Refused
from .common import done, found, upload


@allow("assemble.work")
def edit(request: HttpRequest, edition: str, kind: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    demand(request.actor, "assemble.editions.tab", year)  # type: ignore[attr-defined]
    tab, newer = queries.tab(year, kind), None
    form = TabForm(request.programme, request.POST if request.method == "POST" else None, tab=tab)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_tab(
                request.actor, year, kind, form.cleaned_data["text"], source=form.cleaned_data["source"],  # type: ignore[attr-defined]
                seen_version=whole(request.POST.get("version", "")), act_id=act_id(request),
            )  # fmt: skip
        except Changed as changed:
            newer = changed.row
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return redirect(to(request, f"assemble_tab_{kind}", year.code))
    context = {
        "edition": year, "tab": tab, "kind": kind, "label": str(Tab.Kind(kind).label), "form": form, "newer": newer,
        "version": (newer or tab).version,  # type: ignore[attr-defined]
        "back": to(request, f"assemble_tab_{kind}", year.code),
    }  # fmt: skip
    return render(
        request,
        "assemble/editions/tab_edit.html",
        context,
        status=409 if newer else 422 if form.errors else 200,
    )


@require_POST
@allow("assemble.work")
def publish(request: HttpRequest, edition: str) -> HttpResponse:
    year, kind = edition_or_404(request, edition), _kind(request.POST.get("kind", ""))
    wanted = request.POST.get("publish") == "1"
    return done(
        request, lambda: actions.publish_tab(request.actor, year, kind, wanted, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("เผยแพร่แล้ว") if wanted else _("เลิกเผยแพร่แล้ว ข้อความยังอยู่"), to(request, f"assemble_tab_{kind}", year.code),
    )  # fmt: skip


def _kind(kind: str) -> str:
    if kind not in Tab.Kind.values:
        raise Http404(kind)
    return kind


@allow("assemble.work")
def item_add(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    return _item(request, year, _kind(request.GET.get("kind", Tab.Kind.ACADEMIC)), None)


@allow("assemble.work")
def item_edit(request: HttpRequest, edition: str, tab_item_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    item = found(queries.item(year, tab_item_id), tab_item_id)
    return _item(request, year, item.tab.kind, item)


def _item(request: HttpRequest, year: Edition, kind: str, item: TabItem | None) -> HttpResponse:
    demand(request.actor, "assemble.editions.tab", year)  # type: ignore[attr-defined]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, back = ItemForm(request.programme, *sent, item=item), to(request, f"assemble_tab_{kind}", year.code)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("title", "text", "url", "source")}
        file = upload(request, "file", "assemble.read")
        try:
            if item is None:
                actions.add_item(request.actor, year, kind, file=file, act_id=act_id(request), **data)  # type: ignore[attr-defined]
            else:
                actions.change_item(request.actor, item, file=file, act_id=act_id(request), **data)  # type: ignore[attr-defined]
        except Repeated:
            return redirect(back)
        except files.Refused as refused:
            form.add_error("file", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return redirect(back)
    context = {"edition": year, "item": item, "form": form, "label": str(Tab.Kind(kind).label), "back": back}
    return render(request, "assemble/editions/item.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def item_remove(request: HttpRequest, edition: str, tab_item_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    item = found(queries.item(year, tab_item_id), tab_item_id)
    return done(
        request, lambda: actions.remove_item(request.actor, item, act_id=act_id(request)), _("นำออกแล้ว"),  # type: ignore[attr-defined]
        to(request, f"assemble_tab_{item.tab.kind}", year.code),
    )  # fmt: skip


@require_POST
@allow("assemble.work")
def item_move(request: HttpRequest, edition: str, tab_item_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    item = found(queries.item(year, tab_item_id), tab_item_id)
    return done(
        request, lambda: actions.move_item(request.actor, item, steps_asked(request), act_id=act_id(request)), _("ย้ายลำดับแล้ว"),  # type: ignore[attr-defined]
        to(request, f"assemble_tab_{item.tab.kind}", year.code) + f"#item-{item.pk}",
    )  # fmt: skip
