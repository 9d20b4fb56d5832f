"""The whole map: same bytes whatever the row order, small and odd topics, planted consensus and vetoes."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.opinion import Settings, Votes, dump, gather, opinion_map
from thaktho.engines.opinion.chunked import threads
from thaktho.engines.opinion.grouping import Models, choose

from .cast import made

ONE = Settings(groups=1)


def mixed(votes: Votes, seed: int) -> Votes:
    """The same votes, ids and rows in another order."""
    rng = np.random.default_rng(seed)
    people, columns, rows = (
        rng.permutation(votes.people),
        rng.permutation(votes.width),
        rng.permutation(len(votes.vote)),
    )
    at_person, at_column = np.argsort(people), np.argsort(columns)
    return gather(
        [votes.voters[at] for at in people],
        [votes.statements[at] for at in columns],
        at_person[votes.person_of_vote()[rows]],
        at_column[votes.statement[rows]],
        votes.vote[rows],
    )


@pytest.mark.parametrize("mode", ["main", "polis"])
def test_row_order_never_matters_to_the_byte(mode: str) -> None:
    votes, _ = made(150, 30, 12, 3)
    nets = {"a": votes.voters[::3], "b": votes.voters[::4]}
    made_ = [
        dump(opinion_map(one, settings=Settings(mode=mode), networks=nets, moderated={"3": -1}))
        for one in (votes, mixed(votes, 1), mixed(votes, 2))
    ]
    assert made_[0] == made_[1] == made_[2]


def test_an_executor_changes_no_byte() -> None:
    votes, _ = made(150, 30, 12)
    assert dump(opinion_map(votes, run=threads(2))) == dump(opinion_map(votes))


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 5), st.sampled_from((-1, 0, 1))), max_size=50,
        unique_by=lambda row: row[:2],
    ),
    st.sampled_from(("main", "polis")),
)  # fmt: skip
@settings(deadline=None, max_examples=30)
def test_any_small_topic_has_a_map(rows: list[tuple[int, int, int]], mode: str) -> None:
    voter, statement, vote = (np.array([row[at] for row in rows], np.int64) for at in range(3))
    votes = gather([str(at) for at in range(10)], [str(at) for at in range(6)], voter, statement, vote)
    found = opinion_map(votes, settings=Settings(mode=mode), networks={"n": ["0", "1", "99"]})
    back = json.loads(dump(found))
    assert len(back["voters"]) == 10
    for at, line in enumerate(back["statements"]):
        marks = vote[statement == at]
        assert (line["agree"], line["disagree"], line["pass"]) == tuple(
            int((marks == m).sum()) for m in (1, -1, 0)
        )


@pytest.mark.parametrize("mode", ["main", "polis"])
@pytest.mark.parametrize("rows", [[], [(0, 0, 1)], [(0, at, 1) for at in range(5)]])
def test_empty_and_one_voter(mode: str, rows: list[tuple[int, int, int]]) -> None:
    voters, statements = (
        [str(one) for one in {row[0] for row in rows}],
        [str(one) for one in {row[1] for row in rows}],
    )
    parts = [np.array([row[at] for row in rows], np.int64) for at in range(3)]
    found = opinion_map(gather(voters, statements, *parts), settings=Settings(mode=mode))
    assert len(found["voters"]) == len(voters)
    assert all(line["list"] != "refused_by" for line in found["consensus"])


def test_everyone_agrees_is_one_group_and_consensus() -> None:
    person, column = np.divmod(np.arange(80 * 10), 10)
    votes = gather([str(at) for at in range(80)], [str(at) for at in range(10)], person, column, np.ones(800))
    found = opinion_map(votes, networks={"a": votes.voters[:40], "b": votes.voters[40:]})
    assert len(found["groups"]) == 1
    assert [line["list"] for line in found["consensus"]] == ["all"] * 10
    assert all(line["stands"] == 1.0 for line in found["consensus"])


def test_camps_far_apart_are_found() -> None:
    votes, camp = made(400, 40, 25, 2, apart=2.0)
    found = opinion_map(votes)
    assert len(found["groups"]) == 2
    label = np.array([int(one["group"]) for one in found["voters"]])
    assert max((label == camp).mean(), (label != camp).mean()) > 0.95
    assert all(group["representative"] for group in found["groups"])
    assert found["stability"]["subsample_ari_mean"] > 0.9


@pytest.mark.parametrize(("people", "statements", "each"), [(100, 30, 30), (400, 40, 25), (1200, 60, 20)])
def test_noise_is_one_group(people: int, statements: int, each: int) -> None:
    for seed in range(4):
        noise, _ = made(people, statements, each, 1, seed=seed)
        assert choose(noise, Models(noise, 0), 0).k == 1


def vetoed(seed: int) -> tuple[Votes, list[str], set[str]]:
    """2,000 people who like statements 0-9; 30 of them, one network, refuse these."""
    votes, _ = made(2000, 60, 30, 2, seed=seed)
    rng = np.random.default_rng([seed, 1])
    inside = np.arange(30)
    liked = votes.statement < 10
    own = votes.person_of_vote() < 30
    vote = votes.vote.copy()
    vote[liked] = np.where(rng.random(liked.sum()) < 0.9, 1, -1)
    vote[liked & own] = np.where(rng.random((liked & own).sum()) < 0.1, 1, -1)
    return (
        Votes(votes.voters, votes.statements, votes.start, votes.statement, vote),
        [votes.voters[at] for at in inside],
        {str(at) for at in range(10)},
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_small_networks_veto_is_seen(seed: int) -> None:
    votes, own, liked = vetoed(seed)
    found = opinion_map(votes, networks={"small": own, "rest": votes.voters[30:]}, settings=ONE)
    lists = {line["statement"]: line for line in found["consensus"]}
    refused = [one for one in liked if lists[one]["list"] == "refused_by"]
    assert len(refused) >= 8
    assert all(lists[one]["units"] == ["small"] for one in refused)
    assert not liked & {line["statement"] for line in found["consensus"] if line["list"] == "all"}


def test_without_a_veto_nobody_is_said_to_refuse() -> None:
    said = judged = 0
    for seed in range(4):
        votes, _ = made(600, 60, 30, 2, seed=seed)
        nets = {str(at): votes.voters[at::13] for at in range(13)}
        found = opinion_map(votes, networks=nets, settings=ONE)["consensus"]
        judged += len(found)
        said += sum(line["list"] == "refused_by" for line in found)
    assert judged
    assert said <= 0.05 * judged


def test_unknown_is_not_consent_and_small_cells_are_not_shown() -> None:
    votes, _ = made(300, 20, 18, 1, apart=0.0, seed=3)
    vote = np.ones_like(votes.vote)
    votes = Votes(votes.voters, votes.statements, votes.start, votes.statement, vote)
    found = opinion_map(votes, networks={"few": votes.voters[:4], "many": votes.voters[4:]})
    assert {line["list"] for line in found["consensus"]} == {"all"}
    assert all(
        line["by_network"]["few"] is None and line["unheard"] == ["few"] for line in found["consensus"]
    )
    assert found["networks"] == [{"id": "few", "size": None}, {"id": "many", "size": 296}]
    most = opinion_map(votes, networks={"a": [], "few": votes.voters[:4], "many": votes.voters[4:]})
    assert {line["list"] for line in most["consensus"]} == {"not_enough"}
    assert all(line["units"] == line["unheard"] == ["a", "few"] for line in most["consensus"])
    thin = votes.where(
        ~((votes.statement == 3) & (votes.person_of_vote() >= 4) & (votes.person_of_vote() < 10))
    )
    nets = {"some": votes.voters[4:10], "many": votes.voters[10:]}
    lists = {line["statement"]: line for line in opinion_map(thin, networks=nets)["consensus"]}
    assert (lists["3"]["list"], lists["3"]["units"], lists["3"]["unheard"]) == ("not_enough", ["some"], [])


def test_what_few_people_said_changes_no_published_figure() -> None:
    """The answers of a network that is not heard, and of cells under five, stand in no bound and no list of networks."""
    votes, _ = made(300, 20, 18, 1, apart=0.0, seed=3)
    nets = {"few": votes.voters[:4], "many": votes.voters[4:]}
    plain = opinion_map(votes, networks=nets, settings=ONE)["consensus"]
    without = opinion_map(votes, networks={"few": [], "many": nets["many"]}, settings=ONE)["consensus"]
    keys = ("statement", "bound", "by_network", "list", "units", "unheard")
    assert [[line[key] for key in keys] for line in plain] == [
        [line[key] for key in keys] for line in without
    ]


def test_what_everybody_rejects_is_a_list_of_its_own() -> None:
    votes, _ = made(300, 20, 18, 1, apart=0.0, seed=3)
    vote = np.where(votes.statement < 4, -1, 1).astype(np.int8)
    votes = Votes(votes.voters, votes.statements, votes.start, votes.statement, vote)
    found = opinion_map(votes, networks={"a": votes.voters[:90], "b": votes.voters[90:]})
    assert {line["statement"] for line in found["rejected"]} == {"0", "1", "2", "3"}
    assert all(line["list"] == "rejected" and line["stands"] == 1.0 for line in found["rejected"])
    assert not {line["statement"] for line in found["consensus"]} & {"0", "1", "2", "3"}


def test_moderated_statements_are_in_no_finding() -> None:
    votes, _ = made(300, 30, 20, 2, apart=2.0)
    out = {str(at): -1 for at in range(0, 30, 2)}
    found = opinion_map(votes, moderated=out)
    told = {line["statement"] for line in found["consensus"]}
    told |= {line["statement"] for group in found["groups"] for line in group["representative"]}
    assert not told & out.keys()
    assert {line["id"] for line in found["statements"] if line["out"]} == out.keys()


def test_the_next_map_keeps_orientation_and_numbers() -> None:
    votes, _ = made(300, 30, 20, 2, apart=2.0)
    first = opinion_map(votes)
    turned = {
        "voters": [
            {"id": v["id"], "x": -v["y"], "y": v["x"], "group": str(1 - int(v["group"]))}
            for v in first["voters"]
        ],
        "groups": first["groups"],
    }
    again = opinion_map(votes, last=turned)
    assert [v["group"] for v in again["voters"]] == [v["group"] for v in turned["voters"]]
    for mine, theirs in zip(again["voters"], turned["voters"]):
        assert (mine["x"], mine["y"]) == pytest.approx((theirs["x"], theirs["y"]), abs=1e-4)


def test_the_manifest_names_what_changes_the_map() -> None:
    votes, _ = made(60, 10, 6)
    plain = opinion_map(votes)["manifest"]
    assert plain["input"]["votes_sha256"] == votes.digest()
    assert opinion_map(votes, settings=Settings(seed=1))["manifest"] != plain
    assert opinion_map(votes, networks={"a": votes.voters[:9]})["manifest"] != plain
    assert opinion_map(votes, moderated={"1": -1})["manifest"] != plain
    last = opinion_map(votes, settings=Settings(seed=1))
    assert opinion_map(votes, last=last)["manifest"] != plain
    assert (
        opinion_map(votes, last=last)["manifest"] != opinion_map(votes, last=opinion_map(votes))["manifest"]
    )
    with pytest.raises(ValueError, match="mode"):
        opinion_map(votes, settings=Settings(mode="other"))
