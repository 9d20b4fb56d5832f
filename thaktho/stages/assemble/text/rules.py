"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked.

An act is written into the ledger under a name that tells what was done; who may do it stands in the table, under the verb
it belongs to.
"""

from __future__ import annotations

import rules

from thaktho.ground.access import Actor

from ..access import hang, may
from ..editions.models import Edition

hang("assemble.text.")

# the name in the ledger: the verb of the table
NAMED = {
    "assemble.text.begin.add": "assemble.text.draft",
    "assemble.text.words.edit": "assemble.text.draft",
    "assemble.text.period.add": "assemble.text.draft",
    "assemble.text.period.edit": "assemble.text.draft",
    "assemble.text.period.move": "assemble.text.draft",
    "assemble.text.period.remove": "assemble.text.draft",
    "assemble.text.clause.add": "assemble.text.draft",
    "assemble.text.clause.edit": "assemble.text.draft",
    "assemble.text.clause.move": "assemble.text.draft",
    "assemble.text.clause.remove": "assemble.text.draft",
    "assemble.text.clause.restore": "assemble.text.draft",
    "assemble.text.clause.undo": "assemble.text.compose",
    "assemble.text.version.add": "assemble.text.version",
    "assemble.text.agree.approve": "assemble.text.version",
    "assemble.text.agree.undo": "assemble.text.version",
    "assemble.text.proclaim.approve": "assemble.text.proclaim",
    "assemble.text.proclaim.undo": "assemble.text.proclaim",
    "assemble.text.hearing.add": "assemble.text.hearing",
    "assemble.text.hearing.edit": "assemble.text.hearing",
    "assemble.text.hearing.open": "assemble.text.hearing",
    "assemble.text.hearing.close": "assemble.text.close",
    "assemble.text.comment.answer": "assemble.text.answer",
    "assemble.text.comment.hide": "assemble.text.hide",
    "assemble.text.comment.show": "assemble.text.hide",
    "assemble.text.amend.hide": "assemble.text.hide",
    "assemble.text.amend.show": "assemble.text.hide",
    "assemble.text.amend.submit": "assemble.text.amend",
    "assemble.text.amend.withdraw": "assemble.text.amend",
    "assemble.text.support.confirm": "assemble.text.support",
    "assemble.text.support.unconfirm": "assemble.text.support",
    "assemble.text.advise.edit": "assemble.text.advise",
    "assemble.text.advise.undo": "assemble.text.advise",
    "assemble.text.decide.decide": "assemble.text.decide",
    "assemble.text.decide.undo": "assemble.text.decide",
    "assemble.text.compose.join": "assemble.text.compose",
}
for _name, _verb in NAMED.items():
    if not rules.rule_exists(_name):
        rules.add_rule(_name, may(_verb))


def voices(by: Actor, edition: Edition) -> frozenset[str]:
    """Ids of networks this actor may write for: as their coordinator, or as their delegate in this edition."""
    prefix = f"{edition.pk}:"
    delegate = {
        grant.scope_id.removeprefix(prefix)
        for grant in by.narrow
        if grant.role in ("delegate", "speaker") and grant.scope_id.startswith(prefix)
    }
    return by.scopes("coordinator") | delegate
