"""Every component, seen by a real browser: no fault that axe knows, nothing wider than the screen, on a phone and a
desk, by day and by night; and the frame works without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.fixture
def browser(chromium):
    return chromium


@pytest.fixture
def site(office_server, settings):
    settings.DEMO = True  # so that the gallery is served
    return office_server


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_fault_and_no_overflow(browser, site, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in (
        "/_components/",
        "/chiang-rai/",
        "/chiang-rai/desk/",
        "/chiang-rai/search/?q=x",
        "/accounts/login/",
    ):
        page.goto(site + path)
        found = Axe().run(page).response["violations"]
        assert [(path, fault["id"], fault["nodes"][0]["target"]) for fault in found] == []
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path
    context.close()


def test_nothing_is_wider_than_320_at_200_per_cent(browser, site):
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    for path in ("/chiang-rai/", "/chiang-rai/desk/", "/accounts/login/"):
        page.goto(site + path)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path
    context.close()


def test_menu_and_language_work_without_javascript(browser, site):
    context = browser.new_context(viewport={"width": 360, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/chiang-rai/")
    page.locator("details.menu.small summary").click()
    assert page.locator("details.menu.small nav a").first.is_visible()
    with page.expect_navigation():
        page.locator("details.menu.small button[value=en]").click()
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


def test_nothing_leaves_the_house_and_the_policy_is_kept(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.goto(site + "/_components/")
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert refused == []
    context.close()
