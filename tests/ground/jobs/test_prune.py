"""Tasks that ended long ago are forgotten; what still waits is not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from thaktho.ground.jobs import actions


@pytest.mark.parametrize(
    ("status", "days", "left"),
    [("SUCCESSFUL", 8, 0), ("SUCCESSFUL", 6, 1), ("RUNNING", 8, 0), ("READY", 8, 1)],
)
def test_prune(db, status, days, left):
    then = timezone.now() - timedelta(days=days)
    made = DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [], "kwargs": {}}, task_path="x", queue_name="default", backend_name="default",
        started_at=None if status == "READY" else then, finished_at=then if status == "SUCCESSFUL" else None,
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=then)
    actions.prune()
    assert DBTaskResult.objects.count() == left
