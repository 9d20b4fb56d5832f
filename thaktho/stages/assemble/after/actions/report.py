"""What owners tell of their commitments. A later report never changes an earlier one; a slip is corrected by a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting

from ..models import Commitment, CommitmentReport
from ..states import DROPPED, NOT_STARTED, Changed, Refused, must_move
from .commit import followed_in, later_ones, locked

PICTURES = ("image/png", "image/jpeg")
MOST_FILES = 6
PUBLIC_VERB, INSIDE_VERB = "assemble.read", "assemble.inside.read"

Stored = StoredFile | Callable[[], StoredFile]


def is_owner(by: Actor, commitment: Commitment) -> bool:
    owns = by.has_for("coordinator", commitment.network_id) if commitment.network_id else False
    return owns or bool(by.own_id and by.own_id == commitment.person_id)


def report(
    by: Actor,
    commitment: Commitment,
    *,
    state: str,
    text: str,
    value: str = "",
    reported_on: date | None = None,
    attached: Iterable[Stored] = (),
    files_public: bool = False,
    consent: str = "",
    seen_version: int | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> CommitmentReport:
    """One report. Raises Changed when another report came first (two who report in the same instant), Refused with words."""
    attached = list(attached)
    today = timezone.localdate()
    with acting(by, "assemble.after.report", commitment, act_id=act_id) as act:
        fresh = locked(commitment)
        later = later_ones(fresh)
        _must_be_followed_here(later)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        must_move(fresh, state)
        if not text.strip():
            raise Refused(gettext("เล่าสั้น ๆ ว่าทำอะไรไปแล้ว หรือเหตุใดจึงไม่ทำ"))
        on = reported_on or today
        if on > today:
            raise Refused(gettext("วันที่รายงานยังมาไม่ถึง ตรวจวันที่"))
        if len(attached) > MOST_FILES:
            raise Refused(gettext("แนบได้ครั้งละไม่เกิน %(most)s ไฟล์") % {"most": MOST_FILES})
        kept = [one() if callable(one) else one for one in attached]
        if files_public and not consent.strip() and any(one.media_type in PICTURES for one in kept):
            raise Refused(gettext("จะเผยแพร่ภาพ ต้องบอกด้วยว่าผู้ที่อยู่ในภาพยินยอมอย่างไร"))
        made = CommitmentReport.objects.create(
            programme_id=fresh.programme_id,
            commitment=fresh,
            state=state,
            text=text.strip(),
            value=value.strip(),
            reported_on=on,
            person_id=by.person_id,
            for_owner=by.is_person and not is_owner(by, fresh),
            files_public=files_public and bool(kept),
            consent=consent.strip(),
            is_example=is_example,
        )
        made.files.set(kept)
        _settle(fresh, made, state, text.strip(), later)
        if state == DROPPED:
            act.because(text.strip())
        act.note(report=str(made.pk), state=state, for_owner=made.for_owner, files=len(kept))
    return made


def _must_be_followed_here(later: list[Commitment]) -> None:
    """Once the next assembly is over, what was carried into it is told there."""
    over_there = followed_in(later)
    if over_there:
        raise Refused(gettext("พันธสัญญานี้ยกไป%(edition)sแล้ว รายงานที่นั่น") % {"edition": over_there.title})


def _settle(
    commitment: Commitment, made: CommitmentReport, state: str, text: str, later: list[Commitment]
) -> None:
    """The commitment's state is its last report's; those it was carried to follow it until they are followed up themselves."""
    for one in (commitment, *later):
        one.state, one.last_report, one.reported_on = state, made, made.reported_on
        one.state_reason = text if state == DROPPED else ""
        one.version += 1
        one.save(update_fields=["state", "last_report", "reported_on", "state_reason", "version"])


def take_back(
    by: Actor,
    commitment: Commitment,
    reason: str,
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> CommitmentReport:
    """Correct the last report: a new one says that it does not hold and why; both stay to be read, its files are not public."""
    with acting(by, "assemble.after.report.undo", commitment, act_id=act_id) as act:
        fresh = locked(commitment)
        later = later_ones(fresh)
        _must_be_followed_here(later)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        if not reason.strip():
            raise Refused(gettext("บอกเหตุผลที่แก้รายงาน"))
        standing = CommitmentReport.objects.filter(commitment=fresh, corrected_by=None, corrects=None)
        last = standing.order_by("-made_at", "-id").first()
        if last is None:
            raise Refused(gettext("ยังไม่มีรายงานให้แก้"))
        before = standing.exclude(pk=last.pk).order_by("-made_at", "-id").first()
        back_to = before.state if before else _begun_with(fresh)
        for file in last.files.all():
            if file.read_verb != INSIDE_VERB:
                files.guard(
                    system(fresh.programme_id), file, INSIDE_VERB
                )  # an owner without a role has no store
        made = CommitmentReport.objects.create(
            programme_id=fresh.programme_id,
            commitment=fresh,
            state=back_to,
            text=reason.strip(),
            reported_on=timezone.localdate(),
            person_id=by.person_id,
            for_owner=by.is_person and not is_owner(by, fresh),
            corrects=last,
            is_example=last.is_example,
        )
        _settle(fresh, made, back_to, before.text if before else "", later)
        act.because(reason.strip())
        act.note(report=str(made.pk), corrects=str(last.pk), state=back_to)
    return made


def _begun_with(commitment: Commitment) -> str:
    """The state before its first report here: as it was carried, else not started."""
    came_from = commitment.carried_from
    return came_from.state if came_from else NOT_STARTED
