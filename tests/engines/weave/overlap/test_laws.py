"""What must hold for any rows: symmetry, order, a pair judged the same alone and in a plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.fast import examples
from thaktho.engines.weave import DoubleIdError, Row, compare, weave
from thaktho.engines.weave.overlap import lexicon, model
from thaktho.engines.weave.overlap.features import NAMES

TITLES = (
    "ธนาคารขยะ", "โครงการธนาคารขยะ ต.แม่ยาว", "ปลูกป่า", "บริจาคโลหิต", "งดเหล้าเข้าพรรษา", "ปลอดเหล้าในงานศพ", "โรงเรียนผู้สูงอายุ",
    "อบรมคุณธรรมเยาวชน", "ค่ายคุณธรรมนักเรียน", "คัดแยกขยะ", "สิ่งที่ไม่มีใครรู้จัก", "สิ่งที่ไม่มีใครเคยรู้จัก", "", "a", "๕ ส วัดป่า", "\u200b ฯ",
)  # fmt: skip
AREAS = ("", "จ.เชียงราย", "อ.พาน จ.เชียงราย", "วัดพระแก้ว จ.เชียงราย", "ต.เวียง")
rows = st.lists(
    st.builds(
        lambda t, a, d, g: Row("?", t, area=a, good_deed=g, start=None if d < 0 else date(2020, 1, 1) + timedelta(days=d)),
        st.sampled_from(TITLES) | st.text(max_size=20), st.sampled_from(AREAS), st.integers(-1, 900), st.sampled_from(("", "ลดขยะ", "ทำความดี")),
    ),
    max_size=9,
).map(lambda found: [replace(r, id=f"r{n}") for n, r in enumerate(found)])  # fmt: skip


@examples(60)
@given(rows, st.randoms())
def test_order_does_not_matter(plan: list[Row], dice: object) -> None:
    turned = list(plan)
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert weave(plan) == weave(turned)


@examples(60)
@given(rows)
def test_a_pair_is_judged_alike_alone_and_in_the_plan(plan: list[Row]) -> None:
    found = {(p.id_a, p.id_b): p for p in weave(plan)}
    for n, a in enumerate(plan):
        for b in plan[n + 1 :]:
            alone = compare(a, b)
            assert alone == compare(b, a)
            if (a.id, b.id) in found:
                assert found[a.id, b.id] == alone
            elif alone is not None:
                assert alone.action == "related"  # blocking may drop a merely related pair, never a same one


@examples(60)
@given(rows)
def test_every_pair_is_sound(plan: list[Row]) -> None:
    for pair in weave(plan):
        assert pair.id_a < pair.id_b
        assert 0.0 <= pair.score <= 1.0
        assert pair.label is not None
        assert pair.action in ("same", "related")


def test_rows_of_one_network_are_compared_too() -> None:
    found = weave(
        [
            Row("a", "ธนาคารขยะ", network="x"),
            Row("b", "Waste Bank", network="x"),
            Row("c", "ปลูกป่า", network="x"),
        ]
    )
    assert [(p.id_a, p.id_b, p.action) for p in found] == [("a", "b", "same")]


def test_an_id_twice_is_an_error() -> None:
    with pytest.raises(DoubleIdError):
        weave([Row("a", "x"), Row("a", "y")])
    assert compare(Row("a", "ธนาคารขยะ"), Row("a", "ธนาคารขยะ")) is None


def test_nothing_in_nothing_out() -> None:
    assert weave([]) == []
    assert weave([Row("a", "")]) == []


def test_progress_ends_at_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    weave([Row(str(n), t) for n, t in enumerate(TITLES)], progress=lambda *x: told.append(x))
    last = {step: (done, total) for step, done, total in told}
    assert set(last) == {"read", "compare", "pairs"}
    assert all(done == total for done, total in last.values())


def test_a_large_plan_keeps_every_same_pair() -> None:
    plan = [Row(f"r{n:04}", f"ธนาคารขยะ รุ่นพิเศษ {'กขคง'[n % 4]}{n}") for n in range(60)] + [
        Row(f"s{n:04}", f"เรื่องที่ {n}") for n in range(1000)
    ]
    same = [p for p in weave(plan) if p.action == "same" and p.id_a.startswith("r")]
    assert len(same) == 60 * 59 // 2


def test_the_data_files_are_sound() -> None:
    words, judge = lexicon.load(), model.load()
    assert len([c for c in words.concepts.values() if c.kind == "activity"]) >= 180
    assert not words.verified
    assert len(judge.same.weights) == len(NAMES)
    for code, concept in words.concepts.items():
        assert code not in words.ancestors(code)
        assert concept.th
        assert concept.kind != "activity" or code in words.find(concept.th), code


@pytest.mark.parametrize("text", ["- {code: a.b, th: ก, match: ['ก']}", "- {code: a, th: ก, broader: zz, match: ['กก']}",
                                  "- {code: a, th: ก, match: ['@none']}", "- {code: a, th: ก, match: ['!กก']}"])  # fmt: skip
def test_a_broken_lexicon_is_refused(tmp_path, text: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "00.yaml").write_text(f"version: '1'\nwords: {{}}\nconcepts:\n{text}\n", encoding="utf-8")
    with pytest.raises(lexicon.LexiconError):
        lexicon.load(tmp_path)
