"""Tools and bodies of knowledge (เครื่องมือและองค์ความรู้): what it is, step by step, what it takes, who teaches it, and
which network knows or uses it. What is not known is left blank and said to be so; what nobody verified says so.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class Tool(ProgrammeRow, Sourced):
    thread_kind = "toolkit.tool"

    class Kind(models.TextChoices):
        TOOL = "tool", gettext_lazy("เครื่องมือ")
        KNOWLEDGE = "knowledge", gettext_lazy("องค์ความรู้")

    code = models.CharField(max_length=40, blank=True, help_text="Of the starting list (criteria/tools.yaml)")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TOOL)
    name = models.CharField(max_length=300)
    aliases = models.CharField(max_length=300, blank=True, help_text="Other names, apart by commas")
    gist = models.TextField(blank=True)
    steps = models.JSONField(default=list, help_text="In order, one sentence each")
    cost_text = models.CharField(max_length=200, blank=True, help_text="As typed")
    cost = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="Baht, where the text is an amount"
    )
    time_text = models.CharField(max_length=200, blank=True)
    materials = models.TextField(blank=True)
    teacher = models.CharField(max_length=300, blank=True, help_text="Organisation or public role, as typed")
    organisation = models.ForeignKey(
        "people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    capital = models.ForeignKey(
        "capital.Capital",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who teaches, in the register of capitals",
    )
    conditions = models.TextField(blank=True, help_text="What must be there for it to work")
    source_text = models.CharField(max_length=300, blank=True, help_text="Where it was read, as typed")
    url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    network = models.ForeignKey(
        "people.Network", models.PROTECT, null=True, blank=True, related_name="+", help_text="Keeps the entry"
    )
    verified = models.BooleanField(default=False)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retire_reason = models.TextField(blank=True)
    intake = models.ForeignKey("intake.Intake", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    sort_key = models.CharField(max_length=600)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["programme", "retired_at", "sort_key"], name="tools_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], condition=~models.Q(code=""), name="one_tool_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.retired_at is None


class ToolHolder(ProgrammeRow):
    """A network that knows a tool, uses it, or can teach it."""

    class Level(models.TextChoices):
        KNOWS = "knows", gettext_lazy("รู้จัก")
        USES = "uses", gettext_lazy("ใช้อยู่")
        TEACHES = "teaches", gettext_lazy("สอนผู้อื่นได้")

    tool = models.ForeignKey(Tool, models.CASCADE, related_name="holders")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level.choices)
    since = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    note = models.CharField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["network__order"]
        constraints = [models.UniqueConstraint(fields=["tool", "network"], name="one_holder_per_network")]
