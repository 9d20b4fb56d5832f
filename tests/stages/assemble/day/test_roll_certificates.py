from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.tools.assembly import make_assembly
from thaktho.ground.files.models import StoredFile
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.actions import Repeated
from thaktho.stages.assemble.day.actions import booths, certifying, honours
from thaktho.stages.assemble.day.models import Certificate, Participant
from thaktho.stages.assemble.day.queries import certificates as queries
from thaktho.stages.assemble.day.states_roll import Refused
from thaktho.stages.assemble.day.views import verify

from .roll import SIGNERS, booth, honour, participant, url

pytestmark = pytest.mark.django_db
DAY = date(2020, 9, 1)


def issue(made, kind="attended", **more):
    return certifying.issue(
        made.province.actor("secretariat"), made.edition, kind, signers=SIGNERS, issued_on=DAY, **more
    )


def test_one_act_numbers_all_who_came_without_gaps(assembly):
    for number in range(1, 6):
        participant(assembly, number, f"นายคนที่ {number}", came=number != 3)
    made = issue(assembly)
    assert [one.number for one in made] == [1, 2, 3, 4] and {one.year for one in made} == {2563}
    assert "คนที่ 3" not in " ".join(one.name for one in made)
    assert made[0].body == "ได้เข้าร่วมสมัชชาคุณธรรมจังหวัดตัวอย่าง 2563\nเมื่อวันที่ 1 กันยายน 2563"
    with pytest.raises(Refused):
        issue(assembly)  # all have one
    participant(assembly, 6, "นายมาทีหลัง")
    assert [one.number for one in issue(assembly)] == [5]


def test_numbers_run_through_kinds_and_editions_of_the_programme_and_begin_anew_each_year(assembly, other):
    by = assembly.province.system
    honours.present(by, honour(assembly, for_what="ดูแลป่าชุมชน"))
    honour(assembly, "นายยังไม่มอบ")
    booths.confirm(by, booth(assembly), "1")
    participant(assembly, 1, "นายสมชาย ใจดี")
    assert [issue(assembly, kind)[0].number for kind in ("honour", "booth", "attended")] == [1, 2, 3]
    second = make_assembly(assembly.province, code="2562")
    participant(second, 1, "นางสองปี มาแล้ว")
    assert issue(second)[0].number == 4
    again = make_assembly(assembly.province, code="2564")
    participant(again, 1, "นางสามปี มาแล้ว")
    later = certifying.issue(by, again.edition, "attended", signers=[], issued_on=date(2021, 1, 2))
    assert str(later[0]) == "1/2564"
    elsewhere = make_assembly(other)
    participant(elsewhere, 1, "นายต่างจังหวัด")
    assert str(issue(elsewhere)[0]) == "1/2563"
    found = Certificate.objects.get(kind="honour")
    assert "ดูแลป่าชุมชน" in found.body and found.honour.category in found.body


def test_for_one_honour_before_the_stage(assembly):
    made = honour(assembly)
    with pytest.raises(Refused):
        issue(assembly, "honour")
    assert issue(assembly, "honour", only=[made.pk])[0].honour == made


def test_a_second_touch_issues_nothing(assembly):
    participant(assembly, 1, "นายสมชาย ใจดี")
    act = uuid4()
    issue(assembly, act_id=act)
    with pytest.raises(Repeated):
        issue(assembly, act_id=act)
    assert Certificate.objects.count() == 1


def test_who_may_not(assembly):
    participant(assembly, 1, "นายสมชาย ใจดี")
    for who in ("executive", "observer", "youth", "visitor"):
        with pytest.raises(PermissionDenied):
            certifying.issue(
                assembly.province.actor(who), assembly.edition, "attended", signers=[], issued_on=DAY
            )
    rehearsal = make_assembly(assembly.province, code="rehearsal")
    rehearsal.edition.rehearsal_of = assembly.edition
    rehearsal.edition.save()
    participant(rehearsal, 1, "นายซ้อม")
    with pytest.raises(Refused, match="ฉบับซ้อม"):
        issue(rehearsal)


def test_what_was_issued_does_not_follow_a_later_change(assembly):
    by = assembly.province.actor("secretariat")
    made = honours.present(by, honour(assembly, "นายสะกดผิด"))
    paper = issue(assembly, "honour")[0]
    honours.edit(by, made, name="นายสะกดถูก")
    paper.refresh_from_db()
    assert paper.name == "นายสะกดผิด"
    new = certifying.correct(by, paper, "สะกดผิด", name="นายสะกดถูก", body=paper.body)
    paper.refresh_from_db()
    assert (str(paper), str(new), new.replaces, new.signers) == ("1/2563", "2/2563", paper, SIGNERS)
    assert paper.revoked_at and new.code != paper.code and new.honour == made
    with pytest.raises(Refused, match="1/2563"):
        certifying.correct(by, paper, "อีกครั้ง", name="ก", body="ข")
    with pytest.raises(Refused):
        certifying.revoke(by, paper, "อีกครั้ง")
    with pytest.raises(Refused):
        certifying.revoke(by, new, " ")
    with pytest.raises(Refused):
        issue(assembly, "honour")  # the new one is valid


