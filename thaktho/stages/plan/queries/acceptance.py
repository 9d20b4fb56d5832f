"""Reading who has taken a part of a row upon themselves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from thaktho.ground.access import Actor, permitted
from thaktho.ground.people.models import Organisation
from thaktho.ground.programme.models import Programme

from ..models import Acceptance, PlanRow


@dataclass(frozen=True)
class Answer:
    """One organisation a row names, and where it stands. `answer` None: it was not asked yet."""

    organisation: Organisation
    leads: bool
    answer: Acceptance | None
    may_ask: bool
    may_answer: bool
    named: bool = True


def of_row(row: PlanRow, by: Actor) -> list[Answer]:
    """The lead first, then partners by name; at last whoever answered and is named no more. One query, none for a row that
    names nobody, when the row's partners are prefetched."""
    if row.lead is None and not row.partners.all():
        return []
    answers = row.acceptances.select_related("organisation") if getattr(row, "answered", True) else ()
    given = {one.organisation_id: one for one in answers}
    named = [*([row.lead] if row.lead else []), *(one for one in row.partners.all() if one.pk != row.lead_id)]
    known = {one.pk for one in named}
    gone = [one.organisation for pk, one in given.items() if pk not in known]

    def line(organisation: Organisation, still: bool) -> Answer:
        subject = Acceptance(programme_id=row.programme_id, row=row, organisation=organisation)
        return Answer(
            organisation,
            organisation.pk == row.lead_id,
            given.get(organisation.pk),
            still and permitted(by, "plan.acceptance.ask", subject),
            still and permitted(by, "plan.acceptance.answer", subject),
            still,
        )

    return [line(one, True) for one in named] + [line(one, False) for one in gone]


def row_asked(programme: Programme, row_id: UUID) -> PlanRow | None:
    found = PlanRow.objects.filter(programme=programme, pk=row_id, live=True)
    return found.select_related("network", "programme", "lead").first()


def asked_of(programme: Programme, by: Actor, state: str = "") -> list[Acceptance]:
    """What was asked of the organisations whose officer they are; of the own networks' rows for a coordinator; all for
    the secretariat. One query. An officer sees a row so far as it was asked of them, draft or not."""
    found = Acceptance.objects.filter(programme=programme, row__live=True)
    if not by.has("secretariat"):
        own = found.filter(organisation_id__in=by.scopes("officer"))
        found = own | found.filter(row__network_id__in=by.scopes("coordinator"))
    if state in Acceptance.State.values:
        found = found.filter(state=state)
    found = found.select_related("row__network", "row__programme", "organisation")
    return list(found.order_by("state", "row__network__order", "row__number", "id")[:500])
