"""The ledger: an append-only, hash-chained line for every act of a programme.

A line holds ids and hashes only. The words of an act (what changed, why) lie beside it in `Detail`, bound by a
salted hash: they can be erased when the law asks, and the chain still holds.
"""

from django.db import models

from thaktho.ground.base import Row


class Chain(models.Model):
    """Head of one programme's chain; its row is the lock under which lines are appended."""

    programme = models.OneToOneField(
        "programme.Programme", models.PROTECT, primary_key=True, related_name="+"
    )
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")


class Act(Row):
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    at = models.DateTimeField()
    detail_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_act_per_number")]
        indexes = [
            models.Index(fields=["programme", "subject_kind", "subject_id", "number"], name="act_of_subject"),
            models.Index(fields=["programme", "at"], name="act_by_time"),
        ]


class Detail(models.Model):
    """What an act changed and why, in words. Erasable; `erased` says so instead of leaving a hole."""

    act = models.OneToOneField(Act, models.PROTECT, primary_key=True, related_name="detail")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    salt = models.CharField(max_length=32)
    body = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    erased = models.BooleanField(default=False)
