"""A ballot placed from the scale lies where the map and the live topic put it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.opinion import Live, Settings, drawn
from thaktho.engines.opinion.grouping import Models
from thaktho.engines.opinion.ideal import main_axes
from thaktho.engines.opinion.place import place, scale_of

from .cast import made

VOTES, _ = made(80, 20, 8)
ITEMS = Models(VOTES, 0).of(2)
SCALE = json.loads(json.dumps(scale_of(ITEMS, main_axes(ITEMS), enumerate(VOTES.statements))))


@given(st.dictionaries(st.integers(0, 22), st.sampled_from((-1, 0, 1)), max_size=23))
@settings(deadline=None, max_examples=100)
def test_it_is_where_the_live_topic_puts_it(said: dict[int, int]) -> None:
    live = Live(VOTES, ITEMS)
    for statement, mark in said.items():
        live.vote("new", str(statement), mark)
    spot, own = live.spot("new"), place({str(one): mark for one, mark in said.items()}, SCALE)
    assert (own.x, own.y, own.sd) == pytest.approx((spot.x, spot.y, spot.sd), abs=1e-9)


@pytest.mark.parametrize("groups", [1, 2, 3, 5])
@pytest.mark.parametrize("turned", [False, True])
def test_it_is_where_the_map_puts_it(groups: int, turned: bool) -> None:
    votes, _ = made(120, 30, 15, 3, seed=groups)
    asked = {"settings": Settings(groups=groups), "moderated": {"4": -1}}
    last = None
    if turned:
        first = drawn(votes, **asked).map
        last = {
            "voters": [one | {"x": one["y"], "y": -one["x"]} for one in first["voters"]],
            "groups": first["groups"],
        }
    found = drawn(votes, last=last, **asked)
    scale = json.loads(json.dumps(found.scale))
    assert "4" not in scale["statements"]
    for at in range(0, votes.people, 7):
        own = slice(votes.start[at], votes.start[at + 1])
        said = {str(one): int(mark) for one, mark in zip(votes.statement[own], votes.vote[own])}
        spot, told = place(said, scale), found.map["voters"][at]
        assert (spot.x, spot.y, spot.sd) == pytest.approx((told["x"], told["y"], told["sd"]), abs=2e-5)


def test_polis_mode_has_no_scale() -> None:
    assert drawn(VOTES, settings=Settings("polis")).scale is None


def test_a_stranger_lies_in_the_middle() -> None:
    spot = place({}, SCALE)
    assert (spot.x, spot.y) == (0.0, 0.0)
    assert spot.sd > place({"1": 1, "2": -1, "3": 1}, SCALE).sd
    assert not np.isnan(spot.sd)
