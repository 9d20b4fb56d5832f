"""What was proposed, heard, agreed, dissented, resolved and promised."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Prefetch

from thaktho.ground.people.models import Network

from ...consensus.models import ClauseStance, Dissent, InnerCount, Resolution, Round, RoundClause, Value
from ...consensus.queries import FEW
from ...editions.models import Edition
from ...issues.models import Issue
from ...text.actions import versions
from ...text.models import Amendment, Comment, Hearing, Text, TextVersion
from ...text.queries import frozen_clauses, frozen_revisions, text_of
from ..models import Commitment
from ..queries.commitments import IN_ORDER
from ..queries.listing import owner_of
from .held import iso


def issues(edition: Edition) -> dict[str, Any]:
    """`shown`: the paper for everybody prints nothing that the office keeps from its pages."""
    found = list(Issue.objects.filter(edition=edition).select_related("network").order_by("number"))
    many = Counter(row.state for row in found)
    return {
        "states": {str(label): many[value] for value, label in Issue.State.choices},
        "accepted": [
            {"number": row.number, "title": row.title, "from": row.network.short_name if row.network else row.proposer,
             "shown": row.shown}
            for row in found
            if row.state == Issue.State.ACCEPTED
        ],
    }  # fmt: skip


def hearings(edition: Edition) -> dict[str, Any]:
    found = Hearing.objects.filter(edition=edition).select_related("network", "place")
    comments = Counter(
        Comment.objects.filter(edition=edition).exclude(state=Comment.State.HIDDEN).order_by().values_list("state", flat=True)
    )  # fmt: skip
    return {
        "comments": {
            str(label): comments[value] for value, label in Comment.State.choices if value != "hidden"
        },
        "held": [
            {
                "title": row.title,
                "of": row.network.short_name if row.network else (row.place.name_th if row.place else ""),
                "from": iso(row.opens_on),
                "until": iso(row.closes_on),
                "people": row.people_count,
                "summary": row.summary,
            }
            for row in found
        ],
    }


def amendments(edition: Edition, numbers: dict[str, int]) -> dict[str, Any]:
    found = list(Amendment.objects.filter(edition=edition).select_related("network").order_by("number"))
    decisions = Counter(row.decision for row in found if row.state != Amendment.State.WITHDRAWN)
    return {
        "count": len(found),
        "withdrawn": sum(1 for row in found if row.state == Amendment.State.WITHDRAWN),
        "decisions": {str(label): decisions[value] for value, label in Amendment.Decision.choices},
        "list": [
            {
                "number": row.number,
                "kind": row.get_kind_display(),
                "clause": numbers.get(str(row.clause_id)),
                "from": row.network.short_name if row.network else "",
                "advice": row.get_advice_display(),
                "decision": row.get_decision_display(),
                "reason": row.decision_reason,
                "state": row.get_state_display(),
                "shown": row.hidden_at is None,
            }
            for row in found
        ],
    }


def declaration(edition: Edition) -> dict[str, Any]:
    """The words of the version that is named beside them: the agreed one, else the newest. A text of which no version was
    ever made is printed as it stands, under no name."""
    text = text_of(edition)
    if text is None:
        return {"periods": [], "title": "", "opening": "", "closing": "", "signers": []}
    named = printed_version(text)
    printed = named or TextVersion(frozen=versions.freeze(text))
    revisions = frozen_revisions(printed)
    periods: list[dict[str, Any]] = []
    for clause in frozen_clauses(printed):
        if not periods or periods[-1]["name"] != clause.period:
            periods.append({"name": clause.period, "clauses": []})
        periods[-1]["clauses"].append(
            {
                "id": str(clause.clause_id),
                "number": clause.number,
                "body": clause.body,
                "revision": revisions[clause.clause_id],
                "actions": [
                    {"addressee": one.get("addressee", ""), "action": one.get("action", "")}
                    for one in clause.actions
                ],
            }
        )
    return {
        "title": printed.frozen.get("title", text.title),
        "state": text.get_state_display(),
        "opening": printed.frozen.get("opening", text.opening),
        "closing": printed.frozen.get("closing", text.closing),
        "proclaimed_on": iso(text.proclaimed_on),
        "signers": text.signers,
        "version": {"number": named.number, "name": named.name, "hash": named.frozen_hash} if named else None,
        "periods": periods,
        "is_example": text.is_example,
    }


def printed_version(text: Text) -> TextVersion | None:
    """Which words the proceedings print: what was agreed stands before drafts made later."""
    return text.versions.order_by("-final", "-number").first()


def rounds(edition: Edition) -> list[dict[str, Any]]:
    """Each round: networks entitled, and for each clause each network's voice with its reason. A voice not given is ""."""
    found = list(Round.objects.filter(edition=edition).exclude(state=Round.State.DRAFT).order_by("number"))
    stances = ClauseStance.objects.select_related("network")
    asked = RoundClause.objects.filter(round__in=found).order_by("number")
    asked = list(asked.prefetch_related(Prefetch("stances", stances)))
    inner = Counter()
    for asked_id, network_id, value, count in InnerCount.objects.filter(asked__in=asked).values_list(
        "asked_id", "network_id", "value", "count"
    ):
        inner[asked_id, network_id, value] += count
    networks = list(Network.objects.filter(programme_id=edition.programme_id).order_by("order"))
    labels = {value: str(label) for value, label in Value.choices}
    made = []
    for one in found:
        entitled = {str(id) for id in one.networks}
        own = [row for row in asked if row.round_id == one.pk]
        spoke = {stance.network_id for row in own for stance in row.stances.all()}
        listed = [n for n in networks if str(n.pk) in entitled or n.pk in spoke]
        made.append(
            {
                "number": one.number,
                "state": one.get_state_display(),
                "public": one.state == Round.State.PUBLISHED,
                "opened": iso(one.opened_at),
                "closed": iso(one.closed_at),
                "close_reason": one.close_reason,
                "rule": one.rule,
                "result": one.result,
                "networks": [{"id": str(n.pk), "name": n.short_name, "order": n.order} for n in listed],
                "clauses": [
                    _clause(row, labels, _told(one, inner), one.rule.get("inner") == "named") for row in own
                ],
            }
        )
    return made


