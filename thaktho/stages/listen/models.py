"""Listening: a topic asks a question, people state what they think and vote on what others stated.

Secrecy shapes these tables. Who a voter is cannot be read from them, also not by whoever holds the database:

* a voter's id is an HMAC of a random cookie under the topic's secret; the secret is deleted once the topic is sealed,
  and from then on no cookie leads to a ballot any more;
* `Voter` and `Vote` have no timestamps, no running numbers and no time-ordered ids (a UUIDv7 tells its millisecond, a
  serial its place in the queue): their keys are the voter's id itself. The order in which the database laid the rows
  down is wiped as well: sealing writes them anew in the order of their ids;
* a statement knows its network's door but never its voter, and a receipt knows its statement only.

The law in full, and what is published when: `docs/listen.md`.
"""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class Topic(ProgrammeRow, Sourced):
    """One question, asked for a while. `code` is the short word by which addresses and printed sheets call it."""

    thread_kind = "listen.topic"

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("ร่าง")
        OPEN = "open", gettext_lazy("เปิดรับ")
        CLOSED = "closed", gettext_lazy("ปิดรับแล้ว")
        SEALED = "sealed", gettext_lazy("ปิดผนึกแล้ว")

    class Moderation(models.TextChoices):
        BEFORE = "before", gettext_lazy("ตรวจก่อนเปิดให้ตอบ")
        AFTER = "after", gettext_lazy("เปิดให้ตอบทันที ตรวจภายหลัง")

    class Proposers(models.TextChoices):
        EVERYONE = "everyone", gettext_lazy("ทุกคนที่ตอบ")
        FACILITATORS = "facilitators", gettext_lazy("ผู้ประสานงานพิมพ์ให้เท่านั้น")

    code = models.CharField(max_length=8)
    meeting = models.ForeignKey("convene.Meeting", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=300)
    intro = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True, help_text="Empty: from the moment it is opened")
    closes_at = models.DateTimeField(null=True, blank=True, help_text="Empty: until somebody closes it")
    moderation = models.CharField(max_length=8, choices=Moderation.choices, default=Moderation.BEFORE)
    proposers = models.CharField(max_length=12, choices=Proposers.choices, default=Proposers.EVERYONE)
    open_door = models.BooleanField(default=False, help_text="A door for people who name no network")
    version = models.PositiveIntegerField(
        default=0, help_text="Grows whenever the list of shown statements changes"
    )
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_topic_per_code")]
        indexes = [models.Index(fields=["programme", "state"], name="topic_by_state")]

    def __str__(self) -> str:
        return self.title


class TopicSecret(models.Model):
    """The key under which cookies become voters. Its row is deleted when the topic is sealed: a table of its own, so
    that no list of topics ever carries it by accident and a backup can leave it out."""

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="secret")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    key = models.BinaryField(max_length=32)


class Door(ProgrammeRow):
    """How one network enters a topic: the address printed as its QR. Without a network, the open door."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="doors")
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=12)

    class Meta:
        ordering = ["network__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "token"], name="one_door_per_token"),
            models.UniqueConstraint(fields=["topic", "network"], name="one_door_per_network"),
            models.UniqueConstraint(fields=["topic"], condition=models.Q(network=None), name="one_open_door"),
        ]


class Reason(models.TextChoices):
    """Why a statement is hidden: the published list. Disagreeing with it is not on it."""

    PRIVATE = "private", gettext_lazy("พาดพิงหรือเปิดเผยข้อมูลของบุคคล")
    INSULT = "insult", gettext_lazy("หยาบคาย ดูหมิ่น หรือยุยงให้เกลียดชัง")
    LAW = "law", gettext_lazy("อาจผิดกฎหมาย")
    ADVERT = "advert", gettext_lazy("โฆษณาหรือหลอกลวง")
    OFF_TOPIC = "off_topic", gettext_lazy("ไม่เกี่ยวกับหัวข้อนี้")
    UNCLEAR = "unclear", gettext_lazy("อ่านแล้วตอบไม่ได้ว่าเห็นด้วยหรือไม่")
    REPEATED = "repeated", gettext_lazy("ซ้ำกับข้อความที่มีอยู่แล้ว")
    OTHER = "other", gettext_lazy("เหตุอื่น (ระบุไว้ด้านล่าง)")


class Statement(ProgrammeRow, Sourced):
    thread_kind = "listen.statement"

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("รอตรวจถ้อยคำ")
        SHOWN = "shown", gettext_lazy("เปิดให้ตอบ")
        HIDDEN = "hidden", gettext_lazy("ไม่เปิดให้ตอบ")

    class Origin(models.TextChoices):
        PHONE = "phone", gettext_lazy("ผู้ร่วมเสนอเอง")
        TABLE = "table", gettext_lazy("ผู้ประสานงานพิมพ์ให้")
        SEED = "seed", gettext_lazy("ตั้งต้นจากแหล่งอ้างอิง")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField(help_text="ข้อ: order in the topic")
    text = models.CharField(max_length=200)
    text_key = models.CharField(max_length=400, help_text="Normalised: the same words are one statement")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    door = models.ForeignKey(Door, models.PROTECT, null=True, blank=True, related_name="+")
    table_label = models.CharField(max_length=60, blank=True)
    hidden_for = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    hidden_words = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_statement_per_number"),
            models.UniqueConstraint(fields=["topic", "text_key"], name="one_statement_per_text"),
        ]
        indexes = [models.Index(fields=["programme", "state"], name="statement_by_state")]

    def __str__(self) -> str:
        return self.text


class Receipt(models.Model):
    """The key to one statement's story, held by whoever stated it. Only a keyed hash of the code is stored."""

    code_hash = models.CharField(primary_key=True, max_length=64)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, models.CASCADE, related_name="receipt")


