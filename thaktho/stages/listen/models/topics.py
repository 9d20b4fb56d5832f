"""Topics and how one enters them."""

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

    class Kind(models.TextChoices):
        OPEN = "open", gettext_lazy("เปิดกว้าง ข้อความเพิ่มได้เรื่อย ๆ")
        HALL = "hall", gettext_lazy("ในห้องประชุม ไม่เกิน 30 ข้อ ทุกคนตอบทุกข้อ")

    class Proof(models.TextChoices):
        DOOR = "door", gettext_lazy("ใครมีคิวอาร์ของเครือข่ายก็ตอบได้")
        SHEET = "sheet", gettext_lazy("ต้องมีเลขแผ่นที่แจกคนละแผ่น")

    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OPEN)
    proof = models.CharField(max_length=8, choices=Proof.choices, default=Proof.DOOR)
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
    address = models.CharField(
        max_length=120,
        blank=True,
        help_text="Where phones find this server; empty: as the page was asked for",
    )
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
    sheets = models.PositiveIntegerField(
        default=0, help_text="Numbered sheets printed so far: 1 to this number let one in"
    )

    class Meta:
        ordering = ["network__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "token"], name="one_door_per_token"),
            models.UniqueConstraint(fields=["topic", "network"], name="one_door_per_network"),
            models.UniqueConstraint(fields=["topic"], condition=models.Q(network=None), name="one_open_door"),
        ]
