"""Statements, why one is hidden, and the receipt of whoever stated it."""

from django.db import models
from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced

from .topics import Door, Topic


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
    theme = models.ForeignKey(
        "listen.Theme", models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    bundle = models.ForeignKey(
        "listen.Bundle", models.SET_NULL, null=True, blank=True, related_name="statements"
    )
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

    @property
    def open_text(self) -> str:
        """Its words where another statement is told: only while it is shown itself."""
        return self.text if self.state == self.State.SHOWN else gettext("ข้อความนี้ไม่เปิดแล้ว")


class Receipt(models.Model):
    """The key to one statement's story, held by whoever stated it. Only a keyed hash of the code is stored."""

    code_hash = models.CharField(primary_key=True, max_length=64)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, models.CASCADE, related_name="receipt")
