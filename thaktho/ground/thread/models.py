"""The thread: what came from what. One table holds every link of a programme."""

from django.db import models

from thaktho.ground.base import ProgrammeRow


class Link(ProgrammeRow):
    """`source` gave rise to `target`. An undone link stays, with the act that undid it."""

    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField()
    target_kind = models.CharField(max_length=60)
    target_id = models.UUIDField()
    relation = models.CharField(max_length=40)
    act = models.ForeignKey("ledger.Act", models.PROTECT, related_name="+")
    undone_by = models.ForeignKey("ledger.Act", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "source_kind", "source_id", "target_kind", "target_id", "relation"],
                condition=models.Q(undone_by=None),
                name="one_living_link",
            )
        ]
        indexes = [
            models.Index(fields=["programme", "source_id"], name="link_down"),
            models.Index(fields=["programme", "target_id"], name="link_up"),
        ]
