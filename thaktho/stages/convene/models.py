"""Meetings: who convened whom, where and why; who took part; what was said and decided.

A fact stands as its source printed it: the chair's name and position are copied onto the meeting and frozen there, and
every network keeps each source's own spelling. What no source says stays empty: a meeting whose hour is unknown has a
day and no hour. Approved minutes are a frozen copy; a correction is a new version with its reason.
"""

from django.db import models
from django.utils.translation import gettext_lazy, override

from thaktho.ground.base import ProgrammeRow, Sourced


class MeetingSeries(ProgrammeRow, Sourced):
    """A body that numbers its meetings `n/ปี`. The year is the fiscal or the calendar one, as the body counts."""

    class YearBasis(models.TextChoices):
        FISCAL = "fiscal", gettext_lazy("ปีงบประมาณ")
        CALENDAR = "calendar", gettext_lazy("ปีปฏิทิน")

    name = models.CharField(max_length=300)
    year_basis = models.CharField(max_length=8, choices=YearBasis.choices, default=YearBasis.FISCAL)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_series_per_name")]

    def __str__(self) -> str:
        return self.name


class Holding(models.TextChoices):
    """How a person holds the position printed beside the name."""

    FULL = "full", gettext_lazy("ดำรงตำแหน่ง")
    ACTING = "acting", gettext_lazy("รักษาราชการแทน")
    DEPUTISING = "deputising", gettext_lazy("ปฏิบัติราชการแทน")
    DELEGATED = "delegated", gettext_lazy("ได้รับมอบหมาย")


class Meeting(ProgrammeRow, Sourced):
    thread_kind = "convene.meeting"

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("กำหนดการ")
        OPEN = "open", gettext_lazy("กำลังประชุม")
        CLOSED = "closed", gettext_lazy("ประชุมแล้ว")
        MINUTES_APPROVED = "minutes_approved", gettext_lazy("รับรองรายงานแล้ว")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิก")

    class Counted(models.TextChoices):
        EXACT = "exact", gettext_lazy("จำนวน")
        AT_LEAST = "at_least", gettext_lazy("ไม่น้อยกว่า")
        OVER = "over", gettext_lazy("มากกว่า")

    series = models.ForeignKey(MeetingSeries, models.PROTECT, null=True, blank=True, related_name="meetings")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="BE, counted as the series counts"
    )
    title = models.CharField(max_length=500)
    short_title = models.CharField(max_length=60, blank=True, help_text="On the year line: ยกร่างแผน")
    purpose = models.TextField(blank=True)
    place_text = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    online_url = models.URLField(max_length=500, blank=True)
    held_on = models.DateField()
    held_until = models.DateField(null=True, blank=True, help_text="Last day, where it lasts longer than one")
    starts_at = models.TimeField(null=True, blank=True, help_text="Empty when nobody said")
    ends_at = models.TimeField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    # The chair as printed that day. `chair` may later hold another office; these words do not follow.
    chair = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    chair_name = models.CharField(max_length=200, blank=True)
    chair_position = models.CharField(max_length=300, blank=True)
    chair_holding = models.CharField(max_length=12, choices=Holding.choices, default=Holding.FULL)
    chair_for = models.CharField(max_length=300, blank=True, help_text="Whose place: ผู้ว่าราชการจังหวัด")

    expected_count = models.PositiveIntegerField(null=True, blank=True)
    reported_count = models.PositiveIntegerField(null=True, blank=True, help_text="As a source printed it")
    reported_kind = models.CharField(max_length=8, choices=Counted.choices, default=Counted.EXACT)
    reported_source = models.ForeignKey(
        "programme.Source", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stated_networks = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many the source says"
    )

    search_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                condition=models.Q(series__isnull=False, number__isnull=False) & ~models.Q(state="cancelled"),
                name="one_meeting_per_number",
            ),
            models.CheckConstraint(
                condition=models.Q(held_until=None) | models.Q(held_until__gte=models.F("held_on")),
                name="meeting_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["programme", "held_on"], name="meeting_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def printed_number(self) -> str:
        return f"{self.number}/{self.year}" if self.number and self.year else ""

    @property
    def chair_line(self) -> str:
        """The chair's office as a paper prints it: รองผู้ว่าราชการจังหวัดเชียงราย ปฏิบัติราชการแทน ผู้ว่าราชการ…"""
        if self.chair_holding == Holding.FULL or not self.chair_for:
            return self.chair_position
        with override("th"):  # as papers print it, whatever the reader's language
            held = str(Holding(self.chair_holding).label)
        joined = (
            f"{held}จาก{self.chair_for}"
            if self.chair_holding == Holding.DELEGATED
            else f"{held} {self.chair_for}"
        )
        return f"{self.chair_position} {joined}".strip()


class MeetingOrganiser(ProgrammeRow, Sourced):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    printed_name = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "printed_name"], name="one_organiser_per_name")
        ]

    def __str__(self) -> str:
        return self.printed_name


