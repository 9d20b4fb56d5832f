"""The cloth: networks x wefts, woven only where work was done. One table for the home page, the desk and its CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thaktho.ground import rooms
from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks
from thaktho.ground.programme.models import Programme
from thaktho.stages.listen import queries as listen
from thaktho.stages.plan import queries as plan


@dataclass(frozen=True)
class Weft:
    """One stage, running through every network."""

    code: str
    label: str
    under: str
    total: str
    unit: str = ""
    now: bool = False  # the stage at work
    url: str = ""
    reached: bool = True  # whether any work of this stage exists


@dataclass(frozen=True)
class Cell:
    """woven: work is there · begun: the stage is at work, this network's is not in yet · bare: not reached."""

    kind: str
    count: int = 0
    url: str = ""


@dataclass(frozen=True)
class Column:
    network: Network
    cells: list[Cell]


@dataclass(frozen=True)
class Cloth:
    wefts: list[Weft]
    columns: list[Column]

    @property
    def empty(self) -> bool:
        return not any(weft.reached for weft in self.wefts)


def cloth(programme: Programme, by: Actor, *, listening: bool = False) -> Cloth:
    """Three queries. `listening` says that a topic is open, so that the first weft is at work."""
    slug = programme.slug
    warp = all_networks(programme)
    voices = _of(warp, listen.count_by_network(programme))
    rows = _of(warp, plan.count_by_network(programme, by))
    heard = rooms.address(slug, "listen/")
    columns = [
        Column(
            network,
            [
                _cell(voices, network, heard),
                _cell(rows, network, rooms.reverse_or_none("plan_rows", province=slug, network=network.code)),
                *[Cell("bare")] * 3,
            ],
        )
        for network in warp
    ]
    said, written = sum(voices.values()), sum(rows.values())
    missing = any(rows.get(network.code, 0) == 0 for network in warp)
    wefts = [
        Weft("voices", _("เสียง"), _("ข้อความที่เสนอ"), f"{said:,}", _("ข้อความ"), listening, heard, said > 0),
        Weft(
            "plan",
            _("แผน"),
            _("แถวในแผนของเครือข่าย"),
            f"{written:,}",
            _("แถว"),
            not listening and 0 < written and missing,
            rooms.address(slug, "plan/"),
            written > 0,
        ),
        Weft("declaration", _("ประกาศ"), _("ความเห็นต่อร่างประกาศ"), _("ยังไม่ถึง"), reached=False),
        Weft("activities", _("กิจกรรม"), _("รายงานที่รับแล้ว"), _("ยังไม่ถึง"), reached=False),
        Weft("levels", _("ระดับ"), _("ผลที่รับรองแล้ว"), _("ยังไม่ถึง"), reached=False),
    ]
    return Cloth(wefts, columns)


def _of(warp: list[Network], counts: Mapping[Any, int]) -> dict[str, int]:
    """Counts by network code, whichever way the room keys them."""
    return {network.code: counts.get(network.code, counts.get(network.pk, 0)) for network in warp}


def _cell(counts: dict[str, int], network: Network, url: str) -> Cell:
    count = counts[network.code]
    if count:
        return Cell("woven", count, url)
    return Cell("begun" if any(counts.values()) else "bare")
