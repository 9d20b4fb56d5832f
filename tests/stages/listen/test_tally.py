"""The law of publication, tried by attackers drawn at random."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.stages.listen import actions, audit, tally
from thaktho.stages.listen.tally import Cell, Counts, Range

VALUES = st.sampled_from([-1, 0, 1])
ACTS = st.lists(st.tuples(st.integers(0, 30), VALUES), max_size=120)


class Box:
    """One cell with its ballots, kept as the database keeps them."""

    def __init__(self) -> None:
        self.cell = Cell()
        self.value: dict[int, int] = {}
        self.staged: dict[int, int] = {}
        self.shown: dict[int, int] = {}

    def vote(self, who: int, value: int) -> None:
        old = self.value.get(who)
        if old == value:
            return
        self.cell, stepped = tally.cast(self.cell, old=old, staged=self.staged.get(who), new=value)
        self.value[who] = value
        if stepped:
            self.shown, self.staged = dict(self.staged), dict(self.value)

    def close(self) -> None:
        differing = sum(1 for who in self.value if self.value[who] != self.shown.get(who))
        before, self.cell = self.cell, tally.close(self.cell, differing)
        if self.cell != before:
            self.shown = self.staged = dict(self.value)


def pages(acts):
    """Each act, and at last the closing (None), with the shown ballots before and after it."""
    box = Box()
    for act in [*acts, None]:
        before = dict(box.shown)
        if act is None:
            box.close()
        else:
            box.vote(*act)
        yield act, before, dict(box.shown)


def count(ballots: dict[int, int]) -> Counts:
    total = Counts()
    for value in ballots.values():
        total = total.plus(value)
    return total


def steps(before: dict[int, int], after: dict[int, int]) -> int:
    return sum(1 for who in {*before, *after} if before.get(who) != after.get(who))


@given(ACTS)
def test_counts_are_always_those_of_the_ballots(acts):
    box = Box()
    for act in acts:
        box.vote(*act)
        assert box.cell.current == count(box.value)
        assert box.cell.staged == count(box.staged)
        assert box.cell.shown == count(box.shown)
        assert box.cell.moved == steps(box.staged, box.value)
        assert box.cell.moved // tally.STEP <= box.cell.asked < tally.SMALL // tally.STEP
    box.close()
    assert box.cell.shown == count(box.shown)


@given(ACTS)
def test_no_step_of_the_published_numbers_holds_fewer_than_five_ballots(acts):
    """From the first batch to the closing."""
    for _, before, shown in pages(acts):
        assert steps(before, shown) == 0 or steps(before, shown) >= tally.STEP


# Halls that mostly agree: there a step of equal answers is near.
AGREEING = st.lists(st.tuples(st.integers(0, 60), st.sampled_from([1, 1, 1, 1, 1, 0, -1])), max_size=120)


@given(ACTS | AGREEING)
def test_no_two_pages_tell_that_those_in_between_answered_alike(acts):
    """The difference of any two pages that follow each other, the closing's among them: it holds twenty ballots, or at
    least two of those who moved answered otherwise than the most. The very first page is a cell, under rule 3."""
    for act, before, shown in pages(acts):
        if before and 0 < steps(before, shown) < tally.SMALL:
            was, now = count(before), count(shown)
            gains = [max(0, b - a) for a, b in zip(vars(was).values(), vars(now).values(), strict=True)]
            assert sum(gains) == 0 or sum(gains) - max(gains) >= (2 if act is None else 1)
            assert act is None or 5 * max(gains) < 4 * sum(gains)


def releases(most):
    """Every way in which up to `most` ballots come after a step, as far as the page moves: the ballots in the order in
    which they came, and what the difference of the two pages shows of them."""
    reserve = Cell()
    for value in (1, 1, 1, -1, -1):
        reserve, _ = tally.cast(reserve, old=None, staged=None, new=value)
    waiting = [(reserve, ())]
    while waiting:
        cell, came = waiting.pop()
        for value in (1, 0, -1):
            after, stepped = tally.cast(cell, old=None, staged=None, new=value)
            if stepped:
                was, now = vars(reserve.staged), vars(after.staged)
                yield (*came, value), tuple(now[name] - was[name] for name in now)
            elif len(came) + 1 < most:
                waiting.append((after, (*came, value)))


def test_no_page_tells_what_anybody_whose_turn_was_seen_answered():
    """Whoever watched the hall knows in which order people answered; the page tells when it moved, and by what."""
    possible = {}
    for ballots, shown in releases(10):
        places = possible.setdefault((len(ballots), shown), [set() for _ in ballots])
        for place, value in zip(places, ballots, strict=True):
            place.add(value)
    assert possible and all(len(place) > 1 for places in possible.values() for place in places)


def test_two_ballots_of_ones_own_do_not_read_four_neighbours():
    """Changing one's answer and looking whether the page moves: no pattern leaves one possibility for the four."""
    seen = {}
    for four in itertools.product((1, 0, -1), repeat=4):
        box, pages = Box(), []
        for who, value in enumerate((1, 1, 1, -1, -1, *four)):
            box.vote(who, value)
        for who, value in ((100, 1), (100, -1), (100, 1), (101, 1), (101, -1), (100, 0), (101, 1)):
            before = box.cell.staged
            box.vote(who, value)
            pages.append(box.cell.staged != before)
            if pages[-1]:
                break  # a step of five or more: its numbers are another rule's
        seen.setdefault(tuple(pages), []).append(four)
    assert all(len(fours) > 1 for fours in seen.values())


