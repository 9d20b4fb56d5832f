"""What is advised and decided of an amendment: input -> outcome, one row a rule."""

from __future__ import annotations

from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.states import Refused, WrongState

from .amendment_tables import BASE, FOREST, GARDEN, YEARS, state, table, try_case


def handed_in(d):
    return state(d.wish(FOREST))


def numbers_go_on(d):
    return [d.wish(FOREST).number, d.wish(YEARS, clause=1).number, d.wish("ข้อใหม่", clause=None).number]


def number_stays_when_another_is_withdrawn(d):
    one, two = d.wish(FOREST), d.wish(YEARS)
    actions.withdraw(d.by, one)
    return [state(one), two.number, d.wish(GARDEN).number]


def accepted_changes_no_word(d):
    d.decided(FOREST)
    return d.clause().body


def accepted_and_composed(d):
    one = d.decided(FOREST)
    return [d.compose(one).body, state(one), d.clause().revision]


def advice_decides_nothing(d):
    one = actions.advise(d.by, d.wish(FOREST), "accept", "ดี")
    return [state(one), one.advice]


def advice_is_followed(d):
    one = actions.follow(d.by, actions.advise(d.by, d.wish(FOREST), "accept", "ดี"))
    return [state(one), one.decision_reason]


def advice_to_decline_is_followed(d):
    return state(actions.follow(d.by, actions.advise(d.by, d.wish(FOREST), "decline", "ซ้ำ")))


def advice_with_other_words_needs_words(d):
    return actions.follow(d.by, actions.advise(d.by, d.wish(FOREST), "changed", "ปรับ"))


def decided_against_advice(d):
    one = actions.advise(d.by, d.wish(FOREST), "accept", "ดี")
    return [state(actions.decide(d.by, one, "declined", "ที่ประชุมไม่เห็นด้วย")), one.advice]


def advice_taken_back(d):
    return actions.unadvise(d.by, actions.advise(d.by, d.wish(FOREST), "accept", "ดี")).advice


def decision_taken_back(d):
    return state(actions.undecide(d.by, d.decided(FOREST)))


def decision_changed(d):
    return state(actions.decide(d.by, d.decided(FOREST), "declined", "คิดใหม่"))


def decision_not_taken_back_once_composed(d):
    one = d.decided(FOREST)
    d.compose(one)
    return actions.undecide(d.by, one)


def changed_needs_words(d):
    return actions.decide(d.by, d.wish(FOREST), "changed", "ปรับ")


def changed_words_stand(d):
    return d.compose(d.decided(FOREST, "changed", words=GARDEN)).body


def declined_is_not_composed(d):
    return d.compose(d.decided(FOREST, "declined"))


def undecided_is_not_composed(d):
    return d.compose(d.wish(FOREST))


def withdrawn_is_not_decided(d):
    return actions.decide(d.by, actions.withdraw(d.by, d.wish(FOREST)), "accepted", "ดี")


def decided_is_not_withdrawn(d):
    return actions.withdraw(d.by, d.decided(FOREST))


CASES = [
    (handed_in, "submitted"),
    (numbers_go_on, [1, 2, 3]),
    (number_stays_when_another_is_withdrawn, ["withdrawn", 2, 3]),
    (accepted_changes_no_word, BASE),
    (accepted_and_composed, [FOREST, "composed accepted", 2]),
    (advice_decides_nothing, ["submitted", "accept"]),
    (advice_is_followed, ["decided accepted", "ดี"]),
    (advice_to_decline_is_followed, "decided declined"),
    (advice_with_other_words_needs_words, Refused),
    (decided_against_advice, ["decided declined", "accept"]),
    (advice_taken_back, ""),
    (decision_taken_back, "submitted"),
    (decision_changed, "decided declined"),
    (decision_not_taken_back_once_composed, WrongState),
    (changed_needs_words, Refused),
    (changed_words_stand, GARDEN),
    (declined_is_not_composed, Refused),
    (undecided_is_not_composed, Refused),
    (withdrawn_is_not_decided, WrongState),
    (decided_is_not_withdrawn, WrongState),
]


@table(CASES)
def test_amendments(drafting, case, outcome):
    try_case(drafting, case, outcome)
