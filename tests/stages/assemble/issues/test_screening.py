"""Scores side by side, decisions with reasons, and pages that stay quick with many proposals."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.issues import actions, queries
from thaktho.stages.assemble.issues.models import Criterion, Issue, IssueScore
from thaktho.stages.assemble.issues.states import ISSUE_MOVES, Refused


@pytest.fixture
def issue(calling, province) -> Issue:
    made = calling.propose("ธนาคารความดี", by=province.actor("youth"), network=province.networks["youth"])
    calling.to("screening")
    return made


def give(by, issue, value=3, network=None, reason="เพราะ"):
    criteria = Criterion.objects.filter(edition=issue.edition)
    actions.score(by, issue, {one.pk: (value, reason) for one in criteria}, network=network)


@pytest.mark.parametrize(("role", "network", "may"), [
    ("secretariat", None, True), ("executive", None, True), ("religion", "religion", True), ("religion", None, False),
    ("religion", "youth", False), ("observer", None, False), ("visitor", None, False),
])  # fmt: skip
def test_who_scores(province, issue, role, network, may):
    of = province.networks[network] if network else None
    if may:
        give(province.actor(role), issue, network=of)
        assert IssueScore.objects.filter(person=province.persons[role]).count() == 4
    else:
        with pytest.raises(PermissionDenied):
            give(province.actor(role), issue, network=of)


def test_nobody_scores_their_own_network_s(province, issue):
    with pytest.raises(Refused, match="ให้ผู้อื่นให้คะแนน"):
        give(province.actor("youth"), issue, network=province.networks["youth"])


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_score_outside_its_scale_is_refused(province, issue, value):
    with pytest.raises(Refused, match="ไม่ตรงกับเกณฑ์"):
        give(province.actor("executive"), issue, value)


def test_a_criterion_of_another_year_is_refused(province, issue):
    with pytest.raises(Refused):
        actions.score(province.actor("executive"), issue, {uuid4(): (3, "")})


@pytest.mark.parametrize("state", ["draft", "open", "decided"])
def test_scores_and_decisions_belong_to_screening(province, calling, issue, state):
    calling.to(state)
    fresh = queries.issue(calling.assembly.edition, issue.pk)
    with pytest.raises(Refused):
        give(province.actor("executive"), fresh)
    with pytest.raises(Refused):
        actions.accept(calling.office, fresh, "ดี")


def test_scored_again_the_last_word_counts_and_means_follow_the_weights(province, calling, issue):
    first = calling.call.criteria.first()
    Criterion.objects.filter(pk=first.pk).update(weight=3)
    give(province.actor("executive"), issue, 2)
    give(province.actor("executive"), issue, 4)
    give(calling.office, issue, 2)
    rest = {one.pk: (2, "") for one in calling.call.criteria.all()[1:]}
    actions.score(calling.office, issue, {first.pk: (5, "ด่วน"), **rest})
    criteria = list(Criterion.objects.filter(call=calling.call))
    row = queries.scored([issue], criteria, calling.office)[0]
    assert [(cell.mean, cell.least, cell.most) for cell in row.cells] == [
        (4.5, 4, 5),
        (3, 2, 4),
        (3, 2, 4),
        (3, 2, 4),
    ]
    assert row.score == pytest.approx((3 * 4.5 + 3 * 3) / 6)
    assert (row.scorers, row.spread, row.mine, row.partial) == (2, 2, True, False)


def test_a_screener_sees_the_others_only_after_their_own(province, calling, issue):
    give(province.actor("executive"), issue, 5, reason="เหตุผลของผู้บริหาร")
    client, address = province.client("religion"), province.url(f"assembly/2563/issues/{issue.pk}/")
    page = client.get(address).content.decode()
    assert "เหตุผลของผู้บริหาร" not in page and "จะเห็นของผู้อื่นหลังท่านให้คะแนน" in page
    data = {f"score_{one.pk}": "2" for one in calling.call.criteria.all()}
    assert client.post(address + "score/", data).status_code == 302
    assert "เหตุผลของผู้บริหาร" in client.get(address).content.decode()
    visitor = province.client().get(address).content.decode()
    assert "เหตุผลของผู้บริหาร" not in visitor and "ตัวอย่าง executive" not in visitor


def test_missing_scores_are_said_and_kept(province, calling, issue):
    first, *_rest = calling.call.criteria.all()
    answer = province.client("executive").post(
        province.url(f"assembly/2563/issues/{issue.pk}/score/"),
        {f"score_{first.pk}": "4", f"reason_{first.pk}": "พิมพ์ไว้แล้ว"},
    )
    assert answer.status_code == 422 and "พิมพ์ไว้แล้ว" in answer.content.decode()
    assert not IssueScore.objects.exists()


@pytest.mark.parametrize("before", list(Issue.State))
@pytest.mark.parametrize("to", ["accepted", "declined", "submitted", "withdrawn"])
def test_decisions_follow_the_table(calling, issue, before, to):
    Issue.objects.filter(pk=issue.pk).update(state=before)
    act = {
        "accepted": actions.accept,
        "declined": actions.decline,
        "submitted": actions.take_back,
        "withdrawn": actions.withdraw,
    }[to]
    if to in ISSUE_MOVES[before]:
        assert act(calling.office, issue, "เหตุผล").state == to
    else:
        with pytest.raises(Refused):
            act(calling.office, issue, "เหตุผล")


@pytest.mark.parametrize("role", ["executive", "religion", "youth", "observer", "visitor"])
def test_only_the_secretariat_decides(province, issue, role):
    by = province.actor(role)
    for act in (actions.accept, actions.decline, actions.take_back):
        with pytest.raises(PermissionDenied):
            act(by, issue, "เหตุผล")
    with pytest.raises(PermissionDenied):
        actions.show(by, issue, False)


def test_merging_keeps_both_links_them_and_never_chains(calling, issue, province):
    second, third = calling.propose("ข"), calling.propose("ค")
    merged = actions.merge(calling.office, issue, second, "เรื่องเดียวกัน")
    assert (merged.state, merged.merged_into) == ("merged", second)
    assert thread.targets_of(province.programme.pk, issue.pk, "assemble.issue") == [second.pk]
    with pytest.raises(Refused, match="มีประเด็นอื่นรวมอยู่"):
        actions.merge(calling.office, second, third, "ต่อกันไป")
    with pytest.raises(Refused, match="เลือกประเด็นอื่น"):
        actions.merge(calling.office, third, issue, "รวมกับที่รวมแล้ว")
    with pytest.raises(Refused):
        actions.merge(calling.office, third, third, "รวมกับตัวเอง")
    page = province.client().get(province.url(f"assembly/2563/issues/{second.pk}/")).content.decode()
    assert "ธนาคารความดี" in page
    back = actions.take_back(calling.office, merged, "ไม่ใช่เรื่องเดียวกัน")
    assert (back.state, back.merged_into) == ("submitted", None)
    assert thread.targets_of(province.programme.pk, issue.pk, "assemble.issue") == []


def test_the_answer_and_its_reason_are_public(calling, issue, province):
    client, address = province.client("secretariat"), province.url(f"assembly/2563/issues/{issue.pk}/")
    assert client.post(address + "decide/", {"outcome": "accept", "reason": ""}).status_code == 422
    assert client.post(address + "decide/", {"outcome": "merge", "reason": "ก"}).status_code == 422
    assert (
        client.post(address + "decide/", {"outcome": "accept", "reason": "ทุกเครือข่ายทำได้"}).status_code == 302
    )
    assert "ทุกเครือข่ายทำได้" in province.client().get(address).content.decode()
    assert "ทุกเครือข่ายทำได้" in province.client().get(province.url("assembly/2563/issues/")).content.decode()


def test_another_province_finds_nothing(other, issue):
    client = other.client("secretariat")
    for page in ("", "new/", "screening/", "call/", "criteria/", f"{issue.pk}/"):
        assert client.get(other.url(f"assembly/2563/issues/{page}")).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.accept(other.actor("secretariat"), issue, "ดี")


def test_what_waits_for_whom(province, calling, issue):
    def told(role):
        return [line.title for line in queries.waiting(province.actor(role), province.programme)]

    assert told("secretariat") == ["ประเด็นสมัชชา 1 ข้อรอตัดสิน"]
    assert told("religion") == told("executive") == ["ประเด็นสมัชชา 1 ข้อรอท่านให้คะแนน"]
    assert told("youth") == told("observer") == told("visitor") == []  # youth proposed it
    give(province.actor("religion"), issue, network=province.networks["religion"])
    assert told("religion") == []


@pytest.mark.parametrize("role", ["secretariat", "religion", "visitor"])
def test_two_hundred_proposals_are_listed_with_few_questions(province, calling, queries, role):
    same = {"programme": province.programme, "edition": calling.assembly.edition, "call": calling.call}
    networks = list(province.networks.values())
    made = Issue.objects.bulk_create(
        Issue(**same, number=n, title=f"ประเด็นที่ {n}", network=networks[n % 4], search_text=f"ประเด็นที่ {n}")
        for n in range(1, 201)
    )
    person, criteria = province.persons["executive"], list(calling.call.criteria.all())
    IssueScore.objects.bulk_create(
        IssueScore(programme=province.programme, issue=one, criterion=criterion, person=person, score=1 + one.number % 5)
        for one in made for criterion in criteria
    )  # fmt: skip
    calling.to("screening")
    client, base = province.client(role), province.url("assembly/2563/issues/")
    pages = ["", "?page=5", "?q=ประเด็น&network=youth", f"{made[0].pk}/"]
    pages += ["screening/?sort=score", "screening/?sort=spread&page=2"] if role != "visitor" else []
    for page in pages:
        client.get(base + page)
        with queries(15):
            assert client.get(base + page).status_code == 200


def test_sorting_filtering_and_search(province, calling, issue):
    low, high = calling.propose("ลานกีฬา"), calling.propose("ป่าชุมชน")
    give(province.actor("executive"), low, 1)
    give(province.actor("executive"), high, 5)
    client, base = province.client("secretariat"), province.url("assembly/2563/issues/screening/")
    page = client.get(base + "?sort=score").content.decode()
    assert page.index("ป่าชุมชน") < page.index("ลานกีฬา") < page.index("ธนาคารความดี")
    page = client.get(base + "?q=ลานกีฬา").content.decode()
    assert "ลานกีฬา" in page and "ป่าชุมชน" not in page
    page = client.get(base + "?network=youth").content.decode()
    assert "ธนาคารความดี" in page and "ลานกีฬา" not in page
    todo = province.client("executive").get(base + "?todo=1").content.decode()
    assert "ธนาคารความดี" in todo and "ลานกีฬา" not in todo


def test_what_a_criterion_says_is_words_and_no_markup(province, calling, issue):
    Criterion.objects.update(help="<b id=evil>หนา</b>", name="<i>เอียง</i>")
    page = (
        province.client("executive").get(province.url(f"assembly/2563/issues/{issue.pk}/")).content.decode()
    )
    assert "<b id=evil>" not in page and "<i>เอียง" not in page and "&lt;b id=evil&gt;" in page


@pytest.mark.parametrize("asked", ["", "?todo=1", "?sort=score", "?sort=spread&page=2", "?sort=nonsense"])
def test_the_words_of_one_page_are_read_and_no_more(province, calling, asked):
    same = {"programme": province.programme, "edition": calling.assembly.edition, "call": calling.call}
    Issue.objects.bulk_create(Issue(**same, number=n, title=f"ประเด็นที่ {n}") for n in range(1, 121))
    calling.to("screening")
    client, address = province.client("executive"), province.url(f"assembly/2563/issues/screening/{asked}")
    with CaptureQueriesContext(connection) as asked_of:
        page = client.get(address).content.decode()
    assert page.count("ประเด็นที่ ") == 50
    words = [one["sql"] for one in asked_of if '"assemble_issue"."wish"' in one["sql"].split(" FROM ")[0]]
    assert words and all(" LIMIT 50" in sql or '"assemble_issue"."id" IN (' in sql for sql in words)
