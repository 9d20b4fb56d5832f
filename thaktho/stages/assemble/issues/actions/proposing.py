"""A proposal: sent, mended, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.thread.actions import link
from thaktho.thai.words import search_text

from ...access import Of
from ...editions.actions.common import row
from ..codes import receipt_code, receipt_hash
from ..models import Issue, IssueCall
from ..rules import is_own, may_send, speaks_for
from ..states import Changed, NotOpen, Refused, move_issue, why_closed
from .calls import held
from .deciding import set_free


def propose(
    by: Actor,
    call: IssueCall,
    *,
    title: str,
    reason: str = "",
    wish: str = "",
    network: Network | None = None,
    proposer: str = "",
    begins_from: Iterable[Model] = (),
    act_id: UUID | None = None,
    **fields: Any,
) -> tuple[Issue, str]:
    """A proposal, and the code by which its proposer finds it again: this once, only its hash is stored. What came
    without a login is not shown before somebody read it. `fields`: for loaders source and is_example."""
    with acting(
        by, "assemble.issues.propose", Of(call.edition, network), on=call.edition, act_id=act_id
    ) as act:  # type: ignore[arg-type]
        fresh = held(call)
        if not may_send(by, fresh) or not speaks_for(by, network.pk if network else None):
            raise PermissionDenied("assemble.issues.propose")
        _takes(by, fresh)
        code = receipt_code(act_id)
        last = Issue.objects.filter(edition=fresh.edition).aggregate(most=Max("number"))["most"] or 0
        issue = Issue.objects.create(
            programme=fresh.programme, edition=fresh.edition, call=fresh, number=last + 1, title=title, reason=reason,
            wish=wish, network=network, proposer=proposer, person_id=by.person_id, shown=by.kind == "system" or bool(by.grants),
            receipt_hash=receipt_hash(fresh.programme_id, code), search_text=_searched(title, reason, wish, proposer),
            **fields,
        )  # fmt: skip
        for source in begins_from:
            link(act, source, issue, "became")
        act.about(issue)
        act.note(number=issue.number, title=title)
    return issue, code


def _takes(by: Actor, call: IssueCall) -> None:
    """The secretariat types what came on paper while the call is screened, too."""
    if by.kind == "system" or (
        by.has("secretariat") and call.state in (IssueCall.State.OPEN, IssueCall.State.SCREENING)
    ):
        return
    if why := why_closed(call, timezone.localdate()):
        raise NotOpen(why)


def _searched(*words: str) -> str:
    return search_text(" ".join(words))


def change(
    by: Actor, issue: Issue, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Issue:
    """Mended by its sender while the call is open, by the secretariat until it is decided. `fields`: title, reason,
    wish, proposer. Raises Changed when somebody saved first. New words of whoever has no role are read before they are
    shown, as their first words were."""
    with acting(by, "assemble.issues.propose", issue, act_id=act_id) as act:
        call = held(issue.call)
        fresh = row(Issue, issue)
        if not (by.has("secretariat") or is_own(by, fresh)):
            raise PermissionDenied("assemble.issues.propose")
        _takes(by, call)
        if fresh.state != Issue.State.SUBMITTED:
            raise Refused(gettext("ประเด็นนี้ตัดสินแล้ว แก้ถ้อยคำไม่ได้"))
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        act.note(before={name: getattr(fresh, name) for name in fields}, now=dict(fields))
        for name, value in fields.items():
            setattr(fresh, name, value)
        if fresh.shown and not (by.kind == "system" or by.grants):
            fresh.shown = False
            act.note(shown=False)
        fresh.search_text = _searched(fresh.title, fresh.reason, fresh.wish, fresh.proposer)
        fresh.version += 1
        fresh.save()
    return fresh


def withdraw(by: Actor, issue: Issue, reason: str, *, code: str = "", act_id: UUID | None = None) -> Issue:
    """Taken back by whoever holds the receipt, by its sender, by its network's coordinator, or by the secretariat. What
    others were merged into frees them: nobody's right to withdraw hangs on what the office merged."""
    with acting(by, "assemble.issues.propose", issue, act_id=act_id) as act:
        held(issue.call)
        fresh = row(Issue, issue)
        holds = bool(code) and receipt_hash(fresh.programme_id, code) == fresh.receipt_hash
        if not (holds or by.has("secretariat") or by.kind == "system" or is_own(by, fresh)):
            raise PermissionDenied("assemble.issues.propose")
        move_issue(fresh, Issue.State.WITHDRAWN)
        set_free(act, fresh)
        fresh.decision_reason = reason
        fresh.version += 1
        fresh.save(update_fields=["state", "decision_reason", "version"])
        act.because(reason)
        act.note(title=fresh.title)
    return fresh
