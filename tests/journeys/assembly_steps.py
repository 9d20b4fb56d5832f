"""What the journey through an assembly's year does in the browser, a function a step; `test_assembly_year.py` walks them."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Work = Callable[[], int]

WORDS = "ทุกตำบลร่วมกันจัดตั้งธนาคารความดี เพื่อส่งเสริมให้คนในชุมชนทำความดี"
AMENDED = WORDS.replace("คนในชุมชน", "คนทุกวัย")
OTHER = "ทุกเครือข่ายร่วมกันลดการใช้พลาสติกในงานบุญ"
SOFTER = f"{OTHER} เมื่อมีภาชนะทดแทนแล้ว"
ISSUE = "ธนาคารความดีทุกตำบล"
REMARK = "ขอให้เด็กเป็นผู้จัดการธนาคารด้วย"
SPEAKERS = ("นางคำ ใจดี", "นายดี ใจงาม", "นายหมอ รักษา")
SPEAKER = SPEAKERS[0]
GOVERNOR = "นายประจญ ปรัชญ์สกุล"
DAYS = {
    "consult": "22 ต.ค. 2562",
    "brainstorm": "13 พ.ย. 2562",
    "plan_draft": "11 มี.ค. 2563",
    "declare_draft": "8 ก.ค. 2563",
    "assembly": "10 ส.ค. 2563",
}


# What all steps use


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name='{name}']").first.fill(value)


def choose(page: Page, name: str, label: str) -> None:
    page.locator(f"main [name='{name}']").select_option(label=label)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str | re.Pattern[str], *, exact: bool = True) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name, exact=exact).first.click()


def asked(page: Page, link: str | re.Pattern[str], *, reason: str = "") -> None:
    """A question that opens as a dialog, answered with yes."""
    page.get_by_role("main").get_by_role("link", name=link).first.click()
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.locator("[name=reason]").fill(reason)
    with page.expect_navigation():
        dialog.locator("button.primary").click()


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text).first).to_be_visible()


def titled(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def moved_to(page: Page, year: str, stage: str) -> None:
    page.goto(f"{year}work/")
    asked(page, re.compile(f"^ไปขั้น {stage}$"))
    expect(page.get_by_role("heading", name=f"ตอนนี้: {stage}")).to_be_visible()


# The year and its issues


def begun(page: Page, assembly: str) -> str:
    """The edition with the days of its stages and a first task. Returns its address."""
    page.goto(assembly)
    follow(page, re.compile("เริ่มสมัชชา"))
    page.locator("main [name=formal_votes]").check()
    fill(page, year="2563", title="สมัชชาคุณธรรมจังหวัดเชียงราย ปี 2563", number="1", held_on="10 ส.ค. 2563")
    press(page, "เริ่มสมัชชา")
    year = f"{assembly}2563/"
    follow(page, "กำหนดวันของแต่ละขั้น")
    fill(page, **{f"starts_{stage}": day for stage, day in DAYS.items()})
    press(page, "บันทึกกำหนดวัน")
    expect(page.get_by_text("เริ่ม 22 ต.ค. 2562")).to_be_visible()
    follow(page, "เพิ่มงาน")
    fill(page, title="ทำหนังสือเชิญแกนนำ", due_on="15 ต.ค. 2562")
    choose(page, "network", "เครือข่ายชุมชน")
    press(page, "เพิ่มงาน")
    expect(page.get_by_text("ทำหนังสือเชิญแกนนำ").first).to_be_visible()
    return year


def task_done(page: Page, year: str) -> None:
    page.goto(f"{year}work/")
    press(page, "เสร็จแล้ว ทำหนังสือเชิญแกนนำ")


def called(page: Page, year: str) -> None:
    page.goto(year)
    follow(page, "ประเด็นสมัชชา")
    follow(page, "เตรียมเปิดรับประเด็น")
    fill(page, text="ขอเชิญทุกคนเสนอประเด็น")
    press(page, "บันทึก")
    press(page, "เปิดรับประเด็น")


def proposed(phone: Page, year: str) -> str:
    """By a citizen without an account. Returns the code of the receipt."""
    phone.goto(year)
    follow(phone, "ประเด็นสมัชชา")
    follow(phone, "เสนอประเด็น")
    fill(phone, title=ISSUE, reason="เด็กกับผู้สูงอายุห่างกัน", wish="ให้ทุกตำบลมีธนาคารความดี")
    press(phone, "ส่งประเด็น")
    titled(phone, "รับประเด็นแล้ว ขอบคุณ")
    code = re.search(r"code=([\w-]+)", phone.url)
    assert code
    return code[1]


def screened(secretariat: Page, screeners: list[Page], year: str) -> None:
    secretariat.goto(f"{year}issues/")
    follow(secretariat, re.compile(ISSUE))
    issue = secretariat.url
    press(secretariat, "ตรวจแล้ว ให้ทุกคนอ่าน")
    secretariat.goto(f"{year}issues/")
    press(secretariat, "ปิดรับ แล้วเริ่มกลั่นกรอง")
    for number, page in enumerate(screeners, 3):
        page.goto(issue)
        # Others' scores are not shown before one's own.
        expect(page.get_by_role("heading", name="คะแนนของแต่ละคนเทียบกัน")).to_have_count(0)
        for choice in page.locator(f"input[name^=score_][value='{number}']").all():
            choice.check()
        press(page, "บันทึกคะแนน")
        expect(page.get_by_role("heading", name="คะแนนตามเกณฑ์")).to_be_visible()
    secretariat.goto(issue)
    secretariat.get_by_label("รับเป็นประเด็นสมัชชา").check()
    secretariat.locator("form[action$='decide/'] [name=reason]").fill("ทำได้จริงในทุกตำบล")
    press(secretariat, "บันทึกผล")
    secretariat.goto(f"{year}issues/")
    press(secretariat, "ประกาศผลการกลั่นกรอง")


def answered(phone: Page, year: str, code: str) -> None:
    phone.goto(f"{year}issues/receipt/?code={code}")
    expect(phone.get_by_text("ทำได้จริงในทุกตำบล")).to_be_visible()


# The declaration


def drafted(page: Page, year: str) -> tuple[str, str]:
    """Two clauses, the first from the accepted issue. Returns their addresses."""
    page.goto(f"{year}text/")
    follow(page, "เริ่มยกร่าง")
    press(page, "บันทึก")
    follow(page, "ระยะเวลาของข้อ")
    fill(page, name="ระยะที่ 1 เตรียมชุมชน", starts_on="1 ต.ค. 2563", ends_on="30 ก.ย. 2564")
    press(page, "บันทึก")
    page.goto(f"{year}issues/")
    follow(page, re.compile(ISSUE))
    follow(page, "ตั้งเป็นข้อในร่าง")
    first = clause(page, WORDS, "เครือข่ายชุมชน", "จัดตั้งธนาคารความดีให้ครบทุกตำบล")
    page.goto(f"{year}text/")
    follow(page, "เพิ่มข้อ")
    second = clause(page, OTHER, "เครือข่ายเด็กและเยาวชน", "งดแจกขวดพลาสติกในงานบุญ")
    version(page, year, "หลังประชุมยกร่าง 8 ก.ค. 2563", "ร่างที่ 1")
    return first, second


def clause(page: Page, words: str, owner: str, action: str) -> str:
    fill(page, body=words)
    choose(page, "period", "ระยะที่ 1 เตรียมชุมชน")
    fill(
        page,
        **{"requests-0-addressee": owner, "requests-0-action": action, "requests-0-due_on": "30 ก.ย. 2564"},
    )
    choose(page, "requests-0-network", owner)
    press(page, "บันทึก")
    titled(page, re.compile("^ข้อ"))
    return page.url


def version(page: Page, year: str, reason: str, name: str) -> None:
    page.goto(f"{year}text/versions/")
    fill(page, reason=reason)
    press(page, "ทำเป็นฉบับใหม่")
    titled(page, name)
    expect(page.get_by_text("ตรวจแล้วตรง")).to_be_visible()


def heard(secretariat: Page, phone: Page, coordinator: Page, year: str) -> str:
    """A hearing: the citizen's remark on some words, the coordinator's amendment. Returns the amendment's address."""
    secretariat.goto(f"{year}text/hearings/new/")
    fill(secretariat, title="เวทีรับฟังร่างประกาศ")
    press(secretariat, "บันทึก")
    press(secretariat, "เปิดรับความเห็น")
    phone.goto(year)
    follow(phone, "ร่างประกาศเจตนารมณ์")
    follow(phone, "เวทีรับฟังร่างประกาศ")
    follow(phone, "ให้ความเห็น ข้อ 1")
    fill(phone, quote="ธนาคารความดี", text=REMARK)
    press(phone, "ส่งความเห็น")
    titled(phone, "รับความเห็นของท่านแล้ว")
    coordinator.goto(secretariat.url)
    follow(coordinator, "ขอแก้ ข้อ 1")
    fill(coordinator, body=AMENDED, reason="รวมเด็กและผู้สูงอายุ")
    choose(coordinator, "network", "เครือข่ายชุมชน")
    press(coordinator, "ส่งข้อเสนอ")
    titled(coordinator, "ข้อเสนอแก้ไขที่ 1")
    press(secretariat, "ปิดเวที")
    return coordinator.url


