"""What became of statements: what people decided, what the thread holds, and what is still to be said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Count
from django.utils.translation import get_language, gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.thread.queries import Outcome, outcomes
from thaktho.ground.thread.registry import Knot
from thaktho.thai.words import search_terms

from ..models import Fate, Statement, Topic
from .found import Finding, findings
from .standings import Standing, standings

# What is no answer to whoever said something: other voices, and the papers and meetings a row passed through. The thread's
# own page tells them.
OWN_KINDS = ("listen.statement", "listen.topic", "plan.version", "convene.meeting", "convene.decision")


@dataclass(frozen=True)
class Answer:
    """One statement with all that may be said to whoever said it. `led_to` is what the thread holds, also through the
    statement it was joined with; `proposed` a fate that people may confirm."""

    standing: Standing
    finding: Finding
    fate: Fate | None
    led_to: Outcome
    joined: tuple[Statement, ...] = ()  # what it was joined with, what that was joined with, and so on
    last: Fate | None = None  # the fate at the end of that chain
    mates: tuple[Statement, ...] = ()  # shown together with it
    proposed: str = ""
    proposed_with: Statement | None = None

    @property
    def statement(self) -> Statement:
        return self.standing.statement

    @property
    def knots(self) -> list[Knot]:
        return self.led_to.knots

    @property
    def words(self) -> str:
        """The fate in one sentence; empty while nobody said."""
        if self.fate is None:
            return ""
        if self.fate.kind == Fate.Kind.JOINED and self.fate.joined_with is not None:
            with_it = gettext("รวมกับข้อ %(number)s “%(text)s”") % {
                "number": self.fate.joined_with.number,
                "text": self.fate.joined_with.open_text,
            }
            return " ".join(filter(None, [with_it, self.fate.words]))
        if self.fate.kind == Fate.Kind.NOT_TAKEN:
            return gettext("ไม่ได้นำไปใช้ เพราะ%(words)s") % {"words": self.fate.words}
        return (
            gettext("นำไปใช้ %(words)s") % {"words": self.fate.words}
            if self.fate.words
            else gettext("นำไปใช้แล้ว")
        )


@dataclass(frozen=True)
class FateFilters:
    state: str = ""  # undecided, used, joined, not_taken
    finding: str = ""
    network: str = ""  # code; "-" for statements of no network
    theme: str = ""
    q: str = ""


@dataclass(frozen=True)
class Progress:
    """How many of a topic's statements were answered."""

    answered: int
    total: int
    by_kind: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return self.total - self.answered


def progress(topic: Topic) -> Progress:
    return progress_of([topic])[topic.pk]


def progress_of(topics: Sequence[Topic]) -> dict[UUID, Progress]:
    """By topic. One query."""
    shown = Statement.objects.filter(topic__in=topics, state=Statement.State.SHOWN).order_by()
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for topic_id, kind, count in shown.values_list("topic", "fate__kind").annotate(Count("id")):
        counts[topic_id][kind or ""] += count
    return {
        topic.pk: Progress(
            sum(count for kind, count in counts[topic.pk].items() if kind),
            sum(counts[topic.pk].values()),
            {kind: count for kind, count in counts[topic.pk].items() if kind},
        )
        for topic in topics
    }


def fates(found: Iterable[Standing]) -> dict[UUID, Fate]:
    """By statement, of those that were decided. No query: `standings` brought them along."""
    rows = (one.statement for one in found)
    return {row.pk: row.fate for row in rows if hasattr(row, "fate")}


def answers(topic: Topic, by: Actor, number: int | None = None) -> list[Answer]:
    """Shown statements in their order with what became of them, as this reader may see it. Eight queries or so, whatever
    their number."""
    if topic.state == Topic.State.DRAFT:
        return []
    standing = {one.statement.pk: one for one in standings(topic)}
    for one in standing.values():
        one.statement.topic = topic  # rules ask a statement for its topic
    wanted = [id for id, one in standing.items() if number in (None, one.statement.number)]
    known, decided = findings(topic, list(standing.values())), fates(standing.values())
    # What came of them changes by acts alone, and is read by a whole hall.
    reader = f"{by.kind}.{by.person_id}.{by.by_link}.{get_language()}"
    led = kept(
        topic.programme,
        f"listen.outcomes.{topic.pk}.{reader}",
        lambda: outcomes(by, list(standing), without=OWN_KINDS),
    )
    bundles: dict[UUID, list[Statement]] = defaultdict(list)
    for one in standing.values():
        if one.statement.bundle_id:
            bundles[one.statement.bundle_id].append(one.statement)
    found = []
    for id in sorted(wanted, key=lambda id: standing[id].statement.number):
        row = standing[id].statement
        mates = tuple(
            mate for mate in (bundles.get(row.bundle_id, []) if row.bundle_id else []) if mate.pk != id
        )
        chain = _chain(id, decided)
        answer = Answer(
            standing[id],
            known[id],
            decided.get(id),
            led.get(id, Outcome([])),
            joined=tuple(fate.joined_with for fate in chain if fate.joined_with is not None),
            last=decided.get(chain[-1].joined_with_id) if chain and chain[-1].joined_with_id else None,
            mates=mates,
        )
        found.append(_with_proposal(answer, led))
    return found


def answer(topic: Topic, by: Actor, number: int) -> Answer | None:
    """One statement's; None while it is not shown."""
    return next(iter(answers(topic, by, number)), None)


def _chain(start: UUID, decided: dict[UUID, Fate]) -> list[Fate]:
    """The joins from a statement on; it ends where one is not joined."""
    chain: list[Fate] = []
    fate = decided.get(start)
    while fate is not None and fate.joined_with_id and len(chain) < len(decided):
        chain.append(fate)
        fate = decided.get(fate.joined_with_id)
    return chain


def _with_proposal(answer: Answer, led: dict[UUID, Outcome]) -> Answer:
    """Used, where the thread says so already; joined, where a statement shown together with it was used."""
    if answer.fate is not None:
        return answer
    if answer.led_to:
        return replace(answer, proposed=Fate.Kind.USED)
    mate = next((mate for mate in answer.mates if led.get(mate.pk)), None)
    return replace(answer, proposed=Fate.Kind.JOINED, proposed_with=mate) if mate else answer


def filtered(found: Sequence[Answer], asked: FateFilters) -> list[Answer]:
    terms = search_terms(asked.q)
    return [answer for answer in found if _fits(answer, asked, terms)]


def _fits(answer: Answer, asked: FateFilters, terms: list[str]) -> bool:
    row = answer.statement
    network = row.door.network if row.door else None
    kind = answer.fate.kind if answer.fate else "undecided"
    return (
        asked.state in ("", kind)
        and asked.finding in ("", answer.finding.list)
        and asked.network in ("", network.code if network else "-")
        and asked.theme in ("", str(row.theme_id))
        and all(term in row.search_text for term in terms)
    )
