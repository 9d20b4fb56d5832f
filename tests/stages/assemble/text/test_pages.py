"""Every page of the declaration, as those who use it see it."""

from __future__ import annotations

import hashlib
import re

import pytest

from thaktho.ground.base import new_id
from thaktho.stages.assemble.models import Amendment, Comment, Text
from thaktho.stages.assemble.text import actions

FOREST = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"
GARDEN = "ปลูกสวน ในทุกตำบล และดูแลน้ำ ทุกปี"


@pytest.fixture
def lived(drafting):
    """A hearing with a comment, wishes that clash, one of another, a struck clause."""
    hearing = drafting.hearing()
    one, two = drafting.decided(FOREST, network="youth"), drafting.decided(GARDEN, network="religion")
    child = drafting.wish(FOREST + "เสมอ", parent=one)
    comment = actions.comment(
        drafting.by, drafting.clause(1), text="ควรบอกว่าป่าใด", quote="ในทุกตำบล", hearing=hearing, who="ชาวบ้าน"
    )
    removed = actions.remove_clause(drafting.by, drafting.clause(3), "ซ้ำ")
    return {
        "hearing": hearing,
        "one": one,
        "two": two,
        "child": child,
        "comment": comment,
        "removed": removed,
    }


def paths(drafting, lived):
    c, v = drafting.clauses[0].pk, drafting.version.pk
    return {
        "": 200, "print/": 200, "versions/": 200, "versions/compare/": 200, f"versions/{v}/": 200, f"versions/{v}/frozen.json": 200,
        f"clauses/{c}/": 200, "hearings/": 200, f"hearings/{lived['hearing'].pk}/": 200, f"clauses/{c}/comment/": 200,
        f"clauses/{c}/comment/?hearing={lived['hearing'].pk}": 200, "receipt/": 200, "receipt/?code=XXXX-XXXX": 200,
        "amendments/": 200, f"amendments/new/?clause={c}&hearing={lived['hearing'].pk}": 200, "amendments/new/": 200,
        f"amendments/{lived['one'].pk}/": 200, f"amendments/{lived['child'].pk}/": 200,
        f"amendments/new/?parent={lived['one'].pk}": 200,
    }  # fmt: skip


def desk(drafting, lived):
    c = drafting.clauses[0].pk
    period = drafting.text.periods.get().pk
    return [
        "edit/", "print/?draft=1", "agree/", "periods/", f"periods/{period}/", "clauses/new/", f"clauses/{c}/edit/", f"clauses/{c}/remove/",
        f"clauses/{c}/compose/", f"clauses/{c}/back/?to=1", "hearings/new/", f"hearings/{lived['hearing'].pk}/edit/", "comments/",
        f"comments/{lived['comment'].pk}/", f"clauses/{lived['removed'].pk}/", "proclaim/",
    ]  # fmt: skip


def test_everybody_reads_and_nobody_without_a_role_works(drafting, lived):
    visitor, by = drafting.province.client(), drafting.province.client("secretariat")
    for path, status in paths(drafting, lived).items():
        for client in (visitor, by):
            answer = client.get(drafting.url(path))
            assert answer.status_code == status, path
    for path in desk(drafting, lived):
        status = 403 if path == "proclaim/" else 200
        assert by.get(drafting.url(path)).status_code == status, path
        public = {f"clauses/{lived['removed'].pk}/", "print/?draft=1"}
        assert visitor.get(drafting.url(path)).status_code == (200 if path in public else 403), path


def test_what_is_invented_says_so(drafting):
    page = drafting.province.client().get(drafting.url("")).content.decode()
    assert '<p class="example">ข้อมูลตัวอย่าง</p>' in page


def test_another_province_finds_nothing(drafting, lived, other):
    client = other.client("secretariat")
    for path in [*paths(drafting, lived), *desk(drafting, lived)]:
        address = other.url(f"assembly/2563/text/{path}")
        assert client.get(address).status_code == 404, path


def test_pages_ask_the_database_little(drafting, lived, queries):
    client = drafting.province.client("secretariat")
    c = drafting.clauses[0].pk
    for path in ("", f"clauses/{c}/", "amendments/", f"hearings/{lived['hearing'].pk}/", f"amendments/{lived['one'].pk}/", "versions/compare/"):  # fmt: skip
        client.get(drafting.url(path))
        with queries(15):
            assert client.get(drafting.url(path)).status_code == 200


