"""What was asked, what each network said, what it comes to, and what stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, permitted
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks

from ...editions.models import Edition
from ...text.models import Clause, TextVersion
from ..here import anybody_registered, delegates_here
from ..models import ClauseStance, Dissent, InnerCount, Round, RoundClause, Rulebook, Value
from ..tallying import OPEN_VALUES, STANDS, Outcome, Voices, outcome

FEW = 3  # fewer inner voices than these are not told apart under counts only


@dataclass(frozen=True)
class Words:
    """A clause as a version prints it."""

    clause_id: UUID
    number: int
    revision: int
    body: str


@dataclass(frozen=True)
class Tile:
    """A network's voice on a clause. `value` None: it is awaited. `reason` is empty for who may not read it yet."""

    network: Network
    value: str | None
    reason: str = ""
    stance: ClauseStance | None = None
    dissent: Dissent | None = None

    LOOKS = {
        "agree": ("agree", "check"),
        "note": ("noted", "info"),
        "change": ("change", "pencil"),
        "not_yet": ("not-yet", "x"),
    }

    @property
    def look(self) -> str:
        return self.LOOKS[self.value][0] if self.value else "waiting"

    @property
    def icon(self) -> str:
        return self.LOOKS[self.value][1] if self.value else "clock"

    @property
    def word(self) -> str:
        return str(Value(self.value).label) if self.value else gettext("รอแจ้ง")


@dataclass(frozen=True)
class Line:
    """A clause of a round with all its tiles, and what it came to (None while the round is open or a draft)."""

    asked: RoundClause
    tiles: list[Tile]
    outcome: str | None
    counts: dict[str, int]

    @property
    def waiting(self) -> list[Tile]:
        return [one for one in self.tiles if one.value is None]

    @property
    def reasons(self) -> list[Tile]:
        return [one for one in self.tiles if one.reason]

    @property
    def open(self) -> list[Tile]:
        return [one for one in self.tiles if one.value in OPEN_VALUES and one.dissent is None]

    @property
    def stands(self) -> bool:
        return self.outcome in STANDS


@dataclass(frozen=True)
class Reason:
    """For the redrafter: who wants what of which clause, said of which revision."""

    clause_id: UUID
    number: int
    revision: int
    network: Network
    value: str
    reason: str
    round_number: int

    @property
    def label(self) -> str:
        return str(Value(self.value).label)


@dataclass(frozen=True)
class Standing:
    """What a clause came to in the last closed round that asked about it."""

    clause_id: UUID
    round: Round
    asked: RoundClause
    outcome: str
    missing: tuple[str, ...]

    @property
    def stands(self) -> bool:
        return self.outcome in STANDS


def rulebook(edition: Edition) -> Rulebook:
    """As it stands; its defaults (unsaved) where nobody has written it."""
    found = Rulebook.objects.filter(edition=edition).first()
    return found or Rulebook(edition=edition, programme_id=edition.programme_id)


def versions(edition: Edition) -> QuerySet[TextVersion]:
    """Newest first."""
    return TextVersion.objects.filter(edition=edition).select_related("text").order_by("-number")


def words(version: TextVersion) -> list[Words]:
    """The clauses a version froze, in its order. A clause is any object under a key `clauses` with an id and a body."""
    frozen = list(_clauses(version.frozen))
    known = Clause.objects.filter(edition_id=version.edition_id, pk__in=[one["id"] for one in frozen])
    revisions = dict(known.values_list("pk", "revision"))
    found = []
    for place, one in enumerate(frozen, 1):
        id = UUID(str(one["id"]))
        if id in revisions:
            number, revision = int(one.get("number") or place), int(one.get("revision") or revisions[id])
            found.append(Words(id, number, revision, str(one["body"])))
    return found


