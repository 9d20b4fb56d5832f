"""What may be said of a statement across the networks, from published figures only: agreed by all, refused by some, not
enough known. Unknown is not consent. Anybody can make the same lists from open data (engines/opinion/published)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from ..models import Topic
from ..tally import STEP, Figure
from .people import TookPart, took_part
from .standings import Column, Standing

if TYPE_CHECKING:
    from thaktho.engines.opinion import published as engine

ALL, REFUSED, NOT_ENOUGH, REJECTED, MIXED = "all", "refused_by", "not_enough", "rejected", "mixed"


@dataclass(frozen=True)
class Finding:
    """`networks`: those that refuse, or of which it is not known. `bound`: the least of the networks' 5 % lower bounds, of
    the disagree rate where all reject. `unheard`: networks of which fewer than five people answered anything."""

    list: str
    bound: float | None = None
    networks: tuple[Column, ...] = ()
    unheard: tuple[Column, ...] = ()

    @property
    def label(self) -> str:
        return labels()[self.list]

    @property
    def percent(self) -> int:
        return int(100 * (self.bound or 0))

    @property
    def words(self) -> str:
        """One sentence, as it is kept with what is made of the statement."""
        said = self._said
        if self.unheard and self.list in (ALL, REFUSED, REJECTED):
            names = _names(self.unheard)
            said += " " + gettext("(ยังไม่ได้ยินเครือข่าย %(names)s เพราะตอบไม่ถึง 5 คน)") % {"names": names}
        return said

    @property
    def _said(self) -> str:
        if self.list == ALL:
            return gettext("ทุกเครือข่ายที่ได้ยินเห็นด้วย อย่างน้อยร้อยละ %(bound)s ในแต่ละเครือข่าย") % {
                "bound": self.percent
            }
        if self.list == REFUSED:
            return gettext("ส่วนใหญ่เห็นด้วย แต่เครือข่าย %(names)s ไม่เห็นด้วย") % {"names": _names(self.networks)}
        if self.list == REJECTED:
            return gettext("ทุกเครือข่ายที่ได้ยินไม่เห็นด้วย")
        if self.list == MIXED:
            return gettext("ความเห็นแตกต่างกัน ไม่มีข้างใดเป็นส่วนใหญ่อย่างชัดเจน")
        if self.networks:
            return gettext("ส่วนใหญ่เห็นด้วย แต่ยังไม่รู้แน่ของเครือข่าย %(names)s") % {"names": _names(self.networks)}
        return gettext("เสียงยังไม่พอจะบอกได้")


def _names(columns: tuple[Column, ...]) -> str:
    return " ".join(column.short_name for column in columns)


def labels() -> dict[str, str]:
    """The lists in the order in which they are told."""
    return {
        ALL: gettext("ทุกเครือข่ายเห็นด้วย"),
        REFUSED: gettext("ส่วนใหญ่เห็นด้วย แต่มีเครือข่ายที่ไม่เห็นด้วย"),
        REJECTED: gettext("ทุกเครือข่ายไม่เห็นด้วย"),
        NOT_ENOUGH: gettext("เสียงยังไม่พอ"),
        MIXED: gettext("ความเห็นแตกต่างกัน"),
    }


def findings(
    topic: Topic, standings: Sequence[Standing], part: TookPart | None = None
) -> dict[UUID, Finding]:
    """By statement. Two queries, or none where it is given who took part."""
    if not standings:
        return {}
    from thaktho.engines.opinion import (
        published as engine,
    )  # numpy is slow to load, and most pages need none of it

    people = (part or took_part(topic)).by_door
    networks = {str(column.door_id): column for column in standings[0].columns if column.network}
    units = [
        engine.Unit(
            "network",
            door,
            {str(one.statement.pk): _cell(one.published.cells.get(column.door_id)) for one in standings},
            heard=people.get(column.door_id, 0) >= STEP,
        )
        for door, column in networks.items()
    ]
    lists = engine.published({str(one.statement.pk): _cell(one.total) for one in standings}, units)
    unheard = tuple(networks[door] for door in lists.unheard)
    found = {
        UUID(line.statement): Finding(name, line.bound, tuple(networks[door] for door in line.units), unheard)
        for name in (ALL, REFUSED, NOT_ENOUGH, REJECTED)
        for line in getattr(lists, name)
    }
    known = {one.statement.pk: one.total is not None for one in standings}
    return {
        id: found.get(id, Finding(MIXED if shown else NOT_ENOUGH, None, (), unheard))
        for id, shown in known.items()
    }


def _cell(figure: Figure | None) -> engine.Cell | None:
    if figure is None:
        return None
    from thaktho.engines.opinion import published as engine

    pairs = ((part.low, part.high) for part in (figure.agree, figure.passed, figure.disagree))
    return engine.Cell(figure.n, *pairs)
