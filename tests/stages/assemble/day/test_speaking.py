"""The speakers list: asked, ordered, timed; a clock that jumps takes nothing and gives nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.assembly import actor_of_delegate, add_delegate
from thaktho.stages.assemble.consensus import entering
from thaktho.stages.assemble.day.actions import speaking as actions
from thaktho.stages.assemble.day.queries import programme, screens
from thaktho.stages.assemble.day.states import LONGEST, AskTheChair, Refused, spoken
from thaktho.stages.assemble.models import SpeakerTurn

from .tools import make_hall

AT = datetime.now(UTC)


@pytest.fixture
def hall(assembly):
    return make_hall(assembly)


@pytest.fixture
def by(assembly):
    return assembly.actor("secretariat")


def put(by, hall, *names):
    return [actions.ask(by, hall, name=name) for name in names]


def test_a_delegate_asks_for_their_network_and_for_no_other(assembly, hall):
    religion = assembly.province.networks["religion"]
    delegate = assembly.delegates["religion"]
    turn = actions.ask(
        assembly.speaker("religion"), hall, name=delegate.name, network=religion, delegate=delegate
    )
    assert (turn.network, turn.state, turn.order) == (religion, "waiting", 1)
    with pytest.raises(PermissionDenied):
        actions.ask(assembly.speaker("religion"), hall, name="x", network=assembly.province.networks["youth"])
    with pytest.raises(PermissionDenied):
        actions.ask(assembly.actor("visitor"), hall, name="x", network=religion)


def test_a_delegate_of_two_networks_waits_once(assembly, hall):
    first = assembly.delegates["religion"]
    second = add_delegate(assembly, "youth", first.name, person=first.person)
    actions.ask(assembly.speaker("religion"), hall, name=first.name, network=first.network, delegate=first)
    with pytest.raises(Refused):
        actions.ask(
            actor_of_delegate(second), hall, name=second.name, network=second.network, delegate=second
        )


def test_withdrawn_by_their_network_and_by_no_other(assembly, hall):
    delegate = assembly.delegates["religion"]
    turn = actions.ask(
        assembly.speaker("religion"), hall, name="ก", network=delegate.network, delegate=delegate
    )
    with pytest.raises(PermissionDenied):
        actions.withdraw(assembly.speaker("youth"), turn)
    actions.withdraw(assembly.speaker("religion"), turn)
    turn.refresh_from_db()
    assert turn.state == "withdrawn"
    with pytest.raises(Refused):
        actions.withdraw(assembly.speaker("religion"), turn)
    assert actions.ask(
        assembly.speaker("religion"), hall, name="ก", network=delegate.network, delegate=delegate
    )


def test_the_chair_orders_and_only_the_chair(assembly, by, hall):
    a, b, c = put(by, hall, "ก", "ข", "ค")
    actions.move(by, c, -1)
    actions.move(by, a, 5)
    assert [one.name for one in programme.turns(hall)] == ["ค", "ข", "ก"]
    with pytest.raises(PermissionDenied):
        actions.move(assembly.speaker("religion"), b, -1)
    with pytest.raises(PermissionDenied):
        actions.begin(assembly.speaker("religion"), b)


def test_one_speaker_a_hall_and_the_time_of_each(assembly, by, hall):
    a, b = put(by, hall, "ก", "ข")
    with time_machine.travel(AT, tick=False) as clock:
        actions.begin(by, a)
        clock.shift(timedelta(seconds=70))
        actions.pause(by, a)
        clock.shift(timedelta(minutes=10))  # paused: not counted
        actions.resume(by, a)
        clock.shift(timedelta(seconds=20))
        actions.next_one(by, hall)
        clock.shift(timedelta(seconds=5))
        actions.stop(by, b)
    assert [(t.name, t.state, t.spoken_seconds) for t in SpeakerTurn.objects.all()] == [
        ("ก", "done", 90),
        ("ข", "done", 5),
    ]
    with pytest.raises(Refused):
        actions.next_one(by, hall)


def test_another_hall_speaks_at_the_same_time(assembly, by, hall):
    side = make_hall(assembly, "ห้องย่อย")
    actions.begin(by, put(by, hall, "ก")[0])
    actions.begin(by, put(by, side, "ข")[0])
    assert SpeakerTurn.objects.filter(state="speaking").count() == 2


def test_a_clock_that_goes_back_takes_nothing(assembly, by, hall):
    (turn,) = put(by, hall, "ก")
    with time_machine.travel(AT, tick=False) as clock:
        actions.begin(by, turn)
        clock.shift(timedelta(seconds=60))
        actions.pause(by, turn)
        actions.resume(by, turn)
        clock.shift(timedelta(hours=-5))
        assert screens.clocked(SpeakerTurn.objects.get()).clock_spoken == 60
        stopped = actions.stop(by, turn)
    assert stopped.spoken_seconds == 60


def test_a_clock_that_leaps_ahead_asks_the_chair(assembly, by, hall):
    turn, _after = put(by, hall, "ก", "ข")
    with time_machine.travel(AT, tick=False) as clock:
        actions.begin(by, turn)
        clock.shift(timedelta(hours=7))
        assert screens.clocked(SpeakerTurn.objects.get(pk=turn.pk)).clock_odd
        for act in (actions.pause, actions.stop):
            with pytest.raises(AskTheChair):
                act(by, turn)
        with pytest.raises(AskTheChair):
            actions.next_one(by, hall)
        turn.refresh_from_db()
        assert (turn.state, turn.spoken_seconds) == (
            "speaking",
            0,
        )  # nothing happened while the question stands
        page = assembly.province.client("secretariat").post(
            assembly.province.url(f"assembly/2563/day/turns/{turn.pk}/"), {"verb": "stop", "minutes": "4", "act_id": str(uuid4())}
        )  # fmt: skip
    turn.refresh_from_db()
    assert page.status_code == 302
    assert (turn.state, turn.spoken_seconds) == ("done", 240)


@pytest.mark.parametrize("verb", ["pause", "stop", "next"])
def test_minutes_that_nobody_speaks_are_asked_again(assembly, by, hall, verb):
    """The clock leapt, and what was typed instead is more than a table holds."""
    turn, _after = put(by, hall, "ก", "ข")
    place = f"chair/{hall.pk}/next/" if verb == "next" else f"turns/{turn.pk}/"
    address, back = (
        assembly.province.url(f"assembly/2563/day/{place}"),
        {"verb": verb, "act_id": str(uuid4())},
    )
    client = assembly.province.client("secretariat")
    with time_machine.travel(AT, tick=False) as clock:
        actions.begin(by, turn)
        clock.shift(timedelta(hours=7))
        assert client.post(address, back | {"minutes": "999999999"}).status_code == 302
        turn.refresh_from_db()
        assert (turn.state, turn.spoken_seconds) == ("speaking", 0)
        client.post(address, back | {"minutes": "25"})
    turn.refresh_from_db()
    assert turn.spoken_seconds == 1500


def test_what_is_typed_changes_no_honest_clock(assembly, by, hall):
    (turn,) = put(by, hall, "ก")
    with time_machine.travel(AT, tick=False) as clock:
        actions.begin(by, turn)
        clock.shift(timedelta(seconds=100))
        assert actions.stop(by, turn, minutes=25).spoken_seconds == 100


@given(st.integers(0, 10_000), st.integers(-100_000, 100_000))
def test_what_is_shown_never_shrinks_below_what_was_kept_nor_leaps(kept, shift):
    now = timezone.now()
    shown = spoken(SpeakerTurn(spoken_seconds=kept, since=now - timedelta(seconds=shift)), now)
    assert kept <= shown <= kept + LONGEST.total_seconds()


def test_extra_time_and_again(assembly, by, hall):
    (turn,) = put(by, hall, "ก")
    assert actions.extend(by, turn, 60).allowed_seconds == 240
    actions.begin(by, turn)
    with pytest.raises(Refused):
        actions.withdraw(by, turn)
    actions.stop(by, turn)
    actions.again(by, turn)
    with pytest.raises(Refused):
        actions.pause(by, turn)


def test_the_list_works_without_javascript(assembly, by, hall):
    (turn,) = put(by, hall, "ก")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        actions.begin(by, turn)
        clock.shift(timedelta(seconds=130))
        page = assembly.province.client("secretariat").get(
            assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/")
        )
    assert "พูดมาแล้ว 2 นาที" in page.content.decode()


@pytest.mark.parametrize(
    "posted",
    [{"name": ""}, {"name": "ก", "minutes": "0"}, {"name": "ก", "minutes": "x"}, {"as": str(uuid4())}],
)
def test_a_bad_name_or_time_writes_nothing(assembly, hall, posted):
    address = assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/ask/")
    assert assembly.province.client("secretariat").post(address, posted).status_code == 302
    assert not SpeakerTurn.objects.exists()


def test_a_coordinator_asks_on_the_phone(assembly, hall):
    address = assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/ask/")
    network = assembly.province.networks["religion"]
    client = assembly.province.client("religion")
    client.post(address, {"as": str(network.pk), "act_id": str(uuid4())})
    assert SpeakerTurn.objects.get().network == network
    client.post(address, {"as": str(assembly.province.networks["youth"].pk), "name": "x", "minutes": "3"})
    assert SpeakerTurn.objects.count() == 1


def test_a_delegate_puts_no_other_names_on_the_list(assembly, hall):
    """The form for any name is the chair's, whoever sends it; a guest's turn is the chair's to take off."""
    delegate = add_delegate(assembly, "youth", "ผู้แทนเยาวชน")
    guest = actions.ask(assembly.actor("secretariat"), hall, name="แขก")
    client = assembly.province.client("youth")
    delegate.person = assembly.province.persons["youth"]
    delegate.save()
    address = assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/ask/")
    answer = client.post(address, {"name": "ใครก็ได้", "minutes": "60", "act_id": str(uuid4())})
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        actions.withdraw(actor_of_delegate(delegate), guest)
    assert SpeakerTurn.objects.filter(state="waiting").count() == 1