def _clauses(frozen: Any) -> Iterator[dict[str, Any]]:
    if isinstance(frozen, dict):
        for key, value in frozen.items():
            if key == "clauses" and isinstance(value, list):
                yield from (one for one in value if isinstance(one, dict) and "id" in one and "body" in one)
            elif isinstance(value, dict | list):
                yield from _clauses(value)
    elif isinstance(frozen, list):
        for value in frozen:
            yield from _clauses(value)


def rounds(edition: Edition) -> QuerySet[Round]:
    found = Round.objects.filter(edition=edition).select_related("version", "edition")
    return found.annotate(asked_count=Count("clauses")).order_by("-number")


def round_of(edition: Edition, id: UUID) -> Round | None:
    found = Round.objects.filter(edition=edition, pk=id)
    return found.select_related("version", "edition", "programme").first()


def open_round(edition: Edition) -> Round | None:
    found = Round.objects.filter(edition=edition, state=Round.State.OPEN)
    return found.select_related("version", "edition", "programme").first()


def round_clause(edition: Edition, id: UUID) -> RoundClause | None:
    found = RoundClause.objects.filter(round__edition=edition, pk=id)
    return found.select_related("round__edition", "clause", "programme").first()


def stances(asked: RoundClause) -> dict[UUID, ClauseStance]:
    """Network id -> its one voice."""
    found = ClauseStance.objects.filter(asked=asked).select_related("network")
    return {one.network_id: one for one in found}


def networks_of_year(edition: Edition) -> list[Network]:
    """In their order; asked of the database once until somebody acts."""
    year = edition.year
    return [
        one
        for one in all_networks(edition.programme)
        if one.valid_from <= year and (one.valid_until is None or one.valid_until >= year)
    ]


def _entitled(round: Round) -> list[Network]:
    """Those fixed at opening; before it, those of the year."""
    if round.state == Round.State.DRAFT:
        return networks_of_year(round.edition)
    known = all_networks(round.edition.programme)
    ids = set(round.networks)
    return [one for one in known if str(one.pk) in ids]


def may_read_reasons(by: Actor | None, round: Round) -> bool:
    if round.state == Round.State.PUBLISHED:
        return True
    return by is not None and permitted(by, "assemble.consensus.reasons.read", round)


def board(round: Round, by: Actor | None = None) -> list[Line]:
    """All clauses of a round with all networks' tiles. Four queries, whatever the numbers."""
    asked = list(RoundClause.objects.filter(round=round).select_related("clause"))
    voices: dict[tuple[UUID, UUID], ClauseStance] = {
        (one.asked_id, one.network_id): one for one in ClauseStance.objects.filter(asked__round=round)
    }
    dissents = {(one.asked_id, one.network_id): one for one in Dissent.objects.filter(asked__round=round)}
    entitled, reads = _entitled(round), may_read_reasons(by, round)
    fixed = round.result.get("clauses", {})
    lines = []
    for one in asked:
        row = []
        for network in entitled:
            stance = voices.get((one.pk, network.pk))
            reason = stance.reason if stance and reads else ""
            dissent = dissents.get((one.pk, network.pk))
            row.append(Tile(network, stance.value if stance else None, reason, stance, dissent))
        counts = {value: sum(tile.value == value for tile in row) for value in Value.values}
        counts["waiting"] = sum(tile.value is None for tile in row)
        lines.append(Line(one, row, fixed.get(str(one.pk), {}).get("outcome"), counts))
    return lines


def tiles(round: Round, clause: Clause, by: Actor | None = None) -> list[Tile]:
    """The networks' voices on this clause in this round; nothing when the round does not ask about it."""
    return next((line.tiles for line in board(round, by) if line.asked.clause_id == clause.pk), [])


def present_networks(round: Round) -> set[str]:
    """Ids, as text, of the networks that make the quorum. Once delegates register: with so many registered since the day
    the round opened as the rule says, for a sitting may go on past midnight. Before it, when nobody has registered: those
    that told their voice on any clause of the round."""
    rule = round.rule or {}
    since = timezone.localdate(round.opened_at) if round.opened_at else None
    counts = delegates_here(round.edition_id, since)
    if counts or anybody_registered(round.edition_id):
        least = max(1, int(rule.get("present_at_least", 1)))
        return {str(pk) for pk, count in counts.items() if count >= least}
    spoke = ClauseStance.objects.filter(asked__round=round).order_by()
    return {str(pk) for pk in spoke.values_list("network_id", flat=True).distinct()}


