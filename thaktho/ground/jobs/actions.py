"""Asking for long work, doing it, and picking up what a dead worker left."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID

import rules
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme

from . import registry
from .models import Job
from .progress import Cancelled, Heartbeat, Interrupted, Progress, me, ours
from .states import WrongState, sources

log = logging.getLogger(__name__)

DEAD_AFTER = timedelta(seconds=60)  # four missed heartbeats
LOST_AFTER = timedelta(minutes=5)
KEPT = timedelta(days=7)
BACK_OFF = timedelta(seconds=10)
FAILED_WORDS = gettext_noop("ทำไม่สำเร็จ ข้อมูลเดิมยังอยู่ครบ ลองใหม่ได้")  # kept in Thai, translated when shown
RETRY_WORDS = gettext_noop("ติดขัดชั่วคราว ระบบจะลองใหม่ให้เอง")


class TellUser(Exception):
    """Raised by work to fail at once, with words in Thai that may be shown (rows that cannot be imported …)."""


def ask(
    by: Actor,
    programme: Programme,
    *,
    kind: str,
    title: str,
    params: dict[str, Any],
    read_verb: str,
    act_id: UUID | None = None,
) -> Job:
    """Put work on the queue. The queue lies in the same database, so the job, its line in the ledger and its place
    on the queue are committed together or not at all, and no worker sees it before."""
    registry.work_of(kind)
    if not rules.rule_exists(read_verb):
        raise KeyError(f"no rule named {read_verb}")
    with acting(by, "jobs.ask", programme, act_id=act_id) as act:
        job = Job.objects.create(
            programme=programme,
            kind=kind,
            title=title,
            params=params,
            read_verb=read_verb,
            asked_by_id=by.person_id,
            queued_at=timezone.now(),
        )
        act.about(job)
        act.note(kind=kind, title=title)
        _enqueue(job)
    return job


def _enqueue(job: Job) -> None:
    from .tasks import run_job

    run_job.using(run_after=job.not_before).enqueue(str(job.pk))


def run(job_id: UUID, *, beat: bool = True) -> Job:
    """One attempt at a waiting job. Where another worker has it already, or it was cancelled, nothing happens."""
    job = _claim(job_id)
    if job is None:
        return Job.objects.get(pk=job_id)
    pulse: AbstractContextManager[None] = Heartbeat(job) if beat else nullcontext()
    try:
        with pulse:
            result = registry.work_of(job.kind)(job, Progress(job))
    except Cancelled:
        log.info("job %s stopped: cancelled or taken over", job.pk)
    except Interrupted:
        _give_back(job)
    except TellUser as words:
        _end(job, Job.State.FAILED, message=str(words)[:500])
    except Exception:
        log.exception("job %s (%s) failed, attempt %s", job.pk, job.kind, job.attempts)
        _failed(job)
    except BaseException:  # the process is made to end in the middle of it
        _give_back(job)
        raise
    else:
        _end(job, Job.State.DONE, result=result or {}, done=F("total"), message="")
    return Job.objects.get(pk=job_id)


def run_now(job: Job) -> Job:
    """One attempt, here and now, without a worker: for tests and for the command line."""
    Job.objects.filter(pk=job.pk).update(not_before=None)
    return run(job.pk, beat=False)


def _claim(job_id: UUID) -> Job | None:
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
    waiting = waiting.filter(Q(not_before=None) | Q(not_before__lte=now))
    taken = waiting.update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, worker=me(), started_at=now, heartbeat_at=now
    )
    return Job.objects.get(pk=job_id) if taken else None


def _end(job: Job, state: str, **fields: Any) -> None:
    ours(job).update(state=state, ended_at=timezone.now(), worker="", **fields)


def _failed(job: Job) -> None:
    """Try again after 10, 20, 40 … seconds, as long as attempts remain."""
    if job.attempts >= job.most_attempts:
        _end(job, Job.State.FAILED, message=FAILED_WORDS)
    else:
        _wait_again(job, message=RETRY_WORDS, after=BACK_OFF * 2 ** (job.attempts - 1))


def _give_back(job: Job) -> None:
    _wait_again(job, message="", attempts=job.attempts - 1)


def _wait_again(job: Job, *, after: timedelta | None = None, **fields: Any) -> None:
    now = timezone.now()
    job.not_before = now + after if after else None
    fields |= {
        "state": Job.State.WAITING,
        "worker": "",
        "not_before": job.not_before,
        "queued_at": now,
        "done": 0,
    }
    with transaction.atomic():
        if ours(job).update(**fields):
            _enqueue(job)


def cancel(by: Actor, job: Job, *, act_id: UUID | None = None) -> None:
    """Stop a job that waits, or runs: the work notices at its next word of progress."""
    with acting(by, "jobs.cancel", job, act_id=act_id):
        _move(job, Job.State.CANCELLED, ended_at=timezone.now(), worker="")


def retry(by: Actor, job: Job, *, act_id: UUID | None = None) -> None:
    """Begin again a job that failed or was cancelled, with its full number of attempts."""
    with acting(by, "jobs.retry", job, act_id=act_id):
        if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
            raise WrongState(job.state)
        fresh = {"attempts": 0, "done": 0, "total": 0, "message": "", "not_before": None, "ended_at": None}
        _move(job, Job.State.WAITING, queued_at=timezone.now(), **fresh)
        _enqueue(job)


def _move(job: Job, state: str, **fields: Any) -> None:
    if not Job.objects.filter(pk=job.pk, state__in=sources(state)).update(state=state, **fields):
        raise WrongState(state)
    job.refresh_from_db()


def sweep() -> int:
    """Put back on the queue what a dead worker held, and what waits without a place on it. Returns how many.

    Dead is who has not beaten for a minute, and at once a process of this machine that is no more. A job that has
    brought down its worker as often as it may try is failed, so that it does not bring down the next.
    """
    now = timezone.now()
    found = 0
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if job.heartbeat_at is None or job.heartbeat_at < now - DEAD_AFTER or _process_is_gone(job.worker):
            log.warning("job %s lost its worker %s", job.pk, job.worker)
            _failed_by_death(job)
            found += 1
    lost = Job.objects.filter(state=Job.State.WAITING, queued_at__lt=now - LOST_AFTER)
    for job in lost.filter(Q(not_before=None) | Q(not_before__lt=now - LOST_AFTER)):
        # Perhaps it only waits behind others: a second place on the queue does no harm, the claim is taken once.
        if Job.objects.filter(pk=job.pk, state=Job.State.WAITING, queued_at=job.queued_at).update(
            queued_at=now
        ):
            _enqueue(job)
            found += 1
    return found


def prune() -> int:
    """Forget tasks that ended long ago, and tasks a killed worker left: what was done stands in the jobs."""
    from django_tasks_db.models import DBTaskResult

    old = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEPT).exclude(status="READY")
    return old.delete()[0]


def _failed_by_death(job: Job) -> None:
    if job.attempts >= job.most_attempts:
        _end(job, Job.State.FAILED, message=FAILED_WORDS)
    else:
        _wait_again(job, message=RETRY_WORDS)


def _process_is_gone(worker: str) -> bool:
    host, _, pid = worker.rpartition(":")
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


__all__ = [
    "Cancelled",
    "Interrupted",
    "TellUser",
    "WrongState",
    "ask",
    "cancel",
    "retry",
    "run",
    "run_now",
    "sweep",
]
