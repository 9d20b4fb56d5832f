"""Reading a file into staged rows: in chunks, none of them live, marked with what applying would do to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from thaktho.documents.planform import FormRow, PlanFile, read_plan
from thaktho.ground.people.queries import network_named, organisations_named
from thaktho.ground.places.queries import locate_many
from thaktho.thai.normalise import normalise

from ..cells import index
from ..models import BudgetLine, CellFlag, ImportBatch, PlanRow
from ..queries.imports import COMPARED
from ..reading import VirtueWords, year_of
from ..states import OPEN

CHUNK = 500
TWICE = gettext_noop("มีกิจกรรม วัน และพื้นที่เดียวกันแล้วในไฟล์นี้ ตรวจว่าพิมพ์ซ้ำหรือเป็นคนละครั้ง")
Progress = Callable[[int, int], None]
Staged = PlanRow.Staged

# Fields of the form file -> cells of a row.
FIELDS = {
    "title": "title", "problem": "problem", "good_deed": "good_deed", "virtue": "virtues_text", "indicator": "indicator",
    "when": "when_text", "when_start": "when_text", "when_end": "when_text", "budget": "budget", "agency": "agency",
    "area": "area_text", "id": "number",
}  # fmt: skip


@dataclass
class Standing:
    """The network's live rows, to recognise what is already there."""

    same: dict[tuple[Any, ...], list[PlanRow]] = field(default_factory=dict)
    titled: dict[str, list[PlanRow]] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: ImportBatch) -> Standing:
        found = cls()
        rows = PlanRow.objects.filter(programme_id=batch.programme_id, network_id=batch.network_id, live=True)
        for row in rows.filter(joined_into=None).order_by("-number").iterator(chunk_size=2000):
            found.same.setdefault(fingerprint(row), []).append(row)
            found.titled.setdefault(_key(row.title), []).append(row)
        return found

    def judge(self, row: PlanRow) -> None:
        """Mark what applying would do: the same row is left alone, the same title with other cells is a change of
        that row, all else is new. A standing row is matched once."""
        if same := self._take(self.same.get(fingerprint(row), [])):
            row.staged_as, row.staged_over = Staged.SAME, same
            return
        if titled := self._take(self.titled.get(_key(row.title), [])):
            row.staged_as = Staged.UPDATE if titled.state in OPEN else Staged.LOCKED
            row.staged_over = titled
            return
        row.staged_as = Staged.NEW

    _taken: set[Any] = field(default_factory=set)

    def _take(self, rows: list[PlanRow]) -> PlanRow | None:
        while rows:
            row = rows.pop()
            if row.pk not in self._taken:
                self._taken.add(row.pk)
                return row
        return None


def fingerprint(row: PlanRow) -> tuple[Any, ...]:
    return (
        *(_key(getattr(row, name)) for name in COMPARED if name != "budget"),
        None if row.budget is None else row.budget.normalize(),
    )


def _key(text: str) -> str:
    return re.sub(r"\s+", "", normalise(text))


def stage(batch: ImportBatch, data: bytes, name: str, progress: Progress) -> None:
    """Read the file and store its rows, not live. Beginning again first clears what an earlier try left.

    Raises StructureError when the file cannot be read as a plan.
    """
    clear(batch)
    file = read_plan(
        data, name=name, fiscal_year=batch.fiscal_year, progress=lambda done, total: progress(done, 2 * total)
    )
    standing = Standing.of(batch)
    context = _Context.of(batch, file)
    done, flagged = 0, 0
    for chunk in _chunks(file.rows):
        with transaction.atomic():
            flagged += _store(batch, chunk, done, standing, context)
        done += len(chunk)
        progress(len(file.rows) + done, 2 * len(file.rows))
    batch.notes = _notes(batch, file, context)
    batch.row_count, batch.flag_count = done, flagged
    named = network_named(batch.programme, file.network_text) if file.network_text else None
    other = file.network_text and (named is None or named.pk != batch.network_id)
    batch.network_text = (named.name if named else file.network_text) if other else ""


@transaction.atomic
def clear(batch: ImportBatch) -> int:
    """Remove everything staged by a batch."""
    rows = PlanRow.objects.filter(batch=batch, live=False, removed_at=None)
    BudgetLine.objects.filter(row__in=rows).delete()
    CellFlag.objects.filter(row__in=rows).delete()
    PlanRow.areas.through.objects.filter(planrow__in=rows).delete()
    return rows.delete()[0]


