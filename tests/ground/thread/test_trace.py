"""Pulled from either end, the thread gives the same things; undone links are gone; provinces stay apart."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Person
from thaktho.ground.thread import actions, queries
from thaktho.ground.thread.actions import WrongProgramme


def persons(province, count):
    rows = [
        Person(programme=province.programme, given_name=str(n), sort_key="", search_text="")
        for n in range(count)
    ]
    return Person.objects.bulk_create(rows)


def weave(province, nodes, edges):
    with acting(province.system, "programme.edit", province.programme) as act:
        for a, b in edges:
            actions.link(act, nodes[a], nodes[b], "became")


def reachable(edges, start):
    found, edge_of = set(), {}
    for a, b in edges:
        edge_of.setdefault(a, set()).add(b)
    todo = [start]
    while todo:
        for nxt in edge_of.get(todo.pop(), ()):
            if nxt not in found:
                found.add(nxt)
                todo.append(nxt)
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] != e[1]), max_size=16))
def test_trace_equals_a_brute_force_walk_both_ways(province, edges):
    nodes = persons(province, 9)
    weave(province, nodes, edges)
    index = {node.pk: n for n, node in enumerate(nodes)}
    down = {
        index[strand.target_id] for strand in queries.trace(province.programme.pk, nodes[0].pk, down=True)
    }
    up = {index[strand.source_id] for strand in queries.trace(province.programme.pk, nodes[0].pk, down=False)}
    assert down == reachable(edges, 0)
    assert up == reachable({(b, a) for a, b in edges}, 0)


def test_an_undone_link_is_no_longer_followed_and_may_be_made_again(province):
    a, b = persons(province, 2)
    weave(province, [a, b], [(0, 1)])
    with acting(province.system, "programme.edit", province.programme) as act:
        assert actions.undo(act, a, b, "became") == 1
    assert queries.trace(province.programme.pk, a.pk, down=True) == []
    weave(province, [a, b], [(0, 1)])
    assert len(queries.trace(province.programme.pk, a.pk, down=True)) == 1


def test_linking_twice_is_one_link(province):
    a, b = persons(province, 2)
    weave(province, [a, b], [(0, 1)])
    weave(province, [a, b], [(0, 1)])
    assert len(queries.trace(province.programme.pk, a.pk, down=True)) == 1


def test_a_thread_never_leaves_its_province(province, other):
    (here,), (there,) = persons(province, 1), persons(other, 1)
    with pytest.raises(WrongProgramme), acting(province.system, "programme.edit", province.programme) as act:
        actions.link(act, here, there, "became")


def test_a_trace_asks_two_queries_whatever_the_number_of_links(province, queries_at_most=2):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    nodes = persons(province, 120)
    rng = random.Random(4)
    weave(province, nodes, {(rng.randrange(n), n) for n in range(1, 120)})
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert queries.trace(province.programme.pk, nodes[0].pk, down=True)
    assert len(seen) <= queries_at_most
