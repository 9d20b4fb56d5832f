"""What becomes of a proposal: shown, accepted, declined, merged, taken back. Always with a reason people can read."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.thread import actions as thread

from ...editions.actions.common import row
from ..models import Issue, IssueCall
from ..states import Refused, move_issue
from .calls import held

VERB = "assemble.issues.decide"


def show(by: Actor, issue: Issue, shown: bool, *, act_id: UUID | None = None) -> Issue:
    """Somebody read it: everybody may read it. Or not any more: a name, an insult. Its proposer sees it by the receipt."""
    with acting(by, VERB, issue, act_id=act_id) as act:
        held(issue.call)
        fresh = row(Issue, issue)
        fresh.shown = shown
        fresh.save(update_fields=["shown"])
        act.note(title=fresh.title, shown=shown)
    return fresh


def accept(by: Actor, issue: Issue, reason: str, *, act_id: UUID | None = None) -> Issue:
    return _decide(by, issue, Issue.State.ACCEPTED, reason, act_id)


def decline(by: Actor, issue: Issue, reason: str, *, act_id: UUID | None = None) -> Issue:
    return _decide(by, issue, Issue.State.DECLINED, reason, act_id)


def _decide(by: Actor, issue: Issue, state: str, reason: str, act_id: UUID | None) -> Issue:
    with acting(by, VERB, issue, act_id=act_id) as act:
        fresh = _screened(issue)
        move_issue(fresh, state)
        if state == Issue.State.ACCEPTED:
            fresh.shown = True  # whoever accepts has read it
        _settle(act, fresh, reason)
        act.note(state=state)
    return fresh


def _screened(issue: Issue) -> Issue:
    call = held(issue.call)
    if call.state != IssueCall.State.SCREENING:
        raise Refused(gettext("ตัดสินได้ระหว่างกลั่นกรองเท่านั้น ปิดรับแล้วเริ่มกลั่นกรองก่อน"))
    return row(Issue, issue)


def _settle(act: Draft, fresh: Issue, reason: str) -> None:
    fresh.decision_reason = reason
    fresh.version += 1
    fresh.save()
    act.because(reason)
    act.note(title=fresh.title)


def merge(by: Actor, issue: Issue, into: Issue, reason: str, *, act_id: UUID | None = None) -> Issue:
    """One of the same matter takes it up; both keep their words. Never in a chain: what others were merged into is not
    merged itself, so nobody has to walk from one to the next to find the answer."""
    with acting(by, VERB, issue, act_id=act_id) as act:
        fresh = _screened(issue)
        target = row(Issue, into)
        if target.edition_id != fresh.edition_id or target.pk == fresh.pk:
            raise Refused(gettext("รวมได้กับประเด็นอื่นของปีเดียวกันเท่านั้น"))
        if target.state in (Issue.State.MERGED, Issue.State.WITHDRAWN, Issue.State.DECLINED):
            raise Refused(
                gettext("ประเด็นที่จะรวมด้วย “%(state)s” แล้ว เลือกประเด็นอื่น")
                % {"state": target.get_state_display()}
            )
        if fresh.merged.exists():
            raise Refused(gettext("มีประเด็นอื่นรวมอยู่กับประเด็นนี้ นำประเด็นเหล่านั้นกลับก่อน"))
        move_issue(fresh, Issue.State.MERGED)
        fresh.merged_into, fresh.shown = target, True
        _settle(act, fresh, reason)
        thread.link(act, fresh, target, "merged")
        act.note(into=str(target.pk))
    return fresh


def take_back(by: Actor, issue: Issue, reason: str, *, act_id: UUID | None = None) -> Issue:
    """A decision is opened again. Not while others stand merged into it and it would no longer answer for them. What was
    hidden stays hidden."""
    with acting(by, VERB, issue, act_id=act_id) as act:
        fresh = _screened(issue)
        if fresh.merged.exists():
            raise Refused(gettext("มีประเด็นอื่นรวมอยู่กับประเด็นนี้ นำประเด็นเหล่านั้นกลับก่อน"))
        was, into = fresh.state, fresh.merged_into
        move_issue(fresh, Issue.State.SUBMITTED)
        act.note(before=was, decided_because=fresh.decision_reason)
        if into is not None:
            _part(act, fresh, into)
        _settle(act, fresh, "")
        act.because(reason)
    return fresh


def _part(act: Draft, fresh: Issue, into: Issue) -> None:
    thread.undo(act, fresh, into, "merged")
    fresh.merged_into = None


def set_free(act: Draft, target: Issue) -> None:
    """What stood merged into a proposal that is withdrawn waits for an answer of its own again."""
    freed = list(target.merged.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for one in freed:
        move_issue(one, Issue.State.SUBMITTED)
        _part(act, one, target)
        one.decision_reason = ""
        one.version += 1
        one.save()
    if freed:
        act.note(freed=[str(one.pk) for one in freed])
