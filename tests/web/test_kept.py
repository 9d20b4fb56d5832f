"""Visitors' pages are kept until somebody acts, and nothing of anybody else's is."""

import pytest
from django.test import Client

from thaktho.ground.ledger.queries import head
from thaktho.ground.programme import actions
from thaktho.ground.programme.models import Programme


@pytest.fixture
def keeping(settings):
    settings.KEPT_SECONDS = 60


@pytest.fixture
def client(keeping):
    """One process: its middleware is built once, as a server's is."""
    return Client()


def test_a_page_is_rendered_once_until_somebody_acts(province, client, django_assert_num_queries):
    url = province.url("programme/")
    first = client.get(url)
    assert first.status_code == 200 and not first.cookies
    with django_assert_num_queries(1):
        again = client.get(url)
    assert again.content == first.content
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    before = head(province.programme.slug)
    actions.set_vision(province.system, province.programme, "เชียงรายเมืองแห่งความดี", ["ความดี"])
    assert head(province.programme.slug) != before
    assert "เมืองแห่งความดี" in client.get(url).content.decode()


def test_a_reader_with_a_cookie_gets_a_page_of_their_own(province, client):
    url = province.url("programme/")
    client.get(url)
    Programme.objects.update(office_th="สำนักงานใหม่")
    for cookie in ("sessionid", "csrftoken", "ballot"):
        other = Client()
        other.handler = client.handler
        other.cookies[cookie] = "x"
        assert "สำนักงานใหม่" in other.get(url).content.decode()
    assert "สำนักงานใหม่" not in client.get(url).content.decode()


def test_languages_are_kept_apart(province, client):
    thai = client.get(province.url("programme/")).content
    client.cookies["django_language"] = "en"
    assert client.get(province.url("programme/")).content != thai


def test_what_needs_a_login_is_not_kept(province, client):
    assert client.get(province.url("people/")).status_code != 200
    staff = province.client("secretariat")
    staff.handler = client.handler
    assert staff.get(province.url("people/")).status_code == 200
    assert client.get(province.url("people/")).status_code != 200


def test_pages_of_the_ballot_rooms_are_never_kept(province, client, django_assert_num_queries):
    client.get(province.url("listen/"))
    Programme.objects.update(name_th="จังหวัดอื่น")
    assert "จังหวัดอื่น" in client.get(province.url("listen/")).content.decode()


def test_another_province_has_pages_of_its_own(province, other, client):
    assert client.get(province.url("programme/")).content != client.get(other.url("programme/")).content
