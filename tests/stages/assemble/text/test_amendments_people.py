"""Who hands in, supports and withdraws, when, and what is no wish."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.states import Changed, Refused, WrongState

from .amendment_tables import BASE, FOREST, YEARS, state, table, try_case


def same_words_are_no_wish(d):
    return d.wish(BASE)


def empty_words_are_no_wish(d):
    return d.wish("  ")


def composed_of_another_revision_than_seen(d):
    one = d.decided(FOREST)
    actions.edit_clause(d.by, d.clause(), body=YEARS)
    return actions.compose(d.by, d.clause(), [one.pk], seen_revision=1)


def decided_of_another_version_than_seen(d):
    one = d.wish(FOREST)
    actions.advise(d.by, one, "accept", "ดี")
    return actions.decide(d.by, one, "accepted", "ดี", seen_version=1)


def two_networks_one_support_each(d):
    one = d.wish(FOREST, network="youth")
    for code in ("religion", "community", "religion"):
        actions.support(d.by, one, d.network(code))
    return one.supports.count()


def own_network_needs_no_support(d):
    return actions.support(d.by, d.wish(FOREST, network="youth"), d.network("youth"))


def withdrawn_by_its_network(d):
    one = d.wish(FOREST, network="youth")
    return state(actions.withdraw(d.province.actor("youth"), one))


def withdrawn_by_another_network(d):
    return actions.withdraw(d.province.actor("religion"), d.wish(FOREST, network="youth"))


def withdrawn_by_receipt(d):
    hearing = d.hearing()
    one = d.wish(FOREST, by=d.province.visitor, hearing=hearing, code="7K4M-29HX")
    return state(actions.withdraw(d.province.visitor, one, code="7k4m 29hx"))


def withdrawn_by_a_wrong_receipt(d):
    one = d.wish(FOREST, by=d.province.visitor, hearing=d.hearing(), code="7K4M-29HX")
    return actions.withdraw(d.province.visitor, one, code="7K4M-29HQ")


def visitor_without_hearing(d):
    return d.wish(FOREST, by=d.province.visitor)


def visitor_in_a_closed_hearing(d):
    hearing = actions.close_hearing(d.by, d.hearing())
    return d.wish(FOREST, by=d.province.visitor, hearing=hearing)


def coordinator_for_another_network(d):
    d.made.at("readiness")
    return d.wish(FOREST, by=d.province.actor("youth"), network="religion")


def speaker_for_the_own_network(d):
    d.made.at("readiness")
    d.text.refresh_from_db()
    return state(d.wish(FOREST, by=d.made.speaker("youth"), network="youth"))


def after_agreement(d):
    actions.agree(d.by, d.text, despite=True, reason="ที่ประชุมเห็นพ้อง")
    return d.wish(FOREST)


def open_wishes_stop_agreement(d):
    d.wish(FOREST)
    return actions.agree(d.by, d.text, despite=True, reason="ที่ประชุมเห็นพ้อง")


def open_wishes_seen_and_left(d):
    d.wish(FOREST)
    return actions.agree(d.by, d.text, leave_open=True, despite=True, reason="ที่ประชุมเห็นพ้อง").final


CASES = [
    (same_words_are_no_wish, Refused),
    (empty_words_are_no_wish, Refused),
    (composed_of_another_revision_than_seen, Changed),
    (decided_of_another_version_than_seen, Changed),
    (two_networks_one_support_each, 2),
    (own_network_needs_no_support, Refused),
    (withdrawn_by_its_network, "withdrawn"),
    (withdrawn_by_another_network, PermissionDenied),
    (withdrawn_by_receipt, "withdrawn"),
    (withdrawn_by_a_wrong_receipt, PermissionDenied),
    (visitor_without_hearing, Refused),
    (visitor_in_a_closed_hearing, Refused),
    (coordinator_for_another_network, PermissionDenied),
    (speaker_for_the_own_network, "submitted"),
    (after_agreement, WrongState),
    (open_wishes_stop_agreement, Refused),
    (open_wishes_seen_and_left, True),
]


@table(CASES)
def test_amendments(drafting, case, outcome):
    try_case(drafting, case, outcome)
