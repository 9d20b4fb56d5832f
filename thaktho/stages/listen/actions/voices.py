"""Where one lives and how old one is, told by whoever wants to: counters only.

Like a vote this writes no line of the ledger: a line would say when somebody told, and standing beside the votes of that
minute it would say who. There is nothing to undo and nobody to ask; a counter cannot be taken apart again.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.db.models import F, Sum

from thaktho.ground.access import Actor, demand

from ..models import Door, Topic, VoiceCount, Voter

TOGETHER = 10


def tell_voice(by: Actor, topic: Topic, door: Door, kind: str, key: str) -> bool:
    """One more of this district or age band at this door. False when as many told already as answered: whoever sends the same
    form by a script can make no more voices than there are ballots."""
    demand(by, "listen.vote", topic)
    if kind not in VoiceCount.Kind.values:
        raise ValueError(kind)
    with transaction.atomic():
        told = VoiceCount.objects.filter(topic=topic, door=door, kind=kind)
        so_far = told.aggregate(all=Sum("count"))["all"] or 0
        ballots = Voter.objects.filter(topic=topic, door=door, aside=False).exclude(way=Voter.Way.HANDS)
        if so_far >= ballots.count():
            return False
        # A random id: the usual ones tell the millisecond in which the first of a cell told.
        fresh = {"id": uuid4(), "programme_id": topic.programme_id}
        row, _ = VoiceCount.objects.get_or_create(topic=topic, door=door, kind=kind, key=key, defaults=fresh)
        VoiceCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
        _show(topic, kind)
    return True


def _show(topic: Topic, kind: str) -> None:
    """All figures of a kind move at once, when ten more told: who sees the page before and after one person told must not
    see which figure moved."""
    all_doors = VoiceCount.objects.filter(topic=topic, kind=kind)
    sums = all_doors.aggregate(count=Sum("count"), shown=Sum("shown"))
    if sums["count"] - sums["shown"] >= TOGETHER:
        all_doors.update(shown=F("count"))
