"""Reading topics, statements and what is published of the votes. The programme, or a row that carries it, comes first.

Nothing here gives out a live count: numbers of votes leave this room as `tally.Published` only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.thai.words import keep_together, search_terms

from . import tally
from .codes import receipt_hash
from .models import Door, Reason, Receipt, Statement, Tally, Topic, Voter
from .tally import Counts, Figure, Published, rounded

OVER = (Topic.State.CLOSED, Topic.State.SEALED)


# Topics


def topics(
    programme: Programme, *, state: str = "", text: str = "", drafts: bool = False, network: str = ""
) -> QuerySet[Topic]:
    """Newest first. `state` may be "over": closed or sealed; `network` (code): with statements of that network."""
    found = Topic.objects.filter(programme=programme).select_related("meeting")
    if not drafts:
        found = found.exclude(state=Topic.State.DRAFT)
    if state:
        found = found.filter(state__in=OVER) if state == "over" else found.filter(state=state)
    if network:
        said = Statement.objects.filter(
            door__network__code=network, state=Statement.State.SHOWN, programme=programme
        )
        found = found.filter(pk__in=said.values("topic"))
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    shown = Count("statements", filter=Q(statements__state=Statement.State.SHOWN))
    return found.annotate(shown_count=shown).order_by("-id")


def topic(programme: Programme, code: str) -> Topic | None:
    return Topic.objects.filter(programme=programme, code=code).select_related("meeting", "source").first()


def open_topics(programme: Programme) -> list[Topic]:
    """Topics one may answer now, those that close first before the others."""
    found = [topic for topic in topics(programme, state=Topic.State.OPEN) if is_open(topic)]
    return sorted(found, key=lambda topic: (topic.closes_at is None, topic.closes_at or timezone.now()))


def is_open(topic: Topic) -> bool:
    """Open, and the clock agrees: the job that closes a topic may come a minute late, an answer may not."""
    now = timezone.now()
    return (
        topic.state == Topic.State.OPEN
        and (topic.opens_at is None or topic.opens_at <= now)
        and (topic.closes_at is None or now < topic.closes_at)
    )


# Networks as declared; the open door last, on every database.
DECLARED = (F("network__order").asc(nulls_last=True), "id")


def doors(topic: Topic) -> list[Door]:
    found = list(Door.objects.filter(topic=topic).select_related("network").order_by(*DECLARED))
    for door in found:
        door.topic = topic  # rules ask a door for its topic
    return found


def door(topic: Topic, token: str) -> Door | None:
    return Door.objects.filter(topic=topic, token=token.upper()).select_related("network").first()


# Statements and their published tallies


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
            "door__network"
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


def moderation_queue(topic: Topic, state: str = Statement.State.WAITING) -> QuerySet[Statement]:
    return (
        Statement.objects.filter(topic=topic, state=state).select_related("door__network").order_by("number")
    )


def shown(programme: Programme, ids: Iterable[UUID]) -> list[Statement]:
    """The rows of `statements`, for linking: only what is shown, in the order asked."""
    return [standing.statement for standing in statements(programme, ids)]


def same_words(topic: Topic, text_key: str) -> Statement | None:
    return Statement.objects.filter(topic=topic, text_key=text_key).first()


@dataclass(frozen=True)
class Moderated:
    """The published account of moderation: how many statements were shown, wait, were hidden and why."""

    shown: int
    waiting: int
    hidden: dict[str, int]

    @property
    def hidden_count(self) -> int:
        return sum(self.hidden.values())

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(str(Reason(code).label), count) for code, count in self.hidden.items()]


def moderated(topic: Topic) -> Moderated:
    return moderated_of([topic])[topic.pk]


def moderated_of(topics: list[Topic]) -> dict[UUID, Moderated]:
    """By topic; one query."""
    rows = Statement.objects.filter(topic__in=topics).order_by()
    counts: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    hidden: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for id, state, reason, count in rows.values_list("topic", "state", "hidden_for").annotate(Count("id")):
        if state == Statement.State.HIDDEN:
            hidden[id][reason] += count
        else:
            counts[id][state] += count
    return {
        row.pk: Moderated(counts[row.pk]["shown"], counts[row.pk]["waiting"], dict(hidden[row.pk]))
        for row in topics
    }


# People who took part


@dataclass(frozen=True)
class TookPart:
    """How many answered, in steps of five while the topic is open; `assisted` by a facilitator's hand."""

    by_door: dict[UUID, int]
    people: int
    assisted: int
    votes: int


def took_part(topic: Topic) -> TookPart:
    closed = topic.state in OVER
    counts: dict[UUID, int] = defaultdict(int)
    assisted = 0
    for door_id, helped, count in (
        Voter.objects.filter(topic=topic).order_by().values_list("door_id", "assisted").annotate(Count("pk"))
    ):
        counts[door_id] += count
        assisted += count if helped else 0
    sums = Tally.objects.filter(topic=topic).aggregate(a=Sum("agree"), p=Sum("passed"), d=Sum("disagree"))
    votes = sum(value or 0 for value in sums.values())
    return TookPart(
        {door_id: rounded(count, closed=closed) for door_id, count in counts.items()},
        tally.people(list(counts.values())) if closed else rounded(sum(counts.values()), closed=False),
        rounded(assisted, closed=closed),
        rounded(votes, closed=closed),
    )


def assisted_so_far(door: Door) -> int:
    """How many ballots were handed in for this door; its facilitator counted them by hand."""
    return Voter.objects.filter(door=door, assisted=True).count()


