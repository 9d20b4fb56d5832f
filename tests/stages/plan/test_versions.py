"""A version is a copy; a meeting's decision freezes it; the same version gives the same bytes."""

import hashlib
from datetime import timedelta

import pytest

from tests.stages.listen.conftest import ask
from tests.stages.plan.weaving_cast import approving_decision, novices, pair, row
from thaktho.ground.files import queries as files
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import acting
from thaktho.ground.ledger.models import Act
from thaktho.ground.thread import actions as thread_actions
from thaktho.ground.thread import queries as thread
from thaktho.stages.convene import actions as convene
from thaktho.stages.plan.actions import pairs, versions
from thaktho.stages.plan.actions import papers as asked
from thaktho.stages.plan.models import PlanRow, PlanVersion, VersionDocument
from thaktho.stages.plan.papers.printing import document_of
from thaktho.stages.plan.queries import count_by_network, network_states
from thaktho.stages.plan.queries import versions as queries
from thaktho.stages.plan.queries import versions as stored
from thaktho.stages.plan.states import Refused
from thaktho.stages.plan.summary import summary_of


@pytest.fixture
def by(province):
    return province.actor("secretariat")


@pytest.fixture
def version(province, by):
    novices(province)
    row(province, "community", "ธนาคารความดี", area_text="ต.หัวง้ม อ.พาน")
    return versions.make_version(by, province.programme, title="แผน 3 ปี")


def papers(version):
    made = {}
    for paper in VersionDocument.objects.filter(version=version, state=version.state).select_related("job"):
        jobs.run_now(paper.job)
        paper.refresh_from_db()
        made[paper.format] = hashlib.sha256(files.data(paper.file)).hexdigest()
    return made


def test_a_version_copies_what_was_sent(province, version):
    row(province, "religion", "ภายหลัง")
    PlanRow.objects.filter(title="ธนาคารความดี").update(title="เปลี่ยนแล้ว")
    titles = [line.data["title"] for line in queries.lines(version)]
    assert titles == ["บรรพชาสามเณรภาคฤดูร้อน", "ธนาคารความดี", "อบรมสามเณรภาคฤดูร้อน"]


def test_drafts_are_left_out_and_nothing_sent_is_refused(province, by):
    row(province, "religion", "ร่าง", state="draft")
    with pytest.raises(Refused):
        versions.make_version(by, province.programme, title="แผน")


def test_numbers_go_up_and_are_not_used_again(province, by, version):
    versions.withdraw_version(by, version, "มีแถวตกหล่น")
    assert versions.make_version(by, province.programme, title="แผน").number == 2


def test_originals_stand_in_the_joined_line(province, by):
    rows = novices(province)
    pairs.decide(by, pair(province, *rows), "join", "งานเดียวกัน", lead=rows[0])
    line = queries.lines(versions.make_version(by, province.programme, title="แผน")).get()
    assert [mark["name"] for mark in line.data["networks"]] == ["ศาสนา", "เด็กและเยาวชน"]
    assert {original["title"] for original in line.data["originals"]} == {row.title for row in rows}
    assert line.data["reason"] == "งานเดียวกัน"


@pytest.mark.slow
def test_the_same_version_gives_the_same_bytes(version):
    first = papers(version)
    VersionDocument.objects.filter(version=version).update(file=None)
    for paper in VersionDocument.objects.filter(version=version):
        paper.job.state = "waiting"
        paper.job.save()
    assert first == papers(version)
    assert set(first) == {"pdf", "docx", "xlsx"}


def test_approval_freezes(province, by, version):
    decision = approving_decision(province)
    version = versions.approve_version(by, version, decision.pk)
    assert (version.state, version.approved_by, version.approved_on) == (
        "approved",
        decision,
        decision.decided_on,
    )
    with pytest.raises(Refused):
        versions.withdraw_version(by, version, "เปลี่ยนใจ")
    with pytest.raises(Refused):
        versions.approve_version(by, version, decision.pk)


def test_only_a_decision_that_approves_a_plan_will_do(province, other, by, version):
    with pytest.raises(Refused):
        versions.approve_version(by, version, approving_decision(other).pk)
    assert PlanVersion.objects.get(pk=version.pk).state == "proposed"


def test_from_a_row_the_thread_reaches_the_decision(province, by, version):
    decision = approving_decision(province)
    versions.approve_version(by, version, decision.pk)
    start = PlanRow.objects.get(title="ธนาคารความดี")
    reached = {strand.target_id for strand in thread.trace(province.programme.pk, start.pk, down=True)}
    assert {version.pk, decision.pk} <= reached


