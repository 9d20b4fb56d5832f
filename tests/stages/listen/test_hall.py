"""A hall: phones, paper, hands, ballots set aside and taken back, in any order: counted exactly, never twice."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.fast import examples
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, audit, queries, tally
from thaktho.stages.listen.models import Tally, Vote, Voter
from thaktho.stages.listen.tally import Counts

VALUE = st.sampled_from([1, 0, -1])
SHEET = st.integers(1, 9)
STATEMENT = st.integers(0, 3)
COUNTED = st.builds(Counts, st.integers(0, 3), st.integers(0, 2), st.integers(0, 2))
ACT = st.one_of(
    st.tuples(st.just("phone"), SHEET, STATEMENT, VALUE),
    st.tuples(st.just("paper"), SHEET, st.dictionaries(STATEMENT, VALUE, min_size=1)),
    st.tuples(st.just("paper"), SHEET, st.fixed_dictionaries({n: VALUE for n in range(4)})),
    st.tuples(st.just("hands"), st.sampled_from(["1", "2"]), st.dictionaries(STATEMENT, COUNTED, min_size=1)),
    st.tuples(st.just("aside"), st.sets(SHEET, min_size=1, max_size=4)),
    st.tuples(st.just("back")),
)


class Hall:
    """What the acts must come to, kept beside the database: by sheet and statement, and by table and statement."""

    def __init__(self, asked):
        self.asked, self.topic, self.door = asked, asked.topic, asked.door("youth")
        self.staff = asked.province.actor("secretariat")
        actions.print_sheets(self.staff, self.door, 9)
        self.door = asked.door("youth")
        self.answers: dict[int, dict[int, int]] = {}
        self.tables: dict[tuple[str, int], Counts] = {}
        self.aside: set[int] = set()

    def do(self, what, *words):
        getattr(self, what)(*words)

    def phone(self, sheet, statement, value):
        voter, topic = actions.voter_of_sheet(self.topic, self.door, sheet), self.topic
        row = self.asked.statements[statement]
        if sheet in self.aside:
            with pytest.raises(actions.NotOpen):
                actions.cast_vote(self.asked.province.visitor, topic, voter, self.door, row.pk, value)
            return
        actions.cast_vote(self.asked.province.visitor, topic, voter, self.door, row.pk, value)
        self.answers.setdefault(sheet, {})[statement] = value

    def paper(self, sheet, answers):
        given = {self.asked.statements[n].pk: value for n, value in answers.items()}
        if sheet in self.aside:
            with pytest.raises(actions.NotOpen), transaction.atomic():
                actions.type_sheet(self.staff, self.topic, self.door, sheet, given)
            return
        held = self.answers.setdefault(sheet, {})
        done = actions.type_sheet(self.staff, self.topic, self.door, sheet, given)
        assert done.already == len(held.keys() & answers.keys())
        self.answers[sheet] = answers | held

    def hands(self, table, counts):
        by_id = {self.asked.statements[n].pk: counted for n, counted in counts.items()}
        actions.count_hands(self.staff, self.topic, self.door, table, 7, by_id)
        self.tables |= {(table, n): counted for n, counted in counts.items()}

    def aside_(self, sheets):
        known = {sheet for sheet in sheets if self.answers.get(sheet) and sheet not in self.aside}
        voters = [actions.voter_of_sheet(self.topic, self.door, sheet) for sheet in known]
        if not voters:
            return
        actions.set_aside(self.staff, self.topic, self.door, voters, "ลายมือเดียวกัน")
        self.aside |= known

    def back(self):
        if not self.aside:
            with pytest.raises(actions.NothingThere):
                actions.take_back(self.staff, self.topic, self.door, "ตรวจแล้ว")
            return
        assert actions.take_back(self.staff, self.topic, self.door, "ตรวจแล้ว") == len(self.aside)
        self.aside = set()

    def expected(self, statement):
        total = Counts()
        for sheet, held in self.answers.items():
            if sheet not in self.aside and statement in held:
                total = total.plus(held[statement])
        for (_, n), counted in self.tables.items():
            total = total + counted if n == statement else total
        return total

    def check(self):
        assert audit.recount(self.topic) == []
        for n, row in enumerate(self.asked.statements):
            stored = Tally.objects.get(statement=row, door=self.door)
            assert Counts(stored.agree, stored.passed, stored.disagree) == self.expected(n), n
            votes = Vote.objects.filter(statement=row).values_list("value", "staged")
            assert stored.moved == sum(value != staged for value, staged in votes)
        sheets = Voter.objects.exclude(way=Voter.Way.HANDS)
        assert sheets.count() == len([given for given in self.answers.values() if given])
        hands = Voter.objects.filter(way=Voter.Way.HANDS, aside=False).count()
        most = Counter()
        for (table, _), counted in self.tables.items():
            most[table] = max(most[table], counted.n)
        assert hands == sum(most.values())


@pytest.fixture
def hall(asking):
    return Hall(asking(kind="hall", proof="sheet"))


@settings(examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, max_size=40))
@pytest.mark.slow
def test_any_order_counts_exactly_and_nobody_twice(asking, acts):
    with transaction.atomic():
        hall = Hall(asking(kind="hall", proof="sheet"))
        for what, *words in acts:
            hall.do("aside_" if what == "aside" else what, *words)
            assert audit.recount(hall.topic) == []
        hall.check()
        actions.close_topic(hall.staff, hall.topic)
        assert audit.recount(hall.topic) == []
        seal = actions.seal_topic(hall.asked.province.system, hall.topic)
        assert audit.verify(seal).votes_hold and audit.recount(hall.topic) == []
        transaction.set_rollback(True)


def test_a_phone_and_its_paper_are_one_ballot(hall):
    first, second = hall.asked.statements[:2]
    hall.phone(3, 0, -1)
    done = actions.type_sheet(hall.staff, hall.topic, hall.door, 3, {first.pk: 1, second.pk: 1})
    assert (done.filled, done.already) == (1, 1)
    assert Voter.objects.get().way == Voter.Way.PHONE
    assert Vote.objects.get(statement=first).value == -1  # what the phone said stands
    again = actions.type_sheet(hall.staff, hall.topic, hall.door, 3, {first.pk: 1, second.pk: -1})
    assert (again.filled, again.already) == (0, 2)


def test_only_printed_sheets_and_no_ballots_made_up(hall):
    given = {hall.asked.statements[0].pk: 1}
    for serial in (0, 10):
        with pytest.raises(actions.NoSuchSheet):
            actions.type_sheet(hall.staff, hall.topic, hall.door, serial, given)
    with pytest.raises(actions.NeedsSheet):
        actions.cast_ballot(hall.staff, hall.topic, hall.door, audit.UUID(int=7), given)
    assert not Voter.objects.exists()


def test_hands_are_never_more_than_people(hall):
    statement = hall.asked.statements[1]
    with pytest.raises(actions.TooManyHands):
        actions.count_hands(hall.staff, hall.topic, hall.door, "1", 7, {statement.pk: Counts(5, 2, 1)})
    assert not Voter.objects.exists() and not Vote.objects.exists()


def test_what_is_set_aside_is_in_no_figure_after_closing(asking):
    """Thirteen ballots of which eight are shown or waiting; four alike are set aside: the cell may not tell it, so it is
    told no more."""
    asked = asking()
    by, first = asked.province.actor("secretariat"), asked.statements[0]
    voters = asked.answers("youth", first, *[1, -1, 0, 1, -1] * 3)
    assert asked.figure("youth", first).n == 10
    alike = [voter for voter, value in zip(voters, [1, -1, 0, 1, -1] * 3, strict=True) if value == 1][:4]
    lines = Act.objects.count()
    actions.set_aside(by, asked.topic, asked.door("youth"), alike, "คำตอบเหมือนกันทุกข้อ")
    assert Act.objects.count() == lines + 1
    part = queries.took_part(asked.topic)
    assert part.aside.any and part.aside.least == 0  # fewer than five are told as that
    actions.close_topic(by, asked.topic)
    assert asked.figure("youth", first) is None
    assert audit.recount(asked.topic) == []


def test_who_is_set_aside_votes_no_more_until_taken_back(asked):
    by, (first, second) = asked.province.actor("secretariat"), asked.statements[:2]
    voters = asked.answers("youth", first, 1, 1, 1)
    actions.set_aside(by, asked.topic, asked.door("youth"), voters, "ลายมือเดียวกัน")
    for statement in (first, second):
        with pytest.raises(actions.NotOpen):
            asked.vote(voters[0], "youth", statement, -1)
    with pytest.raises(actions.NothingThere):
        actions.set_aside(by, asked.topic, asked.door("youth"), voters, "อีกครั้ง")
    actions.take_back(by, asked.topic, asked.door("youth"), "ตรวจแล้วเป็นคนละคน")
    assert asked.vote(voters[0], "youth", second, -1) == {first.pk: 1, second.pk: -1}
    assert Tally.objects.get(statement=first, door=asked.door("youth")).agree == 3


AGREEING = st.sampled_from([1, 1, 1, 1, 0, -1])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 24), st.none() | AGREEING), max_size=120))
def test_ballots_that_leave_keep_the_law_of_steps(acts):
    """Each page differs from the one before by five ballots at least, and those who left did not leave alike."""
    cell, value, staged, shown = tally.Cell(), {}, {}, {}
    for who, new in acts:
        if value.get(who) == new:
            continue
        before = dict(shown)
        cell, stepped = tally.cast(cell, old=value.get(who), staged=staged.get(who), new=new)
        value[who] = new
        if stepped:
            shown, staged = dict(staged), dict(value)
        assert cell.moved == sum(value.get(one) != staged.get(one) for one in value)
        changed = [one for one in value if before.get(one) != shown.get(one)]
        assert not changed or len(changed) >= tally.STEP
        left, came = _fell(before, shown), _fell(shown, before)
        if 0 < len(changed) < tally.SMALL and sum(left) > sum(came):
            assert 5 * max(left) < 4 * sum(left)


def _fell(before, after):
    counts = [Counter(v for v in ballots.values() if v is not None) for ballots in (before, after)]
    return [max(0, counts[0][v] - counts[1][v]) for v in (-1, 0, 1)]
