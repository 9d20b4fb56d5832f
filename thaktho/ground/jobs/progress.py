"""How work tells how far it is, and learns that it should stop."""

from __future__ import annotations

import os
import socket
import threading
import time

from django.db import connection
from django.utils import timezone

from .models import Job

WRITE_EVERY = 0.5  # seconds
BEAT_EVERY = 15.0


class Cancelled(Exception):
    """Somebody cancelled the job, or another worker took it over: stop, and undo nothing."""


class Interrupted(Exception):
    """The worker is asked to stop: the job goes back to the queue and begins again."""


# Set by the worker when it is told to stop.
stopping = threading.Event()


def me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


class Progress:
    """``progress(done, total, "กำลังอ่านแถว")``: cheap to call for every row; writes twice a second at most."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._wrote = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if stopping.is_set():
            raise Interrupted
        now = time.monotonic()
        if now - self._wrote < WRITE_EVERY and done != total:
            return
        self._wrote = now
        self.write(done=max(done, 0), total=max(total, 0), message=message[:500])

    def write(self, **fields: object) -> None:
        """Write and beat, as long as this very attempt still holds the job."""
        if not ours(self._job).update(heartbeat_at=timezone.now(), **fields):
            raise Cancelled


def ours(job: Job):  # type: ignore[no-untyped-def]
    """The job while this attempt holds it: a worker that was taken for dead can no longer write to it."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts, worker=job.worker)


class Heartbeat:
    """Beats from a thread of its own while the work computes without a word, so that it is not taken for dead."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(BEAT_EVERY):
                ours(self._job).update(heartbeat_at=timezone.now())
        finally:
            connection.close()
