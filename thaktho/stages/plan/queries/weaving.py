"""Rows as the engine takes them, and its proposals as the loom shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext, gettext_lazy

from thaktho.engines import weave as engine
from thaktho.ground.access import Actor
from thaktho.ground.language import language
from thaktho.ground.programme.models import Programme
from thaktho.thai.dates import show_span
from thaktho.thai.normalise import normalise
from thaktho.thai.words import words

from ..models import Pair, PlanRow
from .rows import reads_all, rows_for_weaving, visible


def engine_rows(programme: Programme) -> list[engine.Row]:
    """What networks have sent, as the engine takes it. A row that names no area in words gets the place it chose."""
    return [
        engine.Row(
            id=row.id,
            network=row.network,
            title=row.title,
            problem=row.problem,
            good_deed=row.good_deed,
            virtue=row.virtue,
            indicator=row.indicator,
            agency=row.agency,
            area=row.area,
            start=row.start,
            end=row.end,
            when_text=row.when_text,
            place=_place(row.places) if not row.area else None,
        )
        for row in rows_for_weaving(programme)
    ]


def families(programme: Programme) -> dict[str, str]:
    """The row each part of a split came from at first, by the part's id. Somebody decided that parts of one row are two
    works: they are not proposed as one."""
    parts = PlanRow.objects.filter(programme=programme, split_from__isnull=False)
    above = {str(part): str(whole) for part, whole in parts.values_list("pk", "split_from_id")}
    found = {}
    for part, whole in above.items():
        while whole in above:
            whole = above[whole]
        found[part] = whole
    return found


def _place(codes: tuple[str, ...]) -> engine.Place | None:
    """An official code is a path: 57 > 5701 > 570101."""
    if len(codes) != 1:
        return None
    code = codes[0]
    return engine.Place(
        province=code[:2],
        amphoe=code[:4] if len(code) >= 4 else None,
        tambon=code[:6] if len(code) >= 6 else None,
        village=code if len(code) > 6 else None,
    )


def pairs(programme: Programme, by: Actor) -> QuerySet[Pair]:
    """Proposals that stand and decisions that were made, likeliest first. A row that was given back to its network is
    a draft again: whoever may not read it there does not read it here either."""
    found = readable(programme, by).exclude(stale=True, decision="")
    return found.select_related("row_a__network", "row_b__network", "decided_by", "joined")


def pair(programme: Programme, by: Actor, pair_id: UUID) -> Pair | None:
    found = readable(programme, by).filter(pk=pair_id)
    return found.select_related(
        "row_a__network", "row_b__network", "decided_by", "joined", "programme"
    ).first()


def readable(programme: Programme, by: Actor) -> QuerySet[Pair]:
    """Pairs of which they may read both rows."""
    found = Pair.objects.filter(programme=programme)
    if reads_all(by):
        return found
    seen = visible(programme, by).values("pk")
    return found.filter(row_a__in=seen, row_b__in=seen)


ONE_WORK = ("duplicate", "join")
# Both rows are in the plan on their own: a weaving that ran beside a join may have renewed a pair that was settled.
STANDING = Q(row_a__live=True, row_b__live=True, row_a__joined_into=None, row_b__joined_into=None)


WITHIN = Q(row_a__network=F("row_b__network"))  # both rows are of one network
JOINED = Q(row_a__joined_into__isnull=False) | Q(row_b__joined_into__isnull=False)
SHOWS = ("across", "within", "support")


def to_decide(programme: Programme, by: Actor, *, show: str = "") -> QuerySet[Pair]:
    """What waits for people: pairs that may be one piece of work, of two networks («across»), of one («within») or
    all. Pairs that merely «support» each other lie beside: nothing is lost when nobody looks at them."""
    open_pairs = pairs(programme, by).filter(STANDING, decision="")
    if show == "support":
        return open_pairs.exclude(label__in=ONE_WORK)
    open_pairs = open_pairs.filter(label__in=ONE_WORK)
    if show == "within":
        return open_pairs.filter(WITHIN)
    return open_pairs.exclude(WITHIN) if show == "across" else open_pairs


def after(waiting: QuerySet[Pair], pair: Pair) -> Pair | None:
    """The pair that comes after this one in a queue (`to_decide`), from its end on to its beginning; None where no
    other waits."""
    behind = Q(score__lt=pair.score) | Q(score=pair.score, id__gt=pair.pk)
    others = waiting.exclude(pk=pair.pk)
    return others.filter(behind).first() or others.first()


@dataclass(frozen=True)
class Progress:
    """How far the loom has come. A pair whose row was joined elsewhere needs no answer any more; it is done, and still
    counted: what there was to decide does not become less by deciding."""

    joined: int
    kept: int
    different: int
    settled: int  # by a join of one of their rows
    open: int
    within: int  # of the open ones: both rows are of one network
    support: int

    @property
    def decided(self) -> int:
        return self.joined + self.kept + self.different

    @property
    def done(self) -> int:
        return self.decided + self.settled

    @property
    def across(self) -> int:
        return self.open - self.within

    @property
    def total(self) -> int:
        return self.done + self.open


def progress(programme: Programme) -> Progress:
    one_work = Q(decision="", label__in=ONE_WORK)
    counted = Pair.objects.filter(programme=programme).aggregate(
        joined=Count("id", filter=Q(decision="join")),
        kept=Count("id", filter=Q(decision="keep")),
        different=Count("id", filter=Q(decision="different")),
        settled=Count("id", filter=one_work & JOINED),
        open=Count("id", filter=STANDING & one_work & Q(stale=False)),
        within=Count("id", filter=STANDING & one_work & Q(stale=False) & WITHIN),
        support=Count("id", filter=STANDING & Q(decision="", stale=False) & ~Q(label__in=ONE_WORK)),
    )
    return Progress(**counted)


@dataclass(frozen=True)
class Piece:
    """A run of words; `shared` when the other row has it too."""

    text: str
    shared: bool


@dataclass(frozen=True)
class FieldMatch:
    """One field of two rows side by side; `relation` is same, near, different or unknown."""

    name: str
    label: str
    a: list[Piece]
    b: list[Piece]
    relation: str


FIELDS = (
    ("title", gettext_lazy("กิจกรรม")),
    ("area", gettext_lazy("สถานที่")),
    ("when", gettext_lazy("วัน/เดือน/ปี")),
    ("problem", gettext_lazy("ปัญหาที่อยากแก้")),
    ("good_deed", gettext_lazy("ความดีที่อยากทำ")),
    ("indicator", gettext_lazy("ตัวชี้วัด")),
    ("agency", gettext_lazy("ผู้รับผิดชอบ")),
    ("budget", gettext_lazy("งบประมาณ")),
)
NEAR = 0.4
NUMBERS = re.compile(r"(\d+(?:[.,:/]\d+)*)")


def side_by_side(pair: Pair) -> list[FieldMatch]:
    """Every field of both rows. What the engine judged (action, place, time) is said as it judged it."""
    judged = _judged(pair)
    return [_match(name, label, pair.row_a, pair.row_b, judged.get(name)) for name, label in FIELDS]


def _judged(pair: Pair) -> dict[str, str]:
    """What is not for the words to say: the engine's judgement, and whether two sums of money are equal."""
    money = (pair.row_a.budget, pair.row_b.budget)
    budget = "unknown" if None in money else "same" if money[0] == money[1] else "apart"
    return {
        "title": pair.action.replace("related", "near"),
        "area": pair.place,
        "when": pair.time,
        "budget": budget,
    }


