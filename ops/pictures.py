"""Pictures of the main pages of a running server: `python -m ops.pictures http://127.0.0.1:8000 FOLDER [PASSWORD]`.

The server must hold the demonstration. With its password (`make run` prints it) the pages behind the login are taken
too. The first picture, home-1280.png, is the one in the README.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1280, 360)
Way = Callable[[Page, str], None]


def goes(path: str) -> Way:
    return lambda page, root: go(page, f"{root}/chiang-rai/{path}")


def go(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: {answer.status if answer else 'no answer'}")


def follow(path: str, *links: str) -> Way:
    """From a page on, by the first link that each selector finds."""

    def way(page: Page, root: str) -> None:
        goes(path)(page, root)
        for link in links:
            go(
                page,
                page.evaluate(
                    "href => new URL(href, location).href", page.locator(link).first.get_attribute("href")
                ),
            )

    return way


def vote(page: Page, root: str) -> None:
    """Through the door of nobody's network, as a phone would come."""
    follow("listen/?state=open", "ul.lines h2 a", "main a.btn.primary")(page, root)
    if page.locator("a.btn.primary.block").count():
        page.locator("a.btn.primary.block").click()
    page.locator(".btn.vote").first.wait_for()


def voted(page: Page, root: str) -> None:
    vote(page, root)
    for _ in range(60):
        if not page.locator(".btn.vote").count():
            return
        with page.expect_navigation():
            page.locator(".btn.vote.agree").click()


PUBLIC: dict[str, Way] = {
    "home": goes(""),
    "topic": follow("listen/?state=over", "ul.lines h2 a"),
    "topics": goes("listen/"),
    "vote": vote,
    "voted": voted,
    "plan": goes("plan/"),
    "integrated": goes("plan/integrated/"),
    "meeting": follow("meetings/?state=past", "main a[href*='/meetings/0']"),
    "thread": follow("search/?q=จัดตั้งธนาคารความดี", "main a[href*='/plan/rows/']", "main a[href*='/thread/']"),
}
SECRETARIAT: dict[str, Way] = {
    "desk": goes("desk/"),
    "sheet": goes("plan/youth/"),
    "sheet-accepted": goes("plan/religion/"),
    "row": follow("plan/youth/", "table a[href*='/plan/rows/']"),
    "loom": goes("plan/overlaps/"),
    "meetings": goes("meetings/"),
    "topic-manage": follow("listen/?state=open", "ul.lines h2 a", "main .btns a[href$='/manage/']"),
    "people": goes("people/"),
}
COORDINATOR: dict[str, Way] = {
    "desk-coordinator": goes("desk/"),
    "sheet-coordinator": goes("plan/youth/"),
    "import": goes("plan/youth/import/"),
}


def login(page: Page, root: str, username: str, password: str) -> None:
    page.goto(f"{root}/accounts/login/?next=/chiang-rai/desk/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("main form button").click()
    page.wait_for_url("**/desk/")


def take(
    browser: Browser, root: str, folder: Path, pages: dict[str, Way], username: str = "", password: str = ""
) -> None:
    for width in WIDTHS:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 740},
            locale="th-TH",
            color_scheme="light",
        )
        page = context.new_page()
        if username:
            login(page, root, username, password)
        for name, way in pages.items():
            way(page, root)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        context.close()


def main(root: str, folder: str, password: str = "") -> None:
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take(browser, root, target, PUBLIC)
        if password:
            take(browser, root, target, SECRETARIAT, "secretariat", password)
            take(browser, root, target, COORDINATOR, "youth", password)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
