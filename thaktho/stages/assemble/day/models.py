"""The day: programme by hall, speakers, who is there, what the screens show, booths, honours, papers handed out."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import Sourced

from ..editions.models import Edition, EditionRow


class Hall(EditionRow):
    """ห้อง: the main hall, the side rooms, the market."""

    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=1)
    online_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Slot(EditionRow, Sourced):
    """One thing on the programme, in one hall."""

    thread_kind = "assemble.slot"

    class Kind(models.TextChoices):
        REGISTER = "register", gettext_lazy("ลงทะเบียน")
        OPENING = "opening", gettext_lazy("พิธีเปิด")
        TALK = "talk", gettext_lazy("บรรยาย")
        EXCHANGE = "exchange", gettext_lazy("เวทีแลกเปลี่ยนเรียนรู้")
        CLAUSES = "clauses", gettext_lazy("พิจารณาประกาศเจตนารมณ์")
        DECLARATION = "declaration", gettext_lazy("อ่านประกาศเจตนารมณ์")
        HONOURS = "honours", gettext_lazy("มอบเกียรติบัตร")
        MARKET = "market", gettext_lazy("ตลาดนัดคุณธรรม")
        BREAK = "break", gettext_lazy("พัก")
        OTHER = "other", gettext_lazy("อื่น ๆ")

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("ตามกำหนด")
        RUNNING = "running", gettext_lazy("กำลังดำเนินการ")
        DONE = "done", gettext_lazy("จบแล้ว")
        SKIPPED = "skipped", gettext_lazy("ข้าม")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="slots")
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="slots")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    speakers = models.TextField(blank=True, help_text="One a line: name · office")
    clause = models.ForeignKey("assemble.Clause", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "starts_at", "hall__order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="slot_hours_in_order"
            ),
            models.UniqueConstraint(
                fields=["hall"], condition=models.Q(state="running"), name="one_running_slot_per_hall"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SpeakerTurn(EditionRow):
    """A wish to speak in a hall, in the order in which the chair lets people speak. Time is kept in seconds spoken, so a
    clock that jumps takes nothing from anybody."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("รอพูด")
        SPEAKING = "speaking", gettext_lazy("กำลังพูด")
        DONE = "done", gettext_lazy("พูดแล้ว")
        WITHDRAWN = "withdrawn", gettext_lazy("ถอน")

    hall = models.ForeignKey(Hall, models.CASCADE, related_name="turns")
    slot = models.ForeignKey(Slot, models.SET_NULL, null=True, blank=True, related_name="turns")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    delegate = models.ForeignKey(
        "assemble.Delegate", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    allowed_seconds = models.PositiveIntegerField(default=180)
    spoken_seconds = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True, help_text="While speaking and not paused")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall"], condition=models.Q(state="speaking"), name="one_speaker_per_hall"
            )
        ]


