"""The chart as PDF, by a job, read by those with a role."""

import pytest

from thaktho.documents.frames.mechanism import BodyBox, MechanismDocument, Seat, mechanism_pdf
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.stages.convene.bodies import actions
from thaktho.stages.convene.bodies.papers import document

pytestmark = pytest.mark.slow


def text_of(data):
    import pypdfium2

    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def test_printed_by_a_job_and_given_to_those_with_a_role(province):
    by = province.actor("secretariat")
    top = actions.appoint(by, province.programme, name="คณะอนุกรรมการ", kind="sub_committee")
    actions.appoint(by, province.programme, name="คณะทำงาน", kind="working_group", parent=top)
    province.client("observer").post(province.url("meetings/bodies/paper/"))
    job = run_now(Job.objects.get())
    assert job.state == "done", job.message
    address = job.result["url"]
    assert province.client("observer").get(address).status_code == 200
    assert province.client("visitor").get(address).status_code in (302, 403, 404)
    data = b"".join(province.client("observer").get(address).streaming_content)
    assert "คณะ" in text_of(data)


def test_a_visitor_prints_nothing(province):
    assert province.client().post(province.url("meetings/bodies/paper/")).status_code in (302, 403)
    assert not Job.objects.exists()


def test_the_paper_is_thai_in_every_language(province):
    from django.utils.translation import override

    top = actions.appoint(province.actor("secretariat"), province.programme, name="ก", kind="committee")
    actions.add_member(province.actor("secretariat"), top, part="chair", position="ผู้ว่า")
    with override("en"):
        made = document(province.programme)
    assert not made.tops[0].lead.is_example
    assert (made.tops[0].kind, made.tops[0].lead.part) == ("คณะกรรมการ", "ประธาน")


def test_the_same_chart_gives_the_same_bytes_with_many_and_deep(province):
    import datetime as dt

    deep = BodyBox("ลึก", "คณะทำงาน", below=(BodyBox("ลึกกว่า", "คณะทำงาน", seats=(Seat("กรรมการ", "ก <b>"),)),))
    doc = MechanismDocument(
        "ผัง", "จังหวัด", "สำนักงาน", dt.date(2020, 3, 11),
        (BodyBox("บน", "คณะ", below=tuple(BodyBox(f"คณะ {n}", "คณะทำงาน", below=(deep,)) for n in range(9))),),
    )  # fmt: skip
    assert mechanism_pdf(doc) == mechanism_pdf(doc)


def test_what_is_invented_says_so_on_paper(province):
    by = province.actor("secretariat")
    top = actions.appoint(by, province.programme, name="คณะจริง", kind="committee")
    actions.add_member(by, top, part="chair", position="ตำแหน่งสมมติ", is_example=True)
    printed = "".join(text_of(mechanism_pdf(document(province.programme))).split())
    assert printed.count("ข้อมูลตัวอย่าง") == 2  # in the chart's box and in the list
