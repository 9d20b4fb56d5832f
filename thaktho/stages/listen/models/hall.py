"""Hands counted at tables, in a hall without phones enough."""

from django.db import models

from thaktho.ground.base import ProgrammeRow

from .statements import Statement
from .topics import Door, Topic


class HandCount(ProgrammeRow):
    """The hands of one table on one statement. Counted anew, it replaces what was entered before."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="hand_counts")
    door = models.ForeignKey(Door, models.PROTECT, related_name="+")
    table = models.CharField(max_length=20)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    agree = models.PositiveSmallIntegerField(default=0)
    passed = models.PositiveSmallIntegerField(default=0)
    disagree = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "door", "table"], name="one_count_per_table")
        ]
