"""Reads of the year. Nouns of later chambers are asked for by name: this chamber imports none of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Person, RoleGrant
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.stages.convene.models import Meeting

from .models import Edition, EditionMeeting, EditionPaper, Photo, Stage, StageSpan, Tab, TabItem, Task
from .states import STAGES, Open

MEETINGS_ON_LINE = 3  # of a stage, on the line of the year
OPEN_TASKS = (Task.State.TODO, Task.State.DOING)


def later(name: str) -> Any:
    """The rows of a later chamber's noun."""
    return apps.get_model("assemble", name)._default_manager


def editions(programme: Programme) -> QuerySet[Edition]:
    """Newest first, without rehearsals."""
    return Edition.objects.filter(programme=programme, rehearsal_of=None)


def edition(programme: Programme, code: str) -> Edition | None:
    """Every page of an edition begins with it: read once until somebody acts."""

    def read() -> Edition | None:
        return Edition.objects.filter(programme=programme, code=code).first()

    found = kept(programme, f"assemble.edition.{code}", read)
    if found is not None:
        found.programme = programme
    return found


def current(programme: Programme) -> Edition | None:
    """The newest that is going on; where none is, the newest that was held."""
    found = list(editions(programme).exclude(state=Edition.State.CANCELLED)[:20])
    return next((one for one in found if one.state == Edition.State.RUNNING), found[0] if found else None)


@dataclass
class Step:
    """A stage on the line of the year."""

    stage: str
    name: str
    standing: str  # done | here | next
    number: int
    span: StageSpan | None
    meetings: list[Meeting] = field(default_factory=list)
    # The day of the assembly, where nothing else tells this stage's days.
    held: tuple[date, date | None] | None = None

    @property
    def known(self) -> bool:
        """Whether any day of it is known."""
        return bool(self.held or self.meetings or (self.span and (self.span.starts_on or self.span.due_on)))

    @property
    def span_told(self) -> bool:
        """Whether its days say more than those of its meetings, which stand above them."""
        days = {day for day in (self.span.starts_on, self.span.due_on) if day} if self.span else set()
        return bool(days - {one.held_on for one in self.meetings[:MEETINGS_ON_LINE]})

    def late(self, today: date) -> bool:
        return bool(self.standing == "here" and self.span and self.span.due_on and self.span.due_on < today)


def line(edition: Edition) -> list[Step]:
    """The eight stages: what is over, where the year stands, what comes; with days and meetings. Two queries."""
    spans = {span.stage: span for span in edition.spans.select_related("source")}
    meetings = defaultdict(list)
    for held in attached(edition):
        meetings[held.stage].append(held.meeting)
    at = STAGES.index(edition.stage)
    over = edition.state != Edition.State.RUNNING
    steps = []
    for number, stage in enumerate(STAGES):
        standing = "done" if number < at or (over and number == at) else "here" if number == at else "next"
        steps.append(
            Step(stage, str(Stage(stage).label), standing, number + 1, spans.get(stage), meetings[stage])
        )
        if stage == Stage.ASSEMBLY and edition.held_on and not steps[-1].known:
            steps[-1].held = (edition.held_on, edition.held_until)
    return steps


def attached(edition: Edition) -> QuerySet[EditionMeeting]:
    return EditionMeeting.objects.filter(edition=edition).select_related("meeting__source")


def next_meeting(edition: Edition, today: date | None = None) -> Meeting | None:
    """The meeting of this year that goes on, else the next one planned."""
    today = today or timezone.localdate()
    coming = Meeting.objects.filter(
        pk__in=EditionMeeting.objects.filter(edition=edition).values("meeting"),
    ).filter(Q(state=Meeting.State.OPEN) | Q(state=Meeting.State.PLANNED, held_on__gte=today))
    return coming.order_by("held_on", "id").first()


def meetings_to_attach(edition: Edition) -> QuerySet[Meeting]:
    """Newest first; those of another edition are left there."""
    taken = EditionMeeting.objects.filter(programme=edition.programme, edition__rehearsal_of=None)
    found = Meeting.objects.filter(programme=edition.programme).exclude(pk__in=taken.values("meeting"))
    return found.exclude(state=Meeting.State.CANCELLED).order_by("-held_on", "-id")


