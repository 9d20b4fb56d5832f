"""Reading the networks' plans: their state, who is late, how far each has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from ..models import CellFlag, NetworkPlan, PlanRow
from ..states import OPEN
from .rounds import open_due
from .rows import visible


@dataclass(frozen=True)
class NetworkState:
    """How far one network's plan has come, as a reader may know it."""

    network: Network
    plan: NetworkPlan
    rows: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
    flags: int = 0
    late: bool = False
    days_left: int | None = None


def plan_of(network: Network) -> NetworkPlan:
    """The network's plan; where nothing was written yet, a draft that is not stored."""
    found = NetworkPlan.objects.filter(programme_id=network.programme_id, network=network).first()
    return found or NetworkPlan(programme_id=network.programme_id, network=network)


def plans_of(programme: Programme, network_ids: Iterable[UUID]) -> dict[UUID, NetworkPlan]:
    """The stored plans of some networks, by network."""
    found = NetworkPlan.objects.filter(programme=programme, network_id__in=set(network_ids))
    return {plan.network_id: plan for plan in found}


def closed_plans(programme: Programme, network_ids: Iterable[UUID]) -> set[UUID]:
    """Networks whose plan was sent, so that no row can be added to it now."""
    return {pk for pk, plan in plans_of(programme, network_ids).items() if plan.state not in OPEN}


def network(programme: Programme, code: str) -> Network | None:
    return Network.objects.filter(programme=programme, code=code).select_related("programme").first()


def network_states(
    programme: Programme, by: Actor | None = None, today: date | None = None
) -> list[NetworkState]:
    """Every network of the programme's years, late ones first, then in their declared order. Four queries."""
    today = today or timezone.localdate()
    by = by or Actor(programme.pk, "system")
    written = kept(
        programme, "plan.of_networks", lambda: list(NetworkPlan.objects.filter(programme=programme))
    )
    plans = {plan.network_id: plan for plan in written}
    seen = visible(programme, by)
    counts: dict[object, Counter[str]] = {}
    # A joined row is the integrated plan's: each network's own count holds what it wrote, joined since or not.
    own = seen.filter(is_joined=False)
    for network_id, state, count in own.order_by().values_list("network_id", "state").annotate(Count("pk")):
        counts.setdefault(network_id, Counter())[state] = count
    flags = dict(
        CellFlag.objects.filter(programme=programme, settled_at=None, answers=None, row__in=seen)
        .order_by().values_list("row__network_id").annotate(Count("pk"))
    )  # fmt: skip
    states = []
    for found in networks(programme).annotate(round_due=open_due(programme)):
        plan = plans.get(found.pk) or NetworkPlan(programme=programme, network=found)
        plan.due_on = plan.due_on or found.round_due
        by_state = counts.get(found.pk, Counter())
        left = (plan.due_on - today).days if plan.due_on and plan.state in OPEN else None
        states.append(
            NetworkState(
                found, plan, by_state.total(), dict(by_state), flags.get(found.pk, 0), (left or 0) < 0, left
            )
        )
    return sorted(states, key=lambda state: (not state.late, state.network.order))


def count_by_network(programme: Programme, by: Actor | None = None) -> dict[str, int]:
    """Rows each network wrote, by its code: for the cloth. Networks without a row are not in it. One query."""
    rows = visible(programme, by or Actor(programme.pk)).filter(is_joined=False)
    return dict(rows.order_by().values_list("network__code").annotate(Count("pk")))


def count_by_amphoe(programme: Programme, by: Actor | None = None) -> dict[str, int]:
    """Rows that name a place in each amphoe, by its code: a row of two amphoe counts in both. One query."""
    rows = visible(programme, by or Actor(programme.pk)).filter(joined_into=None)
    home = str(programme.province_id)
    pairs = PlanRow.areas.through.objects.filter(planrow__in=rows, place__code__startswith=home).values_list(
        "planrow_id", "place_id"
    )
    return dict(Counter(code for _, code in {(row, code[:4]) for row, code in pairs if len(code) >= 4}))
