"""The day of the assembly and what follows it, in the browser; `test_assembly_year.py` walks these steps."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .assembly_steps import (
    AMENDED,
    GOVERNOR,
    ISSUE,
    SPEAKER,
    SPEAKERS,
    Work,
    choose,
    fill,
    follow,
    press,
    said,
    titled,
)


def planned(page: Page, year: str) -> None:
    """A hall, two lines of the programme, guests pasted from a sheet, delegates brought in."""
    page.goto(f"{year}day/")
    follow(page, "เพิ่มห้อง")
    fill(page, name="ห้องประชุมใหญ่")
    page.locator("main form button.primary").first.click()
    for title, kind, first, last in (
        ("รายงานตัว", "ลงทะเบียน", "08.00", "09.00"),
        ("พิจารณาร่าง", "พิจารณาประกาศเจตนารมณ์", "09.00", "11.00"),
    ):
        page.goto(f"{year}day/slots/new/")
        fill(page, title=title, starts_at=first, ends_at=last)
        choose(page, "kind", kind)
        press(page, "เพิ่มรายการ")
    expect(page.get_by_role("heading", name="วันจันทร์ที่ 10 สิงหาคม 2563")).to_be_visible()
    follow(page, "ผู้เข้าร่วม")
    follow(page, "วางรายชื่อ")
    fill(page, text="พระครูสมมติ\tวัดพระแก้ว\nนางผกา ใจเย็น\tสภาวัฒนธรรม")
    press(page, "อ่านรายชื่อ")
    press(page, "เพิ่ม 2 คน")
    press(page, "นำผู้แทนเครือข่ายเข้ารายชื่อ")
    expect(page.get_by_text("5 คน", exact=True)).to_be_visible()


def exhibited(coordinator: Page, secretariat: Page, phone: Page, year: str) -> None:
    """A network asks for a booth, the secretariat gives it a number, whoever comes finds it."""
    coordinator.goto(f"{year}day/booths/")
    follow(coordinator, "ขอจัดบูธ")
    fill(coordinator, title="ธนาคารความดีบ้านเรา", needs="โต๊ะ 2 ตัว")
    press(coordinator, "ขอจัดบูธ")
    phone.goto(f"{year}day/booths/")
    expect(phone.get_by_text("ยังไม่มีบูธที่ยืนยันแล้ว")).to_be_visible()
    secretariat.goto(f"{year}day/booths/desk/")
    press(secretariat, "ยืนยัน")
    phone.reload()
    expect(phone.get_by_role("heading", name="ธนาคารความดีบ้านเรา")).to_be_visible()


def badges(page: Page, year: str, work: Work) -> None:
    page.goto(f"{year}day/")
    follow(page, "ป้ายชื่อ")
    press(page, "พิมพ์ทุกคน")
    assert work() == 1
    page.reload()
    file = page.get_by_role("link", name="ดูผล").get_attribute("href")
    assert page.request.get(page.url.split("/chiang-rai/")[0] + str(file)).body().startswith(b"%PDF-")


def registered(desk: Page, year: str, badge: str) -> None:
    """By a scanned badge, and by names."""
    desk.goto(f"{year}day/")
    follow(desk, "โต๊ะลงทะเบียน")
    fill(desk, q=badge)
    press(desk, "หา")
    said(desk, SPEAKER)
    for name in SPEAKERS[1:]:
        fill(desk, q=name.split()[0])
        press(desk, "หา")
        press(desk, f"ลงทะเบียน {name}")
        said(desk, name)


def chaired(page: Page, wall: Page, year: str) -> None:
    """The chair sits; the wall shows the clause with its changes when the chair does."""
    page.goto(f"{year}day/")
    press(page, "เริ่ม พิจารณาร่าง")
    follow(page, "ประธาน")
    fill(page, name=GOVERNOR, position="ผู้ว่าราชการจังหวัดเชียงราย")
    page.locator("main form button.primary").first.click()
    page.goto(f"{year}day/")
    follow(page, "จอ ห้องประชุมใหญ่")
    wall.goto(page.url)
    expect(wall.locator("#wall")).to_contain_text("พิจารณาร่าง")
    page.goto(f"{year}day/")
    follow(page, "หน้าประธาน ห้องประชุมใหญ่")
    press(page, "ข้อ 1")
    expect(wall.locator("#wall")).to_contain_text("คนทุกวัย")


def shown_stances(page: Page, wall: Page) -> None:
    press(page, "เสียงของเครือข่าย")
    expect(wall.locator("#wall")).to_contain_text(re.compile(r"2\s*เห็นด้วย"))


def honoured(page: Page, year: str) -> None:
    page.goto(f"{year}day/")
    follow(page, "รายชื่อผู้ได้รับการยกย่อง")
    follow(page, "เพิ่ม")
    fill(page, name="พระครูสมมติ", category="บุคคลต้นแบบด้านคุณธรรม")
    press(page, "บันทึก")
    follow(page, "หน้าข้างเวที")
    press(page, "มอบแล้ว ไปคนถัดไป")
    expect(page.get_by_text("มอบครบทุกรายแล้ว")).to_be_visible()


def proclaimed(page: Page, year: str) -> None:
    page.goto(f"{year}text/")
    follow(page, "บันทึกการประกาศ")
    fill(page, proclaimed_on="10 ส.ค. 2563")
    fill(page, **{"signers-0-name": GOVERNOR, "signers-0-position": "ผู้ว่าราชการจังหวัดเชียงราย"})
    press(page, "บันทึกการประกาศ")
    expect(page.get_by_text("ประกาศแล้ว").first).to_be_visible()


def declaration_read(page: Page, year: str) -> None:
    """By the governor's office: the words, and the paper."""
    page.goto(year)
    follow(page, "ร่างประกาศเจตนารมณ์")
    expect(page.locator("main")).to_contain_text(AMENDED)
    paper = page.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    assert page.request.get(page.url.split("/chiang-rai/")[0] + str(paper)).body().startswith(b"%PDF-")