def _match(name: str, label: str, row_a: PlanRow, row_b: PlanRow, judged: str | None) -> FieldMatch:
    one, other = _words(row_a, name), _words(row_b, name)
    if name == "area" and one and one == other:
        judged = "same"  # word for word, however wide a place it names
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks)
    a = _pieces(one, [(block.a, block.size) for block in blocks])
    b = _pieces(other, [(block.b, block.size) for block in blocks])
    return FieldMatch(name, label, a, b, judged or _relation(one, other, shared))


def _relation(one: list[str], other: list[str], shared: int) -> str:
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    return "near" if 2 * shared / (len(one) + len(other)) >= NEAR else "apart"


def _words(row: PlanRow, name: str) -> list[str]:
    if name == "area":
        text = row.area_text
    elif name == "when":
        text = show_span(row.starts_on, row.ends_on, lang=language()) if row.starts_on else row.when_text
    elif name == "budget":
        text = "" if row.budget is None else gettext("%(budget)s บาท") % {"budget": f"{row.budget:,.0f}"}
    else:
        text = getattr(row, name)
    return [token for part in NUMBERS.split(normalise(text)) for token in _tokens(part)]


def _tokens(part: str) -> list[str]:
    """A number is one word, with its commas: 5,000 and 25,000 have nothing in common."""
    return [part] if NUMBERS.fullmatch(part) else words(part)


def _pieces(tokens: list[str], blocks: list[tuple[int, int]]) -> list[Piece]:
    """Runs of shared and differing words; a shared blank alone is not underlined."""
    pieces: list[Piece] = []
    at = 0
    for start, size in blocks:
        if start > at:
            pieces.append(Piece("".join(tokens[at:start]), shared=False))
        if size:
            text = "".join(tokens[start : start + size])
            pieces.append(Piece(text, shared=bool(text.strip())))
        at = start + size
    return pieces
