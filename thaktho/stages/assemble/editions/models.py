"""One year's assembly, the stages it goes through, and what each stage needs: meetings, papers, deadlines, tasks."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class Stage(models.TextChoices):
    """In the order observed in Chiang Rai (docs/assemble.md says from which reports)."""

    CONSULT = "consult", gettext_lazy("หารือแกนนำ")
    BRAINSTORM = "brainstorm", gettext_lazy("ระดมความคิดเห็นแยกเครือข่าย")
    PLAN_DRAFT = "plan_draft", gettext_lazy("ยกร่างแผนขับเคลื่อน")
    DECLARE_DRAFT = "declare_draft", gettext_lazy("ยกร่างประกาศเจตนารมณ์")
    READINESS = "readiness", gettext_lazy("เตรียมความพร้อม")
    ASSEMBLY = "assembly", gettext_lazy("งานสมัชชา")
    WRAP_UP = "wrap_up", gettext_lazy("สรุปผล")
    FOLLOW_UP = "follow_up", gettext_lazy("ติดตามแบบเสริมพลัง")


class Edition(ProgrammeRow, Sourced):
    """สมัชชาคุณธรรม of one year. `stage` is where it stands now; a rehearsal is a copy to be thrown away."""

    thread_kind = "assemble.edition"

    class State(models.TextChoices):
        RUNNING = "running", gettext_lazy("กำลังดำเนินการ")
        ENDED = "ended", gettext_lazy("สิ้นสุดแล้ว")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิก")

    code = models.SlugField(max_length=20, help_text="In addresses: 2563")
    title = models.CharField(max_length=300)
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="ปีที่ / ครั้งที่")
    year = models.PositiveSmallIntegerField(help_text="Fiscal year, BE")
    theme = models.CharField(max_length=500, blank=True)
    held_on = models.DateField(null=True, blank=True, help_text="Empty while nobody knows the day")
    held_until = models.DateField(null=True, blank=True)
    place_text = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    online_url = models.URLField(max_length=500, blank=True)
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.CONSULT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    end_reason = models.TextField(blank=True)
    formal_votes = models.BooleanField(default=False, help_text="มติสมัชชา: an option, off by default")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    rehearsal_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="rehearsals")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-number", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_edition_per_code"),
            models.CheckConstraint(
                condition=models.Q(held_until=None) | models.Q(held_until__gte=models.F("held_on")),
                name="edition_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_rehearsal(self) -> bool:
        return self.rehearsal_of_id is not None


class EditionRow(ProgrammeRow):
    """A row of one edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class StageSpan(EditionRow, Sourced):
    """When a stage is meant to begin and to be done; and when it was entered and left."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="spans")
    stage = models.CharField(max_length=16, choices=Stage.choices)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "stage"], name="one_span_per_stage")]


class EditionMeeting(EditionRow):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="meetings")
    stage = models.CharField(max_length=16, choices=Stage.choices)
    meeting = models.ForeignKey("convene.Meeting", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting__held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "meeting"], name="one_edition_meeting_per_meeting")
        ]


class Task(EditionRow):
    """Who does what until when, for a stage."""

    thread_kind = "assemble.task"

    class State(models.TextChoices):
        TODO = "todo", gettext_lazy("ยังไม่เริ่ม")
        DOING = "doing", gettext_lazy("กำลังทำ")
        DONE = "done", gettext_lazy("เสร็จแล้ว")
        DROPPED = "dropped", gettext_lazy("ไม่ทำแล้ว")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tasks")
    stage = models.CharField(max_length=16, choices=Stage.choices)
    title = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=200, blank=True, help_text="In words, where nobody is registered")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TODO)
    done_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was dropped")
    order = models.PositiveSmallIntegerField(default=1)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["edition", "stage", "state"], name="tasks_of_stage")]

    def __str__(self) -> str:
        return self.title


class EditionPaper(EditionRow):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="papers")
    stage = models.CharField(max_length=16, choices=Stage.choices)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    public = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["stage", "id"]


class Tab(EditionRow, Sourced):
    """One of the four tabs the public knows from the Moral Promotion Center's pages of provincial assemblies."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", gettext_lazy("กรอบแนวคิด")
        ACADEMIC = "academic", gettext_lazy("ข้อมูลวิชาการ")
        DECLARATION = "declaration", gettext_lazy("ประกาศเจตนารมณ์")
        ATMOSPHERE = "atmosphere", gettext_lazy("ภาพบรรยากาศ")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tabs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="one_tab_per_kind")]


class TabItem(EditionRow, Sourced):
    """Something under a tab: a study, a figure with its source, a paper."""

    tab = models.ForeignKey(Tab, models.CASCADE, related_name="items")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]


class Photo(EditionRow):
    """A picture of the year. Private until somebody says that those on it agreed (PDPA), children by their parents."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=300)
    taken_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=300, blank=True, help_text="How those on it agreed")
    with_children = models.BooleanField(default=False)
    children_consent = models.CharField(max_length=300, blank=True, help_text="How the parents agreed")
    public = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=1)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public=False)
                | (~models.Q(consent="") & (models.Q(with_children=False) | ~models.Q(children_consent=""))),
                name="public_photo_has_consent",
            )
        ]
