"""Bodies that work: appointed by an order, with a mandate, a cadence, members, and one body above each but the first."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class Body(ProgrammeRow, Sourced):
    thread_kind = "convene.body"

    class Kind(models.TextChoices):
        COMMITTEE = "committee", gettext_lazy("คณะกรรมการ")
        SUB_COMMITTEE = "sub_committee", gettext_lazy("คณะอนุกรรมการ")
        WORKING_GROUP = "working_group", gettext_lazy("คณะทำงาน")
        SECRETARIAT = "secretariat", gettext_lazy("ฝ่ายเลขานุการ")
        OTHER = "other", gettext_lazy("อื่น ๆ")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField(default=1, help_text="Among those that report to the same body")
    mandate = models.TextField(blank=True, help_text="หน้าที่และอำนาจ")
    cadence = models.CharField(max_length=120, blank=True, help_text="ทุก 3 เดือน")
    networks = models.ManyToManyField("people.Network", blank=True, related_name="+")

    order_number = models.CharField(max_length=120, blank=True, help_text="เลขที่คำสั่งแต่งตั้ง")
    order_date = models.DateField(null=True, blank=True)
    order_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_by = models.CharField(
        max_length=300, blank=True, help_text="Name and office, as the order prints it"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order", "made_at", "id"]
        indexes = [models.Index(fields=["programme", "ended_on"], name="bodies_standing")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="body_not_under_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stands(self) -> bool:
        return self.ended_on is None


class BodyMember(ProgrammeRow):
    """A seat: an office, or a person, with a part in the body. The office is public; a name is for those with a role."""

    class Part(models.TextChoices):
        CHAIR = "chair", gettext_lazy("ประธาน")
        VICE = "vice", gettext_lazy("รองประธาน")
        MEMBER = "member", gettext_lazy("กรรมการ")
        SECRETARY = "secretary", gettext_lazy("เลขานุการ")
        ASSISTANT = "assistant", gettext_lazy("ผู้ช่วยเลขานุการ")
        ADVISER = "adviser", gettext_lazy("ที่ปรึกษา")

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.MEMBER)
    position = models.CharField(max_length=300, blank=True, help_text="As the order prints it")
    name = models.CharField(
        max_length=200, blank=True, help_text="Empty when the order names the office only"
    )
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)
    left_on = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(position="", name=""), name="member_has_office_or_name"
            )
        ]


class WayOfWorking(ProgrammeRow, Sourced):
    """รูปแบบการทำงาน: one short text, and the bodies that work so."""

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    bodies = models.ManyToManyField(Body, blank=True, related_name="ways")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
