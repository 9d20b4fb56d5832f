"""What sources print of a meeting, where they disagree, and what may be told of it to everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext, override

from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Source

from .models import Decision, Meeting, NetworkMention
from .queries import HELD
from .summary import Told


@dataclass
class Telling:
    """What one source tells about which networks took part."""

    source: Source
    number: int  # the page refers to it as [1]
    printed: list[NetworkMention] = field(default_factory=list)
    missing: list[Network] = field(default_factory=list)


def tellings(meeting: Meeting) -> list[Telling]:
    """Per source: the names it prints, and the networks that another source prints and it does not."""
    told: dict[UUID, Telling] = {}
    by_source: dict[UUID, set[UUID]] = defaultdict(set)
    for place in meeting.networks.all():
        for said in place.mentions.all():
            telling = told.setdefault(said.source_id, Telling(said.source, len(told) + 1))
            telling.printed.append(said)
            said.ref = telling.number
            by_source[said.source_id].add(place.network_id)
    named = [place.network for place in meeting.networks.all() if place.mentions.all()]
    for source_id, telling in told.items():
        telling.missing = [network for network in named if network.pk not in by_source[source_id]]
    return list(told.values())


def disagreement(meeting: Meeting, told: list[Telling]) -> str:
    """In words, where the sources do not print the same networks; "" when they agree."""
    sentences = []
    for telling in told:
        if not telling.missing:
            continue
        missing = " ".join(network.name for network in telling.missing)
        words = {"source": _called(telling), "n": len(telling.printed), "missing": missing}
        if _states_more(meeting, telling):
            said = gettext("%(source)s ระบุว่ามี %(all)s เครือข่าย แต่พิมพ์ชื่อไว้ %(n)s ชื่อ ไม่มีชื่อ %(missing)s")
            said %= words | {"all": meeting.stated_networks}
        else:
            said = gettext("%(source)s พิมพ์ชื่อไว้ %(n)s ชื่อ ไม่มีชื่อ %(missing)s") % words
        others = [other for other in told if {network.pk for network in telling.missing} <= _named(other)]
        if others:
            found_in = gettext("ซึ่งมีชื่ออยู่ในรายงานของ %(source)s") % {"source": _called(others[0])}
            said = f"{said} {found_in}"
        sentences.append(said)
    return " · ".join(sentences)


def _states_more(meeting: Meeting, telling: Telling) -> bool:
    return telling.source.pk == meeting.source_id and (meeting.stated_networks or 0) > len(telling.printed)


def _named(telling: Telling) -> set[UUID]:
    return {said.meeting_network.network_id for said in telling.printed}


def _called(telling: Telling) -> str:
    return f"{telling.source.publisher or telling.source.title} [{telling.number}]"


@override("th")  # what leaves the house is Thai
def told(
    meeting: Meeting,
    *,
    url: str = "",
    registered: int = 0,
    registered_examples: bool = False,
    decisions: Iterable[Decision] = (),
    inside: bool = False,
) -> Told:
    """What may be told of a meeting to everybody; a decision only once the meeting has closed. Told to those with a
    role (`inside`) also where it meets online, until it has met: they hand the door to whom they invited."""
    living = [one for one in decisions if one.live] if meeting.state in HELD else []
    return Told(
        title=meeting.title,
        held_on=meeting.held_on,
        held_until=meeting.held_until,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        series=meeting.series.name if meeting.series else "",
        number=meeting.printed_number,
        place=meeting.place_text,
        online_url=meeting.online_url if inside and not_yet_held(meeting) else "",
        chair=" ".join(filter(None, (meeting.chair_name, meeting.chair_line))),
        organisers=tuple(one.printed_name for one in meeting.organisers.all()),
        networks=tuple(place.network.short_name for place in meeting.networks.all()),
        reported=reported_words(meeting),
        registered=registered,
        registered_examples=registered_examples,
        decisions=tuple(one.text for one in living),
        decisions_are_examples=any(one.is_example for one in living),
        cancelled=meeting.cancel_reason if meeting.state == Meeting.State.CANCELLED else "",
        url=url,
        is_example=meeting.is_example,
    )


def not_yet_held(meeting: Meeting) -> bool:
    """A door that is of use: not of a meeting that was held or cancelled."""
    return meeting.state not in (*HELD, Meeting.State.CANCELLED)


def reported_words(meeting: Meeting) -> str:
    """100 คน (ตามแหล่งข่าว) · มากกว่า 40 คน (ตามแหล่งข่าว)"""
    if meeting.reported_count is None:
        return ""
    if meeting.reported_kind == Meeting.Counted.EXACT:
        return gettext("%(n)s คน (ตามแหล่งข่าว)") % {"n": meeting.reported_count}
    words = {"counted": meeting.get_reported_kind_display(), "n": meeting.reported_count}
    return gettext("%(counted)s %(n)s คน (ตามแหล่งข่าว)") % words
