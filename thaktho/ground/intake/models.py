"""Registers (capitals, tools) on their way in from a file: read by a job, looked at, applied in one flip or not at all.

The room whose register it is says what a line means and what applying does (`registry.Keeper`); this room knows none.
"""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow


class Intake(ProgrammeRow):
    """One file. Of one network where a coordinator brought it; of the whole province where the secretariat did."""

    class State(models.TextChoices):
        READING = "reading", gettext_lazy("กำลังอ่าน")
        PREVIEW = "preview", gettext_lazy("รอตรวจ")
        APPLIED = "applied", gettext_lazy("นำเข้าแล้ว")
        REFUSED = "refused", gettext_lazy("อ่านไม่ได้")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิกแล้ว")
        UNDONE = "undone", gettext_lazy("ย้อนกลับแล้ว")

    register = models.CharField(max_length=20)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    notes = models.JSONField(default=list, help_text="What was ignored or assumed, in Thai")
    refusal = models.JSONField(default=dict, help_text="sheet, row, column, why; when it cannot be read")
    line_count = models.PositiveIntegerField(default=0)
    flag_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["programme", "register", "state"], name="intakes_of_register")]


class IntakeLine(ProgrammeRow):
    """One line of a file: as typed, as understood, what is doubtful, and what applying would do with it."""

    class Fate(models.TextChoices):
        NEW = "new", gettext_lazy("รายการใหม่")
        UPDATE = "update", gettext_lazy("แก้รายการเดิม")
        SAME = "same", gettext_lazy("มีอยู่แล้ว ไม่เปลี่ยน")
        REFUSED = "refused", gettext_lazy("ไม่นำเข้า")

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=200)
    row = models.PositiveIntegerField()
    cells = models.JSONField(default=dict, help_text="Column name -> text as typed")
    values = models.JSONField(default=dict, help_text="What is taken from it")
    flags = models.JSONField(default=list, help_text="[{column, why}], in Thai")
    fate = models.CharField(max_length=8, choices=Fate.choices)
    target_id = models.UUIDField(null=True, blank=True, help_text="The standing entry it is, or changes")
    before = models.JSONField(default=dict, help_text="What stood there, for undoing")
    version = models.PositiveIntegerField(null=True, blank=True, help_text="The entry's, after applying")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="one_line_per_place")]
