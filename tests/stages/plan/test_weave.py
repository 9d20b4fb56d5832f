"""Weaving stores what the engine proposes, once, and never touches a decision."""

import pytest

from tests.stages.plan.weaving_cast import novices, pair, row
from thaktho.ground.jobs import actions as jobs
from thaktho.stages.plan.actions import pairs, split
from thaktho.stages.plan.actions.weaving import ask_weaving
from thaktho.stages.plan.models import Pair, PlanRow
from thaktho.stages.plan.queries import weaving
from thaktho.stages.plan.states import Refused


def weave(province):
    return jobs.run_now(ask_weaving(province.actor("secretariat"), province.programme))


def test_two_networks_that_do_the_same_are_proposed_once(province):
    first, second = novices(province)
    row(province, "community", "ธนาคารขยะชุมชน")
    weave(province)
    weave(province)
    proposed = Pair.objects.get(programme=province.programme, action="same")
    assert {proposed.row_a, proposed.row_b} == {first, second}
    assert (proposed.label, proposed.place, proposed.time) == ("duplicate", "same", "same")
    assert proposed.reasons


def test_parts_of_one_row_are_not_proposed_as_one_work(province):
    by = province.actor("secretariat")
    whole = row(province, "religion", "ค่ายคุณธรรมเยาวชน")
    parts = [{"title": f"ค่ายคุณธรรมเยาวชน รุ่น {n}", "budget": {"text": "", "lines": []}} for n in (1, 2)]
    one, _ = split.split_row(by, whole, parts, "สองรุ่น")
    weave(province)
    assert not Pair.objects.filter(stale=False).exists()
    split.split_row(by, one, [dict(part, title=part["title"] + " ก") for part in parts], "อีกครั้ง")
    weave(province)
    assert not Pair.objects.filter(stale=False).exists()
    row(province, "youth", "ค่ายคุณธรรมเยาวชน รุ่น 1")
    weave(province)
    assert Pair.objects.filter(stale=False).count() == 3  # with each part, none between them


def test_drafts_and_removed_rows_are_not_woven(province):
    _, second = novices(province)
    second.state = "draft"
    second.save()
    weave(province)
    assert not Pair.objects.exists()


def test_a_decision_survives_a_new_weaving(province):
    novices(province)
    weave(province)
    pair = Pair.objects.get(action="same")
    pairs.decide(province.actor("secretariat"), pair, "keep", "คนละกลุ่มเป้าหมาย")
    weave(province)
    pair.refresh_from_db()
    assert (pair.decision, pair.stale) == ("keep", False)


def test_a_pair_no_longer_proposed_is_stale_and_leaves_the_queue(province):
    first, _ = novices(province)
    weave(province)
    first.title = "ปลูกหญ้าแฝกป้องกันดินถล่ม"
    first.save()
    weave(province)
    assert Pair.objects.get().stale
    assert not weaving.to_decide(province.programme, province.actor("secretariat")).exists()


def test_asking_twice_is_one_job(province):
    by = province.actor("secretariat")
    assert ask_weaving(by, province.programme) == ask_weaving(by, province.programme)


def test_provinces_are_woven_apart(province, other):
    novices(province)
    novices(other)
    weave(province)
    assert not Pair.objects.filter(programme=other.programme).exists()
    assert Pair.objects.filter(programme=province.programme, action="same").count() == 1


@pytest.mark.parametrize("name", ["executive", "observer", "religion", "visitor"])
def test_only_the_secretariat_asks(province, name):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        ask_weaving(province.actor(name), province.programme)


def test_a_row_given_back_is_a_draft_again_for_other_networks(province):
    """Nobody but its own network and those who read all drafts reads it, also not on the loom."""
    first, _ = novices(province)
    weave(province)
    pair = Pair.objects.get(action="same")
    PlanRow.objects.filter(pk=first.pk).update(state="returned", title="ถ้อยคำที่ยังไม่ส่ง")
    for name, sees in {
        "religion": True,
        "observer": True,
        "secretariat": True,
        "youth": False,
        "community": False,
    }.items():
        client = province.client(name)
        pages = [
            client.get(province.url(f"plan/overlaps/{path}")) for path in ("", f"{pair.pk}/", "decided/")
        ]
        assert any("ถ้อยคำที่ยังไม่ส่ง" in page.content.decode() for page in pages) == sees, name
        assert pages[1].status_code == (200 if sees else 404)
    with pytest.raises(Refused, match="ส่งกลับ"):
        pairs.decide(province.actor("secretariat"), pair, "join", "งานเดียวกัน")


def test_a_pair_of_joined_rows_does_not_come_back_to_the_queue(province):
    """A weaving that read the pairs before a join renews them after it."""
    novices(province)
    weave(province)
    by = province.actor("secretariat")
    pair = Pair.objects.get(action="same")
    pairs.decide(by, pair, "join", "งานเดียวกัน")
    Pair.objects.filter(pk=pair.pk).update(decision="", stale=False)
    assert not weaving.to_decide(province.programme, by).exists()
    assert weaving.progress(province.programme).open == 0


def test_what_there_was_to_decide_does_not_become_less(province):
    """Three rows, three pairs: joining two of them settles the pairs of both with the third."""
    by, rows = (
        province.actor("secretariat"),
        [*novices(province), row(province, "religion", "บวชเณรภาคฤดูร้อน")],
    )
    couples = [pair(province, *two) for two in ((rows[0], rows[1]), (rows[0], rows[2]), (rows[1], rows[2]))]
    before = weaving.progress(province.programme)
    assert (before.done, before.total, before.within, before.across) == (0, 3, 1, 2)
    decided = pairs.decide(by, couples[0], "join", "งานเดียวกัน")
    after = weaving.progress(province.programme)
    assert (after.decided, after.settled, after.open, after.done, after.total) == (1, 2, 0, 3, 3)
    pairs.undo(by, decided)
    assert weaving.progress(province.programme).settled == 0


def test_pairs_within_one_network_are_marked_and_can_be_left_aside(province):
    rows = [*novices(province), row(province, "religion", "บวชเณรภาคฤดูร้อน")]
    across, within = pair(province, rows[0], rows[1]), pair(province, rows[0], rows[2])
    client, address = province.client("secretariat"), province.url("plan/overlaps/")
    shown = {
        show: [found.pk for found in client.get(address, {"show": show}).context["page"].object_list]
        for show in ("", "across", "within", "support", "nonsense")
    }
    assert set(shown[""]) == set(shown["nonsense"]) == {across.pk, within.pk}
    assert (shown["across"], shown["within"], shown["support"]) == ([across.pk], [within.pk], [])
    assert 'tag khamin"' not in client.get(address, {"show": "across"}).content.decode().split("loom-list")[1]
    page = client.get(address, {"show": "within"}).content.decode()
    assert "เหตุผล (จำเป็น" in page and "เครือข่ายเดียวกัน" in page.split("loom-list")[1]
    answer = client.post(
        f"{address}{within.pk}/?show=within",
        {"decision": "keep", "lead": str(rows[0].pk), "reason": "คนละวัด"},
    )
    assert answer["Location"].endswith("?show=within")