def composed(page: Page, year: str, first: str, amendment: str) -> None:
    """Advice, decision and words are three acts."""
    page.goto(amendment)
    page.locator("form[action$='advise/'] [name=reason]").fill("ครอบคลุมทุกวัย")
    press(page, "บันทึกความเห็น")
    press(page, "ตัดสินตามความเห็นนี้")
    page.goto(first)
    expect(page.locator("main")).to_contain_text(WORDS)
    follow(page, re.compile("นำข้อเสนอที่รับ 1 ข้อเข้าร่าง"))
    fill(page, reason="ประชุม 8 ก.ค. 2563")
    press(page, "นำเข้าร่าง")
    expect(page.locator("main")).to_contain_text(AMENDED)
    follow(page, "ตอบหรือซ่อน")
    fill(page, words="ขอบคุณ จะใส่ในแผนของเครือข่ายเด็ก")
    press(page, "ตอบ")
    version(page, year, "หลังรับฟัง", "ร่างที่ 2")


# Delegates and their voices


def named(secretariat: Page, coordinators: dict[str, Page], year: str) -> str:
    """A speaker of each network, appointed by one letter. Returns the way in of the first one's card."""
    for (network, page), name in zip(coordinators.items(), SPEAKERS, strict=True):
        page.goto(f"{year}consensus/delegates/")
        follow(page, "เสนอชื่อผู้แทน")
        fill(page, name=name)
        choose(page, "network", network)
        page.locator("[name=part]").select_option("speaker")
        page.locator("main form button.primary").first.click()
        expect(page.get_by_role("link", name=name)).to_be_visible()
    secretariat.goto(f"{year}consensus/delegates/")
    fill(secretariat, letter_number="ชร 0031/ว 123", letter_date="15 ก.ค. 2563")
    press(secretariat, "แต่งตั้งทั้ง 3 คนที่รออยู่")
    follow(secretariat, "พิมพ์บัตรเข้าใช้งาน")
    expect(secretariat.locator(".entry-cards .entry-qr svg")).to_have_count(3)
    secretariat.goto(f"{year}consensus/delegates/")
    follow(secretariat, SPEAKER)
    return secretariat.locator(".entry-link code").inner_text()


