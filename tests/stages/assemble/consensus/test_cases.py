"""What is put in and what comes out: voices, dissents, quorum, majorities. One row, one case, written as one expects of
software that runs an assembly. Networks a b c d are entitled, unless a row says otherwise."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaktho.stages.assemble.consensus.tallying import (
    STANDS,
    Quorum,
    Voices,
    base_of,
    clause_outcome,
    needed_yes,
    outcome,
    passes,
)

VALUES = {"+": "agree", "n": "note", "c": "change", "-": "not_yet", ".": None}


def said(text: str) -> dict[str, str]:
    """ "+n.-": a agrees, b notes, c says nothing, d not yet."""
    return {name: VALUES[mark] for name, mark in zip("abcdefgh", text, strict=False) if VALUES[mark]}


STANCES = [
    # voices, dissents on record, outcome, who is missing, whose wish stands
    ("++++", "", "agreed", "", ""),
    ("+++n", "", "agreed_with_notes", "", ""),
    ("nnnn", "", "agreed_with_notes", "", ""),
    ("+++c", "", "contested", "", "d"),
    ("+++-", "", "contested", "", "d"),
    ("----", "", "contested", "", "abcd"),
    ("cccc", "", "contested", "", "abcd"),
    ("+nc-", "", "contested", "", "cd"),
    ("+++.", "", "agreed", "d", ""),
    ("n...", "", "agreed_with_notes", "bcd", ""),
    ("+...", "", "agreed", "bcd", ""),
    ("-...", "", "contested", "bcd", "a"),
    ("....", "", "no_quorum", "abcd", ""),
    ("+++-", "d", "agreed_with_dissent", "", ""),
    ("+++c", "d", "agreed_with_dissent", "", ""),
    ("++--", "d", "contested", "", "c"),
    ("++--", "cd", "agreed_with_dissent", "", ""),
    ("+n.-", "d", "agreed_with_dissent", "c", ""),
    ("nnn-", "d", "agreed_with_dissent", "", ""),
    ("----", "abcd", "agreed_with_dissent", "", ""),
    ("++++", "d", "agreed", "", ""),  # the voice changed to agree: the record no longer speaks
    ("+++n", "d", "agreed_with_notes", "", ""),
    ("+++-", "a", "contested", "", "d"),  # another network's record answers for nobody else
    ("...-", "d", "agreed_with_dissent", "abc", ""),
    ("++++-", "", "agreed", "", ""),  # e is not entitled: its voice is not counted
    ("++++-", "e", "agreed", "", ""),
    ("....+", "", "no_quorum", "abcd", ""),
]


@pytest.mark.parametrize(("voices", "dissents", "comes_to", "missing", "standing"), STANCES)
def test_what_a_clause_comes_to(voices, dissents, comes_to, missing, standing):
    found = clause_outcome(Voices(said(voices), set(dissents)), "abcd", quorum=True)
    assert (found.outcome, "".join(found.missing), "".join(found.open)) == (comes_to, missing, standing)


@pytest.mark.parametrize("voices", ["++++", "+++-", "nnnn", "...."])
def test_without_quorum_nothing_stands(voices):
    found = clause_outcome(Voices(said(voices), set("d")), "abcd", quorum=False)
    assert found.outcome == "no_quorum" and found.outcome not in STANDS


QUORUMS = [
    # rule, entitled, present, met
    (("none", 0, 1, 2), 13, 0, True),
    (("none", 0, 1, 2), 0, 0, True),
    (("count", 7, 1, 2), 13, 6, False),
    (("count", 7, 1, 2), 13, 7, True),
    (("count", 7, 1, 2), 13, 13, True),
    (("count", 0, 1, 2), 13, 0, True),
    (("count", 14, 1, 2), 13, 13, False),  # more than there are: never
    (("share", 0, 1, 2), 13, 6, False),
    (("share", 0, 1, 2), 13, 7, True),
    (("share", 0, 1, 2), 12, 6, False),  # half is not more than half
    (("share", 0, 1, 2), 12, 7, True),
    (("share", 0, 1, 2), 2, 1, False),
    (("share", 0, 1, 2), 1, 1, True),
    (("share", 0, 2, 3), 12, 8, False),
    (("share", 0, 2, 3), 12, 9, True),
    (("share", 0, 2, 3), 13, 8, False),
    (("share", 0, 2, 3), 13, 9, True),
    (("share", 0, 1, 3), 13, 4, False),
    (("share", 0, 1, 3), 13, 5, True),
    (("share", 0, 1, 1), 13, 12, False),
    (("share", 0, 1, 1), 13, 13, True),  # all of them
    (("share", 0, 1, 3), 3, 1, False),  # 1/3 in floats would not say so surely
    (("share", 0, 1, 3), 3, 2, True),
]


@pytest.mark.parametrize(("rule", "entitled", "present", "met"), QUORUMS)
def test_quorum(rule, entitled, present, met):
    assert Quorum(*rule).met(present, entitled) is met


PRESENCE = [
    # entitled, present, quorum rule, the round has a quorum
    ("abcd", "abc", {"quorum": "share", "quorum_share_num": 1, "quorum_share_den": 2}, True),
    ("abcd", "ab", {"quorum": "share", "quorum_share_num": 1, "quorum_share_den": 2}, False),
    ("abcd", "abxyz", {"quorum": "count", "quorum_count": 3}, False),  # guests make no quorum
    ("abcd", "", {"quorum": "none"}, True),
    ("abcd", "", {}, True),
]


@pytest.mark.parametrize(("entitled", "present", "rule", "met"), PRESENCE)
def test_who_makes_the_quorum(entitled, present, rule, met):
    found = outcome(rule, entitled, set(present), {"1": Voices(said("++++"))})
    assert found.quorum is met
    assert found.clauses["1"].outcome == ("agreed" if met else "no_quorum")


MAJORITIES = [
    # majority, base, yes, no, abstain, entitled, passes
    ("simple", "cast", 6, 5, 0, 20, True),
    ("simple", "cast", 5, 5, 0, 20, False),  # a tie falls
    ("simple", "cast", 5, 5, 9, 20, False),
    ("simple", "cast", 1, 0, 19, 20, True),  # who abstains is not of those who cast yes or no
    ("simple", "cast", 0, 0, 20, 20, False),
    ("simple", "cast", 0, 0, 0, 20, False),  # nobody voted
    ("simple", "cast", 0, 1, 0, 20, False),
    ("simple", "present", 6, 4, 1, 20, True),
    ("simple", "present", 5, 4, 1, 20, False),
    ("simple", "present", 6, 5, 1, 20, False),
    ("simple", "present", 1, 0, 19, 20, False),
    ("simple", "present", 0, 0, 0, 20, False),
    ("simple", "entitled", 11, 0, 0, 20, True),
    ("simple", "entitled", 10, 0, 0, 20, False),
    ("simple", "entitled", 10, 0, 0, 19, True),
    ("simple", "entitled", 0, 0, 0, 0, False),
    ("two_thirds", "cast", 2, 1, 0, 20, True),  # two thirds exactly is enough
    ("two_thirds", "cast", 4, 2, 0, 20, True),
    ("two_thirds", "cast", 66, 34, 0, 200, False),
    ("two_thirds", "cast", 67, 33, 0, 200, True),
    ("two_thirds", "cast", 1, 1, 0, 20, False),
    ("two_thirds", "cast", 0, 0, 5, 20, False),
    ("two_thirds", "cast", 0, 0, 0, 20, False),
    ("two_thirds", "present", 6, 2, 1, 20, True),
    ("two_thirds", "present", 6, 2, 2, 20, False),
    ("two_thirds", "entitled", 14, 0, 0, 21, True),
    ("two_thirds", "entitled", 13, 0, 0, 20, False),
    ("two_thirds", "entitled", 14, 6, 0, 20, True),
    ("two_thirds", "entitled", 0, 0, 0, 0, False),
    ("two_thirds", "cast", 1_333_334, 666_666, 0, 9_000_000, True),
    ("two_thirds", "cast", 1_333_333, 666_667, 0, 9_000_000, False),
]


@pytest.mark.parametrize(("majority", "base", "yes", "no", "abstain", "entitled", "result"), MAJORITIES)
def test_majority(majority, base, yes, no, abstain, entitled, result):
    assert passes(majority, base, yes, no, abstain, entitled) is result


def test_the_table_is_as_long_as_it_should_be():
    assert len(STANCES) + len(QUORUMS) + len(PRESENCE) + len(MAJORITIES) + 4 >= 90


counts = st.integers(0, 3000)


@given(counts, counts, counts, counts, st.sampled_from(["cast", "present", "entitled"]))
def test_majorities_are_exact(yes, no, abstain, more, base):
    entitled = yes + no + abstain + more
    of = base_of(base, yes, no, abstain, entitled)
    part = Fraction(yes, of) if of else Fraction(0)
    assert passes("simple", base, yes, no, abstain, entitled) is (part > Fraction(1, 2))
    assert passes("two_thirds", base, yes, no, abstain, entitled) is (part >= Fraction(2, 3))


@given(st.sampled_from(["simple", "two_thirds"]), st.integers(0, 10_000))
def test_what_is_needed_is_the_least_that_passes(majority, of):
    least = needed_yes(majority, of)
    assert passes(majority, "entitled", least, 0, 0, of)
    assert not passes(majority, "entitled", least - 1, 0, 0, of)


@given(st.integers(0, 300), st.integers(1, 40), st.integers(1, 40), st.integers(0, 300))
def test_a_share_is_more_than_the_fraction_or_all(entitled, num, den, present):
    num, den, present = min(num, den), max(num, den), min(present, entitled)
    expected = Fraction(present) > Fraction(entitled * num, den) or present == entitled
    assert Quorum("share", 0, num, den).met(present, entitled) is expected


marks = st.text("+nc-.", min_size=1, max_size=8)


@given(marks, st.sets(st.sampled_from("abcdefgh")), st.booleans(), st.integers(0, 8))
def test_tallying_is_what_a_slow_count_says(text, dissents, quorum, size):
    entitled = "abcdefgh"[:size]
    voices = said(text)
    found = clause_outcome(Voices(voices, dissents), entitled, quorum=quorum)
    counted = [(name, voices[name]) for name in entitled if name in voices]
    blocked = any(value in ("change", "not_yet") and name not in dissents for name, value in counted)
    recorded = any(value in ("change", "not_yet") and name in dissents for name, value in counted)
    if not quorum or not counted:
        expected = "no_quorum"
    elif blocked:
        expected = "contested"
    elif recorded:
        expected = "agreed_with_dissent"
    else:
        expected = "agreed_with_notes" if any(value == "note" for _name, value in counted) else "agreed"
    assert found.outcome == expected
    assert sum(found.counts.values()) + len(found.missing) == len(entitled)
    assert (found.outcome in STANDS) == (bool(counted) and quorum and not blocked)
