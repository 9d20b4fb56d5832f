"""From what people said to the plan: a row of several statements, a row each, or needs. Statements that a network refuses,
and those that were used already, are shown once more before anything is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.ledger import queries as ledger
from thaktho.ground.thread.queries import Outcome, outcomes
from thaktho.stages.listen import queries as listen
from thaktho.stages.listen.queries import fates, found

from .. import actions, groups
from ..actions import NewNeed, Voice
from ..models import Need, NetworkPlan
from ..queries import plan_of
from ..queries.needs import taken
from ..reading import VirtueWords
from ..states import OPEN, Refused, why_closed
from .common import act_id, must, network_or_404, sheet_of, tells, url

MAKES = ("one", "each", "needs")


@dataclass(frozen=True)
class Chosen:
    """A chosen statement with what was found about it and what came of it already."""

    standing: listen.Standing
    finding: found.Finding
    became: Outcome

    @property
    def refused_by(self) -> tuple[str, ...]:
        refused = self.finding.list == found.REFUSED
        return tuple(column.short_name for column in self.finding.networks) if refused else ()

    @property
    def asks(self) -> bool:
        return bool(self.refused_by or self.became.knots)

    def voice(self) -> Voice:
        with override("th"):  # it is kept
            found = " · ".join(filter(None, [self.standing.words, self.finding.words]))
        return Voice(self.standing.statement, found, self.refused_by, self.standing.statement.topic.title)


@require_POST
@allow("plan.edit")
@tells
def from_statements(request: HttpRequest) -> HttpResponse:
    """POST `statements` (ids), `make` (one, each, needs), and for rows `network` (its code)."""
    make = request.POST.get("make", "one")
    if make == "needs":
        must(request, "plan.need.record", request.programme)
    elif make not in MAKES:
        raise Refused(_("กรุณาเลือกว่าจะทำเป็นแถวหรือเป็นความต้องการ"))
    elif not request.POST.get("network"):
        raise Refused(_("กรุณาเลือกก่อนว่าจะทำเป็นแถวในแผนของเครือข่ายใด"))
    else:
        must(request, "plan.row.from_statements", network_or_404(request, request.POST["network"]))
    return made(request, chosen(request, _ids(request)), make)


def _ids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(text) for text in dict.fromkeys(request.POST.getlist("statements"))]
    except ValueError:
        raise Refused(_("ไม่พบข้อความที่เลือก กรุณาเลือกใหม่")) from None


def chosen(request: HttpRequest, ids: Sequence[UUID]) -> list[Chosen]:
    """In the order chosen. What is found about a statement is found among all of its topic."""
    standings = listen.statements(request.programme, ids)
    if len(standings) != len(set(ids)):
        raise Refused(_("ไม่พบข้อความที่เลือก กรุณาเลือกใหม่"))
    told: dict[UUID, found.Finding] = {}
    for topic in {one.statement.topic_id: one.statement.topic for one in standings}.values():
        told |= found.findings(topic, listen.standings(topic))
    became = outcomes(request.actor, list(ids), without=fates.OWN_KINDS)
    return [Chosen(one, told[one.statement.pk], became[one.statement.pk]) for one in standings]


def made(request: HttpRequest, picked: Sequence[Chosen], make: str) -> HttpResponse:
    """Ask once more where it is wise to; else make it."""
    asks = [one for one in picked if one.asks]
    settled = None if make == "needs" else _settled(request)
    if (asks or settled) and "sure" not in request.POST and not _done_already(request):
        return _ask(request, picked, asks, make, settled)
    talked = request.POST.get("talked", "").strip()[:1000]
    if make == "needs":
        return _needs(request, picked, talked)
    return _rows(request, picked, talked, each=make == "each")


def _settled(request: HttpRequest) -> NetworkPlan | None:
    """The network's plan, where it was sent or accepted: a row that is made now stands outside of what was agreed."""
    plan = plan_of(network_or_404(request, request.POST["network"]))
    return None if plan.state in OPEN or why_closed(request.actor, plan) else plan