# The four tabs


def tab(edition: Edition, kind: str) -> Tab:
    """The tab, or an empty one that nobody wrote yet."""
    found = Tab.objects.filter(edition=edition, kind=kind).select_related("source").first()
    return found or Tab(programme=edition.programme, edition=edition, kind=kind)


def items(edition: Edition, kind: str) -> QuerySet[TabItem]:
    return TabItem.objects.filter(edition=edition, tab__kind=kind).select_related("source", "file", "tab")


def item(edition: Edition, id: UUID) -> TabItem | None:
    found = TabItem.objects.filter(edition=edition, pk=id)
    return found.select_related("tab", "source", "file", "edition__programme").first()


def photos(edition: Edition, *, public: bool = True) -> QuerySet[Photo]:
    found = Photo.objects.filter(edition=edition).select_related("file")
    return found.filter(public=True) if public else found


def photo(edition: Edition, id: UUID) -> Photo | None:
    return Photo.objects.filter(edition=edition, pk=id).select_related("file", "edition__programme").first()


@dataclass(frozen=True)
class Declared:
    """The declaration as the public may read it: a frozen version, or the living clauses before there is one."""

    text: Any
    version: Any  # None while there is none
    clauses: list[Any]

    def _words(self, part: str) -> str:
        """As the version froze them; a version that froze none has the text's own."""
        frozen = self.version.frozen.get(part) if self.version else None
        return frozen if isinstance(frozen, str) else getattr(self.text, part)

    @property
    def title(self) -> str:
        return self._words("title")

    @property
    def opening(self) -> str:
        return self._words("opening")

    @property
    def closing(self) -> str:
        return self._words("closing")


def declared(edition: Edition) -> Declared | None:
    """The final text, else the newest version, else nothing: a working draft is no declaration. Three queries. The words
    shown are those of the version's own revisions, so that a clause changed since does not creep in."""
    text = later("Text").filter(edition=edition).first()
    if text is None:
        return None
    version = later("TextVersion").filter(text=text).order_by("-final", "-number").first()
    if version is None:
        return Declared(text, None, [])
    return Declared(text, version, frozen_clauses(version.frozen))


def frozen_clauses(frozen: dict[str, Any]) -> list[dict[str, Any]]:
    """Clauses of a frozen version as {id, number, body, period, actions}; whatever else it froze is left to its own page."""
    found = []
    for number, clause in enumerate(frozen.get("clauses", ()), 1):
        if isinstance(clause, dict) and clause.get("body"):
            found.append(
                {
                    "id": clause.get("id", ""),
                    "number": clause.get("number") or number,
                    "body": clause["body"],
                    "period": clause.get("period") if isinstance(clause.get("period"), str) else "",
                    "actions": [one for one in clause.get("actions") or () if isinstance(one, dict)],
                }
            )
    return found


# The secretariat's work


def tasks(edition: Edition) -> QuerySet[Task]:
    return (
        Task.objects.filter(edition=edition)
        .select_related("network", "person")
        .order_by("stage", "order", "id")
    )


def task(edition: Edition, id: UUID) -> Task | None:
    return tasks(edition).filter(pk=id).select_related("edition__programme", "network", "person").first()


def is_mine(by: Actor, task: Task) -> bool:
    own = bool(task.person_id and task.person_id == by.own_id)
    return own or bool(task.network_id and by.has_for("coordinator", task.network_id))


def filtered(found: list[Task], which: str, by: Actor, today: date) -> list[Task]:
    """`which`: mine, late, open, done, a network's code, or "" for all."""
    if which == "mine":
        return [task for task in found if is_mine(by, task)]
    if which == "late":
        return [task for task in found if late(task, today)]
    if which == "open":
        return [task for task in found if task.state in OPEN_TASKS]
    if which:
        return [task for task in found if task.network and task.network.code == which]
    return found


def late(task: Task, today: date) -> bool:
    return bool(task.state in OPEN_TASKS and task.due_on and task.due_on < today)


