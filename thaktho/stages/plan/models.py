from django.utils.translation import gettext_lazy

"""The plan: each network's rows, the proposals that two rows overlap, and versions of the integrated plan."""

from django.db import models
from django.utils import timezone

from thaktho.ground.base import ProgrammeRow, Sourced


class NetworkPlan(ProgrammeRow, Sourced):
    """One network's plan for the programme's years."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        SUBMITTED = "submitted", gettext_lazy("ส่งแล้ว")
        RETURNED = "returned", gettext_lazy("ส่งกลับ")
        ACCEPTED = "accepted", gettext_lazy("รับแล้ว")

    thread_kind = "plan.network_plan"

    network = models.OneToOneField("people.Network", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    due_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)


class ImportBatch(ProgrammeRow):
    """One file on its way in: read in chunks, previewed, then applied in one flip or not at all."""

    class State(models.TextChoices):
        READING = "reading", gettext_lazy("กำลังอ่าน")
        PREVIEW = "preview", gettext_lazy("รอตรวจ")
        APPLIED = "applied", gettext_lazy("นำเข้าแล้ว")
        REFUSED = "refused", gettext_lazy("อ่านไม่ได้")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิกแล้ว")
        UNDONE = "undone", gettext_lazy("ย้อนกลับแล้ว")

    class Mode(models.TextChoices):
        APPEND = "append", gettext_lazy("เพิ่มต่อจากแถวเดิม")
        REPLACE = "replace", gettext_lazy("แทนแถวร่างเดิมทั้งหมด")

    thread_kind = "plan.import"

    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.APPEND)
    fiscal_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="BE; for dates without a year"
    )
    network_text = models.TextField(
        blank=True, help_text="Another network, named in the file: asked before applying"
    )
    notes = models.JSONField(default=list, help_text="What was ignored or assumed, in Thai")
    refusal = models.JSONField(
        default=dict, help_text="sheet, row, column, why; when the structure cannot be read"
    )
    row_count = models.PositiveIntegerField(default=0)
    flag_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "network", "state"], name="import_by_network")]

    @property
    def broken_off(self) -> bool:
        """Its reading ended half-way through no fault of the file: it can be read again."""
        return self.state == self.State.REFUSED and bool(self.refusal.get("again"))


class PlanRow(ProgrammeRow, Sourced):
    """A row of the real form, with what a three-year plan needs besides.

    `version` grows with every change: whoever saves over an older one is shown both. A row of an import that is not
    yet applied, and a removed row, is not `live`. A staged row that changes a standing one (`staged_as` update) never
    becomes live itself: applying copies its cells.
    """

    thread_kind = "plan.row"

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        SUBMITTED = "submitted", gettext_lazy("ส่งแล้ว")
        RETURNED = "returned", gettext_lazy("ส่งกลับ")
        ACCEPTED = "accepted", gettext_lazy("รับแล้ว")

    class Staged(models.TextChoices):
        NEW = "new", gettext_lazy("แถวใหม่")
        UPDATE = "update", gettext_lazy("แก้แถวเดิม")
        SAME = "same", gettext_lazy("มีอยู่แล้ว ไม่เปลี่ยน")
        LOCKED = "locked", gettext_lazy("แถวเดิมส่งแล้ว จึงไม่แก้")

    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="ที่: order in the network's plan")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    live = models.BooleanField(default=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, blank=True, related_name="rows")
    origin = models.JSONField(default=dict, help_text="file, sheet, row and id as imported")
    staged_as = models.CharField(max_length=8, choices=Staged.choices, blank=True)
    staged_over = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        ImportBatch,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Replaced by this import",
    )
    changed_at = models.DateTimeField(default=timezone.now)

    title = models.TextField(help_text="กิจกรรม/โครงการ")
    problem = models.TextField(blank=True)
    good_deed = models.TextField(blank=True)
    virtues_text = models.TextField(blank=True, help_text="As typed; virtue codes lie in `virtues`")
    virtues = models.JSONField(default=list)
    indicator = models.TextField(blank=True)
    when_text = models.TextField(blank=True, help_text="As typed; kept also when it cannot be read")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget_text = models.TextField(blank=True)
    budget = models.DecimalField(
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Sum of the budget lines, baht; null = not said",
    )
    agency = models.TextField(blank=True, help_text="As typed: who is responsible")
    area_text = models.TextField(blank=True)
    extra = models.JSONField(default=dict, help_text="Columns of the file that the form does not know, kept")

    lead = models.ForeignKey("people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    partners = models.ManyToManyField("people.Organisation", blank=True, related_name="+")
    areas = models.ManyToManyField("places.Place", blank=True, related_name="+")
    vision_parts = models.ManyToManyField("programme.VisionPart", blank=True, related_name="+")
    unit = models.CharField(max_length=60, blank=True, help_text="Unit of the indicator")
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="BE")

    search_text = models.TextField(blank=True)
    is_joined = models.BooleanField(default=False, help_text="Made by joining rows of two networks or more")
    sort_key = models.CharField(max_length=600, blank=True)
    joined_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="originals")

    class Meta:
        ordering = ["network__order", "number", "id"]
        indexes = [
            models.Index(fields=["programme", "live", "network", "number"], name="rows_of_network"),
            models.Index(fields=["programme", "live", "state"], name="rows_by_state"),
            models.Index(fields=["batch", "staged_as", "number"], name="rows_of_batch"),
        ]

    def __str__(self) -> str:
        return self.title


class RowTarget(ProgrammeRow):
    """The indicator's target in one fiscal year."""

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["row", "year"], name="one_target_per_year")]


