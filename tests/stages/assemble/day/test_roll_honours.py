from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.assembly import make_assembly
from thaktho.ground.thread.models import Link
from thaktho.stages.assemble.day.actions import certifying, honours
from thaktho.stages.assemble.day.models import Honour
from thaktho.stages.assemble.day.queries import honours as queries
from thaktho.stages.assemble.day.reading_honours import read_lines
from thaktho.stages.assemble.day.states_roll import Changed, Refused
from thaktho.stages.assemble.day.threads_roll import load

from .roll import SIGNERS, honour, url

pytestmark = pytest.mark.django_db


def order(made) -> list[str]:
    return list(queries.roll(made.edition, everything=True).values_list("name", flat=True))


def test_a_minor_stands_on_the_roll_with_the_parents_consent_only(assembly):
    by = assembly.province.actor("secretariat")
    with pytest.raises(Refused, match="ผู้ปกครอง"):
        honours.add(by, assembly.edition, name="ด.ญ.ตัวอย่าง", kind="person", category="เยาวชน", is_minor=True)
    made = honours.add(
        by,
        assembly.edition,
        name="ด.ญ.ตัวอย่าง",
        kind="person",
        category="เยาวชน",
        is_minor=True,
        consent="หนังสือ",
    )
    with pytest.raises(Refused):
        honours.edit(by, made, consent=" ")
    assert Link.objects.filter(target_id=made.pk, relation="honours", undone_by=None).exists()


def test_the_form_knows_a_child_by_the_title(assembly):
    office = assembly.province.client("secretariat")
    fields = {"name": "เด็กหญิงตัวอย่าง ใจดี", "kind": "person", "category": "เยาวชนต้นแบบ"}
    assert office.post(url(assembly, "honours/new/"), fields).status_code == 422
    assert office.post(url(assembly, "honours/new/"), fields | {"consent": "หนังสือ 1 ส.ค."}).status_code == 302
    assert Honour.objects.get().is_minor


def test_only_the_secretariat_keeps_the_roll(assembly):
    for who in ("executive", "observer", "youth", "visitor"):
        with pytest.raises(PermissionDenied):
            honours.add(assembly.province.actor(who), assembly.edition, name="ก", kind="person", category="ข")


def test_the_order_of_the_stage(assembly):
    by = assembly.province.actor("secretariat")
    made = [honour(assembly, name) for name in ("ก", "ข", "ค", "ง")]
    honours.place(by, made[3], 1)
    assert order(assembly) == ["ง", "ก", "ข", "ค"]
    honours.place(by, made[0], 99)
    assert order(assembly) == ["ง", "ข", "ค", "ก"]
    honours.remove(by, made[1], "ซ้ำกัน")
    assert list(queries.roll(assembly.edition, everything=True).values_list("number", flat=True)) == [1, 2, 3]
    honours.restore(by, made[1])
    assert order(assembly) == ["ง", "ค", "ก", "ข"]
    with pytest.raises(Refused):
        honours.restore(by, made[1])


@settings(max_examples=15, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["place", "remove", "restore"]), st.integers(-3, 9)), max_size=8))  # fmt: skip
def test_numbers_are_always_one_to_n(django_db_blocker, moves):
    from django.db import transaction

    from tests.conftest import make_province

    with django_db_blocker.unblock(), transaction.atomic():
        made = make_assembly(make_province("phayao", "56", "พะเยา"))
        rows = [honour(made, f"คนที่ {number}") for number in range(5)]
        for place, verb, to in moves:
            try:
                if verb == "place":
                    honours.place(made.province.system, rows[place], to)
                elif verb == "remove":
                    honours.remove(made.province.system, rows[place], "ลอง")
                else:
                    honours.restore(made.province.system, rows[place])
            except Refused:
                pass
        live = list(Honour.objects.filter(edition=made.edition, live=True).values_list("number", flat=True))
        every = sorted(Honour.objects.filter(edition=made.edition).values_list("number", flat=True))
        assert live == list(range(1, len(live) + 1)) and every == [1, 2, 3, 4, 5]
        transaction.set_rollback(True)


def test_presented_one_by_one_with_a_way_back(assembly):
    by = assembly.province.actor("secretariat")
    first, second = honour(assembly, "ก"), honour(assembly, "ข")
    honours.present(by, first)
    with pytest.raises(Refused):
        honours.present(by, first)
    following, _later, last = queries.on_stage(assembly.edition)
    assert (following, last) == (second, first)
    honours.take_back(by, first)
    with pytest.raises(Refused):
        honours.take_back(by, first)
    assembly.at("wrap_up")
    second.refresh_from_db()
    first = Honour.objects.get(pk=first.pk)
    with pytest.raises(PermissionDenied):
        honours.present(by, first)


