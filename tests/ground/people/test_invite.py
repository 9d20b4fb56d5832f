"""Inviting by link and QR, and joining by it: once, in time, by whoever holds it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings
from django.utils import timezone

from thaktho.ground.base import new_id
from thaktho.ground.people import actions
from thaktho.ground.people.actions import InvitationSpent
from thaktho.ground.people.models import Invitation, Person, RoleGrant, User
from thaktho.ground.people.queries import actor_of

NEW = {
    "title": "นาง", "given_name": "สมใจ", "family_name": "ตัวอย่าง", "username": "somjai",
    "password1": "ดอกปีบหน้าวัด42", "password2": "ดอกปีบหน้าวัด42",
}  # fmt: skip


def invited(province, role="coordinator", network="religion"):
    scope = (
        {"scope": "network", "scope_id": str(province.networks[network].pk)} if role == "coordinator" else {}
    )
    return actions.invite(province.actor("secretariat"), province.programme, role, **scope)


def join_url(province, token):
    return province.url(f"people/join/{token}/")


def form_data(province, **more):
    return {
        "role": "coordinator",
        "network": str(province.networks["youth"].pk),
        "note": "ครูสมใจ",
        "act_id": str(new_id()),
    } | more


def test_the_link_and_its_qr_are_shown_to_the_maker(province):
    client = province.client("secretariat")
    page = client.post(province.url("people/invitations/new/"), form_data(province), follow=True)
    html = page.content.decode()
    link = re.search(r"http://testserver(/chiang-rai/people/join/[^/]+/)", html)
    assert link and "<svg" in html and "เด็กและเยาวชน" in html
    invitation = Invitation.objects.get()
    token = link[1].split("/")[-2]
    assert token not in (invitation.token_hash, "") and invitation.token_hash == actions.hash_token(token)
    address = province.url(f"people/invitations/{invitation.pk}/")
    assert link[1] in client.get(address).content.decode()  # found again in this session
    assert link[1] not in province.client("secretariat").get(address).content.decode()  # and in no other
    assert Client().get(link[1]).status_code == 200


def test_a_double_submit_makes_one_invitation(province):
    client, data = province.client("secretariat"), form_data(province, next="/chiang-rai/people/invitations/")
    for _ in range(2):
        assert client.post(province.url("people/invitations/new/"), data).status_code == 302
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"network": ""}, "network"),
        ({"role": "liaison"}, "place"),
        ({"role": "officer"}, "organisation"),
        ({"role": "king"}, "role"),
    ],
)
def test_a_role_needs_what_it_is_held_for(province, changes, field):
    response = province.client("secretariat").post(
        province.url("people/invitations/new/"), form_data(province, **changes)
    )
    assert response.status_code == 422 and field in response.context["form"].errors
    assert not Invitation.objects.exists()


def test_a_network_of_another_province_cannot_be_chosen(province, other):
    data = form_data(province, network=str(other.networks["youth"].pk))
    assert (
        province.client("secretariat").post(province.url("people/invitations/new/"), data).status_code == 422
    )


@pytest.mark.parametrize("who", ["visitor", "observer", "religion", "executive"])
@pytest.mark.parametrize("path", ["people/invitations/", "people/invitations/new/"])
def test_only_the_secretariat_invites(province, who, path):
    assert province.client(who).get(province.url(path)).status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        actions.invite(province.actor(who), province.programme, "observer")


def test_a_new_login_joins_and_may_at_once(province):
    invitation, token = invited(province)
    client = Client()
    response = client.post(join_url(province, token), NEW)
    assert response.status_code == 302 and response.url == "/chiang-rai/desk/"
    user = User.objects.get(username="somjai")
    actor = actor_of(province.programme, user)
    assert actor.has_for("coordinator", province.networks["religion"].pk)
    assert str(Person.objects.get(user=user)) == "นางสมใจ ตัวอย่าง"
    assert client.get(province.url("people/")).status_code == 200  # signed in
    invitation.refresh_from_db()
    assert invitation.used_by.user == user


def test_it_works_once(province):
    _, token = invited(province)
    Client().post(join_url(province, token), NEW)
    again = Client().post(join_url(province, token), NEW | {"username": "second"})
    assert again.status_code == 410 and "ถูกใช้แล้ว" in again.content.decode()
    assert not User.objects.filter(username="second").exists()


def test_two_in_the_same_instant_leave_one_login(province):
    """Both opened the page; the first was quicker."""
    invitation, _ = invited(province)
    actions.join(invitation, username="first", password="x", given_name="หนึ่ง")
    with pytest.raises(InvitationSpent):
        actions.join(invitation, username="second", password="x", given_name="สอง")
    assert not User.objects.filter(username="second").exists()


def test_too_late_is_said_plainly(province):
    _, token = invited(province)
    with time_machine.travel(timezone.now() + timedelta(days=actions.INVITATION_DAYS, minutes=1)):
        response = Client().get(join_url(province, token))
    html = response.content.decode()
    assert response.status_code == 410 and "หมดอายุแล้ว" in html and "สำนักงานวัฒนธรรมจังหวัดเชียงราย" in html


def test_withdrawn_is_said_plainly(province):
    invitation, token = invited(province)
    province.client("secretariat").post(
        province.url(f"people/invitations/{invitation.pk}/withdraw/"), {"act_id": str(new_id())}
    )
    response = Client().post(join_url(province, token), NEW)
    assert response.status_code == 410 and "ถอนคำเชิญนี้แล้ว" in response.content.decode()


def test_an_unknown_link_is_not_found(province):
    assert Client().get(join_url(province, "nothing")).status_code == 404


def test_a_link_holds_in_its_own_province_alone(province, other):
    _, token = invited(province)
    assert Client().get(join_url(other, token)).status_code == 404


def test_who_is_signed_in_only_accepts(province):
    _, token = invited(province, network="youth")
    client = province.client("religion")
    assert "รหัสผ่าน" not in re.sub(
        r"(?s)<header.*?</header>", "", client.get(join_url(province, token)).content.decode()
    )
    assert client.post(join_url(province, token)).status_code == 302
    actor = province.actor("religion")
    assert actor.has_for("coordinator", province.networks["youth"].pk) and actor.has_for(
        "coordinator", province.networks["religion"].pk
    )


def test_a_login_of_another_province_joins_with_its_name(province, other):
    _, token = invited(province)
    client = other.client("religion")
    assert client.post(join_url(province, token), {"given_name": ""}).status_code == 422
    assert client.post(join_url(province, token), {"given_name": "สมใจ"}).status_code == 302
    user = other.persons["religion"].user
    assert actor_of(province.programme, user).has("coordinator")
    assert RoleGrant.objects.filter(programme=other.programme, person__user=user).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"username": "chiang-rai-Religion"}, "username"),
        ({"username": "a b"}, "username"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password1": "password123", "password2": "password123"}, "password1"),
        ({"password2": "another one 42"}, "password2"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(province, changes, field):
    _, token = invited(province)
    before = User.objects.count()
    response = Client().post(join_url(province, token), NEW | changes)
    assert response.status_code == 422 and field in response.context["form"].errors
    assert User.objects.count() == before and Invitation.objects.get().is_open
    if field != "given_name":
        assert 'value="สมใจ"' in response.content.decode()  # what was typed stays
    assert "password" not in "".join(re.findall(r'type="password"[^>]*value', response.content.decode()))


def test_the_list_is_bounded_and_another_provinces_is_not_in_it(province, other, queries):
    for _ in range(30):
        invited(province)
    theirs, _ = actions.invite(other.actor("secretariat"), other.programme, "observer", note="ของน่าน")
    client = province.client("secretariat")
    with queries(15):
        html = client.get(province.url("people/invitations/")).content.decode()
    assert "ของน่าน" not in html
    assert client.get(province.url(f"people/invitations/{theirs.pk}/")).status_code == 404
    assert client.post(province.url(f"people/invitations/{theirs.pk}/withdraw/")).status_code == 404


def test_the_link_lies_nowhere_in_the_database(province):
    """Whoever reads a copy of the database must not be able to join by it: the session knows the invitation only."""
    client = province.client("secretariat")
    client.post(province.url("people/invitations/new/"), form_data(province))
    invitation = Invitation.objects.get()
    token = actions.token_of(invitation)
    assert Client().get(join_url(province, token)).status_code == 200
    kept = json.dumps([session.get_decoded() for session in Session.objects.all()])
    assert str(invitation.pk) in kept and token not in kept
    with override_settings(SECRET_KEY="another"):
        assert actions.token_of(invitation) == ""
