"""One statement's own page: what it says, what the networks answered, and what became of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thaktho.ground.access import allow, permitted
from thaktho.ground.people.history import lines as history_lines
from thaktho.ground.thread import queries as thread

from .. import queries
from ..models import Statement
from ..queries import fates as reading
from .common import topic_or_404


@require_GET
@allow("listen.read")
def statement(request: HttpRequest, code: str, number: int) -> HttpResponse:
    topic = topic_or_404(request, code)
    answer = reading.answer(topic, request.actor, number)  # type: ignore[attr-defined]
    if answer is None:
        raise Http404(number)
    up, down = thread.counts(topic.programme_id, [answer.statement.pk])[answer.statement.pk]
    may_decide = permitted(request.actor, "listen.fate.decide", answer.statement)  # type: ignore[attr-defined]
    return render(
        request,
        "listen/statement.html",
        {
            "topic": topic,
            "answer": answer,
            "statement": answer.statement,
            "standing": answer.standing,
            "before": up,
            "after": down,
            "over": topic.state in queries.OVER,
            "may_decide": may_decide,
            "history": history_lines(request.programme, Statement.thread_kind, answer.statement.pk)  # type: ignore[attr-defined]
            if request.actor.grants  # type: ignore[attr-defined]
            else [],
        },
    )
