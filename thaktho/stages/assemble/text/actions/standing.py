"""Which wishes stand in the text: how they come in, with all who have their part in the words, and how they go out again; and
what becomes of the wishes that hung on one which came to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from thaktho.ground.ledger.actions import Draft
from thaktho.ground.thread import actions as thread

from ..merging import is_accepted, revisions_of, stands_in
from ..models import Amendment, Clause
from ..states import DECIDED, SUBMITTED, move

Kind, Decision, State = Amendment.Kind, Amendment.Decision, Amendment.State
ACCEPTED = (Decision.ACCEPTED, Decision.CHANGED)


def come_in(act: Draft, held: Sequence[Amendment], clause: Clause) -> None:
    """With accepted amendments of them, and those merged into them: all have their part in the words. An accepted amendment
    of one that was decided with other words comes in where these hold it; otherwise it waits to be decided again."""
    ids = [one.pk for one in held]
    parents = {one.pk: one for one in held}
    along = Amendment.objects.select_for_update(of=("self",), no_key=True).filter(state=State.DECIDED)
    children = list(along.filter(parent__in=ids, decision__in=ACCEPTED))
    within = [one for one in children if _is_within(one, parents[one.parent_id])]
    merged = along.filter(decision=Decision.MERGED, merged_into__in=ids)
    for one in [*held, *within, *merged]:
        move(one, "compose")
        one.composed_revision, one.clause = clause.revision, clause
        one.version += 1
        one.save(update_fields=["state", "composed_revision", "clause", "version"])
        thread.link(act, one, clause, "became")
    free(act, [one for one in children if one not in within])


def _is_within(child: Amendment, parent: Amendment) -> bool:
    if parent.decision != Decision.CHANGED or not parent.decided_body:
        return True
    return stands_in(parent.body, child.decided_body or child.body, parent.decided_body)


def go_out(act: Draft, composed: Iterable[Amendment]) -> None:
    """Back to decided: their outcome no longer stands in the text. The clause they made stays known to them, so that it is
    brought back and not made once more; those that were merged into the wish that made it know of none again."""
    for one in composed:
        move(one, "take_out")
        one.composed_revision = None
        one.version += 1
        clause = one.clause
        if one.kind == Kind.ADD and one.decision == Decision.MERGED:
            one.clause = None
        one.save(update_fields=["state", "composed_revision", "clause", "version"])
        if clause is not None:
            thread.undo(act, one, clause, "became")


def made(clause: Clause, kind: str) -> list[Amendment]:
    """Wishes of this kind that stand in the text by this clause, with those that came in along with them."""
    held = Amendment.objects.select_for_update(of=("self",), no_key=True).filter(
        clause=clause, state=State.COMPOSED
    )
    of_kind = Q(kind=kind) | Q(parent__kind=kind) | Q(merged_into__kind=kind)
    return list(held.filter(of_kind).select_related("clause"))


def come_back(act: Draft, clause: Clause) -> None:
    """The clause lives again: the wish that made it stands in the text again, unless it was decided otherwise since."""
    waiting = clause.amendments.select_for_update(of=("self",), no_key=True).filter(
        kind=Kind.ADD, state=DECIDED
    )
    known = set(revisions_of(clause).values())
    come_in(
        act,
        [one for one in waiting if is_accepted(one) and (not one.decided_body or one.decided_body in known)],
        clause,
    )


def free(act: Draft, held: Iterable[Amendment]) -> list[int]:
    """Undecided again, because what they hung on came to nothing: no wish is lost by what was decided of another."""
    numbers = []
    for one in held:
        one.state, one.decision, one.decision_reason = SUBMITTED, Decision.NONE, ""
        one.decided_body, one.decided_revision, one.merged_into = "", None, None
        one.version += 1
        one.save()
        numbers.append(one.number)
    if numbers:
        act.note(freed=[*act.body.get("freed", []), *numbers])
    return numbers


def merged_here(target: Amendment) -> list[Amendment]:
    return list(
        target.merged.select_for_update(of=("self",), no_key=True).filter(
            state=DECIDED, decision=Decision.MERGED
        )
    )


def accepted_children(parent: Amendment) -> list[Amendment]:
    held = parent.children.select_for_update(of=("self",), no_key=True).filter(
        state=DECIDED, decision__in=ACCEPTED
    )
    return list(held)
