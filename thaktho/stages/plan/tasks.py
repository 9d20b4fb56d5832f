"""The room's long work: reading an import, sweeping what given-up imports left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.jobs.registry import every, register
from thaktho.ground.programme.queries import all_programmes

from .actions import collaborating, papers, portfolio, read_batch, sweep, weaving
from .actions.imports import sweep_broken_off

DAY, MINUTE = 86_400.0, 60.0


def read_import(job: Job, progress: Progress) -> dict[str, Any]:
    return read_batch(job.programme, UUID(job.params["batch"]), progress)


def sweep_all() -> int:
    return sum(sweep(programme) for programme in all_programmes())


def register_all() -> None:
    register("plan.import.read", read_import)
    register(weaving.WORK, weaving.weave_job)
    register(collaborating.WORK, collaborating.collaborate_job)
    register(portfolio.WORK, portfolio.compute_job)
    register(papers.WORK, papers.document_job)
    every("plan.import.sweep", DAY, sweep_all)
    every("plan.import.broken_off", MINUTE, sweep_broken_off)
