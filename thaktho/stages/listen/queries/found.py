"""What was found about a statement, in words that can stand without their table: on its page, with a row that is made of
it, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from ..models import Topic
from . import maps
from .people import TookPart, took_part
from .standings import Column, Standing

ALL, REFUSED, REJECTED, NOT_ENOUGH, DIVIDED = "all", "refused_by", "rejected", "not_enough", "divided"


@dataclass(frozen=True)
class Finding:
    """`networks`: those that refuse, or of which it is not known. `bound`: how far the least sure unit is known to agree, or
    to disagree where all reject. `unheard`: networks of which fewer than five people answered anything. `steady`: in how many tenths of
    the sub-samples of people it stood, once the last map is made."""

    list: str
    bound: float | None = None
    networks: tuple[Column, ...] = ()
    unheard: tuple[Column, ...] = ()
    against: bool = False
    steady: int | None = None

    @property
    def label(self) -> str:
        return labels(bool(self.unheard))[self.list]

    @property
    def percent(self) -> int | None:
        """None where the bound is no majority: it is surer (95 %) than the list (90 %), and told beside it would deny it."""
        percent = int(100 * (self.bound or 0))
        return percent if percent > 50 else None

    @property
    def steadiness(self) -> str:
        return maps.steadiness(self.steady)

    @property
    def weak(self) -> bool:
        return maps.is_weak(self.steady)

    @property
    def words(self) -> str:
        """One sentence, as it is kept with what is made of the statement."""
        said = self._said
        if self.unheard and self.list in (ALL, REFUSED, REJECTED):
            names = _names(self.unheard)
            said += " " + gettext("(ยังไม่ได้ยินเครือข่าย %(names)s เพราะตอบไม่ถึง 5 คน)") % {"names": names}
        if self.weak:
            said += " " + gettext("(ยังไม่มั่นคง %(words)s)") % {"words": self.steadiness}
        return said

    @property
    def _said(self) -> str:
        if self.list == ALL and self.percent is None:
            return gettext("เกินครึ่งของทุกเครือข่ายที่ได้ยินเห็นด้วย เชื่อได้ร้อยละ 90")
        if self.list == ALL:
            return gettext("ทุกเครือข่ายที่ได้ยินเห็นด้วย อย่างน้อยร้อยละ %(bound)s ในแต่ละเครือข่าย") % {
                "bound": self.percent
            }
        if self.list == REFUSED:
            return gettext("ส่วนใหญ่เห็นด้วย แต่เครือข่าย %(names)s ไม่เห็นด้วย") % {"names": _names(self.networks)}
        if self.list == REJECTED:
            return gettext("ทุกเครือข่ายที่ได้ยินไม่เห็นด้วย")
        if self.list == DIVIDED:
            return gettext("ยังเห็นต่างกัน ไม่มีข้างใดเป็นส่วนใหญ่อย่างชัดเจน")
        if self.networks and self.against:
            return gettext("ส่วนใหญ่ไม่เห็นด้วย แต่ยังไม่รู้แน่ของเครือข่าย %(names)s") % {"names": _names(self.networks)}
        if self.networks:
            return gettext("ส่วนใหญ่เห็นด้วย แต่ยังไม่รู้แน่ของเครือข่าย %(names)s") % {"names": _names(self.networks)}
        return gettext("เสียงยังไม่พอจะบอกได้")


def _names(columns: tuple[Column, ...]) -> str:
    return " ".join(column.short_name for column in columns)


def labels(unheard: bool = False) -> dict[str, str]:
    """The lists in the order in which they are told. `unheard`: networks are missing, so «every network» would be too much."""
    return {
        ALL: gettext("ทุกเครือข่ายที่ได้ยินเห็นด้วย") if unheard else gettext("ทุกเครือข่ายเห็นด้วย"),
        REFUSED: gettext("ส่วนใหญ่เห็นด้วย แต่มีเครือข่ายที่ไม่เห็นด้วย"),
        REJECTED: gettext("ทุกเครือข่ายที่ได้ยินไม่เห็นด้วย") if unheard else gettext("ทุกเครือข่ายไม่เห็นด้วย"),
        NOT_ENOUGH: gettext("เสียงยังไม่พอ"),
        DIVIDED: gettext("ยังเห็นต่างกัน"),
    }


def findings(
    topic: Topic, standings: Sequence[Standing], part: TookPart | None = None
) -> dict[UUID, Finding]:
    """By statement, of all shown statements of a topic: what is found about one depends on the others too. Three queries."""
    if not standings:
        return {}
    found = maps.findings(standings, standings[0].columns, part or took_part(topic), maps.final_map(topic))
    unheard = tuple(found.unheard)
    return {
        id: Finding(one.section, one.bound, tuple(one.columns), unheard, one.against, one.steady)
        for id, one in found.section_of.items()
    }
