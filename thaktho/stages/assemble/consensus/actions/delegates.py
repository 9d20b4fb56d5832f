"""Naming delegates, appointing them by letter, letting another take over, and the way in of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand, system
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import Network, Person
from thaktho.ground.thread import actions as thread
from thaktho.thai.names import person_sort_key, split_title
from thaktho.thai.words import search_text

from ...access import Of
from ...editions.models import Edition
from ..entering import hash_token, token_for
from ..models import Delegate, Resolution, VoteRight
from ..states import Refused, move, require

PLAIN = ("name", "position", "organisation", "part")
LIVING = (Delegate.State.NOMINATED, Delegate.State.APPOINTED)


def _hold_seats(edition_id: UUID) -> None:
    """The edition, before any of its rows: a vote that opens in this instant finds either the old delegate, whose right then
    goes over, or the new one; and of two who seat the same person the second is told. Without its key: arrivals and wishes
    to speak, which only point to it, do not wait."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition_id)


def _locked(delegate: Delegate) -> Delegate:
    held = Delegate.objects.select_for_update(of=("self",), no_key=True).select_related(
        "edition", "network", "programme"
    )
    return held.get(programme_id=delegate.programme_id, pk=delegate.pk)


def _keys(delegate: Delegate) -> None:
    delegate.sort_key = person_sort_key(delegate.name)[:400]
    delegate.search_text = search_text(f"{delegate.name} {delegate.position} {delegate.organisation}")


