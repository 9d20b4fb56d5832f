"""Reads of the call, its proposals and their scores."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.thai.words import search_terms

from ..editions.models import Edition
from ..stages import EARLY, TO_SCREEN
from .codes import receipt_hash
from .models import Criterion, Issue, IssueCall, IssueScore

SORTS = ("score", "spread", "scorers")


def call(edition: Edition) -> IssueCall | None:
    found = IssueCall.objects.filter(edition=edition).select_related("edition__programme")
    return found.prefetch_related("criteria").first()


def taking_now(programme: Programme) -> IssueCall | None:
    """The newest call that is open, whatever its days: its own page says when they are over."""
    found = IssueCall.objects.filter(
        programme=programme, state=IssueCall.State.OPEN, edition__rehearsal_of=None,
        edition__state=Edition.State.RUNNING, edition__stage__in=EARLY,
    )  # fmt: skip
    return found.select_related("edition").order_by("-edition__year", "-edition__pk").first()


def issues(
    edition: Edition, *, inside: bool = False, state: str = "", network: str = "", text: str = ""
) -> QuerySet[Issue]:
    """By number. `inside`: for those with a role, with what nobody has read yet. `network`: a code."""
    found = Issue.objects.filter(edition=edition).select_related("network", "merged_into")
    if not inside:
        found = found.filter(shown=True)
    if state == "unread":
        found = found.filter(shown=False, state=Issue.State.SUBMITTED)
    elif state:
        found = found.filter(state=state)
    if network:
        found = found.filter(network__code=network)
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found.order_by("number")


def counts(edition: Edition, *, inside: bool = False) -> dict[str, int]:
    """How many proposals stand in each state, and `unread`: those nobody has read yet. One query."""
    shown = Q() if inside else Q(shown=True)
    asked = {state: Count("pk", filter=Q(state=state) & shown) for state in Issue.State.values}
    asked["unread"] = Count("pk", filter=Q(shown=False, state=Issue.State.SUBMITTED))
    return dict(Issue.objects.filter(edition=edition).order_by().aggregate(**asked))


def issue(edition: Edition, id: UUID) -> Issue | None:
    found = Issue.objects.filter(edition=edition, pk=id)
    return found.select_related(
        "network", "call__edition__programme", "edition__programme", "merged_into", "source", "person"
    ).first()


def by_receipt(edition: Edition, code: str) -> Issue | None:
    hashed = receipt_hash(edition.programme_id, code)
    found = Issue.objects.filter(edition=edition, receipt_hash=hashed)
    return found.select_related("network", "merged_into", "call", "edition__programme").first()


@dataclass
class Cell:
    """What the screeners gave one proposal by one criterion."""

    mean: float
    least: int
    most: int
    count: int

    @property
    def spread(self) -> int:
        return self.most - self.least


@dataclass
class Scored:
    """One proposal with its scores. `score`: weighted mean of what was given, each criterion on a scale to 5; None while
    nobody scored."""

    issue: Issue
    cells: list[Cell | None] = field(default_factory=list)  # in the order of the criteria
    score: float | None = None
    scorers: int = 0
    mine: bool = False

    @property
    def spread(self) -> int:
        """The widest disagreement by any criterion."""
        return max((cell.spread for cell in self.cells if cell), default=0)

    @property
    def partial(self) -> bool:
        return any(cell is None for cell in self.cells) and self.score is not None


def scored(found: list[Issue], criteria: list[Criterion], by: Actor | None = None) -> list[Scored]:
    """Proposals with their scores, in the order given. Two queries, however many."""
    ids = [one.pk for one in found]
    given = IssueScore.objects.filter(issue__in=ids).order_by()
    cells: dict[Any, dict[Any, Cell]] = defaultdict(dict)
    for row in given.values("issue", "criterion").annotate(
        mean=Avg("score"), least=Min("score"), most=Max("score"), n=Count("pk")
    ):
        cells[row["issue"]][row["criterion"]] = Cell(float(row["mean"]), row["least"], row["most"], row["n"])
    people = given.values("issue").annotate(
        n=Count("person", distinct=True),
        mine=Count("pk", filter=Q(person_id=by.person_id) if by and by.person_id else Q(pk=None)),
    )
    scorers = {row["issue"]: (row["n"], row["mine"] > 0) for row in people}
    return [
        Scored(
            one,
            [cells[one.pk].get(criterion.pk) for criterion in criteria],
            _score(cells[one.pk], criteria),
            *scorers.get(one.pk, (0, False)),
        )
        for one in found
    ]


def _score(cells: dict[Any, Cell], criteria: list[Criterion]) -> float | None:
    known = [(one, cells[one.pk]) for one in criteria if one.pk in cells]
    weight = sum(one.weight for one, _cell in known)
    if not weight:
        return None
    return sum(one.weight * cell.mean * 5 / one.most for one, cell in known) / weight


def in_order(found: QuerySet[Issue], criteria: list[Criterion], sort: str) -> list[UUID]:
    """Ids by score, by disagreement or by how many scored; equals stay in the order of their numbers. Two queries: only
    numbers are read of all, words of the page that is looked at."""
    bare = list(found.select_related(None).only("pk", "number"))
    keys = {
        "score": lambda row: -(row.score if row.score is not None else -1),
        "spread": lambda row: -row.spread,
        "scorers": lambda row: row.scorers,
    }
    return [row.issue.pk for row in sorted(scored(bare, criteria), key=keys[sort])]


def on_page(found: QuerySet[Issue], ids: list[UUID]) -> list[Issue]:
    """These, in this order."""
    rows = {one.pk: one for one in found.filter(pk__in=ids)}
    return [rows[id] for id in ids if id in rows]


def to_score(found: QuerySet[Issue], by: Actor) -> QuerySet[Issue]:
    """What this person may still score: undecided, not their own, not scored by them."""
    left = found.filter(state=Issue.State.SUBMITTED).exclude(network__in=list(by.scopes("coordinator")))
    if by.person_id is None:
        return left
    given = IssueScore.objects.filter(person_id=by.person_id)
    return left.exclude(pk__in=given.values("issue")).exclude(person_id=by.person_id)


@dataclass
class Sheet:
    """One screener's scores of a proposal, in the order of the criteria."""

    who: str
    mine: bool
    scores: list[IssueScore | None]
    is_example: bool


