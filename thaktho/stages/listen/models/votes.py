"""Ballots, answers, counts and seals."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow

from .statements import Statement
from .topics import Door, Topic


class Voter(models.Model):
    """One ballot paper: whoever holds the cookie or the numbered sheet that hashes to this id, one assisted ballot, or one
    of the hands counted at a table (these are nobody: they carry a table's counts into the tallies, and no map sees them)."""

    class Way(models.TextChoices):
        PHONE = "phone", gettext_lazy("ตอบเอง")
        ASSISTED = "assisted", gettext_lazy("ผู้ประสานงานป้อนให้")
        HANDS = "hands", gettext_lazy("นับมือที่โต๊ะ")

    id = models.UUIDField(primary_key=True, editable=False)  # the first 128 bits of the HMAC; never a UUIDv7
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    door = models.ForeignKey(Door, models.PROTECT, related_name="voters")
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.PHONE)
    aside = models.BooleanField(default=False, help_text="Set aside: its answers are in no figure")

    class Meta:
        indexes = [models.Index(fields=["topic", "door"], name="voters_of_topic")]


class Value(models.IntegerChoices):
    DISAGREE = -1, gettext_lazy("ไม่เห็นด้วย")
    PASS = 0, gettext_lazy("ข้าม")
    AGREE = 1, gettext_lazy("เห็นด้วย")


class Vote(models.Model):
    """One answer. `staged` and `shown` remember which answer is counted in the tally that is about to be shown and in
    the one that is shown now, so that a step of the published numbers is known to hold five ballots at least. `value` is
    empty while its ballot is set aside."""

    pk = models.CompositePrimaryKey("voter", "statement")
    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+", db_index=False)
    value = models.SmallIntegerField(choices=Value.choices, null=True)
    aside = models.SmallIntegerField(
        null=True, help_text="The answer of a ballot that was set aside; `value` is empty then"
    )
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