def round_opened(page: Page, year: str, about: str = "") -> str:
    page.goto(f"{year}consensus/")
    follow(page, "ร่างรอบใหม่")
    if about:
        page.locator(f"main [name=about][value={about}]").check()
    press(page, "ร่างรอบ")
    press(page, "เปิดรับเสียง")
    return page.url.split("?")[0]


def told(page: Page, network: str, voices: list[tuple[str, str]]) -> None:
    """The voice of a network on each clause in turn: (value, reason)."""
    page.goto(network)
    for value, reason in voices:
        follow(page, re.compile(r"^แจ้งข้อ \d+$"))
        fill(page, reason=reason)
        with page.expect_navigation():
            page.locator(f"button[name=value][value={value}]").click()
        page.goto(network)
    expect(page.get_by_text(re.compile(rf"แจ้งแล้ว {len(voices)} จาก {len(voices)} ข้อ"))).to_be_visible()


def round_closed(page: Page, asking: str, standing: str, *, dissent: str = "") -> None:
    """One network did not come. A network that holds to its no has it recorded by the chair, and the clause stands."""
    page.goto(asking)
    follow(page, "ปิดรอบ")
    fill(page, reason="เครือข่ายศาสนาแจ้งว่าไม่ส่งผู้แทน")
    press(page, "ปิดรอบ")
    if dissent:
        follow(page, re.compile("^บันทึกข้อสงวนของสาธารณสุข"))
        fill(page, text=dissent, chair=f"{GOVERNOR} ผู้ว่าราชการจังหวัดเชียงราย")
        press(page, "บันทึกข้อสงวน")
    page.goto(asking)
    press(page, "ประกาศผล")
    if dissent:
        expect(page.locator(".dissent")).to_contain_text(dissent)
    follow(page, "ฉันทมติของเครือข่าย")
    expect(page.get_by_text(f"เห็นพ้องแล้ว {standing} ข้อ")).to_be_visible()


def amended(page: Page, year: str, clause: str) -> None:
    """What the networks did not agree to is written anew, and stands in a version of its own."""
    page.goto(clause)
    follow(page, "แก้ข้อ")
    fill(page, body=SOFTER, reason="ตามเหตุผลของเครือข่ายชุมชนในรอบที่ 1")
    press(page, "บันทึก")
    version(page, year, "หลังรอบที่ 1", "ร่างที่ 3")


def voted(page: Page, delegate: Page, year: str) -> None:
    """A formal, secret vote: the rule is locked before it opens, the delegate votes by phone, once."""
    page.goto(f"{year}consensus/")
    follow(page, "ร่างมติ")
    fill(page, title="จัดสมัชชาทุกปี", body="ให้จัดสมัชชาคุณธรรมจังหวัดทุกปี")
    press(page, "บันทึก")
    press(page, "ล็อกกติกา")
    press(page, "เปิดลงมติ")
    vote = page.url.split("?")[0]
    delegate.goto(vote)
    with delegate.expect_navigation():
        delegate.locator("button[name=value][value=yes]").click()
    delegate.goto(vote)
    expect(delegate.get_by_text("ท่านลงมติแล้ว").first).to_be_visible()
    page.goto(vote)
    asked(page, "ปิดลงมติ")
    press(page, "ประกาศผล")
    delegate.goto(vote)
    expect(delegate.get_by_role("heading", name="มติผ่าน")).to_be_visible()


def agreed(page: Page, year: str) -> None:
    page.goto(f"{year}text/")
    asked(page, "บันทึกว่าเห็นพ้อง", reason="ฉันทมติรอบที่ 2 วันที่ 10 ส.ค. 2563")
    expect(page.get_by_text("เห็นพ้องแล้ว").first).to_be_visible()
