"""A file of tools: what each line means, and what applying does. The way of a file stands in `ground.intake`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop, override

from thaktho.documents.register import Line
from thaktho.ground.access import Actor
from thaktho.ground.intake.models import Intake, IntakeLine
from thaktho.ground.intake.registry import Judged, Keeper, Values, register
from thaktho.ground.ledger.actions import Draft
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import networks, organisations_named
from thaktho.ground.programme.models import Programme
from thaktho.stages.capital.cells import faults
from thaktho.stages.capital.intake import BROKEN, NO_LINK, OTHER_NETWORK, TOO_LONG, TWICE, UNKNOWN_NETWORK
from thaktho.thai.words import search_text

from . import actions, cells, papers
from .models import Tool

Fate = IntakeLine.Fate
CHUNK = 500
LONGEST = {
    "name": 300, "aliases": 300, "cost_text": 200, "time_text": 200, "teacher": 300, "source_text": 300, "url": 500,
}  # fmt: skip
NAMES = tuple(name for name in cells.NAMES if name != "capital")
NO_NAME = gettext_noop("ไม่มีชื่อ แถวนี้จึงไม่นำเข้า")
UNKNOWN_KIND = gettext_noop("ไม่ใช่เครื่องมือหรือองค์ความรู้ ถือว่าเป็นเครื่องมือ")


class Reader:
    """What is looked up once for a whole file."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.networks: dict[str, Network] = {}
        for one in networks(intake.programme).prefetch_related("aliases"):
            names = [one.code, one.name, one.short_name, *(alias.name for alias in one.aliases.all())]
            self.networks |= {search_text(name): one for name in names}
        # A tool is one for the whole province: its name is asked of all, also where one network brings the file.
        standing = list(
            Tool.objects.filter(programme=intake.programme, retired_at=None).select_related("network")
        )
        self.by_id = {str(tool.pk): tool for tool in standing}
        self.by_name = {search_text(tool.name): tool for tool in standing}
        self.met: set[Any] = set()

    def judge(self, line: Line) -> Judged:
        made = Judged(Fate.NEW, {name: line.cells.get(name, "") for name in NAMES})
        self._words(line, made)
        if made.fate == Fate.REFUSED:
            return made
        name = search_text(made.values["name"])
        tool = self.by_id.get(line.cells.get("id", "")) or self.by_name.get(name)
        seen = tool.pk if tool else name
        if seen in self.met:
            made.fate = Fate.REFUSED
            made.flag("name", TWICE)
        elif tool is not None:
            self._over(tool, made)
        self.met.add(seen)
        return made

    def _over(self, tool: Tool, made: Judged) -> None:
        """A standing tool is changed by what the file says; a blank cell blanks nothing."""
        made.target_id, made.version = tool.pk, tool.version
        before = cells.read(tool)
        if "steps" in made.values:
            made.values["steps"] = "\n".join(cells.steps(made.values["steps"]))
        made.values = {
            name: said for name, said in made.values.items() if said != "" and said != before[name]
        }
        made.fate = Fate.UPDATE if made.values else Fate.SAME
        if made.fate == Fate.UPDATE and self.intake.network_id not in (None, tool.network_id):
            made.fate = Fate.REFUSED
            made.flag("name", OTHER_NETWORK)

    def _words(self, line: Line, made: Judged) -> None:
        values = made.values
        for name in line.broken:
            values[name] = ""
            made.flag(name, BROKEN)
        self._network(line, made)
        kinds = {search_text(str(label)): value for value, label in Tool.Kind.choices}
        typed = values["kind"]
        values["kind"] = kinds.get(search_text(typed), Tool.Kind.TOOL.value)
        if typed and search_text(typed) not in kinds:
            made.flag("kind", UNKNOWN_KIND)
        if not values["name"]:
            made.fate = Fate.REFUSED
            made.flag("name", NO_NAME)
        if values["url"] and not values["url"].startswith(("http://", "https://")):
            values["url"] = ""
            made.flag("url", NO_LINK)
        for name, most in LONGEST.items():
            if len(values[name]) > most:
                values[name] = values[name][:most]
                made.flag(name, TOO_LONG)
        for _name, why in faults({"holder": values["teacher"], "kind": "human"}):
            made.fate = Fate.REFUSED
            made.flag("teacher", why)

    def _network(self, line: Line, made: Judged) -> None:
        typed = line.cells.get("network", "")
        found = self.networks.get(search_text(typed)) if typed else None
        if typed and found is None:
            made.flag("network", UNKNOWN_NETWORK)
        if self.intake.network and found and found.pk != self.intake.network_id:
            made.fate = Fate.REFUSED
            made.flag("network", OTHER_NETWORK)
        network = found or (self.intake.network if not self._stands(line) else None)
        made.values["network"] = network.code if network else ""

    def _stands(self, line: Line) -> bool:
        return (
            line.cells.get("id", "") in self.by_id or search_text(line.cells.get("name", "")) in self.by_name
        )


@override("th")
def judge(intake: Intake, lines: Sequence[Line]) -> list[Judged]:
    reader = Reader(intake)
    return [reader.judge(line) for line in lines]


def add(by: Actor, act: Draft, intake: Intake, lines: Sequence[IntakeLine]) -> int:
    programme = intake.programme
    known = {one.code: one for one in networks(programme)}
    teachers = organisations_named(programme, {line.values["teacher"] for line in lines})
    now = timezone.now()
    made = []
    for line in lines:
        tool = Tool(programme=programme, intake=intake, changed_at=now)
        cells.fill(tool, line.values, network=known.get(line.values["network"]))
        tool.organisation = teachers.get(tool.teacher)
        made.append(tool)
    Tool.objects.bulk_create(made, batch_size=CHUNK)
    act.note(tools=[str(tool.pk) for tool in made])
    return len(made)


def change(by: Actor, programme: Programme, id: UUID, values: Values) -> tuple[Values, int]:
    tool = Tool.objects.select_related("network", "programme").get(programme=programme, pk=id)
    before = cells.read(tool)
    fresh = actions.change(by, tool, values)
    return {name: before[name] for name in values}, fresh.version


def touched(intake: Intake) -> str:
    found = Tool.objects.filter(programme_id=intake.programme_id, intake=intake).exclude(
        version=1, holders=None
    )
    return found.values_list("name", flat=True).first() or ""


def version_of(programme: Programme, id: UUID) -> int | None:
    return Tool.objects.filter(programme=programme, pk=id).values_list("version", flat=True).first()


def take_out(intake: Intake) -> int:
    found = Tool.objects.filter(programme_id=intake.programme_id, intake=intake)
    return found.update(retired_at=timezone.now(), retire_reason="ย้อนการนำเข้า")


KEEPER = Keeper("toolkit", papers.form, judge, add, change, touched, version_of, take_out)


def register_all() -> None:
    register(KEEPER)
