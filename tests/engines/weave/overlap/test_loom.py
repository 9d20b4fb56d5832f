"""One row woven anew gives what the whole plan woven anew gives; what was read can be kept and is the same when read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.fast import examples
from thaktho.engines.weave import (
    Change,
    DoubleIdError,
    Loom,
    Pair,
    Profiles,
    Row,
    UnknownRowError,
    lexicon,
    weave,
)
from thaktho.engines.weave.overlap.blocking import Crowds

TITLES = (
    "ธนาคารขยะ", "โครงการธนาคารขยะ ต.แม่ยาว", "คัดแยกขยะในครัวเรือน", "ลดใช้ถุงพลาสติก", "ปลูกป่า", "ทำแนวกันไฟ", "บริจาคโลหิต",
    "งดเหล้าเข้าพรรษา", "ปลอดเหล้าในงานศพ", "โรงเรียนผู้สูงอายุ", "ขยับกายผู้สูงอายุ", "สิ่งที่ไม่มีใครรู้จัก", "สิ่งที่ไม่มีใครเคยรู้จัก", "", "a",
)  # fmt: skip
AREAS = ("", "จ.เชียงราย", "อ.พาน จ.เชียงราย", "วัดพระแก้ว จ.เชียงราย", "ต.เวียง")
TIGHT = Crowds(act=3, loose=2, word=2, act_reach=1, loose_reach=1)
Key = tuple[str, str]


def _row(id: str, title: str, area: str, day: int) -> Row:
    return Row(id, title, area=area, start=None if day < 0 else date(2020, 1, 1) + timedelta(days=day))


row = st.builds(_row, st.just("?"), st.sampled_from(TITLES), st.sampled_from(AREAS), st.integers(-1, 400))
plans = st.lists(row, min_size=1, max_size=14).map(
    lambda found: [replace(r, id=f"r{n:02}") for n, r in enumerate(found)]
)
acts = st.lists(
    st.tuples(st.sampled_from(("add", "change", "remove")), st.integers(0, 13), row), min_size=1, max_size=5
)


def _applied(kept: dict[Key, Pair], change: Change) -> dict[Key, Pair]:
    """What the plan room does with a Change."""
    left = {key: pair for key, pair in kept.items() if change.id not in key and key not in change.gone}
    return {**left, **{(p.id_a, p.id_b): p for p in change.pairs}}


def _by_ids(pairs: list[Pair]) -> dict[Key, Pair]:
    return {(p.id_a, p.id_b): p for p in pairs}


@pytest.mark.parametrize("crowds", [Crowds(), TIGHT])
@examples(80)
@given(plan=plans, steps=acts)
def test_row_by_row_is_the_whole(crowds: Crowds, plan: list[Row], steps: list[tuple[str, int, Row]]) -> None:
    rows = {r.id: r for r in plan}
    loom = Loom(plan, crowds=crowds)
    kept = _by_ids(weave(plan, crowds=crowds))
    for verb, number, content in steps:
        found = replace(content, id=f"r{number:02}")
        if verb == "remove" and found.id in rows:
            change = loom.remove(found.id)
            del rows[found.id]
        elif found.id in rows:
            change = loom.change(found)
            rows[found.id] = found
        else:
            change = loom.add(found)
            rows[found.id] = found
        kept = _applied(kept, change)
        whole = weave(list(rows.values()), crowds=crowds)
        assert kept == _by_ids(whole)
        assert loom.pairs() == whole
        assert len(loom) == len(rows)
    for id in rows:
        assert {(p.id_a, p.id_b) for p in loom.of(id)} == {key for key in kept if id in key}


@pytest.mark.parametrize("crowds", [Crowds(), TIGHT])
@examples(40)
@given(plan=plans, dice=st.randoms())
def test_order_never_matters_in_a_crowd_either(crowds: Crowds, plan: list[Row], dice: object) -> None:
    turned = list(plan)
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert weave(plan, crowds=crowds) == weave(turned, crowds=crowds)


@examples(40)
@given(plan=plans, more=row)
def test_a_row_more_never_changes_another_pair(plan: list[Row], more: Row) -> None:
    before = _by_ids(weave(plan))
    after = _by_ids(weave([*plan, replace(more, id="zz")]))
    assert before == {key: pair for key, pair in after.items() if "zz" not in key}


def test_a_row_more_in_a_crowd_may_hide_a_pair_but_never_judges_it_otherwise() -> None:
    plan = [_row(f"r{n}", "ธนาคารขยะ", "จ.เชียงราย", n) for n in range(8)]
    before = _by_ids(weave(plan, crowds=TIGHT))
    after = _by_ids(weave([*plan, _row("zz", "ธนาคารขยะ", "จ.เชียงราย", 3)], crowds=TIGHT))
    assert all(after[key] == pair for key, pair in before.items() if key in after)


def test_a_crowd_of_one_thing_makes_few_pairs_and_loses_no_copy() -> None:
    plan = [_row(f"r{n:04}", f"ธนาคารขยะ กลุ่มที่ {n}", "จ.เชียงราย", n % 300) for n in range(600)]
    twin = replace(plan[77], id="twin")
    found = _by_ids(weave([*plan, twin]))
    assert ("r0077", "twin") in found
    assert len(found) < 600 * 40


def test_what_was_read_is_not_read_again() -> None:
    plan = [_row(f"r{n}", title, "อ.พาน จ.เชียงราย", n) for n, title in enumerate(TITLES)]
    first = Profiles()
    pairs = weave(plan, profiles=first)
    assert first.fresh == len(plan)
    kept = first.dump()
    again = Profiles(kept)
    assert weave(plan, profiles=again) == pairs
    assert again.fresh == 0
    changed = [*plan[:-1], replace(plan[-1], title="ปลูกต้นไม้")]
    third = Profiles(kept)
    assert weave(changed, profiles=third) == weave(changed)
    assert third.fresh == 1
    assert Profiles(third.dump()).dump() != kept


@examples(30)
@given(plan=plans)
def test_kept_profiles_give_the_same_pairs(plan: list[Row]) -> None:
    first = Profiles()
    pairs = weave(plan, profiles=first)
    assert weave(plan, profiles=Profiles(first.dump())) == pairs


@pytest.mark.parametrize("data", [b"", b"junk", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_bytes_that_cannot_be_read_are_read_anew(data: bytes) -> None:
    plan = [Row("a", "ธนาคารขยะ"), Row("b", "Waste Bank")]
    kept = Profiles(data)
    assert weave(plan, profiles=kept) == weave(plan)
    assert kept.fresh == 2


def test_profiles_of_another_lexicon_or_province_do_not_count() -> None:
    plan = [Row("a", "ธนาคารขยะ"), Row("b", "นาเกลือสมุทร")]
    first = Profiles()
    weave(plan, profiles=first)
    own = lexicon().with_additions([{"concept": "waste.bank", "words": ["นาเกลือ"]}])
    other, home = Profiles(first.dump()), Profiles(first.dump())
    assert [p.action for p in weave(plan, profiles=other, lexicon=own)] == ["same"]
    weave(plan, profiles=home, home="57")
    assert (other.fresh, home.fresh) == (2, 2)


def test_ids_are_asked_for_plainly() -> None:
    loom = Loom([Row("a", "ธนาคารขยะ")])
    assert "a" in loom and "b" not in loom
    with pytest.raises(DoubleIdError):
        loom.add(Row("a", "x"))
    with pytest.raises(UnknownRowError):
        loom.change(Row("b", "x"))
    with pytest.raises(UnknownRowError):
        loom.remove("b")
    with pytest.raises(DoubleIdError):
        Loom([Row("a", "x"), Row("a", "y")])
    assert loom.add(Row("b", "Waste Bank")).pairs[0].action == "same"
    assert loom.remove("a") == Change("a", (), frozenset())
