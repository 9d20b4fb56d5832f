"""axe-core finds nothing on any page that can be reached in the demonstration, by whom, in which light and width."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from thaktho.stages.plan import urls as plan_urls

from .conftest import Site

# What stands first in the plan's addresses; else it is a network's code.
PLAN_WORDS = {str(pattern.pattern).split("/")[0] for pattern in plan_urls.urlpatterns} - {"<slug:network>"}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FILES = re.compile(r"\.(csv|xlsx|pdf|docx|ics|json|txt)$|/files/|\.csv/|/lang/")
STARTS = (
    "",
    "desk/",
    "plan/",
    "listen/",
    "meetings/",
    "assembly/",
    "people/",
    "places/",
    "programme/",
    "jobs/",
    "search/?q=ธนาคาร",
)
# Each role looks at every page in one light and width; the secretariat, who sees most, in two.
ROLES = ("secretariat", "visitor", "local_gov", "executive")
LOOKS = [("light", 1280), ("dark", 360), ("dark", 1280), ("light", 360)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe no longer tells of these, but a label finds only the first.
TWINS = "() => { const all = [...document.querySelectorAll('[id]')].map(e => e.id); return [...new Set(all.filter((id, n) => all.indexOf(id) !== n))] }"
ONLY = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def pattern_of(address: str) -> str:
    """Pages that differ only in whom or what they are about are one page."""
    path = UUID.sub("*", urlsplit(address).path)
    path = re.sub(r"/assembly/\d[^/]*/", "/assembly/*/", path)
    path = re.sub(r"/listen/(?!policy|receipt|new)[a-z0-9]+/", "/listen/*/", path)
    path = re.sub(r"/s/\d+/", "/s/*/", path)
    path = re.sub(r"/answers/[a-z_]+/", "/answers/*/", path)
    path = re.sub(r"/places/\d+/", "/places/*/", path)
    path = re.sub(r"/people/networks/[a-z_]+/", "/people/networks/*/", path)
    path = re.sub(r"/versions/\d+/", "/versions/*/", path)
    path = re.sub(r"/rounds/\d+/", "/rounds/*/", path)
    path = re.sub(r"/voices/[a-z0-9]+/", "/voices/*/", path)
    path = re.sub(r"/gaps/[^/]+/[^/]+/", "/gaps/*/", path)
    return re.sub(r"/plan/([a-z_]+)/", lambda found: found[0] if found[1] in PLAN_WORDS else "/plan/*/", path)


def links(page: Page, slug: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    return [
        href.split("#")[0] for href in found if f"/{slug}/" in href and not FILES.search(urlsplit(href).path)
    ]


def every_page(
    site: Site, page: Page, seen: Callable[[str], object] = lambda address: None
) -> dict[str, str]:
    """One address for each pattern that links lead to; `seen` is called while the page is open."""
    found: dict[str, str] = {}
    waiting = deque(site.address(start) for start in STARTS)
    while waiting:
        address = waiting.popleft()
        pattern = pattern_of(address)
        if pattern in found:
            continue
        answer = page.goto(address, wait_until="domcontentloaded")
        if answer is None or answer.status >= 400:
            continue
        found[pattern] = address
        seen(address)
        waiting += [href for href in links(page, site.slug) if pattern_of(href) not in found]
    return found


def look(page: Page, address: str, light: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
    page.goto(address)
    return violations(page, f"{light} {width} {address}")


def violations(page: Page, where: str) -> list[str]:
    found = Axe().run(page, options=ONLY).response["violations"]
    twins = page.evaluate(TWINS)
    return [f"{where}: two elements have the id {id}" for id in twins] + [
        f"{where}: {wrong['id']} ({wrong['help']}) {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for wrong in found
        for node in wrong["nodes"][:3]
    ]


@pytest.mark.parametrize("role", ROLES)
def test_pages(demo: Site, role: str) -> None:
    page = demo.visitor() if role == "visitor" else demo.person(role)
    wrong: list[str] = []
    light, width = LOOKS[ROLES.index(role)]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
    found = every_page(
        demo, page, lambda address: wrong.extend(violations(page, f"{light} {width} {address}"))
    )
    assert len(found) > 15
    if role == "secretariat":  # who sees most, in the other light and width as well
        for address in found.values():
            wrong += look(page, address, *LOOKS[1])
    print(f"{role}: {len(found)} pages")
    assert not wrong, "\n".join(wrong)
    assert demo.complaints == []


def test_ballot(demo: Site) -> None:
    """The pages of somebody who answers: no door yet, one statement, done, proposing, the receipt."""
    from thaktho.stages.listen.models import Door

    door = Door.objects.get(topic__state="open", network__code="religion")
    topic = demo.address(f"listen/{door.topic.code}/")
    page = demo.visitor()
    wrong = look(page, topic + "ballot/", "light", 360)
    for light, width in LOOKS:
        wrong += look(page, f"{topic}enter/{door.token}/", light, width)
        assert page.locator(".btn.vote").count() == 3
    for light, width in LOOKS[:2]:
        wrong += look(page, topic + "ballot/propose/", light, width)
        wrong += look(page, topic + "ballot/done/", light, width)
        wrong += look(page, demo.address("listen/receipt/?code=AAAA-AAAA"), light, width)
    page.goto(topic + "ballot/propose/")
    page.get_by_label("ข้อความ", exact=True).fill("สั้น")
    page.get_by_role("button", name="ส่งข้อความ").click()
    wrong += violations(page, "too short a statement")
    assert not wrong, "\n".join(wrong)


def test_refusals_and_login(demo: Site) -> None:
    page = demo.visitor()
    wrong: list[str] = []
    for light, width in LOOKS[:2]:
        wrong += look(page, f"{demo.url}/accounts/login/", light, width)
        wrong += look(page, demo.address("nowhere/"), light, width)
        wrong += look(page, demo.address("people/"), light, width)
        wrong += look(page, f"{demo.url}/nowhere/", light, width)
    page.goto(f"{demo.url}/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill("secretariat")
    page.get_by_label("รหัสผ่าน").fill("ไม่ใช่รหัสนี้")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    wrong += violations(page, "wrong password")
    assert not wrong, "\n".join(wrong)
