"""A row that holds several works is split: the original is kept, money stays whole, and it can be put together again."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stages.plan.weaving_cast import novices, pair, row
from thaktho.ground.thread import queries as thread
from thaktho.stages.plan import queries
from thaktho.stages.plan.actions import pairs, rows, split, versions
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.states import Refused


@pytest.fixture
def by(province):
    return province.actor("secretariat")


def part(title, amount=None, **cells):
    lines = [] if amount is None else [[2563, "", str(amount)]]
    return {"title": title, "budget": {"text": "", "lines": lines}, **cells}


@pytest.fixture
def whole(province):
    return row(province, "religion", "ค่ายสองที่", budget=Decimal(30000), indicator="ผู้เข้าร่วม", agency="วัดพระแก้ว")


def test_pieces_stand_for_the_original(province, by, whole):
    one, two = split.split_row(by, whole, [part("ค่ายแม่สาย", 10000), part("ค่ายพาน", 20000)], "สองพื้นที่")
    titles = {found.title for found in queries.visible(province.programme, by)}
    assert titles == {"ค่ายแม่สาย", "ค่ายพาน"}
    assert (one.indicator, one.agency, one.state) == ("ผู้เข้าร่วม", "วัดพระแก้ว", "accepted")
    assert queries.totals(queries.rows(province.programme, by)).budget == Decimal(30000)
    assert set(thread.targets_of(province.programme.pk, whole.pk, "plan.row")) == {one.pk, two.pk}


@pytest.mark.parametrize("amounts", [(10000, 10000), (None, 20000), (40000, 0)])
def test_money_is_neither_made_nor_lost(by, whole, amounts):
    with pytest.raises(Refused):
        split.split_row(by, whole, [part(f"ส่วนที่ {n}", amount) for n, amount in enumerate(amounts)], "สองพื้นที่")
    assert PlanRow.objects.count() == 1


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([part("หนึ่ง", 30000)], "เหตุ"),
        ([part("หนึ่ง", 30000), part("", 0)], "เหตุ"),
        ([part("ก", 30000), part("ข")], " "),
    ],
)
def test_what_cannot_be_split(by, whole, parts, reason):
    with pytest.raises(Refused):
        split.split_row(by, whole, parts, reason)


def test_words_that_differ_are_read_anew(by, whole):
    one, _ = split.split_row(
        by,
        whole,
        [
            part("ก", 30000, when_text="1-10 เมษายน 2563", dates=None),
            part("ข", when_text="ไม่รู้เมื่อไร", dates=None),
        ],
        "เวลา",
    )
    assert one.starts_on.isoformat() == "2020-04-01"
    assert PlanRow.objects.get(title="ข").flags.filter(field="when_text", settled_at=None).exists()


def test_it_is_put_together_again(province, by, whole):
    pieces = split.split_row(by, whole, [part("ก", 10000), part("ข", 20000)], "สองพื้นที่")
    split.unite(by, whole)
    assert [found.title for found in queries.visible(province.programme, by)] == ["ค่ายสองที่"]
    assert thread.targets_of(province.programme.pk, whole.pk, "plan.row") == []
    with pytest.raises(Refused):
        split.unite(by, whole)
    with pytest.raises(Refused):
        rows.lock(pieces[0])


def edited(province, by, pieces):
    rows.save_row(by, pieces[0], {"indicator": "ใหม่"}, 1)


def joined(province, by, pieces):
    pairs.decide(by, pair(province, *pieces), "join", "กลับมารวม")


def decided(province, by, pieces):
    pairs.decide(by, pair(province, *pieces), "keep", "คนละที่")


def issued(province, by, pieces):
    versions.make_version(by, province.programme, title="แผน")


@pytest.mark.parametrize("since", [edited, joined, decided, issued])
def test_undoing_never_loses_what_came_since(province, by, whole, since):
    pieces = split.split_row(by, whole, [part("ก", 10000), part("ข", 20000)], "สองพื้นที่")
    since(province, by, pieces)
    with pytest.raises(Refused):
        split.unite(by, whole)


@pytest.mark.parametrize(
    ("who", "state", "may"),
    [
        ("secretariat", "accepted", True),
        ("religion", "draft", True),
        ("religion", "accepted", False),
        ("youth", "draft", False),
        ("observer", "draft", False),
    ],
)
def test_who_may_split(province, who, state, may):
    found = row(province, "religion", "ค่าย", state=state)
    actor = province.actor(who)
    if may:
        assert len(split.split_row(actor, found, [part("ก"), part("ข")], "สองพื้นที่")) == 2
        return
    with pytest.raises((PermissionDenied, Refused)):
        split.split_row(actor, found, [part("ก"), part("ข")], "สองพื้นที่")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=9))
def test_any_division_that_adds_up_is_taken(amounts):
    base = {"budget": {"text": "", "lines": [[2563, "", str(sum(amounts))]]}}
    split._same_money(base, [part("ก", amount) for amount in amounts])
    with pytest.raises(Refused):
        split._same_money(base, [part("ก", amount) for amount in [*amounts, 1]])


def test_the_page_splits_and_puts_together(province, whole):
    client = province.client("secretariat")
    address = province.url(f"plan/rows/{whole.pk}/split/")
    assert "ค่ายสองที่" in client.get(address).content.decode()
    form = {
        "part-TOTAL_FORMS": 4,
        "part-INITIAL_FORMS": 4,
        "reason": "สองพื้นที่",
        "part-0-title": "ก",
        "part-0-budget": "๑๐,๐๐๐",
        "part-1-title": "ข",
        "part-1-budget": "20000 บาท",
    }
    assert client.post(address, form | {"part-1-budget": "20"}).status_code == 409
    assert client.post(address, form).status_code == 302
    page = client.get(province.url(f"plan/rows/{whole.pk}/")).content.decode()
    assert "ย้อนการแยก" in page
    assert client.post(province.url(f"plan/rows/{whole.pk}/unite/")).status_code == 302
    assert PlanRow.objects.filter(live=True).get().title == "ค่ายสองที่"


def test_a_join_is_not_undone_under_the_pieces_of_its_row(province, by):
    """Its originals would stand beside the pieces, and their money twice."""
    one, other = novices(province)
    decided = pairs.decide(by, pair(province, one, other), "join", "งานเดียวกัน")
    split.split_row(by, decided.joined, [part("วันแรก", 20000), part("วันหลัง")], "สองวัน")
    with pytest.raises(Refused, match="ย้อนการแยก"):
        pairs.undo(by, decided)
    assert queries.totals(queries.rows(province.programme, by)).budget == Decimal(20000)
    split.unite(by, decided.joined)
    pairs.undo(by, decided)


@pytest.mark.parametrize(
    ("states", "after"),
    [
        (("submitted", "submitted"), "submitted"),
        (("accepted", "returned"), "returned"),
        (("draft",) * 2, "draft"),
    ],
)
def test_what_is_united_stands_where_its_pieces_stood(by, whole, states, after):
    """Sent or given back while it was split: it is not left a draft in a plan that was sent, nor shut in an open one."""
    pieces = split.split_row(by, whole, [part("ก", 30000), part("ข")], "สองพื้นที่")
    for piece, state in zip(pieces, states, strict=True):
        PlanRow.objects.filter(pk=piece.pk).update(state=state)
    assert split.unite(by, whole).state == after


def test_a_project_with_activities_is_not_split(province, by, whole):
    """Their money would be counted beside the pieces'."""
    activity = row(province, "religion", "กิจกรรม", budget=Decimal(10000))
    PlanRow.objects.filter(pk=activity.pk).update(part_of=whole)
    with pytest.raises(Refused, match="ปลดกิจกรรม"):
        split.split_row(by, whole, [part("ก", 10000), part("ข", 20000)], "สองพื้นที่")
