"""Reading across meetings: the page where somebody looks for what was decided, and the feed of calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thaktho.ground.access import Actor, permitted
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.thai.dates import fiscal_span
from thaktho.thai.words import search_terms

from .followups.models import FollowUp
from .models import Decision, Meeting
from .queries import HELD

OPEN = (FollowUp.State.TODO, FollowUp.State.DOING)


@dataclass(frozen=True)
class Asked:
    """What the reader looks for; empty fields ask nothing. `year` is a fiscal year (BE)."""

    text: str = ""
    series: UUID | None = None
    year: int | None = None
    kind: str = ""
    unfinished: bool = False


def search(by: Actor, programme: Programme, asked: Asked) -> QuerySet[Decision]:
    """Newest first, struck ones among them. Visitors read those of meetings that have closed, and nothing of who
    does what: the count of open follow-ups is for those with a role."""
    inside = permitted(by, "convene.inside.read", programme)
    found = Decision.objects.filter(programme=programme).select_related(
        "meeting", "series", "agenda", "source"
    )
    if not inside:
        found = found.filter(meeting__state__in=HELD)
    else:
        still = Count("followups", filter=Q(followups__state__in=OPEN), distinct=True)
        found = found.annotate(open_count=still, followup_count=Count("followups", distinct=True))
    for term in search_terms(asked.text):
        found = found.filter(Q(search_text__contains=term) | Q(meeting__search_text__contains=term))
    if asked.series:
        found = found.filter(series_id=asked.series)
    if asked.year:
        found = found.filter(decided_on__range=fiscal_span(asked.year))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.unfinished and inside:
        found = found.filter(Exists(FollowUp.objects.filter(decision=OuterRef("pk"), state__in=OPEN)))
    return found.order_by("-decided_on", "-meeting_id", "number")


def for_calendar(programme: Programme, since: date, network: Network | None = None) -> QuerySet[Meeting]:
    """Meetings of the feed, newest first; cancelled ones too, so that they leave people's phones."""
    found = Meeting.objects.filter(programme=programme, held_on__gte=since)
    if network is not None:
        found = found.filter(networks__network=network)
    return found.order_by("-held_on", "-id")