@dataclass
class _Context:
    """What is looked up once for a whole file."""

    virtues: VirtueWords
    leads: dict[str, Any]
    places: dict[str, list[Any]]
    flags: dict[tuple[str, int], list[tuple[str, str, str]]]
    left_over: list[str]
    seen: dict[tuple[str, ...], int] = field(
        default_factory=dict
    )  # an activity -> the file's row that had it first

    @classmethod
    def of(cls, batch: ImportBatch, file: PlanFile) -> _Context:
        programme = batch.programme
        areas = sorted({row.area for row in file.rows if row.area})
        columns = {
            (sheet.name, head): field for sheet in file.sheets for head, field in sheet.columns.items()
        }
        rows = {(row.sheet, row.row) for row in file.rows}
        flags: dict[tuple[str, int], list[tuple[str, str, str]]] = {}
        left_over = []
        for flag in file.flags:
            cell = FIELDS.get(columns.get((flag.sheet, flag.column), ""), "title")
            if (flag.sheet, flag.row) in rows:
                flags.setdefault((flag.sheet, flag.row), []).append((cell, flag.text, flag.why))
            else:
                left_over.append(f"แผ่นงาน “{flag.sheet}” แถว {flag.row}: {flag.why}")
        return cls(
            virtues=VirtueWords.of(programme),
            leads=organisations_named(programme, {row.agency for row in file.rows if row.agency}),
            places=dict(zip(areas, locate_many(programme, areas), strict=True)),
            flags=flags,
            left_over=left_over,
        )


def _store(
    batch: ImportBatch, rows: list[FormRow], before: int, standing: Standing, context: _Context
) -> int:
    made, lines, flags, areas = [], [], [], []
    for order, form in enumerate(rows, before + 1):
        row = _row(batch, form, order, context)
        standing.judge(row)
        made.append(row)
        if row.budget is not None:
            year = year_of(row.starts_on, row.ends_on)
            lines.append(BudgetLine(programme_id=row.programme_id, row=row, year=year, amount=row.budget))
        twice = _twice(context, row)
        for cell, text, why in [*context.flags.get((form.sheet, form.row), []), *twice]:
            flags.append(CellFlag(programme_id=row.programme_id, row=row, field=cell, text=text, why=why))
        for place in context.places.get(form.area, []):
            areas.append(PlanRow.areas.through(planrow_id=row.pk, place_id=place.pk))
    PlanRow.objects.bulk_create(made, batch_size=CHUNK)
    BudgetLine.objects.bulk_create(lines, batch_size=CHUNK)
    CellFlag.objects.bulk_create(flags, batch_size=CHUNK)
    PlanRow.areas.through.objects.bulk_create(areas, batch_size=CHUNK)
    return len(flags)


def _twice(context: _Context, row: PlanRow) -> list[tuple[str, str, str]]:
    """The same activity, day and place once more in this file: told, never refused. Perhaps it is done twice."""
    key = tuple(_key(text) for text in (row.title, row.when_text, row.area_text))
    first = context.seen.setdefault(key, row.origin["row"])
    if first == row.origin["row"] or row.staged_as == Staged.SAME:
        return []
    return [("title", f"แถวในไฟล์ {first}", TWICE)]


def _row(batch: ImportBatch, form: FormRow, order: int, context: _Context) -> PlanRow:
    row = PlanRow(
        programme_id=batch.programme_id,
        network_id=batch.network_id,
        batch=batch,
        live=False,
        number=order,
        origin={"file": form.file, "sheet": form.sheet, "row": form.row, "id": form.id or ""},
        title=form.title,
        problem=form.problem,
        good_deed=form.good_deed,
        virtues_text=form.virtue,
        virtues=context.virtues.read(form.virtue) if form.virtue else [],
        indicator=form.indicator,
        when_text=form.when_text,
        starts_on=form.start,
        ends_on=form.end,
        budget=form.budget,
        budget_text=form.budget_text,
        agency=form.agency,
        area_text=form.area,
        lead=context.leads.get(form.agency),
        extra={**form.extra, **({"เครือข่าย": form.network_text} if form.network_text else {})},
    )
    index(row)
    return row


def _notes(batch: ImportBatch, file: PlanFile, context: _Context) -> list[str]:
    notes = [*file.notes, *context.left_over]
    earlier = ImportBatch.objects.filter(
        programme_id=batch.programme_id,
        network_id=batch.network_id,
        file__sha256=file.sha256,
        state=ImportBatch.State.APPLIED,
    ).exclude(pk=batch.pk)
    if first := earlier.order_by("applied_at").first():
        from thaktho.thai.dates import show

        notes.insert(0, f"ไฟล์เดียวกันนี้เคยนำเข้าแล้วเมื่อ {show(first.applied_at.date())} แถวที่เหมือนเดิมจะไม่ถูกเพิ่มซ้ำ")
    others = {row.network_text for row in file.rows if row.network_text}
    names = [
        n
        for text in sorted(others)
        if (n := network_named(batch.programme, text)) and n.pk != batch.network_id
    ]
    if names:
        notes.append("บางแถวระบุเครือข่ายอื่น: " + ", ".join(dict.fromkeys(found.name for found in names)))
    return notes


def _chunks(rows: list[FormRow]) -> Iterator[list[FormRow]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
