"""From what people said to a draft of the plan, in one click, tied on the thread."""

import pytest

from thaktho.ground.base import new_id
from thaktho.ground.thread.queries import sources_of
from thaktho.stages.listen import actions as listen
from thaktho.stages.plan import actions
from thaktho.stages.plan.models import PlanRow


@pytest.fixture
def said(province):
    by = province.system
    topic = listen.add_topic(by, province.programme, title="ขยะ", question="อยากแก้อะไร")
    made = [listen.seed(by, topic, text) for text in ("ขยะล้นตลาด", "อยากให้คัดแยกที่บ้าน")]
    listen.open_topic(by, topic)
    return made


def test_one_click(province, said):
    client, url = province.client("religion"), province.url("plan/rows/from-statements/")
    data = {
        "network": "religion",
        "statements": [str(statement.pk) for statement in said],
        "act_id": str(new_id()),
    }
    assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]
    row = PlanRow.objects.get()
    assert row.problem == "ขยะล้นตลาด\nอยากให้คัดแยกที่บ้าน" and row.state == "draft"
    assert sources_of(province.programme.pk, row.pk, "listen.statement") == [
        statement.pk for statement in said
    ]
    actions.unlink_statement(province.actor("religion"), row, said[0])
    assert sources_of(province.programme.pk, row.pk, "listen.statement") == [said[1].pk]


@pytest.mark.parametrize("statements", [[], ["x"], [str(new_id())]])
def test_without_a_statement_it_is_told(province, said, statements):
    client = province.client("religion")
    page = client.post(
        province.url("plan/rows/from-statements/"),
        {"network": "religion", "statements": statements},
        follow=True,
    )
    assert "ข้อความ" in page.content.decode() and not PlanRow.objects.exists()


def test_statements_and_networks_of_another_province_are_not_reached(province, other, said):
    data = {"network": "religion", "statements": [str(said[0].pk)]}
    other.client("religion").post(other.url("plan/rows/from-statements/"), data)
    assert province.client("youth").post(province.url("plan/rows/from-statements/"), data).status_code == 403
    assert not PlanRow.objects.exists()
