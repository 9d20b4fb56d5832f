"""What a map publishes, tried by an attacker who knows the law, every published figure, and how many ballots there are."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.stages.listen import publish, tally
from thaktho.stages.listen.publish import Part, Placed
from thaktho.stages.listen.tally import STEP, Counts, Figure

counts = st.builds(Counts, *[st.integers(0, 30)] * 3)
small = st.builds(Counts, *[st.integers(0, 4)] * 3)
Table = dict[str, dict[str, Counts]]  # network -> group -> counts


def split(table: Table) -> tuple[dict[str, Part], list[Figure], dict[str, Figure | None]]:
    """As `figures` counts: each group's parts, the ranges, and what is told of each network."""
    told = {name: tally.publish(sum(groups.values(), Counts())) for name, groups in table.items()}
    groups = sorted({group for own in table.values() for group in own})
    plain = {
        group: sum(
            (table[name].get(group, Counts()) for name, cell in told.items() if cell and cell.exact), Counts()
        )
        for group in groups
    }
    ranged = {
        group: sum(
            table[name].get(group, Counts()).n for name, cell in told.items() if cell and not cell.exact
        )
        for group in groups
    }
    ranges = [cell for cell in told.values() if cell is not None and not cell.exact]
    return {group: Part(plain[group], ranged[group]) for group in groups}, ranges, told


def page(table: Table):
    """All that is published of one statement."""
    parts, ranges, told = split(table)
    return publish.group_figures(parts, ranges), told


tables = st.dictionaries(
    st.sampled_from(["N1", "N2", "N3", "N4"]),
    st.fixed_dictionaries({"0": counts | small, "1": counts | small, "2": small}),
    min_size=1,
)


@given(tables)
def test_figures_hold_the_truth_and_never_fewer_than_five(table):
    figures, told = page(table)
    for group, figure in figures.items():
        real = sum(
            (own[group] for name, own in table.items() if told[name] is not None and group in own), Counts()
        )
        if figure is None:
            continue
        assert figure.n == real.n >= STEP
        for name in ("agree", "passed", "disagree"):
            part = getattr(figure, name)
            assert 0 <= part.low <= getattr(real, name) <= part.high <= figure.n
        assert (
            sum(getattr(figure, name).low for name in ("agree", "passed", "disagree"))
            <= figure.n
            <= sum(getattr(figure, name).high for name in ("agree", "passed", "disagree"))
        )


@given(tables)
def test_no_group_is_found_by_subtraction(table):
    """All ballots that the networks tell, less the groups that are told: five ballots, or none."""
    figures, told = page(table)
    whole = sum(cell.n for cell in told.values() if cell is not None)
    rest = whole - sum(figure.n for figure in figures.values() if figure is not None)
    assert rest == 0 or rest >= STEP or not any(figures.values())


@given(tables, st.dictionaries(st.sampled_from("012"), small, min_size=1))
def test_a_network_that_is_not_told_changes_no_group_figure(table, tiny):
    """Whatever four people said, the page is the same to the letter."""
    if not 0 < sum(tiny.values(), Counts()).n < STEP:
        return
    before, _ = page(table)
    after, _ = page(table | {"tiny": tiny})
    assert {group: figure for group, figure in after.items() if group in before} == before


@given(tables, st.integers(0, 2**32))
def test_a_range_is_as_wide_after_the_groups_are_told(table, seed):
    """Ballots of networks told as ranges may be exchanged for any others that give the same ranges, if as many lie in each
    group: the groups' figures stay. So they say nothing of who in such a network said what."""
    draw = random.Random(seed)
    before, told = page(table)
    other: Table = {}
    for name, groups in table.items():
        cell = told[name]
        if cell is None or cell.exact:
            other[name] = groups
            continue
        answers = drawn(cell, draw)
        own = {}
        for group, old in groups.items():
            mine, answers = answers[: old.n], answers[old.n :]
            own[group] = sum((Counts().plus(value) for value in mine), Counts())
        other[name] = own
    after, told_after = page(other)
    assert told_after == told
    assert after == before


def drawn(cell: Figure, draw: random.Random) -> list[int]:
    """Answers that give the same figure, in any order."""
    ways = [
        (agree, passed, cell.n - agree - passed)
        for agree in range(cell.agree.low, cell.agree.high + 1)
        for passed in range(cell.passed.low, cell.passed.high + 1)
        if cell.disagree.low <= cell.n - agree - passed <= cell.disagree.high
    ]
    agree, passed, disagree = draw.choice(ways)
    answers = [1] * agree + [0] * passed + [-1] * disagree
    draw.shuffle(answers)
    return answers


@pytest.mark.slow
def test_the_attacker_who_tries_everything_learns_nothing():
    """Two networks of five and six told as ranges, one told exactly, one not told, two groups: the attacker knows how many
    of each network lie in each group, tries all answers, and keeps those that give the page that was seen. Of no
    network is anything ruled out that the networks' own figures did not rule out."""
    sizes = {"A": (3, 2), "B": (2, 4), "hidden": (2, 1)}
    fixed = {"0": Counts(6, 1, 5), "1": Counts(2, 2, 6)}
    ways = {
        name: [
            {"0": Counts(a, 0, m - a), "1": Counts(b, 0, n - b)}
            for a, b in itertools.product(range(m + 1), range(n + 1))
        ]
        for name, (m, n) in sizes.items()
    }
    seen = defaultdict(lambda: defaultdict(set))
    alone = defaultdict(lambda: defaultdict(set))
    for a, b, h in itertools.product(*ways.values()):
        table = {"A": a, "B": b, "hidden": h, "exact": fixed}
        figures, told = page(table)
        networks = str(told)
        both = networks + str(figures)
        for name in sizes:
            agree = sum(table[name].values(), Counts()).agree
            alone[networks][name].add(agree)
            seen[networks, both][name].add(agree)
    for (networks, _), possible in seen.items():
        for name in sizes:
            assert possible[name] == alone[networks][name]