def sheets(issue: Issue, criteria: list[Criterion], by: Actor) -> list[Sheet]:
    """Every screener's scores side by side: columns of one table, never a ranking of people."""
    rows: dict[Any, dict[Any, IssueScore]] = defaultdict(dict)
    for one in IssueScore.objects.filter(issue=issue).select_related("person").order_by("pk"):
        rows[one.person_id][one.criterion_id] = one
    found = []
    for person_id, given in rows.items():
        first = next(iter(given.values()))
        found.append(
            Sheet(
                str(first.person) if first.person else gettext("ไม่ทราบชื่อ"),
                person_id is not None and person_id == by.person_id,
                [given.get(one.pk) for one in criteria],
                any(one.is_example for one in given.values()),
            )
        )
    return found


def merged_into(issue: Issue) -> QuerySet[Issue]:
    return Issue.objects.filter(edition_id=issue.edition_id, merged_into=issue, shown=True).order_by("number")


def to_merge_with(issue: Issue) -> QuerySet[Issue]:
    return Issue.objects.filter(
        edition_id=issue.edition_id, state__in=[Issue.State.SUBMITTED, Issue.State.ACCEPTED]
    ).exclude(pk=issue.pk).order_by("number")  # fmt: skip


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """Proposals to read, to score and to decide. Two queries until somebody acts."""
    if not by.has("secretariat", "coordinator", "executive"):
        return []
    calls = kept(programme, "assemble.calls", lambda: _calls(programme))
    if not calls:
        return []
    counted = kept(programme, f"assemble.issues.{by.person_id}", lambda: _counted(by, calls))
    return [
        line for one in calls if one.pk in counted for line in _lines(by, programme, one, counted[one.pk])
    ]


def _calls(programme: Programme) -> list[IssueCall]:
    found = IssueCall.objects.filter(
        programme=programme, edition__rehearsal_of=None, edition__state=Edition.State.RUNNING,
        edition__stage__in=TO_SCREEN, state__in=[IssueCall.State.OPEN, IssueCall.State.SCREENING],
    )  # fmt: skip
    return list(found.select_related("edition").order_by("-edition__year")[:3])


def _counted(by: Actor, calls: list[IssueCall]) -> dict[UUID, dict[str, int]]:
    """By call: how many undecided proposals there are, unread, scored by this person, their own. They change by acts."""
    own = Q(person_id=by.person_id) if by.person_id else Q(pk=None)
    open_ = Issue.objects.filter(call__in=calls, state=Issue.State.SUBMITTED).order_by()
    mine = list(by.scopes("coordinator"))
    return {
        row["call"]: row
        for row in open_.values("call").annotate(
            unread=Count("pk", filter=Q(shown=False), distinct=True),
            open=Count("pk", distinct=True),
            done=Count("pk", filter=Q(scores__person_id=by.person_id), distinct=True),
            own=Count("pk", filter=own | Q(network_id__in=mine), distinct=True),
            invented=Count("pk", filter=Q(is_example=True), distinct=True),
        )
    }


def _lines(by: Actor, programme: Programme, call: IssueCall, n: dict[str, int]) -> list[Waiting]:
    def to(name: str, query: str = "") -> str:
        return reverse(name, args=[programme.slug, call.edition.code]) + query

    lines, invented, where = [], n["invented"] == n["open"], call.edition.title
    if by.has("secretariat") and n["unread"]:
        lines.append(
            Waiting(
                gettext("ประเด็นที่เสนอโดยไม่ลงชื่อ %(n)s ข้อรอตรวจถ้อยคำ") % {"n": n["unread"]}, to("assemble_issues", "?state=unread"),
                gettext("ตรวจถ้อยคำ"), where, icon="inbox", is_example=invented,
            )
        )  # fmt: skip
    if call.state != IssueCall.State.SCREENING:
        return lines
    if by.has("secretariat"):
        lines.append(
            Waiting(
                gettext("ประเด็นสมัชชา %(n)s ข้อรอตัดสิน") % {"n": n["open"]}, to("assemble_screening"), gettext("กลั่นกรอง"), where,
                icon="scale", is_example=invented,
            )
        )  # fmt: skip
    elif (left := n["open"] - n["done"] - n["own"]) > 0:
        lines.append(
            Waiting(
                gettext("ประเด็นสมัชชา %(n)s ข้อรอท่านให้คะแนน") % {"n": left}, to("assemble_screening"), gettext("ให้คะแนน"), where,
                icon="scale", is_example=invented,
            )
        )  # fmt: skip
    return lines
