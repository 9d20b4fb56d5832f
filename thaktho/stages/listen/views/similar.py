"""Statements that say nearly the same: proposed, answered by people, undone."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand

from .. import actions, queries
from ..models import Statement, Topic
from .common import act_id, to, topic_or_404

PAGE = 20


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def similar(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    demand(request.actor, "listen.bundle.join", topic)
    if request.method == "POST":
        return _answer(request, topic)
    page = Paginator(queries.proposals(topic), PAGE).get_page(request.GET.get("page"))
    context = {
        "topic": topic,
        "page": page,
        "bundles": queries.bundles(topic),
        "apart": queries.kept_apart(topic),
    }
    return render(request, "listen/similar.html", context)


def _answer(request: HttpRequest, topic: Topic) -> HttpResponse:
    one = _statement(topic, request.POST.get("one", ""))
    back = redirect(to(request, "listen_similar", topic.code))
    answer = request.POST.get("answer", "")
    if answer == "out":
        done = actions.take_out(request.actor, topic, one, act_id=act_id(request))
        say.done(request, _("แยกออกมาแสดงข้อเดียวแล้ว"), undo=_way_back(request, topic, done))
        return back
    other = _statement(topic, request.POST.get("other", ""))
    if one.pk == other.pk or answer not in ("together", "apart"):
        raise Http404(answer)
    if answer == "apart":
        done = actions.keep_apart(request.actor, topic, one, other, act_id=act_id(request))
        text = _("จำไว้ว่าข้อ %(one)s กับข้อ %(other)s ต่างกัน จะไม่เสนออีก")
    else:
        try:
            done = actions.show_together(request.actor, topic, one, other, act_id=act_id(request))
        except actions.FoundDifferent as found:
            text = _("แสดงด้วยกันไม่ได้ เพราะข้อ %(one)s กับข้อ %(other)s มีผู้ตอบไว้ว่าต่างกัน ย้อนคำตอบนั้นก่อน")
            say.trouble(request, text % {"one": found.one.number, "other": found.other.number})
            return back
        text = _("แสดงข้อ %(one)s กับข้อ %(other)s ด้วยกันแล้ว คำตอบยังนับแยกกัน")
    words = text % {"one": one.number, "other": other.number}
    say.done(request, words, undo=_way_back(request, topic, done))
    return back


def _way_back(request: HttpRequest, topic: Topic, done: UUID) -> str:
    return to(request, "listen_similar_undo", topic.code, done)


def _statement(topic: Topic, id: str) -> Statement:
    try:
        found = queries.statement(topic.programme, UUID(id))
    except ValueError:
        found = None
    if found is None or found.topic_id != topic.pk:
        raise Http404(id)
    return found


@require_POST
@allow("listen.work")
def undo(request: HttpRequest, code: str, block: UUID) -> HttpResponse:
    topic = topic_or_404(request, code)
    if not actions.may_undo(request.actor, topic, block):
        raise Http404(block)
    if actions.undo_answer(request.actor, topic, block, act_id=act_id(request)):
        say.done(request, _("ย้อนกลับแล้ว"))
    else:
        say.hint(request, _("มีผู้เปลี่ยนข้อเหล่านี้ไปแล้ว จึงไม่มีอะไรให้ย้อนกลับ"))
    return redirect(to(request, "listen_similar", topic.code))
