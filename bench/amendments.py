"""Amendments: merging forty into a clause of 2,000 words, beside merging by lines with difflib in the same run; and the
list of 50 clauses with 10 amendments each, as a page.

python -m bench.amendments [WORDS] [AMENDMENTS]
"""

from __future__ import annotations

import random
import sys
import time
from difflib import SequenceMatcher

from bench.house import ask, house
from thaktho.thai import textdiff
from thaktho.thai.textmerge import merge_all

NOUNS = "ป่าชุมชน เด็ก เยาวชน ผู้สูงอายุ วัด โรงเรียน ตำบล หมู่บ้าน แม่น้ำ ตลาด ครอบครัว สุขภาพ ความดี วินัย สุจริต".split()  # noqa: SIM905
VERBS = "ส่งเสริม ดูแล ปลูก สร้าง เรียนรู้ แบ่งปัน เปิดเผย รักษา ขับเคลื่อน จัดตั้ง".split()  # noqa: SIM905


def clause(words: int, dice: random.Random) -> list[str]:
    """About so many words: phrases with spaces between, as Thai is written."""
    pick = [dice.choice(VERBS) + dice.choice(NOUNS) + "และ" + dice.choice(NOUNS) for _ in range(words // 4)]
    return pick


def amended(phrases: list[str], dice: random.Random, changes: int = 3) -> list[str]:
    new = list(phrases)
    for _ in range(changes):
        at = dice.randrange(len(new))
        new[at] = dice.choice([dice.choice(VERBS) + dice.choice(NOUNS), new[at] + "อย่างต่อเนื่อง", ""])
    return [phrase for phrase in new if phrase]


def by_lines(base: str, texts: list[str]) -> int:
    """The peer: how many stretches of lines differ, one phrase a line."""
    before = base.split()
    return sum(
        op[0] != "equal"
        for text in texts
        for op in SequenceMatcher(None, before, text.split(), autojunk=False).get_opcodes()
    )


LISTED = """
import statistics, time
from django.test import Client
from django.db import connection
from django.test.utils import CaptureQueriesContext
from thaktho.ground.access import system
from thaktho.ground.people.models import Network, User
from thaktho.ground.programme.models import Programme
from thaktho.stages.assemble.models import Amendment, Clause, ClauseRevision, Edition, Period, Text
from thaktho.thai.words import search_text
programme = Programme.objects.first()
networks = list(Network.objects.filter(programme=programme))
edition = Edition.objects.create(programme=programme, code="bench", title="bench", year=2570, stage="declare_draft")
same = {"programme": programme, "edition": edition}
text = Text.objects.create(**same, title="bench")
period = Period.objects.create(**same, text=text, name="1")
words = "ร่วมกันปลูกและดูแลป่าชุมชนทุกตำบล ให้เด็กและเยาวชนเป็นกำลังหลัก เปิดเผยข้อมูลแก่ประชาชน และเล่าเรื่องดีผ่านสื่อท้องถิ่น "
number = 0
for order in range(50):
    body = words * 2 + str(order)
    clause = Clause.objects.create(**same, text=text, period=period, order=order, body=body)
    ClauseRevision.objects.create(**same, clause=clause, number=1, body=body)
    for k in range(10):
        number += 1
        new = body.replace("ทุกตำบล", f"ทุกตำบล {k}", 1 + k % 2)
        Amendment.objects.create(**same, text=text, number=number, clause=clause, base_revision=1, base_body=body,
                                 body=new, reason="เหตุผล", network=networks[k % len(networks)], search_text=search_text(new))
from thaktho.stages.assemble.text.actions.versions import freeze
from thaktho.stages.assemble.models import TextVersion
TextVersion.objects.create(**same, text=text, number=1, frozen=freeze(text), frozen_hash="")
out = {}
for name in ("secretariat", ""):
    client = Client(HTTP_HOST="localhost")
    if name:
        client.force_login(User.objects.filter(username=name).first() or User.objects.first(),
                           backend="django.contrib.auth.backends.ModelBackend")
    address = f"/{programme.slug}/assembly/bench/text/amendments/"
    first = client.get(address)
    assert first.status_code == 200, first.status_code
    with CaptureQueriesContext(connection, ) as asked:
        client.get(address + "?page=2")
    count = len(asked)
    took, worked = [], []
    for n in range(60):
        begun, work = time.perf_counter(), time.process_time()
        client.get(address + f"?page={n % 10 + 1}&n={n}")  # each its own address: no page kept from before
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - work) * 1000)
    took.sort()
    worked.sort()
    out[name or "visitor"] = [round(took[30]), round(took[56]), round(worked[56]), count]
print(json.dumps(out))
"""


def main(words: int = 2000, amendments: int = 40) -> None:
    dice = random.Random(3)
    phrases = clause(words, dice)
    base = " ".join(phrases)
    texts = [" ".join(amended(phrases, dice)) for _ in range(amendments)]
    textdiff.tokens("อุ่นเครื่อง")  # the dictionary is read once a process
    begun, worked = time.perf_counter(), time.process_time()
    merged = merge_all(base, [(str(n), text) for n, text in enumerate(texts)])
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    begun = time.perf_counter()
    by_lines(base, texts)
    peer = time.perf_counter() - begun
    print(
        f"{len(textdiff.tokens(base)):,} tokens, {amendments} amendments: {took * 1000:.0f} ms merged, {worked * 1000:.0f} ms of work "
        f"({len(merged.conflicts)} conflicts) · difflib by phrases, not merged: {peer * 1000:.0f} ms · ratio {took / peer:.1f}"
    )
    with house("sqlite") as env:
        for who, (half, p95, work, asked) in ask(env, LISTED).items():
            print(f"50 x 10 listed, {who}: p50 {half} ms, p95 {p95} ms ({work} ms of work), {asked} queries")


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
