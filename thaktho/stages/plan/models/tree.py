"""The tree above the rows: whose plan it is, its branches, what it measures, and the plans above it.

A Thai plan reads: vision, strategy or guideline, objective, KPI with baseline and yearly targets, project, activity.
Projects and activities are rows (`PlanRow`): a row hangs on a branch, an activity is a row that is part of another.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class PlanTree(ProgrammeRow, Sourced):
    """The plan of the province, a network, a district or an organisation, over some fiscal years."""

    thread_kind = "plan.tree"

    class Owner(models.TextChoices):
        PROVINCE = "province", gettext_lazy("จังหวัด")
        NETWORK = "network", gettext_lazy("เครือข่าย")
        DISTRICT = "district", gettext_lazy("อำเภอ")
        ORGANISATION = "organisation", gettext_lazy("องค์กร")

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        STANDING = "standing", pgettext_lazy("plan tree", "ใช้อยู่")
        CLOSED = "closed", gettext_lazy("เลิกใช้แล้ว")

    owner = models.CharField(max_length=12, choices=Owner.choices)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=300)
    first_year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    last_year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    vision = models.TextField(blank=True, help_text="วิสัยทัศน์ of this plan")
    mission = models.TextField(blank=True, help_text="พันธกิจ, one a line")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change below it")

    class Meta:
        ordering = ["owner", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="tree_years_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(owner="province", network=None, place=None, organisation=None)
                | models.Q(owner="network", network__isnull=False, place=None, organisation=None)
                | models.Q(owner="district", network=None, place__isnull=False, organisation=None)
                | models.Q(owner="organisation", network=None, place=None, organisation__isnull=False),
                name="tree_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1))


class Branch(ProgrammeRow):
    """One branch of the tree. What may stand under what is the table `states.UNDER`."""

    thread_kind = "plan.branch"

    class Kind(models.TextChoices):
        STRATEGY = "strategy", gettext_lazy("ประเด็นยุทธศาสตร์")
        GUIDELINE = "guideline", gettext_lazy("แนวทางการพัฒนา")
        OBJECTIVE = "objective", gettext_lazy("เป้าประสงค์")
        MEASURE = "measure", gettext_lazy("กลยุทธ์")
        PROGRAMME = "programme", gettext_lazy("แผนงาน")

    tree = models.ForeignKey(PlanTree, models.CASCADE, related_name="branches")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    order = models.PositiveIntegerField(help_text="Among its siblings")
    text = models.TextField()
    vision_parts = models.ManyToManyField("programme.VisionPart", blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["tree", "parent", "order"], name="branches_in_order")]

    def __str__(self) -> str:
        return self.text


class Kpi(ProgrammeRow, Sourced):
    """ตัวชี้วัด of a branch: unit, where it stood in the base year, and where it shall stand in each year."""

    thread_kind = "plan.kpi"

    class Direction(models.TextChoices):
        UP = "up", gettext_lazy("ยิ่งมากยิ่งดี")
        DOWN = "down", gettext_lazy("ยิ่งน้อยยิ่งดี")

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="kpis")
    order = models.PositiveIntegerField()
    name = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.UP)
    baseline = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    measured_by = models.CharField(max_length=300, blank=True, help_text="แหล่งข้อมูล: where the figure is read")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class KpiTarget(ProgrammeRow):
    kpi = models.ForeignKey(Kpi, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    value = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["kpi", "year"], name="one_kpi_target_per_year")]


class UpwardLink(ProgrammeRow):
    """A branch serves an aim of a plan above it. The aims are data: `criteria/national_plans.yaml`."""

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="upward")
    aim = models.CharField(max_length=60, help_text="Code in criteria/national_plans.yaml")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["aim"]
        constraints = [models.UniqueConstraint(fields=["branch", "aim"], name="one_link_per_aim")]


class Risk(ProgrammeRow):
    """What may go wrong with a row, how likely and how grave (1 to 3 each), and what will be done."""

    SCALE = [(1, gettext_lazy("น้อย")), (2, gettext_lazy("ปานกลาง")), (3, gettext_lazy("มาก"))]

    row = models.ForeignKey("plan.PlanRow", models.CASCADE, related_name="risks")
    text = models.TextField()
    likelihood = models.PositiveSmallIntegerField(choices=SCALE, default=2)
    impact = models.PositiveSmallIntegerField(choices=SCALE, default=2)
    response = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 3), impact__range=(1, 3)), name="risk_on_its_scale"
            )
        ]

    @property
    def weight(self) -> Decimal:
        return Decimal(self.likelihood * self.impact)


class Acceptance(ProgrammeRow):
    """Whether an organisation named in a row has taken its part upon itself."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("รอตอบรับ")
        ACCEPTED = "accepted", gettext_lazy("ตอบรับแล้ว")
        DECLINED = "declined", gettext_lazy("ไม่รับ")

    row = models.ForeignKey("plan.PlanRow", models.CASCADE, related_name="acceptances")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    note = models.TextField(blank=True, help_text="By which letter or meeting it is known")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["row", "organisation"], name="one_acceptance_per_organisation")
        ]