class Participant(EditionRow):
    """Somebody expected, or who came: a delegate, a guest, a reporter, a booth's keeper. Personal data."""

    class Kind(models.TextChoices):
        DELEGATE = "delegate", gettext_lazy("ผู้แทนเครือข่าย")
        GUEST = "guest", gettext_lazy("ผู้มีเกียรติ")
        OBSERVER = "observer", gettext_lazy("ผู้สังเกตการณ์")
        BOOTH = "booth", gettext_lazy("ตลาดนัดคุณธรรม")
        MEDIA = "media", gettext_lazy("สื่อมวลชน")
        STAFF = "staff", gettext_lazy("คณะทำงาน")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField(help_text="On the badge")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DELEGATE)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    delegate = models.ForeignKey(
        "assemble.Delegate", models.SET_NULL, null=True, blank=True, related_name="participants"
    )
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, help_text="As printed. Monks have no surname")
    position = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    walk_in = models.BooleanField(default=False)
    code = models.CharField(max_length=16, help_text="On the badge's QR; tells nothing by itself")
    came_at = models.DateTimeField(
        null=True, blank=True, help_text="First arrival; kept beside the check-ins"
    )
    mode = models.CharField(max_length=8, blank=True, help_text="onsite or online, of the last arrival")
    badge_printed_at = models.DateTimeField(null=True, blank=True, help_text="Last time; empty is new")
    sort_key = models.CharField(max_length=400)
    search_text = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["network__order", "sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_participant_per_number"),
            models.UniqueConstraint(fields=["edition", "code"], name="one_participant_per_code"),
        ]
        indexes = [
            models.Index(fields=["edition", "network", "came_at"], name="participants_present"),
            models.Index(fields=["edition", "sort_key"], name="participants_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CheckIn(EditionRow):
    """One arrival on one day. Taken back, it stays with the mark that it was."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="checkins")
    on = models.DateField()
    mode = models.CharField(
        max_length=8, choices=[("onsite", gettext_lazy("ในงาน")), ("online", gettext_lazy("ออนไลน์"))]
    )
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "on"], condition=models.Q(undone=False), name="one_arrival_a_day"
            )
        ]


class ChairSpell(EditionRow):
    """Who chairs, from when to when, with name and office frozen. One at a time."""

    name = models.CharField(max_length=200)
    position = models.CharField(max_length=300, blank=True)
    holding = models.CharField(max_length=12, default="full", help_text="As convene.Holding")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(until=None), name="one_chair_at_a_time"
            )
        ]


class Screen(EditionRow):
    """What the projector of a hall shows. `revision` grows with every change; a chair's page that has seen an older one is
    told so before it moves anything."""

    class View(models.TextChoices):
        AGENDA = "agenda", gettext_lazy("กำหนดการ")
        CLAUSE = "clause", gettext_lazy("ข้อในประกาศ")
        STANCES = "stances", gettext_lazy("เสียงของเครือข่าย")
        SPEAKERS = "speakers", gettext_lazy("ผู้ขอพูด")
        PRESENCE = "presence", gettext_lazy("ผู้มาประชุม")
        HONOURS = "honours", gettext_lazy("ผู้ได้รับการยกย่อง")
        VOTE = "vote", gettext_lazy("การลงมติ")
        WORDS = "words", gettext_lazy("ข้อความ")
        BLANK = "blank", gettext_lazy("พักจอ")

    hall = models.OneToOneField(Hall, models.CASCADE, related_name="screen")
    view = models.CharField(max_length=8, choices=View.choices, default=View.AGENDA)
    clause = models.ForeignKey("assemble.Clause", models.SET_NULL, null=True, blank=True, related_name="+")
    resolution = models.ForeignKey(
        "assemble.Resolution", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    honour = models.ForeignKey("assemble.Honour", models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)


class Booth(EditionRow, Sourced):
    """บูธ of the market."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("ขอจัด")
        CONFIRMED = "confirmed", gettext_lazy("ยืนยันแล้ว")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิก")

    number = models.CharField(max_length=12, blank=True, help_text="On the floor plan")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.CharField(max_length=200, blank=True)
    needs = models.CharField(max_length=300, blank=True, help_text="Table, power")
    state = models.CharField(max_length=9, choices=State.choices, default=State.CONFIRMED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was cancelled")
    order = models.PositiveSmallIntegerField(default=1, help_text="Of its number: 2 before 10")
    search_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                condition=models.Q(state="confirmed") & ~models.Q(number=""),
                name="one_booth_per_number",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Honour(EditionRow, Sourced):
    """The assembly's own roll of honour. Winners only; never a ranking."""

    class Kind(models.TextChoices):
        PERSON = "person", gettext_lazy("บุคคล")
        COMMUNITY = "community", gettext_lazy("ชุมชน")
        ORGANISATION = "organisation", gettext_lazy("องค์กร")

    thread_kind = "assemble.honour"

    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    category = models.CharField(max_length=300, help_text="As the announcement prints it")
    name = models.CharField(max_length=300)
    place_text = models.CharField(max_length=300, blank=True)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    for_what = models.TextField(blank=True)
    is_minor = models.BooleanField(default=False)
    consent = models.CharField(max_length=300, blank=True, help_text="How they, or a minor's parents, agreed")
    presented_at = models.DateTimeField(null=True, blank=True)
    live = models.BooleanField(default=True)
    removed_reason = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_honour_per_number"),
            models.CheckConstraint(
                condition=models.Q(is_minor=False) | ~models.Q(consent=""), name="minor_has_consent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Certificate(EditionRow):
    """เกียรติบัตร เลขที่ n/ปี. What it prints is frozen; printed again it is the same paper with the same number."""

    class Kind(models.TextChoices):
        HONOUR = "honour", gettext_lazy("ยกย่องเชิดชู")
        ATTENDED = "attended", gettext_lazy("เข้าร่วมสมัชชา")
        BOOTH = "booth", gettext_lazy("ร่วมจัดตลาดนัดคุณธรรม")

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField(help_text="BE")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    honour = models.ForeignKey(Honour, models.PROTECT, null=True, blank=True, related_name="certificates")
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    booth = models.ForeignKey(Booth, models.PROTECT, null=True, blank=True, related_name="certificates")
    name = models.CharField(max_length=300)
    body = models.TextField()
    signers = models.JSONField(default=list, help_text="[{name, position}] frozen at issue")
    issued_on = models.DateField()
    code = models.CharField(max_length=16, help_text="By its QR everybody can check it")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.TextField(blank=True)
    prints = models.PositiveIntegerField(default=0)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text="The one it corrects",
    )
    search_text = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "number"], name="one_certificate_per_number"
            ),
            models.UniqueConstraint(fields=["code"], name="one_certificate_per_code"),
            *(
                models.UniqueConstraint(
                    fields=["kind", of],
                    condition=models.Q(revoked_at=None),
                    name=f"one_valid_certificate_per_{of}",
                )
                for of in ("honour", "participant", "booth")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class Satisfaction(EditionRow):
    """One anonymous answer to the form of the day (`criteria/satisfaction.yaml`). No address, no browser, no hour."""

    form = models.CharField(max_length=40, help_text="Version of the questions")
    answers = models.JSONField(default=dict, help_text="{question: 1..5}")
    liked = models.TextField(blank=True)
    better = models.TextField(blank=True)
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)
    token = models.UUIDField(help_text="Made of the phone's cookie, one way; also the order they are read in")
    hidden = models.BooleanField(default=False, help_text="Its words are not shown")

    class Meta:
        ordering = ["token"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "token"], name="one_satisfaction_per_phone")
        ]
