"""Clauses: their words revision by revision, their requests, their place, removing and restoring."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.thread import actions as thread

from ...issues.models import Issue
from ..models import Amendment, Clause, ClauseAction, Period, Text
from ..queries.living import in_order
from ..states import Refused, must_live
from .holding import frozen_actions, held_clause, held_text, keep_revision
from .standing import come_back, go_out, made


def add_clause(
    by: Actor,
    text: Text,
    *,
    body: str,
    period: Period | None = None,
    requests: Sequence[dict[str, Any]] = (),
    issue: Issue | None = None,
    reason: str = "",
    act_id: UUID | None = None,
    **fields: Any,
) -> Clause:
    """A clause at the end of its period. `requests`: dicts of addressee, action, network, organisation, due_on. An issue becomes its origin on the thread."""
    with acting(by, "assemble.text.clause.add", text, act_id=act_id) as act:
        fresh = held_text(text)
        clause = put(act, fresh, body, period, requests, reason, issue=issue, **fields)
        act.about(clause)
        act.because(reason)
    return clause


def put(
    act: Draft,
    text: Text,
    body: str,
    period: Period | None,
    requests: Sequence[dict[str, Any]],
    reason: str,
    **fields: Any,
) -> Clause:
    """A new clause, inside an act that holds the text."""
    _own(text, period)
    last = text.clauses.filter(period=period).aggregate(most=Max("order"))["most"] or 0
    fields.setdefault("order", last + 1)
    clause = Clause.objects.create(
        programme_id=text.programme_id,
        edition_id=text.edition_id,
        text=text,
        period=period,
        body=body,
        **fields,
    )
    set_requests(clause, requests)
    keep_revision(clause, act.by.person_id, reason)
    if clause.issue is not None:
        if clause.issue.edition_id != text.edition_id or clause.issue.state != Issue.State.ACCEPTED:
            raise Refused(gettext("เลือกได้เฉพาะประเด็นที่สมัชชานี้รับแล้ว"))
        thread.link(act, clause.issue, clause, "became")
    return clause


def _own(text: Text, period: Period | None) -> None:
    if period is not None and period.text_id != text.pk:
        raise Refused(gettext("ระยะนี้ไม่ได้อยู่ในร่างนี้ เลือกใหม่"))


def set_requests(clause: Clause, requests: Sequence[dict[str, Any]]) -> None:
    """The requests of a clause as given. One that stays, or is worded anew, keeps its row: its commitment hangs on it."""
    wanted = [{"order": order, **_columns(one)} for order, one in enumerate(requests, 1)]
    left = list(clause.actions.all())
    rows = _paired(left, wanted)
    kept = {row.pk for row in rows if row is not None}
    clause.actions.exclude(pk__in=kept).delete()
    for row, columns in zip(rows, wanted, strict=True):
        if row is None:
            ClauseAction.objects.create(
                programme_id=clause.programme_id, edition_id=clause.edition_id, clause=clause, **columns
            )
        elif changed := [name for name, value in columns.items() if getattr(row, name) != value]:
            for name in changed:
                setattr(row, name, columns[name])
            row.save(update_fields=changed)


def _columns(request: dict[str, Any]) -> dict[str, Any]:
    return {
        "addressee": request.get("addressee", ""),
        "action": request.get("action", ""),
        "network_id": _id(request, "network"),
        "organisation_id": _id(request, "organisation"),
        "due_on": request.get("due_on"),
    }


def _paired(standing: list[ClauseAction], wanted: list[dict[str, Any]]) -> list[ClauseAction | None]:
    """For each request given the row it is: the same in all, the same in words, or worded alike; None for a new one."""
    left = list(standing)
    rows: list[ClauseAction | None] = [None] * len(wanted)
    for is_it in (_equal, _same_words, _alike):
        for place, columns in enumerate(wanted):
            if rows[place] is None and (found := next((row for row in left if is_it(row, columns)), None)):
                left.remove(found)
                rows[place] = found
    return rows


def _equal(row: ClauseAction, columns: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items() if name != "order")


def _same_words(row: ClauseAction, columns: dict[str, Any]) -> bool:
    return (row.addressee, row.action) == (columns["addressee"], columns["action"])


def _alike(row: ClauseAction, columns: dict[str, Any]) -> bool:
    """Another deed, or another doer, is another request, though it stands in the same place."""
    names = ("addressee", "action")
    return all(
        SequenceMatcher(None, getattr(row, name), columns[name], autojunk=False).ratio() > 0.5
        for name in names
    )


def _id(request: dict[str, Any], name: str) -> Any:
    """Of the row, or the id where a kept revision holds no more."""
    row = request.get(name)
    return row.pk if row else request.get(f"{name}_id")


def edit_clause(
    by: Actor,
    clause: Clause,
    *,
    body: str,
    requests: Sequence[dict[str, Any]] | None = None,
    seen_revision: int | None = None,
    reason: str = "",
    act_id: UUID | None = None,
) -> Clause:
    """New words are a new revision; the old ones stay. Nothing new, nothing kept. Changed when somebody saved first."""
    with acting(by, "assemble.text.clause.edit", clause, act_id=act_id) as act:
        fresh = held_clause(clause, seen_revision=seen_revision)
        must_live(fresh.live)
        before = frozen_actions(fresh)
        same_body = body == fresh.body
        if requests is not None:
            set_requests(fresh, requests)
        if same_body and frozen_actions(fresh) == before:
            return fresh
        act.note(before=fresh.body, revision=fresh.revision)
        fresh.body, fresh.revision = body, fresh.revision + 1
        fresh.save(update_fields=["body", "revision"])
        keep_revision(fresh, by.person_id, reason)
        act.because(reason)
    return fresh


def move_clause(
    by: Actor,
    clause: Clause,
    where: str,
    *,
    period: Period | None = None,
    act_id: UUID | None = None,
) -> Clause:
    """`where`: up | down among the living of its period; `period` puts it last in that period (None: in no period)."""
    with acting(by, "assemble.text.clause.move", clause, act_id=act_id) as act:
        fresh = held_clause(clause)
        must_live(fresh.live)
        if where == "period":
            _own(fresh.text, period)
            siblings = list(
                fresh.text.clauses.filter(period=period).exclude(pk=fresh.pk).order_by("order", "id")
            )
            fresh.period = period
            siblings.append(fresh)
        else:
            siblings = in_order(
                list(fresh.text.clauses.filter(period=fresh.period_id).select_related("period"))
            )
            at = next(n for n, one in enumerate(siblings) if one.pk == fresh.pk)
            step = -1 if where == "up" else 1
            other = at + step
            while 0 <= other < len(siblings) and not siblings[other].live:
                other += step
            if not 0 <= other < len(siblings):
                raise Refused(gettext("ข้อนี้อยู่ปลายสุดของระยะแล้ว ย้ายไประยะอื่นได้จากหน้าแก้ข้อ"))
            siblings.insert(other, siblings.pop(at))
        for order, one in enumerate(siblings, 1):
            Clause.objects.filter(pk=one.pk).update(order=order, period=fresh.period)
            if one.pk == fresh.pk:
                fresh.order = order
        act.note(where=where, period=str(fresh.period_id or ""))
    return fresh


def remove_clause(by: Actor, clause: Clause, reason: str, *, act_id: UUID | None = None) -> Clause:
    """It leaves the numbering; its words, comments and amendments stay with it."""
    with acting(by, "assemble.text.clause.remove", clause, act_id=act_id) as act:
        fresh = held_clause(clause)
        take_away(act, fresh, reason)
        act.because(reason)
    return fresh


def take_away(act: Draft, clause: Clause, reason: str) -> None:
    must_live(clause.live)
    clause.live, clause.removed_reason = False, reason
    clause.save(update_fields=["live", "removed_reason"])
    act.note(body=clause.body)
    go_out(act, made(clause, Amendment.Kind.ADD))  # the wish to add it is decided, no longer in the text


def restore_clause(by: Actor, clause: Clause, *, act_id: UUID | None = None) -> Clause:
    with acting(by, "assemble.text.clause.restore", clause, act_id=act_id) as act:
        fresh = held_clause(clause)
        if fresh.live:
            raise Refused(gettext("ข้อนี้อยู่ในร่างแล้ว"))
        fresh.live, fresh.removed_reason = True, ""
        fresh.save(update_fields=["live", "removed_reason"])
        go_out(act, made(fresh, Amendment.Kind.STRIKE))
        come_back(act, fresh)
    return fresh
