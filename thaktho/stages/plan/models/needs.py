"""What the plan answers: needs, from voices, problems and assessments; and the cells of the gap grid people decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class Need(ProgrammeRow, Sourced):
    """A need of people somewhere. What it came from stands on the thread (statement or row, `became`)."""

    thread_kind = "plan.need"

    class Basis(models.TextChoices):
        STATEMENT = "statement", gettext_lazy("เสียงของประชาชน")
        PROBLEM = "problem", gettext_lazy("ปัญหาในแผนของเครือข่าย")
        ASSESSMENT = "assessment", gettext_lazy("ผลการประเมิน")
        POPULATION = "population", gettext_lazy("ข้อมูลประชากร")
        TYPED = "typed", gettext_lazy("ฝ่ายเลขานุการบันทึก")

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("รอการตอบ")
        ASIDE = "aside", gettext_lazy("พักไว้")

    text = models.TextField()
    basis = models.CharField(max_length=12, choices=Basis.choices)
    basis_note = models.CharField(max_length=300, blank=True, help_text="The figure and its source, as read")
    areas = models.ManyToManyField("places.Place", blank=True, related_name="+")
    virtues = models.JSONField(default=list)
    groups = models.JSONField(default=list, help_text="Codes of target groups: criteria/groups")
    first_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    last_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    weight = models.DecimalField(
        max_digits=8,
        decimal_places=3,
        default=1,
        help_text="How strongly it was said: share that agrees, 0 to 1",
    )
    agree = models.PositiveIntegerField(
        null=True, blank=True, help_text="Published tally when it was taken over"
    )
    disagree = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    aside_reason = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    search_text = models.TextField(blank=True)
    sort_key = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["programme", "state", "basis"], name="needs_by_basis")]

    def __str__(self) -> str:
        return self.text

    @property
    def years(self) -> str:
        """ "2563", "2563–2565", or nothing where no year was said."""
        said = sorted({year for year in (self.first_year, self.last_year) if year})
        return "–".join(map(str, said))


class GapDecision(ProgrammeRow):
    """What people decided about one cell of the gap grid: nobody will act there, and why; or who shall."""

    class Kind(models.TextChoices):
        ASIDE = "aside", gettext_lazy("ยังไม่ทำ")
        GIVEN = "given", gettext_lazy("มอบให้เครือข่าย")

    area = models.CharField(max_length=12, help_text="Place code; the province's own for the whole")
    virtue = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(default=0, help_text="Fiscal year, BE; 0: all years")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    row = models.ForeignKey("plan.PlanRow", models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(
        max_length=300, blank=True, help_text="What a given row is to be called, until there is one"
    )
    reason = models.TextField()
    decided_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "area", "virtue", "group", "year"],
                condition=models.Q(undone_at=None),
                name="one_decision_per_gap",
            )
        ]
