"""What people type into a row, as forms; and back into cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thaktho.ground.language import said
from thaktho.ground.places.models import Place
from thaktho.ground.places.queries import named
from thaktho.ground.programme.models import Programme
from thaktho.ground.requests import whole
from thaktho.thai.money import to_cents
from thaktho.thai.numerals import to_arabic

from ..cells import FORM_TEXTS, Cells, number
from ..models import ImportBatch
from ..queries.choices import choices
from ..reading import NO_MONEY, VirtueWords, baht, plain, when
from . import row_more as more

SPARE_LINES = 2
MOST_TYPED = 32_767  # letters in one cell: what a spreadsheet's cell holds
TOO_LONG = _("ยาวเกินไป แบ่งเป็นหลายแถว หรือย่อให้สั้นลง")


def amount(text: str) -> str:
    """A plain number as typed, in any digits; ValidationError with the remedy."""
    text = to_arabic(text).replace(",", "").strip()
    if not text:
        return ""
    value = to_cents(number(text))
    if value is None:
        raise forms.ValidationError(_("กรุณาพิมพ์เป็นตัวเลข เช่น 120 หรือ 85.5"))
    return plain(value)


class Lines(forms.Textarea):
    def __init__(self, rows: int = 2) -> None:
        super().__init__({"rows": rows})


class RowForm(forms.Form):
    """All cells of a row. Only the title is required: everything else can be said later."""

    title = forms.CharField(
        label=_("กิจกรรม/โครงการ"), widget=Lines(2), error_messages={"required": _("กรุณาพิมพ์ชื่อกิจกรรม/โครงการ")}
    )
    problem = forms.CharField(label=_("ปัญหาที่อยากแก้"), widget=Lines, required=False)
    good_deed = forms.CharField(label=_("ความดีที่อยากทำ"), widget=Lines, required=False)
    virtues = forms.MultipleChoiceField(
        label=_("คุณธรรมเป้าหมาย"), widget=forms.CheckboxSelectMultiple, required=False
    )
    virtues_text = forms.CharField(label=_("คุณธรรมอื่น หรือตามที่พิมพ์ในแบบฟอร์ม"), required=False)
    vision_parts = forms.MultipleChoiceField(
        label=_("ตอบวิสัยทัศน์ส่วนใด"), widget=forms.CheckboxSelectMultiple, required=False
    )
    indicator = forms.CharField(label=_("ตัวชี้วัด"), widget=Lines, required=False)
    unit = forms.CharField(label=_("หน่วยนับ"), max_length=60, required=False)
    baseline = forms.CharField(label=_("ค่าฐาน"), required=False)
    baseline_year = forms.CharField(label=_("ปีฐาน (พ.ศ.)"), required=False)
    when_text = forms.CharField(label=_("วัน/เดือน/ปี ที่ดำเนินงาน"), required=False)
    area_text = forms.CharField(label=_("พื้นที่"), required=False)
    areas = forms.MultipleChoiceField(
        label=_("อำเภอ/ตำบลที่ตรงกัน"), widget=forms.CheckboxSelectMultiple, required=False
    )
    budget_text = forms.CharField(label=_("ยอดรวม (บาท)"), required=False)
    no_budget = forms.BooleanField(label=_("ไม่ใช้งบประมาณ (0 บาท)"), required=False)
    agency = forms.CharField(label=_("ผู้รับผิดชอบ"), required=False)
    lead = forms.CharField(label=_("หน่วยงานหลัก"), max_length=300, required=False)
    partners = forms.CharField(label=_("หน่วยงานร่วม"), widget=Lines(2), required=False)

    risk_count = 0

    def __init__(
        self,
        programme: Programme,
        data: Any = None,
        *,
        cells: Cells | None = None,
        areas: Iterable[Place] = (),
        branches: list[Any] | None = None,
        projects: list[Any] | None = None,
    ) -> None:
        """`cells` and `areas` are the row's own, as it stands; it may hang on `branches` and be part of `projects`."""
        self.programme, self.cells = programme, cells or {}
        years = [*programme.years]
        words = VirtueWords.of(programme, sorted({*years, *self._own_years()}))
        super().__init__(data, initial=self._initial())
        self.fields["virtues"].choices = [(code, virtue.name_th) for code, virtue in words.by_code.items()]  # type: ignore[attr-defined]
        listed = choices(programme)
        self.fields["vision_parts"].choices = listed.vision_parts  # type: ignore[attr-defined]
        places = listed.districts
        chosen = [*self.cells.get("areas", []), *(data.getlist("areas") if data else [])]
        known = {place.pk: place for place in areas if place.pk not in places}
        asked = [code for code in chosen if code not in places and code not in known]
        self.found = known | (named(programme, asked) if asked else {})
        labels = {code: str(place) for code, place in self.found.items()}
        self.fields["areas"].choices = [
            *labels.items(),
            *((code, f"อ.{name}") for code, name in places.items()),
        ]  # type: ignore[attr-defined]
        self.years = years
        for year in years:
            initial = self.cells.get("targets", {}).get(str(year), "")
            self.fields[f"target_{year}"] = forms.CharField(label=f"{year}", required=False, initial=initial)
        more.add(self, branches or [], projects or [], data)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.validators.append(MaxLengthValidator(MOST_TYPED, TOO_LONG))
        self.line_count = self._lines(years, data)
        for name, source in (("lead", "organisations"), ("area_text", "places")):
            self.fields[name].widget.attrs["list"] = source
        for i in range(self.line_count):
            self.fields[f"line_{i}_fund"].widget.attrs["list"] = "funds"
            self.fields[f"line_{i}_amount"].widget.attrs["inputmode"] = "decimal"

    def _own_years(self) -> list[int]:
        return [int(day[:4]) + 543 for day in self.cells.get("dates", [])]

    def _initial(self) -> dict[str, Any]:
        cells = self.cells
        if not cells:
            return {}
        money = cells["budget"]
        zero = bool(money["lines"]) and all(number(line[2]) == 0 for line in money["lines"])
        return {
            **{name: cells[name] for name in self.base_fields if name in cells},
            "partners": "\n".join(cells["partners"]),
            "budget_text": "" if zero else money["text"],
            "no_budget": zero,
        }

    def _lines(self, years: list[int], data: Any) -> int:
        money = self.cells.get("budget", {"lines": []})
        standing = [] if self.initial.get("no_budget") else money["lines"]
        count = len(standing) + SPARE_LINES
        if data:
            count = max(count, 1 + max((int(key.split("_")[1]) for key in data if _is_line(key)), default=0))
        own = [line[0] for line in standing if line[0] and line[0] not in years]
        choices = [("", gettext("ไม่ระบุปี")), *((str(year), str(year)) for year in sorted({*years, *own}))]
        for i in range(min(count, 60)):
            year, fund, typed = standing[i] if i < len(standing) else ("", "", "")
            self.fields[f"line_{i}_year"] = forms.ChoiceField(
                label=_("ปีงบประมาณ"), choices=choices, required=False, initial=str(year or "")
            )
            self.fields[f"line_{i}_fund"] = forms.CharField(
                label=_("แหล่งงบ"), max_length=120, required=False, initial=fund
            )
            self.fields[f"line_{i}_amount"] = forms.CharField(
                label=_("จำนวนเงิน (บาท)"), required=False, initial=typed
            )
        return min(count, 60)

    @property
    def money_lines(self) -> list[tuple[Any, Any, Any]]:
        return [
            tuple(self[f"line_{i}_{name}"] for name in ("year", "fund", "amount"))
            for i in range(self.line_count)
        ]  # type: ignore[misc]

    @property
    def risk_lines(self) -> list[tuple[Any, ...]]:
        return more.risk_lines(self)

    @property
    def targets(self) -> list[Any]:
        return [self[f"target_{year}"] for year in self.years]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("baseline", *(f"target_{year}" for year in self.years)):
            self._clean_with(data, name, amount)
        self._clean_with(data, "baseline_year", _year)
        for i in range(self.line_count):
            self._clean_with(data, f"line_{i}_amount", _money)
        amounts = [data.get(f"line_{i}_amount") for i in range(self.line_count)]
        if data.get("no_budget") and any(
            value not in (None, "", "0") for value in [*amounts, data.get("budget_text")]
        ):
            self.add_error("no_budget", _("เลือกไม่ใช้งบประมาณไว้ แต่มีจำนวนเงินด้วย กรุณาเลือกอย่างใดอย่างหนึ่ง"))
        return data

    def _clean_with(self, data: dict[str, Any], name: str, read: Any) -> None:
        if name in data:
            try:
                data[name] = read(data[name])
            except forms.ValidationError as error:
                self.add_error(name, error)

    def read_cells(self) -> Cells:
        """The cells that were typed without fault."""
        data = self.cleaned_data
        cells: Cells = {
            name: data[name]
            for name in ("virtues", "baseline", "areas", "vision_parts", "lead")
            if name in data
        }
        for name in FORM_TEXTS:
            if name in data:
                cells[name] = data[name].replace("\r\n", "\n")
        if "baseline_year" in data:
            cells["baseline_year"] = data["baseline_year"]
        if all(f"target_{year}" in data for year in self.years):
            typed = {str(year): data[f"target_{year}"] for year in self.years if data[f"target_{year}"]}
            others = {
                year: value
                for year, value in self.cells.get("targets", {}).items()
                if int(year) not in self.years
            }
            cells["targets"] = dict(sorted({**others, **typed}.items()))
        if "partners" in data:
            cells["partners"] = sorted(
                {line.strip() for line in data["partners"].splitlines() if line.strip()}
            )
        for name in ("virtues", "areas", "vision_parts"):
            if name in cells:
                cells[name] = sorted(cells[name]) if name != "virtues" else self._in_set_order(cells[name])
        if not {name for name in self.errors if name.startswith(("line_", "no_budget", "budget"))}:
            cells["budget"] = self._budget(data)
        return cells | more.read(self)

    def _in_set_order(self, codes: list[str]) -> list[str]:
        known = [code for code, _name in self.fields["virtues"].choices]  # type: ignore[attr-defined]
        return [code for code in known if code in codes]

    def _budget(self, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("no_budget"):
            standing = self.cells.get("budget", {"lines": [], "text": ""})
            if standing["lines"] and all(number(line[2]) == 0 for line in standing["lines"]):
                return standing
            return {"text": NO_MONEY, "lines": [[None, "", "0"]]}
        lines: dict[tuple[int | None, str], Any] = {}
        for i in range(self.line_count):
            if typed := data.get(f"line_{i}_amount"):
                key = (
                    int(data[f"line_{i}_year"]) if data.get(f"line_{i}_year") else None,
                    data.get(f"line_{i}_fund", "").strip(),
                )
                lines[key] = lines.get(key, 0) + number(typed)
        ordered = sorted(
            ([year, fund, plain(value)] for (year, fund), value in lines.items()),
            key=lambda line: (line[0] or 0, line[1]),
        )
        return {"text": data.get("budget_text", ""), "lines": ordered}


def _is_line(key: str) -> bool:
    parts = key.split("_")
    return len(parts) == 3 and parts[0] == "line" and parts[1].isdecimal() and len(parts[1]) < 3


def _money(text: str) -> str:
    read = baht(text)
    if read.why:
        raise forms.ValidationError(said(read.why))
    return plain(read.amount)


def _year(text: str) -> int | None:
    text = to_arabic(str(text or "")).strip()
    if not text:
        return None
    year = whole(text)
    if year is None or not 2400 <= year <= 2700:
        raise forms.ValidationError(_("กรุณาพิมพ์ปี พ.ศ. สี่หลัก เช่น 2562"))
    return year


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), widget=Lines(3), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )


