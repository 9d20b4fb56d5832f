"""Papers of a closed topic: the sheet that answers a network, and the report; both of published figures only."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from tests.stages.listen.conftest import Asked
from thaktho.documents.frames.report import Grid, Heading, Points, Text, report_docx, report_pdf
from thaktho.ground.base import new_id
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.stages.listen import actions
from thaktho.stages.listen.actions import Verdict
from thaktho.stages.listen.actions import papers as asking
from thaktho.stages.listen.models import Statement
from thaktho.stages.listen.papers.answers import answers_document, sheets
from thaktho.stages.listen.papers.report import report_document
from thaktho.stages.listen.queries.papers import papers_made
from thaktho.stages.plan import actions as plan

HERE = "http://localhost/chiang-rai/listen/abc/"


@pytest.fixture
def closed(asked: Asked) -> Asked:
    by = asked.province.actor("secretariat")
    for text in ("ขอลานกีฬาให้เด็กทุกตำบล", "ขอห้องสมุดเปิดวันหยุด", "ด่านายคนหนึ่งเสียหาย"):
        asked.statements.append(actions.type_statement(by, asked.topic, text, door=asked.door("youth"))[0])
    court, library, bad = asked.statements[-3:]
    actions.hide(by, bad, "insult")
    asked.answers("youth", court, *[1] * 7)
    asked.answers("religion", court, *[1] * 20, *[-1] * 5)
    asked.answers("community", court, 1, 1, 1)
    actions.close_topic(by, asked.topic)
    asked.topic.refresh_from_db()
    actions.decide(
        by,
        asked.topic,
        [Verdict(court.pk, "used", "อยู่ในแผนของท้องถิ่น"), Verdict(library.pk, "not_taken", "ยังไม่มีผู้ดูแล")],
    )
    return asked


def said(blocks) -> str:
    lines = []
    for block in blocks:
        if isinstance(block, Heading | Text):
            lines.append(block.text)
        elif isinstance(block, Points):
            lines += block.items
        elif isinstance(block, Grid):
            lines += [block.caption, *(text for row in block.rows for text in row)]
    return "\n".join(lines)


def test_a_sheet_answers_every_statement_of_its_network(closed):
    (sheet,) = sheets(closed.topic, closed.province.networks["youth"])
    court, library = sheet.lines
    assert court.own == "6–7 จาก 7 คนในเครือข่ายท่านเห็นด้วย"
    assert court.became.startswith("นำไปใช้ อยู่ในแผนของท้องถิ่น")
    assert library.became == "ไม่ได้นำไปใช้ เพราะยังไม่มีผู้ดูแล" and "ไม่ถึง 5 คน" in library.own
    assert sheet.answered == 2 and len(sheet.unshown) == 1
    page = closed.province.client("visitor").get(closed.url("answers/youth/")).content.decode()
    assert "ยังไม่มีผู้ดูแล" in page and "ด่านาย" not in page


def test_who_is_responsible_is_told_but_a_draft_never(closed):
    by, network = closed.province.actor("secretariat"), closed.province.networks["community"]
    row = plan.row_from_statements(by, network, [closed.statements[-3]])
    plan.save_row(
        by, row, {"title": "สร้างลานกีฬา", "agency": "อบต.หัวง้ม", "when_text": "ต.ค. 2562"}, row.version
    )
    (sheet,) = sheets(closed.topic, closed.province.networks["youth"])
    assert "สร้างลานกีฬา" not in sheet.lines[0].became and "ยังไม่เปิดเผย" in sheet.lines[0].became
    plan.submit(closed.province.actor("community"), network)
    (sheet,) = sheets(closed.topic, closed.province.networks["youth"])
    assert "แถวในแผน: สร้างลานกีฬา" in sheet.lines[0].became and "อบต.หัวง้ม" in sheet.lines[0].became


def test_the_report_tells_no_cell_under_five_and_no_exact_number_of_a_small_way(closed):
    told = said(report_document(closed.topic, HERE).blocks)
    assert "ไม่ถึง 5" in told and "นำไปใช้ 1 ข้อ" in told and "ไม่ได้นำไปใช้ 1 ข้อ" in told
    appendix = next(b for b in report_document(closed.topic, HERE).blocks if isinstance(b, Grid) and b.across)
    (court,) = [row for row in appendix.rows if row[1] == closed.statements[-3].text]
    by_network = dict(zip([head.text for head in appendix.heads][3:], court[3:], strict=True))
    short = {code: network.short_name for code, network in closed.province.networks.items()}
    assert by_network[short["community"]] == "–"
    assert by_network[short["youth"]] == "85–100\n(7)" and by_network[short["religion"]] == "80\n(25)"
    assert not Statement.objects.get(text="ด่านายคนหนึ่งเสียหาย").text in told


@pytest.mark.slow
def test_the_same_report_is_the_same_bytes(closed):
    documents = [report_document(closed.topic, HERE, on=date(2026, 3, 11)) for _ in range(2)]
    assert report_pdf(documents[0]) == report_pdf(documents[1])
    assert report_pdf(documents[0]).startswith(b"%PDF-")
    assert report_docx(documents[0]) == report_docx(documents[1])
    every = answers_document(closed.topic, sheets(closed.topic), HERE)
    assert len([b for b in every.blocks if isinstance(b, Heading)]) == len(closed.province.networks)


@pytest.mark.slow
def test_asked_for_made_by_a_job_and_read_by_anybody(closed):
    client, url = closed.province.client("youth"), closed.url("papers/ask/")
    form = {"act_id": str(new_id()), "paper": "report.docx"}
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    job = Job.objects.get(kind=asking.WORK)
    assert client.post(url, {"act_id": str(new_id()), "paper": "report.docx"}).status_code == 302
    assert Job.objects.filter(kind=asking.WORK).count() == 1  # it is being made
    assert run_now(job).state == Job.State.DONE
    page = closed.province.client("visitor").get(closed.url("papers/")).content.decode()
    (made,) = [one for one in papers_made(closed.topic) if one.url]
    assert made.url in page and closed.province.client("visitor").get(made.url).status_code == 200
    # Words that the law takes off are in no paper that anybody may read, and it is made anew when asked for.
    actions.hide(closed.province.actor("secretariat"), closed.statements[0], "law")
    assert closed.province.client("visitor").get(made.url).status_code == 403
    assert [one.url for one in papers_made(closed.topic)] == ["", "", ""]
    assert client.post(url, {"act_id": str(new_id()), "paper": "praise.pdf"}).status_code == 400
    assert closed.province.client("visitor").post(url, {"paper": "report.pdf"}).status_code == 403


@pytest.mark.slow
def test_one_sheet_as_pdf_for_those_who_work(closed):
    assert closed.province.client("youth").get(closed.url("answers/youth/sheet.pdf")).content[:5] == b"%PDF-"
    assert closed.province.client("visitor").get(closed.url("answers/youth/sheet.pdf")).status_code == 403
    assert closed.province.client("youth").get(closed.url("answers/nobody/")).status_code == 404


def test_before_the_closing_there_are_no_papers(asking):
    open_one = asking()
    client = open_one.province.client("secretariat")
    assert "ปิดรับความเห็นแล้ว" in client.get(open_one.url("papers/")).content.decode()
    assert client.get(open_one.url("answers/youth/")).status_code == 404
    assert client.post(open_one.url("papers/ask/"), {"paper": "report.pdf"}).status_code == 404


def test_a_receipt_follows_the_statement_it_was_joined_with(asked):
    by = asked.province.actor("secretariat")
    typed, code = actions.type_statement(by, asked.topic, "ขอลานกีฬาให้เด็ก", door=asked.door("youth"))
    actions.close_topic(by, asked.topic)
    asked.topic.refresh_from_db()
    one = asked.statements[0]
    page = lambda: (
        asked.province.client().get(asked.province.url(f"listen/receipt/?code={code}")).content.decode()
    )
    assert "รอคำตอบของคณะทำงาน" in page()
    actions.decide(by, asked.topic, [Verdict(typed.pk, "joined", joined_with=one.pk)])
    assert "ข้อที่รวมไปยังไม่มีคำตอบ" in page() and one.text in page()
    actions.decide(by, asked.topic, [Verdict(one.pk, "used", "ทำในโครงการบวร")])
    need = plan.record_need(
        by, asked.province.programme, text="ที่เล่นของเด็ก", basis="statement", came_from=[one]
    )
    assert "ทำในโครงการบวร" in page() and need.text in page()


def test_who_proposed_nothing_reads_what_the_network_answered_most_clearly(asked):
    by = asked.province.actor("secretariat")
    liked, half, refused, unheard = asked.statements
    asked.answers("religion", liked, *[1] * 9, -1)
    asked.answers("religion", half, *[1] * 5, *[-1] * 5)
    asked.answers("religion", refused, *[-1] * 9, 1, 0)
    asked.answers("religion", unheard, 1, 1, 1)
    actions.close_topic(by, asked.topic)
    asked.topic.refresh_from_db()
    actions.decide(by, asked.topic, [Verdict(liked.pk, "used", "ทำในโครงการบวร")])
    (sheet,) = sheets(asked.topic, asked.province.networks["religion"])
    assert [line.answer.statement for line in sheet.agreed] == [liked]
    assert [line.answer.statement for line in sheet.refused] == [refused]
    (few,) = sheets(asked.topic, asked.province.networks["youth"])
    assert not few.agreed and not few.refused  # nothing of theirs is published
    told = said(answers_document(asked.topic, [sheet, few], HERE).blocks)
    assert "ทำในโครงการบวร" in told and refused.text in told and half.text not in told
    page = asked.province.client("visitor").get(asked.url("answers/religion/")).content.decode()
    assert "ข้อที่เครือข่ายท่านไม่เห็นด้วยมากที่สุด" in page and "ทำในโครงการบวร" in page


def test_a_sheet_is_read_in_the_readers_language(closed):
    with override("en"):
        (sheet,) = sheets(closed.topic, closed.province.networks["youth"])
    assert sheet.unshown == ("Rude, insulting or inciting hatred",)


def test_the_report_names_the_table_that_recomputes(closed):
    told = said(report_document(closed.topic, HERE).blocks)
    assert "ไฟล์ tallies.csv ที่หน้า “ข้อมูลเปิดและวิธีคำนวณซ้ำ”" in told
    client = closed.province.client("visitor")
    assert "ข้อมูลเปิดและวิธีคำนวณซ้ำ" in client.get(closed.url()).content.decode()
    table = client.get(closed.url("tallies.csv"))
    assert "-table.csv" in table["Content-Disposition"]  # another file, under another name
    head = client.get(closed.url("open-data/tallies.csv")).content.decode().splitlines()[0]
    assert head.startswith("statement,unit_kind,unit,n,")
