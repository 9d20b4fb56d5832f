"""A real browser on a live server. The rooms' content is loaded once a module and flushed at its end.

Nothing here sleeps: the browser waits for what it is told to see.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that beeps, lent without asking.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE = {
    "viewport": {"width": 360, "height": 760},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
PASSWORD = "only-for-journeys-7"

# Playwright drives its loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db)  # so that a test database is made at all


@pytest.fixture
def _django_db_helper() -> None:
    """Stands in pytest-django's place: no transaction around a journey and no flush after it. `_opened` does both,
    once a module."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is missing (sudo apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@dataclass
class Site:
    """The live server, and people who open it. Whatever a page complains about is kept in `complaints`."""

    url: str
    slug: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def address(self, path: str = "") -> str:
        return f"{self.url}/{self.slug}/{path}"

    def visitor(self, **how: Any) -> Page:
        """Somebody without a login, with cookies of their own."""
        context = self.browser.new_context(
            **({"locale": "th-TH", "timezone_id": "Asia/Bangkok"} | DESK | how)
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and self._complain(page, said.text))
        page.on("pageerror", lambda error: self._complain(page, str(error)))
        return page

    def person(self, username: str, **how: Any) -> Page:
        """Somebody who came in by the login form."""
        page = self.visitor(**how)
        page.goto(f"{self.url}/accounts/login/?next=/{self.slug}/desk/")
        page.get_by_label("ชื่อผู้ใช้").fill(username)
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url(f"**/{self.slug}/desk/")
        return page

    def _complain(self, page: Page, text: str) -> None:
        # A page that is meant to be refused says so in the console as well.
        if "the server responded with a status of 4" not in text:
            self.complaints.append(f"{page.url}: {text}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()


def _opened(django_db_setup: None, django_db_blocker: Any, load: Callable[[], object]) -> Iterator[str]:
    """Content that every thread sees: committed, not inside a test's transaction, and gone afterwards."""
    with django_db_blocker.unblock():
        try:
            load()
            server = LiveServer("127.0.0.1")
            try:
                yield server.url
            finally:
                server.stop()
        finally:
            call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)


@pytest.fixture(scope="module")
def demo_server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The whole demonstration of Chiang Rai, loaded once for a module."""
    from thaktho.demo import load as demo
    from thaktho.ground.places.actions import load_official

    def load() -> None:
        load_official(only=["57"])
        demo.demo_password = lambda: PASSWORD  # type: ignore[assignment]
        demo.load_chiang_rai()

    kept = demo.demo_password
    try:
        yield from _opened(django_db_setup, django_db_blocker, load)
    finally:
        demo.demo_password = kept  # type: ignore[assignment]


@pytest.fixture
def demo(demo_server: str, chromium: Browser) -> Iterator[Site]:
    site = Site(demo_server, "chiang-rai", chromium)
    yield site
    site.close()


@pytest.fixture(scope="module")
def office_server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """An office on its first day: its networks and people, its province's places, and nothing done yet."""
    from tests.conftest import make_province
    from thaktho.ground.people.models import User
    from thaktho.ground.places.actions import load_official

    def load() -> None:
        load_official(only=["57"])
        make_province("chiang-rai", "57", "เชียงราย")
        for user in User.objects.all():
            user.set_password(PASSWORD)
            user.save()

    yield from _opened(django_db_setup, django_db_blocker, load)


@pytest.fixture
def office(office_server: str, chromium: Browser) -> Iterator[Site]:
    site = Site(office_server, "chiang-rai", chromium)
    yield site
    site.close()


@pytest.fixture
def work() -> Callable[[], int]:
    """Do all jobs that wait, as the worker would; says how many were done. A failed one fails the test."""
    from thaktho.ground.jobs.actions import run_now
    from thaktho.ground.jobs.models import Job

    def done() -> int:
        count = 0
        while job := Job.objects.filter(state=Job.State.WAITING).order_by("queued_at").first():
            job = run_now(job)
            assert job.state == Job.State.DONE, f"{job.kind}: {job.message}"
            count += 1
        return count

    return done
