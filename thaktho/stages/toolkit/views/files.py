"""The register as a file, its empty form, and files on their way in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from thaktho.documents.register import write_register
from thaktho.ground.access import allow
from thaktho.ground.intake import pages
from thaktho.ground.intake.pages import download
from thaktho.ground.people.queries import networks

from .. import papers, queries
from ..intake import KEEPER
from .tools import filters_of


@allow("toolkit.read")
def xlsx(request: HttpRequest) -> HttpResponse:
    """What this reader sees, under the page's own filters."""
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    found = queries.tools(programme, by, filters_of(request, list(networks(programme))))
    data = write_register(
        papers.form(programme), papers.rows(found), subtitle=programme.office_th, made_on=timezone.localdate()
    )
    return download(data, "คลังเครื่องมือ.xlsx")


@allow("toolkit.read")
def template(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    data = write_register(papers.form(programme), subtitle=programme.office_th, made_on=timezone.localdate())
    return download(data, "แบบฟอร์มคลังเครื่องมือ.xlsx")


@allow("toolkit.edit")
def imports(request: HttpRequest) -> HttpResponse:
    return pages.new(request, KEEPER)


@allow("toolkit.edit")
def import_page(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    return pages.page(request, KEEPER, intake_id)


@require_POST
@allow("toolkit.edit")
def import_apply(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    return pages.act(request, KEEPER, intake_id, "apply")


@require_POST
@allow("toolkit.edit")
def import_cancel(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    return pages.act(request, KEEPER, intake_id, "cancel")


@require_POST
@allow("toolkit.edit")
def import_again(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    return pages.act(request, KEEPER, intake_id, "again")


@require_POST
@allow("toolkit.edit")
def import_undo(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    return pages.act(request, KEEPER, intake_id, "undo")
