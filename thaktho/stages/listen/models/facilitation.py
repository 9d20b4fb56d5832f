"""What facilitators add to statements: themes, likeness, other languages, whose voice is missing, what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow

from .statements import Statement
from .topics import Door, Topic


class Theme(ProgrammeRow):
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="themes")
    name = models.CharField(max_length=80)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["topic", "name"], name="one_theme_per_name")]

    def __str__(self) -> str:
        return self.name


class Bundle(ProgrammeRow):
    """Statements that say nearly the same, shown together. Votes stay where they were cast."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="bundles")
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]


class KeptApart(ProgrammeRow):
    """Two statements that looked alike and were found different by people: not proposed again. `one` has the smaller id."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    one = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    other = models.ForeignKey(Statement, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="kept_apart_once")]


class Rendering(ProgrammeRow):
    """A statement in another language, or read aloud: a text, a clip, or both. The words voted on are the statement's."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="renderings")
    language = models.CharField(
        max_length=12, help_text="BCP 47: nod, ahk, lhu, kar, en; th for the statement itself read aloud"
    )
    text = models.CharField(max_length=300, blank=True)
    clip = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "language"], name="one_rendering_per_language")
        ]


class VoiceCount(ProgrammeRow):
    """How many of those who told so live in a district or are of an age band. Counters only: never joined to a ballot or to
    each other."""

    class Kind(models.TextChoices):
        DISTRICT = "district", gettext_lazy("อำเภอ")
        AGE = "age", gettext_lazy("ช่วงอายุ")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="voice_counts")
    door = models.ForeignKey(Door, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(
        max_length=16, help_text="Code of the district, or the band: u18, 18-29, 30-44, 45-59, 60-"
    )
    count = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(
        default=0,
        help_text="What is told: all of a kind move together, by ten at least",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "door", "kind", "key"], name="one_voice_count")
        ]


class Fate(ProgrammeRow):
    """What people decided on a statement after listening. The thread holds what was made of it; this says so in words."""

    class Kind(models.TextChoices):
        USED = "used", gettext_lazy("นำไปใช้")
        JOINED = "joined", gettext_lazy("รวมกับข้ออื่น")
        NOT_TAKEN = "not_taken", gettext_lazy("ไม่ได้นำไปใช้")

    statement = models.OneToOneField(Statement, models.CASCADE, related_name="fate")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=500, blank=True)
    joined_with = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()