def test_what_is_not_in_a_version_is_not_told_outside(drafting):
    actions.edit_clause(drafting.by, drafting.clause(1), body="ถ้อยคำลับในร่างวันนี้")
    fresh = actions.add_clause(drafting.by, drafting.text, body="ข้อลับในร่างวันนี้")
    visitor = drafting.province.client()
    c = drafting.clauses[0].pk
    asked = (f"clauses/{c}/comment/", f"amendments/new/?clause={c}", f"amendments/new/?clause={c}&revision=2")
    for path in ("", "print/", "print/?draft=1", f"clauses/{c}/", *asked):
        assert "ในร่างวันนี้" not in visitor.get(drafting.url(path)).content.decode(), path
    for path in (
        f"clauses/{fresh.pk}/",
        f"clauses/{fresh.pk}/comment/",
        f"amendments/new/?clause={fresh.pk}",
    ):
        assert visitor.get(drafting.url(path)).status_code == 404, path


def test_a_visitor_comments_gets_a_receipt_and_reads_the_answer(drafting):
    hearing, visitor = drafting.hearing(), drafting.province.client()
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/comment/")
    visitor.get(address + f"?hearing={hearing.pk}")
    sent = {
        "text": "ป่าใด",
        "quote": "ในทุกตำบล",
        "revision": 1,
        "hearing": hearing.pk,
        "act_id": str(new_id()),
    }
    first, second = visitor.post(address, sent), visitor.post(address, sent)
    codes = [re.search(r'class="receipt">([^<]+)', one.content.decode()).group(1) for one in (first, second)]
    assert codes[0] == codes[1]
    said = Comment.objects.get()
    assert (said.start, said.end, said.quote, said.person) == (8, 17, "ในทุกตำบล", None)
    actions.answer(drafting.by, said, "ป่าชุมชนทุกแห่ง")
    page = visitor.get(drafting.url(f"receipt/?code={codes[0]}")).content.decode()
    assert "ป่าชุมชนทุกแห่ง" in page


def test_too_many_from_one_phone_wait(drafting):
    hearing, visitor = drafting.hearing(), drafting.province.client()
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/comment/")
    visitor.get(address)
    statuses = [
        visitor.post(address, {"text": f"ความเห็น {n}", "revision": 1, "hearing": hearing.pk}).status_code
        for n in range(12)
    ]
    assert statuses[:10] == [200] * 10 and statuses[-1] == 429
    assert (
        "ความเห็น 11"
        in visitor.post(
            address, {"text": "ความเห็น 11", "revision": 1, "hearing": hearing.pk}
        ).content.decode()
    )


def test_a_quote_that_does_not_stand_is_refused_with_words(drafting):
    hearing, visitor = drafting.hearing(), drafting.province.client()
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/comment/")
    answer = visitor.post(address, {"text": "?", "quote": "ไม่มีคำนี้", "revision": 1, "hearing": hearing.pk})
    assert answer.status_code == 409 and "ไม่พบข้อความที่ยกมา" in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_quote_whose_words_changed_is_shown_as_old_words(drafting):
    actions.comment(drafting.by, drafting.clause(1), text="?", quote="ในทุกตำบล")
    actions.edit_clause(drafting.by, drafting.clause(1), body="แถมหน้า ปลูกป่า ในทุกตำบล")
    page = drafting.province.client("secretariat").get(drafting.url(f"clauses/{drafting.clauses[0].pk}/"))
    assert "ข้อความเดิม" not in page.content.decode()
    actions.edit_clause(drafting.by, drafting.clause(1), body="เขียนใหม่ทั้งข้อ")
    page = drafting.province.client("secretariat").get(drafting.url(f"clauses/{drafting.clauses[0].pk}/"))
    assert "ข้อความเดิม" in page.content.decode()


def test_conflicts_are_settled_on_the_page(drafting, lived):
    client = drafting.province.client("secretariat")
    actions.decide(drafting.by, lived["child"], "declined", "ซ้ำ")
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/compose/")
    page = client.get(address).content.decode()
    mark = re.search(r'name="mark" value="(\w+)"', page).group(1)
    sent = {"do": "compose", "revision": 1, "mark": mark, "a": [str(lived["one"].pk), str(lived["two"].pk)]}
    assert client.post(address, sent).status_code == 409  # nothing chosen yet
    wrong = client.post(address, sent | {"mark": "0", "pick-0": "base"})
    assert wrong.status_code == 409 and drafting.clause(1).revision == 1
    chosen = client.post(address, sent | {"pick-0": "typed", "typed-0": "ปลูกต้นไม้", "act_id": str(new_id())})
    assert chosen.status_code == 302
    assert drafting.clause(1).body == "ปลูกต้นไม้ ในทุกตำบล และดูแลน้ำ ทุกปี"
    assert set(Amendment.objects.filter(state="composed").values_list("number", flat=True)) == {1, 2}