def test_approval_asks_for_papers_of_the_approved_plan(province, by, version):
    versions.approve_version(by, version, approving_decision(province).pk)
    assert VersionDocument.objects.filter(version=version, state="approved").count() == 3


def test_asking_for_a_paper_twice_is_one_job(by, version):
    assert asked.ask_document(by, version, "pdf") == asked.ask_document(by, version, "pdf")


def test_the_summary_is_plain_text_with_the_figures(version):
    text = summary_of(version, "https://example.org/plan/1")
    assert "ฉบับที่ 1" in text and "3 แถว" in text and "20,000" in text and "https://example.org/plan/1" in text


PAGES = ["plan/integrated/", "plan/versions/1/", "plan/versions/1/rows.csv"]


@pytest.mark.parametrize("path", PAGES)
def test_everybody_reads_versions(province, version, path, queries):
    with queries(15):
        assert province.client().get(province.url(path)).status_code == 200


@pytest.mark.parametrize("path", ["plan/overlaps/", "plan/overlaps/decided/"])
@pytest.mark.parametrize(
    ("name", "status"), [("secretariat", 200), ("youth", 200), ("executive", 200), ("visitor", 302)]
)
def test_proposals_are_for_people_with_a_role(province, path, name, status):
    answer = province.client(name).get(province.url(path))
    assert answer.status_code in (status, 403 if status == 302 else status)


def test_the_journey_of_the_pages(province, by):
    """Decide, issue, approve: by forms, without JavaScript."""
    found = pair(province, *novices(province))
    client = province.client("secretariat")
    loom = client.get(province.url("plan/overlaps/"))
    assert "สองแถวนี้เป็นงานเดียวกันหรือไม่" in loom.content.decode()
    address = province.url(f"plan/overlaps/{found.pk}/")
    assert client.post(address, {"decision": "join", "lead": str(found.row_a_id)}).status_code == 422
    assert (
        client.post(
            address, {"decision": "join", "lead": str(found.row_a_id), "reason": "งานเดียวกัน"}
        ).status_code
        == 302
    )
    assert client.post(province.url("plan/versions/new/"), {"title": "แผน 3 ปี"}).status_code == 302
    decision = approving_decision(province)
    approve = province.url("plan/versions/1/approve/")
    assert client.get(approve).status_code == 200
    assert client.post(approve, {"decision": str(decision.pk)}).status_code == 302
    assert PlanVersion.objects.get(number=1).state == "approved"
    assert "เห็นชอบแล้ว" in client.get(province.url("plan/versions/1/")).content.decode()


@pytest.mark.parametrize("first", ["printed", "withdrawn"])
def test_papers_of_a_withdrawn_version_are_given_to_nobody_else(province, by, version, first):
    """Whoever kept the address of the file finds it closed, also when it was printed after the withdrawal."""
    paper = VersionDocument.objects.select_related("job").get(version=version, format="xlsx")
    if first == "printed":
        jobs.run_now(paper.job)
        versions.withdraw_version(by, version, "มีแถวตกหล่น")
    else:
        versions.withdraw_version(by, version, "มีแถวตกหล่น")
        jobs.run_now(paper.job)
    paper.refresh_from_db()
    address = province.url(f"files/{paper.file_id}/x.xlsx")
    assert [province.client(who).get(address).status_code for who in ("visitor", "youth", "secretariat")] == [
        403,
        403,
        200,
    ]


def test_why_two_rows_were_kept_apart_is_printed_once(province, by):
    one, other = novices(province)
    pairs.decide(by, pair(province, one, other), "keep", "คนละกลุ่มเป้าหมาย")
    version = versions.make_version(by, province.programme, title="แผน")
    apart = [found for line in queries.lines(version) for found in line.data["apart"]]
    assert [(found["decision"], found["reason"]) for found in apart] == [("keep", "คนละกลุ่มเป้าหมาย")]
    (annex,) = document_of(version, version.state).annex
    assert "เหตุผล: คนละกลุ่มเป้าหมาย" in annex.rows[0][2]


def test_a_row_given_back_is_not_named_in_anothers_paper(province, by):
    one, other = novices(province)
    found = pairs.decide(by, pair(province, one, other), "different", "คนละเรื่อง")
    PlanRow.objects.filter(pk=found.row_b_id).update(state="returned")
    version = versions.make_version(by, province.programme, title="แผน")
    assert [line.data["apart"] for line in queries.lines(version)] == [[]]


