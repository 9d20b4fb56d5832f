"""An import: a file comes in, is staged by a job, looked at, and applied in one flip or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from thaktho.documents.planform import StructureError
from thaktho.ground.access import Actor, system
from thaktho.ground.files import actions as files
from thaktho.ground.files.queries import data as content
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme

from .. import cells as cell
from ..models import ImportBatch, PlanRow
from ..states import OPEN, Refused, must_be_open
from . import staging
from .rows import next_number, plan_of

State = ImportBatch.State
Staged = PlanRow.Staged
STALE_DAYS = 14
BROKEN_OFF = gettext_noop("ระบบหยุดกลางคันระหว่างอ่านไฟล์นี้ ไฟล์ยังอยู่ครบ กดอ่านอีกครั้งได้")


def bring(
    by: Actor,
    network: Network,
    name: str,
    data: bytes,
    *,
    mode: str = ImportBatch.Mode.APPEND,
    fiscal_year: int | None = None,
    act_id: UUID | None = None,
) -> ImportBatch:
    """Take a file in: it is stored, and a job begins to read it. Nothing in the plan changes yet."""
    with acting(by, "plan.import", network, act_id=act_id) as act:
        must_be_open(by, plan_of(network))
        try:
            # Its drafts are the network's own: the file itself is given out to the secretariat only.
            file = files.store(
                by, network.programme, name=name, data=data, media_type=media_type(name), purpose="import",
                read_verb="plan.secretariat",
            )  # fmt: skip
        except files.Refused as error:
            raise Refused(str(error)) from error
        batch = ImportBatch.objects.create(
            programme_id=network.programme_id, network=network, file=file, mode=mode, fiscal_year=fiscal_year
        )
        batch.job = _ask_reading(by, batch)
        batch.save(update_fields=["job"])
        act.about(batch)
        act.note(file=name, sha256=file.sha256, mode=mode)
    return batch


def media_type(name: str) -> str:
    ending = name.lower().rpartition(".")[2]
    return {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}.get(
        ending, "text/csv"
    )


def read_again(by: Actor, batch: ImportBatch, *, act_id: UUID | None = None) -> None:
    """Begin again to read a file whose reading failed half-way."""
    with acting(by, "plan.import", batch, act_id=act_id):
        batch = _locked(batch)
        if batch.state != State.READING and not batch.broken_off:
            raise Refused(gettext("ไฟล์นี้อ่านเสร็จแล้ว"))
        if batch.state == State.READING and _at_work(batch.job):
            raise Refused(gettext("กำลังอ่านไฟล์นี้อยู่แล้ว"))
        batch.state, batch.refusal = State.READING, {}
        if batch.job and batch.job.state in (Job.State.FAILED, Job.State.CANCELLED):
            jobs.retry(by, batch.job)
        else:
            batch.job = _ask_reading(by, batch)
        batch.save(update_fields=["state", "refusal", "job"])


def _ask_reading(by: Actor, batch: ImportBatch) -> Job:
    return jobs.ask(
        by, batch.programme, kind="plan.import.read", title=f"อ่านไฟล์ {batch.file.name}",
        params={"batch": str(batch.pk)}, read_verb="plan.secretariat",
    )  # fmt: skip


def _at_work(job: Job | None) -> bool:
    return job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING)


def sweep_broken_off() -> int:
    """Files whose reading ended without an end (the worker was killed as often as it may try, the job is gone): they
    are given back to people, with the words and the button to read again. Returns how many."""
    left = ImportBatch.objects.filter(state=State.READING)
    found = 0
    for batch in left.exclude(job__state__in=(Job.State.WAITING, Job.State.RUNNING)):
        with transaction.atomic():
            fresh = _locked(batch)
            if fresh.state == State.READING and not _at_work(fresh.job):
                _break_off(fresh)
                found += 1
    return found


def _break_off(batch: ImportBatch) -> None:
    with acting(system(batch.programme_id), "plan.import.sweep", batch) as act:
        act.note(cleared=staging.clear(batch), broken_off=True)
        batch.state, batch.refusal = State.REFUSED, {"why": BROKEN_OFF, "again": True}
        batch.save(update_fields=["state", "refusal"])


def read_batch(programme: Programme, batch_id: UUID, progress: staging.Progress) -> dict[str, Any]:
    """The job's work. Whatever an earlier, killed try staged is cleared first; a file that is no plan is refused."""
    batch = ImportBatch.objects.select_related("file", "network", "programme").get(
        programme=programme, pk=batch_id
    )
    if batch.broken_off:  # begun again from the job's own page
        batch.state, batch.refusal = State.READING, {}
        batch.save(update_fields=["state", "refusal"])
    if batch.state != State.READING:
        return {"state": batch.state}
    try:
        staging.stage(batch, content(batch.file), batch.file.name, progress)
    except StructureError as error:
        staging.clear(batch)
        return _refuse(batch, error)
    with acting(system(programme.pk), "plan.import.stage", batch) as act:
        fresh = ImportBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if fresh.state != State.READING:
            staging.clear(batch)
        else:
            batch.state = State.PREVIEW
            batch.save(update_fields=["state", "notes", "row_count", "flag_count", "network_text"])
        act.note(rows=batch.row_count, flags=batch.flag_count, state=fresh.state)
    return {"state": batch.state, "rows": batch.row_count}


