"""A topic's own work: made, opened, closed, its doors printed, its seal checked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted

from .. import actions, queries
from .. import audit as checking
from ..forms import TopicForm
from ..models import Topic
from ..origin import local_only, public
from ..queries.ending import before_closing
from ..states import WrongState
from . import auditing
from .common import act_id, hall_full, to, topic_or_404


@require_http_methods(["GET", "POST"])
@allow("listen.topic.add")
def add(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.programme, None, request.POST or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        topic = actions.add_topic(
            request.actor, request.programme, act_id=act_id(request), **form.cleaned_data
        )
        say.done(request, _("เพิ่มหัวข้อแล้ว ใส่ข้อความตั้งต้นแล้วเปิดรับได้"))
        return redirect(to(request, "listen_manage", topic.code))
    return render(request, "listen/topic_form.html", {"form": form})


def _begun(request: HttpRequest) -> dict[str, str]:
    """A topic of a meeting is asked in its hall, one sheet a person, unless somebody chooses otherwise."""
    meeting = request.GET.get("meeting", "")
    return {"meeting": meeting, "kind": "hall", "proof": "sheet"} if meeting else {}


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code, "listen.topic.edit")
    form = TopicForm(request.programme, topic, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.edit_topic(request.actor, topic, act_id=act_id(request), **form.cleaned_data)
        say.done(request, _("บันทึกแล้ว"))
        return redirect(to(request, "listen_manage", topic.code))
    return render(request, "listen/topic_form.html", {"form": form, "topic": topic})


@require_GET
@allow("listen.work")
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """One page with every verb of a topic, and whose voice is still thin."""
    topic = topic_or_404(request, code)
    part = queries.took_part(topic)
    across = queries.doors(topic)
    most = max(part.by_door.values(), default=0)
    may = {
        verb.rpartition(".")[2]: permitted(request.actor, verb, topic)
        for verb in (
            "listen.topic.edit",
            "listen.topic.open",
            "listen.topic.close",
            "listen.topic.audit",
            "listen.statement.show",
            "listen.statement.hide",
            "listen.statement.seed",
        )
    }
    doors = [
        {
            "door": door,
            "people": part.by_door.get(door.pk, 0),
            "assist": permitted(request.actor, "listen.ballot.assist", door) and queries.is_open(topic),
            "print": permitted(request.actor, "listen.door.print", door),
        }
        for door in across
    ]
    return render(
        request,
        "listen/manage.html",
        {
            "topic": topic,
            "may": may,
            "may_type": any(permitted(request.actor, "listen.statement.type", door) for door in across),
            "doors": doors,
            "most": most,
            "part": part,
            "moderated": queries.moderated(topic),
            "is_open": queries.is_open(topic),
            "gaps": queries.balance(topic, part, across).gaps if queries.is_open(topic) else [],
            "over": topic.state in queries.OVER,
            "local_only": local_only(request, topic),
            "line": queries.line_summary(
                topic, public(request, topic, to(request, "listen_topic", topic.code)), part=part
            ),
        },
    )


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def open_topic(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    if topic.state == Topic.State.DRAFT and not queries.moderated(topic).shown:
        demand(request.actor, "listen.topic.open", topic)
        return _nothing_to_answer(request, topic)
    if request.method == "POST":
        return _move(request, topic, actions.open_topic, _("เปิดรับแล้ว แจกคิวอาร์ของแต่ละเครือข่ายได้"))
    demand(request.actor, "listen.topic.open", topic)
    count = queries.moderated(topic).shown
    text = _("มีข้อความตั้งต้น %(n)s ข้อ เมื่อเปิดรับแล้ว คำถามและวิธีตรวจถ้อยคำแก้ไม่ได้อีก") % {"n": count}
    return _confirm(request, topic, _("เปิดรับความเห็น"), text, _("เปิดรับ"))


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def close_topic(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    if request.method == "POST":
        return _move(request, topic, actions.close_topic, _("ปิดรับแล้ว ผลทั้งหมดแสดงแล้ว ระบบจะปิดผนึกคำตอบเอง"))
    demand(request.actor, "listen.topic.close", topic)
    people = queries.took_part(topic).people
    text = _(
        "ตอบแล้วอย่างน้อย %(n)s คน เมื่อปิดแล้วจะเปิดใหม่ไม่ได้ คำตอบแก้ไม่ได้อีก และกุญแจที่โยงคำตอบกับเครื่องของผู้ตอบจะถูกทำลาย"
    ) % {"n": people}
    found = queries.balance(topic)
    return _confirm(
        request,
        topic,
        _("ปิดรับความเห็น"),
        text,
        _("ปิดรับ"),
        danger=True,
        template="listen/close.html",
        topic=topic,
        gaps=found.gaps,
        ending=before_closing(topic, found),
    )


def _move(request: HttpRequest, topic: Topic, verb: Any, said: str) -> HttpResponse:
    try:
        verb(request.actor, topic, act_id=act_id(request))
        say.done(request, said)
    except actions.HallFull:
        say.trouble(request, hall_full())
    except actions.NothingToAnswer:
        return _nothing_to_answer(request, topic)
    except WrongState:
        say.hint(request, _("หัวข้อนี้เปลี่ยนสถานะไปก่อนแล้ว หน้านี้แสดงสถานะล่าสุด"))
    return redirect(to(request, "listen_manage", topic.code))


def _nothing_to_answer(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Lead to what has to be done first."""
    if queries.moderated(topic).waiting:
        say.trouble(request, _("ยังเปิดรับไม่ได้ เพราะไม่มีข้อความที่เปิดให้ตอบ ตรวจถ้อยคำของข้อความที่รออยู่ก่อน"))
        return redirect(to(request, "listen_moderate", topic.code))
    say.trouble(request, _("ยังเปิดรับไม่ได้ เพราะยังไม่มีข้อความให้ตอบ ใส่ข้อความตั้งต้นอย่างน้อยหนึ่งข้อก่อน"))
    return redirect(to(request, "listen_seed", topic.code))


