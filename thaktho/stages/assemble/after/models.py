"""What remains: the proceedings, and commitments that are followed until they are kept, dropped with a reason or carried on."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow

from ..editions.models import Edition, EditionRow


class Proceedings(EditionRow):
    """รายงานการประชุมสมัชชา: everything its papers print, frozen. A correction is a new version with its reason."""

    thread_kind = "assemble.proceedings"

    number = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    words = models.JSONField(default=dict, help_text="{part: text} written by the secretariat")
    frozen = models.JSONField(default=dict)
    frozen_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    files = models.ManyToManyField("files.StoredFile", related_name="+", blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_proceedings_per_number")
        ]


class ProceedingsWords(EditionRow):
    """What the secretariat writes into the proceedings, part by part, before a version is made."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="proceedings_words")
    words = models.JSONField(default=dict, help_text="{opening, observations, closing: text}")
    version = models.PositiveIntegerField(default=1)


class Commitment(EditionRow):
    """พันธสัญญา: what one owner does for one clause, how it is measured, and until when."""

    thread_kind = "assemble.commitment"

    class State(models.TextChoices):
        NOT_STARTED = "not_started", gettext_lazy("ยังไม่เริ่ม")
        DOING = "doing", gettext_lazy("กำลังทำ")
        KEPT = "kept", gettext_lazy("ทำแล้ว")
        DROPPED = "dropped", gettext_lazy("ไม่ทำแล้ว")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="commitments")
    clause = models.ForeignKey("assemble.Clause", models.PROTECT, related_name="commitments")
    number = models.PositiveSmallIntegerField(help_text="Inside its clause: ข้อ 3.2")
    text = models.TextField()
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=300, blank=True, help_text="The owner as printed")
    action = models.ForeignKey(
        "assemble.ClauseAction",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What of the text it was prepared from",
    )
    measure = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_STARTED)
    state_reason = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True, help_text="Of the last report")
    # The words shown beside the state. A carried commitment shows those of the one it was carried from until it has its own.
    last_report = models.ForeignKey(
        "assemble.CommitmentReport", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["clause__period__order", "clause__order", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "clause", "number"], name="one_commitment_per_number"),
            # A commitment is carried into the next assembly once.
            models.UniqueConstraint(
                fields=["edition", "carried_from"],
                condition=models.Q(carried_from__isnull=False),
                name="carried_once_per_edition",
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "due_on"], name="commitments_due")]

    def __str__(self) -> str:
        return self.text


class CommitmentReport(ProgrammeRow):
    """What the owner says was done. Later reports do not change earlier ones."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports")
    state = models.CharField(max_length=12, choices=Commitment.State.choices)
    text = models.TextField()
    value = models.CharField(max_length=120, blank=True, help_text="The measure's value, in words or numbers")
    reported_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    for_owner = models.BooleanField(default=False, help_text="Recorded by the secretariat for the owner")
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="corrected_by")
    files_public = models.BooleanField(default=False)
    consent = models.CharField(max_length=300, blank=True, help_text="How those on the pictures agreed")
    files = models.ManyToManyField("files.StoredFile", related_name="+", blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            # A report is taken back once.
            models.UniqueConstraint(
                fields=["corrects"], condition=models.Q(corrects__isnull=False), name="one_correction_each"
            )
        ]


class Reminder(ProgrammeRow):
    """A reminder that was shown to an owner: which commitment, for which day. Once each."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=12, help_text="soon, due, late, asked")
    for_day = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "kind", "for_day"], name="one_reminder_each")
        ]
