"""Reading rounds: which is open, by when each network sends, and how each of them did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Subquery
from django.utils import timezone

from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from ..models import NetworkPlan, Round, Submission
from ..states import OPEN


def open_round(programme: Programme | UUID) -> Round | None:
    pk = programme.pk if isinstance(programme, Programme) else programme
    return Round.objects.filter(programme=pk, closed_at=None).order_by("-number").first()


def rounds(programme: Programme) -> QuerySet[Round]:
    """The newest first, with how many networks sent in each."""
    sent = Count("submissions__network", distinct=True)
    return Round.objects.filter(programme=programme).annotate(sent=sent).order_by("-number")


def round_of(programme: Programme, number: int) -> Round | None:
    return Round.objects.filter(programme=programme, number=number).first()


def open_due(programme: Programme | UUID) -> Subquery:
    """The open round's last day, as part of another query: an extension of a network's own stands before it."""
    pk = programme.pk if isinstance(programme, Programme) else programme
    found = Round.objects.filter(programme=pk, closed_at=None).order_by("-number")
    return Subquery(found.values("due_on")[:1])


def plan_with_due(network: Network) -> NetworkPlan:
    """A network's plan as pages show it, with the day that holds. One query, two where nothing is stored yet."""
    plans = NetworkPlan.objects.filter(programme_id=network.programme_id, network=network)
    plan = plans.annotate(round_due=open_due(network.programme_id)).first()
    if plan is not None:
        plan.due_on = plan.due_on or plan.round_due  # type: ignore[attr-defined]
    else:
        now = open_round(network.programme_id)
        plan = NetworkPlan(programme_id=network.programme_id, due_on=now.due_on if now else None)
    plan.network = network
    return plan


@dataclass(frozen=True)
class Standing:
    """How one network did in a round. `state`: on_time, late (sent after), overdue, waiting, before (sent before the
    round opened), missed (closed without)."""

    network: Network
    state: str
    due_on: date
    extended: bool
    first: Submission | None = None
    last: Submission | None = None
    times: int = 0
    days: int = 0  # late by so many days, or so many left (negative: over)

    @property
    def tag(self) -> str:
        return {"on_time": "done", "late": "late", "overdue": "late", "missed": "missing"}.get(
            self.state, "waiting"
        )


def standing_of(
    first: Submission | None, due_on: date, today: date, *, closed: bool, sent_before: bool
) -> tuple[str, int]:
    """The table: state, and days late or left."""
    if first is not None:
        late = (timezone.localdate(first.sent_at) - first.due_on).days
        return ("late", late) if late > 0 else ("on_time", 0)
    if sent_before:
        return "before", 0
    if closed:
        return "missed", 0
    left = (due_on - today).days
    return ("overdue", -left) if left < 0 else ("waiting", left)


def round_standings(found: Round, today: date | None = None) -> list[Standing]:
    """Every network of the programme, who is overdue first. Three queries."""
    today = today or timezone.localdate()
    by_network: dict[UUID, list[Submission]] = {}
    for sent in found.submissions.order_by("sent_at"):
        by_network.setdefault(sent.network_id, []).append(sent)
    plans = {plan.network_id: plan for plan in NetworkPlan.objects.filter(programme_id=found.programme_id)}
    lines = []
    for network in networks(found.programme):
        plan, sent = plans.get(network.pk), by_network.get(network.pk, [])
        extension = plan.due_on if plan and not found.closed_at else None
        due_on = sent[0].due_on if sent else extension or found.due_on
        before = bool(plan and plan.state not in OPEN) and not sent
        state, days = standing_of(
            sent[0] if sent else None, due_on, today, closed=bool(found.closed_at), sent_before=before
        )
        lines.append(
            Standing(
                network,
                state,
                due_on,
                due_on != found.due_on,
                sent[0] if sent else None,
                sent[-1] if sent else None,
                len(sent),
                days,
            )
        )
    order = ("overdue", "missed", "waiting", "late", "before", "on_time")
    return sorted(lines, key=lambda line: (order.index(line.state), line.network.order))
