"""What fits, what it is worth, and who carries how much."""

from dataclasses import replace
from datetime import date

import pytest

from thaktho.engines.weave.collaborate import CollaborateError, Lack, Offer, match, suitable

APRIL = {"start": date(2021, 4, 1), "end": date(2021, 4, 10)}
MAY = {"start": date(2021, 5, 1), "end": date(2021, 5, 10)}
BANK = frozenset({"waste.bank"})
LACK = Lack("l", "youth", "tool", "row1", "ธนาคารขยะโรงเรียน", BANK, ("570501",), 2564)
OFFER = Offer(
    "o", "local_gov", "tool", "คู่มือธนาคารขยะ", BANK, ("570501",), (2564,), capacity=2, organisation="อบต.แม่เย็น"
)


@pytest.mark.parametrize(
    ("lack", "offer", "points"),
    [
        (LACK, OFFER, 40 + 30 + 8),
        (LACK, replace(OFFER, areas=("570502",)), 40 + 20 + 8),
        (LACK, replace(OFFER, areas=("57",)), 40 + 10 + 8),
        (LACK, replace(OFFER, areas=("57", "5705")), 40 + 20 + 8),
        (LACK, replace(OFFER, areas=()), 40 + 5 + 8),
        (LACK, replace(OFFER, areas=("5001",)), 40 + 0 + 8),
        (LACK, replace(OFFER, topics=frozenset()), 10 + 30 + 8),
        (LACK, replace(OFFER, topics=frozenset({"waste.manage"})), 20 + 30 + 8),
        (LACK, replace(OFFER, topics=frozenset({"culture.music"})), None),
        (LACK, replace(OFFER, years=(2563,)), None),
        (LACK, replace(OFFER, years=()), 40 + 30 + 8),
        (replace(LACK, year=None), OFFER, 40 + 30 + 8),
        (replace(LACK, stated=True), OFFER, 40 + 30 + 8 + 10),
        (replace(LACK, **APRIL), replace(OFFER, **APRIL), 40 + 30 + 20),
        (replace(LACK, **APRIL), replace(OFFER, **MAY), None),
        (replace(LACK, **APRIL), OFFER, 40 + 30 + 8),
        (LACK, replace(OFFER, kind="human"), None),
        (LACK, replace(OFFER, network="youth"), None),
        (LACK, replace(OFFER, source="row1"), None),
        (LACK, replace(OFFER, capacity=0), None),
        (replace(LACK, kind="place"), replace(OFFER, kind="place", topics=frozenset({"culture.music"})), 10 + 30 + 8),
        (replace(LACK, kind="place"), replace(OFFER, kind="place", areas=("5001",)), None),
        (replace(LACK, kind="place"), replace(OFFER, kind="place", areas=("5706",)), None),
        (replace(LACK, kind="place", areas=("57",)), replace(OFFER, kind="place", areas=("5706",)), 40 + 10 + 8),
        (replace(LACK, kind="action"), replace(OFFER, kind="action", topics=frozenset({"waste.manage"})), None),
        (replace(LACK, kind="action"), replace(OFFER, kind="action"), 40 + 30 + 8),
    ],
)  # fmt: skip
def test_what_a_pair_is_worth(lack: Lack, offer: Offer, points: int | None) -> None:
    found = match([lack], [offer])
    assert [p.points for p in found.proposals] == ([points] if points else [])
    assert found.total == (points or 0)
    assert len(found.unmet) == (points is None)


def test_reasons_say_it_in_thai_with_words() -> None:
    (one,) = match([replace(LACK, **APRIL)], [replace(OFFER, **APRIL)]).proposals
    assert [r.text_th for r in one.reasons] == [
        "กิจกรรมนี้ยังไม่มีเครื่องมือหรือองค์ความรู้ อีกเครือข่ายมี: คู่มือธนาคารขยะ ของอบต.แม่เย็น",
        "เรื่องเดียวกัน: ธนาคารขยะ",
        f"อยู่ตำบลเดียวกัน: {one.reasons[2].words[0]}",
        "ช่วงเวลาตรงกัน: เม.ย. 2564",
        "สนับสนุนได้ปีละไม่เกิน 2 กิจกรรม",
    ]
    assert one.reasons[1].words == ("ธนาคารขยะ",)
    assert one.reasons[2].words[0].startswith("ต.")


def test_an_occasion_is_told_with_its_time() -> None:
    lack = Lack("l", "youth", "time", "r", "ค่าย", BANK)
    (one,) = match([lack], [replace(OFFER, kind="time", **APRIL)]).proposals
    told = [r.text_th for r in one.reasons]
    assert "กำหนดจัดในช่วง เม.ย. 2564" in told
    assert told[0] == "กิจกรรมนี้ยังไม่กำหนดวัน อีกเครือข่ายมีกำหนดจัด: คู่มือธนาคารขยะ ของอบต.แม่เย็น"


def test_what_a_network_said_itself_is_told_as_its_word() -> None:
    asked = replace(LACK, kind="human", stated=True)
    (one,) = match([asked], [replace(OFFER, kind="human", text="วิทยากร 5 คน", organisation="")]).proposals
    assert one.reasons[0].text_th == "เครือข่ายแจ้งว่ายังขาดบุคลากรหรืออาสาสมัคร อีกเครือข่ายมี: วิทยากร 5 คน"