class CommentForm(forms.Form):
    """A comment on a cell, or an answer to one; and who shall find it on their desk."""

    field = forms.ChoiceField(label=_("ช่อง"), required=False)
    text = forms.CharField(
        label=_("ความเห็น"), widget=Lines(3), error_messages={"required": _("กรุณาพิมพ์ความเห็น")}
    )
    mentions = forms.MultipleChoiceField(
        label=_("แจ้งถึง"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def tell(self, persons: Iterable[Any]) -> CommentForm:
        """Who may be told: they are the choices."""
        self.fields["mentions"].choices = [(str(person.pk), _as_reader(person)) for person in persons]  # type: ignore[attr-defined]
        return self

    def told(self) -> list[UUID]:
        return [UUID(pk) for pk in self.cleaned_data["mentions"]]


class DayField(forms.CharField):
    """A day in any Thai spelling. What cannot be read is told; what spans several days is not one day."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        read = when(text)
        if read.why or read.start is None:
            raise forms.ValidationError(said(read.why) or _("อ่านเป็นวันที่ไม่ได้ พิมพ์เช่น 11 มี.ค. 2563"))
        return (read.start, read.end)


class DayForm(forms.Form):
    """The days a flagged text means."""

    start = DayField(label=_("วันเริ่ม"), error_messages={"required": _("กรุณาพิมพ์วันเริ่ม")})
    end = DayField(label=_("วันสิ้นสุด"), required=False)


class DueForm(forms.Form):
    due = DayField(label=_("ส่งได้ถึงวันที่"), required=False)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("ไฟล์แผน"),
        error_messages={"required": _("กรุณาเลือกไฟล์"), "empty": _("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์ใหม่")},
    )
    mode = forms.ChoiceField(
        label=_("นำเข้าอย่างไร"), choices=ImportBatch.Mode.choices, initial="append", widget=forms.RadioSelect
    )
    fiscal_year = forms.TypedChoiceField(
        label=_("ปีงบประมาณของวันที่ที่ไม่ได้ระบุปี"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, programme: Programme, *args: Any) -> None:
        super().__init__(*args)
        years = [(str(year), str(year)) for year in programme.years]
        self.fields["fiscal_year"].choices = [("", _("ไม่ทราบ ให้ถามทุกช่อง")), *years]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"


def _as_reader(person: Any) -> str:
    """A name with what somebody is here: names alone are alike. `roles` came with the person."""
    return f"{person} · {', '.join(person.roles)}" if getattr(person, "roles", None) else str(person)
