"""Meetings and papers of a stage."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting
from thaktho.stages.convene.models import Meeting

from ..models import Edition, EditionMeeting, EditionPaper
from ..states import Refused
from .common import row, running

PUBLIC, INSIDE = "assemble.read", "assemble.inside.read"


def attach_meeting(
    by: Actor, edition: Edition, meeting: Meeting, stage: str, *, act_id: UUID | None = None
) -> EditionMeeting:
    """A meeting belongs to one stage of an edition; attached again, it moves."""
    with acting(by, "assemble.editions.paper", edition, act_id=act_id) as act:
        fresh = running(edition)
        if meeting.programme_id != fresh.programme_id:
            raise ValueError("of another programme")
        held, _ = EditionMeeting.objects.update_or_create(
            edition=fresh, meeting=meeting, defaults={"stage": stage, "programme": fresh.programme}
        )
        act.note(meeting=str(meeting.pk), title=meeting.title, stage=stage)
    return held


def detach_meeting(by: Actor, held: EditionMeeting, *, act_id: UUID | None = None) -> None:
    """The meeting itself stays where meetings are kept."""
    with acting(by, "assemble.editions.paper", held.edition, act_id=act_id) as act:
        running(held.edition)
        fresh = row(EditionMeeting, held)
        act.note(meeting=str(fresh.meeting_id), stage=fresh.stage, detached=True)
        fresh.delete()


def add_paper(
    by: Actor,
    edition: Edition,
    *,
    stage: str,
    title: str,
    file: Callable[[], StoredFile],
    public: bool = False,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> EditionPaper:
    with acting(by, "assemble.editions.paper", edition, act_id=act_id) as act:
        fresh = running(edition)
        stored = file()
        if stored.programme_id != fresh.programme_id:
            raise ValueError("of another programme")
        paper = EditionPaper.objects.create(
            programme=fresh.programme, edition=fresh, stage=stage, title=title, file=stored, public=public,
            is_example=is_example,
        )  # fmt: skip
        act.about(paper)
        act.note(title=title, file=stored.name, public=public)
    return paper


def show_paper(by: Actor, paper: EditionPaper, public: bool, *, act_id: UUID | None = None) -> EditionPaper:
    """For everybody, or for those with a role. The file's own guard changes with it."""
    with acting(by, "assemble.editions.paper", paper, act_id=act_id) as act:
        running(paper.edition)
        fresh = row(EditionPaper, paper)
        if fresh.public == public:
            raise Refused(gettext("เอกสารนี้เป็นเช่นนั้นอยู่แล้ว โหลดหน้าใหม่"))
        fresh.public = public
        fresh.save(update_fields=["public"])
        files.guard(by, fresh.file, PUBLIC if public else INSIDE)
        act.note(title=fresh.title, public=public)
    return fresh


def remove_paper(by: Actor, paper: EditionPaper, *, act_id: UUID | None = None) -> None:
    with acting(by, "assemble.editions.paper", paper, on=paper.edition, act_id=act_id) as act:
        running(paper.edition)
        fresh = row(EditionPaper, paper)
        act.note(title=fresh.title, file=str(fresh.file_id), removed=True)
        files.guard(by, fresh.file, "assemble.work")  # an address somebody kept opens nothing any more
        fresh.delete()