def _refuse(batch: ImportBatch, error: StructureError) -> dict[str, Any]:
    with acting(system(batch.programme_id), "plan.import.stage", batch) as act:
        batch.state = State.REFUSED
        batch.refusal = {
            "file": error.file, "sheet": error.sheet or "", "row": error.row or "", "column": error.column or "", "why": error.why,
        }  # fmt: skip
        batch.save(update_fields=["state", "refusal"])
        act.note(**batch.refusal)
    return {"state": batch.state}


def apply_import(
    by: Actor,
    batch: ImportBatch,
    *,
    mode: str | None = None,
    confirm_network: bool = False,
    act_id: UUID | None = None,
) -> ImportBatch:
    """Apply a previewed import in one flip: either all its rows are in the plan, or none."""
    with acting(by, "plan.import.apply", batch, act_id=act_id) as act:
        batch = _locked(batch)
        if batch.state != State.PREVIEW:
            raise Refused(gettext("การนำเข้านี้ไม่ได้รอตรวจอยู่ จึงใช้ไม่ได้"))
        plan = plan_of(batch.network, lock=True)
        must_be_open(by, plan)
        if batch.network_text and not confirm_network:
            raise Refused(
                gettext("ไฟล์ระบุว่าเป็นแผนของ%(network_text)s กรุณายืนยันก่อนนำเข้าเป็นของ%(name)s")
                % {"network_text": batch.network_text, "name": batch.network.name}
            )
        if _came_in_since(batch):
            raise Refused(gettext("ไฟล์เดียวกันนี้นำเข้าไปแล้วหลังอ่านไฟล์นี้ แผนยังไม่เปลี่ยน กรุณายกเลิก หรือนำไฟล์เข้าใหม่"))
        batch.mode = mode or batch.mode
        now = timezone.now()
        staged = PlanRow.objects.filter(batch=batch, live=False, removed_at=None)
        updated = _update_standing(by, batch, staged)
        removed = _replace(batch, staged, now) if batch.mode == ImportBatch.Mode.REPLACE else 0
        offset = next_number(batch.network) - 1
        added = staged.filter(staged_as=Staged.NEW).update(
            live=True, number=F("number") + offset, changed_at=now
        )
        batch.state, batch.applied_at = State.APPLIED, now
        batch.save(update_fields=["state", "applied_at", "mode"])
        act.note(added=added, updated=updated, removed=removed, mode=batch.mode)
    return batch


def _came_in_since(batch: ImportBatch) -> bool:
    """The same file was read twice before either was applied: the first is in, the second would double its rows."""
    others = ImportBatch.objects.filter(programme_id=batch.programme_id, network_id=batch.network_id)
    others = others.filter(file__sha256=batch.file.sha256, state=State.APPLIED, applied_at__gte=batch.made_at)
    return others.exclude(pk=batch.pk).exists()


def _locked(batch: ImportBatch) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update(of=("self",), no_key=True).select_related(
        "network", "programme", "file", "job"
    )
    return locked.get(pk=batch.pk)


def _update_standing(by: Actor, batch: ImportBatch, staged: Any) -> int:
    """Copy the cells of staged changes into the rows they change; what stood before is kept for undoing. Each changed
    row has its own line of the ledger: who opened it before the import is compared with what stood there then."""
    count = 0
    changes = staged.filter(staged_as=Staged.UPDATE).select_related("lead", "programme", "staged_over")
    targets = _held(changes)
    for row in changes.prefetch_related(*RELATED):
        target = targets.get(row.staged_over_id)
        if target is None or not target.live or target.state not in OPEN:
            raise Refused(
                gettext("แถว “%(title)s” ถูกส่งหรือนำออกระหว่างตรวจ กรุณานำเข้าไฟล์ใหม่อีกครั้ง") % {"title": row.title}
            )
        before, after = cell.read(target), cell.read(row)
        # A file that leaves a cell blank does not blank the plan: columns it lacks say nothing.
        names = [
            name for name in after if after[name] not in ("", [], {}, None) and after[name] != before[name]
        ]
        if after["budget"] == {"text": "", "lines": []}:
            names = [name for name in names if name != "budget"]
        _change(by, target, before, {name: after[name] for name in names})
        target.flags.filter(kind="reading", settled_at=None, field__in=names).update(
            settled_at=timezone.now(), settled_as="changed"
        )
        row.flags.filter(field__in=names).update(row=target)
        row.origin = {
            **row.origin,
            "before": {name: before[name] for name in names},
            "version": target.version,
        }
        row.save(update_fields=["origin"])
        count += 1
    return count


RELATED = ("targets", "budget_lines", "areas", "partners", "vision_parts", "risks")


