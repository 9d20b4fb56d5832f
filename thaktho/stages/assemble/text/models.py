"""The declaration of intent: its clauses, what was asked to be changed in them, and what became of each wish.

Recommendation, decision and text are three things, kept apart: what the drafters advise of an amendment, what was decided,
and which words stand in the clause. A clause's words are kept revision by revision, so that every comment and amendment
stays beside the words it was made on.
"""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced

from ..editions.models import Edition, EditionRow


class Text(EditionRow, Sourced):
    """ประกาศเจตนารมณ์ of an edition."""

    thread_kind = "assemble.text"

    class State(models.TextChoices):
        DRAFTING = "drafting", gettext_lazy("ยกร่าง")
        HEARING = "hearing", gettext_lazy("รับฟังความเห็น")
        AGREED = "agreed", gettext_lazy("เห็นพ้องแล้ว")
        PROCLAIMED = "proclaimed", gettext_lazy("ประกาศแล้ว")

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="text")
    title = models.CharField(max_length=300)
    opening = models.TextField(blank=True, help_text="พวกเรา ผู้แทนองค์กร… ขอประกาศเจตนารมณ์ว่า …")
    closing = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTING)
    proclaimed_on = models.DateField(null=True, blank=True)
    # The readers as printed that day; they do not follow a later office.
    signers = models.JSONField(default=list, help_text="[{name, position, holding}] in order")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Period(EditionRow):
    """Clauses are grouped by when they are to be done: ระยะก่อน… (เมษายน ๒๕๕๘ – มีนาคม ๒๕๕๙)."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="periods")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Clause(EditionRow, Sourced):
    """ข้อ. Its printed number follows from the order of the clauses that live; a removed one keeps its words."""

    thread_kind = "assemble.clause"

    text = models.ForeignKey(Text, models.CASCADE, related_name="clauses")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="clauses")
    order = models.PositiveSmallIntegerField(default=1, help_text="Inside its period")
    body = models.TextField(help_text="The words of the current revision")
    revision = models.PositiveIntegerField(default=1)
    live = models.BooleanField(default=True)
    removed_reason = models.TextField(blank=True)
    issue = models.ForeignKey("assemble.Issue", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["period__order", "order", "id"]
        indexes = [models.Index(fields=["text", "live"], name="clauses_living")]

    def __str__(self) -> str:
        return self.body


class ClauseAction(EditionRow):
    """ขอให้ <addressee> ดำเนินการ <action>."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="actions")
    addressee = models.CharField(max_length=300, help_text="As the text prints it")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]


class ClauseRevision(EditionRow):
    """The words of a clause as they stood. Never changed."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    actions = models.JSONField(default=list, help_text="[{addressee, action}]")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="one_revision_per_number")]


class TextVersion(EditionRow):
    """ร่างที่ n: the whole declaration as it stood, frozen with its hash."""

    thread_kind = "assemble.text_version"

    text = models.ForeignKey(Text, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    frozen = models.JSONField(default=dict)
    frozen_hash = models.CharField(max_length=64)
    final = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="one_text_per_number")]

    def __str__(self) -> str:
        return self.name or str(self.number)


class Hearing(EditionRow, Sourced):
    """เวทีรับฟังความเห็น of a network, a district, or of everybody, on one version."""

    thread_kind = "assemble.hearing"

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("กำหนดไว้")
        OPEN = "open", gettext_lazy("เปิดรับ")
        CLOSED = "closed", gettext_lazy("ปิดรับแล้ว")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="hearings")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="hearings")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey("convene.Meeting", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["opens_on", "id"]

    def __str__(self) -> str:
        return self.title


class Hideable(models.Model):
    """Rude words, or a person named: nothing is deleted, only the secretariat goes on reading it, and it says so."""

    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class Comment(EditionRow, Hideable):
    """A remark on a clause and the very words it means. From anybody; without an account it is answered by receipt."""

    thread_kind = "assemble.comment"

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("รอตอบ")
        ANSWERED = "answered", gettext_lazy("ตอบแล้ว")
        HIDDEN = "hidden", gettext_lazy("ไม่แสดง")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="comments")
    revision = models.PositiveIntegerField(help_text="Of the clause, when it was said")
    start = models.PositiveIntegerField(default=0, help_text="First letter of the words meant")
    end = models.PositiveIntegerField(default=0, help_text="0 with start 0: the whole clause")
    quote = models.TextField(blank=True)
    text = models.TextField()
    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, blank=True, related_name="comments")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=200, blank=True, help_text="As they wish to be named")
    receipt_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["clause", "state"], name="comments_of_clause")]


class Amendment(EditionRow, Hideable):
    """A wish to change, add or strike a clause. `base_revision` are the words it was written on; an amendment of an
    amendment names it as its parent."""

    thread_kind = "assemble.amendment"

    class Kind(models.TextChoices):
        CHANGE = "change", gettext_lazy("ขอแก้ถ้อยคำ")
        ADD = "add", gettext_lazy("ขอเพิ่มข้อ")
        STRIKE = "strike", gettext_lazy("ขอตัดข้อ")

    class State(models.TextChoices):
        SUBMITTED = "submitted", gettext_lazy("เสนอแล้ว")
        WITHDRAWN = "withdrawn", gettext_lazy("ถอนแล้ว")
        DECIDED = "decided", gettext_lazy("ตัดสินแล้ว")
        COMPOSED = "composed", gettext_lazy("อยู่ในร่างแล้ว")

    class Advice(models.TextChoices):
        """What the drafters recommend. It decides nothing."""

        NONE = "", gettext_lazy("ยังไม่มีความเห็น")
        ACCEPT = "accept", gettext_lazy("ควรรับ")
        CHANGED = "changed", gettext_lazy("ควรรับโดยปรับถ้อยคำ")
        DECLINE = "decline", gettext_lazy("ไม่ควรรับ")
        MERGE = "merge", gettext_lazy("ควรรวมกับข้อเสนออื่น")

    class Decision(models.TextChoices):
        NONE = "", gettext_lazy("ยังไม่ตัดสิน")
        ACCEPTED = "accepted", gettext_lazy("รับ")
        CHANGED = "changed", gettext_lazy("รับโดยปรับถ้อยคำ")
        DECLINED = "declined", gettext_lazy("ไม่รับ")
        MERGED = "merged", gettext_lazy("รวมกับข้อเสนออื่น")

    text = models.ForeignKey(Text, models.CASCADE, related_name="amendments")
    number = models.PositiveIntegerField(help_text="In the edition; kept when another is withdrawn")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CHANGE)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="amendments")
    after = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="+")
    period = models.ForeignKey(Period, models.SET_NULL, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    base_revision = models.PositiveIntegerField(default=0)
    base_body = models.TextField(blank=True, help_text="The words it was written on (clause or parent)")
    body = models.TextField(blank=True, help_text="The words wished for")
    reason = models.TextField(blank=True)
    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, blank=True, related_name="amendments")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=200, blank=True)
    receipt_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    advice = models.CharField(max_length=8, choices=Advice.choices, blank=True, default=Advice.NONE)
    advice_reason = models.TextField(blank=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True, default=Decision.NONE)
    decision_reason = models.TextField(blank=True)
    decided_body = models.TextField(blank=True, help_text="Where it was accepted with other words")
    decided_revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of the clause, which the decided words were written on"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    composed_revision = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="one_amendment_per_number")]
        indexes = [models.Index(fields=["clause", "state"], name="amendments_of_clause")]


class AmendmentSupport(ProgrammeRow):
    """A network that wishes the same."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="supports")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["amendment", "network"], name="one_support_per_network")
        ]
