"""A formal vote from draft to result. Its rule is locked before it opens and printed, with its hash, on the ballot."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand
from thaktho.ground.frozen import hash_of
from thaktho.ground.ledger.actions import acting
from thaktho.ground.thread import actions as thread
from thaktho.stages.listen.merkle import root

from ...editions.actions.common import running
from ...editions.models import Edition
from ..here import seats_here
from ..models import Delegate, Resolution, ResolutionSlip, VoteRight
from ..states import Refused, move, require
from ..tallying import passes

VERB, FINISH = "assemble.consensus.resolution", "assemble.consensus.finish"
RULE = ("majority", "base", "secrecy", "may_abstain", "only_present")
FIELDS = ("title", "body", "clause", *RULE)


def locked(resolution: Resolution) -> Resolution:
    found = Resolution.objects.select_for_update(of=("self",), no_key=True).select_related(
        "edition", "programme"
    )
    return found.get(programme_id=resolution.programme_id, pk=resolution.pk)


def _must_be_on(edition: Edition) -> None:
    if not edition.formal_votes:
        raise Refused(gettext("ปีนี้ไม่ใช้การลงมติ ใช้เสียงของเครือข่ายเป็นรอบ เปิดการลงมติได้ในหน้าแก้ไขของสมัชชาปีนี้"))


def draft_resolution(
    by: Actor, edition: Edition, *, is_example: bool = False, act_id: UUID | None = None, **fields: Any
) -> Resolution:
    with acting(by, VERB, edition, act_id=act_id) as act:
        held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        _must_be_on(held)
        last = Resolution.objects.filter(edition=edition).aggregate(most=Max("number"))["most"] or 0
        new = Resolution.objects.create(
            programme_id=edition.programme_id,
            edition=edition,
            number=last + 1,
            is_example=is_example,
            **fields,
        )
        if new.clause is not None:
            thread.link(act, new.clause, new, "voted_on")
        act.about(new)
        act.note(number=new.number, title=new.title)
    return new


def edit_resolution(
    by: Actor, resolution: Resolution, *, act_id: UUID | None = None, **fields: Any
) -> Resolution:
    """While it is a draft; what was locked is unlocked first, so that its hash never stands for other words."""
    with acting(by, VERB, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        require(fresh, Resolution.State.DRAFT)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
        act.note(title=fresh.title)
    return fresh


def rule_of(resolution: Resolution) -> dict[str, Any]:
    """What is voted on and how, as it is locked."""
    said = {name: getattr(resolution, name) for name in RULE}
    return {"number": resolution.number, "title": resolution.title, "body": resolution.body, **said}


def lock_resolution(by: Actor, resolution: Resolution, *, act_id: UUID | None = None) -> Resolution:
    with acting(by, VERB, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        _must_be_on(fresh.edition)
        move(fresh, "lock")
        fresh.rule = rule_of(fresh)
        fresh.rule_hash = hash_of(fresh.rule)
        fresh.save(update_fields=["state", "rule", "rule_hash"])
        act.note(rule=fresh.rule, hash=fresh.rule_hash)
    return fresh


def unlock_resolution(by: Actor, resolution: Resolution, *, act_id: UUID | None = None) -> Resolution:
    """Back to a draft, before it opens. Locked again it has another hash if a word is another."""
    with acting(by, VERB, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        move(fresh, "unlock")
        act.note(was=fresh.rule_hash)
        fresh.rule, fresh.rule_hash = {}, ""
        fresh.save(update_fields=["state", "rule", "rule_hash"])
    return fresh


def open_resolution(by: Actor, resolution: Resolution, *, act_id: UUID | None = None) -> Resolution:
    """Who may vote is fixed now: appointed delegates, a person once; by rule, only those registered on the day."""
    with acting(by, VERB, resolution, act_id=act_id) as act:
        # The edition is held: nobody changes seats while rights are laid down, and the year stays in its stage.
        running(resolution.edition)
        fresh = locked(resolution)
        demand(by, VERB, fresh)
        _must_be_on(fresh.edition)
        move(fresh, "open")
        entitled = list(_entitled(fresh))
        if not entitled:
            raise Refused(gettext("ยังไม่มีผู้มีสิทธิลงมติ แต่งตั้งผู้แทน หรือลงทะเบียนผู้มาประชุมก่อน"))
        VoteRight.objects.bulk_create(
            (
                VoteRight(
                    programme_id=fresh.programme_id,
                    resolution=fresh,
                    delegate_id=delegate_id,
                    person_id=person_id,
                )
                for person_id, delegate_id in entitled
            ),
            batch_size=1000,
        )
        fresh.entitled, fresh.opened_at = len(entitled), timezone.now()
        fresh.save(update_fields=["state", "entitled", "opened_at"])
        act.note(hash=fresh.rule_hash, entitled=fresh.entitled)
    return fresh


def _entitled(resolution: Resolution) -> list[tuple[UUID, UUID]]:
    """(person, delegate): speakers and delegates; alternates when they take a seat over. Of a person's several seats the first
    network's counts."""
    if resolution.only_present:
        seats = seats_here(resolution.edition_id)
    else:
        seats = Delegate.objects.filter(edition_id=resolution.edition_id, state=Delegate.State.APPOINTED)
    seats = seats.exclude(part=Delegate.Part.ALTERNATE)
    found: dict[UUID, UUID] = {}
    for person_id, pk in seats.order_by("network__order", "pk").values_list("person_id", "pk"):
        found.setdefault(person_id, pk)
    return list(found.items())