def test_joining_does_not_make_a_network_larger(province, by):
    before = (
        count_by_network(province.programme),
        [state.rows for state in network_states(province.programme)],
    )
    rows = novices(province)
    plain = (
        count_by_network(province.programme),
        [state.rows for state in network_states(province.programme)],
    )
    pairs.decide(by, pair(province, *rows), "join", "งานเดียวกัน")
    assert before != plain
    assert (
        count_by_network(province.programme),
        [state.rows for state in network_states(province.programme)],
    ) == plain


def test_an_approving_decision_stands_as_long_as_its_plan(province, by, version):
    """Struck out, it would leave an approved plan without the meeting that approved it."""
    decision = approving_decision(province)
    convene.strike_decision(
        by, approving_decision(province, "ประชุมอื่น"), "บันทึกผิด"
    )  # nothing stands on this one
    versions.approve_version(by, version, decision.pk)
    with pytest.raises(convene.Relied) as why:
        convene.strike_decision(by, decision, "บันทึกผิด")
    assert "เห็นชอบด้วยมตินี้แล้ว" in str(why.value)
    decision.refresh_from_db()
    assert decision.live
    address = province.url(f"meetings/{decision.meeting_id}/decisions/{decision.pk}/")
    client = province.client("secretariat")
    assert "เห็นชอบด้วยมตินี้แล้ว" in client.get(address).content.decode()
    answer = client.post(address, {"strike": "1", "reason": "บันทึกผิด"}, follow=True)
    assert "เห็นชอบด้วยมตินี้แล้ว" in answer.content.decode()


def test_a_version_and_its_papers_are_one_act(province, by, version):
    """Killed between the two, a version would stand without its papers: so their lines stand before the version's."""
    versions.approve_version(by, version, approving_decision(province).pk)
    wanted = ["jobs.ask", "plan.version.make", "plan.version.approve"]
    verbs = Act.objects.filter(verb__in=wanted).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["jobs.ask"] * 3 + ["plan.version.make"] + ["jobs.ask"] * 3 + [
        "plan.version.approve"
    ]


def test_a_decision_older_than_the_version_cannot_have_approved_it(province, by, version):
    old = approving_decision(province, "ประชุมปีก่อน", version.dated - timedelta(days=1))
    client, address = province.client("secretariat"), province.url("plan/versions/1/approve/")
    page = client.get(address).content.decode()
    assert 'name="decision"' not in page and "บันทึกมติชนิด “เห็นชอบแผน” แล้วกลับมาหน้านี้" in page
    with pytest.raises(Refused):
        versions.approve_version(by, version, old.pk)
    one = approving_decision(province, "ประชุมวันนี้")
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 1 and " checked" in page and "ประชุมวันนี้" in page
    approving_decision(province, "ประชุมอีกครั้ง")
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 2 and " checked" not in page and str(old.pk) not in page
    assert client.post(address, {}).status_code == 200
    assert client.post(address, {"decision": str(one.pk)}).status_code == 302


def test_what_was_joined_again_keeps_all_it_came_from(province, by, queries):
    """Three networks in one row, joined one after the other: voices, networks and reasons of all three are printed."""
    first, second = novices(province)
    third = row(province, "community", "บวชเณรภาคฤดูร้อนของชุมชน")
    said = ask(province).statements[0]
    with acting(by, "plan.version.make", province.programme) as act:
        thread_actions.link(act, said, second, "became")
    joined = pairs.decide(by, pair(province, first, second), "join", "วัดเดียวกัน", lead=first).joined
    last = pairs.decide(by, pair(province, joined, third), "join", "ช่วงเดียวกัน", lead=joined).joined
    line = stored.lines(versions.make_version(by, province.programme, title="แผน")).get()
    assert line.row == last and line.data["voices"] == [said.text]
    assert [mark["name"] for mark in line.data["networks"]] == ["ศาสนา", "ชุมชน", "เด็กและเยาวชน"]
    assert [original["title"] for original in line.data["originals"]] == [
        first.title,
        second.title,
        third.title,
    ]
    assert line.data["reason"] == "วัดเดียวกัน · ช่วงเดียวกัน"
    with queries(15):
        page = province.client().get(province.url("plan/integrated/")).content.decode()
    assert all(f"<span>{name}</span>" in page for name in ("ศาสนา", "ชุมชน", "เด็กและเยาวชน"))


def test_one_decision_approves_one_version(province, by, version):
    decision = approving_decision(province)
    versions.approve_version(by, version, decision.pk)
    second = versions.make_version(by, province.programme, title="แผน 3 ปี")
    with pytest.raises(Refused):
        versions.approve_version(by, second, decision.pk)
    assert not queries.decisions_for(second).exists()
