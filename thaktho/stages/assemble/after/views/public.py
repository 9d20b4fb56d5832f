"""สัญญาแล้วทำอะไรไปบ้าง: the list of all years, one commitment, and both as open data."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.documents.spreadsheet_cell import plain
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks
from thaktho.ground.thread import queries as thread

from ...common import inside
from .. import queries
from ..states import OPEN
from .common import commitment_or_404, decorated, network_asked, works

A_PAGE = 25
KNOWN = ("kept", "doing", "late", "not_started", "dropped")


class Counted(Paginator):
    """A paginator that was told how many there are: they are counted with all other figures, in one query."""

    def __init__(self, rows: object, a_page: int, count: int) -> None:
        super().__init__(rows, a_page)  # type: ignore[arg-type]
        self._counted = count

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return self._counted


def _asked(request: HttpRequest) -> tuple[queries.Filters, list]:
    """What the address asks for. An edition or network nobody knows is no filter."""
    editions = queries.editions_with(request.programme)  # type: ignore[attr-defined]
    wanted = request.GET.get("edition", "")
    edition = next((one for one in editions if one.code == wanted), None)
    state = request.GET.get("state", "")
    return queries.Filters(
        edition=edition,
        network=network_asked(request),
        state=state if state in KNOWN else "",
        q=request.GET.get("q", "")[:100].strip(),
    ), editions


def pills(counts: queries.Counts) -> list[tuple[str, str, int]]:
    return [
        ("", _("ทั้งหมด"), counts.all),
        ("kept", _("ทำแล้ว"), counts.kept),
        ("doing", _("กำลังทำ"), counts.doing),
        ("late", _("เลยกำหนด"), counts.late),
        ("not_started", _("ยังไม่เริ่ม"), counts.not_started),
        ("dropped", _("ไม่ทำแล้ว"), counts.dropped),
    ]


@require_GET
@allow("assemble.read")
def commitments(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    asked, editions = _asked(request)
    counts = queries.counts(programme, asked)
    many = getattr(counts, asked.state or "all")
    found = queries.listing(programme, asked)
    page = Counted(found, A_PAGE, many).get_page(request.GET.get("page"))
    rows = decorated(queries.page_rows(found, page.start_index(), page.end_index()))
    context = {
        "asked": asked,
        "editions": editions,
        "networks": all_networks(programme),
        "counts": counts,
        "filters": pills(counts),
        "page": page,
        "rows": rows,
        "filtered": bool(asked.q or asked.network or asked.state or asked.edition),
        "is_example": any(row.is_example for row in rows),
        "works": works(request),
    }
    return render(request, "assemble/after/commitments.html", context)


@require_GET
@allow("assemble.read")
def commitments_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as the page asks for, all of them, for a spreadsheet."""
    asked, _editions = _asked(request)
    rows = list(queries.records(request.programme, asked))  # type: ignore[attr-defined]
    out = io.StringIO()
    heads = list(rows[0]) if rows else ["id", "edition", "text", "state"]
    write = csv.writer(out)
    write.writerow(heads)
    write.writerows([plain(row[head]) for head in heads] for row in rows)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="commitments.csv"'
    return answer


@require_GET
@allow("assemble.read")
def commitments_json(request: HttpRequest) -> HttpResponse:
    asked, _editions = _asked(request)
    programme = request.programme  # type: ignore[attr-defined]
    body = {
        "programme": programme.slug,
        "on": timezone.localdate().isoformat(),
        "commitments": list(queries.records(programme, asked)),
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_GET
@allow("assemble.read")
def commitment(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """One promise: what it says, what was reported, through which years it went, where it came from."""
    row = commitment_or_404(request, commitment_id)
    programme, actor = request.programme, request.actor  # type: ignore[attr-defined]
    chain = queries.chain(row)
    decorated([row])
    rows, unseen = queries.linked_rows(actor, row)
    before, after = thread.counts(programme.pk, [row.pk])[row.pk]
    shown_inside = inside(request)
    told = queries.reports(chain)
    for one in told:
        one.shown_files = [
            file for file in one.files.all() if shown_inside or file.read_verb == "assemble.read"
        ]  # type: ignore[attr-defined]
    standing = [one for one in told if one.corrects_id is None and not one.corrected_by.all()]
    own = [one for one in standing if one.commitment_id == row.pk]
    context = {
        "row": row,
        "edition": row.edition,
        "chain": chain,
        "reports": told,
        "rows": rows,
        "unseen_rows": unseen,
        "before": before,
        "after": after,
        "inside": shown_inside,
        "open": row.state in OPEN,
        "may_report": permitted(actor, "assemble.after.report", row),
        "may_take_back": bool(own) and permitted(actor, "assemble.after.report.undo", row),
        "may_edit": permitted(actor, "assemble.after.commitment.edit", row),
        "may_remove": not told
        and row.carried_from_id is None
        and not row.carried_to.exists()
        and permitted(actor, "assemble.after.commitment.remove", row),
        "may_link": permitted(actor, "assemble.after.link", row),
        "may_ask": row.state in OPEN and permitted(actor, "assemble.after.remind", row),
        "lines": queries.history(programme, row) if shown_inside else [],
    }
    return render(request, "assemble/after/commitment.html", context)
