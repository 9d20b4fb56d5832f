"""Which statement comes next, where there are more than anybody answers: those of which this voter's network said little
first, and what tells most. A topic of up to thirty is answered whole, in an order of everybody's own.

The weights are made of what is published anyway, and of numbers of ballots in steps of five: who asked for the first
statement a thousand times, with a thousand cookies, would learn no more than the topic's page says. They are kept in
each process for half a minute, so a vote costs no query more; the draw is the voter's own and stands still, so the order
changes only where the weights do.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ..hot import PARTS
from ..models import Door, Tally, Topic
from ..tally import Counts, publish, rounded
from .ballot import Slip, ballot, in_own_order, spaced

if TYPE_CHECKING:
    from numpy import ndarray

WHOLE = 30
FRESH = 30.0  # seconds


@dataclass(frozen=True)
class Weights:
    """By door the logarithm of the chance of each statement, in the order of the ballot."""

    version: int
    made: float
    by_door: dict[UUID, ndarray]


_weights: dict[UUID, Weights] = {}
_making = threading.Lock()


def in_order(
    topic: Topic, voter: UUID, door: Door | None, answers: dict[UUID, int], last: UUID | None = None
) -> list[Slip]:
    """The statements as this voter meets them: of a long topic first those answered (`last` the very last, so that
    going back leads to it), then what to ask."""
    slips = ballot(topic)
    own = in_own_order(slips, voter)
    if len(slips) <= WHOLE or door is None:
        return own
    answered = [slip for slip in own if slip.id in answers and slip.id != last]
    answered += [slip for slip in own if slip.id == last and last in answers]
    return answered + [slip for slip in _asked(topic, slips, voter, door) if slip.id not in answers]


def _asked(topic: Topic, slips: list[Slip], voter: UUID, door: Door) -> list[Slip]:
    import numpy as np

    weights = _now(topic, slips).by_door.get(door.pk)
    if weights is None or len(weights) != len(slips):  # a door or a statement of this very moment
        return in_own_order(slips, voter)
    # Gumbel's trick: the order is a draw without replacement by the chances, from this voter's own numbers.
    drawn = np.random.default_rng(int.from_bytes(voter.bytes, "big")).gumbel(size=len(slips))
    return spaced([slips[place] for place in np.argsort(-(weights + drawn), kind="stable")])


def _now(topic: Topic, slips: list[Slip]) -> Weights:
    """This half minute's weights. One thread makes them anew; the others go on with the last ones."""
    held = _weights.get(topic.pk)
    if held and held.version == topic.version and time.monotonic() - held.made < FRESH:
        return held
    if not _making.acquire(blocking=held is None or held.version != topic.version):
        return held  # type: ignore[return-value]
    try:
        if _weights.get(topic.pk) is held:
            if len(_weights) > 50:
                _weights.clear()
            _weights[topic.pk] = _made(topic, slips)
        return _weights[topic.pk]
    finally:
        _making.release()


def _made(topic: Topic, slips: list[Slip]) -> Weights:
    import numpy as np

    from thaktho.engines.opinion.routing import Asked, chances

    place = {slip.id: at for at, slip in enumerate(slips)}
    everyone = np.zeros((len(slips), 3))
    ballots: dict[UUID, ndarray] = defaultdict(lambda: np.zeros((1, len(slips), 3)))
    fields = ("statement_id", "door_id", "shown_agree", "shown_passed", "shown_disagree", *PARTS)
    rows = Tally.objects.filter(topic=topic, statement__state="shown")
    for statement, door, agree, passed, disagree, *current in rows.values_list(*fields):
        at = place.get(statement)
        if at is None:
            continue
        figure = publish(Counts(agree, passed, disagree))
        if figure is not None:
            everyone[at] += [
                (part.low + part.high) / 2 for part in (figure.disagree, figure.passed, figure.agree)
            ]
        ballots[door][0, at, 1] = rounded(sum(current), closed=False)
    nobody = np.zeros(1)
    by_door = {
        door: np.log(chances(Asked(everyone, counts, np.ones(len(slips), bool), nobody, nobody), None))
        for door, counts in ballots.items()
    }
    return Weights(topic.version, time.monotonic(), by_door)
