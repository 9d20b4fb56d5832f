"""Opinion maps, as they were made."""

from django.db import models

from thaktho.ground.base import ProgrammeRow

from .topics import Topic


class OpinionMap(ProgrammeRow):
    """One map of a topic. `body` is what anybody may read, coarsened by `publish`; `digest` is the SHA-256 of the whole map
    as the engine wrote it, which an auditor recomputes from the votes."""

    thread_kind = "listen.map"

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="maps")
    number = models.PositiveIntegerField()
    acts = models.PositiveBigIntegerField(help_text="Votes and changes in the topic when it was made")
    made_at = models.DateTimeField(auto_now_add=True)
    final = models.BooleanField(default=False, help_text="Made of the closed topic's votes")
    digest = models.CharField(max_length=64)
    manifest = models.JSONField(default=dict)
    body = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_map_per_number")]


class WholeMap(models.Model):
    """The whole map, with the place of every ballot: for the next map, which keeps its orientation, for one's own place, and for
    an auditor. Like the votes it is private, and is kept of the newest map and of the one before it only."""

    map = models.OneToOneField(OpinionMap, models.CASCADE, primary_key=True, related_name="whole")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    packed = models.BinaryField(help_text="zlib of the engine's JSON, byte for byte")
    scale = models.JSONField(
        default=dict, help_text="Statements' offsets and slopes: where a ballot would lie"
    )