def outcome_now(
    round: Round, *, present: Collection[str] | None = None, lines: Sequence[Line] | None = None
) -> Outcome:
    """What the round would come to now. Keys: ids of its RoundClauses, as text. `lines`: its board, where it was read."""
    voices = {
        str(line.asked.pk): Voices(
            {str(tile.network.pk): tile.value for tile in line.tiles if tile.value},
            {str(tile.network.pk) for tile in line.tiles if tile.dissent},
        )
        for line in (board(round) if lines is None else lines)
    }
    here = present_networks(round) if present is None else set(present)
    return outcome(round.rule, round.networks, here, voices)


def standing(edition: Edition) -> dict[UUID, Standing]:
    """Clause id -> its last outcome. Closed rounds only for whoever publishes; a page for all takes published ones."""
    return _standing(edition, (Round.State.CLOSED, Round.State.PUBLISHED))


def published_standing(edition: Edition) -> dict[UUID, Standing]:
    return _standing(edition, (Round.State.PUBLISHED,))


def _standing(edition: Edition, states: tuple[str, ...]) -> dict[UUID, Standing]:
    found: dict[UUID, Standing] = {}
    # A clause removed since keeps its rounds; it stands nowhere any more.
    asked = RoundClause.objects.filter(round__edition=edition, round__state__in=states, clause__live=True)
    for one in asked.select_related("round__version", "clause").order_by("round__number", "number"):
        fixed = one.round.result.get("clauses", {}).get(str(one.pk))
        if fixed:
            found[one.clause_id] = Standing(
                one.clause_id, one.round, one, fixed["outcome"], tuple(fixed["missing"])
            )
    return found


def contested(edition: Edition) -> set[UUID]:
    """Ids of the clauses that do not stand yet."""
    return {id for id, one in standing(edition).items() if not one.stands}


def open_reasons(edition: Edition) -> list[Reason]:
    """What the redrafter has to answer: notes, changes and "not yet" of each clause's last round, dissents left out."""
    last: dict[UUID, RoundClause] = {}
    asked = RoundClause.objects.filter(round__edition=edition, clause__live=True)
    asked = asked.exclude(round__state=Round.State.DRAFT)
    for one in asked.select_related("round").order_by("round__number"):
        last[one.clause_id] = one
    ids = [one.pk for one in last.values()]
    recorded = set(Dissent.objects.filter(asked__in=ids).values_list("asked_id", "network_id"))
    said = (
        ClauseStance.objects.filter(asked__in=ids)
        .exclude(reason="")
        .select_related("network", "asked__round")
    )
    return [
        Reason(
            one.asked.clause_id,
            one.asked.number,
            one.asked.revision,
            one.network,
            one.value,
            one.reason,
            one.asked.round.number,
        )
        for one in said.order_by("asked__number", "network__order")
        if (one.asked_id, one.network_id) not in recorded
    ]


def inner_counts(asked: RoundClause, network: Network) -> tuple[int, dict[str, int] | None]:
    """How many delegates spoke inside the network, and by value. Under a rule that keeps counts only the values are None until
    the round is closed, for who watches them grow sees who said what; and afterwards where too few spoke."""
    rows = InnerCount.objects.filter(asked=asked, network=network).values_list("value", "count")
    counts = dict.fromkeys(Value.values, 0) | dict(rows)
    total = sum(counts.values())
    named = asked.round.rule.get("inner") == Rulebook.Inner.NAMED
    told = asked.round.state in (Round.State.CLOSED, Round.State.PUBLISHED) and total >= FEW
    return total, counts if named or told else None
