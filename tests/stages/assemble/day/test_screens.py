"""The projector follows the chair; two chairs do not overwrite each other; who chairs is one."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.stages.assemble.day.actions import chairing, honours, registering, screens, speaking
from thaktho.stages.assemble.day.queries.screens import changes, shown
from thaktho.stages.assemble.day.states import MovedOn, Refused
from thaktho.stages.assemble.day.views import screen as view
from thaktho.stages.assemble.models import (
    ChairSpell,
    ClauseRevision,
    ClauseStance,
    Honour,
    Resolution,
    Round,
    RoundClause,
    Screen,
)

from .roll import honour
from .tools import expect, make_hall, make_slot


@pytest.fixture
def by(assembly):
    return assembly.actor("secretariat")


@pytest.fixture
def hall(assembly):
    view.forget()
    return make_hall(assembly)


def part(assembly, hall, role="secretariat", **headers):
    return assembly.province.client(role).get(
        assembly.province.url(f"assembly/2563/day/screen/{hall.pk}/part/"), headers=headers
    )


def test_what_has_not_changed_is_answered_with_nothing(assembly, by, hall):
    first = part(assembly, hall)
    etag = first.headers["ETag"]
    assert part(assembly, hall, **{"If-None-Match": etag}).status_code == 304
    screens.show(by, hall, "words", words="พักสิบนาที")
    changed = part(assembly, hall, **{"If-None-Match": etag})
    assert changed.status_code == 200 and "พักสิบนาที" in changed.content.decode()
    assert int(changed.headers["X-Now"]) > 0


def test_a_poll_that_finds_nothing_new_asks_little(assembly, hall, queries):
    part(assembly, hall)
    client = assembly.province.client("secretariat")
    address = assembly.province.url(f"assembly/2563/day/screen/{hall.pk}/part/")
    etag = client.get(address).headers["ETag"]
    with queries(10):  # who asks, where, and the agenda drawn anew when it is older than a second
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("name", Screen.View.values)
def test_every_view_is_drawn_with_nothing_and_with_much(assembly, by, hall, name, queries):
    screens.show(by, hall, name)
    assert f'data-view="{name}"' in part(assembly, hall).content.decode()
    fill(assembly, by, hall)
    view.forget()
    assert f'data-view="{name}"' in part(assembly, hall).content.decode()
    view.forget()
    client = assembly.province.client("secretariat")
    with queries(15):
        client.get(assembly.province.url(f"assembly/2563/day/screen/{hall.pk}/"))


def fill(assembly, by, hall):
    make_slot(assembly, hall)
    speaking.begin(by, speaking.ask(by, hall, name="ก", network=assembly.province.networks["youth"]))
    registering.arrive(by, expect(assembly, "ข ค", "youth"))
    asked(assembly)
    Honour.objects.create(
        programme=assembly.edition.programme, edition=assembly.edition, number=1, kind="person", category="คนดี", name="ผู้ได้รับ"
    )  # fmt: skip
    resolution(assembly)


def asked(assembly):
    round_ = Round.objects.create(
        programme=assembly.edition.programme, edition=assembly.edition, number=1, version=assembly.version, state="open",
        networks=[str(one.pk) for one in assembly.province.networks.values()],
    )  # fmt: skip
    one = RoundClause.objects.create(
        programme=assembly.edition.programme, round=round_, clause=assembly.clauses[0], number=1, revision=1, body="x"
    )  # fmt: skip
    for code, value, reason in (("religion", "agree", ""), ("youth", "not_yet", "ขอเวลาอ่าน")):
        ClauseStance.objects.create(
            programme=assembly.edition.programme, asked=one, network=assembly.province.networks[code], value=value, reason=reason
        )  # fmt: skip


def resolution(assembly, **more):
    return Resolution.objects.create(
        programme=assembly.edition.programme, edition=assembly.edition, number=1, title="มติ", body="x", state="open",
        entitled=10, yes=7, no=1, **more,
    )  # fmt: skip


def test_tiles_are_of_the_networks_of_the_round(assembly, by, hall):
    asked(assembly)
    screens.show(by, hall, "stances", clause=assembly.clauses[0])
    seen = shown(hall)
    assert [tile.stance for tile in seen["tiles"]] == ["agree", "waiting", "not-yet", "waiting"]
    assert {name: n for name, n, _word in seen["counts"]}["waiting"] == 2


@pytest.mark.parametrize("role", ["visitor", "secretariat"])
@pytest.mark.parametrize("name", ["clause", "stances"])
def test_reasons_are_on_the_wall_once_the_round_is_published(assembly, by, hall, name, role):
    """Whoever opened it: the whole hall reads a wall, and networks were told that reasons open with the result."""
    asked(assembly)
    screens.show(by, hall, name, clause=assembly.clauses[0])
    for state in ("open", "closed"):
        Round.objects.update(state=state)
        view.forget()
        page = part(assembly, hall, role).content.decode()
        assert "ขอเวลาอ่าน" not in page and "ยังไม่เห็นด้วย" in page
    Round.objects.update(state="published")
    view.forget()
    assert "ขอเวลาอ่าน" in part(assembly, hall, role).content.decode()


def test_a_visitor_reads_whom_the_assembly_honours_when_it_is_presented(assembly, by, hall):
    """The wall that the office opened shows who is being called; the same address read by a visitor waits for the stage."""
    first, second = honour(assembly, "นายแรก ใจดี"), honour(assembly, "นางสอง ใจงาม")
    screens.show(by, hall, "honours")
    for role in ("visitor", "secretariat"):
        page = part(assembly, hall, role).content.decode()
        assert "ใจดี" not in page and "รายชื่อปรากฏเมื่อมอบบนเวทีแล้ว" in page
    screens.show(by, hall, "honours", honour=first)
    assert "นายแรก ใจดี" in part(assembly, hall, "secretariat").content.decode()
    assert "ใจดี" not in part(assembly, hall, "visitor").content.decode()
    honours.present(by, first)
    view.forget()
    page = part(assembly, hall, "visitor").content.decode()
    assert "<h2>นายแรก" in page and second.name not in page
    assembly.at("wrap_up")
    view.forget()
    Screen.objects.update(honour=None)
    page = part(assembly, hall, "visitor").content.decode()
    assert first.name in page and second.name in page


def test_the_changes_of_a_clause_are_marked(assembly, by, hall):
    clause = assembly.clauses[0]
    clause.body, clause.revision = clause.body.replace("ทุกตำบล", "ทุกหมู่บ้าน"), 2
    clause.save()
    ClauseRevision.objects.create(
        programme=clause.programme, edition=assembly.edition, clause=clause, number=2, body=clause.body
    )
    pieces = changes(clause)
    assert "".join(piece.text for piece in pieces if piece.op != "drop") == clause.body
    screens.show(by, hall, "clause", clause=clause)
    page = part(assembly, hall).content.decode()
    assert "<del>" in page and "<ins>" in page


def test_a_vote_shows_how_many_and_nothing_of_what_until_it_is_published(assembly, by, hall):
    made = resolution(assembly)
    screens.show(by, hall, "vote", resolution=made)
    assert "<b>7</b>" not in part(assembly, hall).content.decode()
    Resolution.objects.update(state="published", passed=True, published_at=timezone.now())
    view.forget()
    assert "<b>7</b>" in part(assembly, hall).content.decode()


def test_speakers_names_are_for_those_with_a_role(assembly, by, hall):
    speaking.begin(by, speaking.ask(by, hall, name="สมชาย", network=assembly.province.networks["youth"]))
    screens.show(by, hall, "speakers")
    assert "สมชาย" in part(assembly, hall).content.decode()
    public = part(assembly, hall, "visitor").content.decode()
    assert "สมชาย" not in public and "เครือข่ายเด็กและเยาวชน" in public


def test_a_second_chair_is_told_who_moved_on_and_must_confirm(assembly, by, hall):
    client = assembly.province.client("secretariat")
    address = assembly.province.url(f"assembly/2563/day/chair/{hall.pk}/show/")
    client.post(address, {"view": "clause", "seen": "1", "act_id": str(uuid4())})
    asked_again = client.post(address, {"view": "blank", "seen": "1", "act_id": str(uuid4())})
    page = asked_again.content.decode()
    assert asked_again.status_code == 409
    assert "ตัวอย่าง secretariat" in page and "ข้อในประกาศ" in page
    assert Screen.objects.get().view == "clause"
    assert 'name="seen" value="2"' in page  # pressed once more, it is confirmed
    client.post(address, {"view": "blank", "seen": "2", "act_id": str(uuid4())})
    assert Screen.objects.get().view == "blank"


def test_moving_the_screen_needs_the_office_and_the_day(assembly, by, hall):
    with pytest.raises(PermissionDenied):
        screens.show(assembly.actor("executive"), hall, "blank")
    hall.edition = assembly.at("wrap_up").edition
    with pytest.raises(PermissionDenied):
        screens.show(by, hall, "blank")


def test_the_clause_of_another_edition_is_not_shown(assembly, by, hall, other):
    from tests.tools.assembly import make_assembly

    foreign = make_assembly(other)
    with pytest.raises(ValueError):
        screens.show(by, hall, "clause", clause=foreign.clauses[0])
    with pytest.raises(MovedOn):
        screens.show(by, hall, "clause", seen=99)


@pytest.mark.parametrize("posted", [{"view": "nothing"}, {}])
def test_a_view_that_is_none_is_not_found(assembly, hall, posted):
    address = assembly.province.url(f"assembly/2563/day/chair/{hall.pk}/show/")
    assert assembly.province.client("secretariat").post(address, posted).status_code == 404


def test_two_chairs_refuse_each_other_and_hand_over_by_name(assembly, by):
    first = chairing.take_chair(by, assembly.edition, name="ประธานหนึ่ง", holding="acting")
    with pytest.raises(Refused, match="ประธานหนึ่ง"):
        chairing.take_chair(by, assembly.edition, name="ประธานสอง")
    second = chairing.take_chair(by, assembly.edition, name="ประธานสอง", instead_of=first.pk)
    with pytest.raises(Refused):  # a page that still showed the first
        chairing.take_chair(by, assembly.edition, name="ประธานสาม", instead_of=first.pk)
    first.refresh_from_db()
    assert first.until and first.holding == "acting"
    assert list(ChairSpell.objects.filter(until=None)) == [second]
    chairing.leave_chair(by, second)
    with pytest.raises(Refused):
        chairing.leave_chair(by, second)
    with pytest.raises(Refused):
        chairing.take_chair(by, assembly.edition, name="ประธานสี่", instead_of=second.pk)


def test_the_page_of_chairs_refuses_in_words(assembly, by):
    chairing.take_chair(by, assembly.edition, name="ประธานหนึ่ง")
    answer = assembly.province.client("secretariat").post(
        assembly.province.url("assembly/2563/day/chairs/"), {"name": "ประธานสอง", "holding": "full", "act_id": str(uuid4())}
    )  # fmt: skip
    assert answer.status_code == 409 and "ประธานหนึ่ง" in answer.content.decode()
    assert ChairSpell.objects.count() == 1
