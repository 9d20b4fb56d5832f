"""The frame of every page: its policy, its ways in and out, and what it says when something is amiss."""

import re
from uuid import uuid4

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core.internal.ratelimit import respond_429
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

from thaktho.ground.people import actions as people
from thaktho.ground.people.models import User

ROLES = ["visitor", "secretariat", "executive", "observer", "community"]


@pytest.fixture(autouse=True)
def _fresh_names():
    from django.core.cache import caches

    caches["memory"].clear()


@pytest.mark.parametrize("role", ROLES)
def test_nothing_but_our_own_may_run(province, role):
    response = province.client(role).get(province.url())
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    page = response.content.decode()
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert "//" not in "".join(re.findall(r'(?:src|srcset)="([^"]*)"', page))


@pytest.mark.parametrize("role", ROLES)
def test_landmarks_and_one_heading(province, role):
    page = province.client(role).get(province.url("desk/")).content.decode()
    for landmark in ('<main id="main"', "<header", "<footer", 'class="skip" href="#main"'):
        assert page.count(landmark) == 1
    assert page.count("<h1") == 1


def test_the_header_names_the_role_and_offers_the_way_out(province):
    page = province.client("community").get(province.url("desk/")).content.decode()
    assert "ผู้ประสานงาน เครือข่ายชุมชน" in page
    assert reverse("account_logout") in page
    visitor = province.client().get(province.url("desk/")).content.decode()
    assert "เข้าสู่ระบบ" in visitor
    assert reverse("account_logout") not in visitor


def test_the_bare_frame_never_asks_who_reads():
    """Voting pages stand in it: a request that has neither user, session nor messages must do."""
    request = RequestFactory().get("/x/")
    page = render_to_string("bare.html", {"LANGUAGE_CODE": "th"}, request=None)
    assert "<main" in page
    assert not hasattr(request, "user")
    assert "csrfmiddlewaretoken" not in page


def test_a_missing_page_says_what_to_do(province):
    response = province.client().get(province.url("no-such-thing/"))
    assert response.status_code == 404
    page = response.content.decode()
    assert "ไม่พบหน้านี้" in page
    assert 'href="/"' in page


def test_an_address_for_forms_opened_by_hand_says_so(province):
    response = province.client("secretariat").get(province.url(f"people/persons/{uuid4()}/grant/"))
    assert response.status_code == 405 and response["Allow"] == "POST"
    page = response.content.decode()
    assert "ที่อยู่นี้เปิดตรง ๆ ไม่ได้" in page and f'href="{province.url("")}"' in page


def test_too_many_requests_are_told_to_wait():
    response = respond_429(RequestFactory().get("/accounts/login/"))
    assert response.status_code == 429
    assert "ส่งถี่เกินไป" in response.content.decode()


def test_logins_and_passwords_are_refused_in_thai(db):
    told = [str(message) for message in DefaultAccountAdapter.error_messages.values()]
    told += password_validation.password_validators_help_texts()
    for password in ("1", "12345678901", "somchai1234"):
        with pytest.raises(ValidationError) as refused:
            password_validation.validate_password(password, get_user_model()(username="somchai1234"))
        told += refused.value.messages
    for form in (LoginForm(), ChangePasswordForm(user=get_user_model()())):
        for field in form.fields.values():
            told += [str(field.label), *map(str, field.error_messages.values())]
    assert [text for text in told if not re.search("[\u0e00-\u0e7f]", text)] == []


@pytest.mark.parametrize(
    ("view", "error", "status"),
    [
        (defaults.bad_request, SuspiciousOperation(), 400),
        (defaults.permission_denied, PermissionDenied(), 403),
    ],
)
def test_refusals_name_the_remedy(view, error, status):
    response = view(RequestFactory().get("/"), error)
    assert response.status_code == status
    assert "สำนักงานวัฒนธรรมจังหวัด" in response.content.decode()


def test_our_own_fault_is_said_without_a_database():
    response = defaults.server_error(RequestFactory().get("/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "สิ่งที่บันทึกไปแล้วยังอยู่ครบ" in page


def test_a_stale_form_is_explained(province):
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "x", "password": "x"})
    assert response.status_code == 403
    assert "โหลดหน้าใหม่" in response.content.decode()


def test_login_speaks_thai_and_keeps_what_was_typed(province):
    client = Client()
    page = client.get(reverse("account_login")).content.decode()
    assert "ชื่อผู้ใช้" in page
    assert "placeholder" not in page
    again = client.post(reverse("account_login"), {"login": "somebody", "password": "wrong"}).content.decode()
    assert 'value="somebody"' in again
    assert 'role="alert"' in again


def test_the_door_leads_straight_into_the_only_province(province):
    assert Client().get("/").headers["Location"] == province.url()


def test_the_door_lists_several_provinces(province, other):
    page = Client().get("/").content.decode()
    assert province.url() in page
    assert other.url() in page


def test_the_gallery_is_not_served_by_an_office(db, settings):
    assert Client().get(reverse("components")).status_code == 404
    settings.DEMO = True
    assert Client().get(reverse("components")).status_code == 200


def test_login_leads_to_the_desk(province):
    user = province.persons["community"].user
    user.set_password("a-long-enough-word")
    user.save()
    given = {"login": user.username, "password": "a-long-enough-word"}
    response = Client().post(reverse("account_login"), given)
    assert response.headers["Location"] == province.url("desk/")
    asked = Client().post(reverse("account_login"), {**given, "next": province.url("sources/")})
    assert asked.headers["Location"] == province.url("sources/")


@pytest.mark.parametrize("name", ["secretariat", "executive", "observer", "religion", "nobody"])
def test_every_link_of_the_own_menu_leads_somewhere(province, name):
    """Also for somebody whose role has ended: the menu offers nothing that would be refused."""
    if name == "nobody":
        user = User.objects.create(username="without-a-role")
        province.persons[name] = people.add_person(
            province.system, province.programme, given_name="ตัวอย่าง", user=user
        )
    client = province.client(name)
    page = client.get(province.url("desk/")).content.decode()
    links = set(re.findall(rf'href="(/{province.programme.slug}/(?:people|jobs)/)"', page))
    assert bool(links) == (name != "nobody")
    assert {client.get(link).status_code for link in links} <= {200}