class BudgetLine(ProgrammeRow):
    """Money of one fiscal year from one source. Zero means that no money is needed; no line means not said.

    `year` is null where a paper states a sum but no year: it is never guessed.
    """

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fiscal year, BE")
    fund = models.CharField(max_length=120, blank=True, help_text="แหล่งงบ, as typed or from the list")
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["year", "fund"]
        constraints = [
            models.UniqueConstraint(fields=["row", "year", "fund"], name="one_line_per_fund"),
            models.UniqueConstraint(
                fields=["row", "fund"], condition=models.Q(year=None), name="one_line_without_year_per_fund"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_not_negative"),
        ]


class CellFlag(ProgrammeRow):
    """A cell somebody must look at: what stood there and why it could not be read, or what the secretariat asks."""

    class Kind(models.TextChoices):
        READING = "reading", gettext_lazy("อ่านไม่ได้")
        COMMENT = "comment", gettext_lazy("ความเห็น")

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.READING)
    made_at = models.DateTimeField(auto_now_add=True)
    field = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    why = models.TextField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_as = models.CharField(
        max_length=20, blank=True, help_text="read, text, changed, seen: how it was settled"
    )

    class Meta:
        ordering = ["id"]


class Pair(ProgrammeRow):
    """Two rows that may overlap, as proposed by the engine, and what people decided."""

    class Decision(models.TextChoices):
        JOIN = "join", gettext_lazy("รวมเป็นแถวเดียว")
        KEEP = "keep", gettext_lazy("คงไว้ทั้งคู่")
        DIFFERENT = "different", gettext_lazy("ไม่ใช่เรื่องเดียวกัน")

    thread_kind = "plan.pair"

    row_a = models.ForeignKey(PlanRow, models.CASCADE, related_name="+")
    row_b = models.ForeignKey(PlanRow, models.CASCADE, related_name="+")
    action = models.CharField(max_length=10)
    place = models.CharField(max_length=10)
    time = models.CharField(max_length=10)
    label = models.CharField(max_length=12)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    stale = models.BooleanField(default=False, help_text="No longer proposed by the latest weaving")
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    joined = models.ForeignKey(
        PlanRow, models.SET_NULL, null=True, related_name="+", help_text="The row made by joining"
    )

    class Meta:
        ordering = ["-score", "id"]
        constraints = [models.UniqueConstraint(fields=["row_a", "row_b"], name="one_pair_per_rows")]
        indexes = [models.Index(fields=["programme", "decision", "stale", "-score"], name="pairs_to_decide")]


class PlanVersion(ProgrammeRow, Sourced):
    """A numbered version of the integrated plan. Proposed, it can be withdrawn; approved by a meeting, it is frozen:
    its lines and its documents never change again."""

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("เสนอที่ประชุม")
        APPROVED = "approved", gettext_lazy("ที่ประชุมเห็นชอบแล้ว")
        WITHDRAWN = "withdrawn", gettext_lazy("ถอนแล้ว")

    thread_kind = "plan.version"

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    note = models.TextField(blank=True)
    dated = models.DateField(help_text="The date printed on its documents")
    made_at = models.DateTimeField(auto_now_add=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "convene.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    content_hash = models.CharField(max_length=64, help_text="SHA-256 over its lines")
    line_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_version_per_number")]


class VersionLine(ProgrammeRow):
    """One line of a version as it was then: a copy, so that later edits of the row do not reach it."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    row = models.ForeignKey(PlanRow, models.PROTECT, related_name="+")
    data = models.JSONField(help_text="The cells as printed")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_line_per_number")]


class VersionDocument(ProgrammeRow):
    """A version in one format, as it stood when made: a proposal and the approved plan are two papers."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="documents")
    format = models.CharField(max_length=4)
    state = models.CharField(max_length=10, choices=PlanVersion.State.choices)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "format", "state"], name="one_document_per_format")
        ]
