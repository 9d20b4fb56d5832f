"""The form of a scenario: caps by year and fund, people, floors, points, and pins of single rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from thaktho.thai.money import show_money
from thaktho.thai.numerals import to_arabic

from ..portfolios.demands import KINDS, MOST_POINTS, MOST_ROWS, WEIGHTS, Cap, Demands, amount, pins_from
from ..portfolios.problem import Fact
from ..queries.portfolio import sums, told_apart

STEP = 1000


@dataclass(frozen=True)
class CapCell:
    """A cap's box, what the rows themselves ask for there, and how far its slider goes."""

    box: BoundField
    own: Decimal | None

    @property
    def most(self) -> int:
        """Twice what the rows ask for, in whole thousands; a round sum where they ask for nothing."""
        own = int(self.own or 0)
        typed = self.box.value()
        wanted = max(2 * own, _whole(typed), 100_000)
        return -(-wanted // STEP) * STEP


def _whole(text: Any) -> int:
    try:
        return int(amount(str(text or "")) or 0)
    except ValueError:
        return 0


class PortfolioForm(forms.Form):
    name = forms.CharField(
        label=_("ชื่อทางเลือก"), max_length=200, error_messages={"required": _("กรุณาตั้งชื่อ เพื่อแยกจากทางเลือกอื่น")}
    )
    cap_all = forms.CharField(label=_("ทุกแหล่ง ทุกปี"), required=False)
    per_network = forms.CharField(label=_("หนึ่งเครือข่ายทำพร้อมกันในหนึ่งปี ไม่เกินกี่แถว"), required=False)
    per_year = forms.CharField(label=_("ทุกเครือข่ายรวมกันในหนึ่งปี ไม่เกินกี่แถว"), required=False)
    only_possible = forms.BooleanField(
        label=_("ขอไม่เกินจำนวนแถวที่มีให้เลือก ที่ไม่มีแถวเลยให้บอกไว้แทน"), required=False
    )
    unpriced = forms.ChoiceField(
        label=_("แถวที่ยังไม่ระบุงบ"),
        choices=[("out", _("ยังไม่ให้เลือก")), ("zero", _("ให้เลือกได้ โดยนับเป็น 0 บาท"))],
        widget=forms.RadioSelect,
    )
    movable = forms.BooleanField(label=_("ให้ย้ายแถวไปเริ่มปีอื่นในแผนได้"), required=False)

    def __init__(
        self,
        rows: Sequence[Fact],
        years: Sequence[int],
        data: Mapping[str, str] | None = None,
        *,
        demands: Demands | None = None,
        pins: Mapping[str, str] | None = None,
        name: str = "",
    ) -> None:
        super().__init__(data)
        self.rows, self.years = rows, list(years)
        likely, self.unlikely = told_apart(rows)
        self.own = sums(likely, years)
        totals: dict[str, Decimal] = {}
        for key in sums(rows, years):
            totals[key[1]] = totals.get(key[1], Decimal(0)) + self.own.get(key, Decimal(0))
        asked = demands.caps if demands else ()
        for cap in asked:
            if cap.fund is not None:
                totals.setdefault(cap.fund, Decimal(0))
        self.funds = sorted(totals, key=lambda fund: (-totals[fund], fund))
        self.standing = dict(pins or {})
        self._add_fields()
        if data is None:
            self.initial = self._initial(demands, name)

    def _add_fields(self) -> None:
        for year in self.years:
            self.fields[f"cap_{year}_all"] = forms.CharField(label=str(year), required=False)
            for place, fund in enumerate(self.funds):
                self.fields[f"cap_{year}_{place}"] = forms.CharField(label=f"{fund} {year}", required=False)
        for kind, label in KINDS.items():
            self.fields[f"floor_{kind}"] = forms.CharField(label=label, required=False)
        for name, label in WEIGHTS.items():
            self.fields[f"weight_{name}"] = forms.CharField(label=label, required=False)
        for name, field in self.fields.items():
            if name.startswith(("cap_", "per_", "floor_", "weight_")):
                field.widget.attrs |= {"inputmode": "numeric", "class": "short", "autocomplete": "off"}

    def _initial(self, demands: Demands | None, name: str) -> dict[str, Any]:
        """The demands of the scenario this one begins from; without one, the rows' own sums as caps."""
        found: dict[str, Any] = {"name": name}
        kept = demands or Demands()
        caps = {(cap.year, cap.fund): cap.baht for cap in kept.caps}
        if demands is None:
            caps = {key: baht for key, baht in self.own.items()}  # type: ignore[misc]
        for (year, fund), baht in caps.items():
            place = "all" if fund is None else self.funds.index(fund)
            found["cap_all" if year is None else f"cap_{year}_{place}"] = show_money(baht, unit=False)
        found |= {f"floor_{kind}": kept.floor(kind) or "" for kind in KINDS}
        found |= {f"weight_{name}": kept.weight(name) for name in WEIGHTS}
        found |= {"per_network": _shown(kept.per_network), "per_year": _shown(kept.per_year)}
        return found | {
            "only_possible": kept.only_possible,
            "unpriced": kept.unpriced,
            "movable": kept.movable,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in list(self.fields):
            text = str(data.get(name, "") or "")
            if name.startswith("cap_"):
                try:
                    data[name] = amount(text)
                except ValueError:
                    self.add_error(name, _("กรุณาพิมพ์เป็นจำนวนเงิน เช่น 300000 ว่างไว้คือไม่จำกัด"))
            elif name.startswith(("per_", "floor_", "weight_")):
                most = MOST_POINTS if name.startswith("weight_") else MOST_ROWS
                number = to_arabic(text).strip()
                if number and not (number.isdecimal() and len(number) < 6 and int(number) <= most):
                    self.add_error(name, _("กรุณาพิมพ์เป็นจำนวนเต็ม เช่น 2"))
                else:
                    data[name] = int(number) if number else None
        return data

    def demands(self) -> Demands:
        data = self.cleaned_data
        caps = [Cap(None, None, data["cap_all"])] if data.get("cap_all") is not None else []
        for year in self.years:
            for place, fund in [("all", None), *enumerate(self.funds)]:
                if (baht := data.get(f"cap_{year}_{place}")) is not None:
                    caps.append(Cap(year, fund, baht))  # type: ignore[arg-type]
        return Demands(
            caps=tuple(caps),
            per_network=data["per_network"],
            per_year=data["per_year"],
            floors=tuple(sorted((kind, data[f"floor_{kind}"] or 0) for kind in KINDS)),
            only_possible=data["only_possible"],
            unpriced=data["unpriced"],
            movable=data["movable"],
            weights=tuple(sorted((name, data[f"weight_{name}"] or 0) for name in WEIGHTS)),
        )

    def pins(self) -> dict[str, str]:
        typed = {fact.id: self.data.get(f"pin_{fact.id}", "") for fact in self.rows}
        return pins_from(typed, typed, self.years)

    def cap_lines(self) -> list[tuple[str, list[CapCell]]]:
        """The caps as a table: a fund a line, a year a column."""
        return [
            (fund, [CapCell(self[f"cap_{year}_{place}"], self.own.get((year, fund))) for year in self.years])
            for place, fund in enumerate(self.funds)
        ]

    def year_caps(self) -> list[CapCell]:
        return [
            CapCell(
                self[f"cap_{year}_all"],
                sum((baht for (when, _f), baht in self.own.items() if when == year), Decimal(0)),
            )
            for year in self.years
        ]

    def whole_cap(self) -> CapCell:
        return CapCell(self["cap_all"], sum(self.own.values(), Decimal(0)))

    def floors(self) -> list[tuple[str, BoundField]]:
        return [(kind, self[f"floor_{kind}"]) for kind in KINDS]

    def weights(self) -> list[BoundField]:
        return [self[f"weight_{name}"] for name in WEIGHTS]

    def pin_lines(self) -> list[tuple[Fact, str]]:
        """Every row with what is pinned about it, pinned ones first."""
        chosen = self.pins() if self.is_bound else self.standing
        lines = [(fact, chosen.get(fact.id, "")) for fact in self.rows]
        return sorted(lines, key=lambda line: not line[1])


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)