def test_whoever_holds_a_valid_certificate_is_not_taken_off(assembly):
    by = assembly.province.actor("secretariat")
    made = honours.present(by, honour(assembly))
    paper = certifying.issue(
        by, assembly.edition, "honour", signers=SIGNERS, issued_on=assembly.edition.held_on
    )[0]
    with pytest.raises(Refused, match=str(paper)):
        honours.remove(by, made, "ผิดคน")
    certifying.revoke(by, paper, "ผิดคน")
    assert not honours.remove(by, made, "ผิดคน").live


def test_two_who_edit_the_same_row(assembly):
    by = assembly.province.actor("secretariat")
    made = honour(assembly)
    honours.edit(by, made, seen_version=1, category="ก")
    with pytest.raises(Changed):
        honours.edit(by, made, seen_version=1, category="ข")


def test_the_public_reads_of_nobody_before_the_stage(assembly, queries):
    by, made = assembly.province.actor("secretariat"), honour(assembly, "นางต้นแบบ ใจงาม")
    honour(assembly, "นายรอเรียก ชื่อ")
    client = assembly.province.client()
    assert "ต้นแบบ ใจงาม" not in client.get(url(assembly, "honours/")).content.decode()
    assert load(assembly.province.visitor, [made.pk]) == {}
    honours.present(by, made)
    with queries(15):
        page = client.get(url(assembly, "honours/")).content.decode()
    assert "ใจงาม" in page and "รอเรียก" not in page
    assert load(assembly.province.visitor, [made.pk])[made.pk].title == "นางต้นแบบ ใจงาม"
    assembly.at("wrap_up")
    assert "รอเรียก" in client.get(url(assembly, "honours/")).content.decode()
    assert client.get(url(assembly, "honours/desk/")).status_code == 403


LINES = """ชื่อ | ชนิด | ประเภท
พระครูตัวอย่างธรรม | บุคคล | บุคคลต้นแบบ | ศาสนา | ต.เวียง | พัฒนาวัด
บ้านตัวอย่าง\tชุมชน\tชุมชนคุณธรรม
"""


def test_pasted_lines_are_read_then_taken(assembly):
    office = assembly.province.client("secretariat")
    seen = office.post(url(assembly, "honours/bring/"), {"text": LINES})
    assert seen.status_code == 200 and "พระครูตัวอย่างธรรม" in seen.content.decode()
    assert not Honour.objects.exists()
    office.post(url(assembly, "honours/bring/"), {"text": LINES, "take": "1"})
    assert order(assembly) == ["พระครูตัวอย่างธรรม", "บ้านตัวอย่าง"]
    assert Honour.objects.get(number=1).network == assembly.province.networks["religion"]
    office.post(url(assembly, "honours/bring/"), {"text": LINES, "take": "1"})
    assert Honour.objects.count() == 2


def test_one_bad_line_and_none_is_taken(assembly):
    office = assembly.province.client("secretariat")
    bad = LINES + "ด.ช.ตัวอย่าง ใจดี | บุคคล | เยาวชน\n | บุคคล | ก\nใคร | อะไร | ก | เครือข่ายไม่มีจริง"
    answer = office.post(url(assembly, "honours/bring/"), {"text": bad, "take": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200 and not Honour.objects.exists()
    for words in ("ความยินยอมของผู้ปกครอง", "ไม่มีชื่อ", "ชนิดต้องเป็น", "ไม่รู้จักเครือข่าย"):
        assert words in page
    assert office.post(url(assembly, "honours/bring/"), {"text": "   "}).status_code == 422


@given(text=st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    for row in read_lines(text, []):
        assert row.problems or row.fields["name"]


def test_the_stage_page(assembly):
    office = assembly.province.client("secretariat")
    assert "ยังไม่มีรายชื่อ" in office.get(url(assembly, "honours/stage/")).content.decode()
    made = honour(assembly, "นางต้นแบบ ใจงาม")
    office.post(url(assembly, f"honours/{made.pk}/present/"))
    assert "มอบครบทุกรายแล้ว" in office.get(url(assembly, "honours/stage/")).content.decode()
    office.post(url(assembly, f"honours/{made.pk}/back/"))
    assert Honour.objects.get().presented_at is None
    assert office.get(url(assembly, "honours/desk/")).status_code == 200
    assert office.post(url(assembly, f"honours/{made.pk}/place/"), {"position": "x"}).status_code == 302
    office.post(url(assembly, f"honours/{made.pk}/remove/"), {"reason": "ซ้ำ"})
    assert not Honour.objects.get().live
    office.post(url(assembly, f"honours/{made.pk}/restore/"))
    assert Honour.objects.get().live
    edited = office.post(url(assembly, f"honours/{made.pk}/edit/"), {"name": "ก", "kind": "person", "category": "ข", "version": "0"})  # fmt: skip
    assert edited.status_code == 409


def test_of_another_province(assembly, other):
    theirs = honour(make_assembly(other))
    office = assembly.province.client("secretariat")
    assert office.post(url(assembly, f"honours/{theirs.pk}/present/")).status_code == 404
    assert load(assembly.province.actor("secretariat"), [theirs.pk]) == {}
