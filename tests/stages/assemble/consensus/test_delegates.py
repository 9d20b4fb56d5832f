from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.tools.assembly import add_delegate
from thaktho.ground.people.models import Person
from thaktho.stages.assemble.consensus import actions, entering, queries, states
from thaktho.stages.assemble.models import ClauseStance, Delegate

DAY = date(2020, 8, 10)


def name(floor, text="นางสาวดวงดาว ใจงาม", code="youth", by=None, **more):
    return actions.nominate(by or floor.desk, floor.edition, floor.network(code), name=text, **more)


def appointed(floor, *rows):
    return actions.appoint(floor.desk, floor.edition, rows, letter_number="ชร 0031/12", letter_date=DAY)


@pytest.mark.parametrize(
    ("text", "title", "given", "family"),
    [
        ("นางสาวดวงดาว ใจงาม", "นางสาว", "ดวงดาว", "ใจงาม"),
        ("พระครูสมุห์บุญมี", "พระครูสมุห์", "บุญมี", ""),
        ("พระมหาสมชาย สุจิตฺโต", "พระมหา", "สมชาย", "สุจิตฺโต"),
        ("สมหญิง", "", "สมหญิง", ""),
    ],
)
def test_a_name_makes_a_person_with_the_least(floor, text, title, given, family):
    person = name(floor, text).person
    assert (person.title, person.given_name, person.family_name) == (title, given, family)


def test_a_known_person_is_not_written_down_twice(floor):
    before = Person.objects.count()
    person = floor.made.province.persons["observer"]
    row = name(floor, str(person), person=person)
    assert row.person == person and Person.objects.count() == before
    with pytest.raises(states.Refused):
        name(floor, str(person), person=person)
    assert (
        name(floor, str(person), "religion", person=person).person == person
    )  # in two networks they may sit


def test_a_coordinator_names_for_their_own_network_only(floor):
    assert name(floor, by=floor.made.province.actor("youth")).state == "nominated"
    with pytest.raises(PermissionDenied):
        name(floor, by=floor.made.province.actor("religion"))


def test_one_letter_appoints_many_or_none(floor):
    rows = [name(floor, f"ผู้แทน ที่{n}") for n in range(3)]
    done = appointed(floor, *rows)
    assert {(one.state, one.letter_number, one.letter_date) for one in done} == {
        ("appointed", "ชร 0031/12", DAY)
    }
    assert len({one.token_hash for one in done}) == 3
    with pytest.raises(states.WrongState):
        appointed(floor, name(floor, "อีกคน หนึ่ง"), rows[0])
    assert Delegate.objects.filter(state="nominated").count() == 1
    with pytest.raises(states.Refused):
        appointed(floor)


def test_replacing_keeps_what_was_said_and_ends_the_way_in(floor):
    round = floor.round()
    floor.tell(round, "youth", "agree")
    old = floor.delegate("youth")
    phone = floor.let_in(old)
    new = actions.replace(
        floor.desk, old, "ย้ายงาน", name="พระครูสมุห์บุญมี", letter_number="ชร 1", letter_date=DAY
    )
    old.refresh_from_db()
    assert (old.state, old.replaced_by_id, old.end_reason, new.part) == (
        "replaced",
        new.pk,
        "ย้ายงาน",
        "speaker",
    )
    assert ClauseStance.objects.get().given_by_id == old.person_id
    asked = floor.asked(round)
    assert phone.get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 403
    assert floor.tell(round, "youth", "not_yet", by=floor.by(new), seen=1).revision == 2


def test_a_network_replaces_and_the_new_one_waits_for_the_letter(floor):
    by = floor.made.province.actor("youth")
    new = actions.replace(by, floor.delegate("youth"), "ป่วย", name="คนใหม่")
    assert (new.state, new.token_hash) == ("nominated", "")
    with pytest.raises(PermissionDenied):
        actions.replace(by, floor.delegate("religion"), "ป่วย", name="คนใหม่")
    with pytest.raises(PermissionDenied):
        actions.appoint(by, floor.edition, [new], letter_number="1", letter_date=DAY)


@pytest.mark.parametrize("verb", ["end", "replace"])
def test_what_ended_does_not_end_again(floor, verb):
    row = actions.end_delegate(floor.desk, floor.delegate("youth"), "ลาออก")
    assert row.state == "ended" and not row.token_hash
    with pytest.raises(states.WrongState):
        if verb == "end":
            actions.end_delegate(floor.desk, row, "อีกครั้ง")
        else:
            actions.replace(floor.desk, row, "อีกครั้ง", name="ก")


