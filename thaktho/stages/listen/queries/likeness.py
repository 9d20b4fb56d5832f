"""Which of a topic's statements say nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..models import KeptApart, Statement, Topic
from ..words import text_key
from .standings import Standing

if TYPE_CHECKING:
    from thaktho.engines.weave import likeness

MOST_COMPARED = 3000


@dataclass(frozen=True)
class Proposal:
    """Two statements that look alike, with the words by which they do."""

    one: Statement
    other: Statement
    score: float
    shared: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.score)

    @property
    def one_marked(self) -> SafeString:
        return marked(self.one.text, self.shared)

    @property
    def other_marked(self) -> SafeString:
        return marked(self.other.text, self.shared)


def marked(text: str, shared: Iterable[str]) -> SafeString:
    """The text with the shared words underlined."""
    from thaktho.engines.weave.likeness import pieces

    known = set(shared)
    said = [
        format_html('<span class="shared">{}</span>', word) if word in known else word
        for word in pieces(text)
    ]
    return format_html_join("", "{}", ((piece,) for piece in said))


def proposals(topic: Topic) -> list[Proposal]:
    """Pairs of what is shown or waits, the nearest first: not those that stand together already, nor those people found
    different, nor what would bring such two into one bundle. Two queries."""
    from thaktho.engines.weave import likeness  # slow to load

    rows = list(
        Statement.objects.filter(topic=topic)
        .exclude(state=Statement.State.HIDDEN)
        .select_related("door__network")
        .order_by("number")[:MOST_COMPARED]
    )
    apart = _apart(topic)
    company = _company(rows)
    found = []
    for pair in likeness.pairs([row.text for row in rows]):
        one, other = rows[pair.one], rows[pair.other]
        if one.bundle_id and one.bundle_id == other.bundle_id:
            continue
        if any(
            frozenset((mine, theirs)) in apart for mine in company[one.pk] for theirs in company[other.pk]
        ):
            continue
        found.append(Proposal(one, other, pair.score, pair.shared))
    return found


def _apart(topic: Topic) -> set[frozenset[UUID]]:
    return {
        frozenset(pair) for pair in KeptApart.objects.filter(topic=topic).values_list("one_id", "other_id")
    }


def _company(rows: list[Statement]) -> dict[UUID, list[UUID]]:
    """With whom each stands, itself among them."""
    by_bundle: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        if row.bundle_id:
            by_bundle[row.bundle_id].append(row.pk)
    return {row.pk: by_bundle[row.bundle_id] if row.bundle_id else [row.pk] for row in rows}


# By topic: its version, its shown statements and their weights. Anybody may ask, so asking must cost little.
_known: dict[UUID, tuple[int, list[Statement], likeness.Known]] = {}
MOST_KEPT = 50


def _in_memory(topic: Topic) -> tuple[list[Statement], likeness.Known]:
    from thaktho.engines.weave import likeness

    held = _known.get(topic.pk)
    if held is None or held[0] != topic.version:
        shown = Statement.objects.filter(topic_id=topic.pk, state=Statement.State.SHOWN).order_by("number")
        rows = list(shown[:MOST_COMPARED])
        if len(_known) >= MOST_KEPT:
            _known.clear()
        held = _known[topic.pk] = (topic.version, rows, likeness.Known([row.text for row in rows]))
    return held[1:]


def near(topic: Topic, text: str) -> list[Proposal]:
    """What is shown already and comes near to a sentence about to be sent, the nearest first. One query, and none while the
    list of statements stays as it is."""
    rows, known = _in_memory(topic)
    said = Statement(text=text)
    return [Proposal(said, rows[found.other], found.score, found.shared) for found in known.nearest(text)]


def stated(topic: Topic, text: str) -> bool:
    """Whether these very words stand in the topic, also hidden or waiting."""
    return Statement.objects.filter(topic=topic, text_key=text_key(text)).exists()


def bundles(topic: Topic) -> list[list[Statement]]:
    """What is shown together, each bundle in the order of its numbers. Bundles of one are none. One query."""
    held: dict[UUID, list[Statement]] = defaultdict(list)
    for row in Statement.objects.filter(topic=topic, bundle__isnull=False).order_by("number"):
        held[row.bundle_id].append(row)  # type: ignore[index]
    return [rows for rows in held.values() if len(rows) > 1]


def kept_apart(topic: Topic) -> list[KeptApart]:
    return list(KeptApart.objects.filter(topic=topic).select_related("one", "other").order_by("-id"))


def together(ranked: Sequence[Standing]) -> list[Standing]:
    """The same statements in the same order, but those of one bundle stand with the first of it. Nothing is added up."""
    held: dict[UUID, list[Standing]] = defaultdict(list)
    for standing in ranked:
        if standing.statement.bundle_id:
            held[standing.statement.bundle_id].append(standing)
    order: list[Standing] = []
    for standing in ranked:
        bundle = standing.statement.bundle_id
        order += held.pop(bundle, []) if bundle else [standing]
    return order


def company(ranked: Sequence[Standing]) -> dict[UUID, list[int]]:
    """By statement, the numbers of those it is shown together with."""
    held: dict[UUID, list[int]] = defaultdict(list)
    for standing in ranked:
        if standing.statement.bundle_id:
            held[standing.statement.bundle_id].append(standing.statement.number)
    return {
        row.statement.pk: sorted(n for n in held[row.statement.bundle_id] if n != row.statement.number)
        for row in ranked
        if row.statement.bundle_id and len(held[row.statement.bundle_id]) > 1
    }
