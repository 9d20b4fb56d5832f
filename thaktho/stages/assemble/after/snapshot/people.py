"""Who chaired, who was named, who came. Counts for everybody; names for the secretariat's paper alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import F

from thaktho.ground.people.models import Network

from ...consensus.models import Delegate
from ...day.models import ChairSpell, CheckIn, Participant
from ...editions.models import Edition
from .held import iso


def chairs(edition: Edition) -> list[dict[str, Any]]:
    found = ChairSpell.objects.filter(edition=edition).order_by("since", "id")
    return [
        {
            "name": row.name,
            "position": row.position,
            "holding": row.holding,
            "since": iso(row.since),
            "until": iso(row.until),
        }
        for row in found
    ]


def delegates(edition: Edition) -> list[dict[str, Any]]:
    """How many each network named, by what became of the naming."""
    found = Delegate.objects.filter(edition=edition).order_by()
    by_network: dict[Any, Counter[str]] = defaultdict(Counter)
    for network_id, state in found.values_list("network_id", "state"):
        by_network[network_id][state] += 1
    labels = {value: str(label) for value, label in Delegate.State.choices}
    return [
        {
            "network": network.short_name,
            "order": network.order,
            "states": {labels[state]: n for state, n in sorted(by_network[network.pk].items())},
        }
        for network in _networks(edition, by_network)
    ]


def attendance(edition: Edition) -> dict[str, Any]:
    """Expected and come, by network and by kind, and day by day. Those of no network stand last."""
    found = Participant.objects.filter(edition=edition)
    fields = ("network_id", "kind", "mode", "came_at", "name", "position", "organisation", "walk_in")
    lines: Any = found.order_by(F("network__order").asc(nulls_last=True), "sort_key", "id")
    rows = list(lines.values_list(*fields, named=True))
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.network_id].append(row)
    networks = [
        {
            "network": network.name,
            "short": network.short_name,
            "order": network.order,
            **_group(groups[network.pk]),
        }
        for network in _networks(edition, groups)
    ]
    if None in groups:
        networks.append({"network": "ไม่สังกัดเครือข่าย", "short": "อื่น ๆ", "order": 0, **_group(groups[None])})
    kinds = Counter(row.kind for row in rows if row.came_at)
    days: dict[Any, Counter[str]] = defaultdict(Counter)
    for on, mode in (
        CheckIn.objects.filter(edition=edition, undone=False).order_by().values_list("on", "mode")
    ):
        days[on][mode] += 1
    came = [row for row in rows if row.came_at]
    return {
        "expected": sum(1 for row in rows if not row.walk_in),
        "came": len(came),
        "onsite": sum(1 for row in came if row.mode != "online"),
        "online": sum(1 for row in came if row.mode == "online"),
        "networks": networks,
        "networks_present": sum(1 for one in networks if one["order"] and one["came"]),
        "kinds": [{"kind": str(label), "came": kinds[value]} for value, label in Participant.Kind.choices],
        "days": [{"on": iso(day), "onsite": many["onsite"], "online": many["online"]} for day, many in sorted(days.items())],
    }  # fmt: skip


def _group(rows: list[Any]) -> dict[str, Any]:
    came = [row for row in rows if row.came_at]
    return {
        "expected": sum(1 for row in rows if not row.walk_in),
        "came": len(came),
        "onsite": sum(1 for row in came if row.mode != "online"),
        "online": sum(1 for row in came if row.mode == "online"),
        "names": [
            {"name": row.name, "position": row.position, "organisation": row.organisation, "mode": row.mode}
            for row in came
        ],
    }


def _networks(edition: Edition, wanted: Any) -> list[Network]:
    ids = [id for id in wanted if id is not None]
    return list(Network.objects.filter(programme_id=edition.programme_id, pk__in=ids).order_by("order"))
