"""The four capitals a province stands on: what there is, who holds it, where, how much of it a year, and who confirmed
that it is so. What is not confirmed says so; every year's check is kept, so that years can be compared.

Of persons the least: human capital is a role or a skill, reached through its network.
"""

from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class Capital(ProgrammeRow, Sourced):
    thread_kind = "capital.entry"

    class Kind(models.TextChoices):
        MORAL = "moral", gettext_lazy("ต้นทุนด้านคุณธรรม")
        SOCIAL = "social", gettext_lazy("ทุนทางสังคม")
        CULTURAL = "cultural", gettext_lazy("ทุนทางวัฒนธรรม")
        HUMAN = "human", gettext_lazy("ทุนมนุษย์")

    class Per(models.TextChoices):
        YEAR = "year", gettext_lazy("ต่อปี")
        MONTH = "month", gettext_lazy("ต่อเดือน")
        TIME = "time", gettext_lazy("ต่อครั้ง")

    class Consent(models.TextChoices):
        """Whether the people a human capital speaks of know that it is shown."""

        ROLE = "role", gettext_lazy("ทำหน้าที่นี้ต่อสาธารณะอยู่แล้ว")
        GIVEN = "given", gettext_lazy("เจ้าตัวยินยอมให้เผยแพร่แล้ว")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    category = models.CharField(max_length=120, blank=True, help_text="From criteria/capitals.yaml, or free")
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    holder = models.CharField(max_length=300, blank=True, help_text="Organisation or public role, as typed")
    area_text = models.CharField(max_length=500, blank=True)
    places = models.ManyToManyField("places.Place", blank=True, related_name="+")
    capacity = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True, help_text="คน, ครั้ง, ชั่วโมง, ที่นั่ง")
    per = models.CharField(max_length=6, choices=Per.choices, blank=True)
    consent = models.CharField(max_length=6, choices=Consent.choices, blank=True)
    evidence_url = models.URLField(max_length=500, blank=True)
    evidence_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )

    confirmed_on = models.DateField(null=True, blank=True, help_text="Of the newest standing check")
    confirmed_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    confirmed_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    retire_reason = models.TextField(blank=True)
    intake = models.ForeignKey("intake.Intake", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    sort_key = models.CharField(max_length=600)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["programme", "retired_at", "sort_key"], name="capitals_in_order"),
            models.Index(fields=["programme", "kind", "network"], name="capitals_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(capacity__gte=0), name="capacity_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.retired_at is None

    @property
    def capacity_per_year(self) -> Decimal | None:
        """What it can give in a year; None where nobody said, or it is said by the time only."""
        if self.capacity is None or self.per not in (self.Per.YEAR, self.Per.MONTH):
            return None
        return self.capacity * 12 if self.per == self.Per.MONTH else self.capacity


class CapitalCheck(ProgrammeRow):
    """Somebody looked, in this fiscal year: how many there are, how good, how often used. Zero is not blank."""

    class Quality(models.TextChoices):
        READY = "ready", gettext_lazy("พร้อมใช้")
        WEAK = "weak", gettext_lazy("ใช้ได้ ต้องเสริม")
        IDLE = "idle", gettext_lazy("ยังใช้ไม่ได้")

    capital = models.ForeignKey(Capital, models.CASCADE, related_name="checks")
    year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    count = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    quality = models.CharField(max_length=6, choices=Quality.choices, blank=True)
    used = models.PositiveIntegerField(null=True, blank=True, help_text="Times used in that year")
    note = models.TextField(blank=True)
    checked_on = models.DateField()
    checked_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["capital", "year"], name="one_check_per_year")]
