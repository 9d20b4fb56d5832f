"""The life of a job."""

from .models import Job

S = Job.State

MOVES: dict[str, tuple[str, ...]] = {
    S.WAITING: (S.RUNNING, S.CANCELLED),
    S.RUNNING: (S.DONE, S.FAILED, S.CANCELLED, S.WAITING),  # waiting again: to be retried, or its worker died
    S.FAILED: (S.WAITING,),
    S.DONE: (),
    S.CANCELLED: (S.WAITING,),
}


class WrongState(ValueError):
    """The job cannot go there from where it is."""


def sources(target: str) -> list[str]:
    """From where one may come to a state."""
    return [state for state, targets in MOVES.items() if target in targets]
