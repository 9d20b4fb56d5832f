"""The worker: one task at a time off the queue, the timers between tasks, and a look for what the dead left."""

from __future__ import annotations

import logging
import time
from types import FrameType

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from . import actions, timers
from .progress import stopping

log = logging.getLogger(__name__)

SWEEP_EVERY = 15.0


class Worker(QueueWorker):
    """django-tasks-db's worker, asked for one task at a time so that a long queue starves no timer.

    Told to stop (SIGTERM), it lets the running job know at its next word of progress; the job goes back to the queue
    and the worker ends with 0. Told twice, it ends at once. Killed, `actions.sweep` finds its job.
    """

    def __init__(self, interval: float = 1.0) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._swept = -SWEEP_EVERY

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        stopping.set()
        super().shutdown(signum, frame)

    def work(self, *, until_empty: bool = False) -> None:
        """Go on until told to stop; with `until_empty`, until nothing is left to do."""
        while self.running:
            close_old_connections()
            worked = self._step()
            if not worked and until_empty:
                return
            if not worked and self.running:
                time.sleep(self.interval)

    def _step(self) -> bool:
        """One round: what is due of sweeping, timers and tasks. Says whether a task was run."""
        self.running_task = True  # a signal now waits until the timers are through
        try:
            if time.monotonic() - self._swept >= SWEEP_EVERY:
                self._swept = time.monotonic()
                actions.sweep()
            timers.run_due()
        except Exception:
            log.exception("the worker's own round failed; it goes on")
        finally:
            self.running_task = False
        # Looking is cheap; taking locks the whole of a SQLite database.
        if (
            not self.running
            or not DBTaskResult.objects.ready().filter(backend_name=self.backend_name).exists()
        ):
            return False
        self._run_tasks = 0
        self.run()
        return self._run_tasks > 0
