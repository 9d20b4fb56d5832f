"""The only way to write: one rule, one transaction, one line of the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from thaktho.ground.access import Actor, demand, programme_of
from thaktho.ground.base import new_id

from .chain import detail_hash, line_hash
from .models import Act, Chain, Detail

_acting: ContextVar[bool] = ContextVar("acting", default=False)


class Repeated(Exception):
    """This very act was already done: a double submit, or a phone that sent again. Nothing was changed."""

    def __init__(self, act: Act) -> None:
        super().__init__(f"act {act.pk} was already done")
        self.act = act


def kind_of(subject: models.Model) -> str:
    """The name by which the ledger and the thread know a row: ``plan.row``, ``listen.statement``."""
    return getattr(subject, "thread_kind", "") or f"{subject._meta.app_label}.{subject._meta.model_name}"


class Draft:
    """An act while it is being done."""

    def __init__(self, by: Actor, programme_id: UUID, verb: str, act_id: UUID) -> None:
        self.by = by
        self.programme_id = programme_id
        self.verb = verb
        self.id = act_id
        self.subject: tuple[str, UUID] | None = None
        self.body: dict[str, Any] = {}
        self.reason = ""

    def about(self, subject: models.Model) -> None:
        self.subject = (kind_of(subject), subject.pk)

    def note(self, **body: Any) -> None:
        """Words kept beside the line. Values must be JSON; personal data belongs here, never in the line."""
        self.body.update(body)

    def because(self, reason: str) -> None:
        self.reason = reason


@contextmanager
def acting(
    by: Actor, verb: str, subject: models.Model, *, on: models.Model | None = None, act_id: UUID | None = None
) -> Iterator[Draft]:
    """Do one act. The rule `verb` is asked of `subject`; a new row's act is asked of what it is added to.

    The line is written last, inside the same transaction: either the change and its line exist, or neither.
    `on` names the subject of the line where it differs; for a row made inside, call ``act.about(row)``.

    Raises PermissionDenied when the rule says no, Repeated when `act_id` was already done by the same actor.
    """
    demand(by, verb, subject)
    act = Draft(by, programme_of(subject), verb, act_id or new_id())
    act.about(on if on is not None else subject)
    outer = _acting.set(True)
    try:
        with transaction.atomic():
            _refuse_repeat(act)
            yield act
            _append(act)
    except (Repeated, PermissionDenied):
        raise
    except Exception:
        # Two tabs sent the same act in the same instant: the second waited, then stumbled over what the first had
        # changed (a taken key, a plan already sent). It finds the first's line.
        if act_id is not None:
            _refuse_repeat(act)
        raise
    finally:
        _acting.reset(outer)


def is_acting() -> bool:
    """Whether this thread is within an act: what it reads now may still be taken back."""
    return _acting.get()


def _refuse_repeat(act: Draft) -> None:
    done = Act.objects.filter(pk=act.id).first()
    if done is None:
        return
    same = (done.programme_id, done.verb, done.actor_id) == (act.programme_id, act.verb, act.by.person_id)
    raise Repeated(done) if same else PermissionDenied("act id of somebody else")


def _append(act: Draft) -> None:
    assert act.subject is not None
    Chain.objects.get_or_create(programme_id=act.programme_id)
    chain = Chain.objects.select_for_update().get(programme_id=act.programme_id)
    salt = secrets.token_hex(16)
    line = Act(
        pk=act.id,
        programme_id=act.programme_id,
        number=chain.length + 1,
        verb=act.verb,
        actor_kind=act.by.kind,
        actor_id=act.by.person_id,
        subject_kind=act.subject[0],
        subject_id=act.subject[1],
        at=timezone.now(),
        detail_hash=detail_hash(salt, act.body, act.reason),
        previous=chain.head,
    )
    line.hash = line_hash(line)
    line.save(force_insert=True)
    Detail.objects.create(
        act=line, programme_id=act.programme_id, salt=salt, body=act.body, reason=act.reason
    )
    chain.length, chain.head = line.number, line.hash
    chain.save()


def erase_detail(by: Actor, line: Act, reason: str, *, act_id: UUID | None = None) -> None:
    """Erase an act's words when the law asks (PDPA). The line and its hash stay, so the chain still holds."""
    with acting(by, "ledger.erase", line, act_id=act_id) as act:
        act.because(reason)
        Detail.objects.filter(act=line).update(body={}, reason="", salt="", erased=True)
