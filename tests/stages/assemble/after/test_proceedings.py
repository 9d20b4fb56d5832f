"""The proceedings: everything of the year in them, frozen; corrected by a new version; names in the secretariat's paper alone."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from uuid import uuid4

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from openpyxl import load_workbook

from tests.stages.assemble.after.conftest import PNG
from tests.tools.assembly import make_clauses
from thaktho.ground.base import new_id
from thaktho.ground.files import actions as files
from thaktho.ground.files import queries as stored
from thaktho.ground.frozen import hash_of
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.stages.assemble import models as room
from thaktho.stages.assemble.after import actions
from thaktho.stages.assemble.after.models import Proceedings
from thaktho.stages.assemble.after.papers.proceedings import document
from thaktho.stages.assemble.after.papers.work import WORK, print_all
from thaktho.stages.assemble.after.snapshot import freeze
from thaktho.stages.assemble.after.states import Changed, Refused

DAY = date(2020, 9, 1)


@pytest.fixture
def full(followed, promise):
    """One of everything an assembly keeps, each with words found nowhere else."""
    edition, networks = followed.edition, followed.province.networks
    same = {"programme": edition.programme, "edition": edition}
    at = timezone.make_aware(datetime.combine(DAY, time(9, 0)))
    religion = networks["religion"]
    room.StageSpan.objects.filter(edition=edition, stage="consult").update(
        note="หมายเหตุขั้นหารือ", entered_at=at
    )
    room.ChairSpell.objects.create(**same, name="นายประธาน ตัวอย่าง", position="ผู้ว่าราชการจังหวัด", since=at)
    hall = room.Hall.objects.create(**same, name="ห้องแกรนด์")
    slot = room.Slot.objects.create(
        **same, hall=hall, on=DAY, starts_at=time(9), ends_at=time(10), title="พิธีเปิดงาน", speakers="นายผู้บรรยาย · อาจารย์",
        state="done", began_at=at, clause=followed.clauses[1],
    )  # fmt: skip
    room.SpeakerTurn.objects.create(**same, hall=hall, slot=slot, name="ผู้พูด", state="done")
    for number, (name, network, mode) in enumerate(
        [("พระมหาตัวอย่าง", religion, "onsite"), ("นางมา ออนไลน์", religion, "online"), ("นายไม่มา ตัวอย่าง", religion, ""),
         ("แขก ผู้มีเกียรติ", None, "onsite")], 1
    ):  # fmt: skip
        one = room.Participant.objects.create(
            **same, number=number, name=name, network=network, code=f"c{number}", sort_key=name, mode=mode,
            came_at=at if mode else None, position="ตำแหน่งหนึ่ง",
        )  # fmt: skip
        if mode:
            room.CheckIn.objects.create(**same, participant=one, on=DAY, mode=mode)
    room.Booth.objects.create(**same, number="A1", title="บูธผ้าทอ", owner="กลุ่มแม่บ้าน")
    honour = room.Honour.objects.create(
        **same, number=1, kind="person", category="ด้านกตัญญู", name="นางยกย่อง ตัวอย่าง"
    )
    room.Certificate.objects.create(
        **same,
        number=1,
        year=2563,
        kind="honour",
        honour=honour,
        name="x",
        body="y",
        issued_on=DAY,
        code="zz",
    )
    for value in (5, 4, 4, 5, 3):
        room.Satisfaction.objects.create(
            **same, form="1", token=uuid4(), answers={"สถานที่เหมาะสม": value}, liked="ความลับของผู้ตอบ"
        )
    picture = files.store(
        followed.province.system, edition.programme, name="p.png", data=PNG, media_type="image/png", purpose="paper",
        read_verb="assemble.read",
    )  # fmt: skip
    room.Photo.objects.create(**same, file=picture, caption="ภาพพิธีเปิด", consent="ยินยอม", public=True)
    room.Photo.objects.create(**same, file=picture, caption="ภาพที่ไม่เปิดเผย")
    room.EditionPaper.objects.create(**same, stage="assembly", file=picture, title="เอกสารประกอบงาน")
    room.Task.objects.create(**same, stage="consult", title="งานหนึ่ง", state="done")
    call = room.IssueCall.objects.create(**same)
    room.Issue.objects.create(
        **same, call=call, number=1, title="ประเด็นน้ำสะอาด", state="accepted", network=religion
    )
    hearing = room.Hearing.objects.create(
        **same, version=followed.version, title="เวทีฟังเสียงวัด", people_count=42
    )
    room.Comment.objects.create(
        **same, clause=followed.clauses[0], revision=1, text="ความเห็น", hearing=hearing
    )
    room.Amendment.objects.create(
        **same, text=followed.text, number=7, clause=followed.clauses[0], state="decided", decision="declined",
        decision_reason="ซ้ำกับข้ออื่น",
    )  # fmt: skip
    asked_round = room.Round.objects.create(
        **same, number=1, version=followed.version, state="published", opened_at=at, closed_at=at,
        networks=[str(one.pk) for one in networks.values()], close_reason="หมดเวลา",
    )  # fmt: skip
    asked = room.RoundClause.objects.create(
        programme=edition.programme,
        round=asked_round,
        clause=followed.clauses[0],
        number=1,
        revision=1,
        body="ข้อความ",
    )
    for code, value, reason in (("religion", "agree", ""), ("youth", "not_yet", "อยากให้ระบุงบ")):
        room.ClauseStance.objects.create(
            programme=edition.programme, asked=asked, network=networks[code], value=value, reason=reason
        )
    room.InnerCount.objects.create(
        programme=edition.programme, asked=asked, network=religion, value="agree", count=9
    )
    room.Dissent.objects.create(
        **same, asked=asked, network=networks["youth"], text="ขอสงวนความเห็น", chair="นายประธาน"
    )
    room.Resolution.objects.create(
        **same,
        number=3,
        title="มติเรื่องกองทุน",
        body="ให้ตั้งกองทุน",
        state="published",
        entitled=40,
        yes=30,
        no=5,
        passed=True,
    )
    row = promise(text="พันธสัญญาปลูกต้นไม้")
    actions.report(followed.actor("religion"), row, state="doing", text="ปลูกแล้วสิบต้น")
    actions.write_words(
        followed.actor("secretariat"), edition, {"opening": "ผู้ว่าฯ กล่าวเปิด", "observations": "ควรจัดทุกปี"}
    )
    return followed


WORDS = [
    "หมายเหตุขั้นหารือ", "นายประธาน ตัวอย่าง", "ห้องแกรนด์", "พิธีเปิดงาน", "นายผู้บรรยาย", "พระมหาตัวอย่าง",
    "แขก ผู้มีเกียรติ", "บูธผ้าทอ", "นางยกย่อง ตัวอย่าง", "สถานที่เหมาะสม", "ภาพพิธีเปิด", "เอกสารประกอบงาน", "ประเด็นน้ำสะอาด",
    "เวทีฟังเสียงวัด", "ซ้ำกับข้ออื่น", "หมดเวลา", "อยากให้ระบุงบ", "ขอสงวนความเห็น", "มติเรื่องกองทุน", "พันธสัญญาปลูกต้นไม้",
    "ปลูกแล้วสิบต้น", "ผู้ว่าฯ กล่าวเปิด", "ควรจัดทุกปี", "ร่วมกันปลูกและดูแลป่าชุมชน", "ประกาศเจตนารมณ์ตัวอย่าง",
    "ดำเนินการในพื้นที่ของตน",
]  # fmt: skip
# What an edition keeps and the proceedings rightly do not print, each for its reason.
LEFT_OUT = {
    "Tab": "public pages, kept by themselves",
    "TabItem": "public pages, kept by themselves",
    "Criterion": "how issues were screened: the issues' own paper",
    "IssueScore": "scores of single screeners",
    "ClauseRevision": "earlier words: the text's own history",
    "AmendmentSupport": "who wished the same: the amendments' own list",
    "Rulebook": "each round freezes its copy",
    "InnerVoice": "what one delegate said inside a network",
    "VoteRight": "who voted what",
    "ResolutionSlip": "secret votes",
    "Screen": "what stood on a projector",
    "Reminder": "letters of the office",
    "Proceedings": "itself",
    "ProceedingsWords": "frozen as words",
}
FROZEN = {
    "Edition", "StageSpan", "EditionMeeting", "Task", "EditionPaper", "Photo", "IssueCall", "Issue", "Text", "Period",
    "Clause", "ClauseAction", "TextVersion", "Hearing", "Comment", "Amendment", "Delegate", "Round", "RoundClause",
    "ClauseStance", "InnerCount", "Dissent", "Resolution", "Hall", "Slot", "SpeakerTurn", "Participant", "CheckIn",
    "ChairSpell", "Booth", "Honour", "Certificate", "Satisfaction", "Commitment", "CommitmentReport",
}  # fmt: skip


def test_every_noun_of_the_room_is_printed_or_left_out_for_a_reason():
    assert set(room.__all__) == FROZEN | set(LEFT_OUT)
    assert not FROZEN & set(LEFT_OUT)


def test_everything_of_the_year_is_frozen(full):
    made = actions.make(full.actor("secretariat"), full.edition)
    words = str(made.frozen)
    assert [one for one in WORDS if one not in words] == []
    assert "นายไม่มา ตัวอย่าง" not in words  # counted among the expected; nobody prints who stayed away
    assert "ความลับของผู้ตอบ" not in words and "ภาพที่ไม่เปิดเผย" not in words
    assert made.frozen["attendance"]["came"] == 3 and made.frozen["attendance"]["networks_present"] == 1
    assert made.frozen["satisfaction"]["means"] == [{"question": "สถานที่เหมาะสม", "mean": 4.2, "of": 5}]
    assert made.frozen["slots"][0]["spoke"] == 1 and made.frozen["slots"][0]["clause"] == 2
    assert made.frozen["rounds"][0]["clauses"][0]["stances"][str(full.province.networks["religion"].pk)][
        "inner"
    ] == {"เห็นด้วย": 9}
    assert made.frozen_hash == hash_of(made.frozen)


def test_what_was_open_is_said(full):
    missing = freeze(full.edition, {})["missing"]
    assert "เสียงที่เครือข่ายยังไม่ให้ในรอบที่ 1 รวม 2 เสียง" in missing
    assert "ข้อที่ยังไม่มีพันธสัญญา 2 ข้อ" in missing
    assert not any("ยังไม่เห็นด้วย" in one for one in missing)  # it stands on record
    room.Dissent.objects.all().delete()
    assert any("ยังไม่เห็นด้วย" in one for one in freeze(full.edition, {})["missing"])


def test_an_assembly_with_nothing_can_be_frozen_and_printed(province):
    edition = room.Edition.objects.create(
        programme=province.programme, code="2566", title="ว่าง", year=2566, stage="wrap_up"
    )
    made = actions.make(province.actor("secretariat"), edition)
    assert "ไม่มีประกาศเจตนารมณ์" in made.frozen["missing"]
    print_all(made, lambda *_: None)
    assert made.files.count() == 6


def test_the_page_asks_no_more_of_a_draft_with_many_clauses(full, queries):
    make_clauses(full.text, tuple(f"ข้อที่ {number}" for number in range(20)))
    room.Text.objects.update(state="drafting")
    client = full.province.client("secretariat")
    address = full.province.url("assembly/2563/after/proceedings/")
    page = client.get(address).content.decode()
    assert "แก้ต่อจาก" in page and "ข้อที่ยังไม่มีพันธสัญญา 22 ข้อ" in page
    with queries(15):
        client.get(address)


def test_satisfaction_of_few_says_no_mean(full):
    room.Satisfaction.objects.first().delete()
    frozen = freeze(full.edition, {})["satisfaction"]
    assert frozen["means"] == [] and frozen["few"] and frozen["answers"] is None


def test_a_correction_is_a_new_version_with_its_reason(full):
    by = full.actor("secretariat")
    first = actions.make(by, full.edition)
    with pytest.raises(Refused):
        actions.make(by, full.edition)
    room.Honour.objects.update(name="ชื่อที่ถูกต้อง")
    second = actions.make(by, full.edition, reason="พิมพ์ชื่อผิด")
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert "นางยกย่อง ตัวอย่าง" in str(first.frozen) and "ชื่อที่ถูกต้อง" in str(second.frozen)


def test_six_files_and_names_only_for_the_secretariat(full):
    client = full.province.client("secretariat")
    answer = client.post(full.province.url("assembly/2563/after/proceedings/make/"))
    assert answer.status_code == 302
    job = jobs.run_now(Job.objects.get(kind=WORK))
    assert job.state == "done"
    made = Proceedings.objects.get()
    assert made.files.count() == 6
    text = {}
    for file in made.files.all():
        text[file.name.rpartition("-")[2]] = _words(file.name, stored.data(file))
        assert file.read_verb == ("assemble.read" if "เผยแพร่" in file.name else "assemble.work")
    for kind in ("pdf", "docx", "xlsx"):
        assert "พระมหาตัวอย่าง" in text[f"ฝ่ายเลขานุการ.{kind}"]
        assert "พระมหาตัวอย่าง" not in text[f"เผยแพร่.{kind}"]
        assert "ขอสงวนความเห็น" in text[f"เผยแพร่.{kind}"]
    jobs.run_now(Job.objects.get(kind=WORK))
    assert made.files.count() == 6
    for who, count in (("visitor", 3), ("religion", 3), ("secretariat", 6)):
        page = full.province.client(who).get(full.province.url(f"assembly/2563/after/proceedings/{made.pk}/"))
        assert page.content.decode().count("/files/") == count


def _words(name: str, data: bytes) -> str:
    if name.endswith("pdf"):
        pages = pypdfium2.PdfDocument(data)
        return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")
    if name.endswith("docx"):
        return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode().replace("\u2060", "")
    book = load_workbook(io.BytesIO(data))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_printing_again_writes_only_what_is_missing_and_the_same_bytes(full):
    made = actions.make(full.actor("secretariat"), full.edition)
    print_all(made, lambda *_: None)
    before = {file.name: file.sha256 for file in made.files.all()}
    gone = made.files.filter(name__endswith="docx").first()
    made.files.remove(gone)
    print_all(made, lambda *_: None)
    assert {file.name: file.sha256 for file in made.files.all()} == before


def test_missing_files_are_asked_for_once_however_often_it_is_pressed(full):
    made = actions.make(full.actor("secretariat"), full.edition)
    client, data = full.province.client("secretariat"), {"act_id": str(new_id())}
    address = full.province.url(f"assembly/2563/after/proceedings/{made.pk}/")
    assert (
        f'action="{address}"'
        in client.get(full.province.url("assembly/2563/after/proceedings/")).content.decode()
    )
    assert [client.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert Job.objects.filter(kind=WORK).count() == 1


def test_words_are_saved_with_a_revision(full):
    by = full.actor("secretariat")
    with pytest.raises(Changed):
        actions.write_words(by, full.edition, {"opening": "ของผม"}, seen_version=0)
    client = full.province.client("secretariat")
    address = full.province.url("assembly/2563/after/proceedings/words/")
    answer = client.post(address, {"opening": "ของผม", "version": "9"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "ของผม" in page and "ผู้ว่าฯ กล่าวเปิด" in page
    assert client.post(address, {"opening": "ของผม", "version": "1"}).status_code == 302
    assert actions.write_words(by, full.edition, {}, seen_version=2).version == 3


@pytest.mark.parametrize("who", ["religion", "executive", "observer", "visitor", "speaker-religion"])
def test_only_the_secretariat_makes_them(full, who):
    with pytest.raises(PermissionDenied):
        actions.make(full.actor(who), full.edition)


def test_the_scorecard_counts_and_is_printed(full, promise):
    late = promise("youth", due=-2)
    client = full.province.client()
    page = client.get(full.province.url("assembly/2563/after/scorecard/")).content.decode()
    owners = page[page.index('id="owners"') :]
    assert "ไม่ใช่การจัดอันดับ" in page and owners.index("ศาสนา") < owners.index("เด็กและเยาวชน")
    pdf = client.get(full.province.url("assembly/2563/after/scorecard.pdf"))
    assert pdf.content.startswith(b"%PDF")
    book = load_workbook(
        io.BytesIO(client.get(full.province.url("assembly/2563/after/scorecard.xlsx")).content)
    )
    assert late.text in str([row for row in book.active.iter_rows(values_only=True)])


def test_the_frozen_words_take_bounded_queries(full, queries):
    for number in range(20):
        room.Participant.objects.create(
            programme=full.edition.programme, edition=full.edition, number=100 + number, name=f"น {number}",
            code=f"d{number}", sort_key=f"{number}", network=full.province.networks["youth"],
        )  # fmt: skip
    with queries(55):
        freeze(full.edition, {})


def test_the_public_paper_tells_nothing_that_was_not_published(full):
    """Rounds and votes before they are published, and what was said inside a network, are the office's."""
    few = room.InnerCount.objects.first()
    few.count = 2
    few.save()
    room.Round.objects.update(state="closed")
    made = actions.make(full.actor("secretariat"), full.edition)
    assert document(made, {}, public=True).rounds == ()
    assert document(made, {}, public=False).rounds != ()
    voices = made.frozen["rounds"][0]["clauses"][0]["stances"].values()
    assert [voice["inner"] for voice in voices if voice["inner"]] == []
    room.Round.objects.update(state="published")
    room.InnerCount.objects.update(count=9)
    again = actions.make(full.actor("secretariat"), full.edition, reason="ประกาศผลแล้ว")
    (shown,) = document(again, {}, public=True).rounds
    assert not any("ภายในเครือข่าย" in note for note in shown.notes)
    (office,) = document(again, {}, public=False).rounds
    assert any("ภายในเครือข่าย" in note for note in office.notes)