def _confirm(
    request: HttpRequest,
    about: Topic,
    title: str,
    text: str,
    verb: str,
    *,
    danger: bool = False,
    template: str = "web/confirm.html",
    **more: Any,
) -> HttpResponse:
    back = to(request, "listen_manage", about.code)
    context = {"title": title, "text": text, "verb": verb, "cancel_url": back, "danger": danger} | more
    return render(request, template, context | {"hidden": {"next": back}})


@require_GET
@allow("listen.work")
def doors(request: HttpRequest, code: str) -> HttpResponse:
    """QR sheets to print: one page a network, or all on one page with `?grid=1`."""
    topic = topic_or_404(request, code)
    sheets = [
        {"door": door, "url": public(request, topic, to(request, "listen_enter", topic.code, door.token))}
        for door in queries.doors(topic)
        if permitted(request.actor, "listen.door.print", door)
    ]
    only = request.GET.get("door", "")
    if only:
        sheets = [sheet for sheet in sheets if str(sheet["door"].pk) == only]
    return render(
        request,
        "listen/doors.html",
        {
            "topic": topic,
            "sheets": sheets,
            "grid": "grid" in request.GET,
            "only": only,
            "local_only": local_only(request, topic),
        },
    )


@require_GET
@allow("listen.work")
def audit(request: HttpRequest, code: str) -> HttpResponse:
    """The tallies counted again from the votes, and the seals compared with votes and ledger."""
    topic = topic_or_404(request, code, "listen.topic.audit")
    seals = list(topic.seals.order_by("number"))
    verdicts = [(seal, checking.verify(seal)) for seal in seals[-20:]]
    made = queries.final_map(topic)
    context = {
        "topic": topic,
        "wrong": checking.recount(topic),
        "verdicts": verdicts,
        "made": made,
        "files": auditing.files(made) if made else [],
        "command": auditing.command(topic, made) if made else "",
        "may_take": permitted(request.actor, "listen.votes.take", topic),
        "check": queries.last_check(topic),
    }
    return render(request, "listen/audit.html", context)
