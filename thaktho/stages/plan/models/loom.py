"""What the loom keeps besides pairs: invitations to work together, portfolios, and words added to the lexicon."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from thaktho.ground.base import ProgrammeRow


class Collaboration(ProgrammeRow):
    """One network has what another network's row lacks. The engine proposes, the secretariat invites, and both
    coordinators accept before it stands."""

    thread_kind = "plan.collaboration"

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("ระบบเสนอ")
        INVITED = "invited", gettext_lazy("เชิญแล้ว")
        AGREED = "agreed", gettext_lazy("ตกลงร่วมกันแล้ว")
        DECLINED = "declined", gettext_lazy("ไม่ร่วม")
        WITHDRAWN = "withdrawn", pgettext_lazy("state", "ถอนคำเชิญ")
        SKIPPED = "skipped", gettext_lazy("ไม่เชิญ")

    class Answer(models.TextChoices):
        WAITING = "waiting", gettext_lazy("รอตอบ")
        YES = "yes", gettext_lazy("ตกลง")
        NO = "no", gettext_lazy("ไม่สะดวก")

    row = models.ForeignKey("plan.PlanRow", models.CASCADE, related_name="collaborations")
    taker = models.ForeignKey(
        "people.Network", models.PROTECT, related_name="+", help_text="Whose row lacks it"
    )
    giver = models.ForeignKey("people.Network", models.PROTECT, related_name="+", help_text="Who has it")
    lack = models.CharField(max_length=20, help_text="Kind of what is lacking, as engines.weave.collaborate")
    lack_text = models.TextField(blank=True, help_text="What is lacking, in words")
    offer_kind = models.CharField(
        max_length=40, help_text="Thread kind of what is offered: capital, tool or row"
    )
    offer_id = models.UUIDField()
    offer_title = models.TextField()
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    stale = models.BooleanField(default=False, help_text="No longer proposed by the latest weaving")
    message = models.TextField(blank=True)
    taker_answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    giver_answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    taker_note = models.TextField(blank=True)
    giver_note = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="Why it was skipped or withdrawn")
    invited_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["row", "giver", "lack", "offer_id"], name="one_offer_per_lack")
        ]
        indexes = [models.Index(fields=["programme", "state", "-score"], name="collaborations_by_state")]


class RowLack(ProgrammeRow):
    """What a row goes without, as its network says it. The engine looks who has it."""

    row = models.ForeignKey("plan.PlanRow", models.CASCADE, related_name="lacks")
    kind = models.CharField(max_length=20, help_text="As engines.weave.collaborate")
    text = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]


class Portfolio(ProgrammeRow):
    """A what-if: demands and pins in, the rows to carry in which year out. One may be adopted, with a reason."""

    thread_kind = "plan.portfolio"

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("กำลังคำนวณ")
        DONE = "done", gettext_lazy("คำนวณแล้ว")
        IMPOSSIBLE = "impossible", gettext_lazy("ข้อกำหนดขัดกัน")
        FAILED = "failed", gettext_lazy("คำนวณไม่สำเร็จ")

    name = models.CharField(max_length=200)
    demands = models.JSONField(default=dict, help_text="Caps and floors as typed; amounts in baht as text")
    pins = models.JSONField(default=dict, help_text="Row id -> must | not | year")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    result = models.JSONField(default=dict)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(adopted_at__isnull=False),
                name="one_adopted_portfolio",
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeptReading(ProgrammeRow):
    """What the engine read of the rows when it last wove, so that it reads only what changed. Losing it costs time."""

    data = models.BinaryField(default=b"")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme"], name="one_reading_per_programme")]


class LexiconWord(ProgrammeRow):
    """A word the secretariat taught the engine: another way to say a known action, or an action of its own."""

    concept = models.CharField(max_length=60, help_text="Code of a known concept, or own.<code> of a new one")
    label = models.CharField(max_length=120, blank=True, help_text="Thai name of the new concept it begins")
    broader = models.CharField(max_length=60, blank=True, help_text="The known concept a new one belongs to")
    pattern = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]


class LintWaiver(ProgrammeRow):
    """A finding of the lint that somebody looked at and lets stand, with the reason."""

    rule = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    reason = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "rule", "subject_kind", "subject_id"], name="one_waiver_per_finding"
            )
        ]
