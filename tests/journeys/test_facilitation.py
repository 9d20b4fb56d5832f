"""A voice is recorded in the browser and heard on a ballot; all of facilitation works without JavaScript too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.ground.files.test_sounds import tone

from .conftest import PHONE, Site

LENGTH = "async () => { const clip = document.querySelector('audio'); clip.muted = true; await clip.play(); return clip.duration }"
TEXTS = ["ขอให้คนไทยรักและสามัคคีกัน", "อยากให้คนไทยรักกันและสามัคคีกัน", "ควรปลูกต้นไม้ริมน้ำกก"]


@pytest.fixture(scope="module")
def code(office_server: str) -> str:
    """An open topic; two of its statements say nearly the same."""
    from thaktho.ground.access import system
    from thaktho.ground.programme.models import Programme
    from thaktho.stages.listen import actions

    programme = Programme.objects.get()
    by = system(programme.pk)
    topic = actions.add_topic(by, programme, title="น้ำใจ", question="อยากเห็นอะไร")
    actions.seed_all(by, topic, TEXTS)
    actions.open_topic(by, topic)
    return topic.code


def renderings(office: Site, page: Page, code: str, number: int) -> None:
    page.goto(office.address(f"listen/{code}/languages/"))
    page.get_by_role("link", name=f"เพิ่มหรือแก้ ข้อ {number}").click()


def ballot(office: Site, page: Page, code: str) -> None:
    from thaktho.stages.listen.models import Door

    door = Door.objects.get(topic__code=code, network__code="youth")
    page.goto(office.address(f"listen/{code}/enter/{door.token}/"))


def test_recorded_here_and_heard_there(office: Site, code: str) -> None:
    page = office.person("chiang-rai-youth", **PHONE)
    renderings(office, page, code, 1)
    page.locator("main select[name=language]").select_option("lhu")
    page.get_by_role("button", name="อัดเสียงที่เครื่องนี้").click()
    expect(page.get_by_role("status").filter(has_text="กำลังอัด")).to_be_visible()
    page.wait_for_function("() => performance.now() > 0")  # a frame at least
    page.locator("[data-record]").click(delay=1200)
    expect(page.get_by_role("status").filter(has_text="อัดแล้ว")).to_be_visible()
    page.get_by_role("button", name="บันทึกภาษานี้").click()
    expect(page.locator("audio")).to_have_count(1)
    phone = office.visitor(**PHONE)
    ballot(office, phone, code)
    phone.goto(office.address(f"listen/{code}/ballot/?s=1&lang=lhu"))
    assert phone.evaluate(LENGTH) > 0.3
    assert office.complaints == []


def test_a_file_the_browser_can_read_becomes_one_the_server_can(office: Site, code: str) -> None:
    page = office.person("chiang-rai-youth")
    renderings(office, page, code, 2)
    sound = {
        "name": "แม่อุ๊ย.ogg",
        "mimeType": "audio/ogg",
        "buffer": tone(2, 48_000, 2, "OGG", subtype="VORBIS"),
    }
    page.locator("input[data-clip]").set_input_files(sound)  # type: ignore[arg-type]
    # The browser reads the sound in a process of its own, which a busy machine lets wait.
    expect(page.get_by_role("status").filter(has_text="อัดแล้ว")).to_be_visible(timeout=30_000)
    assert page.evaluate("document.querySelector('input[data-clip]').files[0].type") == "audio/wav"
    page.get_by_role("button", name="บันทึกภาษานี้").click()
    assert 1.8 < page.evaluate(LENGTH) < 2.3


def test_without_javascript(office: Site, code: str) -> None:
    page = office.person("chiang-rai-youth", java_script_enabled=False, **PHONE)
    page.goto(office.address(f"listen/{code}/similar/"))
    page.get_by_role("button", name="แสดงด้วยกัน").first.click()
    expect(page.get_by_text("แสดงด้วยกันอยู่")).to_be_visible()
    renderings(office, page, code, 3)
    page.locator("main select[name=language]").select_option("ahk")
    page.get_by_label("ข้อความในภาษานี้").fill("Aqkaq")
    page.get_by_label("เสียงอ่าน").set_input_files({"name": "a.wav", "mimeType": "audio/wav", "buffer": tone()})
    page.get_by_role("button", name="บันทึกภาษานี้").click()
    expect(page.locator("main audio")).to_have_count(1)
    phone = office.visitor(java_script_enabled=False, **PHONE)
    ballot(office, phone, code)
    phone.goto(office.address(f"listen/{code}/ballot/?s=3"))
    phone.get_by_role("link", name="อาข่า").click()
    expect(phone.locator("#statement")).to_have_text("Aqkaq")
    phone.get_by_role("button", name="เห็นด้วย").first.click()
    phone.goto(office.address(f"listen/{code}/ballot/done/"))
    phone.get_by_label("ท่านอายุเท่าใด").select_option("60-")
    phone.get_by_role("button", name="บอก ท่านอายุเท่าใด", exact=True).click()
    expect(phone.get_by_label("ท่านอายุเท่าใด")).to_have_count(0)
    expect(phone.get_by_label("ท่านอยู่อำเภอใด")).to_have_count(1)
