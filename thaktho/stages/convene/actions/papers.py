"""Papers laid before a meeting. The file itself is checked and stored by `ground.files`."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet

from thaktho.ground.access import Actor
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting

from .. import states
from ..models import AgendaItem, Meeting, Paper
from .meetings import locked

PHASES = (states.PLANNED, states.OPEN, states.CLOSED)


def attach_paper(
    by: Actor,
    meeting: Meeting,
    file: StoredFile | Callable[[], StoredFile],
    *,
    title: str = "",
    agenda: AgendaItem | None = None,
    public: bool = False,
    act_id: UUID | None = None,
) -> Paper:
    """Attach a stored file, or what stores it: then both are one act, and a form sent twice stores nothing twice."""
    with acting(by, "convene.paper", meeting, act_id=act_id) as act:
        states.require(locked(meeting), *PHASES)
        file = file() if callable(file) else file
        if file.programme_id != meeting.programme_id or (agenda and agenda.meeting_id != meeting.pk):
            raise ValueError("of another meeting")
        paper = Paper.objects.create(
            programme_id=meeting.programme_id,
            meeting=meeting,
            agenda=agenda,
            file=file,
            title=title or file.name,
            public=public,
            order=_under(meeting, agenda.pk if agenda else None).count() + 1,
        )
        act.note(paper=str(paper.pk), file=str(file.pk), title=paper.title, public=public)
    return paper


def remove_paper(by: Actor, paper: Paper, *, act_id: UUID | None = None) -> None:
    """Take the paper off the meeting; the stored file stays."""
    with acting(by, "convene.paper", paper, on=paper.meeting, act_id=act_id) as act:
        states.require(locked(paper.meeting), *PHASES)
        act.note(file=str(paper.file_id), title=paper.title)
        agenda_id = paper.agenda_id
        paper.delete()
        _number(list(_under(paper.meeting, agenda_id)))


def move_paper(by: Actor, paper: Paper, step: int, *, act_id: UUID | None = None) -> None:
    """One place up (-1) or down (+1) among the papers of its item; at the end nothing moves."""
    with acting(by, "convene.paper", paper, on=paper.meeting, act_id=act_id) as act:
        states.require(locked(paper.meeting), *PHASES)
        papers = list(_under(paper.meeting, paper.agenda_id))
        here = next((at for at, other in enumerate(papers) if other.pk == paper.pk), None)
        if here is None:
            raise states.WrongState("taken off meanwhile")
        there = here + (1 if step > 0 else -1)
        if 0 <= there < len(papers):
            papers[here], papers[there] = papers[there], papers[here]
        _number(papers)
        act.note(paper=str(paper.pk), step=step)


def _under(meeting: Meeting, agenda_id: UUID | None) -> QuerySet[Paper]:
    return Paper.objects.filter(meeting=meeting, agenda_id=agenda_id).order_by("order", "id")


def _number(papers: list[Paper]) -> None:
    for number, paper in enumerate(papers, 1):
        paper.order = number
    Paper.objects.bulk_update(papers, ["order"])