def close_resolution(by: Actor, resolution: Resolution, *, act_id: UUID | None = None) -> Resolution:
    """Count, decide, seal. The row is held against all who vote: what is answered is in, what comes later is refused."""
    with acting(by, FINISH, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        move(fresh, "close")
        _count(fresh)
        fresh.save()
        act.note(**_seal(fresh))
    return fresh


def stop_and_publish(
    by: Actor, resolution: Resolution, reason: str, *, act_id: UUID | None = None
) -> Resolution:
    """Closing before all have voted, and telling the result at once."""
    with acting(by, FINISH, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        move(fresh, "close")
        _count(fresh)
        move(fresh, "publish")
        fresh.published_at, fresh.stop_reason = timezone.now(), reason
        fresh.save()
        act.because(reason)
        act.note(**_seal(fresh), published=True)
    return fresh


def _count(fresh: Resolution) -> None:
    if fresh.secrecy == Resolution.Secrecy.SECRET:
        counted = ResolutionSlip.objects.filter(resolution=fresh)
    else:
        counted = VoteRight.objects.filter(resolution=fresh, used=True)  # type: ignore[assignment]
    said = dict(counted.values_list("value").annotate(n=Count("pk")).order_by())
    fresh.yes, fresh.no, fresh.abstain = (said.get(name, 0) for name in ("yes", "no", "abstain"))
    fresh.passed = passes(fresh.majority, fresh.base, fresh.yes, fresh.no, fresh.abstain, fresh.entitled)
    fresh.closed_at = timezone.now()


def leaf(id: UUID, value: str) -> bytes:
    return sha256(b"\x00" + id.bytes + value.encode()).digest()


def sealed_root(resolution: Resolution) -> tuple[str, int]:
    """The Merkle root over the votes in the order of their ids, and how many: anyone with the rows makes it again."""
    if resolution.secrecy == Resolution.Secrecy.SECRET:
        rows = ResolutionSlip.objects.filter(resolution=resolution).order_by("pk").values_list("pk", "value")
    else:
        used = VoteRight.objects.filter(resolution=resolution, used=True)
        rows = used.order_by("pk").values_list("pk", "value")  # type: ignore[assignment]
    return root(leaf(pk, value) for pk, value in rows.iterator(chunk_size=5000))


def _seal(fresh: Resolution) -> dict[str, Any]:
    """One line of the ledger for all votes. Secret slips are laid down anew in the order of their random ids, and all rights
    are written once more: a table keeps rows where they fell, and PostgreSQL which transaction wrote each, a slip beside
    the right it used."""
    if fresh.secrecy == Resolution.Secrecy.SECRET:
        slips = list(ResolutionSlip.objects.filter(resolution=fresh).order_by("pk"))
        ResolutionSlip.objects.filter(resolution=fresh).delete()
        ResolutionSlip.objects.bulk_create(slips, batch_size=1000)
        VoteRight.objects.filter(resolution=fresh).update(value="")
        transaction.on_commit(forget, robust=True)
    found, leaves = sealed_root(fresh)
    return {
        "root": found,
        "leaves": leaves,
        "hash": fresh.rule_hash,
        "yes": fresh.yes,
        "no": fresh.no,
        "abstain": fresh.abstain,
        "entitled": fresh.entitled,
        "passed": fresh.passed,
    }


def forget() -> None:
    """Databases keep the old versions of rows for a while: SQLite in its log, PostgreSQL until it tidies up. Asked at once
    to let go of those that say which slip was cast with which right."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            for model in (ResolutionSlip, VoteRight):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")


def publish_resolution(by: Actor, resolution: Resolution, *, act_id: UUID | None = None) -> Resolution:
    with acting(by, FINISH, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        move(fresh, "publish")
        fresh.published_at = timezone.now()
        fresh.save(update_fields=["state", "published_at"])
        act.note(passed=fresh.passed)
    return fresh


def cancel_resolution(
    by: Actor, resolution: Resolution, reason: str, *, act_id: UUID | None = None
) -> Resolution:
    """No result will be. What was cast is not counted, and a secret vote's slips are destroyed."""
    with acting(by, FINISH, resolution, act_id=act_id) as act:
        fresh = locked(resolution)
        was_open = fresh.state == Resolution.State.OPEN
        move(fresh, "cancel")
        fresh.stop_reason, fresh.closed_at = reason, timezone.now() if was_open else None
        fresh.save(update_fields=["state", "stop_reason", "closed_at"])
        ResolutionSlip.objects.filter(resolution=fresh).delete()
        VoteRight.objects.filter(resolution=fresh).update(value="")
        transaction.on_commit(forget, robust=True)
        act.because(reason)
        act.note(cast=VoteRight.objects.filter(resolution=fresh, used=True).count())
    return fresh
