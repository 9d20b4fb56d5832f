"""The facilitator's desk: checking words, typing for a table, ballots for people without a phone."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted

from .. import actions, queries
from ..forms import HideForm, TypeForm
from ..models import Reason, Statement, Topic
from ..states import WrongState
from .common import act_id, hall_full, to, topic_or_404

SALT = "listen.assisted"
PAPER_HOURS = 12


@require_GET
@allow("listen.work")
def moderate(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code, "listen.topic.read")
    demand(request.actor, "listen.statement.hide", topic)
    counts = queries.moderated(topic)
    state = request.GET.get("state", "waiting")
    state = state if state in Statement.State.values else "waiting"
    page = Paginator(queries.moderation_queue(topic, state), 25).get_page(request.GET.get("page"))
    filters = [
        ("waiting", _("รอตรวจ"), counts.waiting),
        ("shown", _("เปิดให้ตอบ"), counts.shown),
        ("hidden", _("ไม่เปิดให้ตอบ"), sum(counts.hidden.values())),
    ]
    may_show = permitted(request.actor, "listen.statement.show", topic)
    return render(
        request,
        "listen/moderate.html",
        {"topic": topic, "page": page, "state": state, "filters": filters, "may_show": may_show},
    )


def _statement(request: HttpRequest, code: str, id: UUID) -> Statement:
    statement = queries.statement(request.programme, id)
    if statement is None or statement.topic.code != code:
        raise Http404(id)
    return statement


@require_POST
@allow("listen.work")
def show(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    statement = _statement(request, code, id)
    try:
        actions.show(request.actor, statement, act_id=act_id(request))
        say.done(request, _("เปิดให้ตอบแล้ว"))
    except actions.HallFull:
        say.trouble(request, hall_full())
    except WrongState:
        say.hint(request, _("มีผู้ตรวจข้อความนี้ก่อนท่านแล้ว"))
    return redirect(to(request, "listen_moderate", code))


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def hide(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    statement = _statement(request, code, id)
    demand(request.actor, "listen.statement.hide", statement)
    form = HideForm(request.POST or None, initial=_too_late(statement))
    if request.method == "POST" and form.is_valid():
        try:
            actions.hide(
                request.actor,
                statement,
                form.cleaned_data["reason"],
                form.cleaned_data["words"],
                act_id=act_id(request),
            )
            say.done(request, _("ไม่เปิดให้ตอบแล้ว ผู้เสนออ่านเหตุผลได้ด้วยรหัสติดตาม"))
        except WrongState:
            say.hint(request, _("มีผู้ตรวจข้อความนี้ก่อนท่านแล้ว"))
        return redirect(to(request, "listen_moderate", code))
    context = {
        "title": _("ไม่เปิดให้ตอบ"),
        "text": f"«{statement.text}»",
        "verb": _("ไม่เปิดให้ตอบ"),
        "cancel_url": to(request, "listen_moderate", code),
        "cancel": _("กลับ"),
        "danger": True,
        "form": form,
        "hidden": {"next": to(request, "listen_moderate", code)},
    }
    return render(request, "web/confirm.html", context)


def _too_late(statement: Statement) -> dict[str, str]:
    """What is to be said of a statement that waited when its topic was closed."""
    if statement.state != Statement.State.WAITING or statement.topic.state not in queries.OVER:
        return {}
    return {"reason": Reason.OTHER, "words": _("ปิดรับก่อนที่จะได้ตรวจ จึงไม่มีใครได้ตอบข้อนี้ ขออภัยผู้เสนอ")}


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def type_statement(request: HttpRequest, code: str) -> HttpResponse:
    """Type what a table said, one statement after another; each gets its receipt to hand to the table."""
    topic = topic_or_404(request, code)
    own = [door for door in queries.doors(topic) if permitted(request.actor, "listen.statement.type", door)]
    if not own:
        demand(request.actor, "listen.statement.seed", topic)
    form = TypeForm(own, request.POST or None, initial={"door": request.GET.get("door")})
    context: dict[str, object] = {"topic": topic, "form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        near = [] if "sure" in request.POST else queries.near(topic, data["text"])
        if near and not queries.stated(topic, data["text"]):
            return render(request, "listen/type.html", context | {"near": near})
        door = next(door for door in own if door.pk == data["door"].pk)
        try:
            statement, receipt = actions.type_statement(
                request.actor,
                topic,
                data["text"],
                door=door,
                table_label=data["table_label"],
                act_id=act_id(request),
            )
            fresh = TypeForm(own, initial={"door": door.pk, "table_label": data["table_label"]})
            context |= {"typed": statement, "receipt": receipt, "form": fresh}
        except actions.Already as already:
            form.add_error("text", _("มีข้อความนี้แล้วเป็นข้อ %(n)s ไม่ต้องพิมพ์ซ้ำ") % {"n": already.statement.number})
        except actions.TooMany:
            form.add_error("text", _("เครือข่ายนี้มีข้อความมากเกินกว่าจะตอบไหวแล้ว"))
        except WrongState:
            form.add_error(None, _("หัวข้อนี้ปิดรับแล้ว ข้อความยังไม่ได้บันทึก"))
    return render(request, "listen/type.html", context)


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def assist(request: HttpRequest, code: str, door: UUID) -> HttpResponse:
    """A ballot for somebody without a phone. Its voter is a random number that lives in this form only."""
    topic = topic_or_404(request, code)
    own = next((found for found in queries.doors(topic) if found.pk == door), None)
    if own is None:
        raise Http404(door)
    demand(request.actor, "listen.ballot.assist", own)
    if not queries.is_open(topic):
        say.hint(request, _("ปิดรับแล้ว บัตรนี้ไม่ได้บันทึก"))
        return redirect(to(request, "listen_manage", topic.code))
    if topic.proof == Topic.Proof.SHEET:  # here a ballot is a numbered sheet
        return redirect(to(request, "listen_paper", topic.code))
    slips = queries.ballot(topic)
    paper = request.POST.get("paper", "")
    problem = ""
    if request.method == "POST":
        voter = _paper(paper, own.pk)
        answers = {
            s.id: v
            for s in slips
            if (v := {"1": 1, "0": 0, "-1": -1}.get(request.POST.get(f"s{s.number}", ""))) is not None
        }
        if voter is None:
            problem, paper = _("บัตรนี้เก่าเกินไปแล้ว คำตอบยังอยู่ ตรวจแล้วส่งอีกครั้ง"), ""
        elif not answers:
            problem = _("ยังไม่ได้เลือกคำตอบ เลือกอย่างน้อยหนึ่งข้อ")
        else:
            try:
                actions.cast_ballot(request.actor, topic, own, voter, answers)
                say.done(request, _("รับบัตรแล้ว เริ่มบัตรคนถัดไปได้"))
            except actions.AlreadyCast:
                say.hint(request, _("บัตรใบนี้ส่งไปแล้ว นับครั้งเดียว เริ่มบัตรคนถัดไปได้"))
            except actions.NotOpen:
                say.hint(request, _("รายการข้อเปลี่ยนไปหรือปิดรับแล้ว บัตรนี้ยังไม่ได้บันทึก"))
            return redirect(request.path)
    rows = [(slip, request.POST.get(f"s{slip.number}", "")) for slip in slips]
    return render(
        request,
        "listen/assist.html",
        {
            "topic": topic,
            "door": own,
            "rows": rows,
            "number": queries.assisted_so_far(own) + 1,
            "paper": paper or signing.dumps({"voter": str(uuid4()), "door": str(own.pk)}, salt=SALT),
            "problem": problem,
        },
    )


def _paper(text: str, door: UUID) -> UUID | None:
    """The voter of a form, if it was made for this door and not too long ago."""
    try:
        held = signing.loads(text, salt=SALT, max_age=PAPER_HOURS * 3600)
    except signing.BadSignature:
        return None
    return UUID(held["voter"]) if held["door"] == str(door) else None
