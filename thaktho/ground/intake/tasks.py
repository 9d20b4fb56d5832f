"""Reading a file is long work: it is done by the worker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.jobs.registry import register

from . import actions


def read(job: Job, progress: Progress) -> dict[str, Any]:
    return actions.read(job.programme, UUID(job.params["intake"]), progress)


def register_all() -> None:
    register(actions.WORK, read)
