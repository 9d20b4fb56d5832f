"""In the hall: sheets and hands by network, and ballots that look made by one hand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted

from .. import actions, queries
from ..actions.aside import MOST_AT_ONCE
from ..actions.hands import MOST_PEOPLE
from ..forms import AsideForm
from ..models import Door, Topic
from ..queries.hall import table_at
from ..tables import LONGEST_TABLE
from ..tally import Counts
from .common import act_id, to, topic_or_404
from .sheets import door_or_404


@require_GET
@allow("listen.work")
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """One row a network: sheets printed and used, hands counted."""
    topic = topic_or_404(request, code)
    by, is_open = request.actor, queries.is_open(topic)  # type: ignore[attr-defined]
    rows = [
        {
            "at": row,
            "print": permitted(by, "listen.sheet.print", row.door),
            "hands": is_open and permitted(by, "listen.hands.count", row.door),
        }
        for row in queries.hall(topic)
    ]
    context = {
        "topic": topic,
        "rows": rows,
        "over": topic.state in queries.OVER,
        "may_type": is_open and any(permitted(by, "listen.ballot.assist", row["at"].door) for row in rows),
        "may_look": permitted(by, "listen.ballots.look", topic),
        "by_sheet": topic.proof == Topic.Proof.SHEET,
    }
    return render(request, "listen/hall.html", context)


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def hands(request: HttpRequest, code: str, door: UUID) -> HttpResponse:
    """The hands of one table, statement by statement. `?table=` shows what was entered before, to be counted anew."""
    topic = topic_or_404(request, code)
    own = door_or_404(request, topic, door, "listen.hands.count")
    table = table_at(own, request.POST.get("table", "") or request.GET.get("table", ""))
    problem = ""
    if request.method == "POST":
        problem = _count(request, topic, own, table)
        if not problem:
            return redirect(to(request, "listen_hall", topic.code))
    rows = [
        (
            row,
            [
                request.POST.get(f"{part}{row.slip.number}", _shown(getattr(row, name)))
                for part, name in PARTS
            ],
        )
        for row in queries.hands_of(topic, own, table)
    ]
    context = {
        "topic": topic,
        "door": own,
        "table": table,
        "people": request.POST.get("people", ""),
        "rows": rows,
        "problem": problem,
        "most": MOST_PEOPLE,
        "longest": LONGEST_TABLE,
        "by_sheet": topic.proof == Topic.Proof.SHEET,
        "at": next((row for row in queries.hall(topic) if row.door.pk == own.pk), None),
    }
    return render(request, "listen/hands.html", context)


PARTS = (("a", "agree"), ("d", "disagree"), ("p", "passed"))


def _shown(count: int | None) -> str:
    return "" if count is None else str(count)


def _count(request: HttpRequest, topic: Topic, door: Door, table: str) -> str:
    """Enter what the form brought; "" or why not."""
    people = _number(request.POST.get("people", ""))
    if not table or not people or people > MOST_PEOPLE:
        return _("บอกชื่อโต๊ะ และจำนวนคนที่โต๊ะ 1 ถึง %(most)s คน") % {"most": MOST_PEOPLE}
    counts = {}
    for slip in queries.ballot(topic):
        given = [request.POST.get(f"{part}{slip.number}", "").strip() for part, _name in PARTS]
        if not any(given):
            continue
        agree, disagree, passed = (_number(text or "0") for text in given)
        if agree is None or disagree is None or passed is None:
            return _("ข้อ %(n)s มีช่องที่ไม่ใช่จำนวน แก้แล้วบันทึกอีกครั้ง") % {"n": slip.number}
        counts[slip.id] = Counts(agree, passed, disagree)
    if not counts:
        return _("ยังไม่ได้กรอกจำนวนมือ กรอกอย่างน้อยหนึ่งข้อ")
    try:
        actions.count_hands(request.actor, topic, door, table, people, counts, act_id=act_id(request))  # type: ignore[attr-defined]
    except actions.TooManyHands as too_many:
        return _("ข้อ %(n)s มีมือมากกว่าคนที่โต๊ะ นับใหม่แล้วบันทึกอีกครั้ง") % {"n": too_many.number}
    except actions.NotOpen:
        return _("ยังไม่ได้บันทึก เพราะรายการข้อเปลี่ยนไปหรือปิดรับแล้ว")
    say.done(request, _("นับมือโต๊ะ %(table)s แล้ว %(n)s ข้อ") % {"table": table, "n": len(counts)})
    return ""


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 else None  # ๗ is a number, ² is none


@require_GET
@allow("listen.work")
def ballots(request: HttpRequest, code: str) -> HttpResponse:
    """What looks made by one hand: counts and kinds, never an answer."""
    topic = topic_or_404(request, code, "listen.ballots.look")
    may = permitted(request.actor, "listen.ballots.set_aside", topic) and queries.is_open(topic)  # type: ignore[attr-defined]
    return render(
        request, "listen/ballots.html", {"topic": topic, "found": queries.anomalies(topic), "may": may}
    )


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def set_aside(request: HttpRequest, code: str, key: str) -> HttpResponse:
    topic = topic_or_404(request, code, "listen.ballots.set_aside")
    back = to(request, "listen_ballots", topic.code)
    form = AsideForm(request.POST or None)
    found = queries.ballots_of(topic, key)
    if request.method == "POST" and form.is_valid():
        try:
            door, voters = found or (None, [])
            if door is None:
                raise actions.NothingThere
            count = actions.set_aside(
                request.actor,  # type: ignore[attr-defined]
                topic,
                door,
                voters[:MOST_AT_ONCE],
                form.cleaned_data["reason"],
                alike=key,
                act_id=act_id(request),
            )
            say.done(request, _("พักบัตร %(n)s ใบแล้ว นับคืนได้จนกว่าจะปิดรับ") % {"n": count})
        except (actions.NothingThere, actions.NotOpen):
            queries.compare_anew(topic)
            say.hint(request, _("บัตรชุดนี้เปลี่ยนไปหรือมีผู้พักไว้แล้ว หน้านี้แสดงสถานะล่าสุด"))
        return redirect(back)
    if found is None:
        return redirect(back)
    text = _("%(n)s ใบจะไม่อยู่ในผลใด และตอบต่อไม่ได้ จำนวนที่พักประกาศพร้อมผล นับคืนได้จนกว่าจะปิดรับ") % {
        "n": min(len(found[1]), MOST_AT_ONCE)
    }
    if len(found[1]) > MOST_AT_ONCE:
        text += " " + _("ชุดนี้มี %(all)s ใบ พักได้ครั้งละไม่เกิน %(most)s ใบ ที่เหลือพักต่อได้จากหน้าเดิม") % {
            "all": len(found[1]),
            "most": MOST_AT_ONCE,
        }
    return _confirm(request, _("พักบัตรชุดนี้"), text, _("พักบัตร"), back, form, danger=True)


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def take_back(request: HttpRequest, code: str, door: UUID) -> HttpResponse:
    topic = topic_or_404(request, code, "listen.ballots.take_back")
    own = door_or_404(request, topic, door, "listen.ballot.assist")
    back = to(request, "listen_ballots", topic.code)
    form = AsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.take_back(
                request.actor, topic, own, form.cleaned_data["reason"], act_id=act_id(request)
            )
            say.done(request, _("นับคืนแล้ว %(n)s ใบ") % {"n": count})
        except (actions.NothingThere, actions.NotOpen):
            say.hint(request, _("ไม่มีบัตรที่พักไว้ หรือปิดรับแล้ว"))
        return redirect(back)
    demand(request.actor, "listen.ballots.take_back", topic)  # type: ignore[attr-defined]
    text = _("บัตรทุกใบของเครือข่ายนี้ที่พักไว้จะกลับเข้าผล")
    return _confirm(request, _("นับบัตรที่พักไว้คืน"), text, _("นับคืน"), back, form)


def _confirm(
    request: HttpRequest,
    title: str,
    text: str,
    verb: str,
    back: str,
    form: AsideForm,
    *,
    danger: bool = False,
) -> HttpResponse:
    context = {"title": title, "text": text, "verb": verb, "cancel_url": back, "danger": danger, "form": form}
    return render(request, "web/confirm.html", context | {"hidden": {"next": back}})
