"""Who is expected and who came. Names are for those with a role; counts are for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks
from thaktho.thai.words import search_terms

from ...access import with_delegacies
from ...editions.models import Edition
from ..models import CheckIn, Participant

LONGEST_ASKED = 100  # every word is a condition of its own

# What a scanner that types like a keyboard writes while the laptop's keyboard is set to Thai: the key is the same, the
# letter is another. Only the letters of codes and of addresses are turned back.
_KEDMANEE = dict(
    zip("/-ภถุึคต" + "็ษ?๐ฑธ๊\")ํ", "23456789" + "HKMQRTUWXY", strict=True)
) | dict(zip("้าทๆพะีไปั", "hkmqrtuwxy", strict=True)) | {"ฝ": "/"}  # fmt: skip


@dataclass(frozen=True)
class There:
    """A network's people: how many of how many came. `network` is None for those of no network."""

    network: Network | None
    expected: int
    came: int
    online: int

    @property
    def width(self) -> str:
        return f"w{round(100 * self.came / self.expected)}" if self.expected else "w0"


def participants(edition: Edition) -> QuerySet[Participant]:
    found = Participant.objects.filter(programme_id=edition.programme_id, edition=edition)
    return found.select_related("network", "delegate", "edition__programme")


def participant(edition: Edition, participant_id: UUID) -> Participant | None:
    return participants(edition).filter(pk=participant_id).first()


def by_code(edition: Edition, code: str) -> Participant | None:
    return participants(edition).filter(code=code.upper()).first() if code else None


def found(
    edition: Edition, text: str, *, kind: str = "", network: str = "", came: str = ""
) -> QuerySet[Participant]:
    """By any part of a name, office or organisation, with or without tone marks; by the number on the badge too."""
    rows, text = participants(edition), text.strip()[:LONGEST_ASKED]
    if text.isdecimal() and len(text) <= 6:
        return rows.filter(number=int(text))
    for term in search_terms(text):
        rows = rows.filter(search_text__contains=term)
    if kind:
        rows = rows.filter(kind=kind)
    if network:
        rows = rows.filter(network__code=network)
    if came == "yes":
        rows = rows.exclude(came_at=None)
    if came == "no":
        rows = rows.filter(came_at=None)
    return rows


def read_code(text: str) -> str:
    """The code in whatever a scanner typed: the address on the badge, the code itself, or either as a Thai keyboard turns
    it. Empty when there is none."""
    text = text.strip()
    if any("฀" <= letter <= "๛" for letter in text):
        text = "".join(_KEDMANEE.get(letter, letter) for letter in text)
    last = text.rstrip("/").rsplit("/", 1)[-1]
    code = "".join(letter for letter in last.upper() if letter.isascii() and letter.isalnum())
    return code if 4 <= len(code) <= 16 else ""


def arrivals(edition: Edition, people: Iterable[Participant], on: date | None = None) -> dict[UUID, CheckIn]:
    """Today's arrivals of these people, in one query."""
    found = CheckIn.objects.filter(
        edition=edition, participant__in=list(people), on=on or timezone.localdate(), undone=False
    )
    return {one.participant_id: one for one in found}


def last_arrivals(edition: Edition, count: int = 8) -> list[CheckIn]:
    found = CheckIn.objects.filter(edition=edition, on=timezone.localdate(), undone=False)
    return list(found.select_related("participant__network").order_by("-at", "-id")[:count])


def presence(edition: Edition, on: date | None = None) -> dict[UUID | None, int]:
    """{network id: people who came}, on a day or on any day; None counts those of no network."""
    came = CheckIn.objects.filter(edition=edition, undone=False)
    if on is not None:
        came = came.filter(on=on)
    rows = came.values("participant__network_id").annotate(people=Count("participant_id", distinct=True))
    return {row["participant__network_id"]: row["people"] for row in rows}


def there(edition: Edition, on: date | None = None) -> list[There]:
    """Every network, whether it expects anybody or not, and whoever is of none: two queries."""
    expected = dict(
        Participant.objects.filter(edition=edition)
        .order_by()
        .values_list("network_id")
        .annotate(people=Count("pk"))
    )
    came = CheckIn.objects.filter(edition=edition, undone=False)
    if on is not None:
        came = came.filter(on=on)
    rows = came.values("participant__network_id").annotate(
        people=Count("participant_id", distinct=True),
        online=Count("participant_id", distinct=True, filter=Q(mode="online")),
    )
    counted = {row["participant__network_id"]: row for row in rows}
    none: dict[str, Any] = {"people": 0, "online": 0}
    found = [
        _there(network, network.pk, expected, counted.get(network.pk, none))
        for network in all_networks(edition.programme)
    ]
    if expected.get(None):
        found.append(_there(None, None, expected, counted.get(None, none)))
    return found


def _there(
    network: Network | None, key: UUID | None, expected: dict[Any, int], counted: dict[str, Any]
) -> There:
    return There(network, expected.get(key, 0), counted["people"], counted["online"])


def total(rows: Iterable[There]) -> There:
    rows = list(rows)
    return There(None, sum(r.expected for r in rows), sum(r.came for r in rows), sum(r.online for r in rows))


def with_badge(by: Actor, person: Participant) -> Actor:
    """Whoever holds a delegate's badge acts as that delegate, and as nobody else."""
    if person.delegate is None or person.delegate.state != "appointed":
        return by
    holder = (
        by
        if by.person_id == person.delegate.person_id
        else Actor(by.programme_id, "person", person.delegate.person_id, by_link=True)
    )
    return with_delegacies(holder, [person.delegate])
