"""The ballot: the one place that must be quick."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thaktho.thai.words import keep_together

from ..models import Door, Rendering, Statement, Topic, Vote, Voter

MARK = 32  # so many signs of a clip's hash are its name


@dataclass(frozen=True)
class Told:
    """A statement in one other language: its words there, or "", and the name of its clip, or ""."""

    language: str
    text: str
    clip: str


@dataclass(frozen=True)
class Slip:
    """A statement as it stands on the ballot. `mix` spreads each voter's own order."""

    id: UUID
    number: int
    text: str
    is_example: bool
    bundle: UUID | None = None
    told: tuple[Told, ...] = ()

    @cached_property
    def html(self) -> SafeString:
        """The text with names and set words unbroken."""
        return format_html_join(
            "",
            "{}",
            (
                (format_html('<span class="keep">{}</span>', piece) if whole else piece,)
                for piece, whole in keep_together(self.text)
            ),
        )

    def in_language(self, code: str) -> Told | None:
        return next((told for told in self.told if told.language == code), None)

    @cached_property
    def mix(self) -> int:
        return (int.from_bytes(self.id.bytes[8:], "big") | 1) & _MASK


_MASK = (1 << 64) - 1
# By topic: its version, its shown statements, its doors by token. A process keeps what stands on the ballots it serves.
_ballots: dict[UUID, tuple[int, list[Slip], dict[str, Door]]] = {}


def _in_memory(topic: Topic) -> tuple[int, list[Slip], dict[str, Door]]:
    """Kept by the topic's version, which every request reads with the topic anyway: never a vote behind."""
    held = _ballots.get(topic.pk)
    if held is not None and held[0] == topic.version:
        return held
    rows = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN).order_by("number")
    told = _told(topic)
    fields = ("id", "number", "text", "is_example", "bundle")
    slips = [Slip(*row, told=tuple(told.get(row[0], ()))) for row in rows.values_list(*fields)]
    if len(_ballots) > 200:
        _ballots.clear()
    # Without their topic, which carries its secret: no memory may outlive that.
    found = Door.objects.filter(topic_id=topic.pk).select_related("network")
    _ballots[topic.pk] = (topic.version, slips, {door.token: door for door in found})
    return _ballots[topic.pk]


def _told(topic: Topic) -> dict[UUID, list[Told]]:
    found: dict[UUID, list[Told]] = defaultdict(list)
    rows = Rendering.objects.filter(statement__topic=topic).order_by("language")
    for id, language, text, sha256 in rows.values_list("statement", "language", "text", "clip__sha256"):
        found[id].append(Told(language, text, (sha256 or "")[:MARK]))
    return found


def ballot(topic: Topic) -> list[Slip]:
    """The shown statements."""
    return _in_memory(topic)[1]


def door_in_memory(topic: Topic, token: str) -> Door | None:
    return _in_memory(topic)[2].get(token.upper())


def doors_in_memory(topic: Topic) -> list[Door]:
    return list(_in_memory(topic)[2].values())


def in_own_order(slips: list[Slip], voter: UUID) -> list[Slip]:
    """Everyone meets the statements in an order of their own: none profits from standing first, and a hall that scans
    all at once does not queue for one tally."""
    key = int.from_bytes(voter.bytes[:8], "big") | 1
    return spaced(sorted(slips, key=lambda slip: ((slip.mix * key) ^ (slip.mix >> 29)) & _MASK))


BETWEEN = 3


def spaced(slips: list[Slip]) -> list[Slip]:
    """The same slips, none left out; those that say nearly the same stand three others apart where there are so many. Met one
    after the other they read like a trap, and the second is answered as the first was."""
    if not any(slip.bundle for slip in slips):
        return slips
    # Mates that are too close wait for others to come between, and pile up at the end where these run out: so once more
    # from there.
    return _put_off(_put_off(slips)[::-1])[::-1]


def _put_off(slips: list[Slip]) -> list[Slip]:
    waiting: list[Slip] = list(slips)
    order: list[Slip] = []
    while waiting:
        recent = [slip.bundle for slip in order[-BETWEEN:]]
        free = (at for at, slip in enumerate(waiting) if slip.bundle is None or slip.bundle not in recent)
        order.append(waiting.pop(next(free, 0)))
    return order


def voter_of(voter: UUID) -> Voter | None:
    return Voter.objects.filter(pk=voter).select_related("door__network").first()


def answers_of(voter: UUID) -> dict[UUID, int]:
    """What this ballot answered; None for what it answered when it was set aside."""
    return dict(Vote.objects.filter(voter_id=voter).values_list("statement_id", "value"))
