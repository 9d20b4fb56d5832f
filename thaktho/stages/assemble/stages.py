"""Who may do what in which stage of the year: one table, from which the rules are made and the test is written.

A verb stands here once. Roles: `secretariat`, `executive`, `coordinator` (of the subject's network), `delegate` (of the
subject's network in this edition), `speaker` (the delegate who tells the network's voice), `owner` (whom a task or a
commitment belongs to: its network's coordinator, its person), `staff` (any role) and `anyone`.
"""

from __future__ import annotations

from .editions.models import Stage

ORDER: tuple[str, ...] = tuple(Stage.values)
ALL = frozenset(ORDER)


def _from(first: str, last: str = ORDER[-1]) -> frozenset[str]:
    return frozenset(ORDER[ORDER.index(first) : ORDER.index(last) + 1])


EARLY = _from("consult", "plan_draft")
TO_SCREEN = _from("consult", "declare_draft")
DRAFTING = _from("plan_draft", "assembly")
HEARD = _from("declare_draft", "readiness")
AMENDING = _from("declare_draft", "assembly")
BEFORE = _from("consult", "assembly")
READY = _from("readiness", "assembly")
NAMING = _from("plan_draft", "assembly")
PLANNING_THE_DAY = _from("declare_draft", "assembly")
DAY = _from("assembly", "assembly")
DAY_AND_AFTER = _from("assembly", "wrap_up")
AFTER = _from("assembly")
FOLLOWING = _from("wrap_up")

MAY: dict[str, dict[str, frozenset[str]]] = {
    # editions: the year, its stages, tasks, papers, tabs, pictures
    "assemble.editions.edit": {"secretariat": ALL},
    "assemble.editions.move": {"secretariat": ALL},
    "assemble.editions.end": {"secretariat": ALL},
    "assemble.editions.task.write": {"secretariat": ALL},
    "assemble.editions.task.do": {"secretariat": ALL, "owner": ALL},
    "assemble.editions.paper": {"secretariat": ALL},
    "assemble.editions.tab": {"secretariat": ALL},
    "assemble.editions.photo": {"secretariat": ALL},
    "assemble.editions.unphoto": {"secretariat": ALL},
    "assemble.editions.rehearse": {"secretariat": BEFORE},
    # issues
    "assemble.issues.call": {"secretariat": TO_SCREEN},
    "assemble.issues.propose": {"anyone": EARLY, "secretariat": EARLY, "coordinator": EARLY},
    "assemble.issues.score": {"secretariat": TO_SCREEN, "coordinator": TO_SCREEN, "executive": TO_SCREEN},
    "assemble.issues.decide": {"secretariat": TO_SCREEN},
    # the declaration's text
    "assemble.text.draft": {"secretariat": DRAFTING},
    "assemble.text.version": {"secretariat": DRAFTING},
    "assemble.text.hearing": {"secretariat": HEARD},
    "assemble.text.close": {"secretariat": ALL},  # a hearing left open would keep the words from being agreed
    "assemble.text.comment": {
        "anyone": HEARD,
        "delegate": AMENDING,
        "coordinator": AMENDING,
        "secretariat": AMENDING,
    },
    "assemble.text.answer": {"secretariat": AMENDING},
    "assemble.text.hide": {"secretariat": _from("declare_draft")},
    "assemble.text.amend": {
        "anyone": HEARD,
        "delegate": AMENDING,
        "coordinator": AMENDING,
        "secretariat": AMENDING,
    },
    "assemble.text.support": {"delegate": AMENDING, "coordinator": AMENDING, "secretariat": AMENDING},
    "assemble.text.advise": {"secretariat": AMENDING},
    "assemble.text.decide": {"secretariat": AMENDING},
    "assemble.text.compose": {"secretariat": AMENDING},
    "assemble.text.proclaim": {"secretariat": DAY_AND_AFTER},
    # consensus
    "assemble.consensus.nominate": {"secretariat": NAMING, "coordinator": NAMING},
    "assemble.consensus.appoint": {"secretariat": NAMING},
    "assemble.consensus.replace": {"secretariat": NAMING, "coordinator": NAMING},
    "assemble.consensus.rules": {"secretariat": NAMING},
    "assemble.consensus.round": {"secretariat": AMENDING},
    "assemble.consensus.stance": {"speaker": AMENDING, "coordinator": AMENDING, "secretariat": AMENDING},
    "assemble.consensus.inner": {"delegate": AMENDING, "speaker": AMENDING},
    "assemble.consensus.dissent": {"secretariat": AMENDING},
    "assemble.consensus.resolution": {"secretariat": READY},
    # What is open can be closed, told or called off wherever the year went: nothing stays stuck.
    "assemble.consensus.finish": {"secretariat": ALL},
    "assemble.consensus.vote": {"delegate": DAY, "speaker": DAY},
    # the day
    "assemble.day.plan": {"secretariat": PLANNING_THE_DAY},
    "assemble.day.people": {"secretariat": NAMING},
    "assemble.day.run": {"secretariat": DAY},
    "assemble.day.speak": {"delegate": DAY, "speaker": DAY, "coordinator": DAY, "secretariat": DAY},
    "assemble.day.register": {"secretariat": DAY, "staff": DAY},
    "assemble.day.booth": {"secretariat": PLANNING_THE_DAY, "coordinator": PLANNING_THE_DAY},
    "assemble.day.honour": {"secretariat": _from("declare_draft", "wrap_up")},
    "assemble.day.present": {"secretariat": DAY},
    "assemble.day.certify": {"secretariat": _from("readiness")},
    "assemble.day.satisfied": {"anyone": DAY_AND_AFTER},
    # after
    "assemble.after.proceedings": {"secretariat": AFTER},
    "assemble.after.commit": {"secretariat": AFTER},
    "assemble.after.report": {"secretariat": FOLLOWING, "owner": FOLLOWING},
    "assemble.after.carry": {"secretariat": FOLLOWING},
}

# What goes on after an edition was ended: commitments outlive their assembly, certificates are printed again,
# and a telephone number, or a picture of somebody who agrees no more, is taken off the page whenever it is asked for.
EVEN_ENDED = {
    "assemble.editions.unphoto",
    "assemble.text.hide",
    "assemble.after.report",
    "assemble.after.carry",
    "assemble.day.certify",
}