def test_two_who_edit_one_clause_both_keep_their_words(drafting):
    client = drafting.province.client("secretariat")
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/edit/")
    period = str(drafting.clauses[0].period_id)
    empty = {"requests-TOTAL_FORMS": 0, "requests-INITIAL_FORMS": 0, "period": period}
    assert client.post(address, empty | {"body": "ของคนแรก", "revision": 1}).status_code == 302
    second = client.post(address, empty | {"body": "ของคนที่สอง", "revision": 1})
    page = second.content.decode()
    assert second.status_code == 409 and "ของคนแรก" in page and "ของคนที่สอง" in page
    assert drafting.clause(1).body == "ของคนแรก"


def test_a_clause_with_requests_from_the_form(drafting):
    client, network = drafting.province.client("secretariat"), drafting.network("youth")
    sent = {
        "body": "ข้อใหม่", "requests-TOTAL_FORMS": 2, "requests-INITIAL_FORMS": 0, "requests-0-addressee": "เยาวชน",
        "requests-0-action": "ปลูกป่า", "requests-0-network": str(network.pk), "requests-0-due_on": "30 ก.ย. 2564",
    }  # fmt: skip
    assert client.post(drafting.url("clauses/new/"), sent).status_code == 302
    made = drafting.text.clauses.get(body="ข้อใหม่")
    request = made.actions.get()
    assert (request.addressee, request.network, str(request.due_on)) == ("เยาวชน", network, "2021-09-30")
    bad = client.post(drafting.url("clauses/new/"), sent | {"requests-0-addressee": ""})
    assert bad.status_code == 422 and "บอกด้วยว่าขอให้ใคร" in bad.content.decode()


def test_filters_and_search_of_the_list(drafting, lived):
    client = drafting.province.client()

    def found(query):
        page = client.get(drafting.url("amendments/" + query)).content.decode()
        return sorted({int(n) for n in re.findall(r"<b>ข้อเสนอที่ (\d+)</b>", page)})

    assert found("") == [1, 2, 3]
    assert found("?state=decided") == [1, 2] and found("?decision=none") == [3]
    assert found(f"?network={drafting.network('youth').pk}") == [1]
    assert found("?q=สวน") == [2] and found("?q=3") == [3]
    assert found("?clause=new") == [] and found("?clause=junk&network=junk") == []


def test_the_hash_is_computed_again_from_the_file(drafting):
    address = drafting.url(f"versions/{drafting.version.pk}/frozen.json")
    data = drafting.province.client().get(address).content
    assert hashlib.sha256(data).hexdigest() == drafting.version.frozen_hash


def test_agreed_and_proclaimed_by_the_pages(drafting):
    client = drafting.province.client("secretariat")
    assert client.post(drafting.url("agree/"), {"reason": "ที่ประชุม", "despite": "on"}).status_code == 302
    assert Text.objects.get().state == "agreed"
    assert client.post(drafting.url("clauses/new/"), {"body": "แอบเพิ่ม", "requests-TOTAL_FORMS": 0, "requests-INITIAL_FORMS": 0}).status_code == 422  # fmt: skip
    drafting.made.at("assembly")
    signers = {"signers-TOTAL_FORMS": 4, "signers-INITIAL_FORMS": 0, "proclaimed_on": "1 ก.ย. 2563"}
    assert client.post(drafting.url("proclaim/"), signers).status_code == 409  # nobody signed
    assert client.post(drafting.url("proclaim/"), signers | {"signers-0-name": "พระครูตัวอย่าง", "signers-0-position": "ประธาน"}).status_code == 302  # fmt: skip
    page = drafting.province.client().get(drafting.url("")).content.decode()
    assert "พระครูตัวอย่าง" in page and "1 กันยายน 2563" in page


def test_agreeing_offers_to_leave_wishes_open_only_where_there_are_some(drafting):
    client = drafting.province.client("secretariat")
    assert 'name="leave_open"' not in client.get(drafting.url("agree/")).content.decode()
    drafting.wish("ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี")
    assert 'name="leave_open"' in client.get(drafting.url("agree/")).content.decode()


def test_proclaimed_before_it_is_agreed_it_says_so(drafting):
    drafting.made.at("assembly")
    client, address = drafting.province.client("secretariat"), drafting.url("proclaim/")
    assert "ยังไม่ได้บันทึกว่าเห็นพ้อง" in client.get(address).content.decode()
    sent = {"signers-TOTAL_FORMS": 4, "signers-INITIAL_FORMS": 0, "proclaimed_on": "1 ก.ย. 2563", "signers-0-name": "พระครู"}  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 409 and "บันทึกว่าเห็นพ้องก่อนแล้วจึงประกาศ" in refused.content.decode()
    assert "ถ้อยคำไม่ตรงกับฉบับ" not in refused.content.decode()


def test_the_remark_is_asked_for_before_the_words_it_means(drafting):
    hearing = drafting.hearing()
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/comment/?hearing={hearing.pk}")
    page = drafting.province.client().get(address).content.decode()
    assert page.index('name="text"') < page.index('name="quote"')