def _held(staged: Any) -> dict[UUID, PlanRow]:
    """The standing rows that staged ones change, locked in the order of their ids before anything is written: whoever
    saves one of them waits, and two who hold several never wait for each other in a circle."""
    wanted = sorted(pk for pk in staged.values_list("staged_over_id", flat=True) if pk)
    held: dict[UUID, PlanRow] = {}
    for start in range(0, len(wanted), staging.CHUNK):
        rows = PlanRow.objects.filter(pk__in=wanted[start : start + staging.CHUNK]).select_related(
            "lead", "programme"
        )
        rows = rows.prefetch_related(*RELATED).select_for_update(of=("self",), no_key=True).order_by("pk")
        held.update({row.pk: row for row in rows})
    return held


def _change(by: Actor, row: PlanRow, before: cell.Cells, changes: cell.Cells) -> None:
    with acting(by, "plan.row.edit", row) as line:
        row.version += 1
        row.changed_at = timezone.now()
        cell.apply(row, changes)
        line.note(
            version=row.version, changes={name: [before[name], value] for name, value in changes.items()}
        )


def _replace(batch: ImportBatch, staged: Any, now: Any) -> int:
    """Drafts of the network that the file does not hold leave the plan; they can be brought back."""
    kept = staged.filter(staged_over__isnull=False).values("staged_over_id")
    drafts = PlanRow.objects.filter(
        programme_id=batch.programme_id,
        network_id=batch.network_id,
        live=True,
        state=PlanRow.State.DRAFT,
        joined_into=None,
    )
    return drafts.exclude(pk__in=kept).update(live=False, removed_at=now, removed_by=batch)


def cancel_import(by: Actor, batch: ImportBatch, *, act_id: UUID | None = None) -> None:
    """Give an import up; the plan was never touched."""
    with acting(by, "plan.import.cancel", batch, act_id=act_id) as act:
        batch = _locked(batch)
        if batch.state not in (State.READING, State.PREVIEW, State.REFUSED):
            raise Refused(gettext("นำเข้าไปแล้ว หากต้องการเอาออก ให้ย้อนกลับการนำเข้า"))
        cleared = staging.clear(batch)
        batch.state = State.CANCELLED
        batch.save(update_fields=["state"])
        act.note(cleared=cleared)


def undo_import(by: Actor, batch: ImportBatch, *, act_id: UUID | None = None) -> None:
    """Take an applied import back, as long as none of its rows was edited or submitted since."""
    with acting(by, "plan.import.undo", batch, act_id=act_id) as act:
        batch = _locked(batch)
        must_be_open(by, plan_of(batch.network, lock=True))
        changed = PlanRow.objects.filter(batch=batch, staged_as=Staged.UPDATE)
        targets = _held(changed)
        if why := why_not_undone(batch):
            raise Refused(why)
        now = timezone.now()
        taken = PlanRow.objects.filter(batch=batch, live=True).update(
            live=False, removed_at=now, removed_by=batch
        )
        for row in changed:
            target = targets.get(row.staged_over_id)
            if target is None or "before" not in row.origin:
                continue
            before = row.origin["before"]
            _change(by, target, cell.read(target), before)
        back = PlanRow.objects.filter(removed_by=batch).exclude(batch=batch)
        restored = back.update(live=True, removed_at=None, removed_by=None)
        batch.state = State.UNDONE
        batch.save(update_fields=["state"])
        act.note(removed=taken, restored=restored)


def why_not_undone(batch: ImportBatch) -> str:
    """Why an import cannot be taken back any more; "" when it can."""
    if batch.state != State.APPLIED:
        return gettext("การนำเข้านี้ยังไม่ได้ใช้ หรือย้อนกลับไปแล้ว")
    rows = PlanRow.objects.filter(batch=batch, staged_as=Staged.NEW)
    touched = rows.filter(
        Q(version__gt=1) | ~Q(state=PlanRow.State.DRAFT) | Q(joined_into__isnull=False)
    ).first()
    if touched:
        return gettext("แถว “%(title)s” ถูกแก้หรือส่งแล้ว จึงย้อนการนำเข้าทั้งไฟล์ไม่ได้ นำออกทีละแถวได้") % {
            "title": touched.title
        }
    for row in PlanRow.objects.filter(batch=batch, staged_as=Staged.UPDATE).select_related("staged_over"):
        target = row.staged_over
        if target and (target.version != row.origin.get("version") or target.state not in OPEN):
            return gettext("แถว “%(title)s” ถูกแก้หรือส่งหลังนำเข้า จึงย้อนการนำเข้าทั้งไฟล์ไม่ได้") % {
                "title": target.title
            }
    return ""


def sweep(programme: Programme) -> int:
    """Remove what given-up imports left behind: of cancelled and refused ones, and of previews nobody answered."""
    old = timezone.now() - timedelta(days=STALE_DAYS)
    left = ImportBatch.objects.filter(programme=programme).filter(
        Q(state__in=(State.CANCELLED, State.REFUSED), rows__isnull=False)
        | Q(state=State.PREVIEW, made_at__lt=old)
    )
    swept = 0
    for batch in left.distinct():
        with acting(system(programme.pk), "plan.import.sweep", batch) as act:
            cleared = staging.clear(batch)
            if batch.state == State.PREVIEW:
                batch.state = State.CANCELLED
                batch.save(update_fields=["state"])
            act.note(cleared=cleared)
        swept += cleared
    return swept
