"""Reading maps and findings: the newest map, the consensus lists of what is published, a ballot's own place."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.models import Act

from ..ballots import UNNAMED, any_in
from ..models import OpinionMap, Topic, WholeMap
from ..tally import SMALL, STEP, Figure
from .people import TookPart
from .standings import Column, Standing
from .topics import OVER

if TYPE_CHECKING:
    from thaktho.engines.opinion.place import Spot
    from thaktho.engines.opinion.published import Cell, Lists, Unit

STEADY = 7  # of ten sub-samples; a finding that stands in fewer hangs on few people
SECTIONS = ("all", "refused_by", "not_enough", "divided", "rejected")


def newest_map(topic: Topic) -> OpinionMap | None:
    return OpinionMap.objects.filter(topic=topic).first()


def newest_number(topic: Topic) -> int:
    """0 without a map. Without its body, which many phones ask not for."""
    return OpinionMap.objects.filter(topic=topic).values_list("number", flat=True).first() or 0


def whole_json(topic: Topic, number: int | None) -> bytes | None:
    """The engine's JSON of a map, byte for byte, while it is kept."""
    held = WholeMap.objects.filter(map__topic=topic, map__number=number).first()
    return zlib.decompress(bytes(held.packed)) if held is not None else None


def final_map(topic: Topic) -> OpinionMap | None:
    return OpinionMap.objects.filter(topic=topic, final=True).first()


def map_under_way(topic: Topic, made: OpinionMap | None) -> bool:
    """Is a map being made that is not there yet? Of a closed topic always, until the final one is."""
    if made is not None and made.final:
        return False
    if topic.state in OVER:
        return any_in(topic)
    jobs = Job.objects.filter(
        programme_id=topic.programme_id, kind="listen.map", params={"topic": str(topic.pk)}
    )
    return jobs.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists()


@dataclass(frozen=True)
class Finding:
    """A statement with the list it stands in. `columns`: the networks that refuse it, or of which it is not known;
    `bound`: how far the least sure unit is known to agree, or to disagree where `against`; `steady`: in how many tenths of
    the sub-samples of people it stood in that list, where it is told."""

    standing: Standing
    section: str
    bound: float | None = None
    columns: Sequence[Column] = ()
    against: bool = False
    steady: int | None = None

    @property
    def steadiness(self) -> str:
        return steadiness(self.steady)

    @property
    def weak(self) -> bool:
        return is_weak(self.steady)


@dataclass(frozen=True)
class Findings:
    """All shown statements by what may be concluded of them, from published figures alone. `unheard`: networks too few of
    which answered at all; no list speaks for them. `by_groups`: whether the groups' figures took part."""

    found: list[Finding]
    unheard: list[Column]
    by_groups: bool
    lists: Lists = field(repr=False)

    def of(self, section: str) -> list[Finding]:
        return [finding for finding in self.found if finding.section == section]

    @property
    def section_of(self) -> dict[UUID, Finding]:
        return {finding.standing.statement.pk: finding for finding in self.found}


# The engine's lists and where they are told: what most reject and some are not known of is not known either, and not divided.
LISTS = {
    "all": "all",
    "refused_by": "refused_by",
    "not_enough": "not_enough",
    "rejected": "rejected",
    "rejected_not_enough": "not_enough",
}
AGAINST = ("rejected", "rejected_not_enough")


def code_of(column: Column) -> str:
    return column.network.code if column.network else UNNAMED


def findings(
    standings: Sequence[Standing], columns: Sequence[Column], part: TookPart, made: OpinionMap | None
) -> Findings:
    """Sort statements into lists. `made`: the newest map; only a final one knows groups' figures."""
    from thaktho.engines.opinion.published import published

    total, units = open_figures(standings, columns, part, made)
    lists = published(total, units)
    by_code = {code_of(column): column for column in columns}
    of = {str(standing.statement.number): standing for standing in standings}
    found = [
        Finding(
            of[line.statement],
            section,
            line.bound,
            [by_code[code] for code in line.units],
            name in AGAINST,
            _steady(made, line.statement, name),
        )
        for name, section in LISTS.items()
        for line in getattr(lists, name)
    ]
    known = {finding.standing.statement.pk for finding in found}
    # While a topic is open a few of many ballots are shown, and the first five say little of the hundred behind them.
    fair = 0.0 if part.closed else max(SMALL, part.votes / max(1, len(standings)) / 2)
    for number, standing in of.items():
        if standing.statement.pk not in known:
            told = number in lists.divided and _speaks(standing, fair)
            found.append(Finding(standing, "divided" if told else "not_enough"))
    order = {name: at for at, name in enumerate(SECTIONS)}
    found.sort(key=lambda finding: order[finding.section])
    # The open door is no network.
    unheard = [by_code[code] for code in lists.unheard if by_code[code].network]
    return Findings(found, unheard, any(unit.kind == "group" for unit in units), lists)


