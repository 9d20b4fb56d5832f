"""Letters, follow-ups and costs sent what no page offered: a refusal or the form again, and nothing falls over."""

from __future__ import annotations

from uuid import uuid4

import pytest

from thaktho.stages.convene import actions as convene
from thaktho.stages.convene.costs import actions as costs
from thaktho.stages.convene.followups import actions as followups
from thaktho.stages.convene.letters import papers, tokens

from .letters.conftest import Office

HOSTILE = {
    "empty": "",
    "huge": "9" * 400,
    "letters": "ก่อน'\";--<b>",
    "unknown": "00000000-0000-4000-8000-000000000000",
    "long": "ก" * 10_000,
    "infinite": "1e999999",
}
LETTER = {
    "kind": "external", "number": "ชร 1/ว 2", "dated_on": "1 มิ.ย. 2633", "subject": "ขอเชิญ", "reference": "", "cause": "เหตุ",
    "wish": "ขอ", "conclusion": "จึง", "asks_reply": "on", "reply_by": "2 มิ.ย. 2633", "signer": "นายก", "signer_position": "ปลัด",
    "signer_holding": "", "signer_for": "", "section": "", "phone": "",
}  # fmt: skip
FOLLOWUP = {
    "text": "ส่งรายชื่อ", "network": "", "person": "", "owner": "เลขา", "due_on": "", "decision": "", "agenda": "", "version": "1",
}  # fmt: skip
ANSWER = {"reply": "coming", "substitute": "", "substitute_position": "", "note": ""}
# address under /<province>/meetings/ -> what its page would send
TABLE = {
    "letters/head/": {"office": "ที่ว่าการ", "address": "", "section": "", "phone": "", "emblem": ""},
    "letters/new/": LETTER,
    "letters/for/{meeting}/new/": LETTER,
    "letters/{draft}/edit/": LETTER | {"version": "1"},
    "letters/{draft}/issue/": {"number": "ชร 1"},
    "letters/{draft}/recipients/": {
        "networks": "", "seats": "", "bodies": "", "organisations": "", "people": "นายข", "do": "add",
    },
    "letters/{draft}/recipients/{recipient}/": {"salutation": "เรียน"},
    "letters/{draft}/enclosures/": {"title": "แผน", "amount": "1", "file": ""},
    "letters/{draft}/enclosures/{nothing}/remove/": {},
    "letters/{issued}/print/": {"format": "pdf"},
    "letters/{issued}/replies/{issued_to}/": ANSWER,
    "letters/{issued}/cancel/": {"reason": "เลื่อน"},
    "letters/{nothing}/issue/": {},
    "{reply}": ANSWER,
    "followups/of/{meeting}/new/": FOLLOWUP,
    "followups/of/{meeting}/carry/": {"followup": ""},
    "followups/{followup}/edit/": FOLLOWUP,
    "followups/{followup}/report/": {"text": "เริ่มแล้ว", "do": "start"},
    "followups/{followup}/drop/": {"reason": "ไม่จำเป็น"},
    "followups/{followup}/reopen/": {},
    "followups/{nothing}/report/": {"text": "x"},
    "{meeting}/costs/": {"item": "อาหาร", "quantity": "1", "unit": "คน", "rate": "1", "purse": ""},
    "{meeting}/costs/{cost}/remove/": {},
    "{meeting}/costs/{nothing}/remove/": {},
}  # fmt: skip


@pytest.fixture
def laid(room, province):
    """The rows that the addresses name."""
    office, meeting = Office(room), room.at("open")
    draft, issued = office.draft("นายรับ หนึ่ง"), office.issued()
    to = office.first(issued)
    convene.record_decision(room.by, meeting, text="เห็นชอบ")
    return {
        "meeting": meeting.pk,
        "draft": draft.pk,
        "recipient": office.first(draft).pk,
        "issued": issued.pk,
        "issued_to": to.pk,
        "reply": papers.reply_path(province.programme, tokens.token_of(to.pk)),
        "followup": followups.assign(room.by, meeting, text="ส่ง", owner="เลขา").pk,
        "cost": costs.add(room.by, meeting, item="อาหาร").pk,
        "nothing": uuid4(),
    }


@pytest.mark.parametrize("address", TABLE)
def test_what_no_page_sends_is_refused_or_asked_again(province, laid, address):
    """Each field by itself beside sound ones, all at once, and none at all."""
    path = address.format(**laid)
    url = path if path.startswith("/") else province.url(f"meetings/{path}")
    sound, client = TABLE[address], province.client("secretariat")
    sent = [{}, *({name: value for name in (*sound, "act_id", "next")} for value in HOSTILE.values())]
    sent += [sound | {name: value} for name in (*sound, "act_id", "next") for value in HOSTILE.values()]
    for form in sent:
        answer = client.post(url, form)
        assert answer.status_code < 500, (form, answer.status_code)
        if answer.status_code == 302:
            assert client.get(answer["Location"]).status_code < 500, form
