"""The only writer of the form of the day. Nobody is written down with an answer: not even who was signed in."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network

from ...editions.models import Edition
from ..models import Satisfaction
from ..states_roll import Refused

LONGEST = 1000


class Answered(Refused):
    """This phone has answered."""


def answer(
    edition: Edition,
    *,
    form: str,
    answers: dict[str, int],
    token: UUID,
    liked: str = "",
    better: str = "",
    network: Network | None = None,
    is_example: bool = False,
    by: Actor | None = None,
) -> Satisfaction:
    """One answer of one phone. The line of the ledger says that somebody answered, never who and what: the act is a
    visitor's, whoever is signed in (`by` is for loaders)."""
    with acting(by or Actor(edition.programme_id), "assemble.day.satisfied", edition) as act:
        if not answers and not liked.strip() and not better.strip():
            raise Refused(gettext("ยังไม่ได้ตอบข้อใด ตอบอย่างน้อยหนึ่งข้อ"))
        try:
            with transaction.atomic():
                row = Satisfaction.objects.create(
                    programme_id=edition.programme_id,
                    edition=edition,
                    form=form,
                    answers=answers,
                    liked=liked.strip()[:LONGEST],
                    better=better.strip()[:LONGEST],
                    network=network,
                    token=token,
                    is_example=is_example,
                )
        except IntegrityError:
            raise Answered(gettext("โทรศัพท์เครื่องนี้ตอบแล้ว ขอบคุณที่ช่วยตอบ")) from None
        act.note(form=form)
    return row


def set_hidden(
    by: Actor, row: Satisfaction, hidden: bool, reason: str = "", *, act_id: UUID | None = None
) -> None:
    """Its words are (not) shown to staff and not exported; its steps count all the same."""
    with acting(by, "assemble.day.satisfied.hide", row, act_id=act_id) as act:
        Satisfaction.objects.filter(pk=row.pk).update(hidden=hidden)
        act.because(reason)
        act.note(hidden=hidden)