def ballots(number: int, spread: float, group: str, network: str, seed: int) -> list[Placed]:
    draw = random.Random(seed)
    return [Placed(draw.gauss(0, spread), draw.gauss(0, spread), 0.3, group, network) for _ in range(number)]


def whole(points: list[Placed]) -> tuple[dict, dict[str, str]]:
    groups = sorted({one.group for one in points})
    return {
        "voters": [
            {"id": str(at), "x": one.x, "y": one.y, "sd": one.sd, "group": one.group}
            for at, one in enumerate(points)
        ],
        "groups": [
            {
                "id": group,
                "representative": [
                    {"statement": "1", "side": "agree", "p": 0.99, "votes": [40, 41]},
                    {"statement": "2", "side": "agree", "p": 0.7, "votes": [6, 9]},
                ],
            }
            for group in groups
        ],
        "stability": {
            "groups": len(groups), "split_half": {"1": 0.5, "2": 0.61234, "3": 0.2},
            "split_half_by_chance": {"1": 0.1, "2": 0.051, "3": 0.1}, "subsample_ari": [0.9] * 3, "subsample_ari_mean": 0.912345,
        },
    }, {str(at): one.network for at, one in enumerate(points)}  # fmt: skip


def body(*clouds: list[Placed], final: bool = False) -> dict:
    return publish.body(*whole([one for cloud in clouds for one in cloud]), final=final)


def test_under_fifty_no_group_is_told():
    told = body(ballots(49, 1, "0", "N1", 1))
    assert told["why"] == "few" and not told["groups"] and not told["points"]["cells"]
    assert not body(ballots(50, 1, "0", "N1", 1))["why"]


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(0.1, 2)), min_size=1, max_size=4), st.integers(0, 99))
@settings(max_examples=40)
def test_no_place_is_told_of_fewer_than_five(clouds, seed):
    points = [
        one
        for at, (number, spread) in enumerate(clouds)
        for one in ballots(number, spread, str(at % 2), f"N{at}", seed + at)
    ]
    told = publish.body(*whole(points), final=False)
    size = told["points"]["size"]
    for x, y, group, level in told["points"]["cells"]:
        inside = [
            one
            for one in points
            if one.group == group
            and x * size <= one.x < (x + 1) * size
            and y * size <= one.y < (y + 1) * size
        ]
        assert len(inside) >= level >= STEP
    for group in told["groups"]:
        assert sum(one.group == group["id"] for one in points) >= STEP and group["size"] % STEP == 0
        assert all(line["statement"] == "1" and line["tenths"] == 9 for line in group["representative"])
    for network in told["networks"]:
        assert sum(one.network == network["network"] for one in points) >= publish.FEWEST_OF_NETWORK


@given(st.integers(20, 200), st.integers(0, 99), st.floats(-3, 3), st.floats(-3, 3))
@settings(max_examples=60)
def test_one_ballot_does_not_carry_a_network_past_a_step(number, seed, x, y):
    """So the middles before and after somebody came do not give that one's place away."""
    before = ballots(number, 0.5, "0", "N1", seed)
    after = [*before, Placed(x, y, 0.3, "0", "N1")]
    step = publish.coarse(number)
    for axis in ("x", "y"):
        assert abs(publish.spread(before)[axis] - publish.spread(after)[axis]) <= 1.01 * step


def test_open_maps_hold_no_counts_of_answers():
    told = body(ballots(40, 1, "0", "N1", 1), ballots(40, 1, "1", "N2", 2))
    assert told["figures"] == {} and told["people"] == 80
    assert told["stability"] == {
        "groups": 2,
        "halves": 0.61,
        "by_chance": 0.05,
        "samples": 0.91,
        "times": 3,
    }
    assert "0.99" not in str(told) and "41" not in str(told["groups"][0]["representative"])


@given(st.integers(0, 5000), st.integers(1, 60), st.integers(0, 4))
def test_four_ballots_never_make_another_map(before, statements, few):
    """Four people, however often they change their minds, add four answers to each statement at most."""
    assert not publish.grown_enough(before, before + few * statements, statements)


def test_growth():
    assert publish.grown_enough(None, 21, 4)
    assert not publish.grown_enough(None, 19, 4)
    assert not publish.grown_enough(10_000, 10_199, 10) and publish.grown_enough(10_000, 10_200, 10)


def test_a_certificate_is_told_in_tenths_and_only_where_the_list_is_public():
    whole = {
        "consensus": [
            {"statement": "1", "list": "all", "stands": 0.44},
            {
                "statement": "2",
                "list": "all",
                "stands": 0.98,
            },  # published as not known: a small network is in it
            {"statement": "3", "list": "not_enough", "stands": 0.8},
            {"statement": "4", "list": "refused_by", "stands": 0.98},
        ],
        "rejected": [{"statement": "5", "list": "rejected", "stands": 0.02}],
    }
    listed = {"1": "all", "2": "not_enough", "3": "not_enough", "4": "refused_by", "5": "rejected"}
    assert publish.certificates(whole, listed) == {
        "1": {"list": "all", "tenths": 4},
        "4": {"list": "refused_by", "tenths": 10},
        "5": {"list": "rejected", "tenths": 0},
    }
