"""A register's file comes in, is read by a job, is applied in one flip, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.documents.register import Line, StructureError, read_register
from thaktho.ground.access import Actor, system
from thaktho.ground.files import actions as files
from thaktho.ground.files.queries import data as content
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.programme.actions import hold
from thaktho.ground.programme.models import Programme
from thaktho.thai.dates import show

from .models import Intake, IntakeLine
from .registry import Keeper, keeper_of
from .states import Refused

State, Fate = Intake.State, IntakeLine.Fate
WORK = "intake.read"
CHUNK = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bring(
    by: Actor,
    programme: Programme,
    room: str,
    network: Network | None,
    name: str,
    data: bytes,
    *,
    act_id: UUID | None = None,
) -> Intake:
    """Take a file in: it is stored, and a job begins to read it. Nothing in the register changes yet."""
    keeper = keeper_of(room)
    with acting(by, f"{keeper.room}.import", network or programme, act_id=act_id) as act:
        kind = XLSX if name.lower().endswith(".xlsx") else "text/csv"
        try:
            # What a network typed is its own until applied: the file itself is the secretariat's to read.
            file = files.store(
                by, programme, name=name, data=data, media_type=kind, purpose="import",
                read_verb=f"{keeper.room}.secretariat",
            )  # fmt: skip
        except files.Refused as error:
            raise Refused(str(error)) from error
        intake = Intake.objects.create(programme=programme, register=keeper.room, network=network, file=file)
        intake.job = jobs.ask(
            by, programme, kind=WORK, title=f"อ่านไฟล์ {name}", params={"intake": str(intake.pk)},
            read_verb=f"{keeper.room}.secretariat",
        )  # fmt: skip
        intake.save(update_fields=["job"])
        act.about(intake)
        act.note(file=name, sha256=file.sha256)
    return intake


def read(programme: Programme, intake_id: UUID, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """The job's work: begun again from nothing after a death; a file that is no register is refused."""
    intake = Intake.objects.select_related("file", "network", "programme").get(
        programme=programme, pk=intake_id
    )
    if intake.state != State.READING:
        return {"state": intake.state}
    keeper = keeper_of(intake.register)
    refusal: dict[str, Any] = {}
    try:
        _stage(intake, keeper, progress)
    except StructureError as error:
        refusal = {
            "sheet": error.sheet or "", "row": error.row or "", "column": error.column or "", "why": error.why,
        }  # fmt: skip
    with acting(system(programme.pk), f"{keeper.room}.import.stage", intake) as act:
        if Intake.objects.select_for_update(no_key=True).get(pk=intake.pk).state == State.READING:
            intake.state = State.REFUSED if refusal else State.PREVIEW
            intake.refusal = refusal
            intake.save(update_fields=["state", "refusal", "notes", "line_count", "flag_count"])
        act.note(lines=intake.line_count, flags=intake.flag_count, state=intake.state)
    return {"state": intake.state}


def _stage(intake: Intake, keeper: Keeper, progress: Callable[[int, int], None]) -> None:
    found = read_register(
        content(intake.file), name=intake.file.name, register=keeper.form(intake.programme), progress=progress
    )
    judged = keeper.judge(intake, found.lines)
    lines = [
        IntakeLine(
            programme_id=intake.programme_id, intake=intake, number=number, sheet=line.sheet[:200], row=line.row,
            cells=line.cells, values=made.values, flags=made.flags, fate=made.fate, target_id=made.target_id,
            version=made.version,
        )
        for number, (line, made) in enumerate(zip(found.lines, judged, strict=True), 1)
    ]  # fmt: skip
    with transaction.atomic():
        intake.lines.all().delete()
        IntakeLine.objects.bulk_create(lines, batch_size=CHUNK)
    intake.line_count = len(lines)
    intake.flag_count = sum(len(line.flags) for line in lines)
    intake.notes = [*_met_before(intake), *found.notes]


def _met_before(intake: Intake) -> list[str]:
    earlier = Intake.objects.filter(
        programme_id=intake.programme_id,
        register=intake.register,
        file__sha256=intake.file.sha256,
        state=State.APPLIED,
    )
    first = earlier.exclude(pk=intake.pk).order_by("applied_at").first()
    if first is None or first.applied_at is None:
        return []
    day = show(timezone.localtime(first.applied_at).date())
    return [f"ไฟล์เดียวกันนี้เคยนำเข้าแล้วเมื่อ {day} รายการที่เหมือนเดิมจะไม่ถูกเพิ่มซ้ำ"]


def read_again(by: Actor, intake: Intake, *, act_id: UUID | None = None) -> None:
    """Begin again to read a file whose reading failed half-way."""
    with acting(by, f"{intake.register}.import", intake, act_id=act_id):
        if intake.state != State.READING or intake.job is None:
            raise Refused(gettext("ไฟล์นี้อ่านเสร็จแล้ว"))
        jobs.retry(by, intake.job)


