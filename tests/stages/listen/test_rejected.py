"""What most reject is told as that, or as not known yet; never as divided."""

from __future__ import annotations

from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.queries import found


def test_what_nearly_everybody_rejects_is_not_told_as_divided(asked):
    """66 of 66 disagree; a fourth network is there and is not known on this statement."""
    refused, another = asked.statements[:2]
    for network in ("religion", "community", "youth"):
        asked.answers(network, refused, *[-1] * 22)
        asked.answers(network, another, *[1, -1] * 11)
    asked.answers("public_health", another, 1, -1, 1, -1, 0, 1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    asked.topic.refresh_from_db()
    told = found.findings(asked.topic, queries.standings(asked.topic))[refused.pk]
    assert told.list == found.NOT_ENOUGH and told.against
    assert told.words.startswith("ส่วนใหญ่ไม่เห็นด้วย") and "สาธารณสุข" in told.words
