"""Words taught to the engine: kept, refused with reasons, retired, and given to the weaving."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.stages.plan import lexicon
from thaktho.stages.plan.actions import words as actions
from thaktho.stages.plan.models import LexiconWord
from thaktho.stages.plan.states import Refused


@pytest.fixture
def known():
    """The code of some activity the shipped lexicon knows."""
    return next(code for code, one in lexicon.known().concepts.items() if one.kind == "activity")


def teach(province, pattern, name="secretariat", **more):
    return actions.teach(province.actor(name), province.programme, pattern, **more)


def test_another_way_to_say_a_known_thing(province, known):
    teach(province, "ธนาคารเปลี่ยนขยะ", concept=known)
    teach(province, "ขวดแลกไข่", concept=known)
    assert lexicon.taught(province.programme) == [{"concept": known, "words": ["ธนาคารเปลี่ยนขยะ", "ขวดแลกไข่"]}]


def test_a_thing_of_the_provinces_own(province):
    word = teach(province, "นาเกลือ", label="ทำเกลือสมุทร")
    teach(province, "เกลือ + ทะเล|สมุทร", concept=word.concept)
    (entry,) = lexicon.taught(province.programme)
    assert entry == {"concept": word.concept, "label": "ทำเกลือสมุทร", "words": ["นาเกลือ", "เกลือ + ทะเล|สมุทร"]}
    assert lexicon.faults([entry]) == ()


@pytest.mark.parametrize("pattern", ["", "  ", "ก", "123456", "!ขยะ", "@everything", "ขยะ" * 40])
def test_what_cannot_be_meant_is_refused_in_thai(province, known, pattern):
    with pytest.raises(Refused) as refused:
        teach(province, pattern, concept=known)
    said = str(refused.value)
    assert said and known not in said and "รายการที่" not in said
    assert not LexiconWord.objects.exists()


@pytest.mark.parametrize("label", ["", "ก", "ทำ|เกลือ"])
def test_a_new_thing_needs_a_name(province, label):
    with pytest.raises(Refused):
        teach(province, "นาเกลือ", label=label)


def test_twice_is_told(province, known):
    teach(province, "ขวดแลกไข่", concept=known)
    with pytest.raises(Refused):
        teach(province, " ขวดแลกไข่ ", concept=known)


def test_retired_it_is_no_longer_used_and_the_name_stays_for_the_others(province):
    first = teach(province, "นาเกลือ", label="ทำเกลือสมุทร")
    teach(province, "เกลือทะเล", concept=first.concept)
    actions.retire(province.actor("secretariat"), first)
    (entry,) = lexicon.taught(province.programme)
    assert entry["words"] == ["เกลือทะเล"] and entry["label"] == "ทำเกลือสมุทร"
    with pytest.raises(Refused):
        actions.retire(province.actor("secretariat"), first)


@pytest.mark.parametrize("name", ["religion", "executive", "observer", "visitor"])
def test_only_the_secretariat_teaches(province, known, name):
    with pytest.raises(PermissionDenied):
        teach(province, "ขวดแลกไข่", name, concept=known)


def test_words_of_another_province_are_its_own(province, other, known):
    teach(province, "ขวดแลกไข่", concept=known)
    assert lexicon.taught(other.programme) == [] and lexicon.own_words(other.programme) == {}


def test_its_page(province, known, queries):
    client, url = province.client("secretariat"), province.url("plan/words/")
    assert "ยังไม่ได้สอนคำ" in client.get(url).text
    assert "ขวดแลกไข่" in client.post(url, {"concept": known, "pattern": "ขวดแลกไข่"}, follow=True).text
    wrong = client.post(url, {"concept": "new", "pattern": "นาเกลือ"})
    assert wrong.status_code == 422 and "เรื่องใหม่ต้องมีชื่อ" in wrong.text
    short = client.post(url, {"concept": known, "pattern": "ก"})
    assert short.status_code == 409 and "สั้นหรือยาวเกินไป" in short.text
    word = LexiconWord.objects.get()
    with queries(12):
        client.get(url)
    client.post(f"{url}{word.pk}/retire/")
    assert "คำที่เลิกใช้แล้ว" in client.get(url).text
    assert province.client("religion").post(url, {"concept": known, "pattern": "ก ข ค"}).status_code == 403
