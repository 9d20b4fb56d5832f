"""The integrated plan: what it would hold today, and what its versions held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from thaktho.ground.access import Actor, permitted
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import virtue_sets
from thaktho.ground.thread.queries import links_between
from thaktho.stages.convene.queries import Decision, decisions_that_approve
from thaktho.stages.listen import queries as listen
from thaktho.thai.dates import show_span

from ..models import Pair, PlanRow, PlanVersion, VersionDocument, VersionLine
from .paths import branch_paths

SENT = (PlanRow.State.SUBMITTED, PlanRow.State.ACCEPTED)


def integrated_rows(programme: Programme) -> QuerySet[PlanRow]:
    """What networks have sent, joined rows in place of their originals, in the networks' order."""
    rows = PlanRow.objects.filter(programme=programme, live=True, joined_into=None, state__in=SENT)
    return (
        rows.select_related("network", "lead", "part_of")
        .prefetch_related(
            "areas",
            "budget_lines",
            "targets",
            "vision_parts",
        )
        .order_by("network__order", "number", "id")
    )


def line_data(programme: Programme, rows: list[PlanRow]) -> list[dict[str, Any]]:
    """Each row as the cells of a printed line, with where it came from. JSON, so that it can be frozen."""
    names = _virtue_names()
    found = origins(programme)
    owner = found.owners(row.pk for row in rows)
    voices = _voices(programme, owner)
    reasons = _join_reasons(programme, owner)
    apart = _apart(programme, owner)
    paths = branch_paths(programme)
    return [
        _cells(row, names, found.of(row), voices.get(row.pk, []))
        | {"reason": reasons.get(row.pk, ""), "apart": apart.get(row.pk, [])}
        | {"path": paths.get(row.branch_id, []), "inside": _inside(row, owner)}
        for row in rows
    ]


@dataclass(frozen=True)
class Origins:
    """Which rows went into which, however often they were joined."""

    into: dict[UUID, list[PlanRow]]  # a joined row -> the rows that went into it

    def of(self, row: PlanRow) -> list[PlanRow]:
        """The rows networks wrote themselves that stand in this one; of a row nobody joined, none."""
        found: list[PlanRow] = []
        for original in self.into.get(row.pk, []):
            found += self.of(original) if original.is_joined else [original]
        return found

    def networks(self, row: PlanRow) -> list[Network]:
        """The row's own network first, then those whose rows went into it."""
        named = {row.network_id: row.network}
        for original in self.of(row):
            named.setdefault(original.network_id, original.network)
        return list(named.values())

    def owners(self, rows: Iterable[UUID]) -> dict[UUID, UUID]:
        """Which of these rows stands for a row: itself, or the one it was at last joined into."""
        owner: dict[UUID, UUID] = {}
        waiting = [(pk, pk) for pk in rows]
        for pk, top in waiting:  # grows while it is walked
            owner[pk] = top
            waiting += [(original.pk, top) for original in self.into.get(pk, [])]
        return owner


def origins(programme: Programme) -> Origins:
    """All rows of a programme that were joined, under what they were joined into. One query."""
    into: dict[UUID, list[PlanRow]] = {}
    joined = PlanRow.objects.filter(programme=programme, joined_into__isnull=False).select_related("network")
    for row in joined.order_by("network__order", "number", "id"):
        into.setdefault(row.joined_into_id, []).append(row)
    return Origins(into)


def _inside(row: PlanRow, owner: dict[UUID, UUID]) -> bool:
    """Whether its money stands in its project's, in this version: as `counting.counted` asks of the rows of today."""
    project = row.part_of
    return project is not None and project.live and project.budget is not None and project.pk in owner


def own_money(lines: Iterable[dict[str, Any]]) -> list[Decimal]:
    """What lines state that counts: an activity's money stands in its project's, as in the sums of the sheet."""
    return [
        Decimal(line["budget"]) for line in lines if line["budget"] is not None and not line.get("inside")
    ]


def _cells(
    row: PlanRow, names: dict[str, str], originals: list[PlanRow], voices: list[str]
) -> dict[str, Any]:
    marks = {row.network.order: row.network.short_name}
    marks |= {original.network.order: original.network.short_name for original in originals}
    return {
        "virtue": " ".join(names.get(code, code) for code in row.virtues) or row.virtues_text,
        "problem": row.problem,
        "good_deed": row.good_deed,
        "title": row.title,
        "indicator": row.indicator,
        "when": show_span(row.starts_on, row.ends_on) if row.starts_on else row.when_text,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "budget": None if row.budget is None else str(row.budget),
        "budget_lines": [
            {"year": line.year, "fund": line.fund, "amount": str(line.amount)}
            for line in row.budget_lines.all()
        ],
        "targets": [{"year": target.year, "value": str(target.value)} for target in row.targets.all()],
        "unit": row.unit,
        "baseline": None if row.baseline is None else str(row.baseline),
        "baseline_year": row.baseline_year,
        "agency": row.agency or (row.lead.name if row.lead else ""),
        "area": row.area_text,
        "groups": row.groups_text,
        "areas": [place.code for place in row.areas.all()],
        "vision_parts": [part.text for part in row.vision_parts.all()],
        "networks": [{"order": order, "name": name} for order, name in sorted(marks.items())],
        "originals": [
            {"network": original.network.short_name, "title": original.title, "agency": original.agency}
            for original in originals
        ],
        "voices": voices,
        "is_example": row.is_example,
    }


