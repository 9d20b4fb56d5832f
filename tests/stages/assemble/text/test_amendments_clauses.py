"""What becomes of clauses, their numbers and words by amendments, and back."""

from __future__ import annotations

from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.queries.amendments import fit_of
from thaktho.stages.assemble.text.states import WrongState

from .amendment_tables import BASE, FOREST, state, table, try_case


def added_at_the_end(d):
    actions.compose_add(d.by, d.decided("กตัญญูต่อแผ่นดิน", clause=None))
    return d.numbers()[-1]


def added_after_a_clause(d):
    actions.compose_add(d.by, d.decided("กตัญญูต่อแผ่นดิน", clause=None, after=d.clause(1)))
    return [line[:6] for line in d.numbers()]


def added_then_removed_waits_again(d):
    one = d.decided("กตัญญูต่อแผ่นดิน", clause=None)
    clause = actions.compose_add(d.by, one)
    actions.remove_clause(d.by, clause, "ซ้ำ")
    return [state(one), len(d.numbers())]


def struck_renumbers(d):
    one = d.decided(kind="strike")
    actions.compose_strike(d.by, one)
    return [state(one), d.numbers()]


def struck_and_restored_waits_again(d):
    one = d.decided(kind="strike")
    actions.compose_strike(d.by, one)
    actions.restore_clause(d.by, d.clause())
    return [state(one), len(d.numbers())]


def clause_deleted_under_an_amendment(d):
    one = d.decided(FOREST)
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    return [state(one), fit_of(one, d.clause())]


def clause_deleted_is_not_composed(d):
    one = d.decided(FOREST)
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    return d.compose(one)


def clause_restored_is_composed(d):
    one = d.decided(FOREST)
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    actions.restore_clause(d.by, d.clause())
    return d.compose(one).body


def no_wish_for_a_deleted_clause(d):
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    return d.wish(FOREST)


def numbers_after_deletion(d):
    actions.remove_clause(d.by, d.clause(2), "ซ้ำ")
    return d.numbers()


def numbers_after_moving(d):
    actions.move_clause(d.by, d.clause(3), "up")
    return [line[:5] for line in d.numbers()]


def composed_and_taken_back(d):
    one = d.decided(FOREST)
    d.compose(one)
    actions.restore_revision(d.by, d.clause(), 1, "ใส่ผิด")
    return [d.clause().body, d.clause().revision, state(one)]


def taken_back_and_composed_again(d):
    one = d.decided(FOREST)
    d.compose(one)
    actions.restore_revision(d.by, d.clause(), 1, "ใส่ผิด")
    return d.compose(one).body


CASES = [
    (added_at_the_end, "4 กตัญญูต่"),
    (added_after_a_clause, ["1 ปลูก", "2 กตัญ", "3 ทำงา", "4 เล่า"]),
    (added_then_removed_waits_again, ["decided accepted", 3]),
    (struck_renumbers, ["composed accepted", ["1 ทำงานสุจ", "2 เล่าเรื่"]]),
    (struck_and_restored_waits_again, ["decided accepted", 3]),
    (clause_deleted_under_an_amendment, ["decided accepted", "gone"]),
    (clause_deleted_is_not_composed, WrongState),
    (clause_restored_is_composed, FOREST),
    (no_wish_for_a_deleted_clause, WrongState),
    (numbers_after_deletion, ["1 ปลูกป่า ", "2 เล่าเรื่"]),
    (numbers_after_moving, ["1 ปลู", "2 เล่", "3 ทำง"]),
    (composed_and_taken_back, [BASE, 3, "decided accepted"]),
    (taken_back_and_composed_again, FOREST),
]


@table(CASES)
def test_amendments(drafting, case, outcome):
    try_case(drafting, case, outcome)
