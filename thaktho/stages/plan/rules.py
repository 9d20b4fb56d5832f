import rules

from thaktho.ground.access import Actor, anyone, coordinates, nobody, secretariat, staff

from .models import NetworkPlan, PlanRow, PlanTree

editor = rules.predicate(lambda by, subject: by.has("secretariat", "coordinator"), name="plan_editor")
# Who reads drafts of every network.
reads_all = rules.predicate(
    lambda by, subject: by.has("secretariat", "executive", "observer"), name="plan_reads_all"
)


@rules.predicate
def is_public(by: Actor, subject: object) -> bool:
    """A row that was submitted or accepted is open to everybody; a draft never is."""
    if isinstance(subject, PlanRow):
        return (subject.live or subject.split_at is not None) and subject.state in (
            PlanRow.State.SUBMITTED,
            PlanRow.State.ACCEPTED,
        )
    return isinstance(subject, NetworkPlan)


# Asked of the programme by the pages; each page then shows only what may be seen.
rules.add_rule("plan.read", anyone)
rules.add_rule("plan.edit", editor)
rules.add_rule("plan.secretariat", secretariat)
rules.add_rule("plan.row.bulk", editor)

# Asked of a row.
rules.add_rule("plan.row.read", is_public | reads_all | coordinates)
rules.add_rule("plan.row.edit", coordinates | secretariat)
rules.add_rule("plan.row.remove", coordinates | secretariat)
rules.add_rule("plan.row.restore", coordinates | secretariat)
rules.add_rule("plan.row.move", coordinates | secretariat)
rules.add_rule("plan.row.split", coordinates | secretariat)
rules.add_rule("plan.row.settle", coordinates | secretariat)
rules.add_rule("plan.row.comment", reads_all | coordinates)

# Asked of a network, of its plan, or of an import into it.
rules.add_rule("plan.drafts.read", reads_all | coordinates)
rules.add_rule("plan.row.add", coordinates | secretariat)
rules.add_rule("plan.row.paste", coordinates | secretariat)
rules.add_rule("plan.row.from_statements", coordinates | secretariat)
rules.add_rule("plan.row.load", nobody)
rules.add_rule("plan.submit", coordinates | secretariat)
rules.add_rule("plan.return", secretariat)
rules.add_rule("plan.accept", secretariat)
rules.add_rule("plan.reopen", secretariat)
rules.add_rule("plan.due", secretariat)
rules.add_rule("plan.import", coordinates | secretariat)
rules.add_rule("plan.import.stage", nobody)
rules.add_rule("plan.import.sweep", nobody)
rules.add_rule("plan.import.apply", coordinates | secretariat)
rules.add_rule("plan.import.cancel", coordinates | secretariat)
rules.add_rule("plan.import.undo", coordinates | secretariat)

# Weaving: the secretariat decides, everyone with a role reads the proposals, everybody reads the versions.
rules.add_rule("plan.pairs.read", staff)
rules.add_rule("plan.pair.decide", secretariat)
rules.add_rule("plan.weave.ask", secretariat)
rules.add_rule("plan.weave", nobody)
rules.add_rule("plan.version.read", anyone)
rules.add_rule("plan.version.make", secretariat)
rules.add_rule("plan.version.papers", secretariat)
rules.add_rule("plan.version.approve", secretariat)
rules.add_rule("plan.lint.read", staff)
rules.add_rule("plan.lint.waive", coordinates | secretariat)
rules.add_rule("plan.gaps.read", anyone)
rules.add_rule("plan.gap.decide", secretariat)
rules.add_rule("plan.gap.take", coordinates | secretariat)  # asked of the decision

# The loom: the secretariat invites and computes, the two networks answer, everyone with a role reads.


@rules.predicate
def is_party(by: Actor, subject: object) -> bool:
    """Coordinator of the network that would help, or of the one that would be helped."""
    sides = (getattr(subject, "taker_id", None), getattr(subject, "giver_id", None))
    return any(by.has_for("coordinator", side) for side in sides if side)


rules.add_rule("plan.collaborate", nobody)
rules.add_rule("plan.collaboration.decide", secretariat)
rules.add_rule("plan.collaboration.answer", is_party)
rules.add_rule(
    "plan.collaboration.answer_for", secretariat
)  # by letter or in a meeting: in the ledger as such
rules.add_rule("plan.lack.state", coordinates | secretariat)
rules.add_rule("plan.portfolio.read", staff)
rules.add_rule("plan.portfolio.make", secretariat)
rules.add_rule("plan.portfolio.store", nobody)
rules.add_rule("plan.portfolio.adopt", secretariat)
rules.add_rule("plan.words.read", staff)
rules.add_rule("plan.words.teach", secretariat)

# The tree. Asked of a tree; a new one is asked of the programme, or of the network whose plan it is.


@rules.predicate
def keeps_tree(by: Actor, tree: object) -> bool:
    """Its own people keep a network's, a district's or an organisation's tree."""
    return (
        by.has_for("coordinator", getattr(tree, "network_id", None))
        or by.has_for("liaison", getattr(tree, "place_id", None))
        or by.has_for("officer", getattr(tree, "organisation_id", None))
    )


tree_stands = rules.predicate(lambda by, tree: tree.state != PlanTree.State.DRAFT, name="tree_stands")
rules.add_rule("plan.tree.read", tree_stands | staff)
rules.add_rule("plan.tree.history", staff)
rules.add_rule("plan.tree.make", secretariat | coordinates)
for verb in (
    "plan.tree.edit", "plan.tree.state", "plan.branch.add", "plan.branch.edit", "plan.branch.move",
    "plan.branch.remove", "plan.branch.restore", "plan.kpi.add", "plan.kpi.edit", "plan.kpi.move",
    "plan.kpi.remove", "plan.kpi.restore",
):  # fmt: skip
    rules.add_rule(verb, secretariat | keeps_tree)
rules.add_rule("plan.row.hang", editor)  # each row is asked for itself

# Who has taken a part of a row upon themselves. Asked of the acceptance.
of_row = rules.predicate(
    lambda by, answer: by.has_for("coordinator", answer.row.network_id), name="coordinates_its_row"
)
of_organisation = rules.predicate(
    lambda by, answer: by.has_for("officer", answer.organisation_id), name="officer_of_it"
)
rules.add_rule("plan.acceptance.ask", secretariat | of_row)
rules.add_rule("plan.acceptance.answer", secretariat | of_row | of_organisation)
officer = rules.predicate(lambda by, subject: by.has("officer"), name="officer")
rules.add_rule("plan.acceptances.read", secretariat | editor | officer)

# Rounds and needs. Everybody reads them; the secretariat keeps them.
rules.add_rule("plan.round.read", anyone)
rules.add_rule("plan.round.make", secretariat)
rules.add_rule("plan.round.edit", secretariat)
rules.add_rule("plan.round.close", secretariat)
rules.add_rule("plan.round.reopen", secretariat)
rules.add_rule("plan.round.load", nobody)
rules.add_rule("plan.need.read", anyone)
rules.add_rule("plan.need.record", secretariat)
rules.add_rule("plan.need.edit", secretariat)
rules.add_rule("plan.need.aside", secretariat)
rules.add_rule("plan.need.open", secretariat)
rules.add_rule("plan.need.answer", secretariat)