def certified(page: Page, phone: Page, year: str) -> None:
    page.goto(f"{year}day/")
    follow(page, "ทะเบียนเกียรติบัตร")
    follow(page, "ออกเกียรติบัตร")
    fill(page, name1="นายตัวอย่าง ผู้ว่า", position1="ผู้ว่าราชการจังหวัด")
    press(page, "ออกเกียรติบัตร")
    follow(page, "1/2563")
    code = page.locator("aside b").first.inner_text()
    phone.goto(f"{year}../verify/")
    fill(phone, code=code)
    press(phone, "ตรวจสอบ")
    expect(phone.get_by_text("เกียรติบัตรนี้ออกจริงและใช้อยู่")).to_be_visible()


def satisfied(phone: Page, year: str) -> None:
    phone.goto(f"{year}day/")
    follow(phone, "แบบประเมินความพึงพอใจ")
    for question in ("q_registering", "q_content"):
        phone.locator(f"[name={question}][value='5']").check()
    fill(phone, better="ขอให้มีที่นั่งพัก")
    press(phone, "ส่งคำตอบ")
    titled(phone, "ขอบคุณที่ช่วยตอบ")


def written_up(page: Page, year: str, work: Work) -> None:
    page.goto(f"{year}work/")
    follow(page, "พันธสัญญาและรายงาน")
    follow(page, "รายงานการประชุม")
    press(page, "จัดทำรายงานการประชุม")
    assert work() >= 1
    page.goto(f"{year}after/proceedings/")
    for ending in ("pdf", "docx", "xlsx"):
        expect(page.get_by_role("link", name=re.compile(rf"\.{ending}$"))).to_have_count(2)


def promised(page: Page, year: str) -> None:
    page.goto(f"{year}after/")
    follow(page, "จัดทำพันธสัญญาจากประกาศ")
    press(page, "บันทึกพันธสัญญา")
    expect(page.get_by_role("link", name="ทั้งหมด 2")).to_be_visible()


def reported(owner: Page, desk: str) -> None:
    """The owner finds the promise on their own desk."""
    owner.goto(desk)
    follow(owner, re.compile("^รายงานผล"))
    owner.get_by_label("กำลังทำ").check()
    fill(owner, text="ตั้งแล้ว 12 ตำบล", value="12 จาก 124 ตำบล")
    press(owner, "บันทึกรายงาน")
    expect(owner.get_by_text("ตั้งแล้ว 12 ตำบล")).to_be_visible()


def followed(phone: Page, year: str, first: str) -> None:
    """Anybody reads what became of the promise; the clause's thread holds the citizen's issue and the promise."""
    phone.goto(year)
    follow(phone, "สัญญาแล้วทำอะไรไปบ้าง")
    expect(phone.get_by_text("ตั้งแล้ว 12 ตำบล").first).to_be_visible()
    phone.goto(first)
    follow(phone, re.compile("มาจากไหน"))
    thread = phone.get_by_role("main")
    expect(thread.get_by_text("จัดตั้งธนาคารความดีให้ครบทุกตำบล").first).to_be_visible()
    follow(phone, re.compile(ISSUE))
    titled(phone, re.compile(ISSUE))
