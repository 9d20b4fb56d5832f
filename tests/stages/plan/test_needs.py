"""Needs: recorded, gathered from voices and problems, set aside and taken up, answered by rows, given to the weaving."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.weaving_cast import row
from thaktho.ground.base import new_id
from thaktho.ground.places.models import Place
from thaktho.ground.thread.models import Link
from thaktho.stages.listen import actions as listen
from thaktho.stages.plan import actions
from thaktho.stages.plan.models import Need, PlanRow
from thaktho.stages.plan.queries import needs as queries
from thaktho.stages.plan.states import Closed, Refused

ROLES = ["secretariat", "religion", "executive", "observer", "visitor"]


def record(province, text="เด็กไม่มีที่เล่น", **more):
    more = {"basis": "typed"} | more
    return actions.record_need(province.actor("secretariat"), province.programme, text=text, **more)


def do(verb, by, need, row, province):
    match verb:
        case "record":
            actions.record_need(by, province.programme, text="ก", basis="typed")
        case "edit":
            actions.edit_need(by, need, text="ข", areas=[])
        case "aside":
            actions.set_aside(by, need, "เหตุ")
        case "open":
            actions.take_up(by, need)
        case "answer":
            actions.answer_need(by, need, row)


@pytest.mark.parametrize("state", ["open", "aside"])
@pytest.mark.parametrize("verb", ["record", "edit", "aside", "open", "answer"])
@pytest.mark.parametrize("role", ROLES)
def test_role_and_state(province, make, role, verb, state):
    need, row = record(province), make("ก")
    Need.objects.update(state=state)
    by = province.actor(role)
    if role != "secretariat":
        with pytest.raises(PermissionDenied):
            do(verb, by, need, row, province)
    elif verb == state:  # set aside what is aside; take up what is open
        with pytest.raises(Closed):
            do(verb, by, need, row, province)
    else:
        do(verb, by, need, row, province)


def test_everybody_reads_but_only_the_secretariat_is_offered_to_write(province):
    need = record(province)
    for role in ROLES:
        client = province.client(role)
        page = client.get(province.url("plan/needs/")).content.decode()
        assert need.text in page and ("needs/new/" in page) is (role == "secretariat")
        assert client.get(province.url("plan/needs/new/")).status_code == (
            200 if role == "secretariat" else 403
        )


@pytest.mark.parametrize(
    "fields", [{"text": " "}, {"basis": "nowhere"}, {"weight": 2}, {"first_year": 2565, "last_year": 2563}]
)
def test_what_makes_no_need(province, fields):
    with pytest.raises(Refused):
        record(province, **{"text": "ก"} | fields)


def test_it_stands_on_the_thread(province, make):
    row = make("ก")
    need = record(province, came_from=[row], basis="problem")
    assert Link.objects.get(relation="became").target_id == need.pk
    actions.answer_need(province.actor("secretariat"), need, row)
    found = queries.answers(province.programme, province.actor("secretariat"), [need.pk])
    assert found == {need.pk: [row]}
    assert queries.answers(province.programme, province.visitor, [need.pk]) == {}  # a draft stays unseen
    actions.unanswer_need(province.actor("secretariat"), need, row)
    assert queries.answers(province.programme, province.actor("secretariat"), [need.pk]) == {}
    with pytest.raises(Refused):
        actions.unanswer_need(province.actor("secretariat"), need, row)


def test_another_provinces_row_does_not_answer(province, other, make):
    foreign = actions.add_row(other.actor("religion"), other.networks["religion"], {"title": "น่าน"})
    with pytest.raises(Refused):
        actions.answer_need(province.actor("secretariat"), record(province), foreign)


def test_for_weaving_gives_plain_data_without_what_was_set_aside(province):
    Place.objects.create(code="5701", level="amphoe", name_th="เมือง", sort_key="ม", search_text="เมือง")
    need = record(
        province, areas=["5701"], virtues=["discipline"], groups=["aud.elder", "aud.youth"], first_year=2563,
        last_year=2565, weight=Decimal("0.8"), agree=80, disagree=10, basis="statement",
    )  # fmt: skip
    actions.set_aside(province.actor("secretariat"), record(province, "อีกข้อ"), "ซ้ำ")
    (fact,) = queries.for_weaving(province.programme)
    assert (fact.id, fact.areas, fact.virtues, fact.years) == (
        str(need.pk),
        ("5701",),
        ("discipline",),
        (2563, 2564, 2565),
    )
    assert (fact.groups, fact.weight, fact.basis) == (("aud.youth", "aud.elder"), 0.8, "statement")
    assert (fact.agree, fact.disagree) == (80, 10)


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"q": "ผู้สูงอายุ"}, {"ผู้สูงอายุเหงา"}),
        ({"basis": "problem"}, {"ผู้สูงอายุเหงา"}),
        ({"virtue": "integrity"}, {"ทุจริต"}),
        ({"group": "aud.elder"}, {"ผู้สูงอายุเหงา"}),
        ({"amphoe": "5701"}, {"ทุจริต"}),
        ({"answered": "yes"}, {"ทุจริต"}),
        ({"answered": "no"}, {"ผู้สูงอายุเหงา"}),
        ({"state": "aside"}, set()),
        ({"sort": "weight"}, {"ทุจริต", "ผู้สูงอายุเหงา"}),
    ],
)
def test_the_list_is_filtered(province, make, asked, found):
    Place.objects.create(code="5701", level="amphoe", name_th="เมือง", sort_key="ม", search_text="เมือง")
    record(province, "ผู้สูงอายุเหงา", basis="problem", groups=["aud.elder"], weight=0.5)
    graft = record(province, "ทุจริต", virtues=["integrity"], areas=["5701"])
    actions.answer_need(province.actor("secretariat"), graft, make("ก"))
    listed = queries.needs(province.programme, queries.NeedFilters(**asked))
    assert {need.text for need in listed} == found


def test_problems_of_sent_rows_are_gathered_once(province, make):
    make("ก", problem="ขยะล้น\nเด็กติดเกม", virtues_text="วินัย")
    make("ข", problem=" ขยะล้น ", network="youth", virtues_text="จิตอาสา")
    assert queries.problems(province.programme) == []  # drafts are nobody's problems yet
    PlanRow.objects.update(state="submitted")
    make("ค", problem="ร่าง")
    first, second = queries.problems(province.programme)
    assert (first.text, len(first.rows), first.virtues) == ("ขยะล้น", 2, ["discipline", "volunteering"])
    client = province.client("secretariat")
    page = client.get(province.url("plan/needs/problems/"))
    assert "เด็กติดเกม" in page.content.decode() and "ร่าง" not in [p.text for p in page.context["problems"]]
    data = {"problems": [first.key, second.key], "act_id": str(new_id())}
    assert client.post(province.url("plan/needs/problems/"), data).status_code == 302
    assert queries.problems(province.programme) == []
    need = Need.objects.get(text="ขยะล้น")
    assert "2 แถว" in need.basis_note
    assert Link.objects.filter(target_id=need.pk, relation="became").count() == 2
    assert Need.objects.get(text="เด็กติดเกม").groups == ["aud.youth"]


@pytest.fixture
def topic(province):
    """A closed topic: ten answers of one network to the first statement, three to the second."""
    by = province.system
    topic = listen.add_topic(by, province.programme, title="หัวข้อ", question="ถาม", intro="")
    door = topic.doors.get(network=province.networks["religion"])
    said = [listen.seed(by, topic, text, door=door) for text in ("เยาวชนควรมีวินัย", "ยังมีคนตอบน้อย")]
    listen.open_topic(by, topic)
    for n in range(10):
        voter = listen.find_voter(topic, f"คน {n}")
        listen.cast_vote(by, topic, voter, door, said[0].pk, 1 if n < 6 else -1)
        if n < 3:
            listen.cast_vote(by, topic, voter, door, said[1].pk, 1)
    listen.close_topic(by, topic)
    topic.refresh_from_db()
    return topic


def test_statements_become_needs_by_their_published_tally_only(province, topic):
    client = province.client("secretariat")
    here = province.url(f"plan/needs/voices/{topic.code}/")
    page = client.get(here)
    (standing,) = page.context["ranked"]  # too few answers are no figure
    assert page.context["unseen"] == 1
    data = {"statements": [str(standing.statement.pk)], "act_id": str(new_id())}
    assert client.post(here, data).status_code == 302
    need = Need.objects.get()
    assert (need.agree, need.disagree, need.weight) == (6, 4, Decimal("0.600"))
    assert (need.basis, need.virtues, need.groups) == ("statement", ["discipline"], ["aud.youth"])
    assert Link.objects.get(source_id=standing.statement.pk).target_id == need.pk
    client.post(here, {**data, "act_id": str(new_id())})  # taken already
    assert Need.objects.count() == 1


def test_a_hidden_figure_cannot_be_asked_for(province, topic):
    few = topic.statements.get(text="ยังมีคนตอบน้อย")
    here = province.url(f"plan/needs/voices/{topic.code}/")
    province.client("secretariat").post(here, {"statements": [str(few.pk)], "act_id": str(new_id())})
    assert Need.objects.count() == 0


def test_the_forms(province):
    client = province.client("secretariat")
    data = {
        "text": "ต้องการ",
        "weight": "๐.๕",
        "groups": ["aud.youth"],
        "first_year": "๒๕๖๓",
        "act_id": str(new_id()),
    }
    assert client.post(province.url("plan/needs/new/"), data).status_code == 302
    need = Need.objects.get()
    assert (need.weight, need.first_year) == (Decimal("0.5"), 2563)
    here = province.url(f"plan/needs/{need.pk}/")
    assert client.post(here + "edit/", {**data, "weight": "มาก"}).status_code == 422
    assert (
        client.post(here + "edit/", {"text": "ใหม่", "weight": "1", "act_id": str(new_id())}).status_code
        == 302
    )
    assert client.post(here + "aside/", {"reason": "ซ้ำ", "act_id": str(new_id())}).status_code == 302
    assert "ซ้ำ" in client.get(here).content.decode()
    assert client.post(here + "open/", {"act_id": str(new_id())}).status_code == 302
    need.refresh_from_db()
    assert (need.text, need.state, need.groups) == ("ใหม่", "open", [])


@pytest.mark.parametrize(
    ("years", "said"), [((2563, 2563), "2563"), ((2563, None), "2563"), ((2563, 2565), "2563–2565"), ((None, None), "")]
)  # fmt: skip
def test_years_are_said_once(years, said):
    assert Need(first_year=years[0], last_year=years[1]).years == said


def test_what_rows_cover_is_told_apart_from_what_is_linked(province, make):
    place, _ = Place.objects.get_or_create(
        code="5705", defaults={"level": "amphoe", "name_th": "พาน", "parent_id": "57"}
    )
    need = record(province, virtues=["discipline"], areas=[place.pk])
    client = province.client("secretariat")
    for address in ("plan/needs/", f"plan/needs/{need.pk}/"):
        text = client.get(province.url(address)).text
        assert "ยังไม่ผูกกับแถว" in text and "ยังไม่มีแถวที่ทำในพื้นที่และคุณธรรมนี้" in text
    made = make("ขับขี่ปลอดภัย", virtues=["discipline"])
    made.areas.set([place])
    PlanRow.objects.filter(pk=made.pk).update(state="accepted")
    record(province, "เรื่องอื่น")  # an act: what is kept for all is read anew
    for address in ("plan/needs/", f"plan/needs/{need.pk}/"):
        text = client.get(province.url(address)).text
        assert "ยังไม่ผูกกับแถว" in text and "มีแถวที่ทำในพื้นที่และคุณธรรมเดียวกัน" in text


def test_a_need_that_names_neither_place_nor_virtue_is_not_called_covered_by_them(province, make):
    made = make("ขับขี่ปลอดภัย", virtues=["discipline"])
    made.areas.set([Place.objects.get(code="57")])
    PlanRow.objects.filter(pk=made.pk).update(state="accepted")
    need = record(province, "คนไม่ไว้ใจกัน")
    for address in ("plan/needs/", f"plan/needs/{need.pk}/"):
        text = province.client().get(province.url(address)).text
        assert "ไม่เจาะจงพื้นที่และคุณธรรม" in text and "ทำในพื้นที่และคุณธรรมเดียวกัน" not in text


def test_what_is_kept_is_thai_whoever_reads_english(province):
    row(province, "religion", "ก", problem="ขาดที่นั่งสมาธิ")
    client = province.client("secretariat")
    client.cookies["django_language"] = "en"
    key = queries.problems(province.programme)[0].key
    client.post(province.url("plan/needs/problems/"), {"problems": key})
    assert Need.objects.get(text="ขาดที่นั่งสมาธิ").basis_note.startswith("จาก 1 แถว")
