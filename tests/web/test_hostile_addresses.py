"""Addresses and forms as an attacker writes them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@pytest.mark.parametrize("number", ["9" * 5000, "²", "๒๕๖๓", "-1", "9e99", "\x00"])
@pytest.mark.parametrize(
    "page", ["desk/?year=", "meetings/?year=", "plan/rows/?year=", "plan/rows/?page=", "jobs/?page="]
)
def test_a_number_that_is_none(province, page, number):
    path, _, name = page.partition("?")
    assert province.client("secretariat").get(province.url(path), {name[:-1]: number}).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "desk", ""],
)
def test_a_double_submit_leads_to_no_other_site(province, elsewhere):
    client, act = province.client("secretariat"), uuid4()
    for _ in range(2):
        answer = client.post(
            province.url("people/invitations/new/"), {"role": "observer", "act_id": act, "next": elsewhere}
        )
    assert answer.status_code == 302
    assert answer["Location"].startswith(province.url("people/invitations/"))


def test_a_double_submit_goes_back_to_the_page_of_its_form(province):
    """Its own address may be one that only takes a POST."""
    client, act = province.client("secretariat"), uuid4()
    here = "http://testserver" + province.url("people/")
    for _ in range(2):
        answer = client.post(
            province.url(f"people/persons/{province.persons['youth'].pk}/grant/"),
            {"role": "observer", "act_id": act},
            headers={"referer": here},
        )
    assert answer["Location"] == here


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/reset/",
        "password/reset/done/",
        "password/set/",
        "login/code/confirm/",
    ],
)
def test_what_the_login_library_offers_besides_is_not_there(province, path):
    client = province.client("secretariat")
    assert (
        client.get(f"/accounts/{path}").status_code
        == client.post(f"/accounts/{path}", {"email": "a@b.example"}).status_code
        == 404
    )


def test_pages_of_somebody_signed_in_are_not_kept(province):
    assert province.client("youth").get(province.url("desk/"))["Cache-Control"] == "no-store, private"
    assert "Cache-Control" not in province.client().get(province.url())


def test_an_endless_upload_is_refused_unread(province, settings):
    settings.MOST_UPLOADED = 1000
    file = SimpleUploadedFile("แผน.xlsx", b"x" * 2000)
    assert (
        province.client("religion").post(province.url("plan/religion/import/"), {"file": file}).status_code
        == 400
    )
    assert (
        Client().post("/accounts/login/", {"file": SimpleUploadedFile("x", b"x" * 2000)}).status_code == 400
    )
