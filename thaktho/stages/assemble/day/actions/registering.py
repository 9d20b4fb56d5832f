"""Who is expected and who came. A double scan is the same arrival; one taken back stays with the mark that it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.stages.listen.codes import short_code
from thaktho.thai.names import person_sort_key
from thaktho.thai.words import search_text

from ...consensus.models import Delegate
from ...editions.models import Edition
from ..models import CheckIn, Participant
from ..states import Refused

CODE_LENGTH = 12  # 18 letters: 50 bits; of a few thousand codes nobody finds one by trying
MOST_AT_ONCE = 3000  # of a list that was typed or pasted


@dataclass(frozen=True)
class Expected:
    """Somebody to be put on the list, as read and shown before."""

    name: str
    kind: str = "guest"
    position: str = ""
    organisation: str = ""
    network: Network | None = None
    walk_in: bool = False
    is_example: bool = False


class _Standing(Exception):
    """Somebody else registered this person while we waited for the row."""


def import_delegates(by: Actor, edition: Edition, *, act_id: UUID | None = None) -> int:
    """Every living delegate who is not on the list yet. Whose seat was given up and who sits on another is bound to that;
    who sits on none leaves the list, unless they came or hold a certificate: that was so. Returns how many came new."""
    with acting(by, "assemble.day.people", edition, act_id=act_id) as act:
        # Without its key: who arrives in this instant points to it and holds the badge that is asked for below.
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        living = list(
            Delegate.objects.filter(edition=edition, state__in=["nominated", "appointed"])
            .select_related("network")
            .order_by("network__order", "pk")
        )
        bound, gone = _rebind(edition, living)
        here = set(
            Participant.objects.filter(edition=edition)
            .exclude(delegate=None)
            .values_list("delegate_id", flat=True)
        )
        # Somebody who sits for two networks is one person with one badge.
        persons = set(
            Participant.objects.filter(edition=edition)
            .exclude(person=None)
            .values_list("person_id", flat=True)
        )
        rows = []
        for one in living:
            if one.pk in here or one.person_id in persons:
                continue
            persons.add(one.person_id)
            row = _row(edition, one.name, "delegate", one.position, one.organisation, one.network)
            row.delegate, row.person_id, row.is_example = one, one.person_id, one.is_example
            rows.append(row)
        _lay(edition, rows)
        act.note(delegates=len(rows), bound=bound, gone=gone)
    return len(rows)


def _rebind(edition: Edition, living: list[Delegate]) -> tuple[int, list[str]]:
    """Badges of seats that were given up: how many found their holder's other seat, and who left the list."""
    seats: dict[UUID, Delegate] = {}
    for one in living:
        seats.setdefault(one.person_id, one)
    dead = Participant.objects.filter(edition=edition, kind="delegate", delegate__isnull=False)
    dead = dead.exclude(delegate__in=[one.pk for one in living])
    bound, gone = 0, []
    for row in dead.select_for_update(of=("self",), no_key=True).order_by("number"):
        seat = seats.get(row.person_id) if row.person_id else None
        if seat is not None:
            row.delegate, row.network = seat, seat.network
            row.position, row.organisation = seat.position, seat.organisation
            row.badge_printed_at = None  # it names the former network
            _keys(row)
            row.save()
            bound += 1
        elif not (row.checkins.exists() or row.certificates.exists()):
            gone.append(row.name)
            row.delete()
    return bound, gone


def add_people(
    by: Actor, edition: Edition, people: Iterable[Expected], *, act_id: UUID | None = None
) -> list[Participant]:
    """Guests, observers, keepers of booths, reporters: typed in, or pasted as a list."""
    with acting(by, "assemble.day.people", edition, act_id=act_id) as act:
        expected = list(people)
        if len(expected) > MOST_AT_ONCE:
            raise Refused(gettext("เพิ่มได้ครั้งละไม่เกิน %(most)s คน แบ่งเป็นหลายครั้ง") % {"most": MOST_AT_ONCE})
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        rows = _lay(edition, [_expected(edition, one) for one in expected])
        act.note(people=len(rows))
    return rows