def _speaks(standing: Standing, fair: float) -> bool:
    """Is enough of a statement shown to call it divided? `fair`: half of what a statement was answered on the average."""
    return standing.total is not None and standing.total.n >= fair


def _steady(made: OpinionMap | None, statement: str, section: str) -> int | None:
    """Nothing where the statement was found in another list when the map was made: one that was hidden since moves others."""
    told = made.body.get("certificates", {}).get(statement) if made is not None else None
    return told["tenths"] if told and told["list"] == section else None


def steadiness(tenths: int | None) -> str:
    if tenths is None:
        return ""
    return gettext("ข้อค้นพบนี้คงเดิมใน %(n)s จาก 10 ครั้งที่สุ่มคนออกหนึ่งในห้า") % {"n": tenths}


def is_weak(tenths: int | None) -> bool:
    return tenths is not None and tenths < STEADY


def open_figures(
    standings: Sequence[Standing], columns: Sequence[Column], part: TookPart, made: OpinionMap | None
) -> tuple[dict[str, Cell | None], list[Unit]]:
    """What is published, as the engine takes it: the total's cells by statement number, and units with theirs."""
    from thaktho.engines.opinion.published import Unit

    rows = sorted(standings, key=lambda standing: standing.statement.number)
    total = {str(row.statement.number): _cell(row.total) for row in rows}
    units: list[Unit] = []
    figures = made.body.get("figures", {}) if made is not None and made.body.get("complete") else {}
    if figures and figures.keys() >= total.keys():
        names = [group["id"] for group in made.body["groups"]] if made is not None else []
        units += [
            Unit("group", name, {number: _read(figures[number].get(name)) for number in total})
            for name in names
        ]
    units += [
        Unit(
            "network",
            code_of(column),
            {str(row.statement.number): _cell(row.published.cells.get(column.door_id)) for row in rows},
            part.by_door.get(column.door_id, 0) >= STEP,
        )
        for column in columns
    ]
    return total, units


def _cell(figure: Figure | None) -> Cell | None:
    if figure is None:
        return None
    return _read(
        [figure.n, *(end for each in (figure.agree, figure.passed, figure.disagree) for end in (each.low, each.high))]
    )  # fmt: skip


def _read(row: Sequence[int] | None) -> Cell | None:
    from thaktho.engines.opinion.published import Cell

    if row is None:
        return None
    return Cell(row[0], (row[1], row[2]), (row[3], row[4]), (row[5], row[6]))


def own_spot(topic: Topic, answers: Mapping[str, int]) -> tuple[Spot, OpinionMap] | None:
    """Where these answers (by statement number) lie on the newest map; reckoned and forgotten. None while there is no
    map with groups, or no answer that places anybody."""
    from thaktho.engines.opinion.place import place

    held = WholeMap.objects.filter(map__topic=topic).select_related("map").defer("packed")
    newest = held.order_by("-map__number").first()
    if newest is None or not newest.map.body.get("groups") or not newest.scale:
        return None
    known = newest.scale["statements"]
    if not any(value and number in known for number, value in answers.items()):
        return None
    return place(answers, newest.scale), newest.map


@dataclass(frozen=True)
class Check:
    """A map computed again from the votes, as the ledger tells it."""

    at: Any
    equal: bool
    again: str


def last_check(topic: Topic) -> Check | None:
    line = (
        Act.objects.filter(programme_id=topic.programme_id, subject_id=topic.pk, verb="listen.map.check")
        .select_related("detail")
        .order_by("-number")
        .first()
    )
    if line is None:
        return None
    return Check(line.at, bool(line.detail.body.get("equal")), str(line.detail.body.get("again", "")))


def shown_lines(body: Mapping[str, Any], numbers: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """By group, its own statements that are still shown."""
    shown = set(numbers)
    return {
        group["id"]: [line for line in group["representative"] if line["statement"] in shown]
        for group in body["groups"]
    }
