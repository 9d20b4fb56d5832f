"""The log of moderation, for anybody."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.documents.spreadsheet_cell import plain
from thaktho.ground.access import allow

from .. import queries
from ..models import Reason, Topic
from .common import topic_or_404

PAGE = 50
MOST_LINES = 20_000


@require_GET
@allow("listen.read")
def log(request: HttpRequest) -> HttpResponse:
    topic, kind, reason = _asked(request)
    counts = queries.counted(request.programme, topic)
    lines = queries.logged(request.programme, topic, kind=kind, reason=reason)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "topic": topic,
        "page": page,
        "rows": queries.decisions(list(page)),
        "kind": kind,
        "reason": reason,
        "reasons": Reason.choices,
        "topics": [row for row in queries.topics(request.programme)[:100]],
        "counts": counts,
        "filters": [
            ("", _("ทั้งหมด"), counts["shown"] + counts["hidden"]),
            ("shown", _("เปิดให้ตอบ"), counts["shown"]),
            ("hidden", _("ไม่เปิดให้ตอบ"), counts["hidden"]),
        ],
        "filtered": bool(kind or reason or topic),
    }
    return render(request, "listen/log.html", context)


@require_GET
@allow("listen.read")
def log_csv(request: HttpRequest) -> HttpResponse:
    """The same lines as open data; the words of what is hidden for what they are stay empty here too."""
    topic, kind, reason = _asked(request)
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(["at", "topic", "statement", "decision", "reason", "role", "text", "example"])
    lines = queries.logged(request.programme, topic, kind=kind, reason=reason)[:MOST_LINES]
    for row in queries.decisions(list(lines)):
        said = row.statement
        at = timezone.localtime(row.at).isoformat(timespec="seconds")
        example = int(said.is_example or said.topic.is_example)
        write(
            [at, said.topic.code, said.number, row.kind, row.reason, row.role, plain(row.text or ""), example]
        )
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="moderation-log.csv"'
    return answer


def _asked(request: HttpRequest) -> tuple[Topic | None, str, str]:
    code, kind, reason = (request.GET.get(name, "") for name in ("topic", "kind", "reason"))
    topic = topic_or_404(request, code) if code else None
    if topic is not None and topic.state == Topic.State.DRAFT:
        raise Http404(code)
    return topic, kind if kind in ("shown", "hidden") else "", reason if reason in Reason.values else ""
