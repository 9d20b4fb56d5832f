"""What must hold for any lacks and offers; and the best found by trying everything."""

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.weave.collaborate import Lack, Offer, match, matching, suitable

KINDS = st.sampled_from(("tool", "human"))
TOPICS = st.sampled_from(
    ((), ("waste.bank",), ("waste.manage",), ("culture.music",), ("waste.bank", "culture.music"))
).map(frozenset)
AREAS = st.lists(st.sampled_from(("57", "5701", "570101", "570102", "5702", "5001")), max_size=2).map(tuple)
NETWORKS = st.sampled_from(("a", "b", "c"))
DAYS = st.none() | st.sampled_from((date(2021, 1, 1), date(2021, 6, 1)))

lacks = st.lists(
    st.builds(Lack, st.just("?"), NETWORKS, KINDS, st.just(""), st.just(""), TOPICS, AREAS, st.sampled_from((None, 2564, 2565)), DAYS,
              st.none(), st.booleans(), st.sampled_from((0.5, 1.0, 2.0))), max_size=5,
).map(lambda found: [replace(n, id=f"l{k}") for k, n in enumerate(found)])  # fmt: skip
offers = st.lists(
    st.builds(Offer, st.just("?"), NETWORKS, KINDS, st.just("ของ"), TOPICS, AREAS, st.sampled_from(((), (2564,), (2564, 2565))), DAYS,
              st.none(), st.sampled_from((None, 0, 1, 2))), max_size=4,
).map(lambda found: [replace(o, id=f"o{k}") for k, o in enumerate(found)])  # fmt: skip
limits = st.sampled_from((None, 0, 1, 2))


def best(wanted: list[Lack], given_: list[Offer], most: int) -> float:
    """The greatest sum, by trying every choice for every lack."""
    pairs = [[(p.offer, p.giver, p.points) for p in suitable(n, given_)] for n in wanted]
    room = {o.id: 1 if o.capacity is None else o.capacity for o in given_}

    @cache
    def after(
        n: int, used: tuple[tuple[tuple[str, int | None], int], ...], carried: tuple[tuple[str, int], ...]
    ) -> float:
        if n == len(wanted):
            return 0.0
        top = after(n + 1, used, carried)
        for offer, giver, points in pairs[n]:
            spent, load = dict(used), dict(carried)
            key = (offer, wanted[n].year)
            if spent.get(key, 0) >= room[offer] or load.get(giver, 0) >= most:
                continue
            spent[key] = spent.get(key, 0) + 1
            load[giver] = load.get(giver, 0) + 1
            more = after(n + 1, tuple(sorted(spent.items(), key=repr)), tuple(sorted(load.items())))
            top = max(top, wanted[n].weight * points + more)
        return top

    return after(0, (), ())


@settings(max_examples=150, deadline=None)
@given(lacks, offers, limits)
def test_as_good_as_trying_everything(wanted: list[Lack], given_: list[Offer], most: int | None) -> None:
    found = match(wanted, given_, most=most)
    assert found.total == pytest.approx(best(wanted, given_, found.most))


@settings(max_examples=60, deadline=None)
@given(lacks, offers, limits)
def test_columns_left_out_lose_nothing(wanted, given_, most) -> None:  # type: ignore[no-untyped-def]
    whole = match(wanted, given_, most=most)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "SMALL", 0)
        patch.setattr(matching, "FIRST", 1)
        assert match(wanted, given_, most=most).total == pytest.approx(whole.total)


@settings(max_examples=60, deadline=None)
@given(lacks, offers, limits, st.integers())
def test_order_does_not_matter(wanted, given_, most, seed) -> None:  # type: ignore[no-untyped-def]
    turned, turned_offers = list(wanted), list(given_)
    Random(seed).shuffle(turned)
    Random(seed).shuffle(turned_offers)
    assert match(wanted, given_, most=most) == match(turned, turned_offers, most=most)


@settings(max_examples=60, deadline=None)
@given(lacks, offers, limits)
def test_no_limit_is_broken(wanted, given_, most) -> None:  # type: ignore[no-untyped-def]
    found = match(wanted, given_, most=most)
    asked, had = {n.id: n for n in wanted}, {o.id: o for o in given_}
    assert len({p.lack for p in found.proposals}) == len(found.proposals)
    assert {p.lack for p in found.proposals} | {u.lack for u in found.unmet} == set(asked)
    assert all(n <= found.most for _, n in found.carried)
    for p in found.proposals:
        assert p.giver != p.taker
        same = [q for q in found.proposals if q.offer == p.offer and asked[q.lack].year == asked[p.lack].year]
        capacity = had[p.offer].capacity
        assert len(same) <= (1 if capacity is None else capacity)
        assert p in suitable(asked[p.lack], given_)
        assert all(r.text_th for r in p.reasons)