@given(ACTS, VALUES, st.integers(0, 4), VALUES)
def test_four_alike_hide_what_the_fifth_answered(acts, value, place, other):
    """Whoever saw five people answer, and knows that four of them answered alike, sees the same pages whatever the
    fifth said: the step waits either way."""
    pages = []
    for fifth in (value, other):
        box = Box()
        for who, answer in acts:
            box.vote(who + 100, answer)
        if box.cell.moved:
            return  # the five are a step of their own
        seen = [box.cell.shown]
        for who in range(5):
            box.vote(who, fifth if who == place else value)
            seen.append(box.cell.shown)
        pages.append(seen)
    assert pages[0] == pages[1]


@given(
    st.lists(VALUES, min_size=5, max_size=60) | st.lists(st.sampled_from([1, 1, 1, 1, 1, 1, -1]), min_size=5)
)
def test_at_closing_everyone_is_counted(values):
    """When nobody takes back what was shown, the final numbers are all ballots."""
    box = Box()
    for who, value in enumerate(values):
        box.vote(who, value)
    box.close()
    assert box.shown == box.value


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_published_cell_never_tells_that_all_agree(agree, passed, disagree):
    """Of a small cell, whatever is published, at least one reading of it is not unanimous."""
    counts = Counts(agree, passed, disagree)
    figure = tally.publish(counts)
    if counts.n < tally.STEP:
        assert figure is None
        return
    assert figure is not None
    for part, true in ((figure.agree, agree), (figure.passed, passed), (figure.disagree, disagree)):
        assert part.low <= true <= part.high
        if counts.n < tally.SMALL:
            assert part.low < counts.n
    if counts.n < tally.SMALL:
        # The published figure is the same for a neighbour that is not unanimous.
        top = max(agree, passed, disagree)
        if top == counts.n:
            value = 1 if agree else 0 if passed else -1
            near = counts.plus(value, -1).plus(0 if value else 1)
            assert near.n == counts.n and tally.publish(near) == figure


CELLS = st.dictionaries(st.integers(0, 12), st.builds(Counts, *[st.integers(0, 12)] * 3), max_size=13)


@given(CELLS, st.booleans())
def test_subtraction_gives_no_hidden_cell_away(cells, closed):
    """An attacker takes the total and every published cell. Changing any hidden cell for another hidden one changes
    nothing he sees; and the total is nothing but the sum of what is published."""
    seen = tally.statement(cells, cells if closed else None)
    if seen.total:
        parts = [figure for figure in (*seen.cells.values(), seen.rest) if figure]
        assert seen.total.n == sum(figure.n for figure in parts)
        assert seen.total.agree == sum((figure.agree for figure in parts), Range(0, 0))
    hidden = [key for key, counts in cells.items() if 0 < counts.n < tally.STEP]
    if not closed:
        for key in hidden:
            assert tally.statement(cells | {key: Counts()}) == seen
    elif seen.rest:
        assert len(hidden) >= 2 and seen.rest.n >= tally.STEP
    else:
        assert len(hidden) < 2 or sum(cells[key].n for key in hidden) < tally.STEP


@settings(max_examples=50)
@given(CELLS)
def test_bounds_hold_the_rate(cells):
    for figure in tally.statement(cells).cells.values():
        if figure is not None:
            assert 0 <= figure.low <= figure.high <= 1


def test_the_lower_bound_by_hand():
    """63 of 71 agree, alone: r = 64/73, Beta(63 + 5r, 8 + 5(1 - r)); checked against a numeric integral."""
    from scipy.integrate import quad
    from scipy.stats import beta

    figure = tally.statement({"a": Counts(63, 3, 5)}).cells["a"]
    rate = 64 / 73
    whole = beta(63 + 5 * rate, 8 + 5 * (1 - rate))
    assert quad(whole.pdf, 0, figure.low)[0] == pytest.approx(0.05, abs=1e-6)
    assert quad(whole.pdf, figure.high, 1)[0] == pytest.approx(0.05, abs=1e-6)


