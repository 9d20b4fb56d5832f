"""What a meeting asked to be done. Dropped, it keeps its words and says why."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Sourced


class FollowUp(ProgrammeRow, Sourced):
    thread_kind = "convene.followup"

    class State(models.TextChoices):
        TODO = "todo", gettext_lazy("ยังไม่เริ่ม")
        DOING = "doing", gettext_lazy("กำลังทำ")
        DONE = "done", gettext_lazy("ทำแล้ว")
        DROPPED = "dropped", gettext_lazy("ไม่ทำต่อ")

    meeting = models.ForeignKey("convene.Meeting", models.PROTECT, related_name="followups")
    decision = models.ForeignKey(
        "convene.Decision", models.PROTECT, null=True, blank=True, related_name="followups"
    )
    agenda = models.ForeignKey(
        "convene.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="followups"
    )
    text = models.TextField(help_text="What is to be done")
    # Of these three at least one says whose it is.
    network = models.ForeignKey("people.Network", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.CharField(max_length=300, blank=True, help_text="In words: กลุ่มยุทธศาสตร์และเฝ้าระวัง")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TODO)
    drop_reason = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["programme", "state", "due_on"], name="followups_open"),
            models.Index(fields=["network", "state"], name="followups_of_network"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.TODO, self.State.DOING)

    @property
    def owner_line(self) -> str:
        """Whose it is, for those with a role."""
        parts = (self.network.name if self.network else "", str(self.person or ""), self.owner)
        return " · ".join(filter(None, parts))


class FollowUpReport(ProgrammeRow):
    """How it goes, in words; the newest says where it stands."""

    followup = models.ForeignKey(FollowUp, models.CASCADE, related_name="reports")
    text = models.TextField()
    state = models.CharField(max_length=8, choices=FollowUp.State.choices)
    by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]


class FollowUpOnAgenda(ProgrammeRow):
    """A follow-up that stands under เรื่องสืบเนื่อง of a later meeting."""

    followup = models.ForeignKey(FollowUp, models.CASCADE, related_name="carried")
    meeting = models.ForeignKey("convene.Meeting", models.CASCADE, related_name="carried")
    agenda = models.ForeignKey("convene.AgendaItem", models.CASCADE, related_name="carried")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["followup", "meeting"], name="carried_once_a_meeting")]