def apply(by: Actor, intake: Intake, *, act_id: UUID | None = None) -> Intake:
    """All of a previewed file's lines, or none. An entry changed meanwhile is told, and nothing happens."""
    keeper = keeper_of(intake.register)
    with acting(by, f"{keeper.room}.import.apply", intake, act_id=act_id) as act:
        intake = _locked(intake)
        if intake.state != State.PREVIEW:
            raise Refused(gettext("การนำเข้านี้ไม่ได้รอตรวจอยู่ จึงใช้ไม่ได้"))
        hold(intake.programme_id)  # two files applied at once: the second sees what the first brought
        if name := _changed_since(intake, keeper):
            raise Refused(
                gettext(
                    "“%(name)s” เปลี่ยนไปหลังอ่านไฟล์นี้ ทะเบียนยังไม่เปลี่ยน กรุณายกเลิกแล้วนำไฟล์เข้าใหม่ จะเทียบกับของปัจจุบัน"
                )
                % {"name": name}
            )
        lines = list(intake.lines.filter(fate__in=(Fate.NEW, Fate.UPDATE)))
        added = keeper.add(by, act, intake, [line for line in lines if line.fate == Fate.NEW])
        changed = [line for line in lines if line.fate == Fate.UPDATE]
        for line in changed:
            line.before, line.version = keeper.change(by, intake.programme, line.target_id, line.values)  # type: ignore[arg-type]
        IntakeLine.objects.bulk_update(changed, ["before", "version"], batch_size=CHUNK)
        intake.state, intake.applied_at = State.APPLIED, timezone.now()
        intake.save(update_fields=["state", "applied_at"])
        act.note(added=added, changed=len(changed))
    return intake


def _changed_since(intake: Intake, keeper: Keeper) -> str:
    """The first line that would no longer do what was previewed, by its name: its entry was entered, changed or retired
    meanwhile, perhaps by the same file brought a second time."""
    lines = list(intake.lines.all())
    again = keeper.judge(intake, [Line(line.sheet, line.row, line.cells) for line in lines])
    for line, now in zip(lines, again, strict=True):
        seen = (line.fate, line.target_id, line.version)
        if line.fate in (Fate.NEW, Fate.UPDATE) and seen != (now.fate, now.target_id, now.version):
            return str(line.values.get("name") or line.cells.get("name", ""))
    return ""


def cancel(by: Actor, intake: Intake, *, act_id: UUID | None = None) -> None:
    """Give an import up; the register was never touched."""
    with acting(by, f"{intake.register}.import.cancel", intake, act_id=act_id):
        intake = _locked(intake)
        if intake.state not in (State.READING, State.PREVIEW, State.REFUSED):
            raise Refused(gettext("นำเข้าไปแล้ว หากต้องการเอาออก ให้ย้อนกลับการนำเข้า"))
        intake.lines.all().delete()
        intake.state = State.CANCELLED
        intake.save(update_fields=["state"])


def undo(by: Actor, intake: Intake, *, act_id: UUID | None = None) -> None:
    """Take an applied import back, as long as nobody worked on its entries since."""
    keeper = keeper_of(intake.register)
    with acting(by, f"{keeper.room}.import.undo", intake, act_id=act_id) as act:
        intake = _locked(intake)
        if why := why_not_undone(intake):
            raise Refused(why)
        for line in intake.lines.filter(fate=Fate.UPDATE):
            keeper.change(by, intake.programme, line.target_id, line.before)  # type: ignore[arg-type]
        taken = keeper.take_out(intake)
        intake.state = State.UNDONE
        intake.save(update_fields=["state"])
        act.note(removed=taken)


def why_not_undone(intake: Intake) -> str:
    """Why an import cannot be taken back any more; "" when it can."""
    if intake.state != State.APPLIED:
        return gettext("การนำเข้านี้ยังไม่ได้ใช้ หรือย้อนกลับไปแล้ว")
    keeper = keeper_of(intake.register)
    name = keeper.touched(intake)
    for line in intake.lines.filter(fate=Fate.UPDATE) if not name else ():
        if keeper.version_of(intake.programme, line.target_id) != line.version:  # type: ignore[arg-type]
            name = str(line.values.get("name", ""))
            break
    if not name:
        return ""
    return gettext("“%(name)s” ถูกแก้ ยืนยัน หรือเลิกใช้หลังนำเข้า จึงย้อนทั้งไฟล์ไม่ได้ แก้ทีละรายการได้") % {"name": name}


def _locked(intake: Intake) -> Intake:
    held = Intake.objects.select_for_update(of=("self",), no_key=True).select_related(
        "network", "programme", "file"
    )
    return held.get(programme_id=intake.programme_id, pk=intake.pk)
