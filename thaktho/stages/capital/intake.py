"""A file of capitals: what each line means, and what applying does. The way of a file stands in `ground.intake`."""

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
from thaktho.ground.places.queries import locate_many
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_text

from . import actions, cells, papers
from .models import Capital
from .starting import kind_named

Fate = IntakeLine.Fate
CHUNK = 500
LONGEST = {"name": 300, "category": 120, "holder": 300, "area_text": 500, "unit": 60, "evidence_url": 500}

NO_NAME = gettext_noop("ไม่มีชื่อ แถวนี้จึงไม่นำเข้า")
NO_KIND = gettext_noop("ไม่รู้ว่าเป็นทุนด้านใด พิมพ์หนึ่งในสี่ด้าน แถวนี้จึงไม่นำเข้า")
UNKNOWN_NETWORK = gettext_noop("ไม่รู้จักเครือข่ายนี้ นำเข้าโดยไม่ระบุเครือข่าย")
OTHER_NETWORK = gettext_noop("เป็นของเครือข่ายอื่น แถวนี้จึงไม่นำเข้า")
TWICE = gettext_noop("ซ้ำกับแถวก่อนหน้าในไฟล์นี้ จึงไม่นำเข้า")
TOO_LONG = gettext_noop("ยาวเกินไป ตัดให้สั้นลงแล้ว")
NO_WORD = gettext_noop("ไม่อยู่ในรายการ เว้นว่างไว้")
NO_LINK = gettext_noop("ไม่ใช่ลิงก์ (ต้องขึ้นต้นด้วย http) เว้นว่างไว้")
NO_PLACE = gettext_noop("ยังไม่พบอำเภอหรือตำบลในข้อความนี้ เก็บข้อความไว้")
BROKEN = gettext_noop("สูตรในไฟล์ผิดพลาด เว้นว่างไว้")


class Reader:
    """What is looked up once for a whole file."""

    def __init__(self, intake: Intake, lines: Sequence[Line]) -> None:
        self.intake = intake
        programme = intake.programme
        self.networks: dict[str, Network] = {}
        for one in networks(programme).prefetch_related("aliases"):
            names = [one.code, one.name, one.short_name, *(alias.name for alias in one.aliases.all())]
            self.networks |= {search_text(name): one for name in names}
        self.kinds = {text: kind_named(text) for text in {line.cells.get("kind", "") for line in lines}}
        areas = sorted({line.cells.get("area_text", "") for line in lines} - {""})
        self.located = {
            area for area, found in zip(areas, locate_many(programme, areas), strict=True) if found
        }
        standing = Capital.objects.filter(programme=programme, retired_at=None).select_related("network")
        if intake.network_id:
            standing = standing.filter(network_id=intake.network_id)
        self.by_id = {str(entry.pk): entry for entry in standing}
        self.by_name = {_key(cells.read(entry)): entry for entry in standing}
        self.met: set[Any] = set()

    def judge(self, line: Line) -> Judged:
        made = Judged(Fate.NEW, _values(line))
        self._words(line, made)
        if made.fate == Fate.REFUSED:
            return made
        entry = self.by_id.get(line.cells.get("id", "")) or self.by_name.get(_key(made.values))
        seen = entry.pk if entry else _key(made.values)
        if seen in self.met:
            made.fate = Fate.REFUSED
            made.flag("name", TWICE)
        elif entry is not None:
            made.target_id, made.version = entry.pk, entry.version
            before = cells.read(entry)
            # A blank cell of a file blanks nothing.
            made.values = {
                name: said for name, said in made.values.items() if said != "" and said != before[name]
            }
            made.fate = Fate.UPDATE if made.values else Fate.SAME
        self.met.add(seen)
        return made

    def _words(self, line: Line, made: Judged) -> None:
        values = made.values
        for name in line.broken:
            values[name] = ""
            made.flag(name, BROKEN)
        self._network(line, made)
        values["kind"] = self.kinds.get(line.cells.get("kind", ""), "")
        for name, why in (("name", NO_NAME), ("kind", NO_KIND)):
            if not values[name]:
                made.fate = Fate.REFUSED
                made.flag(name, why)
        for name, choices in (("per", Capital.Per), ("consent", Capital.Consent)):
            if values[name]:
                values[name] = _choice(choices, values[name])
                if not values[name]:
                    made.flag(name, NO_WORD)
        if values["kind"] != Capital.Kind.HUMAN:
            values["consent"] = ""
        try:
            amount = cells.number(values["capacity"])
            values["capacity"] = "" if amount is None else cells.plain(amount)
        except ValueError:
            values["capacity"] = ""
            made.flag("capacity", cells.NOT_A_NUMBER)
        if values["evidence_url"] and not values["evidence_url"].startswith(("http://", "https://")):
            values["evidence_url"] = ""
            made.flag("evidence_url", NO_LINK)
        for name, most in LONGEST.items():
            if len(values[name]) > most:
                values[name] = values[name][:most]
                made.flag(name, TOO_LONG)
        if values["area_text"] and values["area_text"] not in self.located:
            made.flag("area_text", NO_PLACE)
        for name, why in cells.faults(values):
            made.fate = Fate.REFUSED
            made.flag(name, why)

    def _network(self, line: Line, made: Judged) -> None:
        typed = line.cells.get("network", "")
        found = self.networks.get(search_text(typed)) if typed else None
        if typed and found is None:
            made.flag("network", UNKNOWN_NETWORK)
        if self.intake.network and found and found.pk != self.intake.network_id:
            made.fate = Fate.REFUSED
            made.flag("network", OTHER_NETWORK)
        network = self.intake.network or found
        made.values["network"] = network.code if network else ""


