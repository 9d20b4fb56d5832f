"""Small problems for hypothesis: few rows, two or three years, demands of every kind, amounts from nothing to 10^12."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from thaktho.engines.weave.portfolio import (
    After,
    Bonus,
    BudgetCap,
    BudgetFloor,
    Candidate,
    Cost,
    Demand,
    Effort,
    Floor,
    Must,
    Not,
    OnlyOne,
    Option,
    PeopleCap,
    Problem,
    movable,
)

YEARS = (2563, 2564, 2565)
IDS = ("ก", "ข", "ค", "ง", "จ")
AMPHOE, VIRTUES, NETWORKS, FUNDS = ("5701", "5702"), ("v1", "v2"), ("n1", "n2"), ("จังหวัด", "อปท.")

small = st.integers(0, 6).map(lambda n: n * 50_000)
large = st.sampled_from(
    (
        10**12,
        10**12 - 1,
        Decimal("999999999999.99"),
        5 * 10**11,
        Decimal("0.01"),
        Decimal("499999999999.99"),
        1,
        0,
    )
)
amount = st.one_of(small, small, small, large)
year, some_year = st.sampled_from(YEARS), st.sampled_from((None, *YEARS))
fund, some_fund = st.sampled_from(FUNDS), st.sampled_from((None, *FUNDS))
some_network = st.sampled_from((None, *NETWORKS))
row = st.sampled_from(IDS)


@st.composite
def options(draw: st.DrawFn) -> tuple[Option, ...]:
    start = draw(year)
    end = draw(st.sampled_from((None, None, min(start + 1, YEARS[-1]))))
    lasts = [start] if end is None else sorted({start, end})
    costs = draw(st.none() if draw(st.integers(0, 15)) == 0 else st.just(()))
    if costs is not None:
        costs = tuple(Cost(y, draw(fund), draw(amount)) for y in lasts)
    option = Option(start, costs, tuple(Effort(y, draw(st.integers(0, 9))) for y in lasts), end)
    starts = [y for y in YEARS if y + (option.last - start) <= YEARS[-1]]
    return movable(
        option,
        draw(st.sets(st.sampled_from(starts), max_size=3)) | ({start} if draw(st.booleans()) else set()),
    )


candidates = st.builds(
    lambda ways, value, network, amphoe, virtues, present: Candidate(
        "?", "แถว", ways, value, network, amphoe, virtues, present=present
    ),
    options(), st.integers(0, 9), st.sampled_from(NETWORKS),
    st.frozensets(st.sampled_from(AMPHOE)), st.frozensets(st.sampled_from(VIRTUES)), st.sampled_from((None, None, *YEARS)),
)  # fmt: skip

floors = st.one_of(
    st.builds(Floor, st.just("amphoe"), st.sampled_from(AMPHOE), st.integers(0, 3), some_year),
    st.builds(Floor, st.just("virtue"), st.sampled_from(VIRTUES), st.integers(0, 3), some_year),
    st.builds(Floor, st.just("network"), st.sampled_from(NETWORKS), st.integers(0, 3), some_year),
)
two = st.lists(row, min_size=2, max_size=3, unique=True)
demands = st.one_of(
    st.builds(BudgetCap, some_year, some_fund, amount, some_network),
    st.builds(BudgetCap, year, fund, amount),
    st.builds(BudgetFloor, some_year, some_fund, amount),
    st.builds(PeopleCap, some_year, st.integers(0, 20), some_network),
    floors,
    floors,
    st.builds(Must, row, some_year),
    st.builds(Not, row),
    st.builds(lambda rows, gap: After(rows[0], rows[1], gap), two, st.integers(0, 1)),
    two.map(lambda rows: OnlyOne(frozenset(rows))),
)


def _among(demand: Demand, ids: set[str]) -> bool:
    named = [getattr(demand, name, None) for name in ("row", "first")]
    return all(n in ids for n in named if n) and (not isinstance(demand, OnlyOne) or demand.rows <= ids)


@st.composite
def problems(draw: st.DrawFn, most_demands: int = 6) -> Problem:
    from dataclasses import replace

    found = draw(st.lists(candidates, max_size=len(IDS)))
    rows = tuple(replace(c, id=name) for c, name in zip(found, IDS, strict=False))
    asked = draw(st.lists(demands, max_size=most_demands))
    bonus = draw(
        st.lists(st.builds(Bonus, st.just("amphoe"), st.sampled_from(AMPHOE), st.integers(0, 3)), max_size=1)
    )
    ids = {c.id for c in rows}
    return Problem(rows, YEARS, tuple(d for d in asked if _among(d, ids)), tuple(bonus))
