"""What waits for somebody on the desk: an open round that awaits a network's voice."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ...editions.models import Edition
from ..models import ClauseStance, Delegate, Resolution, Round, VoteRight


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For coordinators and speakers: rounds that wait for their voice; for the secretariat: names that wait for their
    letter. Three queries at most."""
    return [*_rounds(by, programme), *_names(by, programme)]


def _rounds(by: Actor, programme: Programme) -> list[Waiting]:
    running = Round.objects.filter(
        programme=programme, state=Round.State.OPEN, edition__state=Edition.State.RUNNING
    )
    found = []
    coordinates = {UUID(id) for id in by.scopes("coordinator") if id}
    for round in running.select_related("edition").annotate(asked_count=Count("clauses")):
        mine = set(coordinates)
        if by.person_id:
            mine |= set(
                Delegate.objects.filter(
                    edition=round.edition,
                    person_id=by.person_id,
                    state=Delegate.State.APPOINTED,
                    part=Delegate.Part.SPEAKER,
                ).values_list("network_id", flat=True)
            )
        if not mine:
            continue
        told = ClauseStance.objects.filter(asked__round=round, network__in=mine).order_by()
        done = dict(told.values_list("network_id").annotate(n=Count("pk")))
        known: dict[UUID, Network] = {one.pk: one for one in networks(programme, round.edition.year)}
        for id in sorted(mine & known.keys(), key=lambda pk: known[pk].order):
            left = round.asked_count - done.get(id, 0)  # type: ignore[attr-defined]
            if left > 0 and str(id) in round.networks:
                found.append(
                    Waiting(
                        title=gettext("%(network)sยังไม่ได้แจ้งเสียง %(count)s ข้อ ในรอบที่ %(number)s")
                        % {"network": known[id].name, "count": left, "number": round.number},
                        url=reverse(
                            "assemble_speak_network",
                            args=[programme.slug, round.edition.code, known[id].code],
                        ),
                        verb=gettext("แจ้งเสียง"),
                        detail=round.edition.title,
                        icon="message-square",
                        is_example=round.is_example,
                    )
                )
    return found


def votes_waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For delegates: a vote not yet cast. Apart, because votes are cast without an act of the ledger."""
    if by.person_id is None or not kept(programme, "assemble.votes.open", lambda: _votes_open(programme)):
        return []
    mine = VoteRight.objects.filter(
        programme=programme, person_id=by.person_id, used=False, resolution__state=Resolution.State.OPEN
    )
    return [
        Waiting(
            title=gettext("เปิดลงมติ: %(title)s") % {"title": right.resolution.title},
            url=reverse(
                "assemble_resolution",
                args=[programme.slug, right.resolution.edition.code, right.resolution_id],
            ),
            verb=gettext("ลงมติ"),
            icon="square-pen",
            is_example=right.resolution.is_example,
        )
        for right in mine.select_related("resolution__edition")[:5]
    ]


def _votes_open(programme: Programme) -> bool:
    return Resolution.objects.filter(programme=programme, state=Resolution.State.OPEN).exists()


def _names(by: Actor, programme: Programme) -> list[Waiting]:
    if not by.has("secretariat"):
        return []
    named = Delegate.objects.filter(
        programme=programme, state=Delegate.State.NOMINATED, edition__state=Edition.State.RUNNING
    )
    counted = named.order_by().values("edition__code", "edition__title").annotate(n=Count("pk"))
    return [
        Waiting(
            title=gettext("ผู้แทนที่เสนอชื่อแล้ว %(count)s คน รอหนังสือแต่งตั้ง") % {"count": row["n"]},
            url=reverse("assemble_delegates", args=[programme.slug, row["edition__code"]])
            + "?state=nominated",
            verb=gettext("แต่งตั้ง"),
            detail=row["edition__title"],
            icon="users",
        )
        for row in counted[:3]
    ]