def phone_of(delegate) -> Client:
    """A phone that came by this delegate's link, and knows no login."""
    delegate.token_hash = entering.hash_token(entering.token_for(delegate))
    delegate.save()
    phone = Client()
    came = phone.get(f"/chiang-rai/assembly/2563/consensus/enter/{entering.token_of(delegate)}/")
    assert came.status_code == 302
    return phone


def test_a_link_asks_for_its_own_seat_and_for_no_other_of_the_person(assembly, hall):
    """One person sits for two networks; the link in somebody's hand is of one of them."""
    here = assembly.delegates["religion"]
    there = add_delegate(assembly, "youth", here.name, person=here.person)
    phone, page = phone_of(here), assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/")
    assert f'value="{here.pk}"' in (shown := phone.get(page).content.decode())
    assert f'value="{there.pk}"' not in shown
    refused = phone.post(f"{page}ask/", {"as": str(there.pk), "name": "x", "minutes": "3"})
    assert refused.status_code == 403 and not SpeakerTurn.objects.exists()
    phone.post(f"{page}ask/", {"as": str(here.pk), "act_id": str(uuid4())})
    assert SpeakerTurn.objects.get().network == here.network


def test_the_turn_of_another_seat_is_not_taken_back_by_a_link(assembly, by, hall):
    here = assembly.delegates["religion"]
    there = add_delegate(assembly, "youth", here.name, person=here.person)
    turn = actions.ask(by, hall, name=there.name, network=there.network, delegate=there)
    phone, page = phone_of(here), assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/")
    address = assembly.province.url(f"assembly/2563/day/turns/{turn.pk}/")
    assert address not in phone.get(page).content.decode()
    assert phone.post(address, {"verb": "withdraw"}).status_code == 403


def test_who_is_logged_in_asks_for_each_of_their_seats(assembly, hall):
    person = assembly.province.persons["observer"]
    seats = [add_delegate(assembly, code, "ผู้แทนสองเครือข่าย", person=person) for code in ("religion", "youth")]
    page = assembly.province.url(f"assembly/2563/day/speakers/{hall.pk}/")
    shown = assembly.province.client("observer").get(page).content.decode()
    assert all(f'value="{seat.pk}"' in shown for seat in seats)


@pytest.mark.parametrize("network", [None, "religion"])
def test_a_typed_name_is_asked_of_the_chair_by_the_action_itself(assembly, by, hall, network):
    of = assembly.province.networks.get(network)
    for who in ("speaker-religion", "executive", "youth"):
        with pytest.raises(PermissionDenied):
            actions.ask(assembly.actor(who), hall, name="ใครก็ได้", network=of)
    assert actions.ask(by, hall, name="แขก", network=of).network == of


def test_a_seat_is_not_lent_to_another_network(assembly, by, hall):
    with pytest.raises(ValueError):
        actions.ask(by, hall, name="ก", network=None, delegate=assembly.delegates["religion"])
