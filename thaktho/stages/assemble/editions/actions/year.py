"""Beginning a year, changing what is said of it, moving through its stages, and its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme

from .. import carrying
from ..lacking import END, must_be_free
from ..models import Edition, Stage, StageSpan, Tab
from ..queries import still_open
from ..states import Changed, Refused, StillOpen, after, before, move_edition
from .common import locked, running

FIELDS = (
    "title", "number", "theme", "held_on", "held_until", "place_text", "online_url", "formal_votes",
)  # fmt: skip


def begin(
    by: Actor,
    programme: Programme,
    *,
    year: int,
    title: str,
    carry_from: Edition | None = None,
    carry: Iterable[str] = (),
    act_id: UUID | None = None,
    **fields: Any,
) -> Edition:
    """A new year's assembly in its first stage. `fields`: those of FIELDS; for loaders also source and is_example.
    `carry`: codes of `carrying.offers()`."""
    with acting(by, "assemble.begin", programme, act_id=act_id) as act:
        if carry_from is not None and carry_from.programme_id != programme.pk:
            raise ValueError("of another programme")
        edition = Edition.objects.create(
            programme=programme, year=year, title=title, code=_code(programme, year), carried_from=carry_from, **fields
        )  # fmt: skip
        StageSpan.objects.bulk_create(
            StageSpan(
                programme=programme, edition=edition, stage=stage, entered_at=_now_if(stage == Stage.CONSULT)
            )
            for stage in Stage.values
        )
        Tab.objects.bulk_create(
            Tab(programme=programme, edition=edition, kind=kind) for kind in Tab.Kind.values
        )
        taken = carrying.carry(act, carry_from, edition, set(carry)) if carry_from else {}
        act.about(edition)
        act.note(title=title, year=year, carried_from=str(carry_from.pk) if carry_from else "", carried=taken)
    return edition


def _code(programme: Programme, year: int) -> str:
    """2563, and 2563-2 where a year has a second assembly. An address never changes and is never used again."""
    taken = set(Edition.objects.filter(programme=programme, year=year).values_list("code", flat=True))
    tries = [str(year), *(f"{year}-{n}" for n in range(2, len(taken) + 3))]
    return next(code for code in tries if code not in taken)


def _now_if(holds: bool) -> Any:
    return timezone.now() if holds else None


def change(
    by: Actor, edition: Edition, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Edition:
    """Raises Changed when somebody saved first."""
    with acting(by, "assemble.editions.edit", edition, act_id=act_id) as act:
        fresh = running(edition)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        before_ = {name: str(getattr(fresh, name) or "") for name in fields}
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.save(update_fields=[*fields, "version"])
        now = {name: str(getattr(fresh, name) or "") for name in fields}
        act.note(changes={name: [before_[name], now[name]] for name in fields if before_[name] != now[name]})
    return fresh


def set_spans(
    by: Actor,
    edition: Edition,
    days: dict[str, tuple[date | None, date | None, str]],
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> None:
    """When each stage is meant to begin and to be done: {stage: (starts_on, due_on, note)}. A day may stay unknown."""
    with acting(by, "assemble.editions.edit", edition, act_id=act_id) as act:
        fresh = running(edition)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        changed = {}
        for span in StageSpan.objects.select_for_update(no_key=True).filter(
            edition=fresh, stage__in=list(days)
        ):
            starts_on, due_on, note = days[span.stage]
            if starts_on and due_on and due_on < starts_on:
                raise Refused(gettext("“%(stage)s” เสร็จก่อนเริ่ม ตรวจวันที่") % {"stage": span.get_stage_display()})
            if (span.starts_on, span.due_on, span.note) == (starts_on, due_on, note):
                continue
            changed[span.stage] = [f"{span.starts_on} {span.due_on}", f"{starts_on} {due_on}"]
            # A day the office typed is no longer the one a source printed, nor an invented one.
            span.starts_on, span.due_on, span.note, span.source, span.is_example = (
                starts_on,
                due_on,
                note,
                None,
                False,
            )
            span.save()
        fresh.version += 1
        fresh.save(update_fields=["version"])
        act.note(days=changed)


def move_on(
    by: Actor, edition: Edition, *, seen_stage: str, lacking: Iterable[str] = (), act_id: UUID | None = None
) -> Edition:
    """To the next stage. What was still missing is written down beside the act, never a bar; what is under way and would
    be left half done is one (Hindered)."""
    with acting(by, "assemble.editions.move", edition, act_id=act_id) as act:
        fresh = running(edition)
        to = after(fresh.stage)
        _still_there(fresh, seen_stage)
        if not to:
            raise Refused(gettext("นี่คือขั้นสุดท้าย ปิดสมัชชาของปีนี้ได้เมื่อติดตามครบ"))
        must_be_free(fresh, to)
        _enter(fresh, to)
        act.note(left=seen_stage, stage=to, lacking=list(lacking))
    return fresh


def go_back(
    by: Actor, edition: Edition, reason: str, *, seen_stage: str, act_id: UUID | None = None
) -> Edition:
    with acting(by, "assemble.editions.move", edition, act_id=act_id) as act:
        fresh = running(edition)
        to = before(fresh.stage)
        _still_there(fresh, seen_stage)
        if not to:
            raise Refused(gettext("นี่คือขั้นแรก ไม่มีขั้นก่อนหน้า"))
        must_be_free(fresh, to)
        _enter(fresh, to)
        StageSpan.objects.filter(edition=fresh, stage=seen_stage).update(entered_at=None, left_at=None)
        StageSpan.objects.filter(edition=fresh, stage=to).update(left_at=None)
        act.because(reason)
        act.note(left=seen_stage, stage=to)
    return fresh


def _still_there(fresh: Edition, seen_stage: str) -> None:
    """Two who press at once move one stage, not two."""
    if fresh.stage != seen_stage:
        raise Refused(
            gettext("มีผู้เลื่อนขั้นไปแล้ว ตอนนี้อยู่ที่ “%(stage)s” ตรวจแล้วเลื่อนใหม่ถ้ายังต้องการ")
            % {"stage": fresh.get_stage_display()}
        )


def _enter(fresh: Edition, stage: str) -> None:
    now = timezone.now()
    StageSpan.objects.filter(edition=fresh, stage=fresh.stage).update(left_at=now)
    StageSpan.objects.filter(edition=fresh, stage=stage, entered_at=None).update(entered_at=now)
    fresh.stage = stage
    fresh.version += 1
    fresh.save(update_fields=["stage", "version"])


def end(
    by: Actor, edition: Edition, reason: str, *, over_open: bool = False, act_id: UUID | None = None
) -> Edition:
    """The year is over. Raises Hindered by what nobody may end over, and StillOpen while voices are being asked for,
    unless somebody says `over_open`: then what was open, and how many voices were missing, is written down with the end."""
    return _close(by, edition, Edition.State.ENDED, reason, over_open, act_id)


def cancel(
    by: Actor, edition: Edition, reason: str, *, over_open: bool = False, act_id: UUID | None = None
) -> Edition:
    return _close(by, edition, Edition.State.CANCELLED, reason, over_open, act_id)


def _close(
    by: Actor, edition: Edition, state: str, reason: str, over_open: bool, act_id: UUID | None
) -> Edition:
    with acting(by, "assemble.editions.end", edition, act_id=act_id) as act:
        fresh = locked(edition)
        move_edition(fresh, state)
        must_be_free(fresh, END)
        still = still_open(fresh)
        if still and not over_open:
            raise StillOpen(still)
        # As typed; what was open is told from the rows, in whatever language (`ended_over`).
        fresh.end_reason = reason
        if still:
            act.note(
                open_rounds=still.rounds, open_resolutions=still.resolutions, missing_voices=still.missing
            )
        fresh.version += 1
        fresh.save(update_fields=["state", "end_reason", "version"])
        act.because(reason)
        act.note(state=state)
    return fresh


def resume(by: Actor, edition: Edition, reason: str, *, act_id: UUID | None = None) -> Edition:
    """Ended or cancelled by mistake: it goes on where it stood."""
    with acting(by, "assemble.resume", edition, act_id=act_id) as act:
        fresh = locked(edition)
        move_edition(fresh, Edition.State.RUNNING)
        act.note(ended_because=fresh.end_reason)
        fresh.end_reason = ""
        fresh.version += 1
        fresh.save(update_fields=["state", "end_reason", "version"])
        act.because(reason)
    return fresh
