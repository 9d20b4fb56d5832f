"""Long work: queued, run by the worker, with progress, retry and a result."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow


class Job(ProgrammeRow):
    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("รอทำ")
        RUNNING = "running", gettext_lazy("กำลังทำ")
        DONE = "done", gettext_lazy("เสร็จแล้ว")
        FAILED = "failed", gettext_lazy("ทำไม่สำเร็จ")
        CANCELLED = "cancelled", gettext_lazy("ยกเลิกแล้ว")

    kind = models.CharField(max_length=80, help_text="Name of the work, as registered by a room")
    title = models.CharField(max_length=300)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField(default=3)
    asked_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    read_verb = models.CharField(max_length=80, help_text="Rule asked before its progress is shown")
    result = models.JSONField(default=dict)
    asked_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(help_text="When its task was last put on the queue")
    not_before = models.DateTimeField(null=True, help_text="A retry waits until then")
    started_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True, help_text="host:pid of who runs it")
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "state", "asked_at"], name="job_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)


class Timer(models.Model):
    """When periodic work of the installation was last begun and ended. Its row is the claim: one at a time."""

    name = models.CharField(primary_key=True, max_length=80)
    claimed_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
