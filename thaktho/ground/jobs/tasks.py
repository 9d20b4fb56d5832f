"""The one task on the queue: what is to be done stands in the job's row."""

from uuid import UUID

from django_tasks import task


@task()
def run_job(job_id: str) -> None:
    from . import actions

    actions.run(UUID(job_id))
