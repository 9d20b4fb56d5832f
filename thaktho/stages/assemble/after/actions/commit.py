"""Commitments: prepared from the text all at once, added, changed, removed, and tied to the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.people.models import Network, Organisation, Person
from thaktho.ground.thread import actions as thread
from thaktho.stages.plan import actions as plan
from thaktho.stages.plan.models import Need, PlanRow
from thaktho.thai.words import search_text

from ...editions.models import Edition
from ...text.models import Clause, ClauseAction, Text
from ..models import Commitment, CommitmentReport
from ..queries.chains import chain, copies
from ..queries.proposing import preparing
from ..states import FOLLOWED, SETTLED, Changed, Refused

MOST_AT_ONCE = 400
# What is the promise itself: it does not change any more once somebody has told what came of it.
PROMISE = ("clause", "text", "measure", "due_on")
# What changes as one: an owner is not put together of two.
OWNER = ("network", "organisation", "person", "who")
PARTS = (*((name,) for name in PROMISE), OWNER)
FIELDS = (*PROMISE, *OWNER)


@dataclass(frozen=True)
class Promise:
    """A commitment to make. The owner is a network, an organisation, or words as the text prints
    them; the person who answers for it is known to those with a role only."""

    clause: Clause
    text: str
    network: Network | None = None
    organisation: Organisation | None = None
    person: Person | None = None
    who: str = ""
    measure: str = ""
    due_on: date | None = None
    action: ClauseAction | None = None
    is_example: bool = False


def locked(commitment: Commitment) -> Commitment:
    held = Commitment.objects.select_for_update(of=("self",), no_key=True).select_related(
        "edition", "clause", "network"
    )
    return held.get(programme_id=commitment.programme_id, pk=commitment.pk)


def later_ones(commitment: Commitment) -> list[Commitment]:
    """Where it was carried on to, nearest first; these follow it until their own assembly is followed up."""
    found, here = [], commitment
    while True:
        following = (
            copies()
            .select_for_update(of=("self",), no_key=True)
            .select_related("edition", "clause", "network")
        )
        nearest = following.filter(carried_from=here).first()
        if nearest is None:
            return found
        found.append(nearest)
        here = nearest


def followed_in(later: Iterable[Commitment]) -> Edition | None:
    """The next assembly, once it is over itself: what was carried into it is told, and changed, there."""
    return next((one.edition for one in later if one.edition.stage in FOLLOWED), None)


def words_of(commitment: Commitment) -> str:
    owner = commitment.who or str(commitment.organisation or "")
    network = commitment.network.name if commitment.network else ""
    told = (commitment.text, owner, network, commitment.measure, commitment.clause.body)
    return search_text(" ".join(told))


def prepare(
    by: Actor, edition: Edition, promises: Iterable[Promise], *, act_id: UUID | None = None
) -> list[Commitment]:
    """All that was agreed on the preview, in one act. What somebody prepared from the same words meanwhile, and what the
    text no longer asks for, is left out. Only of words that were agreed: the text is held so long."""
    promises = list(promises)
    with acting(by, "assemble.after.commit", edition, act_id=act_id) as act:
        fresh = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
        text = Text.objects.select_for_update(no_key=True).filter(edition=fresh).first()
        if text is None or text.state not in SETTLED:
            raise Refused(
                gettext(
                    "ประกาศเจตนารมณ์ยังไม่ได้บันทึกว่าเห็นพ้อง บันทึกที่หน้าประกาศก่อน แล้วจึงจัดทำพันธสัญญา หากเลยวันสมัชชาแล้วให้ย้อนขั้นของปีกลับก่อน"
                )
            )
        if not promises:
            raise Refused(gettext("เลือกอย่างน้อยหนึ่งรายการ แล้วกดบันทึกอีกครั้ง"))
        if len(promises) > MOST_AT_ONCE:
            raise Refused(gettext("บันทึกได้ครั้งละไม่เกิน %(most)s รายการ") % {"most": MOST_AT_ONCE})
        open_requests = preparing(fresh)
        made = [_row(fresh, one) for one in promises if open_requests.waits(one.clause.pk, one.action)]
        left_out = len(promises) - len(made)
        _numbered(fresh, made)
        Commitment.objects.bulk_create(made)
        _tie(act, made)
        act.note(count=len(made), left_out=left_out)
    return made


def add(by: Actor, edition: Edition, promise: Promise, *, act_id: UUID | None = None) -> Commitment:
    with acting(by, "assemble.after.commitment.add", edition, act_id=act_id) as act:
        fresh = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
        made = _row(fresh, promise)
        _numbered(fresh, [made])
        made.save(force_insert=True)
        _tie(act, [made])
        act.about(made)
        act.note(text=made.text)
    return made


def _row(edition: Edition, one: Promise) -> Commitment:
    if one.clause.edition_id != edition.pk and not _carried_here(edition, one.clause):
        raise Refused(gettext("ข้อนี้ไม่อยู่ในประกาศของสมัชชาครั้งนี้ เลือกข้อใหม่"))
    for owner in (one.network, one.organisation, one.person):
        if owner is not None and owner.programme_id != edition.programme_id:
            raise ValueError("of another programme")
    if one.clause.edition_id == edition.pk and not one.clause.live:
        raise Refused(gettext("ข้อนี้ถูกนำออกจากประกาศแล้ว เลือกข้อใหม่"))
    if not one.text.strip():
        raise Refused(gettext("พิมพ์ว่าจะทำอะไร"))
    if not (one.network or one.organisation or one.who.strip()):
        raise Refused(gettext("บอกด้วยว่าใครรับผิดชอบ"))
    made = Commitment(
        programme_id=edition.programme_id,
        edition=edition,
        clause=one.clause,
        number=0,
        text=one.text.strip(),
        network=one.network,
        organisation=one.organisation,
        person=one.person,
        who=one.who.strip(),
        measure=one.measure.strip(),
        due_on=one.due_on,
        action=one.action,
        is_example=one.is_example,
    )
    made.search_text = words_of(made)
    return made


def _carried_here(edition: Edition, clause: Clause) -> bool:
    return Commitment.objects.filter(edition=edition, clause=clause).exclude(carried_from=None).exists()


def _numbered(edition: Edition, rows: Iterable[Commitment]) -> None:
    """Inside each clause after the last number ever seen there."""
    standing = Commitment.objects.filter(edition=edition).order_by().values("clause_id")
    last: dict[Any, int] = defaultdict(int)
    last |= {line["clause_id"]: line["most"] for line in standing.annotate(most=Max("number"))}
    for row in rows:
        last[row.clause_id] += 1
        row.number = last[row.clause_id]


def _tie(act: Draft, rows: Iterable[Commitment]) -> None:
    for row in rows:
        thread.link(act, row.clause, row, "promised")


def edit(
    by: Actor, commitment: Commitment, *, seen_version: int | None, act_id: UUID | None = None, **fields: Any
) -> Commitment:
    """Change what the form sends. Once something was reported the promise itself stays; its owner may still change.

    What was carried on follows where it still says the same, until its own assembly is followed up; from then on it is
    changed there."""
    with acting(by, "assemble.after.commitment.edit", commitment, act_id=act_id) as act:
        _hold_years(commitment)
        fresh = locked(commitment)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        before = {name: getattr(fresh, name) for name in FIELDS}
        changed = {name for name, value in fields.items() if name in FIELDS and value != before[name]}
        later = later_ones(fresh)
        over_there = followed_in(later)
        if changed and over_there:
            raise Refused(gettext("พันธสัญญานี้ยกไป%(edition)sแล้ว แก้ที่นั่น") % {"edition": over_there.title})
        if changed & set(PROMISE) and _told(fresh):
            raise Refused(
                gettext("มีรายงานแล้ว จึงแก้ข้อความ ตัวชี้วัด และวันครบกำหนดไม่ได้ แก้ผู้รับผิดชอบได้ หรือเพิ่มพันธสัญญาใหม่")
            )
        if "clause" in changed:
            _own_clause(fresh, fields["clause"])
            thread.undo(act, fresh.clause, fresh, "promised")
            thread.link(act, fields["clause"], fresh, "promised")
        _take(fresh, {name: fields[name] for name in changed})
        for one in later:
            same = [part for part in PARTS if all(getattr(one, name) == before[name] for name in part)]
            if follows := {name: fields[name] for part in same for name in part if name in changed}:
                _take(one, follows)
        act.note(
            changes={name: [str(before[name] or ""), str(fields[name] or "")] for name in sorted(changed)}
        )
    return fresh


def _hold_years(commitment: Commitment) -> None:
    """The assemblies in which it stands, before the rows themselves (as carrying on holds them): numbers are given there."""
    years = [commitment.edition_id]
    years += [one.edition_id for one in chain(commitment)]
    list(Edition.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=years).order_by("pk"))


def _own_clause(commitment: Commitment, clause: Clause) -> None:
    if clause.edition_id != commitment.edition_id or not clause.live:
        raise Refused(gettext("ข้อนี้ไม่อยู่ในประกาศของสมัชชาครั้งนี้ เลือกข้อใหม่"))


def _take(row: Commitment, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if not (row.network or row.organisation or row.who.strip()):
        raise Refused(gettext("บอกด้วยว่าใครรับผิดชอบ"))
    if "clause" in values:
        _numbered(row.edition, [row])
    row.search_text = words_of(row)
    row.version += 1
    row.save()


def _told(commitment: Commitment) -> bool:
    """Reported here or before it was carried: the words of the promise are then others' record."""
    return (
        CommitmentReport.objects.filter(commitment=commitment).exists()
        or commitment.carried_from_id is not None
    )


