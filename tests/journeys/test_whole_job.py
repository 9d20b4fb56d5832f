"""The secretariat's job of March 2563, end to end: plan forms and voices go in, one woven three-year plan comes out as
proper papers, approved by a meeting, and every row can be followed back to the voices behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from thaktho.documents.planform import read_plan
from thaktho.ground.ledger.queries import verify
from thaktho.ground.programme.queries import by_slug

from .conftest import PHONE, Site

Work = Callable[[], int]

STATEMENTS = [
    "อยากให้ทุกตำบลมีธนาคารความดี",
    "ควรปลูกฝังความเอื้ออาทรตั้งแต่ในครอบครัว",
    "เด็กควรได้เข้าวัดในวันหยุด",
]
PROPOSED = "อยากให้ผู้สูงอายุเล่าเรื่องความดีให้เด็กฟังทุกเดือน"
# Two networks would do the same thing twice.
PLANS = {
    "community": [
        (
            "จิตอาสา",
            "จัดตั้งธนาคารความดี ตำบลหัวง้ม",
            "ปีงบประมาณ 2563",
            "ต.หัวง้ม อ.พาน จ.เชียงราย",
            0,
            "ผู้นำชุมชนตำบลหัวง้ม",
        ),
        ("พอเพียง", "ปลูกผักสวนครัวรั้วกินได้", "เร็ว ๆ นี้", "อ.พาน จ.เชียงราย", "ตามจริง", "กลุ่มแม่บ้าน"),
    ],
    "youth": [
        (
            "จิตอาสา",
            "ส่งเสริมธนาคารความดีตำบลหัวง้ม",
            "ต.ค. 2562 – ก.ย. 2563",
            "ต.หัวง้ม อ.พาน จ.เชียงราย",
            50000,
            "สภาเด็กและเยาวชน",
        ),
        ("วินัย", "ค่ายเยาวชนวินัยจราจร", "15 มิ.ย. 2563", "อ.เมืองเชียงราย", 20000, "สภาเด็กและเยาวชน"),
    ],
    "religion": [
        ("วินัย", "บรรพชาสามเณรภาคฤดูร้อน วัดพระแก้ว", "1-10 เม.ย. 2563", "อ.เมืองเชียงราย", 80000, "วัดพระแก้ว")
    ],
}
MAGIC = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def confirm(page: Page, link: str, button: str) -> None:
    """A question that opens as a dialog."""
    page.get_by_role("link", name=link, exact=True).click()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def saved(page: Page, click: Callable[[], None]) -> bytes:
    with page.expect_download() as download:
        click()
    return Path(download.value.path()).read_bytes()


def fetched(page: Page, address: str) -> bytes:
    """What stands in the browser's own viewer, read with the reader's cookies."""
    answer = page.request.get(address)
    assert answer.ok, f"{address}: {answer.status}"
    return answer.body()


def test_the_whole_job(office: Site, work: Work, tmp_path: Path) -> None:
    secretariat = office.person("chiang-rai-secretariat")
    meeting = a_meeting(office, secretariat)
    topic, door = a_topic(office, secretariat, meeting)
    receipt = citizens(office, door)
    moderated(office, secretariat, topic)

    for code in PLANS:
        plan_comes_in(office, work, code, tmp_path)
    for code in PLANS:
        accepted(office, secretariat, code)
    work()
    woven(office, secretariat)
    row = from_voices(office, topic)
    accepted(office, secretariat, "public_health")
    work()

    version = a_version(office, secretariat, work)
    papers(secretariat, version)
    decided(secretariat, meeting)
    approved(secretariat, version, work)

    assert not_told_yet(office, version)
    closed(secretariat, meeting)
    followed(office, receipt, row, version)
    programme = by_slug("chiang-rai")
    assert programme is not None
    verdict = verify(programme.pk)
    assert verdict.broken is None and verdict.lines > 30
    assert office.complaints == []


def a_meeting(office: Site, page: Page) -> str:
    page.goto(office.address("meetings/"))
    page.get_by_role("link", name="สร้างการประชุม").first.click()
    page.get_by_label("เรื่องที่ประชุม").fill("ประชุมจัดทำแผนการขับเคลื่อนเครือข่ายทางสังคม")
    page.get_by_label("วันที่ประชุม").fill("11 มี.ค. 2563")
    page.get_by_label("สถานที่").fill("อาคารคชสาร อบจ.เชียงราย")
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(r"/meetings/[-0-9a-f]{36}/"))
    meeting = page.url.split("?")[0].split("#")[0]
    expect(page.get_by_role("region", name="ผู้เข้าร่วมแยกเครือข่าย").get_by_role("rowheader")).to_have_count(4)
    page.goto(f"{meeting}agenda/")
    page.get_by_label("เรื่อง", exact=True).fill("พิจารณาแผนบูรณาการ")
    page.locator("button[name=add]").click()
    page.goto(meeting)
    press(page, "เปิดประชุม")
    expect(page.get_by_text("กำลังประชุม", exact=True)).to_be_visible()
    return meeting


def a_topic(office: Site, page: Page, meeting: str) -> tuple[str, str]:
    page.goto(office.address("listen/"))
    page.get_by_role("link", name="เพิ่มหัวข้อ").first.click()
    page.get_by_label("ชื่อหัวข้อ").fill("สิ่งที่อยากเห็นในเชียงราย")
    page.get_by_label("คำถาม").fill("ท่านเห็นด้วยกับข้อใด")
    page.get_by_label("เป็นหัวข้อของการประชุม").select_option(meeting.rstrip("/").rpartition("/")[2])
    press(page, "บันทึกหัวข้อ")
    page.wait_for_url("**/manage/")
    topic = page.url.removesuffix("manage/")
    page.get_by_role("link", name="กรอกข้อความของโต๊ะ").click()
    for text in STATEMENTS:
        page.get_by_label("ข้อความ", exact=True).fill(text)
        press(page, "บันทึกข้อความ")
        expect(page.get_by_role("status")).to_contain_text(text)
    page.goto(f"{topic}manage/")
    confirm(page, "เปิดรับ", "เปิดรับ")
    said(page, "เปิดรับแล้ว")
    page.get_by_role("link", name="คิวอาร์ หน้าละเครือข่าย").click()
    sheet = page.locator(".sheet-of-door", has_text="เครือข่ายเด็กและเยาวชน")
    expect(sheet.locator("svg").last).to_be_visible()
    # The poster names this machine in its own network; the tests' server listens on the loopback only.
    return topic, re.sub(r"^https?://[^/]+", office.url, sheet.locator(".address").inner_text())


def citizens(office: Site, door: str) -> str:
    """Three phones at the door of the youth; the first runs no script and proposes. Returns its receipt's code."""
    phone = office.visitor(**PHONE, java_script_enabled=False)
    receipt = answered(phone, door, propose=True)
    for _ in range(2):
        answered(office.visitor(**PHONE), door)
    return receipt