class MeetingOfficial(ProgrammeRow, Sourced):
    """Somebody a public source names or mentions by office besides the chair. Shown to everyone, unlike attendance."""

    class Part(models.TextChoices):
        HOST = "host", gettext_lazy("เจ้าภาพ")
        SPEAKER = "speaker", gettext_lazy("ผู้กล่าว")
        GUEST = "guest", gettext_lazy("ผู้ร่วมประชุม")
        CHAIR = "chair", gettext_lazy("ประธานร่วม")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="officials")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    printed_name = models.CharField(
        max_length=200, blank=True, help_text="Empty when the source names the office only"
    )
    position = models.CharField(max_length=300)
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.GUEST)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]


class MeetingNetwork(ProgrammeRow):
    """A network that was asked, or took part."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="networks")
    network = models.ForeignKey("people.Network", models.PROTECT, related_name="+")
    asked_count = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Seats offered to it")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["network__order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "network"], name="one_network_per_meeting")]


class NetworkMention(ProgrammeRow):
    """One source's word that this network took part, spelt as it was printed there."""

    meeting_network = models.ForeignKey(MeetingNetwork, models.CASCADE, related_name="mentions")
    printed_name = models.CharField(max_length=200)
    source = models.ForeignKey("programme.Source", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["source__published_on", "source__title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting_network", "source"], name="one_mention_per_source")
        ]


