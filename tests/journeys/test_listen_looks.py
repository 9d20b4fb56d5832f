"""Wide tables and printed sheets of listening, in a real browser."""

from .conftest import PHONE


def test_a_wide_table_shows_where_it_goes_on(demo):
    """The demonstration's closed topic has thirteen networks: the table fades at the right until its end is in sight."""
    from thaktho.stages.listen.models import Topic

    code = Topic.objects.exclude(meeting=None).values_list("code", flat=True).get()
    for how, wide in ({"viewport": {"width": 1280, "height": 900}}, True), (PHONE, False):
        page = demo.visitor(**how)
        page.goto(demo.address(f"listen/{code}/"))
        hint, table = page.locator(".scroll-hint"), page.locator(".scroll:has(.opinions)")
        assert hint.is_visible() == wide
        assert ("goes-on" in table.get_attribute("class")) == wide
        if wide:
            table.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
            page.wait_for_function("!document.querySelector('.scroll:has(.opinions)').matches('.goes-on')")


def test_numbered_sheets_fit_a_phone_and_print_a_page_each(demo):
    from pypdfium2 import PdfDocument

    from thaktho.ground.people.models import User
    from thaktho.ground.people.queries import actor_of
    from thaktho.ground.programme.models import Programme
    from thaktho.stages.listen import actions, queries

    programme = Programme.objects.get(slug=demo.slug)
    by = actor_of(programme, User.objects.get(username="secretariat"))
    fields = {"title": "ห้องประชุม", "question": "อยากเห็นอะไร", "kind": "hall", "proof": "sheet"}
    topic = actions.add_topic(by, programme, **fields)
    actions.seed_all(by, topic, [f"ข้อความสำหรับห้องประชุมข้อที่ {n}" for n in range(1, 23)])
    door = next(door for door in queries.doors(topic) if door.network)
    actions.print_sheets(by, door, 3)
    page = demo.person("secretariat", **PHONE)
    page.goto(
        demo.address(
            f"listen/{topic.code}/hall/{door.pk}/pages/?first=1&last=3&address=http://192.168.1.5:8000"
        )
    )
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert len(PdfDocument(page.pdf(prefer_css_page_size=True))) == 3
