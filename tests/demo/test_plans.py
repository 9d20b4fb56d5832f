"""The example plan: sourced, marked as examples, one line of the ledger a network."""

from thaktho.demo import plans
from thaktho.ground.ledger.models import Act
from thaktho.stages.plan import queries
from thaktho.stages.plan.models import PlanRow


def test_every_row_has_its_page_and_is_marked(province):
    loaded = plans.load(province.programme, province.networks)
    assert set(loaded) == set(province.networks)
    rows = PlanRow.objects.filter(programme=province.programme).select_related("source")
    assert rows.count() >= 20 and all(row.is_example and row.source.url for row in rows)
    assert Act.objects.filter(verb="plan.row.load").count() == len(loaded)
    assert rows.filter(budget=0).exists() and rows.filter(budget=None).exists()
    assert queries.rows_for_weaving(province.programme)
