"""The demonstration's commitments, laid on any declaration; without one it lays nothing."""

from __future__ import annotations

from thaktho.demo.assembly import World, after
from thaktho.stages.assemble.after.models import Commitment, Proceedings


def world(made, **editions) -> World:
    province = made.province
    return World(province.system, province.programme, province.networks, {}, {}, {}, editions)


def test_all_states_are_shown_and_open_ones_are_carried(followed, following_year):
    after.load(world(followed, **{"2563": followed.edition, "2564": following_year.edition}))
    rows = Commitment.objects.filter(edition=followed.edition)
    assert rows.count() == 3 and all(row.is_example and row.network for row in rows)
    assert {row.state for row in rows} == {"kept", "doing", "not_started"}
    assert Commitment.objects.filter(edition=following_year.edition).count() == 2
    assert Proceedings.objects.get().is_example


def test_without_a_text_it_lays_nothing(province):
    from tests.tools.assembly import make_assembly

    empty = make_assembly(province, stage="follow_up", bodies=())
    after.load(world(empty, **{"2563": empty.edition}))
    assert not Commitment.objects.exists()
