"""Casting a vote: one short transaction, no line of the ledger (the closing writes one for all).

Voters share the resolution's row (FOR SHARE) and each changes the row of their own right: nobody waits for anybody but the
closing, which takes the row for itself. So a vote that was answered is counted, and one that comes later is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand
from thaktho.ground.people.models import Network

from ...access import seats_of
from ..models import Delegate, Resolution, ResolutionSlip, VoteRight
from ..states import NotEntitled, NotOpen

VALUES = ("yes", "no", "abstain")


@dataclass(frozen=True)
class Cast:
    """`again`: this person's vote was in already, and the first one stands."""

    again: bool


def cast(by: Actor, resolution: Resolution, value: str) -> Cast:
    """Put this person's one vote in. Sent twice it is the same answer; it cannot be changed."""
    demand(by, "assemble.consensus.vote", resolution)
    if value not in VALUES or (value == "abstain" and not resolution.may_abstain):
        raise ValueError(value)
    with transaction.atomic():
        _must_be_open(resolution)
        right = _right(by, resolution)
        secret = resolution.secrecy == Resolution.Secrecy.SECRET
        # Asked of the row itself, without a join: of two in one instant the second looks at what the first left.
        mine = VoteRight.objects.filter(pk=right, person_id=by.person_id)
        if not mine.filter(used=False).update(used=True, value="" if secret else value):
            if mine.exists():
                return Cast(again=True)
            raise _not_entitled()  # in this instant the right went over to who replaced them
        if secret:
            ResolutionSlip.objects.bulk_create(
                [
                    ResolutionSlip(
                        id=uuid4(), programme_id=resolution.programme_id, resolution=resolution, value=value
                    )
                ]
            )
    return Cast(again=False)


def _right(by: Actor, resolution: Resolution) -> UUID:
    """Of a seat the actor holds: a card of one network does not cast the vote that goes with another seat."""
    rights = VoteRight.objects.filter(
        resolution=resolution, person_id=by.person_id, delegate__state=Delegate.State.APPOINTED
    )
    right = rights.values_list("pk", "delegate__network_id").first()
    if right is None:
        raise _not_entitled()
    pk, network_id = right
    if network_id not in seats_of(by, resolution.edition_id):
        raise NotEntitled(
            gettext("สิทธิลงมตินี้ของท่านอยู่กับที่นั่งของ%(network)s เข้าด้วยบัตรของเครือข่ายนั้นแล้วลงมติ")
            % {"network": Network.objects.get(pk=network_id)}
        )
    return pk


def _not_entitled() -> NotEntitled:
    return NotEntitled(
        gettext("ท่านไม่มีสิทธิลงมตินี้ ผู้มีสิทธิคือผู้แทนที่แต่งตั้งและ (หากกติกากำหนด) ลงทะเบียนแล้วเมื่อเปิดลงมติ สอบถามฝ่ายเลขานุการ")
    )


def _must_be_open(resolution: Resolution) -> None:
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    table = connection.ops.quote_name(Resolution._meta.db_table)
    key = Resolution._meta.pk.get_db_prep_value(resolution.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT state FROM {table} WHERE id = %s{share}", [key])
        row = cursor.fetchone()
    if row is None or row[0] != Resolution.State.OPEN:
        words = {
            Resolution.State.CANCELLED: gettext("มตินี้ยกเลิกแล้ว ไม่มีการนับคะแนน"),
            Resolution.State.CLOSED: gettext("ปิดลงมติแล้ว เสียงที่มาหลังปิดไม่นับ รอประธานประกาศผล"),
            Resolution.State.PUBLISHED: gettext("ปิดลงมติแล้ว เสียงที่มาหลังปิดไม่นับ ดูผลได้ในหน้านี้"),
        }
        raise NotOpen(words.get(row[0] if row else "", gettext("มตินี้ยังไม่เปิดให้ลง รอประธานเปิด")))