def walk_in(by: Actor, edition: Edition, who: Expected, *, act_id: UUID | None = None) -> Participant:
    """Somebody nobody expected stands at the desk: on the list and registered in one act."""
    with acting(by, "assemble.day.register", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        row = _lay(edition, [_expected(edition, who)])[0]
        row.walk_in = True
        row.save(update_fields=["walk_in"])
        _check_in(row, "onsite", timezone.localdate())
        act.about(row)
        act.note(name=who.name)
    return row


def edit_person(
    by: Actor, participant: Participant, *, name: str, position: str, organisation: str, kind: str,
    network: Network | None, act_id: UUID | None = None,
) -> Participant:  # fmt: skip
    with acting(by, "assemble.day.people", participant, act_id=act_id) as act:
        fresh = _held(participant.pk)
        act.note(before=fresh.name, name=name)
        fresh.name, fresh.position, fresh.organisation = name, position, organisation
        fresh.kind, fresh.network = kind, network
        _keys(fresh)
        fresh.save()
    return fresh


def remove_person(by: Actor, participant: Participant, *, act_id: UUID | None = None) -> None:
    """Nobody who came, and nobody to whom a paper was given."""
    with acting(by, "assemble.day.people", participant, act_id=act_id) as act:
        fresh = _held(participant.pk)
        if fresh.checkins.exists() or fresh.certificates.exists():
            raise Refused(gettext("ผู้นี้ลงทะเบียนหรือได้รับเกียรติบัตรแล้ว ลบไม่ได้ แก้ชื่อแทนได้"))
        act.note(number=fresh.number)
        fresh.delete()


def arrive(
    by: Actor,
    participant: Participant,
    *,
    mode: str = "onsite",
    on: date | None = None,
    act_id: UUID | None = None,
) -> tuple[CheckIn, bool]:
    """The arrival of today, and whether it is new. Asked again, at this desk or another, it is the arrival that stands."""
    demand(by, "assemble.day.register", participant)
    return _arrive(by, "assemble.day.register", participant, mode, on, act_id)


def arrive_self(by: Actor, participant: Participant, *, act_id: UUID | None = None) -> tuple[CheckIn, bool]:
    """From afar, by whoever holds the badge, where the edition has a room online."""
    demand(by, "assemble.day.come", participant)
    if not participant.edition.online_url:
        raise Refused(gettext("งานนี้ไม่มีห้องประชุมออนไลน์ ลงทะเบียนที่โต๊ะหน้างาน"))
    return _arrive(by, "assemble.day.come", participant, "online", None, act_id)


def _arrive(
    by: Actor, verb: str, participant: Participant, mode: str, on: date | None, act_id: UUID | None
) -> tuple[CheckIn, bool]:
    today = on or timezone.localdate()
    standing = _standing(participant, today)
    if standing is not None:
        return standing, False
    try:
        with acting(by, verb, participant, act_id=act_id) as act:
            fresh = _held(participant.pk)
            if _standing(fresh, today) is not None:
                raise _Standing
            made = _check_in(fresh, mode, today)
            act.note(number=fresh.number, mode=mode)
    except _Standing:
        standing = _standing(participant, today)
        assert standing is not None
        return standing, False
    participant.came_at, participant.mode = fresh.came_at, fresh.mode
    return made, True


def take_back(by: Actor, checkin: CheckIn, *, act_id: UUID | None = None) -> None:
    """Pressed by mistake. The line stays, marked; the person has not come."""
    with acting(by, "assemble.day.register", checkin.participant, act_id=act_id) as act:
        person = _held(checkin.participant_id)
        CheckIn.objects.filter(pk=checkin.pk).update(undone=True)
        left = person.checkins.filter(undone=False).order_by("at", "id")
        first, last = left.first(), left.last()
        person.came_at = first.at if first else None
        person.mode = last.mode if last else ""
        person.save(update_fields=["came_at", "mode"])
        act.note(number=person.number)


def _held(participant_id: UUID) -> Participant:
    found = Participant.objects.select_for_update(of=("self",), no_key=True).filter(pk=participant_id).first()
    if found is None:
        raise Refused(gettext("มีผู้ลบชื่อนี้ออกจากรายชื่อแล้ว ค้นหาอีกครั้ง หรือลงทะเบียนเป็นผู้มาเพิ่ม"))
    return found


def _standing(participant: Participant, on: date) -> CheckIn | None:
    return CheckIn.objects.filter(participant=participant, on=on, undone=False).first()


def _check_in(person: Participant, mode: str, on: date) -> CheckIn:
    made = CheckIn.objects.create(
        programme_id=person.programme_id,
        edition_id=person.edition_id,
        participant=person,
        on=on,
        mode="online" if mode == "online" else "onsite",
    )
    person.came_at = person.came_at or made.at
    person.mode = made.mode
    person.save(update_fields=["came_at", "mode"])
    return made


def _expected(edition: Edition, one: Expected) -> Participant:
    row = _row(edition, one.name, one.kind, one.position, one.organisation, one.network)
    row.is_example = one.is_example
    return row


def _row(
    edition: Edition, name: str, kind: str, position: str, organisation: str, network: Network | None
) -> Participant:
    row = Participant(
        programme_id=edition.programme_id, edition=edition, kind=kind, network=network, name=name,
        position=position, organisation=organisation,
    )  # fmt: skip
    _keys(row)
    return row


def _keys(row: Participant) -> None:
    row.sort_key = person_sort_key(row.name)[:400]
    row.search_text = search_text(f"{row.name} {row.position} {row.organisation}")


def _lay(edition: Edition, rows: list[Participant]) -> list[Participant]:
    """Numbers go on from the last; codes are drawn until none is taken. The edition's row is locked by who calls."""
    standing = Participant.objects.filter(edition=edition)
    number = standing.aggregate(most=Max("number"))["most"] or 0
    taken = set(standing.values_list("code", flat=True))
    for row in rows:
        number += 1
        row.number = number
        while not row.code or row.code in taken:
            row.code = short_code(CODE_LENGTH)
        taken.add(row.code)
    Participant.objects.bulk_create(rows, batch_size=500)
    return rows
