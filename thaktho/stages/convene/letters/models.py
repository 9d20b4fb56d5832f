"""A letter, whom it goes to, what is enclosed, and what each one answers.

The number is typed by the office from its own register; nothing here makes one up. Issued, `frozen` holds everything the
papers print, for good. The token of an answer's link is made of the installation's secret and never stored: a stolen
table opens no link.
"""

from django.db import models
from django.utils.translation import gettext_lazy, override

from thaktho.ground.base import ProgrammeRow


class Letterhead(ProgrammeRow):
    """What stands on every letter of the office. The emblem is the office's own picture."""

    office = models.CharField(max_length=300, blank=True, help_text="ส่วนราชการเจ้าของหนังสือ")
    address = models.TextField(blank=True)
    section = models.CharField(max_length=300, blank=True, help_text="ส่วนราชการเจ้าของเรื่อง")
    phone = models.CharField(max_length=120, blank=True)
    emblem = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme"], name="one_letterhead")]


class Letter(ProgrammeRow):
    thread_kind = "convene.letter"

    class Kind(models.TextChoices):
        EXTERNAL = "external", gettext_lazy("หนังสือภายนอก")
        INTERNAL = "internal", gettext_lazy("บันทึกข้อความ")

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        ISSUED = "issued", gettext_lazy("ออกแล้ว")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิก")

    class Holding(models.TextChoices):
        FULL = "full", gettext_lazy("ดำรงตำแหน่ง")
        ACTING = "acting", gettext_lazy("รักษาราชการแทน")
        DEPUTISING = "deputising", gettext_lazy("ปฏิบัติราชการแทน")

    meeting = models.ForeignKey(
        "convene.Meeting", models.PROTECT, null=True, blank=True, related_name="letters"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.EXTERNAL)
    number = models.CharField(max_length=120, blank=True, help_text="As the office's register gives it")
    dated_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=500)
    reference = models.TextField(blank=True, help_text="อ้างถึง, one a line")
    cause = models.TextField(blank=True, help_text="ภาคเหตุ")
    wish = models.TextField(blank=True, help_text="ภาคความประสงค์")
    conclusion = models.TextField(blank=True, help_text="ภาคสรุป")
    asks_reply = models.BooleanField(default=True)
    reply_by = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=300, blank=True)
    signer_holding = models.CharField(max_length=12, choices=Holding.choices, default=Holding.FULL)
    signer_for = models.CharField(max_length=300, blank=True, help_text="ผู้ว่าราชการจังหวัด")
    section = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    issued_at = models.DateTimeField(null=True, blank=True)
    frozen = models.JSONField(default=dict)
    frozen_hash = models.CharField(max_length=64, blank=True)
    cancel_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["programme", "state", "dated_on"], name="letters_sent")]

    def __str__(self) -> str:
        return self.subject

    @property
    def signer_lines(self) -> tuple[str, ...]:
        """The office under the name: รองผู้ว่าราชการจังหวัด / ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัด."""
        if self.signer_holding == self.Holding.FULL or not self.signer_for:
            return tuple(filter(None, (self.signer_position,)))
        with override("th"):  # as papers print it
            held = f"{self.Holding(self.signer_holding).label} {self.signer_for}"
        return tuple(filter(None, (self.signer_position, held)))


class LetterEnclosure(ProgrammeRow):
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="enclosures")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    amount = models.CharField(max_length=60, blank=True, help_text="จำนวน ๑ ชุด")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order", "id"]


class LetterRecipient(ProgrammeRow):
    """One copy of the letter. Personal data: for those with a role, and for whoever holds its link."""

    class Salutation(models.TextChoices):
        RIAN = "rian", gettext_lazy("เรียน")
        KRAB = "krab", gettext_lazy("กราบเรียน")
        MONK = "monk", gettext_lazy("นมัสการ")

    class Reply(models.TextChoices):
        NONE = "", gettext_lazy("ยังไม่ตอบ")
        COMING = "coming", gettext_lazy("มา")
        SUBSTITUTE = "substitute", gettext_lazy("ส่งผู้แทน")
        NOT = "not", gettext_lazy("ไม่มา")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="recipients")
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=300, help_text="As the letter addresses them: a name or an office")
    position = models.CharField(max_length=300, blank=True)
    salutation = models.CharField(max_length=8, choices=Salutation.choices, default=Salutation.RIAN)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey("convene.Attendance", models.SET_NULL, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    reply = models.CharField(max_length=12, choices=Reply.choices, blank=True, default="")
    substitute = models.CharField(max_length=200, blank=True)
    substitute_position = models.CharField(max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    typed_in = models.BooleanField(default=False, help_text="By the office, from a telephone call or a paper")
    is_example = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "name", "position"], name="one_copy_a_recipient"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="one_recipient_per_token"
            ),
        ]
        indexes = [models.Index(fields=["letter", "reply"], name="recipients_by_reply")]

    def __str__(self) -> str:
        return self.name