def test_a_small_veto_is_not_drowned():
    """300 of a large network agree, 9 of 10 of a small one do not: the weakest network ranks the statement."""
    seen = tally.statement({"large": Counts(300, 0, 0), "small": Counts(2, 0, 8)})
    assert seen.cells["large"].low > 0.9 and seen.weakest < 0.5


def test_live_numbers_keep_five_in_reserve(asked):
    first = asked.statements[0]
    asked.answers("youth", first, 1, 1, 1, -1, -1, 1, 1, 1, -1)
    assert asked.figure("youth", first) is None
    asked.answers("youth", first, -1)
    assert asked.figure("youth", first).n == 5
    asked.answers("youth", first, 1, 1, 1, -1)
    assert asked.figure("youth", first).n == 5
    asked.answers("youth", first, -1)
    assert asked.figure("youth", first).n == 10
    asked.answers("religion", first, 1, 1, 1, 1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert asked.figure("youth", first).n == 15
    assert asked.figure("youth", first).agree == Range(9, 9)
    assert asked.figure("religion", first) is None
    assert asked.standing(first).total.n == 15
    assert asked.standing(first).words == "9 จาก 15 คนเห็นด้วย"


def test_a_step_of_equal_answers_waits(asked):
    """Five who all agree are not told as the difference of two pages; nor are four of five."""
    first = asked.statements[0]
    asked.answers("youth", first, *[1, 1, 1, -1, -1] * 2)
    assert asked.figure("youth", first).n == 5
    asked.answers("youth", first, *[1] * 5)
    asked.answers("youth", first, *[1, 1, 1, 1, 1, -1])
    assert asked.figure("youth", first).n == 5
    asked.answers("youth", first, -1, -1, -1)  # ten of fourteen: mixed, and not asked before the fifteenth
    assert asked.figure("youth", first).n == 5
    asked.answers("youth", first, -1)
    assert asked.figure("youth", first).n == 10
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert (asked.figure("youth", first).n, asked.figure("youth", first).agree) == (25, Range(16, 16))


def test_taken_back_until_all_are_alike_the_last_step_stays_unshown(asked):
    first = asked.statements[0]
    asked.answers("youth", first, 1, 1, 1, -1, -1)
    later = asked.answers("youth", first, 1, 1, 1, -1, -1)
    assert asked.figure("youth", first).n == 5
    for voter in later[3:]:
        asked.vote(voter, "youth", first, 1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert asked.figure("youth", first).n == 5
    assert audit.recount(asked.topic) == []


def test_toggling_does_not_push_out_a_neighbours_vote(asked):
    """Somebody flips their own answer many times to force a batch with one other vote in it."""
    first = asked.statements[0]
    asked.answers("youth", first, *[1] * 10)
    before = asked.figure("youth", first)
    me = asked.answers("youth", first, 1)[0]
    for value in (-1, 1, 0, -1, 1, 0, 1, -1):
        asked.vote(me, "youth", first, value)
    asked.answers("youth", first, -1)
    assert asked.figure("youth", first) == before


def test_small_networks_are_told_together_at_closing(asked):
    first = asked.statements[0]
    asked.answers("religion", first, 1, 1, -1)
    asked.answers("community", first, 1, -1, -1)
    assert asked.standing(first).total is None
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    standing = asked.standing(first)
    assert standing.published.rest.n == standing.total.n == 6
    assert all(figure is None for figure in standing.published.cells.values())


@given(st.lists(st.integers(0, 12), max_size=8))
def test_the_whole_less_the_doors_that_are_told_is_no_small_door(doors):
    told = sum(count for count in doors if count >= tally.STEP)
    rest = tally.people(doors) - told
    small = [count for count in doors if 0 < count < tally.STEP]
    assert rest == 0 or (rest == sum(small) >= tally.STEP and len(small) > 1)


@settings(max_examples=300, deadline=None)
@given(
    first=st.lists(VALUES, min_size=1, max_size=60),
    changed=st.lists(st.tuples(st.integers(0, 59), VALUES), max_size=40),
    leave=st.sets(st.integers(0, 59)),
)
def test_many_at_once_are_as_one_after_the_other(first, changed, leave):
    box = Box()
    for who, value in [*enumerate(first), *((who % len(first), value) for who, value in changed)]:
        box.vote(who, value)
    gone = sorted(who for who in leave if who in box.value)
    before = {who: tally.Answer(box.value[who], box.staged.get(who), box.shown.get(who)) for who in box.value}
    cell, after, steps = tally.cast_all(box.cell, [(before[who], None) for who in gone])
    for who in gone:
        box.vote(who, None)
    assert cell == box.cell
    now = {who: answer.after(steps) for who, answer in before.items()} | dict(zip(gone, after, strict=True))
    assert now == {
        who: tally.Answer(box.value[who], box.staged.get(who), box.shown.get(who)) for who in box.value
    }
