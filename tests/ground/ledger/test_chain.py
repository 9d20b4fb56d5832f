"""The chain holds, and says where it does not."""

from datetime import timedelta

import pytest

from thaktho.ground.base import new_id
from thaktho.ground.ledger import actions, queries
from thaktho.ground.ledger.actions import Repeated, acting
from thaktho.ground.ledger.models import Act, Chain, Detail
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import Person


def lines(province):
    return Act.objects.filter(programme=province.programme)


def test_every_act_of_the_cast_stands_in_one_chain(province):
    verdict = queries.verify(province.programme.pk)
    assert verdict.broken is None
    assert verdict.lines == lines(province).count() > 10


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "people.other"),
        ("hash", "0" * 64),
        ("previous", "0" * 64),
        ("detail_hash", "0" * 64),
        ("actor_kind", "person"),
    ],
)
def test_a_changed_column_is_found_where_it_is(province, column, value):
    lines(province).filter(number=5).update(**{column: value})
    assert queries.verify(province.programme.pk).broken.number == 5


def test_a_moved_time_is_found(province):
    act = lines(province).get(number=4)
    lines(province).filter(number=4).update(at=act.at + timedelta(microseconds=1))
    assert queries.verify(province.programme.pk).broken.number == 4


def test_changed_words_are_found(province):
    Detail.objects.filter(act__number=3, programme=province.programme).update(reason="อื่น")
    assert queries.verify(province.programme.pk).broken.number == 3


def test_a_removed_line_is_found(province):
    last = lines(province).get(number=6)
    Detail.objects.filter(act=last).delete()
    last.delete()
    assert queries.verify(province.programme.pk).broken.number == 6


def test_a_cut_end_is_found(province):
    last = lines(province).order_by("-number").first()
    Detail.objects.filter(act=last).delete()
    number = last.number
    last.delete()
    assert queries.verify(province.programme.pk).broken.number == number


def test_a_removed_head_is_found(province):
    Chain.objects.filter(programme=province.programme).delete()
    assert queries.verify(province.programme.pk).broken is not None


def test_erased_words_leave_the_chain_whole(province):
    line = lines(province).get(number=7)
    actions.erase_detail(province.actor("secretariat"), line, "เจ้าของข้อมูลขอให้ลบ")
    assert Detail.objects.get(act=line).body == {}
    assert queries.verify(province.programme.pk).broken is None


def test_words_erased_without_an_act_are_found(province):
    Detail.objects.filter(act__number=7, programme=province.programme).update(erased=True, body={})
    assert queries.verify(province.programme.pk).broken.number == 7


def test_the_same_id_twice_is_the_same_act(province):
    by, act_id = province.actor("secretariat"), new_id()
    people.add_person(by, province.programme, given_name="หนึ่ง", act_id=act_id)
    with pytest.raises(Repeated):
        people.add_person(by, province.programme, given_name="หนึ่ง", act_id=act_id)
    assert Person.objects.filter(given_name="หนึ่ง").count() == 1


def test_a_failure_leaves_neither_row_nor_line(province):
    before = lines(province).count()
    with pytest.raises(RuntimeError), acting(province.system, "programme.edit", province.programme):
        Person.objects.create(programme=province.programme, given_name="ครึ่งทาง", sort_key="", search_text="")
        raise RuntimeError
    assert lines(province).count() == before
    assert not Person.objects.filter(given_name="ครึ่งทาง").exists()


def test_chains_of_two_provinces_do_not_touch(province, other):
    Act.objects.filter(programme=other.programme, number=2).update(verb="x")
    assert queries.verify(province.programme.pk).broken is None
    assert queries.verify(other.programme.pk).broken.number == 2
