"""A programme's own villages: one by one, or the whole province at once and all or none."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import make_province
from thaktho.ground.places import actions, queries
from thaktho.ground.places.actions import CodeTaken, NotHere, Rejected
from thaktho.ground.places.models import Place
from thaktho.ground.programme import actions as programmes

TAMBON = "570506"


def add(province, *args, who="secretariat", **more):
    return actions.add_village(province.actor(who), province.programme, *args, **more)


def test_the_code_of_a_village_is_its_tambon_and_moo(north, province):
    village = add(province, TAMBON, "ร่องขุ่น", 7)
    assert (village.code, village.level, village.parent_id, village.label) == (
        "57050607",
        "village",
        TAMBON,
        "บ้านร่องขุ่น หมู่ที่ 7",
    )


def test_communities_take_the_next_free_code(north, province):
    codes = [add(province, TAMBON, name).code for name in ("กาดหลวง", "ป่างิ้ว")]
    assert codes == ["570506C01", "570506C02"]


def test_a_moo_is_taken_once(north, province):
    add(province, TAMBON, "ร่องขุ่น", 7)
    with pytest.raises(CodeTaken):
        add(province, TAMBON, "อื่น", 7)


@pytest.mark.parametrize("parent", ["57", "5705", "550101", "999999"])
def test_only_under_a_tambon_of_the_own_province(north, province, parent):
    with pytest.raises(NotHere):
        add(province, parent, "ร่องขุ่น", 7)


@pytest.mark.parametrize("who", ["executive", "observer", "religion", "visitor"])
def test_only_the_secretariat(north, province, who):
    with pytest.raises(PermissionDenied):
        add(province, TAMBON, "ร่องขุ่น", 7, who=who)
    with pytest.raises(PermissionDenied):
        actions.import_villages(province.actor(who), province.programme, [])
    with pytest.raises(PermissionDenied):
        actions.add_alias(province.actor(who), province.programme, "5705", "x")


def test_a_second_programme_of_the_same_province_is_not_in_the_way(north, province):
    from tests.conftest import Province

    second = Province(
        programmes.found(
            slug="chiang-rai-2",
            province_code="57",
            name_th="ระยะที่สอง",
            office_th="สวจ.",
            first_year=2566,
            last_year=2570,
        )
    )
    one = add(province, TAMBON, "ร่องขุ่น", 7)
    two = actions.add_village(second.system, second.programme, TAMBON, "ร่องขุ่นใหม่", 7)
    assert one.code != two.code and two.code.startswith("57050607")
    assert list(queries.children(province.programme, TAMBON)) == [one]
    assert list(queries.children(second.programme, TAMBON)) == [two]
    with pytest.raises(CodeTaken):
        actions.add_village(second.system, second.programme, TAMBON, "อีก", 7)


ROWS = [
    {"tambon": "ต.หัวง้ม", "amphoe": "อ.พาน", "number": "๑", "name": "บ้านหัวง้ม"},
    {"tambon": "ดอยฮาง", "number": 2.0, "name": "โป่งน้ำร้อน"},
    {"parent_code": "570506", "number": "หมู่ที่ 3", "name": "บ้านใหม่"},
    {"tambon": "เวียง", "amphoe": "เมือง", "number": "", "name": "กาดหลวง"},
]


def test_an_import_is_read_as_people_write(north, province):
    made = actions.import_villages(province.actor("secretariat"), province.programme, ROWS)
    assert [place.code for place in made] == ["57050601", "57012002", "57050603", "570101C01"]
    assert Place.objects.filter(programme=province.programme).count() == 4


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"tambon": "หัวง้ม", "number": 4, "name": ""}, "name"),
        ({"tambon": "หัวง้ม", "number": "สี่", "name": "ก"}, "number"),
        ({"tambon": "หัวง้ม", "number": 100, "name": "ก"}, "number"),
        ({"tambon": "หัวง้ม", "number": 1, "name": "ซ้ำ"}, "number"),
        ({"tambon": "ไม่มี", "number": 1, "name": "ก"}, "tambon"),
        ({"tambon": "เวียง", "number": 1, "name": "ก"}, "amphoe"),
        ({"parent_code": "550101", "number": 1, "name": "ก"}, "parent_code"),
    ],
)
def test_one_bad_row_and_nothing_is_imported(north, province, row, field):
    with pytest.raises(Rejected) as rejected:
        actions.import_villages(province.actor("secretariat"), province.programme, [*ROWS, row])
    (problem,) = rejected.value.problems
    assert (problem.row, problem.field) == (5, field)
    assert any("ก" <= char <= "๛" for char in problem.why)
    assert not Place.objects.filter(programme=province.programme).exists()


def test_every_bad_row_is_named(north, province):
    bad = {"tambon": "ไม่มี", "number": 1, "name": "ก"}
    with pytest.raises(Rejected) as rejected:
        actions.import_villages(province.actor("secretariat"), province.programme, [bad, *ROWS, bad, {}])
    assert [problem.row for problem in rejected.value.problems] == [1, 6, 7]


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 200),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["หัวง้ม", "พาน", "570506", "๓"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional=dict.fromkeys(["parent_code", "tambon", "amphoe", "number", "name"], CELLS)
        ),
        max_size=6,
    )
)
def test_whatever_is_in_the_file_it_is_taken_whole_or_refused_whole(north, province, rows):
    before = Place.objects.filter(programme=province.programme).count()
    try:
        made = actions.import_villages(province.actor("secretariat"), province.programme, rows)
    except Rejected as rejected:
        assert rejected.problems
        made = []
    else:
        assert len(made) == len(rows)
    assert Place.objects.filter(programme=province.programme).count() == before + len(made)
    Place.objects.filter(programme=province.programme).delete()


def test_an_alias_names_one_place(north, province):
    by = province.actor("secretariat")
    actions.add_alias(by, province.programme, "5701", "ทน.เชียงราย")
    actions.add_alias(by, province.programme, "5701", " ทน.เชียงราย ")
    assert [alias.name for alias in queries.aliases(province.programme, "5701")] == ["ทน.เชียงราย"]


def test_no_alias_for_what_another_programme_owns(north, province):
    other = make_province("nan", "55", "น่าน")
    made = add(province, TAMBON, "ดงลับ", 9)
    with pytest.raises(NotHere):
        actions.add_alias(other.actor("secretariat"), other.programme, made.code, "x")
