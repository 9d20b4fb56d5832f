"""One change to many rows at once, and taking back a block: of cells changed together, or pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.ledger.models import Act
from thaktho.ground.programme.models import Programme
from thaktho.thai.normalise import normalise

from .. import cells as cell
from ..cells import Cells
from ..models import PlanRow
from ..states import Refused, must_be_open
from .derive import derive
from .rows import lock, plan_of, save_cells, set_flags

MOST = 500
LONGEST_UNIT = 60  # letters, as the row's form takes
# Acts that can be taken back whole.
BLOCKS = ("plan.row.bulk", "plan.row.paste", "plan.row.from_statements")


@dataclass(frozen=True)
class Change:
    """`put` a text into a cell, `replace` words in it, or `add` and `drop` a virtue by its code."""

    how: str  # put, replace, add, drop
    name: str
    value: str
    find: str = ""

    def of(self, now: Cells) -> Cells:
        """The cells it would change in a row; {} where the row stays as it is."""
        if self.how in ("add", "drop"):
            return self._virtues(now["virtues"])
        if self.name not in cell.FORM_TEXTS:
            raise Refused(gettext("ช่องนี้แก้ในหน้าของแถว"))
        before = now[self.name]
        after = before.replace(self.find, self.value) if self.how == "replace" and self.find else before
        after = self.value if self.how == "put" else after
        after = normalise(after).strip()
        if self.name == "unit" and len(after) > LONGEST_UNIT:
            raise Refused(gettext("หน่วยนับยาวได้ไม่เกิน %(most)s ตัวอักษร") % {"most": LONGEST_UNIT})
        return {} if after == before else {self.name: after}

    def _virtues(self, now: list[str]) -> Cells:
        rest = [code for code in now if code != self.value]
        after = [*rest, self.value] if self.how == "add" else rest
        return {} if (self.value in now) == (self.how == "add") else {"virtues": after}


@dataclass(frozen=True)
class Proposed:
    """A row with what would change in it."""

    row: PlanRow
    before: Cells
    after: Cells


def proposed(rows: Iterable[PlanRow], change: Change) -> list[Proposed]:
    """The rows that a change would touch, with both cells. Prefetch as `cells.read` asks."""
    found = []
    for row in rows:
        now = cell.read(row)
        if after := change.of(now):
            found.append(Proposed(row, {name: now[name] for name in after}, after))
    return found


def change_many(
    by: Actor,
    programme: Programme,
    change: Change,
    rows: Sequence[tuple[UUID, int]],
    *,
    act_id: UUID | None = None,
) -> int:
    """Change rows, each named with the version that was looked at: all or nothing. Each has its own line of the ledger,
    so that its history stays whole. Conflict where somebody changed the same cell meanwhile."""
    if not rows:
        raise Refused(gettext("กรุณาเลือกอย่างน้อยหนึ่งแถว"))
    if len(rows) > MOST:
        raise Refused(gettext("แก้ได้ครั้งละไม่เกิน %(most)s แถว กรุณากรองให้แคบลง") % {"most": MOST})
    with acting(by, "plan.row.bulk", programme, act_id=act_id) as act:
        seen = dict(rows)
        # All rows are held before the first line of the ledger is: two who write never wait for each other in a circle.
        found = PlanRow.objects.filter(programme=programme, pk__in=seen, live=True).order_by("pk")
        held = [lock(row) for row in found]
        if len(held) != len(seen):
            raise Refused(gettext("มีแถวที่ถูกนำออกไปแล้ว กรุณาตรวจใหม่อีกครั้ง"))
        done = []
        for row in held:
            after = change.of(cell.read(row))
            if not after:
                continue
            with acting(by, "plan.row.edit", row) as line:
                must_be_open(by, plan_of(row.network), row)
                changes = save_cells(row, after, seen[row.pk])
                line.note(version=row.version, changes=changes)
            done.append([str(row.pk), row.version])
        act.note(how=change.how, name=change.name, rows=done)
    return len(done)


class NoSuchBlock(LookupError):
    """Nothing that this person changed together in this programme."""


def take_back(by: Actor, programme: Programme, block: UUID, *, act_id: UUID | None = None) -> tuple[int, int]:
    """Undo a block that this person changed or pasted. Rows that anybody changed since are left as they are. Returns how
    many rows went back and how many were left."""
    done = (
        Act.objects.filter(programme_id=programme.pk, pk=block, verb__in=BLOCKS, actor_id=by.person_id)
        .select_related("detail")
        .first()
    )
    if done is None:
        raise NoSuchBlock(block)
    if "rows" not in done.detail.body:
        raise Refused(gettext("ย้อนรายการนี้ไม่ได้แล้ว"))
    with acting(by, "plan.row.bulk", programme, act_id=act_id) as act:
        if Act.objects.filter(
            programme_id=programme.pk, verb="plan.row.bulk", detail__body__back_of=str(block)
        ).exists():
            raise Refused(gettext("รายการนี้ย้อนกลับไปแล้ว"))
        versions = {UUID(pk): version for pk, version in done.detail.body["rows"]}
        added = [UUID(pk) for pk in done.detail.body.get("made", [])]
        # As in `change_many`: every row is held before the first line of the ledger is.
        found = PlanRow.objects.filter(programme=programme, pk__in=[*versions, *added], live=True)
        held = [lock(row) for row in found.order_by("pk")]
        back = sum(_row_back(by, row, versions.get(row.pk)) for row in held)
        act.note(back_of=str(block), rows=[], back=back)
    return back, len(versions) + len(added) - back


def _row_back(by: Actor, row: PlanRow, version: int | None) -> bool:
    """One row as it was before the block; a row that the block added is taken out. False where it was changed since."""
    if row.version != (version or 1):
        return False
    if version is None:
        with acting(by, "plan.row.remove", row) as line:
            must_be_open(by, plan_of(row.network), row)
            row.live, row.removed_at = False, timezone.now()
            row.save(update_fields=["live", "removed_at"])
            line.note(title=row.title)
        return True
    now = cell.read(row)
    before = cell.as_of(row, version - 1, now)
    if before is None:
        return False
    with acting(by, "plan.row.edit", row) as line:
        must_be_open(by, plan_of(row.network), row)
        changes = {name: [now[name], value] for name, value in before.items() if now[name] != value}
        went = {name: after for name, (_before, after) in changes.items()}
        row.version += 1
        row.changed_at = timezone.now()
        cell.apply(row, went)
        set_flags(row, derive(row, before, went)[1])
        line.note(version=row.version, changes=changes)
    return True
