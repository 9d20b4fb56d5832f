"""The programme by hall: what is on when, what clashes, what is now and next, and how late the day runs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ...editions.models import Edition
from ...text.models import Clause
from ..models import ChairSpell, Hall, Slot, SpeakerTurn


@dataclass
class HallDay:
    hall: Hall
    slots: list[Slot] = field(default_factory=list)


@dataclass
class Day:
    on: date
    halls: list[HallDay]


@dataclass(frozen=True)
class Now:
    """What goes on in a hall: running, what comes next, and how many minutes behind its hour it is (never ahead)."""

    hall: Hall
    running: Slot | None
    next: Slot | None
    late: int


def halls(edition: Edition) -> QuerySet[Hall]:
    return Hall.objects.filter(programme_id=edition.programme_id, edition=edition)


def hall(edition: Edition, hall_id: UUID) -> Hall | None:
    return _with(edition, halls(edition).filter(pk=hall_id).first())


def slots(edition: Edition) -> QuerySet[Slot]:
    found = Slot.objects.filter(programme_id=edition.programme_id, edition=edition)
    return found.select_related("hall", "clause", "source")


def slot(edition: Edition, slot_id: UUID) -> Slot | None:
    return _with(edition, slots(edition).filter(pk=slot_id).first())


def turn(edition: Edition, turn_id: UUID) -> SpeakerTurn | None:
    found = SpeakerTurn.objects.filter(edition=edition, pk=turn_id).select_related(
        "hall", "network", "delegate"
    )
    return _with(edition, found.first())


def _with(edition: Edition, row):  # type: ignore[no-untyped-def]
    """The row knows the edition that was already read."""
    if row is not None:
        row.edition = edition
        if getattr(row, "hall_id", None):
            row.hall.edition = edition
    return row


def days(edition: Edition) -> list[Day]:
    """Day by day, hall by hall."""
    grouped: dict[date, dict[UUID, HallDay]] = defaultdict(dict)
    for one in slots(edition):
        grouped[one.on].setdefault(one.hall_id, HallDay(one.hall)).slots.append(one)
    return [
        Day(on, sorted(here.values(), key=lambda part: (part.hall.order, str(part.hall.pk))))
        for on, here in sorted(grouped.items())
    ]


def clashes(
    edition: Edition, hall: Hall, on: date, starts_at: time, ends_at: time, but: UUID | None = None
) -> list[Slot]:
    """What else stands in this hall in these hours. What was skipped is in nobody's way."""
    found = slots(edition).filter(hall=hall, on=on, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return list(found.exclude(pk=but).exclude(state="skipped"))


def clashing(edition_days: list[Day]) -> set[UUID]:
    """Ids of slots that share hours with another of their hall."""
    found: set[UUID] = set()
    for day in edition_days:
        for part in day.halls:
            last: Slot | None = None
            for one in part.slots:
                if one.state == "skipped":
                    continue
                if last is not None and one.starts_at < last.ends_at:
                    found |= {last.pk, one.pk}
                if last is None or one.ends_at > last.ends_at:
                    last = one
    return found


def now(edition: Edition, at: datetime | None = None) -> list[Now]:
    """One line a hall, in two queries."""
    moment = timezone.localtime(at)
    by_hall: dict[UUID, list[Slot]] = defaultdict(list)
    for one in slots(edition):
        by_hall[one.hall_id].append(one)
    found = []
    for here in halls(edition):
        here.edition = edition
        running = next((one for one in by_hall[here.pk] if one.state == "running"), None)
        planned = [one for one in by_hall[here.pk] if one.state == "planned"]
        after = [
            one
            for one in planned
            if running is None or (one.on, one.starts_at) >= (running.on, running.starts_at)
        ]
        coming = next((one for one in after if one.on >= moment.date()), None) or next(iter(after), None)
        found.append(Now(here, running, coming, late(running, coming, moment)))
    return found


def late(running: Slot | None, coming: Slot | None, at: datetime) -> int:
    """Whole minutes behind: what runs is past its end, or what comes is past its beginning. Only on its own day."""
    behind = timedelta()
    for one, due in ((running, running and running.ends_at), (coming, coming and coming.starts_at)):
        if one is None or due is None or one.on != at.date():
            continue
        behind = max(behind, at.replace(tzinfo=None) - datetime.combine(one.on, due))
    return int(behind.total_seconds() // 60)


def turns(hall: Hall) -> list[SpeakerTurn]:
    """The list as it stands: who speaks, who waits."""
    found = SpeakerTurn.objects.filter(hall=hall, state__in=["waiting", "speaking"])
    rows = list(found.select_related("network", "delegate"))
    rows.sort(key=lambda one: one.state != "speaking")  # stable: the order of the chair stays
    for row in rows:
        row.edition = hall.edition
    return rows


def spoken_turns(edition: Edition) -> QuerySet[SpeakerTurn]:
    """The history of all halls, in the order in which people were let speak."""
    found = SpeakerTurn.objects.filter(edition=edition).exclude(state="waiting")
    return found.select_related("hall", "slot", "network").order_by("hall__order", "order", "id")


def chair(edition: Edition) -> ChairSpell | None:
    return ChairSpell.objects.filter(edition=edition, until=None).first()


def chairs(edition: Edition) -> QuerySet[ChairSpell]:
    return ChairSpell.objects.filter(edition=edition).order_by("-since")


def clauses(edition: Edition) -> list[Clause]:
    """The living clauses in their printed order; `number` is the one they are printed with."""
    found = list(Clause.objects.filter(edition=edition, live=True).select_related("period"))
    for number, one in enumerate(found, 1):
        one.number = number  # type: ignore[attr-defined]
    return found


def other_programmes(edition: Edition) -> QuerySet[Edition]:
    """Editions with a programme that this one can begin from, newest first."""
    found = Edition.objects.filter(programme_id=edition.programme_id, rehearsal_of=None, slots__isnull=False)
    return found.exclude(pk=edition.pk).distinct()
