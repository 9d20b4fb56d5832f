"""Many rows in one act: pasted from a spreadsheet, loaded by the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import organisations_named
from thaktho.ground.places.queries import locate_many
from thaktho.thai.normalise import normalise

from .. import cells as cell
from ..cells import Cells
from ..models import BudgetLine, CellFlag, PlanRow, RowTarget
from ..reading import VirtueWords, baht, when, year_of
from ..states import Refused, must_be_open
from .rows import lock, make_row, next_number, plan_of, save_cells

MOST_PASTED = 200


def paste(
    by: Actor,
    network: Network,
    changes: Sequence[tuple[PlanRow, int, Cells]],
    added: Sequence[Cells],
    *,
    act_id: UUID | None = None,
) -> int:
    """Put a pasted block into the plan: changed cells of standing rows (each with the version seen) and new rows, all
    or nothing. Each changed row has its own line of the ledger, so that its history stays whole."""
    if len(changes) + len(added) > MOST_PASTED:
        raise Refused(gettext("วางได้ครั้งละไม่เกิน %(most)s แถว กรุณาใช้การนำเข้าไฟล์") % {"most": MOST_PASTED})
    with acting(by, "plan.row.paste", network, act_id=act_id) as act:
        plan = plan_of(network, lock=True)
        must_be_open(by, plan)
        # All rows are held before the first line of the ledger is: two who write never wait for each other in a circle.
        done: list[list[object]] = []
        made_rows: list[str] = []
        held = {row.pk: lock(row) for row in sorted((row for row, _, _ in changes), key=lambda row: row.pk)}
        for row, version, cells in changes:
            with acting(by, "plan.row.edit", row) as line:
                fresh = held[row.pk]
                must_be_open(by, plan, fresh)
                changed = save_cells(fresh, cell.tidy(cells), version)
                line.note(version=fresh.version, changes=changed)
            done.append([str(fresh.pk), fresh.version])
        for cells in added:
            with acting(by, "plan.row.add", network) as line:
                made = make_row(by, network, cells)
                line.about(made)
                line.note(version=1, title=made.title)
            made_rows.append(str(made.pk))
        act.about(plan)
        act.note(rows=done, made=made_rows)
    return len(changes) + len(added)


@dataclass
class NewRow:
    """A row to load: its cells as typed, where its facts were read, and whether the row is an example."""

    cells: dict[str, str]
    source: Any = None
    is_example: bool = True
    state: str = PlanRow.State.DRAFT
    virtues: list[str] = field(default_factory=list)
    targets: dict[int, str] = field(default_factory=dict)
    budget: list[tuple[int | None, str, str]] = field(default_factory=list)
    comment: tuple[str, str] | None = None
    extra: dict[str, str] = field(default_factory=dict)


def load_rows(
    by: Actor, network: Network, rows: Sequence[NewRow], *, state: str | None = None, **plan_fields: Any
) -> list[PlanRow]:
    """Load many rows of one network in one act (demo, migration from elsewhere). Only the system may."""
    programme = network.programme
    with acting(by, "plan.row.load", network) as act:
        plan = plan_of(network, lock=True)
        words = VirtueWords.of(programme)
        places = locate_many(programme, [row.cells.get("area_text", "") for row in rows])
        leads = organisations_named(programme, {row.cells.get("agency", "") for row in rows})
        start = next_number(network)
        made, lines, targets, flags, areas = [], [], [], [], []
        for order, (new, found) in enumerate(zip(rows, places, strict=True)):
            row, line = _loaded(network, new, start + order, words, leads)
            made.append(row)
            lines += line
            targets += [
                RowTarget(programme_id=row.programme_id, row=row, year=year, value=value)
                for year, value in new.targets.items()
            ]
            areas += [PlanRow.areas.through(planrow_id=row.pk, place_id=place.pk) for place in found]
            reading = when(row.when_text)
            if reading.why:
                flags.append(
                    CellFlag(
                        programme_id=row.programme_id,
                        row=row,
                        field="when_text",
                        text=row.when_text,
                        why=reading.why,
                    )
                )
            money = baht(row.budget_text)
            if money.why and row.budget is None:
                flags.append(
                    CellFlag(
                        programme_id=row.programme_id,
                        row=row,
                        field="budget",
                        text=row.budget_text,
                        why=money.why,
                    )
                )
            if new.comment:
                kind, (name, text) = CellFlag.Kind.COMMENT, new.comment
                flags.append(
                    CellFlag(programme_id=row.programme_id, row=row, kind=kind, field=name, why=text)
                )
        for model, objects in (
            (PlanRow, made), (BudgetLine, lines), (RowTarget, targets), (CellFlag, flags), (PlanRow.areas.through, areas),
        ):  # fmt: skip
            model.objects.bulk_create(objects, batch_size=500)  # type: ignore[attr-defined]
        if state or plan_fields:
            plan.state = state or plan.state
            for name, value in plan_fields.items():
                setattr(plan, name, value)
            plan.save()
        act.about(plan)
        act.note(rows=len(made))
    return made


def _loaded(
    network: Network, new: NewRow, number: int, words: VirtueWords, leads: dict[str, Any]
) -> tuple[PlanRow, list[BudgetLine]]:
    texts = {name: normalise(text).strip() for name, text in new.cells.items() if name in cell.TEXTS}
    days = when(texts.get("when_text", ""))
    row = PlanRow(
        programme_id=network.programme_id, network=network, number=number, state=new.state,
        source=new.source, is_example=new.is_example, extra=new.extra, starts_on=days.start, ends_on=days.end, **texts,
    )  # fmt: skip
    row.virtues = list(dict.fromkeys([*new.virtues, *words.read(row.virtues_text)]))
    row.lead = leads.get(new.cells.get("agency", ""))
    money = new.budget
    stated = baht(new.cells.get("budget", ""))
    if not money and stated.amount is not None:
        money = [(year_of(days.start, days.end), "", str(stated.amount))]
    lines = [
        BudgetLine(programme_id=row.programme_id, row=row, year=y, fund=fund, amount=amount)
        for y, fund, amount in money
    ]
    row.budget = cell.total([[y, fund, amount] for y, fund, amount in money])
    row.budget_text = new.cells.get("budget", "")
    cell.index(row)
    return row, lines