def test_capacity_is_per_year() -> None:
    lacks = [replace(LACK, id=f"l{n}", row=f"r{n}", year=2564 + n % 2) for n in range(6)]
    found = match(lacks, [replace(OFFER, years=(), capacity=2)])
    assert len(found.proposals) == 4
    assert {u.why for u in found.unmet} == {"full"}
    unsaid = match(lacks, [replace(OFFER, years=(), capacity=None)])
    assert len(unsaid.proposals) == 2
    assert "ไม่ได้ระบุว่าสนับสนุนได้ปีละกี่กิจกรรม" in unsaid.proposals[0].reasons[-1].text_th


def test_no_network_carries_more_than_its_share() -> None:
    lacks = [replace(LACK, id=f"l{n}", row=f"r{n}") for n in range(8)]
    strong = replace(OFFER, capacity=99)
    others = [Offer(f"o{n}", f"n{n}", "tool", "คู่มือ", BANK, ("5001",), capacity=99) for n in range(3)]
    found = match(lacks, [strong, *others])
    assert found.most == 4
    assert max(n for _, n in found.carried) == 4
    assert len(found.proposals) == 8
    assert match(lacks, [strong, *others], most=99).carried == (("local_gov", 8),)
    assert match(lacks, [strong, *others], most=0).proposals == ()


def test_the_sum_counts_not_the_single_best() -> None:
    a, b = replace(LACK, id="a", row="ra"), replace(LACK, id="b", row="rb", areas=("570502",))
    near, far = (
        replace(OFFER, id="near", capacity=1),
        Offer("far", "religion", "tool", "คู่มือ", BANK, ("570501",), capacity=1),
    )
    far = replace(far, areas=("57",))
    found = match([a, b], [near, far])
    assert found.total == 78 + 58
    assert {(p.lack, p.offer) for p in found.proposals} == {("a", "near"), ("b", "far")}


def test_weight_decides_who_goes_first() -> None:
    a, b = replace(LACK, id="a", row="ra"), replace(LACK, id="b", row="rb", weight=2.0, areas=())
    found = match([a, b], [replace(OFFER, capacity=1)])
    assert [p.lack for p in found.proposals] == ["b"]
    assert found.total == 2 * (40 + 5 + 8)


def test_within_one_network_only_when_asked() -> None:
    own = replace(OFFER, network="youth")
    assert not match([LACK], [own]).proposals
    assert match([LACK], [own], within=True).proposals


def test_why_a_lack_got_nothing() -> None:
    said = {
        u.lack: (u.why, u.text_th)
        for u in match([LACK, replace(LACK, id="m", kind="moral")], [replace(OFFER, years=(2570,))]).unmet
    }
    assert said["l"][0] == "none_fits"
    assert said["m"] == ("nobody", "ยังไม่มีเครือข่ายใดขึ้นทะเบียนทุนด้านคุณธรรมไว้")


@pytest.mark.parametrize(
    ("lack", "offer", "fits"),
    [
        (LACK, OFFER, True),
        (LACK, replace(OFFER, topics=frozenset({"waste.manage"})), True),
        (LACK, replace(OFFER, topics=frozenset()), False),
        (replace(LACK, stated=True, text="อาสาสมัครดูแลสามเณร"), replace(OFFER, topics=frozenset()), False),
        (replace(LACK, stated=True, text="เครื่องฉายภาพ"), replace(OFFER, topics=frozenset(), text="เครื่องฉายภาพ 1 ชุด"), True),
        (replace(LACK, kind="place", topics=frozenset()), replace(OFFER, kind="place"), True),
        (replace(LACK, kind="place", topics=frozenset(), areas=("57",)), replace(OFFER, kind="place"), False),
    ],
)  # fmt: skip
def test_what_shares_nothing_is_left_out_where_that_is_asked(lack: Lack, offer: Offer, fits: bool) -> None:
    assert bool(match([lack], [offer], shared=True).proposals) is fits


def test_what_stood_before_stays_among_equals_and_gives_way_to_better() -> None:
    equal = [replace(OFFER, id=f"o{n}", network=f"n{n}") for n in range(4)]
    for kept in equal:
        (one,) = match([LACK], equal, standing=[("l", kept.id)]).proposals
        assert one.offer == kept.id
    poor = replace(OFFER, id="poor", network="far", areas=("57",))
    (one,) = match([LACK], [OFFER, poor], standing=[("l", "poor")]).proposals
    assert one.offer == "o"


def test_suitable_lists_all_best_first() -> None:
    offers = [replace(OFFER, id="far", areas=("57",)), OFFER, replace(OFFER, id="no", kind="human")]
    assert [p.offer for p in suitable(LACK, offers)] == ["o", "far"]


def test_an_end_before_the_start_is_not_believed() -> None:
    turned = {"start": date(2021, 4, 10), "end": date(2021, 4, 1)}
    assert match([replace(LACK, **turned)], [replace(OFFER, **APRIL)]).proposals


@pytest.mark.parametrize(
    ("lacks", "offers"),
    [
        ([LACK, LACK], [OFFER]),
        ([LACK], [OFFER, OFFER]),
        ([replace(LACK, weight=0)], [OFFER]),
        ([replace(LACK, weight=float("nan"))], [OFFER]),
        ([replace(LACK, kind="luck")], [OFFER]),
        ([LACK], [replace(OFFER, capacity=-1)]),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(lacks: list[Lack], offers: list[Offer]) -> None:
    with pytest.raises(CollaborateError):
        match(lacks, offers)


def test_nothing_in_nothing_out() -> None:
    assert match([], []).proposals == ()
    assert match([LACK], []).unmet[0].why == "nobody"
    assert match([], [OFFER]).unmet == ()