def _virtue_names() -> dict[str, str]:
    return {virtue.code: virtue.name_th for found in virtue_sets().values() for virtue in found.virtues}


def _voices(programme: Programme, owner: dict[UUID, UUID]) -> dict[UUID, list[str]]:
    """The statements each row came from, also through the originals of a joined row. Two queries, whatever the
    number of rows."""
    by_row: dict[UUID, list[UUID]] = {}
    for statement, target in links_between(programme.pk, "listen.statement", "plan.row"):
        if target in owner:
            by_row.setdefault(owner[target], []).append(statement)
    shown = listen.statements(programme, [id for ids in by_row.values() for id in ids])
    texts = {standing.statement.pk: standing.statement.text for standing in shown}
    return {row: [texts[id] for id in ids if id in texts] for row, ids in by_row.items()}


def _apart(programme: Programme, owner: dict[UUID, UUID]) -> dict[UUID, list[dict[str, str]]]:
    """Pairs people left as two rows, under the first of them. Only where both stand in the plan: the title of a row
    that was given back is not printed in another's paper. One query."""
    by_row: dict[UUID, list[dict[str, str]]] = {}
    for pair in kept_apart(programme):
        one, other = owner.get(pair.row_a_id), owner.get(pair.row_b_id)
        if one is None or other is None or one == other:
            continue
        said = {"network": pair.row_b.network.short_name, "title": pair.row_b.title}
        by_row.setdefault(one, []).append(said | {"decision": pair.decision, "reason": pair.reason})
    return by_row


def _join_reasons(programme: Programme, owner: dict[UUID, UUID]) -> dict[UUID, str]:
    """Why each row was joined; of one that was joined again, every reason, in the order in which people decided."""
    joins = Pair.objects.filter(programme=programme, decision=Pair.Decision.JOIN, joined__isnull=False)
    said: dict[UUID, dict[str, None]] = {}
    for joined, reason in joins.order_by("decided_at", "id").values_list("joined_id", "reason"):
        if joined in owner:
            said.setdefault(owner[joined], {})[reason] = None
    return {row: " · ".join(reasons) for row, reasons in said.items()}


def versions(programme: Programme) -> QuerySet[PlanVersion]:
    papers = VersionDocument.objects.select_related("file", "job")
    return (
        PlanVersion.objects.filter(programme=programme)
        .select_related("approved_by")
        .prefetch_related(Prefetch("documents", papers))
    )


def versions_seen(by: Actor, programme: Programme) -> list[PlanVersion]:
    """Proposals are papers of the meeting; withdrawn ones only the secretariat keeps seeing."""
    found = versions(programme)
    if permitted(by, "plan.version.make", programme):
        return list(found)
    return list(found.exclude(state=PlanVersion.State.WITHDRAWN))


def version(programme: Programme, number: int) -> PlanVersion | None:
    return versions(programme).filter(number=number).first()


def latest_approved(programme: Programme) -> PlanVersion | None:
    return versions(programme).filter(state=PlanVersion.State.APPROVED).order_by("-number").first()


def decisions_for(version: PlanVersion) -> QuerySet[Decision]:
    """Decisions that may approve this version: of meetings held since there was a version to look at, and on which no
    approved version stands. A plan that a meeting approved on paper is entered with the date it bore then."""
    since = min(version.dated, timezone.localdate(version.made_at))
    approved = PlanVersion.objects.filter(programme=version.programme, state=PlanVersion.State.APPROVED)
    taken = approved.exclude(approved_by=None).values("approved_by")
    return decisions_that_approve(version.programme).filter(decided_on__gte=since).exclude(pk__in=taken)


def lines(version: PlanVersion) -> QuerySet[VersionLine]:
    return VersionLine.objects.filter(programme_id=version.programme_id, version=version).order_by("number")


def kept_apart(programme: Programme) -> QuerySet[Pair]:
    """Pairs people looked at and left as two rows, with their reason: printed in the annex."""
    decided = Pair.objects.filter(
        programme=programme, decision__in=[Pair.Decision.KEEP, Pair.Decision.DIFFERENT]
    )
    return decided.select_related("row_b__network").order_by("decided_at", "id")