class AgendaItem(ProgrammeRow, Sourced):
    class Kind(models.IntegerChoices):
        """The six agenda items of Thai official meetings."""

        INFORM = 1, gettext_lazy("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ")
        ADOPT = 2, gettext_lazy("เรื่องรับรองรายงานการประชุม")
        FOLLOW = 3, gettext_lazy("เรื่องสืบเนื่อง")
        NOTE = 4, gettext_lazy("เรื่องเสนอเพื่อทราบ")
        CONSIDER = 5, gettext_lazy("เรื่องเสนอเพื่อพิจารณา")
        OTHER = 6, gettext_lazy("เรื่องอื่น ๆ")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    number = models.PositiveSmallIntegerField(help_text="Order inside its kind: 5.1, 5.2")
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["kind", "number", "id"]
        indexes = [models.Index(fields=["meeting", "kind", "number"], name="agenda_in_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return f"{self.kind}.{self.number}"


class Attendance(ProgrammeRow):
    """One seat: somebody asked to a meeting, or who walked in. Personal data: never on a public page."""

    class Mode(models.TextChoices):
        ONSITE = "onsite", gettext_lazy("ในห้องประชุม")
        ONLINE = "online", gettext_lazy("ออนไลน์")

    class State(models.TextChoices):
        INVITED = "invited", gettext_lazy("เชิญแล้ว")
        ACCEPTED = "accepted", gettext_lazy("ตอบรับ")
        DECLINED = "declined", gettext_lazy("แจ้งไม่มา")
        PRESENT = "present", gettext_lazy("มาประชุม")
        ABSENT = "absent", gettext_lazy("ไม่มา")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, help_text="As printed on the sheet")
    position = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.ONSITE)
    state = models.CharField(max_length=8, choices=State.choices, default=State.INVITED)
    was = models.CharField(
        max_length=8, choices=State.choices, blank=True, help_text="State before registering"
    )
    walk_in = models.BooleanField(default=False)
    substitute = models.CharField(max_length=200, blank=True, help_text="Who came instead (ผู้แทน)")
    substitute_position = models.CharField(max_length=300, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=400)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["network__order", "sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(person__isnull=False),
                name="one_seat_per_person",
            )
        ]
        indexes = [
            models.Index(fields=["meeting", "network", "sort_key"], name="seats_of_network"),
            models.Index(fields=["meeting", "state"], name="seats_by_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def who_came(self) -> str:
        return self.substitute or self.name


class Decision(ProgrammeRow, Sourced):
    """มติที่ประชุม. Struck out, it keeps its number and its words."""

    thread_kind = "convene.decision"

    class Kind(models.TextChoices):
        FREE = "free", gettext_lazy("มติ")
        APPROVE_PLAN = "approve_plan", gettext_lazy("เห็นชอบแผน")
        ACCEPT_DECLARATION = "accept_declaration", gettext_lazy("รับประกาศเจตนารมณ์")
        NOTE = "note", gettext_lazy("รับทราบ")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    agenda = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.FREE)
    decided_on = models.DateField()
    live = models.BooleanField(default=True)
    strike_reason = models.TextField(blank=True)
    # มติที่ 3/2565 of the series. Given once, never given again, also when the decision is struck.
    series = models.ForeignKey(MeetingSeries, models.PROTECT, null=True, blank=True, related_name="decisions")
    series_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="BE, as the series counts"
    )
    series_number = models.PositiveIntegerField(null=True, blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_decision_per_number"),
            models.UniqueConstraint(
                fields=["series", "series_year", "series_number"], name="one_decision_per_series_number"
            ),
        ]
        indexes = [models.Index(fields=["programme", "kind", "live"], name="decisions_by_kind")]

    def __str__(self) -> str:
        return self.text

    @property
    def printed_number(self) -> str:
        return f"{self.series_number}/{self.series_year}" if self.series_number else ""


class Minutes(ProgrammeRow):
    """One version of a meeting's minutes. Approved, `frozen` holds everything its papers print, for good."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        APPROVED = "approved", gettext_lazy("รับรองแล้ว")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(default=1, help_text="Version")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    reason = models.TextField(blank=True, help_text="Why this version corrects the one before")
    recorder = models.CharField(max_length=200, blank=True, help_text="ผู้จดรายงาน")
    recorder_position = models.CharField(max_length=300, blank=True)
    checker = models.CharField(max_length=200, blank=True, help_text="ผู้ตรวจรายงาน")
    checker_position = models.CharField(max_length=300, blank=True)
    began_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    frozen = models.JSONField(default=dict)
    frozen_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_minutes_per_number"),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(state="draft"), name="one_draft_of_minutes"
            ),
        ]


class MinutesText(ProgrammeRow):
    """One field of the draft: the opening, the closing, or what was said under one agenda item.

    `revision` grows with every save; whoever saves over a newer one is shown both texts.
    """

    OPENING, CLOSING = "opening", "closing"

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="texts")
    part = models.CharField(max_length=40, help_text="opening, closing, or the agenda item's id")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "part"], name="one_text_per_part")]


class Paper(ProgrammeRow):
    """A file laid before the meeting, or made of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    agenda = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    public = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=1, help_text="Number of the enclosure under its item")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["agenda__kind", "agenda__number", "order", "id"]


# Folders of this room.
from .bodies.models import Body, BodyMember, WayOfWorking  # noqa: F401
from .costs.models import CostLine  # noqa: F401
from .followups.models import FollowUp, FollowUpOnAgenda, FollowUpReport  # noqa: F401
from .letters.models import Letter, LetterEnclosure, Letterhead, LetterRecipient  # noqa: F401
