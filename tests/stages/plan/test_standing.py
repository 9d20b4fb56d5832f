"""Where a row stands: its network's state, in a proposed version, approved, or changed since; the table, and alike when
asked of the database."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import PlanRow, PlanVersion, VersionLine
from thaktho.stages.plan.queries.counting import STANDINGS, standing
from thaktho.stages.plan.queries.rows import Filters

from .conftest import fresh

AT = timezone.make_aware(datetime(2020, 6, 1))
EARLY, LATE = AT - timedelta(days=1), AT + timedelta(days=9)
NEXT = AT + timedelta(days=5)  # the proposal after the approved version

# state, changed, approved at, proposed at -> where it stands
TABLE = [
    ("draft", EARLY, None, None, "draft"),
    ("returned", LATE, AT, None, "returned"),
    ("draft", EARLY, AT, NEXT, "draft"),
    ("submitted", EARLY, None, None, "submitted"),
    ("accepted", EARLY, None, None, "accepted"),
    ("accepted", EARLY, None, NEXT, "integrated"),
    ("submitted", LATE, None, NEXT, "integrated"),
    ("accepted", EARLY, AT, None, "approved"),
    ("accepted", EARLY, AT, NEXT, "approved"),
    ("accepted", LATE, AT, None, "amended"),
    ("accepted", LATE, AT, NEXT, "amended"),  # changed again after the proposal
    ("accepted", AT + timedelta(days=2), AT, NEXT, "integrated"),
]


@pytest.mark.parametrize("state, changed, approved, proposed, wanted", TABLE)
def test_the_table(state, changed, approved, proposed, wanted):
    assert standing(state, changed, approved, proposed) == wanted


@pytest.mark.parametrize("with_proposal", [True, False])
@pytest.mark.parametrize("with_approved", [True, False])
def test_the_list_and_the_filter_say_the_same(province, make, with_approved, with_proposal):
    """Every case of the table at once, in the database: each row is in the one filter its tag names."""
    versions = {}
    for name, number, state, at, there in (
        ("approved", 1, "approved", AT, with_approved),
        ("proposed", 2, "proposed", NEXT, with_proposal),
    ):
        if there:
            versions[name] = PlanVersion.objects.create(
                programme=province.programme,
                number=number,
                title="แผน",
                state=state,
                dated=at.date(),
                content_hash="x",
            )
            PlanVersion.objects.filter(pk=versions[name].pk).update(made_at=at)
    for n, (state, changed, approved, proposed, _) in enumerate(TABLE):
        row = make(f"แถว {n}")
        PlanRow.objects.filter(pk=row.pk).update(state=state, changed_at=changed)
        for name, inside in (("approved", approved), ("proposed", proposed)):
            if inside and name in versions:
                VersionLine.objects.create(
                    programme=province.programme, version=versions[name], number=n, row=row, data={}
                )
    by = province.actor("secretariat")
    rows = list(queries.rows(province.programme, by))
    said = queries.standings(province.programme, rows)
    listed = {
        row.pk: name
        for name in STANDINGS
        for row in queries.rows(province.programme, by, Filters(standing=name))
    }
    assert listed == said and len(said) == len(TABLE)
    if with_approved and with_proposal:
        assert [said[row.pk] for row in rows] == [wanted for *_, wanted in TABLE]


def test_settling_a_day_after_approval_amends_the_row(province, make):
    from datetime import date

    row = make("ก", when_text="วันพระใหญ่")
    PlanRow.objects.update(changed_at=EARLY)
    actions.settle(province.actor("religion"), row, row.flags.get(), start=date(2020, 3, 11))
    assert fresh(row).changed_at > AT


def test_the_page_shows_the_tag_and_the_filter(province, make):
    row = make("ก")
    PlanRow.objects.update(state="accepted", changed_at=LATE)
    version = PlanVersion.objects.create(
        programme=province.programme,
        number=1,
        title="แผน",
        state="approved",
        dated=AT.date(),
        content_hash="x",
    )
    PlanVersion.objects.update(made_at=AT)
    VersionLine.objects.create(programme=province.programme, version=version, number=1, row=row, data={})
    for path in ("plan/rows/?standing=amended", f"plan/rows/{row.pk}/", "plan/religion/"):
        assert "แก้หลังเห็นชอบ" in province.client("religion").get(province.url(path)).content.decode()
    page = province.client().get(province.url("plan/rows/?standing=approved"))
    assert page.context["totals"].rows == 0
