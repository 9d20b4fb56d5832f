"""The form to fill in, and the rows as files."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from thaktho.documents.planform import write_csv, write_template
from thaktho.ground.access import allow
from thaktho.ground.people.models import Network

from .. import queries
from ..papers.form import form_rows, write_xlsx
from ..reading import VirtueWords
from .common import network_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(request: HttpRequest, network: Network) -> list:
    found = queries.rows(request.programme, request.actor, queries.Filters(network=network))
    return form_rows(found, VirtueWords.of(request.programme))


@allow("plan.read")
def template(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    virtues = [virtue.name_th for virtue in VirtueWords.of(request.programme).by_code.values()]
    return _file(
        write_template(found.name, request.programme.years, virtues),
        XLSX,
        f"แบบฟอร์มแผน-{found.short_name}.xlsx",
    )


@allow("plan.read")
def xlsx(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    return _file(
        write_xlsx(found.name, request.programme.years, _rows(request, found)),
        XLSX,
        f"แผน-{found.short_name}.xlsx",
    )


@allow("plan.read")
def csv(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    return _file(write_csv(_rows(request, found)), "text/csv; charset=utf-8", f"แผน-{found.short_name}.csv")
