"""What a reader without a role sees of clauses on the thread: the words of the latest version, and no draft of the day."""

from __future__ import annotations

from tests.tools.assembly import make_assembly
from thaktho.ground.thread.queries import knot
from thaktho.stages.assemble.models import Clause


def test_words_written_since_the_last_version_are_for_those_with_a_role(province):
    made = make_assembly(province)
    clause = made.clauses[0]
    Clause.objects.filter(pk=clause.pk).update(body="ถ้อยคำที่ยังไม่เผยแพร่")
    inside, outside = province.actor("secretariat"), province.visitor
    assert knot(inside, Clause.thread_kind, clause.pk).title == "ถ้อยคำที่ยังไม่เผยแพร่"
    assert knot(outside, Clause.thread_kind, clause.pk).title == clause.body


def test_a_clause_of_no_version_is_not_told_of(province):
    made = make_assembly(province)
    first = made.clauses[0]
    fresh = Clause.objects.create(
        programme=first.programme,
        edition=first.edition,
        text=first.text,
        period=first.period,
        order=9,
        body="ข้อใหม่",
    )
    assert knot(province.actor("secretariat"), Clause.thread_kind, fresh.pk) is not None
    assert knot(province.visitor, Clause.thread_kind, fresh.pk) is None
