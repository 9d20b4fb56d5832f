"""Papers laid before a meeting. The file itself is checked and stored by `ground.files`."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

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
        )
        act.note(paper=str(paper.pk), file=str(file.pk), title=paper.title, public=public)
    return paper


def remove_paper(by: Actor, paper: Paper, *, act_id: UUID | None = None) -> None:
    """Take the paper off the meeting; the stored file stays."""
    with acting(by, "convene.paper", paper, on=paper.meeting, act_id=act_id) as act:
        states.require(locked(paper.meeting), *PHASES)
        act.note(file=str(paper.file_id), title=paper.title)
        paper.delete()
