"""Who speaks for a network, what each network thinks of each clause, what the chair recorded, and formal votes.

One network has one voice on a clause. What its delegates said inside is kept as counts only, unless the rule, locked before
the round opened and printed above the question, says named. A formal resolution is an option, off by default.
"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow

from ..editions.models import Edition, EditionRow


class Delegate(EditionRow):
    """ผู้แทนเครือข่าย: nominated by the network, appointed by a letter, replaced by another. Enters by a link or QR."""

    thread_kind = "assemble.delegate"

    class Part(models.TextChoices):
        SPEAKER = "speaker", gettext_lazy("ผู้แทนที่แจ้งเสียงของเครือข่าย")
        DELEGATE = "delegate", gettext_lazy("ผู้แทน")
        ALTERNATE = "alternate", gettext_lazy("ผู้แทนสำรอง")

    class State(models.TextChoices):
        NOMINATED = "nominated", gettext_lazy("เสนอชื่อแล้ว")
        APPOINTED = "appointed", gettext_lazy("แต่งตั้งแล้ว")
        REPLACED = "replaced", gettext_lazy("เปลี่ยนตัวแล้ว")
        ENDED = "ended", gettext_lazy("พ้นหน้าที่")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="delegates")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="As the letter prints it")
    position = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    part = models.CharField(max_length=9, choices=Part.choices, default=Part.DELEGATE)
    state = models.CharField(max_length=9, choices=State.choices, default=State.NOMINATED)
    letter_number = models.CharField(max_length=120, blank=True, help_text="Typed by the office")
    letter_date = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")
    end_reason = models.TextField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    entry = models.PositiveSmallIntegerField(default=0, help_text="How often the way in was made anew")
    sort_key = models.CharField(max_length=400)
    search_text = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["network__order", "part", "sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "network", "person"],
                condition=models.Q(state__in=["nominated", "appointed"]),
                name="one_living_delegate_per_person_and_network",
            )
        ]
        indexes = [models.Index(fields=["edition", "network", "state"], name="delegates_of_network")]

    def __str__(self) -> str:
        return self.name


class Rulebook(EditionRow):
    """How this edition agrees. Locked before the first round opens; each round and vote freezes a copy."""

    class Quorum(models.TextChoices):
        NONE = "none", gettext_lazy("ไม่กำหนดองค์ประชุม")
        COUNT = "count", gettext_lazy("จำนวนเครือข่าย")
        SHARE = "share", gettext_lazy("สัดส่วนของเครือข่าย")

    class Inner(models.TextChoices):
        COUNTS = "counts", gettext_lazy("เก็บเฉพาะจำนวน")
        NAMED = "named", gettext_lazy("บันทึกรายชื่อ")

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="rulebook")
    quorum = models.CharField(max_length=5, choices=Quorum.choices, default=Quorum.SHARE)
    quorum_count = models.PositiveSmallIntegerField(default=0)
    quorum_share_num = models.PositiveSmallIntegerField(
        default=1, help_text="Numerator: 1 of 2 is more than half"
    )
    quorum_share_den = models.PositiveSmallIntegerField(default=2)
    present_at_least = models.PositiveSmallIntegerField(
        default=1, help_text="Delegates on the spot that make a network present"
    )
    inner = models.CharField(max_length=6, choices=Inner.choices, default=Inner.COUNTS)
    note_needs_reason = models.BooleanField(default=True)
    seats = models.PositiveSmallIntegerField(
        default=0, help_text="Delegates a network is asked to name; shown, never forced. 0: nothing said"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Round(EditionRow):
    """One asking of all networks about the clauses of one version."""

    thread_kind = "assemble.round"

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ยังไม่เปิด")
        OPEN = "open", gettext_lazy("เปิดรับเสียง")
        CLOSED = "closed", gettext_lazy("ปิดแล้ว")
        PUBLISHED = "published", gettext_lazy("ประกาศผลแล้ว")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey("assemble.TextVersion", models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    rule = models.JSONField(default=dict, help_text="The rulebook as it was when the round opened")
    networks = models.JSONField(default=list, help_text="Ids entitled to a voice, fixed at opening")
    result = models.JSONField(default=dict, help_text="Fixed at closing: by clause, with presence and quorum")
    close_reason = models.TextField(blank=True, help_text="Said when it was closed with voices missing")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_round_of_voices_per_number"),
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state="open"), name="one_open_round"
            ),
        ]


class RoundClause(ProgrammeRow):
    """A clause as it was asked about: its printed number and its words."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="clauses")
    clause = models.ForeignKey("assemble.Clause", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    body = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "clause"], name="one_asking_per_clause")]