def papers(edition: Edition, *, public: bool = False) -> QuerySet[EditionPaper]:
    found = EditionPaper.objects.filter(edition=edition).select_related("file")
    return found.filter(public=True) if public else found


def paper(edition: Edition, id: UUID) -> EditionPaper | None:
    return (
        EditionPaper.objects.filter(edition=edition, pk=id)
        .select_related("file", "edition__programme")
        .first()
    )


def held_meeting(edition: Edition, id: UUID) -> EditionMeeting | None:
    found = EditionMeeting.objects.filter(edition=edition, pk=id)
    return found.select_related("meeting", "edition__programme").first()


def staff_persons(programme: Programme) -> QuerySet[Person]:
    """Those who may be given a task: whoever holds a role."""
    today = timezone.localdate()
    held = RoleGrant.objects.filter(programme=programme, granted_from__lte=today)
    held = held.filter(Q(granted_until=None) | Q(granted_until__gte=today))
    return Person.objects.filter(programme=programme, pk__in=held.values("person")).order_by("sort_key", "id")


def still_open(edition: Edition) -> Open:
    """Rounds and votes that still ask for voices. Three queries at most."""
    rounds = list(later("Round").filter(edition=edition, state="open"))
    votes = later("Resolution").filter(edition=edition, state="open").values_list("number", flat=True)
    missing = 0
    if rounds:
        counted = later("RoundClause").filter(round__in=rounds).values("round").annotate(n=Count("pk"))
        clauses = {row["round"]: row["n"] for row in counted}
        given = later("ClauseStance").filter(asked__round__in=rounds).count()
        missing = max(0, sum(clauses.get(one.pk, 0) * len(one.networks) for one in rounds) - given)
    return Open(tuple(one.number for one in rounds), tuple(votes), missing)


def ended_over(edition: Edition) -> Open:
    """What was still open when the year was closed: nothing of it changes afterwards. Nothing while it runs."""
    return Open((), (), 0) if edition.state == Edition.State.RUNNING else still_open(edition)


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """Tasks of this very person or their networks, late first, at most five. One query until somebody acts."""
    if not by.grants:
        return []
    found = kept(programme, "assemble.tasks.open", lambda: _open_tasks(programme))
    lines = []
    for task in [one for one in found if is_mine(by, one)][:5]:
        where = reverse("assemble_work", args=[programme.slug, task.edition.code])
        lines.append(
            Waiting(
                title=task.title,
                url=f"{where}?show=mine#task-{task.pk}",
                verb=gettext("ดูงาน"),
                detail=f"{task.edition.title} · {task.get_stage_display()}",
                due_on=task.due_on,
                icon="list-checks",
                is_example=task.is_example,
            )
        )
    return lines + _late(programme, found) if by.has("secretariat") else lines


def _open_tasks(programme: Programme) -> list[Task]:
    """Undone tasks of the years that go on, by the day due."""
    found = Task.objects.filter(
        programme=programme, state__in=OPEN_TASKS, edition__state=Edition.State.RUNNING, edition__rehearsal_of=None
    )  # fmt: skip
    return list(
        found.select_related("edition").order_by(F("due_on").asc(nulls_last=True), "order", "id")[:1000]
    )


def _late(programme: Programme, found: list[Task]) -> list[Waiting]:
    """One line a year: how many tasks of anybody are late."""
    today, of_year = timezone.localdate(), defaultdict(list)
    for task in found:
        if late(task, today):
            of_year[task.edition.code].append(task)
    return [
        Waiting(
            title=ngettext("งานสมัชชาเกินกำหนด %(n)s งาน", "งานสมัชชาเกินกำหนด %(n)s งาน", len(tasks))
            % {"n": len(tasks)},
            url=reverse("assemble_work", args=[programme.slug, code]) + "?show=late",
            verb=gettext("ดูงานที่เกินกำหนด"),
            detail=tasks[0].edition.title,
            icon="clock",
            tone="khamin",
            is_example=all(task.is_example for task in tasks),
        )
        for code, tasks in sorted(of_year.items())
    ]
