"""The job that looks who has what another lacks: what it proposes, keeps, renews and marks stale."""

from datetime import date

from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.stages.capital.models import Capital
from thaktho.stages.plan.actions import collaborations as actions
from thaktho.stages.plan.actions.collaborating import ask_collaborating
from thaktho.stages.plan.actions.weaving import ask_weaving
from thaktho.stages.plan.models import Collaboration, PlanRow
from thaktho.stages.plan.queries.collaborating import material
from thaktho.stages.toolkit.models import Tool, ToolHolder

from .loom_cast import speakers
from .weaving_cast import row


def look(province):
    run_now(ask_collaborating(province.actor("secretariat"), province.programme))
    return list(Collaboration.objects.filter(programme=province.programme, stale=False))


def lacking(province, text="วิทยากรสอนสมาธิ 2 คน", kind="human"):
    made = row(province, "community", "อบรมสมาธิในชุมชน", starts_on=date(2020, 4, 1))
    actions.state_lack(province.actor("community"), made, kind, text)
    return made


def test_what_a_network_asks_for_and_another_has_is_proposed_with_reasons(province):
    made, offer = lacking(province), speakers(province)
    (found,) = look(province)
    assert (found.row_id, found.offer_id, found.offer_kind) == (made.pk, offer.pk, "capital.entry")
    assert (found.taker.code, found.giver.code, found.lack) == ("community", "religion", "human")
    assert found.lack_text == "วิทยากรสอนสมาธิ 2 คน"
    assert found.reasons and all(reason["text_th"] for reason in found.reasons)


def test_a_tool_is_offered_by_who_uses_or_teaches_it_not_by_who_merely_knows_it(province):
    lacking(province, "บัญชีครัวเรือน", kind="tool")
    tool = Tool.objects.create(programme=province.programme, name="บัญชีครัวเรือน", sort_key="บ")
    holder = ToolHolder.objects.create(
        programme=province.programme, tool=tool, network=province.networks["youth"], level="knows"
    )
    assert look(province) == []
    ToolHolder.objects.filter(pk=holder.pk).update(level="teaches")
    (found,) = look(province)
    assert (found.offer_kind, found.offer_id, found.giver.code) == ("toolkit.tool", tool.pk, "youth")


def test_a_row_without_a_time_may_join_another_networks_occasion(province):
    row(province, "youth", "อบรมสมาธิ")
    other = row(
        province, "religion", "อบรมสมาธิแก่ประชาชน", starts_on=date(2020, 4, 1), ends_on=date(2020, 4, 2)
    )
    found = [one for one in look(province) if one.lack == "time"]
    assert [(one.offer_kind, one.offer_id) for one in found] == [("plan.row", other.pk)]


def test_twice_gives_the_same_and_decisions_are_kept(province):
    lacking(province)
    speakers(province)
    (found,) = look(province)
    actions.invite(province.actor("secretariat"), found, "เชิญ")
    (again,) = look(province)
    assert again.pk == found.pk and again.state == "invited" and again.message == "เชิญ"


def test_a_small_change_elsewhere_does_not_reshuffle_what_stands(province):
    for number in range(3):
        row(province, "youth", f"อบรมสมาธิ {number}")
    for number in range(5):
        row(province, "religion", f"อบรมสมาธิประชาชน {number}", starts_on=date(2020, 4, 1))
    before = {(one.row_id, one.offer_id) for one in look(province)}
    row(province, "religion", "ธนาคารขยะ", starts_on=date(2020, 5, 1))
    row(province, "religion", "อบรมสมาธิผู้สูงอายุ", starts_on=date(2020, 4, 1))
    assert {(one.row_id, one.offer_id) for one in look(province)} == before


def test_what_shares_no_subject_is_not_proposed(province):
    lacking(province, "อาสาสมัครดูแลสามเณร 10 คน")
    Capital.objects.create(
        programme=province.programme, kind="human", name="ช่างไฟฟ้า", sort_key="ช",
        network=province.networks["religion"],
    )  # fmt: skip
    assert [one for one in look(province) if one.lack == "human"] == []


def test_what_is_no_longer_lacking_goes_stale_and_comes_back(province):
    made = lacking(province)
    speakers(province)
    (found,) = look(province)
    lack = made.lacks.get()
    actions.retire_lack(province.actor("community"), lack)
    assert look(province) == []
    found.refresh_from_db()
    assert found.stale
    actions.state_lack(province.actor("community"), made, "human", "วิทยากรสอนสมาธิ 2 คน")
    assert [one.pk for one in look(province)] == [found.pk]


def test_a_draft_lacks_nothing_that_others_would_see(province):
    made = lacking(province)
    speakers(province)
    PlanRow.objects.filter(pk=made.pk).update(state="draft")
    assert look(province) == []


def test_capital_of_no_network_is_nobodys_to_lend(province):
    lacking(province)
    offer = speakers(province)
    offer.network = None
    offer.save()
    assert material(province.programme).offers == [] or look(province) == []


def test_weaving_asks_for_it(province):
    lacking(province)
    run_now(ask_weaving(province.actor("secretariat"), province.programme))
    assert Job.objects.filter(programme=province.programme, kind="plan.collaborate").count() == 1


def test_queries_do_not_grow_with_rows(province, queries):
    for number in range(12):
        row(province, "community", f"อบรมสมาธิ {number}")
    with queries(9):
        material(province.programme)