def test_printed_again_is_the_same_paper_and_counted_once_a_job(assembly):
    participant(assembly, 1, "พระครูตัวอย่างธรรม")
    paper = issue(assembly)[0]
    office = assembly.province.client("secretariat")
    for _ in range(2):
        office.post(url(assembly, "certificates/print/"), {"certificate": str(paper.pk)})
    first, second = Job.objects.order_by("pk")
    assert jobs.run_now(first).state == "done" and jobs.run_now(second).state == "done"
    files = list(StoredFile.objects.values_list("sha256", flat=True))
    assert len(files) == 2 and len(set(files)) == 1
    Job.objects.filter(pk=second.pk).update(state="waiting")
    jobs.run_now(second)  # begun again after its worker died
    paper.refresh_from_db()
    assert paper.prints == 2
    assert office.get(url(assembly, f"certificates/{paper.pk}/")).status_code == 200


def test_a_job_whose_papers_were_revoked_says_so(assembly):
    participant(assembly, 1, "นายสมชาย ใจดี")
    paper = issue(assembly)[0]
    office = assembly.province.client("secretariat")
    office.post(url(assembly, "certificates/print/"), {"state": "unprinted"})
    certifying.revoke(assembly.province.system, paper, "ออกผิด")
    done = jobs.run_now(Job.objects.get())
    assert done.state == "failed" and "ไม่มีรายการ" in done.message
    office.post(url(assembly, "certificates/print/"), {})
    assert Job.objects.count() == 1
    assert office.post(url(assembly, "certificates/print/"), {"certificate": "x"}).status_code == 404
    assert assembly.province.client("observer").post(url(assembly, "certificates/print/")).status_code == 403


def test_pages_issue_correct_and_revoke(assembly, queries):
    office = assembly.province.client("secretariat")
    for number in range(1, 61):
        participant(assembly, number, f"นายคนที่ {number}")
    page = office.get(url(assembly, "certificates/issue/")).content.decode()
    assert "60" in page and '<option value="attended" selected>' in page and 'name="unsigned"' not in page
    sent = {"kind": "attended", "issued_on": "1 ก.ย. 2563", "name1": "นายก", "position1": "ผู้ว่า"}
    assert (
        office.post(url(assembly, "certificates/issue/"), sent | {"issued_on": "เมื่อวาน"}).status_code == 422
    )
    assert office.post(url(assembly, "certificates/issue/"), sent | {"position2": "ไม่มีชื่อ"}).status_code == 422
    bare = {"kind": "attended", "issued_on": "1 ก.ย. 2563"}
    asks = office.post(url(assembly, "certificates/issue/"), bare)
    assert asks.status_code == 422 and 'name="unsigned"' in asks.content.decode()
    assert office.post(url(assembly, "certificates/issue/"), sent).status_code == 302
    assert office.post(url(assembly, "certificates/issue/"), sent).status_code == 422
    office.get(url(assembly, "certificates/"))
    with queries(15):
        page = office.get(url(assembly, "certificates/")).content.decode()
    assert "1/2563" in page and "หน้า 1 จาก 2" in page
    assert "คนที่ 42" in office.get(url(assembly, "certificates/"), {"q": "คนที่ 42"}).content.decode()
    paper = Certificate.objects.get(number=7)
    fields = {"name": "นายใหม่", "body": "ได้เข้าร่วม", "reason": "สะกดผิด", "name1": "นายก"}
    assert (
        office.post(url(assembly, f"certificates/{paper.pk}/correct/"), fields | {"reason": ""}).status_code
        == 422
    )
    office.post(url(assembly, f"certificates/{paper.pk}/correct/"), fields)
    assert Certificate.objects.get(replaces=paper).number == 61
    other_paper = Certificate.objects.get(number=8)
    office.post(url(assembly, f"certificates/{other_paper.pk}/revoke/"), {"reason": "ไม่ได้มา"})
    page = office.get(url(assembly, "certificates/"), {"state": "revoked"}).content.decode()
    assert "8/2563" in page and "9/2563" not in page
    assert assembly.province.client().get(url(assembly, "certificates/")).status_code == 403


