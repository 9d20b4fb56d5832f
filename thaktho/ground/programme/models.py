"""A province's programme: years, vision and its parts, targets, virtue sets, the declaration of intent."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Row, Sourced


class Programme(Row):
    slug = models.SlugField(unique=True)
    province = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    office_th = models.CharField(
        max_length=200, help_text="The secretariat: printed in the foot of documents"
    )
    first_year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    last_year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    summary_th = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="years_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1))


class Source(ProgrammeRow):
    """Where a fact was read: a page, a letter, a report."""

    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Vision(ProgrammeRow, Sourced):
    """A vision holds while its governor's policy holds; plans keep pointing to the parts they served."""

    text = models.TextField()
    governor = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)


class VisionPart(ProgrammeRow):
    vision = models.ForeignKey(Vision, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["vision", "order"]
        constraints = [models.UniqueConstraint(fields=["vision", "order"], name="one_part_per_order")]

    def __str__(self) -> str:
        return self.text


class Target(ProgrammeRow, Sourced):
    """For example: 9 districts at level 2 by fiscal year 2565."""

    class Unit(models.TextChoices):
        COMMUNITY = "community", gettext_lazy("ชุมชน")
        ORGANISATION = "organisation", gettext_lazy("องค์กร")
        DISTRICT = "district", gettext_lazy("อำเภอ")
        PROVINCE = "province", gettext_lazy("จังหวัด")

    unit = models.CharField(max_length=20, choices=Unit.choices)
    level = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    by_year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    note = models.TextField(blank=True)


class YearVirtues(ProgrammeRow):
    """Which national virtue set (a data file in criteria/virtues) holds in a fiscal year."""

    year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    virtue_set = models.CharField(max_length=40)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="one_set_per_year")]


class OwnVirtue(ProgrammeRow, Sourced):
    """A virtue the province named for itself. It may mean several of the national set, or none of them."""

    order = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    national = models.JSONField(default=list, help_text="Codes of the national set it answers; may be empty")
    first_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    last_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name_th


class Declaration(ProgrammeRow, Sourced):
    """A declaration of intent. Known only to the month: `on` is the first day, `precision` says so."""

    thread_kind = "programme.declaration"

    class Precision(models.TextChoices):
        DAY = "day", gettext_lazy("วัน")
        MONTH = "month", gettext_lazy("เดือน")
        YEAR = "year", gettext_lazy("ปี")

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    on = models.DateField()
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> int:
        """Calendar year, BE."""
        return self.on.year + 543