class Value(models.TextChoices):
    AGREE = "agree", gettext_lazy("เห็นด้วย")
    NOTE = "note", gettext_lazy("เห็นด้วยโดยมีข้อสังเกต")
    CHANGE = "change", gettext_lazy("ขอปรับแก้")
    NOT_YET = "not_yet", gettext_lazy("ยังไม่เห็นด้วย")


class ClauseStance(ProgrammeRow):
    """A network's one voice on one clause in one round. The last word before closing counts; earlier ones stand in the
    ledger."""

    thread_kind = "assemble.stance"

    asked = models.ForeignKey(RoundClause, models.CASCADE, related_name="stances")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=Value.choices)
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    for_network = models.BooleanField(default=False, help_text="Typed by the secretariat for the network")
    given_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "network"], name="one_voice_per_network_and_clause")
        ]


class InnerVoice(ProgrammeRow):
    """That this person has spoken on this clause inside a network: once, whichever networks they sit in. The value is
    kept only under a rule that says named."""

    asked = models.ForeignKey(RoundClause, models.CASCADE, related_name="inner")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=Value.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "person"], name="one_inner_voice_per_person")]


class InnerCount(ProgrammeRow):
    asked = models.ForeignKey(RoundClause, models.CASCADE, related_name="counts")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=Value.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "network", "value"], name="one_inner_count_per_value")
        ]


class Dissent(EditionRow):
    """What the chair put on record where a "not yet" stands for good."""

    thread_kind = "assemble.dissent"

    asked = models.ForeignKey(RoundClause, models.PROTECT, related_name="dissents")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    text = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    chair = models.CharField(max_length=300, help_text="Name and office as of that moment")
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "network"], name="one_dissent_per_network_and_clause")
        ]


class Resolution(EditionRow):
    """มติสมัชชา: a formal vote. Its rule is locked before it opens, and printed on the ballot with its hash."""

    thread_kind = "assemble.resolution"

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        LOCKED = "locked", gettext_lazy("ล็อกกติกาแล้ว")
        OPEN = "open", gettext_lazy("เปิดลงมติ")
        CLOSED = "closed", gettext_lazy("ปิดแล้ว")
        PUBLISHED = "published", gettext_lazy("ประกาศผลแล้ว")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิก")

    class Majority(models.TextChoices):
        SIMPLE = "simple", gettext_lazy("เกินกึ่งหนึ่ง")
        TWO_THIRDS = "two_thirds", gettext_lazy("ไม่น้อยกว่าสองในสาม")

    class Base(models.TextChoices):
        """Of what the majority is taken."""

        CAST = "cast", gettext_lazy("ของผู้ลงมติเห็นด้วยและไม่เห็นด้วย")
        PRESENT = "present", gettext_lazy("ของผู้ลงมติทั้งหมด รวมงดออกเสียง")
        ENTITLED = "entitled", gettext_lazy("ของผู้มีสิทธิทั้งหมด")

    class Secrecy(models.TextChoices):
        SECRET = "secret", gettext_lazy("ลับ")
        NAMED = "named", gettext_lazy("เปิดเผยชื่อ")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    body = models.TextField()
    clause = models.ForeignKey("assemble.Clause", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    majority = models.CharField(max_length=10, choices=Majority.choices, default=Majority.SIMPLE)
    base = models.CharField(max_length=8, choices=Base.choices, default=Base.CAST)
    secrecy = models.CharField(max_length=6, choices=Secrecy.choices, default=Secrecy.SECRET)
    may_abstain = models.BooleanField(default=True)
    only_present = models.BooleanField(
        default=False, help_text="Only delegates registered on the day may vote"
    )
    rule = models.JSONField(default=dict, help_text="Frozen when locked")
    rule_hash = models.CharField(max_length=64, blank=True)
    entitled = models.PositiveIntegerField(default=0, help_text="Fixed at opening")
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    abstain = models.PositiveIntegerField(default=0)
    passed = models.BooleanField(null=True, blank=True, help_text="Fixed at closing")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    stop_reason = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_resolution_per_number")
        ]

    def __str__(self) -> str:
        return self.title


class VoteRight(ProgrammeRow):
    """A delegate entitled to this vote, and that it was used. What was voted stands here only when the rule says named."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="rights")
    delegate = models.ForeignKey(Delegate, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    used = models.BooleanField(default=False)
    value = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = [
            # A person who sits for two networks has one vote.
            models.UniqueConstraint(fields=["resolution", "person"], name="one_vote_per_person")
        ]


class ResolutionSlip(ProgrammeRow):
    """A secret vote: a value under a random id, tied to nobody and to no hour."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # never time-ordered
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="slips")
    value = models.CharField(max_length=7)