def answered(phone: Page, door: str, *, propose: bool = False) -> str:
    phone.goto(door)
    for _ in STATEMENTS:
        expect(phone.locator(".btn.vote")).to_have_count(3)
        with phone.expect_navigation():
            phone.get_by_role("button", name="เห็นด้วย", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("ครบ 3 ข้อแล้ว ขอบคุณ")
    # One answer is changed, and the page knows the old one.
    phone.get_by_text("แก้คำตอบ", exact=True).click()
    phone.get_by_role("link", name=STATEMENTS[2]).click()
    expect(phone.locator(".btn.vote.agree.mine")).to_be_visible()
    with phone.expect_navigation():
        phone.get_by_role("button", name="ไม่เห็นด้วย", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("ครบ 3 ข้อแล้ว ขอบคุณ")
    assert "sessionid" not in {cookie["name"] for cookie in phone.context.cookies()}
    if not propose:
        return ""
    phone.get_by_role("link", name="เสนอข้อความใหม่").click()
    phone.get_by_label("ข้อความ", exact=True).fill(PROPOSED)
    press(phone, "ส่งข้อความ")
    expect(phone.get_by_role("heading", level=1)).to_have_text("รับข้อความแล้ว ขอบคุณ")
    return phone.locator("p.code").inner_text()


def moderated(office: Site, page: Page, topic: str) -> None:
    page.goto(office.address("desk/"))
    page.goto(f"{topic}moderate/")
    expect(page.get_by_role("heading", name=PROPOSED)).to_be_visible()
    press(page, "เปิดให้ตอบ")
    said(page, "เปิดให้ตอบแล้ว")


def plan_comes_in(office: Site, work: Work, code: str, folder: Path) -> None:
    """Template down, filled in, up again, looked at, applied, one cell mended, sent."""
    page = office.person(f"chiang-rai-{code}")
    sheet = office.address(f"plan/{code}/")
    page.goto(sheet)
    template = saved(page, lambda: page.get_by_role("link", name="แบบฟอร์มเปล่า").click())
    book = openpyxl.load_workbook(io.BytesIO(template))
    for number, (virtue, title, when, area, budget, agency) in enumerate(PLANS[code], 1):
        cells = (number, virtue, "", "", title, "", when, area, budget, agency)
        for column, value in enumerate(cells, 1):
            if value != "":
                book["แผน"].cell(4 + number, column).value = value
    filled = folder / f"{code}.xlsx"
    book.save(filled)
    page.get_by_role("link", name="นำเข้าไฟล์").first.click()
    page.get_by_label("ไฟล์แผน").set_input_files(filled)
    press(page, "อ่านไฟล์")
    expect(page).to_have_title(re.compile(re.escape(filled.name)))
    assert work() >= 1
    page.reload()
    expect(page.locator("table.preview tbody tr")).to_have_count(len(PLANS[code]))
    expect(page.locator("td.flagged")).to_have_count(2 if code == "community" else 0)
    press(page, "นำเข้า")
    said(page, "นำเข้าแล้ว")
    cell = page.locator("td[data-field=indicator]").first
    cell.dblclick()
    page.get_by_role("textbox", name="ตัวชี้วัด").fill("จำนวนครัวเรือนสมาชิก")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("บันทึกร่างแล้ว")
    page.reload()
    expect(page.locator("td[data-field=indicator]").first).to_contain_text("จำนวนครัวเรือนสมาชิก")
    confirm(page, "ส่งให้ฝ่ายเลขานุการ", "ส่งแผน")
    said(page, "ส่งแผนให้")


def accepted(office: Site, page: Page, code: str) -> None:
    page.goto(office.address(f"plan/{code}/"))
    confirm(page, "รับแผน", "รับแผน")
    said(page, "รับแผนของ")


def woven(office: Site, page: Page) -> None:
    """The pair is proposed with its reasons, joined, undone, joined again."""
    page.goto(office.address("plan/"))
    page.get_by_role("main").get_by_role("link", name="ถักทอแผน").click()
    page.get_by_role("link", name=re.compile("งานที่อาจซ้ำกัน")).click()
    expect(page.locator(".loom-title").first).to_contain_text("ธนาคารความดี")
    pair = page.locator(".loom-list a[aria-current]").get_attribute("href")
    joined(page)
    with page.expect_navigation():
        page.get_by_role("status").get_by_role("button", name="ย้อนกลับ").click()
    said(page, "ย้อนการตัดสินแล้ว")
    page.goto(office.url + str(pair))
    joined(page)
    while page.locator(".loom-form").count():
        decide(page, "different", "คนละเรื่องกัน")


def joined(page: Page) -> None:
    decide(page, "join", "ทำเรื่องเดียวกันในตำบลเดียวกัน")
    said(page, "รวมสองแถวแล้ว")


def decide(page: Page, decision: str, reason: str) -> None:
    page.locator(f"input[name=decision][value={decision}]").check()
    page.locator("input[name=reason]").fill(reason)
    with page.expect_navigation():
        press(page, "บันทึกและไปคู่ถัดไป")


def from_voices(office: Site, topic: str) -> str:
    """A network that had no row makes one of what was said, and sends it. Returns the row's title."""
    page = office.person("chiang-rai-public_health")
    page.goto(f"{topic}?sort=newest")
    page.get_by_role("checkbox", name=re.compile(PROPOSED)).check()
    press(page, "ทำข้อที่เลือกเป็นแถวในแผน")
    said(page, "สร้างแถวร่างจากข้อความแล้ว")
    title = page.get_by_label("กิจกรรม/โครงการ").input_value()
    assert title
    page.get_by_label("วัน/เดือน/ปี ที่ดำเนินงาน").fill("ปีงบประมาณ 2564")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    said(page, "บันทึกแล้ว")
    page.goto(office.address("plan/public_health/"))
    confirm(page, "ส่งให้ฝ่ายเลขานุการ", "ส่งแผน")
    return title


def a_version(office: Site, page: Page, work: Work) -> str:
    page.goto(office.address("plan/integrated/"))
    page.get_by_role("link", name="ออกฉบับใหม่").click()
    page.get_by_label("วันที่พิมพ์บนเอกสาร").fill("11 มี.ค. 2563")
    press(page, "ออกฉบับเสนอที่ประชุม")
    said(page, "ออกฉบับที่ 1 แล้ว")
    version = page.url
    # Five rows came in, two became one; one came of voices.
    expect(page.locator("table.data tbody tr")).to_have_count(5)
    page.get_by_role("link", name="ดูความคืบหน้า").first.click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert work() >= 3
    page.reload()
    page.get_by_role("link", name="ดูผล").click()
    page.goto(version)
    return version


def papers(page: Page, version: str) -> None:
    page.goto(version)
    files = {}
    for format, magic in MAGIC.items():
        link = page.get_by_role("link", name=f"ดาวน์โหลด {format}", exact=True)
        files[format] = fetched(page, page.evaluate("a => a.href", link.element_handle()))
        assert files[format].startswith(magic) and len(files[format]) > 5_000
    again = read_plan(files["xlsx"], name="plan.xlsx")
    assert len(again.rows) == 5
    assert sum("ธนาคารความดี" in row.title for row in again.rows) == 1


def decided(page: Page, meeting: str) -> None:
    page.goto(meeting)
    page.locator("#decide summary").click()
    form = page.locator("#decide form")
    form.get_by_label("มติ", exact=True).fill("ที่ประชุมมีมติเห็นชอบแผนบูรณาการ ฉบับที่ 1")
    form.get_by_label("ชนิดของมติ").select_option("approve_plan")
    press(page, "บันทึกมติ")
    said(page, "บันทึกมติข้อ 1 แล้ว")


def approved(page: Page, version: str, work: Work) -> None:
    page.goto(version)
    mark = page.locator("code.tabular").inner_text()
    page.get_by_role("link", name="บันทึกความเห็นชอบ").click()
    page.locator("input[name=decision]").first.check()
    press(page, "บันทึกความเห็นชอบ")
    said(page, "ฉบับนี้ไม่เปลี่ยนอีก")
    work()
    papers(page, version)
    assert page.locator("code.tabular").inner_text() == mark
    expect(page.get_by_role("link", name="ถอนฉบับนี้")).to_have_count(0)
    page.goto(f"{version}withdraw/")
    assert page.url == version


def not_told_yet(office: Site, version: str) -> bool:
    """While the meeting sits, visitors read that the plan was approved, not the words of the decision."""
    page = office.visitor()
    page.goto(version)
    expect(page.get_by_text(re.compile("^ที่ประชุมเห็นชอบ 11 มีนาคม 2563"))).to_be_visible()
    return page.get_by_text("ที่ประชุมมีมติ").count() == 0


def followed(office: Site, receipt: str, row: str, version: str) -> None:
    """From the citizen's receipt forward to row, version and decision; from the decision back to the voice."""
    page = office.visitor(**PHONE)
    page.goto(office.address(f"listen/receipt/?code={receipt}"))
    expect(page.locator("p.quote")).to_have_text(PROPOSED)
    page.locator("ul").get_by_role("link", name=row).click()
    page.get_by_role("link", name=re.compile("มาจากไหน")).first.click()
    expect(page.get_by_text(PROPOSED).first).to_be_visible()
    page.get_by_role("link", name="แผนบูรณาการ ฉบับที่ 1", exact=True).click()
    assert page.url == version
    page.get_by_role("link", name=re.compile("ที่ประชุมมีมติเห็นชอบ")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("เห็นชอบแผนบูรณาการ")
    expect(page.get_by_text(PROPOSED).first).to_be_visible()


def closed(page: Page, meeting: str) -> None:
    page.goto(meeting)
    press(page, "ปิดประชุม")
    page.get_by_role("link", name="เขียนรายงาน").click()
    page.locator("textarea").first.fill("ประธานกล่าวเปิดการประชุม")
    press(page, "บันทึกร่าง")
    assert fetched(page, f"{meeting}minutes.pdf").startswith(b"%PDF-")
    assert fetched(page, f"{meeting}sign-in.pdf").startswith(b"%PDF-")
