"""Long work: queued, run by the worker, with progress, retry and a result."""

from django.db import models

from thaktho.ground.base import ProgrammeRow


class Job(ProgrammeRow):
    class State(models.TextChoices):
        WAITING = "waiting", "รอทำ"
        RUNNING = "running", "กำลังทำ"
        DONE = "done", "เสร็จแล้ว"
        FAILED = "failed", "ทำไม่สำเร็จ"
        CANCELLED = "cancelled", "ยกเลิกแล้ว"

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
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "state", "asked_at"], name="job_by_state")]
