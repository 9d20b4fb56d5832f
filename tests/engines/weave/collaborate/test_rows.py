from datetime import date

from thaktho.engines.weave.collaborate import Means, lacks_of, match, offers_of, topics_in

POOR = Means("p", "youth", "ธนาคารขยะโรงเรียน", areas=("570501",), year=2564, venue="", tools=(), people=())
RICH = Means(
    "r", "local_gov", "ธนาคารขยะชุมชน", areas=("570501",), year=2564, start=date(2021, 4, 1), end=date(2021, 4, 3),
    venue="ศาลาเอนกประสงค์", tools=("คู่มือธนาคารขยะ",), people=("วิทยากร 2 คน",),
)  # fmt: skip


def test_what_a_row_goes_without() -> None:
    assert [n.id for n in lacks_of([POOR])] == ["p/tool", "p/human", "p/place", "p/time"]
    assert lacks_of([RICH]) == []
    assert [n.kind for n in lacks_of([Means("x", "a", "ธนาคารขยะ", start=date(2021, 1, 1))])] == []
    assert not any(n.stated for n in lacks_of([POOR]))


def test_a_missing_step() -> None:
    steps = {"waste.bank": ("waste.manage", "waste.bank", "learn.share")}
    found = lacks_of([Means("x", "a", "ธนาคารขยะ และถอดบทเรียน", start=date(2021, 1, 1))], steps)
    assert [n.id for n in found] == ["x/action/waste.manage"]
    assert found[0].topics == {"waste.manage"}


def test_what_a_row_could_lend() -> None:
    kinds = {o.id: o.kind for o in offers_of([RICH])}
    assert kinds == {
        "r/action": "action",
        "r/place": "place",
        "r/time": "time",
        "r/tool/0": "tool",
        "r/human/0": "human",
    }
    assert offers_of([Means("x", "a", "")]) == []


def test_a_poor_row_is_helped_by_a_rich_one() -> None:
    found = match(lacks_of([POOR, RICH]), offers_of([POOR, RICH]), most=9)
    assert {(p.lack, p.offer) for p in found.proposals} == {
        ("p/tool", "r/tool/0"), ("p/human", "r/human/0"), ("p/place", "r/place"), ("p/time", "r/time"),
    }  # fmt: skip


def test_topics_are_activities_and_themes() -> None:
    assert "waste.bank" in topics_in("ธนาคารขยะของเยาวชน")
    assert not any(t.startswith("aud.") for t in topics_in("ธนาคารขยะของเยาวชน"))
