"""How decided amendments combine, clash, and enter with those that amend them or were merged into them."""

from __future__ import annotations

from thaktho.stages.assemble.models import Amendment
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.queries.amendments import fit_of
from thaktho.stages.assemble.text.states import Refused, WrongState

from .amendment_tables import BOTH, FOREST, GARDEN, YEARS, state, table, try_case


def two_apart_combine(d):
    return d.compose(d.decided(FOREST), d.decided(YEARS)).body


def the_same_twice_stands_once(d):
    one, two = d.decided(FOREST), d.decided(FOREST)
    return [d.compose(one, two).body, state(one), state(two)]


def two_on_one_word_wait_for_a_choice(d):
    return d.compose(d.decided(FOREST), d.decided(GARDEN))


def two_on_one_word_are_chosen(d):
    return d.compose(d.decided(FOREST), d.decided(GARDEN), choices=("ปลูกต้นไม้",)).body


def one_after_another_is_rebased(d):
    one, two = d.decided(FOREST), d.decided(YEARS)
    d.compose(one)
    return d.compose(two).body


def written_on_older_words_says_so(d):
    one, two = d.decided(FOREST), d.wish(YEARS)
    d.compose(one)
    return fit_of(two, d.clause())


def written_on_older_words_and_clashing_is_chosen(d):
    one, two = d.decided(FOREST), d.decided(GARDEN)
    d.compose(one)
    return d.compose(two, choices=("ปลูกสวน",)).body


def clashing_with_today_goes_in_alone(d):
    one, two, three = d.decided(FOREST), d.decided(GARDEN), d.decided(YEARS)
    d.compose(one)
    return d.compose(two, three)


def amendment_of_an_amendment(d):
    parent = d.wish(FOREST)
    child = d.wish(BOTH, parent=parent)
    return [child.base_body, child.parent_id == parent.pk]


def child_goes_in_with_its_parent(d):
    parent = d.wish(FOREST)
    child = d.decided(FOREST.replace("ทุกตำบล", "ทุกหมู่บ้าน"), parent=parent)
    parent = actions.decide(d.by, parent, "accepted", "ดี")
    return [d.compose(parent).body, state(child)]


def child_alone_is_not_composed(d):
    return d.compose(d.decided(BOTH, parent=d.wish(FOREST)))


def declined_child_leaves_its_parent(d):
    parent = d.wish(FOREST)
    child = d.decided(BOTH, "declined", parent=parent)
    return [d.compose(actions.decide(d.by, parent, "accepted", "ดี")).body, state(child)]


def clashing_children_need_decided_words(d):
    parent = d.wish(FOREST)
    for word in ("ทุกหมู่บ้าน", "ทุกอำเภอ"):
        d.decided(FOREST.replace("ทุกตำบล", word), parent=parent)
    return d.compose(actions.decide(d.by, parent, "accepted", "ดี"))


def no_third_storey(d):
    child = d.wish(BOTH, parent=d.wish(FOREST))
    return d.wish(BOTH + "เสมอ", parent=child)


def parent_withdrawn_takes_no_child(d):
    return d.wish(BOTH, parent=actions.withdraw(d.by, d.wish(FOREST)))


def merged_shares_the_outcome(d):
    into = d.decided(FOREST)
    other = actions.decide(d.by, d.wish(GARDEN), "merged", "ทำนองเดียวกัน", merged_into=into)
    d.compose(into)
    return [state(other), Amendment.objects.get(pk=other.pk).composed_revision]


def merged_into_itself(d):
    one = d.wish(FOREST)
    return actions.decide(d.by, one, "merged", "ซ้ำ", merged_into=one)


def merged_without_target(d):
    return actions.decide(d.by, d.wish(FOREST), "merged", "ซ้ำ")


def merged_into_a_withdrawn_one(d):
    gone = actions.withdraw(d.by, d.wish(FOREST))
    return actions.decide(d.by, d.wish(GARDEN), "merged", "ซ้ำ", merged_into=gone)


def merged_across_clauses(d):
    into = d.wish("สุจริต", clause=2)
    return actions.decide(d.by, d.wish(GARDEN), "merged", "ซ้ำ", merged_into=into)


CASES = [
    (two_apart_combine, BOTH),
    (the_same_twice_stands_once, [FOREST, "composed accepted", "composed accepted"]),
    (two_on_one_word_wait_for_a_choice, Refused),
    (two_on_one_word_are_chosen, "ปลูกต้นไม้ ในทุกตำบล และดูแลน้ำ ทุกปี"),
    (one_after_another_is_rebased, BOTH),
    (written_on_older_words_says_so, "moved"),
    (written_on_older_words_and_clashing_is_chosen, GARDEN),
    (clashing_with_today_goes_in_alone, Refused),
    (amendment_of_an_amendment, [FOREST, True]),
    (child_goes_in_with_its_parent, [FOREST.replace("ทุกตำบล", "ทุกหมู่บ้าน"), "composed accepted"]),
    (child_alone_is_not_composed, Refused),
    (declined_child_leaves_its_parent, [FOREST, "decided declined"]),
    (clashing_children_need_decided_words, Refused),
    (no_third_storey, Refused),
    (parent_withdrawn_takes_no_child, WrongState),
    (merged_shares_the_outcome, ["composed merged", 2]),
    (merged_into_itself, Refused),
    (merged_without_target, Refused),
    (merged_into_a_withdrawn_one, Refused),
    (merged_across_clauses, Refused),
]


@table(CASES)
def test_amendments(drafting, case, outcome):
    try_case(drafting, case, outcome)
