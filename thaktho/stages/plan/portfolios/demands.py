"""The demands of a portfolio as they are kept: plain JSON, amounts in baht as text so that no digit is lost.

caps            [{"year": 2564 | None, "fund": "งบพัฒนาจังหวัด" | None, "baht": "300000"}]; None is all together
per_network     at most so many rows of one network in one year; per_year the same for all networks together
floors          {"amphoe": 1, "virtue": 0, "network": 2, "group": 0}: every one of its kind at least so many rows
only_possible   ask of each no more than there are rows to choose from
unpriced        "out": rows that state no money cannot be chosen; "zero": they count as needing none
movable         a row may begin in another year than its network wrote
weights         points of a row: base + need x needs it answers + voice x ten published agreements + network x networks
                that joined in it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy

KINDS = {
    "amphoe": gettext_lazy("แต่ละอำเภอ"),
    "virtue": gettext_lazy("แต่ละคุณธรรม"),
    "network": gettext_lazy("แต่ละเครือข่าย"),
    "group": gettext_lazy("แต่ละกลุ่มเป้าหมาย"),
}
WEIGHTS = {
    "base": gettext_lazy("ทุกแถวเริ่มที่"),
    "need": gettext_lazy("ต่อความต้องการหนึ่งข้อที่แถวตอบ"),
    "voice": gettext_lazy("ต่อเสียงเห็นด้วยที่เผยแพร่แล้วทุก 10 เสียง"),
    "network": gettext_lazy("ต่อเครือข่ายหนึ่งที่ร่วมในแถวเดียวกัน"),
}
PINS = {
    "must": gettext_lazy("ต้องอยู่ในแผน"),
    "not": gettext_lazy("ต้องไม่อยู่ในแผน"),
}
MOST_POINTS = 1000
MOST_ROWS = 10_000


@dataclass(frozen=True)
class Cap:
    """At most so many baht of a fund in a year; None: all funds, the whole plan."""

    year: int | None
    fund: str | None
    baht: Decimal


@dataclass(frozen=True)
class Demands:
    caps: tuple[Cap, ...] = ()
    per_network: int | None = None
    per_year: int | None = None
    floors: tuple[tuple[str, int], ...] = ()
    only_possible: bool = False
    unpriced: str = "out"
    movable: bool = False
    weights: tuple[tuple[str, int], ...] = (("base", 1), ("need", 1), ("voice", 0), ("network", 1))

    def floor(self, kind: str) -> int:
        return dict(self.floors).get(kind, 0)

    def weight(self, name: str) -> int:
        return dict(self.weights).get(name, 0)

    def as_json(self) -> dict[str, Any]:
        return {
            "caps": [{"year": cap.year, "fund": cap.fund, "baht": str(cap.baht)} for cap in self.caps],
            "per_network": self.per_network,
            "per_year": self.per_year,
            "floors": dict(self.floors),
            "only_possible": self.only_possible,
            "unpriced": self.unpriced,
            "movable": self.movable,
            "weights": dict(self.weights),
        }


def from_json(kept: Mapping[str, Any]) -> Demands:
    """The demands as they were kept; what is not there was not asked."""
    plain = Demands()
    return Demands(
        caps=tuple(Cap(cap["year"], cap["fund"], Decimal(cap["baht"])) for cap in kept.get("caps", [])),
        per_network=kept.get("per_network"),
        per_year=kept.get("per_year"),
        floors=tuple(sorted(kept.get("floors", {}).items())),
        only_possible=bool(kept.get("only_possible")),
        unpriced=kept.get("unpriced", plain.unpriced),
        movable=bool(kept.get("movable")),
        weights=tuple(sorted(kept.get("weights", dict(plain.weights)).items())),
    )


def pins_from(values: Mapping[str, str], ids: Iterable[str], years: Iterable[int]) -> dict[str, str]:
    """What was typed about single rows: must, not, or a year; anything else is no pin."""
    known = {*PINS, *map(str, years)}
    return {row: values[row] for row in ids if values.get(row) in known}


def amount(text: str) -> Decimal | None:
    """A sum in baht as a plain number; None where nothing was typed. ValueError for what is none."""
    from thaktho.thai.numerals import to_arabic

    text = to_arabic(text).replace(",", "").strip()
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or not 0 <= value <= 10**12 or value != value.quantize(Decimal("0.01")):
        raise ValueError(text)
    return value
