"""What should be looked at before a topic is closed, for it cannot be opened again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum

from ..models import Statement, Topic
from ..tally import STEP
from .balance import Balance
from .moderation import moderated


@dataclass(frozen=True)
class Ending:
    """`waiting`: statements nobody looked at yet, which nobody can answer any more. `thin`: numbers of statements that fewer
    than five ballots answered; what "none" would say is not told apart from it. `unplaced`: too few told their district
    and age to say whose voice is missing."""

    waiting: int
    thin: tuple[int, ...]
    unplaced: bool

    def __bool__(self) -> bool:
        return bool(self.waiting or self.thin or self.unplaced)


def before_closing(topic: Topic, found: Balance) -> Ending:
    """Two queries. Answers of a statement are told as people are: not under five, and here no number at all."""
    answers = F("tallies__agree") + F("tallies__passed") + F("tallies__disagree")
    rows = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN).order_by("number")
    counted = rows.annotate(answers=Sum(answers)).values_list("number", "answers")
    return Ending(
        moderated(topic).waiting,
        tuple(number for number, count in counted if (count or 0) < STEP),
        found.told_district < found.enough or found.told_age < found.enough,
    )
