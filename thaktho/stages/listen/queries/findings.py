"""What may be said of a statement across the networks, from published figures only: agreed by all, refused by some, or
not enough known. Unknown is not consent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from .standings import Column, Standing

ALL, REFUSED, NOT_ENOUGH, REJECTED = "all", "refused_by", "not_enough", "rejected"
HALF = 0.5


@dataclass(frozen=True)
class Finding:
    """`networks`: those that refuse, or of which it is not known. `bound`: the least of the lower bounds."""

    list: str
    bound: float | None = None
    networks: tuple[Column, ...] = ()

    @property
    def label(self) -> str:
        return labels()[self.list]

    @property
    def words(self) -> str:
        """One sentence, as it is kept with what is made of the statement."""
        names = " ".join(column.short_name for column in self.networks)
        if self.list == ALL:
            return gettext("ทุกเครือข่ายเห็นด้วย อย่างน้อยร้อยละ %(bound)s ในทุกเครือข่าย") % {"bound": self.percent}
        if self.list == REFUSED:
            return gettext("ส่วนใหญ่เห็นด้วย แต่เครือข่าย%(names)sไม่เห็นด้วย") % {"names": names}
        if self.list == REJECTED:
            return gettext("ทุกเครือข่ายไม่เห็นด้วย")
        return gettext("ยังไม่พอจะบอกว่าทุกเครือข่ายเห็นด้วยหรือไม่")

    @property
    def percent(self) -> int:
        return int(100 * (self.bound or 0))


def labels() -> dict[str, str]:
    """The lists in the order in which they are told."""
    return {
        ALL: gettext("ทุกเครือข่ายเห็นด้วย"),
        REFUSED: gettext("ส่วนใหญ่เห็นด้วย แต่มีเครือข่ายที่ไม่เห็นด้วย"),
        REJECTED: gettext("ทุกเครือข่ายไม่เห็นด้วย"),
        NOT_ENOUGH: gettext("เสียงยังไม่พอ"),
    }


def findings(standings: Iterable[Standing]) -> dict[UUID, Finding]:
    """By statement. No query: the standings hold all that is published."""
    return {standing.statement.pk: _of(standing) for standing in standings}


def _of(standing: Standing) -> Finding:
    known: list[tuple[Column, Any]] = [
        (column, figure) for column, figure in standing.cells if figure is not None
    ]
    unknown = tuple(column for column, figure in standing.cells if figure is None and column.network)
    total = standing.total
    if total is None or not known:
        return Finding(NOT_ENOUGH, None, unknown)
    against = tuple(column for column, figure in known if figure.high < HALF)
    if against and total.low > HALF:
        return Finding(REFUSED, None, against)
    if not unknown and len(against) == len(known):
        return Finding(REJECTED, None)
    bound = min(figure.low for _, figure in known)
    if not unknown and bound > HALF:
        return Finding(ALL, bound)
    unsure = tuple(column for column, figure in known if figure.low <= HALF <= figure.high)
    return Finding(NOT_ENOUGH, bound, (*unknown, *unsure))
