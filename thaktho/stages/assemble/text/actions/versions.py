"""ร่างที่ n: the whole declaration frozen, with a hash anybody can compute again."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.ledger.chain import canonical

from ..models import Text, TextVersion
from ..queries.living import living_clauses
from ..states import Refused
from .holding import frozen_actions, held_text


def hash_of(frozen: dict[str, Any]) -> str:
    """Of the bytes that `GET …/versions/<id>/frozen.json` gives: JSON in UTF-8, keys sorted, no spaces."""
    return hashlib.sha256(canonical(frozen)).hexdigest()


def true_to_hash(version: TextVersion) -> bool:
    """Whether the words kept are those that were hashed."""
    return hash_of(version.frozen) == version.frozen_hash


def freeze(text: Text) -> dict[str, Any]:
    """Everything printed, and what each clause goes back to. Strings, numbers and lists alone."""
    return {
        "title": text.title,
        "opening": text.opening,
        "closing": text.closing,
        "periods": [
            {
                "id": str(one.pk),
                "name": one.name,
                "starts_on": one.starts_on.isoformat() if one.starts_on else "",
                "ends_on": one.ends_on.isoformat() if one.ends_on else "",
            }
            for one in text.periods.all()
        ],
        "clauses": [
            {
                "id": str(clause.pk),
                "number": number,
                "period": clause.period.name if clause.period else "",
                "revision": clause.revision,
                "body": clause.body,
                "actions": frozen_actions(clause),
            }
            for number, clause in living_clauses(text)
        ],
    }


def make_version(
    by: Actor, text: Text, *, name: str = "", reason: str = "", act_id: UUID | None = None
) -> TextVersion:
    """Refused when nothing changed since the last one, or there is nothing to keep."""
    with acting(by, "assemble.text.version.add", text, act_id=act_id) as act:
        version = put(act, held_text(text), name, reason)
        act.about(version)
    return version


def put(act: Draft, text: Text, name: str, reason: str, *, final: bool = False) -> TextVersion:
    """A version, inside an act that holds the text. A final one is made even when nothing changed."""
    frozen = freeze(text)
    if not frozen["clauses"]:
        raise Refused(gettext("ร่างนี้ยังไม่มีข้อใด เพิ่มข้อก่อนแล้วจึงทำเป็นร่างฉบับใหม่"))
    last = text.versions.first()
    digest = hash_of(frozen)
    if last is not None and last.frozen_hash == digest and not final:
        raise Refused(gettext("ยังไม่มีอะไรเปลี่ยนจาก %(name)s จึงไม่ต้องทำฉบับใหม่") % {"name": last})
    number = last.number + 1 if last else 1
    version = TextVersion.objects.create(
        programme_id=text.programme_id,
        edition_id=text.edition_id,
        text=text,
        number=number,
        name=name or f"ร่างที่ {number}",
        reason=reason,
        frozen=frozen,
        frozen_hash=digest,
        final=final,
        made_by_id=act.by.person_id,
        is_example=text.is_example,
    )
    act.because(reason)
    act.note(number=number, hash=digest, version=str(version.pk))
    return version