def test_an_appointed_name_is_the_offices_to_correct(floor):
    row = name(floor)
    by = floor.made.province.actor("youth")
    assert actions.change_delegate(by, row, name="นางสาวดวงดาว งามใจ").name.endswith("งามใจ")
    (row,) = appointed(floor, row)
    with pytest.raises(PermissionDenied):
        actions.change_delegate(by, row, name="อื่น")
    assert actions.change_delegate(floor.desk, row, position="ครู").position == "ครู"


def test_quotas_are_shown_and_never_forced(floor):
    floor.rules(seats=2)
    name(floor, "หนึ่ง"), name(floor, "สอง")
    quota = {one.network.code: one for one in queries.quotas(floor.edition)}
    assert (quota["youth"].named, quota["youth"].over, quota["youth"].lacking) == (3, 1, 0)
    assert (quota["religion"].named, quota["religion"].lacking) == (1, 1)


def test_the_list_is_searched_and_filtered(floor):
    name(floor, "พระครูสมุห์บุญมี", "religion", position="เจ้าอาวาส")
    found = queries.delegates(floor.edition, q="บุญมี")
    assert [one.name for one in found] == ["พระครูสมุห์บุญมี"]
    assert queries.delegates(floor.edition, network=floor.network("religion")).count() == 2
    assert queries.delegates(floor.edition, state="nominated").count() == 1
    assert queries.appointed(floor.edition).count() == 4


# The way in


def test_the_card_lets_in_and_the_cookie_is_closed_to_scripts(floor):
    phone = floor.let_in(floor.delegate("youth"))
    cookie = phone.cookies[f"delegate-{floor.edition.code}"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"].endswith("/assembly/")
    answer = phone.get(floor.url("speak/"), follow=True)
    assert answer.status_code == 200 and floor.network("youth").name in answer.content.decode()


def test_the_cookie_gives_that_delegacy_and_nothing_else(floor):
    delegate = floor.delegate("youth")
    other = add_delegate(floor.made, "religion", delegate.name, "speaker", person=delegate.person)
    phone, asked = floor.let_in(delegate), floor.asked(floor.round())
    assert phone.get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 200
    assert phone.get(floor.url(f"speak/religion/{asked.pk}/")).status_code == 403
    assert other.person_id == delegate.person_id
    assert phone.get(floor.url("delegates/")).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "x:y:z", "WyIxIiwiMiJd:1aaaaa:bbbb"])
def test_a_forged_cookie_is_a_visitor(floor, client, cookie):
    client.cookies[f"delegate-{floor.edition.code}"] = cookie
    asked = floor.asked(floor.round())
    assert client.get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 403


def test_made_anew_the_old_card_and_phone_are_outside(floor):
    delegate = floor.delegate("youth")
    phone, asked = floor.let_in(delegate), floor.asked(floor.round())
    old = entering.token_of(delegate)
    token = actions.renew_entry(floor.desk, delegate)
    delegate.refresh_from_db()
    assert token != old and entering.token_of(delegate) == token and token not in delegate.token_hash
    assert phone.get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 403
    assert phone.get(floor.url(f"enter/{old}/")).status_code == 404
    assert phone.get(floor.url(f"enter/{token}/")).status_code == 302
    assert phone.get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 200


def test_a_card_of_another_edition_or_province_is_none(floor, other):
    from tests.tools.assembly import make_assembly

    delegate = floor.delegate("youth")
    phone = floor.let_in(delegate)
    token = entering.token_of(delegate)
    make_assembly(floor.made.province, code="2564")
    make_assembly(other)
    assert phone.get(floor.url(f"enter/{token}/").replace("2563", "2564")).status_code == 404
    assert phone.get(f"/{other.programme.slug}/assembly/2563/consensus/enter/{token}/").status_code == 404


def test_another_login_is_asked_to_leave_first(floor):
    delegate = floor.delegate("youth")
    floor.let_in(delegate)
    desk = floor.made.province.client("secretariat")
    assert desk.get(floor.url(f"enter/{entering.token_of(delegate)}/")).status_code == 409


def test_leaving_a_phone(floor):
    phone, asked = floor.let_in(floor.delegate("youth")), floor.asked(floor.round())
    phone.post(floor.url("leave/"))
    assert phone.get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 403


def test_who_is_logged_in_has_their_delegacies(floor):
    person = floor.made.province.persons["observer"]
    add_delegate(floor.made, "youth", str(person), "speaker", person=person)
    asked = floor.asked(floor.round())
    assert (
        floor.made.province.client("observer").get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 200
    )
    assert (
        floor.made.province.client("executive").get(floor.url(f"speak/youth/{asked.pk}/")).status_code == 403
    )
