"""Every page answers, with few queries, for those who may read it, and for nobody else."""

from __future__ import annotations

import pytest

from thaktho.stages.listen import actions

PUBLIC = ["", "print/", "tallies.csv"]
OWN = ["manage/", "moderate/", "type/", "seed/", "doors/", "doors/?grid=1"]


def test_public_pages(asked, queries):
    client = asked.province.client()
    asked.answers("youth", asked.statements[0], *[1] * 12)
    for path in PUBLIC:
        with queries(15):
            assert client.get(asked.url(path)).status_code == 200, path
    for path in ("listen/", "listen/policy/", "listen/?q=เชียง&state=open", "listen/?network=youth"):
        with queries(15):
            assert client.get(asked.province.url(path)).status_code == 200, path


@pytest.mark.parametrize("path", OWN)
def test_pages_of_those_who_work(asked, path, queries):
    client = asked.province.client("secretariat")
    with queries(15):
        assert client.get(asked.url(path)).status_code == 200
    for who in ("visitor", "executive", "observer"):
        assert asked.province.client(who).get(asked.url(path)).status_code == 403


def test_a_draft_is_not_there_for_others(asking):
    draft = asking(opened=False)
    for path in PUBLIC:
        assert draft.province.client().get(draft.url(path)).status_code == 403
        assert draft.province.client("secretariat").get(draft.url(path)).status_code == 200
    assert (
        draft.topic.title not in draft.province.client().get(draft.province.url("listen/")).content.decode()
    )


def test_another_province_sees_nothing(asked, other):
    door = asked.door("youth")
    statement = asked.statements[0]
    paths = [
        "",
        "print/",
        "tallies.csv",
        f"enter/{door.token}/",
        "ballot/",
        "ballot/done/",
        "ballot/propose/",
        "manage/",
        "edit/",
    ]
    paths += [
        "open/",
        "close/",
        "doors/",
        "audit/",
        "moderate/",
        f"moderate/{statement.pk}/hide/",
        "type/",
        f"assist/{door.pk}/",
    ]
    client = other.client("secretariat")
    for path in paths:
        answer = client.get(other.url(f"listen/{asked.topic.code}/{path}"))
        assert answer.status_code == 404, path
    assert (
        client.post(other.url(f"listen/{asked.topic.code}/moderate/{statement.pk}/show/")).status_code == 404
    )
    assert asked.topic.title not in client.get(other.url("listen/")).content.decode()


def test_the_whole_life_of_a_topic_through_its_pages(province):
    client = province.client("secretariat")
    answer = client.post(
        province.url("listen/new/"),
        {
            "title": "น้ำใจ",
            "question": "ทำอย่างไรให้มีน้ำใจ",
            "moderation": "before",
            "proposers": "everyone",
            "closes_at": "",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    manage = answer["Location"]
    base = manage.removesuffix("manage/")
    assert client.get(manage).status_code == 200
    door = client.get(manage).context["doors"][0]["door"]
    typed = client.post(base + "type/", {"door": str(door.pk), "text": "ขอให้คนไทยรักและสามัคคีกัน"})
    assert typed.status_code == 200 and typed.context["receipt"]
    again = client.post(base + "type/", {"door": str(door.pk), "text": "ขอให้คนไทยรักและ สามัคคีกัน!"})
    assert "ข้อ 1" in again.content.decode()
    assert client.get(base + "open/").status_code == 200
    assert client.post(base + "open/").status_code == 302
    assert client.post(base + "open/").status_code == 403
    assert client.get(base + "close/").status_code == 200
    assert client.post(base + "close/").status_code == 302
    assert client.get(base + "audit/").status_code == 200
    assert client.get(base).status_code == 200


def test_plan_button_only_with_a_plan_to_go_to(asked, settings):
    from django.urls import NoReverseMatch, reverse

    page = asked.province.client("youth").get(asked.url()).content.decode()
    try:
        reverse("plan_from_statements", args=[asked.province.programme.slug])
    except NoReverseMatch:
        assert 'id="to-plan"' not in page
    else:
        assert 'id="to-plan"' in page
    assert 'id="to-plan"' not in asked.province.client().get(asked.url()).content.decode()


def test_hidden_statements_are_on_no_page(asked):
    actions.hide(asked.province.actor("secretariat"), asked.statements[0], "private")
    for path in PUBLIC:
        assert asked.statements[0].text not in asked.province.client().get(asked.url(path)).content.decode()


def test_an_open_topic_promises_its_results_once(asked):
    """They come at closing, and that is said once; nothing is promised that is not there."""
    asked.answers("youth", asked.statements[0], *[1, -1] * 6)
    html = asked.province.client().get(asked.url()).content.decode()
    assert html.count("ผลครบแสดงเมื่อปิดรับ") == 1 and "ไม่ถึง 5 คน" not in html and "แผนที่ความเห็น" not in html
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    html = asked.province.client().get(asked.url()).content.decode()
    assert "ผลครบแสดงเมื่อปิดรับ" not in html and "ยังไม่พอ (ตอบไม่ถึง 5 คน)" in html


@pytest.mark.parametrize("path", ["enter/{token}", "ballot", "ballot/done", "ballot/propose"])
def test_an_address_typed_without_its_last_slash_opens(asked, path):
    address = asked.url(path.format(token=asked.door("religion").token))
    answer = asked.province.client().get(address)
    assert (answer.status_code, answer["Location"]) == (301, f"{address}/")


def test_opening_is_offered_when_there_is_something_to_answer(province):
    """Before that the page says what is missing instead of leading elsewhere; and no verb counts nothing."""
    by, client = province.actor("secretariat"), province.client("secretariat")
    topic = actions.add_topic(by, province.programme, title="ก", question="ข")
    manage = province.url(f"listen/{topic.code}/manage/")
    html = client.get(manage).content.decode()
    assert f"{topic.code}/open/" not in html and "เปิดรับได้เมื่อมีข้อความ" in html and "0 ข้อ" not in html
    actions.seed(by, topic, "ขอให้คนไทยรักและสามัคคีกัน")
    html = client.get(manage).content.decode()
    assert f"{topic.code}/open/" in html and "เปิดรับได้เมื่อ" not in html and html.count("btn primary") == 1


def test_the_printed_table_turns_its_heads_and_keeps_counts_apart_from_shares(asked):
    """Thirteen networks across a page: a name on its side cannot run into the next, nor a range into its count."""
    asked.answers("youth", asked.statements[0], *[1, -1] * 10)
    page = asked.province.client().get(asked.url("print/")).content.decode()
    youth = asked.province.networks["youth"].short_name
    assert f'class="num"><span>{youth}</span></th>' in page
    assert page.count('<span class="least">(') == 2  # of the network and of the whole
    assert asked.province.programme.office_th in page.split("<main")[1].split("</main>")[0]
