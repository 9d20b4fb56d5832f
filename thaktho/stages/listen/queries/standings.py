"""Statements with what is published of their votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext

from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme

from .. import tally
from ..models import Door, Statement, Tally, Topic
from ..tally import Counts, Figure, Published
from .topics import DECLARED, OVER, doors


@dataclass(frozen=True)
class Column:
    """One network (or the open door) of a topic's table."""

    door_id: UUID
    network: Network | None

    @property
    def name(self) -> str:
        return self.network.name if self.network else gettext("ไม่ระบุเครือข่าย")

    @property
    def short_name(self) -> str:
        return self.network.short_name if self.network else gettext("ไม่ระบุ")

    @property
    def order(self) -> int | None:
        return self.network.order if self.network else None


@dataclass(frozen=True)
class Standing:
    """A statement with all that may be read of its votes."""

    statement: Statement
    published: Published[UUID]
    columns: list[Column] = field(default_factory=list)

    @property
    def total(self) -> Figure | None:
        return self.published.total

    @property
    def cells(self) -> list[tuple[Column, Figure | None]]:
        """In the declared order of the networks."""
        return [(column, self.published.cells.get(column.door_id)) for column in self.columns]

    @property
    def unknown(self) -> int:
        """Of how many networks nothing is told yet."""
        return sum(figure is None for _column, figure in self.cells)

    @property
    def weakest(self) -> tuple[Column, Figure] | None:
        known = [(column, figure) for column, figure in self.cells if figure is not None]
        return min(known, key=lambda cell: cell[1].low) if known else None

    @property
    def words(self) -> str:
        """63 จาก 71 คนเห็นด้วย; empty while nothing may be published."""
        return in_words(self.total)


def in_words(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.agree.exact:
        return gettext("%(low)s จาก %(n)s คนเห็นด้วย") % {"low": f"{figure.agree.low:,}", "n": f"{figure.n:,}"}
    return gettext("%(low)s–%(high)s จาก %(n)s คนเห็นด้วย") % {
        "low": f"{figure.agree.low:,}",
        "high": f"{figure.agree.high:,}",
        "n": f"{figure.n:,}",
    }


def columns(topic: Topic) -> list[Column]:
    return [Column(door.pk, door.network) for door in doors(topic)]


def standings(topic: Topic, statements: Iterable[Statement] | None = None) -> list[Standing]:
    """The topic's shown statements with their published tallies. Three queries, whatever their number."""
    if statements is None:
        statements = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN).select_related(
            "door__network", "fate__joined_with"
        )
    rows = list(statements)
    known = published([row.pk for row in rows], closed=topic.state in OVER)
    across = columns(topic)
    return [Standing(row, known[row.pk], across) for row in rows]


def published(statement_ids: list[UUID], *, closed: bool) -> dict[UUID, Published[UUID]]:
    """By statement, what is published, with doors as keys. One query."""
    shown: dict[UUID, dict[UUID, Counts]] = defaultdict(dict)
    final: dict[UUID, dict[UUID, Counts]] = defaultdict(dict)
    fields = (
        "statement_id",
        "door_id",
        "shown_agree",
        "shown_passed",
        "shown_disagree",
        "agree",
        "passed",
        "disagree",
    )
    for row in Tally.objects.filter(statement__in=statement_ids).values_list(*fields):
        shown[row[0]][row[1]] = Counts(*row[2:5])
        final[row[0]][row[1]] = Counts(*row[5:8])
    return {id: tally.statement(shown[id], final[id] if closed else None) for id in statement_ids}


def shown_sums(topic: Topic) -> tuple[int, int, int]:
    """All shown answers of a topic: they move when anything that is published moves. Not to be told: ranges hide them."""
    fields = ("shown_agree", "shown_passed", "shown_disagree")
    sums = Tally.objects.filter(topic=topic).aggregate(*(Sum(name) for name in fields))
    agree, passed, disagree = (sums[f"{name}__sum"] or 0 for name in fields)
    return agree, passed, disagree


ORDERS = ("weakest", "agreed", "newest")


def ranked(topic: Topic, order: str = "weakest", network: UUID | None = None) -> list[Standing]:
    """Statements in order: by the lowest lower bound of any network, by agreement over all, or newest first. With a
    network (its id), the first two look at that network only. What is not known yet comes last, never as zero."""
    found = standings(topic)
    if order == "newest":
        return sorted(found, key=lambda standing: -standing.statement.number)

    def rank(standing: Standing) -> tuple[bool, float, int]:
        figure: Figure | None
        if network is not None:
            figure = next((f for c, f in standing.cells if c.network and c.network.pk == network), None)
            value = None if figure is None else figure.low if order == "weakest" else figure.rate
        elif order == "weakest":
            value = standing.published.weakest
        else:
            value = standing.total.rate if standing.total else None
        return (value is None, -(value or 0.0), standing.statement.number)

    return sorted(found, key=rank)


def statements(programme: Programme, ids: Iterable[UUID]) -> list[Standing]:
    """Shown statements by id, for a room that makes something of them: text, network and published tally, in the order
    asked. Ids of other programmes and hidden statements are left out. Three queries."""
    wanted = list(ids)
    found = {
        row.pk: row
        for row in Statement.objects.filter(programme=programme, pk__in=wanted, state=Statement.State.SHOWN)
        .exclude(topic__state=Topic.State.DRAFT)
        .select_related("topic", "door__network", "source")
    }
    over = [id for id, row in found.items() if row.topic.state in OVER]
    known = {
        **published(over, closed=True),
        **published([id for id in found if id not in set(over)], closed=False),
    }
    across: dict[UUID, list[Column]] = defaultdict(list)
    topic_ids = {row.topic_id for row in found.values()}
    for row in Door.objects.filter(topic__in=topic_ids).select_related("network").order_by(*DECLARED):
        across[row.topic_id].append(Column(row.pk, row.network))
    return [
        Standing(found[id], known[id], across[found[id].topic_id])
        for id in dict.fromkeys(wanted)
        if id in found
    ]


def statement(programme: Programme, id: UUID) -> Statement | None:
    rows = Statement.objects.filter(programme=programme, pk=id)
    return rows.select_related("topic", "topic__programme", "door__network", "source").first()


def shown(programme: Programme, ids: Iterable[UUID]) -> list[Statement]:
    """The rows of `statements`, for linking: only what is shown, in the order asked."""
    return [standing.statement for standing in statements(programme, ids)]
