"""The only writer of booths: asked by a network, confirmed with a number, cancelled, brought back, copied from last year."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.thai.numerals import to_arabic
from thaktho.thai.words import search_text

from ...access import Of
from ...editions.models import Edition
from ..models import Booth
from ..states_roll import CANCELLED, Changed, Refused, move

FIELDS = ("title", "text", "owner", "needs")
MOST = 32_000  # what the order's column holds


def ask(
    by: Actor, edition: Edition, *, network: Network | None, act_id: UUID | None = None, **fields: Any
) -> Booth:
    """A wish for a booth. `fields`: those of FIELDS; for loaders also source and is_example."""
    added_to: Any = Of(edition, network)  # a network in an edition is no row of its own
    with acting(by, "assemble.day.booth", added_to, on=edition, act_id=act_id) as act:
        booth = Booth(
            programme_id=edition.programme_id,
            edition=edition,
            network=network,
            state=Booth.State.ASKED,
            **fields,
        )
        booth.order = MOST
        booth.search_text = _found_by(booth)
        booth.save(force_insert=True)
        act.about(booth)
        act.note(title=booth.title, network=network.code if network else "")
    return booth


def _found_by(booth: Booth) -> str:
    who = booth.network.name if booth.network else ""
    return search_text(f"{booth.number} {booth.title} {booth.text} {booth.owner} {who}")


def _locked(booth: Booth) -> Booth:
    held = Booth.objects.select_for_update(of=("self",), no_key=True).select_related("network", "edition")
    return held.get(programme_id=booth.programme_id, pk=booth.pk)


def edit(
    by: Actor, booth: Booth, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Booth:
    """Change what it shows and needs. Raises Changed when somebody saved first."""
    with acting(by, "assemble.day.booth", booth, act_id=act_id) as act:
        fresh = _locked(booth)
        if fresh.state == CANCELLED:
            raise Refused(gettext("บูธนี้ยกเลิกแล้ว นำกลับก่อนจึงทำต่อได้"))
        if seen_version is not None and seen_version != fresh.version:
            raise Changed
        act.note(before={name: getattr(fresh, name) for name in FIELDS}, after=fields)
        for name, value in fields.items():
            setattr(fresh, name, value)
        _save(fresh)
    return fresh


def _save(booth: Booth) -> None:
    booth.version += 1
    booth.search_text = _found_by(booth)
    booth.save()


def confirm(by: Actor, booth: Booth, number: str, *, act_id: UUID | None = None) -> Booth:
    """Give it its place on the floor. A number stands once among the confirmed."""
    number = to_arabic(" ".join(number.split()))
    with acting(by, "assemble.day.booth.confirm", booth, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=booth.edition_id)  # two numbers given at once
        fresh = _locked(booth)
        move(fresh, "confirm")
        if not number:
            raise Refused(gettext("พิมพ์หมายเลขบูธก่อนยืนยัน"))
        taken = Booth.objects.filter(edition_id=fresh.edition_id, state=Booth.State.CONFIRMED, number=number)
        other = taken.exclude(pk=fresh.pk).first()
        if other is not None:
            raise Refused(
                gettext("หมายเลข %(n)s เป็นของ “%(title)s” แล้ว เลือกหมายเลขอื่น")
                % {"n": number, "title": other.title}
            )
        fresh.number, fresh.order, fresh.reason = number, _order(number), ""
        _save(fresh)
        act.note(number=number, title=fresh.title)
    return fresh


def _order(number: str) -> int:
    """A2 before A10, A before B: the letter's place by thousands, then the digits."""
    found = re.search(r"\d+", number)
    digits = min(int(found.group()[:6]), 999) if found else 0
    lead = number[: found.start()].strip() if found else number
    place = (ord(lead[0].upper()) % 30 + 1) if lead else 0
    return min(place * 1000 + digits, MOST)


def cancel(by: Actor, booth: Booth, reason: str, *, act_id: UUID | None = None) -> Booth:
    """It is not held. Its number is free for another; the reason is shown to who asked."""
    with acting(by, "assemble.day.booth", booth, act_id=act_id) as act:
        fresh = _locked(booth)
        move(fresh, "cancel")
        if not reason.strip():
            raise Refused(gettext("บอกเหตุผลที่ยกเลิก ผู้ขอจะเห็นเหตุผลนี้"))
        fresh.reason = reason.strip()[:300]
        _save(fresh)
        act.because(reason)
        act.note(title=fresh.title, number=fresh.number)
    return fresh


def restore(by: Actor, booth: Booth, *, act_id: UUID | None = None) -> Booth:
    """Back to waiting for a number; the old one may have been given away."""
    with acting(by, "assemble.day.booth.confirm", booth, act_id=act_id) as act:
        fresh = _locked(booth)
        move(fresh, "restore")
        fresh.number, fresh.order, fresh.reason = "", MOST, ""
        _save(fresh)
        act.note(title=fresh.title)
    return fresh


def copy_from(by: Actor, edition: Edition, last: Edition, *, act_id: UUID | None = None) -> int:
    """Ask again for the booths confirmed last time, without numbers. What is asked for already is left; returns how many."""
    with acting(by, "assemble.day.booth.confirm", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        if last.programme_id != edition.programme_id or last.pk == edition.pk:
            raise ValueError("not an earlier edition of this programme")
        here = set(Booth.objects.filter(edition=edition).values_list("network_id", "title"))
        made = []
        for old in Booth.objects.filter(edition=last, state=Booth.State.CONFIRMED).select_related("network"):
            if (old.network_id, old.title) in here:
                continue
            new = Booth(
                programme_id=edition.programme_id,
                edition=edition,
                network=old.network,
                state=Booth.State.ASKED,
                order=MOST,
                is_example=old.is_example,
                source_id=old.source_id,
                **{name: getattr(old, name) for name in FIELDS},
            )
            new.search_text = _found_by(new)
            made.append(new)
        Booth.objects.bulk_create(made)
        act.note(copied=len(made), last=last.code)
    return len(made)