def _values(line: Line) -> Values:
    return {name: line.cells.get(name, "") for name in cells.NAMES}


def _key(values: Values) -> tuple[str, str, str]:
    return values["kind"], values["network"], search_text(values["name"])


def _choice(choices: Any, typed: str) -> str:
    wanted = search_text(typed)
    for value, label in choices.choices:
        if wanted in (value, search_text(str(label)), search_text(str(label).removeprefix("ต่อ"))):
            return str(value)
    return ""


@override("th")
def judge(intake: Intake, lines: Sequence[Line]) -> list[Judged]:
    reader = Reader(intake, lines)
    return [reader.judge(line) for line in lines]


def add(by: Actor, act: Draft, intake: Intake, lines: Sequence[IntakeLine]) -> int:
    """All new entries of a file at once, inside the import's act."""
    programme = intake.programme
    known = {one.code: one for one in networks(programme)}
    holders = organisations_named(programme, {line.values["holder"] for line in lines})
    now = timezone.now()
    made = []
    for line in lines:
        entry = Capital(programme=programme, intake=intake, changed_at=now)
        cells.fill(entry, line.values, network=known.get(line.values["network"]))
        entry.organisation = holders.get(entry.holder)
        made.append(entry)
    Capital.objects.bulk_create(made, batch_size=CHUNK)
    texts = sorted({entry.area_text for entry in made if entry.area_text})
    places = dict(zip(texts, locate_many(programme, texts), strict=True))
    through = Capital.places.through
    through.objects.bulk_create(
        [
            through(capital_id=entry.pk, place_id=place.pk)
            for entry in made
            for place in places.get(entry.area_text, [])
        ],
        batch_size=CHUNK,
    )
    act.note(entries=[str(entry.pk) for entry in made])
    return len(made)


def change(by: Actor, programme: Programme, id: UUID, values: Values) -> tuple[Values, int]:
    entry = Capital.objects.select_related("network", "programme").get(programme=programme, pk=id)
    before = cells.read(entry)
    fresh = actions.change(by, entry, values)
    return {name: before[name] for name in values}, fresh.version


def touched(intake: Intake) -> str:
    """The first new entry that was worked on since, by its name."""
    found = Capital.objects.filter(programme_id=intake.programme_id, intake=intake)
    return found.exclude(version=1).values_list("name", flat=True).first() or ""


def version_of(programme: Programme, id: UUID) -> int | None:
    return Capital.objects.filter(programme=programme, pk=id).values_list("version", flat=True).first()


def take_out(intake: Intake) -> int:
    """What the import added was never worked on and nothing points to it: it goes as it came."""
    found = Capital.objects.filter(programme_id=intake.programme_id, intake=intake)
    Capital.places.through.objects.filter(capital__in=found).delete()
    return found.update(retired_at=timezone.now(), retire_reason="ย้อนการนำเข้า")


KEEPER = Keeper("capital", papers.form, judge, add, change, touched, version_of, take_out)


def register_all() -> None:
    register(KEEPER)