def _done_already(request: HttpRequest) -> bool:
    """The form was sent twice: what it made is no reason to ask. The act itself refuses to be done again."""
    once = act_id(request)
    return once is not None and ledger.was_done(request.actor, once)


def _ask(
    request: HttpRequest,
    picked: Sequence[Chosen],
    asks: Sequence[Chosen],
    make: str,
    settled: NetworkPlan | None,
) -> HttpResponse:
    context = {
        "picked": picked,
        "asks": asks,
        "refused": any(one.refused_by for one in asks),
        "settled": settled,
        "make": make,
        "network": request.POST.get("network", ""),
        "action": url(request, "plan_from_statements"),
        "cancel_url": _topic_page(request, picked[0]),
    }
    return render(request, "plan/from_statements.html", context)


def _topic_page(request: HttpRequest, one: Chosen) -> str:
    return url(request, "listen_topic", code=one.standing.statement.topic.code)


def _rows(request: HttpRequest, picked: Sequence[Chosen], talked: str, *, each: bool) -> HttpResponse:
    network = network_or_404(request, request.POST.get("network", ""))
    once = act_id(request)
    rows = actions.rows_from_voices(
        request.actor, network, [one.voice() for one in picked], each=each, talked=talked, act_id=once
    )
    said = _("สร้างแถวร่าง %(n)s แถวจากข้อความแล้ว") % {"n": len(rows)} if each else _("สร้างแถวร่างจากข้อความแล้ว")
    say.done(request, said, undo=url(request, "plan_take_back", block=once) if once else "")
    say.hint(request, _("ชื่อกิจกรรมยังเป็นถ้อยคำของผู้เสนอ ซึ่งอยู่ในช่อง «ปัญหา» แล้ว แก้ชื่อให้บอกว่าจะทำอะไร"))
    if plan_of(network).state not in OPEN:
        say.hint(
            request, _("แผนของเครือข่ายนี้ส่งแล้ว แถวใหม่จึงยังไม่เข้าแผนรวม ให้ส่งกลับหรือเปิดแก้แผนอีกครั้ง แล้วส่งแถวนี้ไปด้วย")
        )
    return redirect(sheet_of(request, network) if each else url(request, "plan_row", row=rows[0].pk))


def _needs(request: HttpRequest, picked: Sequence[Chosen], talked: str) -> HttpResponse:
    if unseen := [one for one in picked if one.standing.total is None]:
        raise Refused(
            _("ข้อ %(n)s ยังไม่มีผลที่เผยแพร่ จึงยังเก็บเป็นความต้องการไม่ได้") % {"n": unseen[0].standing.statement.number}
        )
    ids = [one.standing.statement.pk for one in picked]
    if taken(request.programme, "listen.statement", ids):
        raise Refused(_("บางข้อเก็บไปแล้วหรือไม่มีผลที่เผยแพร่ กรุณาเลือกใหม่"))
    once, words = act_id(request), VirtueWords.of(request.programme)
    needs = actions.record_needs(
        request.actor, request.programme, [_need(one, words) for one in picked], talked=talked, act_id=once
    )
    undo = url(request, "plan_needs_give_back", block=once) if once else ""
    say.done(request, _("เก็บความต้องการ %(n)s ข้อแล้ว") % {"n": len(needs)}, undo=undo)
    return redirect(url(request, "plan_needs") + "?basis=statement")


@override("th")
def _need(one: Chosen, words: VirtueWords) -> NewNeed:
    """The published total as it stands now: of a range, the lower end is taken over. The finding stands beside it."""
    total, statement = one.standing.total, one.standing.statement
    assert total is not None
    named = [code for code, virtue in words.by_code.items() if virtue.name_th in statement.text]
    return NewNeed(
        text=statement.text,
        basis=Need.Basis.STATEMENT,
        basis_note=f"{one.standing.words} · {statement.topic.title} · {one.finding.words}"[:300],
        virtues=named,
        groups=groups.read(statement.text),
        weight=Decimal(total.rate).quantize(Decimal("0.001")),
        agree=total.agree.low,
        disagree=total.disagree.low,
        source=statement.source,
        is_example=statement.is_example,
        came_from=[statement],
    )