def remove(by: Actor, commitment: Commitment, reason: str, *, act_id: UUID | None = None) -> None:
    """Only while nothing was reported and nothing was carried: a slip of the preview, never a way to drop a promise."""
    with acting(
        by, "assemble.after.commitment.remove", commitment, on=commitment.edition, act_id=act_id
    ) as act:
        fresh = locked(commitment)
        if _told(fresh) or fresh.carried_to.exists():
            raise Refused(
                gettext("มีรายงานหรือยกไปปีถัดไปแล้ว จึงลบไม่ได้ หากจะไม่ทำต่อให้รายงานว่า “ไม่ทำแล้ว” พร้อมเหตุผล")
            )
        thread.undo(act, fresh.clause, fresh, "promised")
        act.because(reason)
        act.note(commitment=str(fresh.pk), text=fresh.text)
        fresh.delete()


def link_row(by: Actor, commitment: Commitment, row: PlanRow, *, act_id: UUID | None = None) -> None:
    """Say that a row of the plan does what was promised."""
    with acting(by, "assemble.after.link", commitment, act_id=act_id) as act:
        thread.link(act, commitment, row, "planned")
        act.note(row=str(row.pk), title=row.title)


def unlink_row(by: Actor, commitment: Commitment, row: PlanRow, *, act_id: UUID | None = None) -> None:
    with acting(by, "assemble.after.link", commitment, act_id=act_id) as act:
        thread.undo(act, commitment, row, "planned")
        act.note(row=str(row.pk), title=row.title, undone=True)


def need_from(by: Actor, commitment: Commitment, *, act_id: UUID | None = None) -> Need:
    """No row of the plan does it yet: the promise is put before the networks as a need of the plan."""
    with acting(by, "assemble.after.link", commitment, act_id=act_id) as act:
        need = plan.record_need(
            by,
            commitment.programme,
            text=commitment.text,
            basis=Need.Basis.TYPED,
            basis_note=f"พันธสัญญาของ{commitment.edition.title}"[:300],
            is_example=commitment.is_example,
            came_from=[commitment],
        )
        act.note(need=str(need.pk))
    return need
