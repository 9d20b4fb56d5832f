"""The table of moves, and when a row may still be changed."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.access import Actor

from .models import Branch, NetworkPlan, PlanRow, PlanTree

State = NetworkPlan.State

# (state of the network's plan, verb) -> the state it moves to. Whatever is not here cannot be done.
MOVES: dict[tuple[str, str], str] = {
    (State.DRAFT, "submit"): State.SUBMITTED,
    (State.RETURNED, "submit"): State.SUBMITTED,
    (State.SUBMITTED, "return"): State.RETURNED,
    (State.SUBMITTED, "accept"): State.ACCEPTED,
    (State.ACCEPTED, "reopen"): State.RETURNED,
}
OPEN = (State.DRAFT, State.RETURNED)
PUBLIC = (PlanRow.State.SUBMITTED, PlanRow.State.ACCEPTED)

_NOT_NOW = {
    "submit": gettext_lazy("แผนนี้ส่งไปแล้ว"),
    "return": gettext_lazy("ส่งกลับได้เฉพาะแผนที่ส่งแล้วและยังไม่ได้รับ"),
    "accept": gettext_lazy("รับได้เฉพาะแผนที่ส่งแล้ว"),
    "reopen": gettext_lazy("เปิดแก้อีกครั้งได้เฉพาะแผนที่รับแล้ว"),
}


# What may stand under what in a tree. Levels may be skipped, as real plans do; "" is the tree itself.
_KINDS = tuple(Branch.Kind.values)  # strategy, guideline, objective, measure, programme: from wide to narrow
UNDER: dict[str, tuple[str, ...]] = {kind: ("", *_KINDS[:level]) for level, kind in enumerate(_KINDS)}
# Where a KPI may hang. A guideline is what some plans have in a strategy's place.
KPI_ON = (Branch.Kind.STRATEGY, Branch.Kind.GUIDELINE, Branch.Kind.OBJECTIVE, Branch.Kind.MEASURE)

# (state of a tree, verb) -> the state it moves to.
TREE_MOVES: dict[tuple[str, str], str] = {
    (PlanTree.State.DRAFT, "use"): PlanTree.State.STANDING,
    (PlanTree.State.STANDING, "close"): PlanTree.State.CLOSED,
    (PlanTree.State.CLOSED, "use"): PlanTree.State.STANDING,
}


class Refused(Exception):
    """The act cannot be done now. The text is Thai, for the reader: what is the matter, and what to do."""


class Closed(Refused):
    """The plan or the row is in a state in which this cannot be done."""


def move(plan: NetworkPlan, verb: str) -> None:
    """Move the plan by the table, or say why not."""
    target = MOVES.get((plan.state, verb))
    if target is None:
        raise Closed(_NOT_NOW[verb])
    plan.state = target


def why_closed(by: Actor, plan: NetworkPlan, row: PlanRow | None = None) -> str:
    """Why this row (or, without one, the plan's list of rows) cannot be changed by them now; "" when it can.

    The secretariat corrects in every state; what was joined is corrected in the row it was joined into.
    """
    if row is not None and row.joined_into_id:
        return gettext("แถวนี้รวมกับเครือข่ายอื่นแล้ว แก้ได้ที่แถวที่รวมไว้")
    if by.kind == "system" or by.has("secretariat"):
        return ""
    if plan.state == State.SUBMITTED:
        return gettext("ส่งแผนแล้ว แก้ไม่ได้จนกว่าจะได้รับคืน")
    if plan.state == State.ACCEPTED:
        return gettext("รับแผนแล้ว หากต้องแก้ กรุณาแจ้งฝ่ายเลขานุการให้เปิดแก้อีกครั้ง")
    if row is not None and row.state not in OPEN:
        return gettext("แถวนี้ส่งแล้วและไม่ถูกส่งกลับ จึงแก้ไม่ได้")
    return ""


def must_be_open(by: Actor, plan: NetworkPlan, row: PlanRow | None = None) -> None:
    if why := why_closed(by, plan, row):
        raise Closed(why)


def move_tree(tree: PlanTree, verb: str) -> None:
    target = TREE_MOVES.get((tree.state, verb))
    if target is None:
        raise Closed(
            gettext("โครงแผนนี้อยู่ในสถานะ “%(state)s” จึงทำเช่นนี้ไม่ได้") % {"state": tree.get_state_display()}
        )
    tree.state = target