def nominate(
    by: Actor,
    edition: Edition,
    network: Network,
    *,
    name: str,
    part: str = Delegate.Part.DELEGATE,
    position: str = "",
    organisation: str = "",
    person: Person | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Delegate:
    """A name brought by the network. Without a known person one is written down with the least: title, name, surname."""
    with acting(by, "assemble.consensus.nominate", Of(edition, network), on=edition, act_id=act_id) as act:  # type: ignore[arg-type]
        if network.programme_id != edition.programme_id or (
            person is not None and person.programme_id != edition.programme_id
        ):
            raise ValueError("of another programme")
        _hold_seats(edition.pk)
        if person is not None and _sits(edition, network, person):
            raise Refused(gettext("“%(name)s” เป็นผู้แทนของเครือข่ายนี้อยู่แล้ว") % {"name": person})
        delegate = Delegate(
            programme_id=edition.programme_id,
            edition=edition,
            network=network,
            person=person or _new_person(edition, network, name, is_example),
            name=name,
            position=position,
            organisation=organisation,
            part=part,
            is_example=is_example,
        )
        _keys(delegate)
        delegate.save(force_insert=True)
        act.about(delegate)
        act.note(network=network.code, part=part, name=name)
    return delegate


def _sits(edition: Edition, network: Network, person: Person) -> bool:
    sitting = Delegate.objects.filter(edition=edition, network=network, person=person, state__in=LIVING)
    return sitting.exists()


def _new_person(edition: Edition, network: Network, name: str, is_example: bool) -> Person:
    title, rest = split_title(name)
    given, _, family = rest.partition(" ")
    return people.add_person(
        system(edition.programme_id),
        edition.programme,
        title=title[:80],
        given_name=given[:120],
        family_name=family.strip()[:120],
        networks=[network],
        is_example=is_example,
    )


def change_delegate(by: Actor, delegate: Delegate, *, act_id: UUID | None = None, **fields: Any) -> Delegate:
    """Correct how the letter prints the name and office, or the part. Who it is does not change."""
    with acting(by, "assemble.consensus.nominate", delegate, act_id=act_id) as act:
        fresh = _locked(delegate)
        require(fresh, *LIVING)
        if fresh.state == Delegate.State.APPOINTED:
            # What a letter said is the office's to correct.
            demand(by, "assemble.consensus.appoint", fresh)
        changes = {k: [str(getattr(fresh, k)), str(v)] for k, v in fields.items() if getattr(fresh, k) != v}
        for key in PLAIN:
            setattr(fresh, key, fields.get(key, getattr(fresh, key)))
        _keys(fresh)
        fresh.save(update_fields=[*PLAIN, "sort_key", "search_text"])
        act.note(changes=changes)
    return fresh


def appoint(
    by: Actor,
    edition: Edition,
    delegates: Iterable[Delegate],
    *,
    letter_number: str,
    letter_date: date | None,
    act_id: UUID | None = None,
) -> list[Delegate]:
    """One letter for many: all of them or none. Each gets a way in."""
    with acting(by, "assemble.consensus.appoint", edition, act_id=act_id) as act:
        ids = [one.pk for one in delegates]
        if not ids:
            raise Refused(gettext("เลือกผู้แทนอย่างน้อยหนึ่งคน"))
        held = Delegate.objects.select_for_update(of=("self",), no_key=True).filter(
            edition=edition, pk__in=ids
        )
        rows = list(held.order_by("pk"))
        for row in rows:
            move(row, "appoint")
            row.letter_number, row.letter_date = letter_number, letter_date
            row.entry = 1
            row.token_hash = hash_token(token_for(row))
        Delegate.objects.bulk_update(
            rows, ["state", "letter_number", "letter_date", "entry", "token_hash"], batch_size=500
        )
        act.note(letter=letter_number, count=len(rows), delegates=[str(row.pk) for row in rows])
    return rows


def replace(
    by: Actor,
    delegate: Delegate,
    reason: str,
    *,
    name: str,
    position: str = "",
    organisation: str = "",
    person: Person | None = None,
    letter_number: str = "",
    letter_date: date | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Delegate:
    """Another takes over the seat, with the same part. What the first said and voted stays said; a right to vote not yet
    used goes over. Who appoints names the letter; without it the new one is nominated and waits for it."""
    with acting(by, "assemble.consensus.replace", delegate, act_id=act_id) as act:
        _hold_seats(delegate.edition_id)
        fresh = _locked(delegate)
        was_appointed = fresh.state == Delegate.State.APPOINTED
        move(fresh, "replace")
        if person is not None and _sits(fresh.edition, fresh.network, person):
            raise Refused(gettext("“%(name)s” เป็นผู้แทนของเครือข่ายนี้อยู่แล้ว เลือกคนอื่น") % {"name": person})
        fresh.end_reason, fresh.token_hash = reason, ""
        fresh.save(update_fields=["state", "end_reason", "token_hash"])
        new = Delegate(
            programme_id=fresh.programme_id,
            edition=fresh.edition,
            network=fresh.network,
            person=person or _new_person(fresh.edition, fresh.network, name, is_example),
            name=name,
            position=position,
            organisation=organisation,
            part=fresh.part,
            is_example=is_example,
        )
        if was_appointed and letter_number:
            demand(by, "assemble.consensus.appoint", fresh)
            new.state, new.entry = Delegate.State.APPOINTED, 1
            new.letter_number, new.letter_date = letter_number, letter_date
            new.token_hash = hash_token(token_for(new))
        _keys(new)
        new.save(force_insert=True)
        fresh.replaced_by = new
        fresh.save(update_fields=["replaced_by"])
        moved = _hand_over(fresh, new)
        thread.link(act, fresh, new, "became")
        act.because(reason)
        act.note(network=fresh.network.code, old=fresh.name, new=new.name, letter=letter_number, rights=moved)
    return new


def _hand_over(old: Delegate, new: Delegate) -> int:
    """Rights of votes that are going on, not yet used. Somebody who votes already keeps their one vote."""
    has = VoteRight.objects.filter(person_id=new.person_id).values("resolution_id")
    waiting = VoteRight.objects.filter(
        delegate=old, used=False, resolution__state=Resolution.State.OPEN
    ).exclude(resolution_id__in=has)
    # By id, and unused asked of the row itself: a vote cast in this instant stays the old one's.
    ids = list(waiting.values_list("pk", flat=True))
    return VoteRight.objects.filter(pk__in=ids, used=False).update(delegate=new, person_id=new.person_id)


def end_delegate(by: Actor, delegate: Delegate, reason: str, *, act_id: UUID | None = None) -> Delegate:
    """The delegacy ends without a follower. What was said stays said; a vote not yet cast is no longer theirs to cast."""
    with acting(by, "assemble.consensus.replace", delegate, act_id=act_id) as act:
        _hold_seats(delegate.edition_id)
        fresh = _locked(delegate)
        move(fresh, "end")
        fresh.end_reason, fresh.token_hash = reason, ""
        fresh.save(update_fields=["state", "end_reason", "token_hash"])
        act.because(reason)
        act.note(name=fresh.name)
    return fresh


def renew_entry(by: Actor, delegate: Delegate, *, act_id: UUID | None = None) -> str:
    """A new way in; the old link, card and phones are outside from here on. Returns the token."""
    with acting(by, "assemble.consensus.appoint", delegate, act_id=act_id) as act:
        fresh = _locked(delegate)
        require(fresh, Delegate.State.APPOINTED)
        fresh.entry += 1
        token = token_for(fresh)
        fresh.token_hash = hash_token(token)
        fresh.save(update_fields=["entry", "token_hash"])
        act.note(entry=fresh.entry)
    return token