def count_by_network(programme: Programme) -> dict[UUID, int]:
    """For the cloth: shown statements by network. Statements are public, so they are counted exactly."""
    rows = Statement.objects.filter(
        programme=programme, state=Statement.State.SHOWN, door__network__isnull=False
    )
    rows = rows.exclude(topic__state=Topic.State.DRAFT).order_by()
    return dict(rows.values_list("door__network").annotate(Count("id")))


# Receipts


def by_receipt(programme: Programme, code: str) -> Statement | None:
    held = Receipt.objects.filter(programme=programme, code_hash=receipt_hash(programme.pk, code))
    receipt = held.select_related("statement__topic", "statement__door__network").first()
    return receipt.statement if receipt else None


# The ballot: the one place that must be quick


@dataclass(frozen=True)
class Slip:
    """A statement as it stands on the ballot. `mix` spreads each voter's own order."""

    id: UUID
    number: int
    text: str
    is_example: bool

    @cached_property
    def html(self) -> SafeString:
        """The text with names and set words unbroken."""
        return format_html_join(
            "",
            "{}",
            (
                (format_html('<span class="keep">{}</span>', piece) if whole else piece,)
                for piece, whole in keep_together(self.text)
            ),
        )

    @cached_property
    def mix(self) -> int:
        return (int.from_bytes(self.id.bytes[8:], "big") | 1) & _MASK


_MASK = (1 << 64) - 1
# By topic: its version, its shown statements, its doors by token. A process keeps what stands on the ballots it serves.
_ballots: dict[UUID, tuple[int, list[Slip], dict[str, Door]]] = {}


def _in_memory(topic: Topic) -> tuple[int, list[Slip], dict[str, Door]]:
    """Kept by the topic's version, which every request reads with the topic anyway: never a vote behind."""
    held = _ballots.get(topic.pk)
    if held is not None and held[0] == topic.version:
        return held
    rows = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN).order_by("number")
    slips = [Slip(*row) for row in rows.values_list("id", "number", "text", "is_example")]
    if len(_ballots) > 200:
        _ballots.clear()
    _ballots[topic.pk] = (topic.version, slips, {door.token: door for door in doors(topic)})
    return _ballots[topic.pk]


def ballot(topic: Topic) -> list[Slip]:
    """The shown statements."""
    return _in_memory(topic)[1]


def door_in_memory(topic: Topic, token: str) -> Door | None:
    return _in_memory(topic)[2].get(token.upper())


def in_own_order(slips: list[Slip], voter: UUID) -> list[Slip]:
    """Everyone meets the statements in an order of their own: none profits from standing first, and a hall that scans
    all at once does not queue for one tally."""
    key = int.from_bytes(voter.bytes[:8], "big") | 1
    return sorted(slips, key=lambda slip: ((slip.mix * key) ^ (slip.mix >> 29)) & _MASK)


def voter_of(voter: UUID) -> Voter | None:
    return Voter.objects.filter(pk=voter).select_related("door__network").first()


def answers_of(voter: UUID) -> dict[UUID, int]:
    from .models import Vote

    return dict(Vote.objects.filter(voter_id=voter).values_list("statement_id", "value"))


# What waits


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    lines: list[Waiting] = []
    now = timezone.now()
    if by.has("secretariat"):
        queued = Topic.objects.filter(programme=programme, state=Topic.State.OPEN)
        queued = queued.annotate(
            queue=Count("statements", filter=Q(statements__state=Statement.State.WAITING))
        )
        for row in queued.filter(queue__gt=0).order_by("id")[:3]:
            url = reverse("listen_moderate", args=[programme.slug, row.code])
            lines.append(
                Waiting(
                    gettext("ข้อความรอตรวจถ้อยคำ %(queue)s ข้อ") % {"queue": row.queue},
                    url,
                    gettext("ตรวจข้อความ"),
                    row.title,
                    icon="clock",
                    tone="khamin",
                    is_example=row.is_example,
                )
            )
    if by.has("coordinator"):
        soon = Topic.objects.filter(programme=programme, state=Topic.State.OPEN, closes_at__gt=now)
        for row in soon.order_by("closes_at")[:2]:
            url = reverse("listen_manage", args=[programme.slug, row.code])
            due = timezone.localdate(row.closes_at)
            lines.append(
                Waiting(
                    gettext("ชวนเครือข่ายของท่านร่วมตอบ"),
                    url,
                    gettext("พิมพ์คิวอาร์"),
                    row.title,
                    due_on=due,
                    is_example=row.is_example,
                )
            )
    return lines


def _by_weakest(topic: Topic) -> list[Standing]:
    return ranked(topic)


@override("th")  # what leaves the house is Thai
def line_summary(topic: Topic, url: str, ranked: list[Standing] | None = None) -> str:
    """A message for LINE: the question, how many answered, what is most agreed everywhere, where to read on."""
    part = took_part(topic)
    lines = [topic.title, topic.question]
    if part.people:
        lines.append(f"ตอบแล้ว {'' if topic.state in OVER else 'อย่างน้อย '}{part.people:,} คน")
    best = [standing for standing in (ranked or _by_weakest(topic)) if standing.total][:3]
    if best:
        lines.append("ข้อที่ทุกเครือข่ายเห็นด้วยมากที่สุด")
        lines += [f"{number}. {row.statement.text} ({row.words})" for number, row in enumerate(best, 1)]
    if len(lines) > 2:
        lines.insert(2, "")
    lines += ["", url]
    if topic.is_example:
        lines.append("ข้อมูลตัวอย่าง")
    return "\n".join(lines)
