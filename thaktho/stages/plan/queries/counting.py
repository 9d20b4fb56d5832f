"""Which rows' money counts, once each; how a branch's, a fund's and a standing's rows are found; and where a row stands
besides its network's plan: in a proposed version, in the approved one, or changed since.

A row joined into another, or split into parts, stands there with its money. An activity's money stands in its
project's, where the project states its own; where it does not, the activities are counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thaktho.ground.programme.models import Programme

from ..models import Branch, BudgetLine, PlanRow, PlanVersion, VersionLine

if TYPE_CHECKING:
    from .rows import Filters

NO_BRANCH = "none"
INTEGRATED, APPROVED, AMENDED = "integrated", "approved", "amended"
STANDINGS = (*PlanRow.State.values, INTEGRATED, APPROVED, AMENDED)
_SENT = (PlanRow.State.SUBMITTED, PlanRow.State.ACCEPTED)


def counted(prefix: str = "") -> Q:
    """Rows (or, with a prefix, what points at rows) whose money is theirs to count."""
    own = Q(**{f"{prefix}part_of": None}) | Q(**{f"{prefix}part_of__live": False})
    own |= Q(**{f"{prefix}part_of__budget": None})
    return Q(**{f"{prefix}joined_into": None, f"{prefix}split_at": None}) & own


def hung() -> Q:
    """Rows that hang on a branch that stands."""
    return Q(branch__isnull=False, branch__removed_at=None)


def tree_filtered(found: QuerySet[PlanRow], asked: Filters) -> QuerySet[PlanRow]:
    if asked.branch or asked.fund is not None:
        found = found.filter(joined_into=None, split_at=None)  # what stands for itself
    if asked.branch == NO_BRANCH:
        found = found.exclude(hung())
    elif asked.branch:
        found = found.filter(branch__in=asked.branch_ids, branch__removed_at=None)
    if asked.fund is not None:
        lines = BudgetLine.objects.filter(row=OuterRef("pk"), fund=asked.fund)
        if asked.year is not None:
            lines = lines.filter(year=asked.year or None)
        found = found.filter(Exists(lines)).filter(counted())
    if asked.part_of:
        found = found.filter(part_of__in=[pk for pk in [_uuid(asked.part_of)] if pk])
    if asked.standing:
        found = standing_in(found, asked.standing)
    return found


def branch_ids(top: str) -> list[UUID]:
    """A standing branch with all below it. One query."""
    wanted = _uuid(top)
    if wanted is None:
        return []
    tree = Branch.objects.filter(pk=wanted).values("tree")
    below: dict[UUID | None, list[UUID]] = {}
    for pk, parent in Branch.objects.filter(tree__in=tree, removed_at=None).values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(pk)
    found, waiting = [wanted], [wanted]
    while waiting:
        for pk in below.get(waiting.pop(), ()):
            if pk not in found:
                found.append(pk)
                waiting.append(pk)
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# Standing


@dataclass(frozen=True)
class Held:
    """The versions that decide where rows stand: the latest approved one, and a proposal that is newer."""

    approved: PlanVersion | None
    proposed: PlanVersion | None


def held(programme: Programme | UUID) -> Held:
    """One query."""
    pk = programme.pk if isinstance(programme, Programme) else programme
    found = PlanVersion.objects.filter(programme=pk, state__in=("approved", "proposed")).order_by("-number")
    approved = proposed = None
    for version in found:
        if version.state == PlanVersion.State.APPROVED:
            approved = version
            break
        proposed = proposed or version
    return Held(approved, proposed)


def standing(
    state: str,
    changed_at: datetime,
    approved_at: datetime | None = None,
    proposed_at: datetime | None = None,
) -> str:
    """Where one row stands. `approved_at`, `proposed_at`: when the versions that hold it were made.

    What its network is working on says so first; then what a meeting approved, as long as nothing was changed since.
    """
    if state not in _SENT:
        return state
    if approved_at is not None:
        if changed_at <= approved_at:
            return APPROVED
        return INTEGRATED if proposed_at is not None and changed_at <= proposed_at else AMENDED
    return INTEGRATED if proposed_at is not None else state


def standings(programme: Programme, rows: Iterable[PlanRow]) -> dict[UUID, str]:
    """Where the rows of one page stand. One query."""
    rows = list(rows)
    known = PlanVersion.objects.filter(programme=programme).order_by("-number")
    approved = known.filter(state=PlanVersion.State.APPROVED)
    newest = Coalesce(Subquery(approved.values("number")[:1]), 0)
    proposed = known.filter(state=PlanVersion.State.PROPOSED, number__gt=newest)
    lines = VersionLine.objects.filter(row__in=[row.pk for row in rows]).filter(
        Q(version=Subquery(approved.values("pk")[:1])) | Q(version=Subquery(proposed.values("pk")[:1]))
    )
    made: dict[tuple[UUID, str], datetime] = {
        (row_id, state): made_at
        for row_id, state, made_at in lines.values_list("row_id", "version__state", "version__made_at")
    }
    return {
        row.pk: standing(
            row.state, row.changed_at, made.get((row.pk, "approved")), made.get((row.pk, "proposed"))
        )
        for row in rows
    }


def standing_in(found: QuerySet[PlanRow], wanted: str) -> QuerySet[PlanRow]:
    """Rows that stand so: the same table as `standing`, asked of the database."""
    if wanted in ("draft", "returned"):
        return found.filter(state=wanted)
    found = found.filter(state__in=_SENT)
    programme = found.values_list("programme", flat=True).first()
    if programme is None:
        return found.none()
    now = held(programme)

    def inside(version: PlanVersion | None) -> Q:
        if version is None:
            return Q(pk__in=[])
        return Q(Exists(VersionLine.objects.filter(version=version, row=OuterRef("pk"))))

    def unchanged(version: PlanVersion | None) -> Q:
        return Q(changed_at__lte=version.made_at) if version else Q(pk__in=[])

    in_approved, in_proposed = inside(now.approved), inside(now.proposed)
    approved = in_approved & unchanged(now.approved)
    integrated = (in_approved & ~unchanged(now.approved) & in_proposed & unchanged(now.proposed)) | (
        ~in_approved & in_proposed
    )
    amended = in_approved & ~unchanged(now.approved) & ~(in_proposed & unchanged(now.proposed))
    match wanted:
        case "approved":
            return found.filter(approved)
        case "integrated":
            return found.filter(integrated)
        case "amended":
            return found.filter(amended)
    return found.filter(state=wanted).filter(~in_approved & ~in_proposed)
