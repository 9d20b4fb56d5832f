"""What is brought before the assembly: an open call, proposals, and their screening by criteria everybody can see."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced

from ..editions.models import Edition, EditionRow


class IssueCall(EditionRow):
    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        OPEN = "open", gettext_lazy("เปิดรับ")
        SCREENING = "screening", gettext_lazy("กลั่นกรอง")
        DECIDED = "decided", gettext_lazy("ตัดสินแล้ว")

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="call")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    for_everyone = models.BooleanField(default=True, help_text="Or for networks only")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)


class Criterion(EditionRow):
    """By what a proposal is screened. Filled from `criteria/assembly_issues.yaml`, and the secretariat's to change."""

    call = models.ForeignKey(IssueCall, models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    help = models.TextField(blank=True)
    most = models.PositiveSmallIntegerField(default=5, help_text="Highest score; the lowest is 1")
    weight = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["call", "code"], name="one_criterion_per_code")]

    def __str__(self) -> str:
        return self.name


class Issue(EditionRow, Sourced):
    """A proposal: from a finding of the opinion map, a row of the plan (both by the thread), or free."""

    thread_kind = "assemble.issue"

    class State(models.TextChoices):
        SUBMITTED = "submitted", gettext_lazy("เสนอแล้ว")
        ACCEPTED = "accepted", gettext_lazy("รับเป็นประเด็นสมัชชา")
        MERGED = "merged", gettext_lazy("รวมกับประเด็นอื่น")
        DECLINED = "declined", gettext_lazy("ไม่รับ")
        WITHDRAWN = "withdrawn", gettext_lazy("ถอนแล้ว")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="issues")
    call = models.ForeignKey(IssueCall, models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    reason = models.TextField(blank=True, help_text="Why it matters, and to whom")
    wish = models.TextField(blank=True, help_text="What the assembly should do")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    proposer = models.CharField(
        max_length=200, blank=True, help_text="Organisation or group, as they write it"
    )
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    receipt_hash = models.CharField(max_length=64, blank=True)
    shown = models.BooleanField(default=True, help_text="False until somebody read what came without a name")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    decision_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_issue_per_number")]
        indexes = [models.Index(fields=["edition", "state"], name="issues_by_state")]

    def __str__(self) -> str:
        return self.title


class IssueScore(ProgrammeRow):
    """One screener's score by one criterion, with the reason."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "criterion", "person"], name="one_score_per_screener")
        ]