def test_who_checks_is_told_what_was_issued_and_of_the_merely_present_only_part_of_the_name(assembly):
    by = assembly.province.system
    honours.present(by, honour(assembly, "นางต้นแบบ ใจงาม"))
    participant(assembly, 1, "นายสมชาย เรืองศรี")
    honoured, attended = issue(assembly, "honour")[0], issue(assembly)[0]
    client = assembly.province.client()
    page = client.get(assembly.province.url(f"assembly/verify/{honoured.code}/"))
    assert page.status_code == 200 and page["X-Robots-Tag"] == "noindex"
    assert "นางต้นแบบ ใจงาม" in page.content.decode() and "ออกจริงและใช้อยู่" in page.content.decode()
    page = client.get(assembly.province.url(f"assembly/verify/{attended.code.lower()}/")).content.decode()
    assert "สมชาย เร…" in page and "เรืองศรี" not in page
    certifying.revoke(by, attended, "ความลับของเหตุผล")
    page = client.get(assembly.province.url(f"assembly/verify/{attended.code}/")).content.decode()
    assert "ยกเลิกแล้ว" in page and "ความลับของเหตุผล" not in page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("นายสมชาย ใจดี", "นายสมชาย ใจ…"),
        ("น.ส.น้ำผึ้ง เกษตร", "น.ส.น้ำผึ้ง เก…"),
        ("พระครูสุนทรธรรม", "พระครูสุนท…"),
        ("พระบุญ (ธมฺมวโร)", "พระบุญ ธ…"),
    ],
)
def test_part_of_a_name(name, told):
    assert queries.in_part(name) == told


def test_a_typed_code_and_wrong_ones(assembly, other, monkeypatch):
    participant(assembly, 1, "นายสมชาย ใจดี")
    paper = issue(assembly)[0]
    client, at = assembly.province.client(), assembly.province.url("assembly/verify/")
    typed = "-".join((paper.code[:4], paper.code[4:8], paper.code[8:12], paper.code[12:])).lower()
    assert client.get(at, {"code": f" {typed} "}, follow=True).status_code == 200
    assert client.get(at, {"code": "7K4M"}).status_code == 422
    assert client.get(at).status_code == 200
    assert client.get(f"{at}{'2' * 16}/").status_code == 404
    assert other.client().get(other.url(f"assembly/verify/{paper.code}/")).status_code == 404
    monkeypatch.setattr(verify, "WRONG", verify.Buckets(0, 0))  # so many wrong ones were tried
    assert client.get(f"{at}{'2' * 16}/").status_code == 429
    assert client.get(f"{at}{paper.code}/").status_code == 200


def test_badges_of_a_selection(assembly):
    for number, (name, network) in enumerate(
        [("พระครูยาวมาก", "religion"), ("นางขวัญ ใจดี", "youth"), ("นายกานต์ ใจดี", "youth"), ("แขก", None)], 1
    ):
        participant(assembly, number, name, network)
    office = assembly.province.client("secretariat")
    order = list(queries.badges(assembly.edition, {"network": "youth"}).values_list("name", flat=True))
    assert order == ["นายกานต์ ใจดี", "นางขวัญ ใจดี"]
    office.post(url(assembly, "badges/print/"), {"network": "youth"})
    assert jobs.run_now(Job.objects.get()).state == "done"
    assert Participant.objects.filter(badge_printed_at=None).count() == 2
    page = office.get(url(assembly, "badges/"), {"new": "1"}).content.decode()
    assert "แขก" in page and "นางขวัญ" not in page
    office.post(url(assembly, "badges/print/"), {"new": "1"})
    assert jobs.run_now(Job.objects.order_by("-pk").first()).state == "done"
    office.post(url(assembly, "badges/print/"), {"new": "1"})
    assert Job.objects.count() == 2  # nobody is new
    assert assembly.province.client("observer").get(url(assembly, "badges/")).status_code == 403
    assert office.post(url(assembly, "badges/print/"), {"participant": "x"}).status_code == 404


def test_the_page_of_badges_is_bounded(assembly, queries):
    for number in range(1, 80):
        participant(assembly, number, f"นายคนที่ {number}")
    office = assembly.province.client("secretariat")
    office.get(url(assembly, "badges/"))
    with queries(15):
        assert office.get(url(assembly, "badges/")).status_code == 200


def test_another_provinces_certificate_is_not_there(assembly, other):
    elsewhere = make_assembly(other)
    participant(elsewhere, 1, "นายต่างจังหวัด")
    theirs = issue(elsewhere)[0]
    office = assembly.province.client("secretariat")
    for path in ("", "revoke/", "correct/"):
        assert office.get(url(assembly, f"certificates/{theirs.pk}/{path}")).status_code == 404
    office.post(url(assembly, "certificates/print/"), {"certificate": str(theirs.pk)})
    assert not Job.objects.exists()
