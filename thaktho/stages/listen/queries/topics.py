"""Topics and their doors."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_terms

from ..models import Door, Statement, Topic

OVER = (Topic.State.CLOSED, Topic.State.SEALED)


def topics(
    programme: Programme, *, state: str = "", text: str = "", drafts: bool = False, network: str = ""
) -> QuerySet[Topic]:
    """Newest first. `state` may be "over": closed or sealed; `network` (code): with statements of that network."""
    found = Topic.objects.filter(programme=programme).select_related("meeting")
    if not drafts:
        found = found.exclude(state=Topic.State.DRAFT)
    if state:
        found = found.filter(state__in=OVER) if state == "over" else found.filter(state=state)
    if network:
        said = Statement.objects.filter(
            door__network__code=network, state=Statement.State.SHOWN, programme=programme
        )
        found = found.filter(pk__in=said.values("topic"))
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    shown = Count("statements", filter=Q(statements__state=Statement.State.SHOWN))
    return found.annotate(shown_count=shown).order_by("-id")


def topic(programme: Programme, code: str) -> Topic | None:
    return Topic.objects.filter(programme=programme, code=code).select_related("meeting", "source").first()


def open_topics(programme: Programme) -> list[Topic]:
    """Topics one may answer now, those that close first before the others."""
    found = [topic for topic in topics(programme, state=Topic.State.OPEN) if is_open(topic)]
    return sorted(found, key=lambda topic: (topic.closes_at is None, topic.closes_at or timezone.now()))


def is_open(topic: Topic) -> bool:
    """Open, and the clock agrees: the job that closes a topic may come a minute late, an answer may not."""
    now = timezone.now()
    return (
        topic.state == Topic.State.OPEN
        and (topic.opens_at is None or topic.opens_at <= now)
        and (topic.closes_at is None or now < topic.closes_at)
    )


# Networks as declared; the open door last, on every database.
DECLARED = (F("network__order").asc(nulls_last=True), "id")


def doors(topic: Topic) -> list[Door]:
    found = list(Door.objects.filter(topic=topic).select_related("network").order_by(*DECLARED))
    for door in found:
        door.topic = topic  # rules ask a door for its topic
    return found


def door(topic: Topic, token: str) -> Door | None:
    return Door.objects.filter(topic=topic, token=token.upper()).select_related("network").first()
