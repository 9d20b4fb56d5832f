"""What became of every statement: read by anybody, answered by those who took part in using them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.requests import next_page

from .. import actions, queries
from ..models import Fate, Topic
from ..queries import fates as reading
from ..queries.found import labels
from .common import act_id, to, topic_or_404

PAGE = 20


@dataclass
class Line:
    """One statement of the page, with what the form holds for it."""

    answer: reading.Answer
    may: bool
    kind: str
    words: str
    joined_with: str
    why: str = ""

    @property
    def seen(self) -> str:
        return actions.moment(self.answer.fate)


@require_http_methods(["GET", "POST"])
@allow("listen.read")
def fates(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    asked = _asked(request)
    every = reading.answers(topic, request.actor)  # type: ignore[attr-defined]
    found = _own_first(request, topic, reading.filtered(every, asked))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    wrong: dict[UUID, str] = {}
    if request.method == "POST":
        demand(request.actor, "listen.fates.decide", topic)  # type: ignore[attr-defined]
        try:
            return _decided(request, topic, list(page.object_list))
        except actions.CannotBe as refused:
            wrong = refused.why
            say.trouble(request, _("ยังไม่ได้บันทึก แก้ข้อที่ทำเครื่องหมายไว้ แล้วบันทึกอีกครั้ง"))
    return render(
        request,
        "listen/fates.html",
        {
            "topic": topic,
            "page": page,
            "lines": [_line(request, answer, wrong) for answer in page.object_list],
            "networks": [c.network for c in every[0].standing.columns if c.network] if every else [],
            "over": topic.state in queries.OVER,
            "works": permitted(request.actor, "listen.fates.decide", topic),  # type: ignore[attr-defined]
            "proposed": sum(bool(answer.proposed) for answer in page.object_list),
            "kinds": Fate.Kind.choices,
            "asked": asked,
            "filtered": asked != reading.FateFilters(),
            "unseen": _unseen(request, topic),
            **_choices(topic),
        },
        status=422 if wrong else 200,
    )


def _own_first(request: HttpRequest, topic: Topic, found: list[reading.Answer]) -> list[reading.Answer]:
    """Whoever may answer a few sees these on the first page; the order is otherwise kept."""
    if not permitted(request.actor, "listen.fates.decide", topic):  # type: ignore[attr-defined]
        return found
    return sorted(found, key=lambda one: not permitted(request.actor, "listen.fate.decide", one.statement))  # type: ignore[attr-defined]


def _unseen(request: HttpRequest, topic: Topic) -> int:
    """Statements that waited when the topic was closed: whoever said them is owed a reason."""
    over = topic.state in queries.OVER
    if not over or not permitted(request.actor, "listen.statement.hide", topic):  # type: ignore[attr-defined]
        return 0
    return queries.moderated(topic).waiting


def _choices(topic: Topic) -> dict[str, Any]:
    counts = reading.progress(topic)
    return {
        "progress": counts,
        "filters": [
            ("", _("ทั้งหมด"), counts.total),
            ("undecided", _("ยังไม่ตอบ"), counts.left),
            *((kind, label, counts.by_kind.get(kind, 0)) for kind, label in Fate.Kind.choices),
        ],
        "findings": labels().items(),
        "themes": queries.themes(topic),
    }


def _asked(request: HttpRequest) -> reading.FateFilters:
    def one_of(name: str, values: Any) -> str:
        value = request.GET.get(name, "")
        return value if value in values else ""

    return reading.FateFilters(
        state=one_of("state", ("undecided", *Fate.Kind.values)),
        finding=one_of("finding", labels()),
        network=request.GET.get("network", "")[:40],
        theme=request.GET.get("theme", "")[:40],
        q=request.GET.get("q", "").strip()[:100],
    )


def _line(request: HttpRequest, answer: reading.Answer, wrong: dict[UUID, str]) -> Line:
    number, fate = answer.statement.number, answer.fate
    held = {
        "kind": fate.kind if fate else "",
        "words": fate.words if fate else "",
        "with": str(fate.joined_with.number) if fate and fate.joined_with else "",
    }
    typed = {name: request.POST.get(f"{name}-{number}", value) for name, value in held.items()}
    return Line(
        answer,
        permitted(request.actor, "listen.fate.decide", answer.statement),  # type: ignore[attr-defined]
        typed["kind"],
        typed["words"],
        typed["with"],
        wrong.get(answer.statement.pk, ""),
    )


def _decided(request: HttpRequest, topic: Topic, answers: list[reading.Answer]) -> HttpResponse:
    """What the form says: each statement's own answer, one answer for those that are ticked, or what was proposed."""
    how = request.POST.get("how", "each")
    numbers = {one.statement.number: one.statement.pk for one in queries.standings(topic)}
    if how == "proposed":
        verdicts = [
            actions.Verdict(
                one.statement.pk,
                one.proposed,
                "",
                one.proposed_with.pk if one.proposed_with else None,
                seen=request.POST.get(f"seen-{one.statement.number}"),
            )
            for one in answers
            if one.proposed and permitted(request.actor, "listen.fate.decide", one.statement)  # type: ignore[attr-defined]
        ]
    else:
        ticked = set(request.POST.getlist("pick"))
        verdicts = [
            _verdict(request, one, numbers, "all" if how == "picked" else str(one.statement.number))
            for one in answers
            if (str(one.statement.number) in ticked if how == "picked" else _changed(request, one))
        ]
    if not verdicts:
        say.hint(request, _("ยังไม่ได้เลือกหรือเปลี่ยนข้อใด"))
        return redirect(request.get_full_path())
    once = act_id(request)
    count = actions.decide(request.actor, topic, verdicts, act_id=once)  # type: ignore[attr-defined]
    undo = to(request, "listen_fates_undo", topic.code, once) if once and count else ""
    say.done(request, _("ตอบแล้ว %(n)s ข้อ ผู้เสนออ่านได้ด้วยรหัสติดตาม") % {"n": count}, undo=undo)
    return redirect(request.get_full_path())


