"""Reading follow-ups. The programme comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.thai.words import search_terms

from .models import FollowUp, FollowUpOnAgenda, FollowUpReport

OPEN = (FollowUp.State.TODO, FollowUp.State.DOING)


@dataclass(frozen=True)
class Asked:
    """`state`: open, late, done, dropped or all."""

    state: str = "open"
    text: str = ""
    network: str = ""
    decision: UUID | None = None
    meeting: UUID | None = None


def search(programme: Programme, asked: Asked, *, today: date | None = None) -> QuerySet[FollowUp]:
    """What is late stands first, then by the day due; what has no day last."""
    found = FollowUp.objects.filter(programme=programme)
    today = today or timezone.localdate()
    match asked.state:
        case "open":
            found = found.filter(state__in=OPEN)
        case "late":
            found = found.filter(state__in=OPEN, due_on__lt=today)
        case "done" | "dropped":
            found = found.filter(state=asked.state)
    for term in search_terms(asked.text):
        found = found.filter(search_text__contains=term)
    if asked.network:
        found = found.filter(network__code=asked.network)
    if asked.decision:
        found = found.filter(decision_id=asked.decision)
    if asked.meeting:
        found = found.filter(meeting_id=asked.meeting)
    newest = FollowUpReport.objects.filter(followup=OuterRef("pk")).order_by("-at", "-id")
    return (
        found.select_related("meeting", "network", "person", "decision", "source")
        .annotate(last_report=Subquery(newest.values("text")[:1]), last_at=Subquery(newest.values("at")[:1]))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def counts(programme: Programme, today: date | None = None) -> dict[str, int]:
    today = today or timezone.localdate()
    is_open = Q(state__in=OPEN)
    return FollowUp.objects.filter(programme=programme).aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(due_on__lt=today)),
        done=Count("pk", filter=Q(state=FollowUp.State.DONE)),
        dropped=Count("pk", filter=Q(state=FollowUp.State.DROPPED)),
        all=Count("pk"),
    )


def followup(programme: Programme, id: UUID) -> FollowUp | None:
    found = FollowUp.objects.filter(programme=programme, pk=id)
    found = found.select_related("meeting", "network", "person", "decision", "agenda", "source", "programme")
    return found.prefetch_related("reports__by", "carried__meeting", "carried__agenda").first()


def offered(meeting: Any) -> list[FollowUp]:
    """What may be brought before this meeting: open, of earlier meetings of its series (of no series, when it is of
    none), and not on its agenda yet."""
    if meeting.state not in ("planned", "open"):
        return []
    there = FollowUpOnAgenda.objects.filter(meeting=meeting).values("followup_id")
    found = FollowUp.objects.filter(
        programme_id=meeting.programme_id,
        state__in=OPEN,
        meeting__series_id=meeting.series_id,
        meeting__held_on__lte=meeting.held_on,
    )
    found = found.exclude(meeting=meeting).exclude(pk__in=there)
    found = found.select_related("meeting", "network", "person", "decision")
    return list(found.order_by(F("due_on").asc(nulls_last=True), "pk")[:100])


def carried_to(meeting: Any) -> dict[UUID, FollowUp]:
    """By agenda item: the follow-up it speaks of."""
    found = FollowUpOnAgenda.objects.filter(meeting=meeting).select_related(
        "followup__network", "followup__person"
    )
    return {row.agenda_id: row.followup for row in found}


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """What this actor is to do, and for the secretariat what is late. One query."""
    today = timezone.localdate()
    own = Q(network_id__in=by.scopes("coordinator")) if by.scopes("coordinator") else Q(pk=None)
    if by.person_id:
        own |= Q(person_id=by.person_id)
    wanted = own
    if by.has("secretariat"):
        wanted |= Q(due_on__lt=today)
    if not by.grants:
        return []
    found = FollowUp.objects.filter(wanted, programme=programme, state__in=OPEN).select_related("network")
    lines = []
    for row in found.order_by(F("due_on").asc(nulls_last=True), "pk")[:6]:
        late = row.due_on is not None and row.due_on < today
        lines.append(
            Waiting(
                title=gettext("งานที่มอบหมายเลยกำหนด") if late else gettext("งานที่ประชุมมอบหมาย"),
                url=reverse("followups_followup", args=[programme.slug, row.pk]),
                verb=gettext("รายงานผล"),
                detail=" · ".join(filter(None, (row.text[:120], row.network.name if row.network else ""))),
                due_on=row.due_on,
                icon="check",
                tone="khamin" if late else "kram",
                is_example=row.is_example,
            )
        )
    return lines
