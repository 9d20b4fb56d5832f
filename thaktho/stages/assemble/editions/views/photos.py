"""Pictures of the year: brought in, consented to, published."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.files import actions as files
from thaktho.ground.ledger.actions import Repeated

from ...common import act_id, edition_or_404, steps_asked, to
from .. import actions, queries
from ..actions.photos import PRIVATE, agreed
from ..forms import NewPhotoForm, PhotoForm
from ..states import Refused
from .common import done, found, upload, works


@allow("assemble.work")
def photos(request: HttpRequest, edition: str) -> HttpResponse:
    """All pictures, the private ones too, and the form that brings in another."""
    year = edition_or_404(request, edition)
    may = works(request, "assemble.editions.photo", year)
    form = NewPhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        demand(request.actor, "assemble.editions.photo", year)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["file"] = upload(request, "file", PRIVATE)
        try:
            actions.add_photo(request.actor, year, act_id=act_id(request), **data)  # type: ignore[attr-defined]
        except Repeated:
            return redirect(to(request, "assemble_photos", year.code))
        except (files.Refused, Refused) as refused:
            form.add_error("file", str(refused))
        else:
            say.done(request, _("เพิ่มภาพแล้ว ยังไม่เผยแพร่"))
            return redirect(to(request, "assemble_photos", year.code))
    page = Paginator(queries.photos(year, public=False), 24).get_page(request.GET.get("page"))
    for place, photo in enumerate(page.object_list, page.start_index()):
        photo.agreed = agreed(photo)
        photo.first, photo.last = place == 1, place == page.paginator.count
    context = {"edition": year, "page": page, "form": form if may else None}
    return render(request, "assemble/editions/photos.html", context, status=422 if form.errors else 200)


@allow("assemble.work")
def photo(request: HttpRequest, edition: str, photo_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    row = found(queries.photo(year, photo_id), photo_id)
    demand(request.actor, "assemble.editions.photo", row)  # type: ignore[attr-defined]
    form = PhotoForm(request.POST if request.method == "POST" else None, photo=row)
    if request.method == "POST" and form.is_valid():
        return done(
            request, lambda: actions.change_photo(request.actor, row, act_id=act_id(request), **form.cleaned_data),  # type: ignore[attr-defined]
            _("บันทึกแล้ว"), to(request, "assemble_photos", year.code),
        )  # fmt: skip
    context = {"edition": year, "photo": row, "form": form}
    return render(request, "assemble/editions/photo.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def photo_show(request: HttpRequest, edition: str, photo_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    row = found(queries.photo(year, photo_id), photo_id)
    public = request.POST.get("public") == "1"
    return done(
        request, lambda: actions.show_photo(request.actor, row, public, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("เผยแพร่ภาพแล้ว") if public else _("เลิกเผยแพร่ภาพแล้ว"), to(request, "assemble_photos", year.code),
    )  # fmt: skip


@require_POST
@allow("assemble.work")
def photo_remove(request: HttpRequest, edition: str, photo_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    row = found(queries.photo(year, photo_id), photo_id)
    return done(
        request, lambda: actions.remove_photo(request.actor, row, act_id=act_id(request)), _("นำภาพออกแล้ว"),  # type: ignore[attr-defined]
        to(request, "assemble_photos", year.code),
    )  # fmt: skip


@require_POST
@allow("assemble.work")
def photo_move(request: HttpRequest, edition: str, photo_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    row = found(queries.photo(year, photo_id), photo_id)
    page = request.POST.get("page", "")
    where = to(request, "assemble_photos", year.code) + (f"?page={page}" if page.isdecimal() else "")
    return done(
        request, lambda: actions.move_photo(request.actor, row, steps_asked(request), act_id=act_id(request)), _("ย้ายลำดับแล้ว"),  # type: ignore[attr-defined]
        f"{where}#photo-{row.pk}",
    )  # fmt: skip