class Voter(models.Model):
    """One ballot paper: whoever holds the cookie that hashes to this id, or one assisted ballot."""

    id = models.UUIDField(primary_key=True, editable=False)  # the first 128 bits of the HMAC; never a UUIDv7
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    door = models.ForeignKey(Door, models.PROTECT, related_name="voters")
    assisted = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["topic", "door"], name="voters_of_topic")]


class Value(models.IntegerChoices):
    DISAGREE = -1, gettext_lazy("ไม่เห็นด้วย")
    PASS = 0, gettext_lazy("ข้าม")
    AGREE = 1, gettext_lazy("เห็นด้วย")


class Vote(models.Model):
    """One answer. `staged` and `shown` remember which answer is counted in the tally that is about to be shown and in
    the one that is shown now, so that a step of the published numbers is known to hold five ballots at least."""

    pk = models.CompositePrimaryKey("voter", "statement")
    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+", db_index=False)
    value = models.SmallIntegerField(choices=Value.choices)
    staged = models.SmallIntegerField(null=True)
    shown = models.SmallIntegerField(null=True)
    moving = models.BooleanField(default=True, help_text="value, staged and shown are not yet the same")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(value__in=[-1, 0, 1]), name="vote_is_one_of_three")
        ]
        indexes = [
            models.Index(fields=["topic", "statement"], name="votes_of_statement"),
            models.Index(fields=["statement"], condition=models.Q(moving=True), name="votes_moving"),
        ]


class Tally(ProgrammeRow):
    """Counts of one statement from one door. The row is also the lock under which its votes are cast.

    Totals over all doors are sums of these rows and stored nowhere: a counter a statement would be touched by everyone
    who answers it, this one by one network only.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="tallies")
    door = models.ForeignKey(Door, models.PROTECT, related_name="+", db_index=False)
    agree = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0, help_text="Ballots that differ from what is staged")
    asked = models.PositiveIntegerField(
        default=0,
        help_text="At how many fives of moved ballots it was asked already whether to take the step",
    )
    staged_agree = models.PositiveIntegerField(default=0)
    staged_passed = models.PositiveIntegerField(default=0)
    staged_disagree = models.PositiveIntegerField(default=0)
    shown_agree = models.PositiveIntegerField(default=0)
    shown_passed = models.PositiveIntegerField(default=0)
    shown_disagree = models.PositiveIntegerField(default=0)
    acts = models.PositiveIntegerField(
        default=0, help_text="Votes and changes so far: tells a seal whether to look"
    )
    closed = models.BooleanField(
        default=False, help_text="Set under the lock: no vote can slip in after the count"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "door"], name="one_tally_per_door")]
        indexes = [models.Index(fields=["topic", "statement"], name="tallies_of_topic")]


class Seal(ProgrammeRow):
    """The Merkle root over all votes of a topic as they stood then. The root stands in the ledger too; `salt` stays
    here, without it nobody can try out who voted what against the root."""

    thread_kind = "listen.seal"

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    leaves = models.PositiveBigIntegerField()
    acts = models.PositiveBigIntegerField()
    salt = models.BinaryField(max_length=32)
    final = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_seal_per_number")]