def _told(round: Round, inner: Counter[Any]) -> Counter[Any]:
    """Counts inside networks are told of rounds that were closed: who watches them grow sees who said what."""
    return Counter() if round.state == Round.State.OPEN and round.rule.get("inner") != "named" else inner


def _inner(said: dict[str, int], named: bool) -> dict[str, int]:
    """What was said inside a network; nothing while so few spoke that counts would name them."""
    return said if named or sum(said.values()) >= FEW else {}


def _clause(row: RoundClause, labels: dict[str, str], inner: Counter[Any], named: bool) -> dict[str, Any]:
    return {
        "number": row.number,
        "body": row.body,
        "stances": {
            str(stance.network_id): {
                "value": stance.value,
                "word": labels[stance.value],
                "reason": stance.reason,
                "for_network": stance.for_network,
                "inner": _inner({labels[v]: n for v in labels if (n := inner[row.pk, stance.network_id, v])}, named),
            }
            for stance in row.stances.all()
        },
    }  # fmt: skip


def dissents(edition: Edition) -> list[dict[str, Any]]:
    found = Dissent.objects.filter(edition=edition).select_related("network", "asked__round")
    return [
        {
            "clause": row.asked.number,
            "round": row.asked.round.number,
            "network": row.network.short_name,
            "text": row.text,
            "at": iso(row.recorded_at),
            "chair": row.chair,
        }
        for row in found.order_by("asked__round__number", "asked__number", "network__order")
    ]


def resolutions(edition: Edition) -> list[dict[str, Any]]:
    """Counts only, whatever the rule: named votes stand in the vote's own record."""
    return [
        {
            "number": row.number,
            "title": row.title,
            "body": row.body,
            "state": row.get_state_display(),
            "public": row.state == Resolution.State.PUBLISHED,
            "majority": row.get_majority_display(),
            "base": row.get_base_display(),
            "secrecy": row.get_secrecy_display(),
            "rule_hash": row.rule_hash,
            "entitled": row.entitled,
            "yes": row.yes,
            "no": row.no,
            "abstain": row.abstain,
            "passed": row.passed,
            "stop_reason": row.stop_reason,
        }
        for row in Resolution.objects.filter(
            edition=edition, state__in=["published", "closed", "cancelled"]
        ).order_by("number")
    ]


def commitments(edition: Edition, numbers: dict[str, int]) -> list[dict[str, Any]]:
    found = Commitment.objects.filter(edition=edition).order_by(*IN_ORDER)
    return [
        {
            "id": str(row.pk),
            "clause": numbers.get(str(row.clause_id)),
            "number": row.number,
            "text": row.text,
            "owner": owner_of(row),
            "network": row.network.short_name if row.network else "",
            "measure": row.measure,
            "due_on": iso(row.due_on),
            "state": row.get_state_display(),
            "report": row.last_report.text if row.last_report else "",
            "reported_on": iso(row.reported_on),
            "carried_from": row.carried_from.edition.title if row.carried_from else "",
        }
        for row in found.select_related("network", "organisation", "last_report", "carried_from__edition")
    ]
