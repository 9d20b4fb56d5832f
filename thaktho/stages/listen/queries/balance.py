"""Whose voice is missing: ballots by network, and by district and age of those who told.

Everything here is in steps of five, and nothing under five: the law of `tally.rounded`. Sums are sums of what is shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext

from thaktho.ground.people.models import Network
from thaktho.ground.places import queries as places
from thaktho.stages.convene import queries as convene

from ..models import Door, Topic, VoiceCount
from ..tally import rounded
from .people import TookPart, took_part
from .topics import doors

ENOUGH = 20  # so many before it can be said that somebody is missing
BANDS = ("u18", "18-29", "30-44", "45-59", "60-")


def band_name(key: str) -> str:
    names = {
        "u18": gettext("ต่ำกว่า 18 ปี"),
        "18-29": gettext("18–29 ปี"),
        "30-44": gettext("30–44 ปี"),
        "45-59": gettext("45–59 ปี"),
        "60-": gettext("60 ปีขึ้นไป"),
    }
    return names[key]


@dataclass(frozen=True)
class Voice:
    """One network, district or age band. `count` in fives; 0 says "under five", never "none"."""

    name: str
    count: int
    network: Network | None = None
    expected: float = 0.0

    @property
    def few(self) -> bool:
        return self.count == 0

    @property
    def thin(self) -> bool:
        """Under half of its share."""
        return not self.few and 2 * self.count < self.expected


@dataclass(frozen=True)
class Balance:
    people: int
    networks: list[Voice]
    by_seats: bool  # shares are the seats of the meeting; else every network's share is the same
    districts: list[Voice] = field(default_factory=list)
    ages: list[Voice] = field(default_factory=list)

    @property
    def gaps(self) -> list[str]:
        """What is missing, in words; empty when nothing is known to be."""
        if self.people < ENOUGH:
            return [gettext("ตอบยังไม่ถึง %(n)s คน จึงยังบอกไม่ได้ว่าเสียงใดขาด") % {"n": ENOUGH}]
        found = [
            _named(gettext("เครือข่ายที่ตอบไม่ถึง 5 คน: %(names)s"), [v for v in self.networks if v.few]),
            _named(gettext("เครือข่ายที่ตอบไม่ถึงครึ่งของสัดส่วน: %(names)s"), [v for v in self.networks if v.thin]),
        ]
        if _told(self.districts) >= ENOUGH:
            found.append(
                _named(gettext("อำเภอที่บอกไว้ไม่ถึง 5 คน: %(names)s"), [v for v in self.districts if v.few])
            )
        if _told(self.ages) >= ENOUGH:
            found.append(_named(gettext("ช่วงอายุที่บอกไว้ไม่ถึง 5 คน: %(names)s"), [v for v in self.ages if v.few]))
        return [words for words in found if words]

    @property
    def unsaid(self) -> str:
        """Of what too few told to say whose voice is missing, or "": nothing found there is not the same as nothing missing."""
        named, aged = _told(self.districts) >= ENOUGH, _told(self.ages) >= ENOUGH
        if named and aged:
            return ""
        if not named and not aged:
            what = gettext("อำเภอและช่วงอายุ")
        else:
            what = gettext("ช่วงอายุ") if named else gettext("อำเภอ")
        return gettext("%(what)sยังบอกไม่ได้ว่าเสียงใดขาด เพราะมีผู้บอกไว้ไม่ถึง %(n)s คน") % {"what": what, "n": ENOUGH}

    @property
    def told_district(self) -> int:
        return _told(self.districts)

    @property
    def told_age(self) -> int:
        return _told(self.ages)

    @property
    def enough(self) -> int:
        return ENOUGH


def _told(voices: list[Voice]) -> int:
    return sum(voice.count for voice in voices)


def _named(words: str, voices: list[Voice]) -> str:
    return words % {"names": ", ".join(voice.name for voice in voices)} if voices else ""


def balance(topic: Topic, part: TookPart | None = None, across: list[Door] | None = None) -> Balance:
    """Seven queries; two, with `part` and `across`, where the page has these already and nobody told a district yet."""
    whole_page = part is None
    part = part or took_part(topic)
    named = [door for door in across or doors(topic) if door.network]
    sizes = _seats(topic)
    by_seats = bool(sizes) and all(sizes.get(door.network_id) for door in named)
    whole = sum(sizes.get(door.network_id, 0) for door in named) if by_seats else len(named)
    heard = sum(part.by_door.get(door.pk, 0) for door in named)
    networks = [
        Voice(
            door.network.short_name,  # type: ignore[union-attr]
            part.by_door.get(door.pk, 0),
            door.network,
            heard * (sizes[door.network_id] if by_seats else 1) / whole,
        )
        for door in named
    ]
    told = _counts(topic)
    wanted = whole_page or any(told["district"].values())
    districts = [
        Voice(place.name_th, told["district"].get(place.code, 0))
        for place in (places.districts(topic.programme) if wanted else [])
    ]
    ages = [Voice(band_name(band), told["age"].get(band, 0)) for band in BANDS]
    return Balance(part.people, networks, by_seats, districts, ages)


def _seats(topic: Topic) -> dict[object, int]:
    """How many of each network were asked to the topic's meeting; empty without a meeting."""
    if topic.meeting is None:
        return {}
    rows = convene.attendance_by_network(topic.meeting)
    return {row.network.pk: row.present or row.asked for row in rows if row.network}


def _counts(topic: Topic) -> dict[str, dict[str, int]]:
    """By kind and key, over all doors, in fives. A door's own counts are nobody's to read; all figures of a kind move together
    (`actions.voices`), so the closing moves none: the few who told last stay out of these hints."""
    exact: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, key, count in VoiceCount.objects.filter(topic=topic).values_list("kind", "key", "shown"):
        exact[kind][key] += count
    return {
        kind: {key: rounded(count, closed=False) for key, count in exact[kind].items()}
        for kind in VoiceCount.Kind.values
    }
