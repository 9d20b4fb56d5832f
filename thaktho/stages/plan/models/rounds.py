"""Rounds in which plans are sent: until when, who sent what, and who is late."""

from __future__ import annotations

from django.db import models

from thaktho.ground.base import ProgrammeRow


class Round(ProgrammeRow):
    """One round of sending plans. A network's own `due_on` (an extension) stands before the round's."""

    thread_kind = "plan.round"

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_round_per_number")]

    def __str__(self) -> str:
        return self.title


class Submission(ProgrammeRow):
    """A network's plan was sent in a round: when, how many rows, and whether after the deadline."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField(help_text="The deadline that held then, with any extension")
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ["sent_at"]
        indexes = [models.Index(fields=["round", "network"], name="submissions_of_round")]