def _verdict(
    request: HttpRequest, answer: reading.Answer, numbers: dict[int, UUID], name: str
) -> actions.Verdict:
    typed = request.POST.get(f"with-{name}", "").strip()
    number = int(typed) if typed.isdecimal() and len(typed) < 7 else 0
    return actions.Verdict(
        answer.statement.pk,
        request.POST.get(f"kind-{name}", "")[:10],
        request.POST.get(f"words-{name}", "")[:2000],
        numbers.get(number),
        seen=request.POST.get(f"seen-{answer.statement.number}"),
    )


def _changed(request: HttpRequest, answer: reading.Answer) -> bool:
    """Whether the form says of this statement something else than what stands."""
    number, fate = answer.statement.number, answer.fate
    if f"kind-{number}" not in request.POST:
        return False
    now = (
        (fate.kind, fate.words, str(fate.joined_with.number) if fate.joined_with else "")
        if fate
        else ("", "", "")
    )
    kind, words, joined = (
        request.POST.get(f"{name}-{number}", "").strip() for name in ("kind", "words", "with")
    )
    if not kind:
        return bool(fate)
    return (kind, " ".join(words.split()), joined if kind == Fate.Kind.JOINED else "") != now


@require_POST
@allow("listen.work")
def undo(request: HttpRequest, code: str, block: UUID) -> HttpResponse:
    """Take back what one decided in one act."""
    topic = topic_or_404(request, code)
    try:
        gone, left = actions.undo_fates(request.actor, topic, block, act_id=act_id(request))  # type: ignore[attr-defined]
    except LookupError:
        raise Http404(block) from None
    except actions.CannotBe as refused:
        say.trouble(request, str(refused))
    else:
        text = _("ย้อนแล้ว %(gone)s ข้อ") % {"gone": gone}
        if left:
            text += " " + _("อีก %(left)s ข้อมีผู้ตัดสินต่อแล้ว จึงคงไว้") % {"left": left}
        say.done(request, text)
    return redirect(next_page(request, to(request, "listen_fates", code)))
