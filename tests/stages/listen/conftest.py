"""A topic with statements, and people who answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from tests.conftest import Province
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Door, Statement, Topic

TEXTS = [
    "ขอให้คนไทยรักและสามัคคีกัน",
    "ควรปลูกฝังความเอื้ออาทรตั้งแต่ในครอบครัว",
    "อยากให้คนไทยรู้จักขอบคุณ ขอโทษ และรู้จักให้อภัย",
    "เครื่องแบบนักเรียนช่วยส่งเสริมความมีระเบียบวินัย",
]


@dataclass
class Asked:
    """An open topic of a province."""

    province: Province
    topic: Topic
    statements: list[Statement] = field(default_factory=list)
    voters: int = 0

    def door(self, network: str) -> Door:
        return next(
            door for door in queries.doors(self.topic) if door.network and door.network.code == network
        )

    def vote(self, voter: UUID, network: str, statement: Statement, value: int) -> dict[UUID, int]:
        return actions.cast_vote(
            self.province.visitor, self.topic, voter, self.door(network), statement.pk, value
        )

    def answers(self, network: str, statement: Statement, *values: int) -> list[UUID]:
        """One new voter for each value."""
        voters = [uuid4() for _ in values]
        for voter, value in zip(voters, values, strict=True):
            self.vote(voter, network, statement, value)
        return voters

    def standing(self, statement: Statement) -> queries.Standing:
        return queries.statements(self.province.programme, [statement.pk])[0]

    def figure(self, network: str, statement: Statement):
        return self.standing(statement).published.cells[self.door(network).pk]

    def url(self, path: str = "") -> str:
        return self.province.url(f"listen/{self.topic.code}/{path}")


def ask(province: Province, *, opened: bool = True, **fields: object) -> Asked:
    by = province.actor("secretariat")
    fields = {"title": "สิ่งที่อยากเห็นในเชียงราย", "question": "ท่านอยากเห็นอะไรในจังหวัดของเรา"} | fields
    topic = actions.add_topic(by, province.programme, **fields)
    asked = Asked(province, topic)
    asked.statements = [actions.seed(by, topic, text) for text in TEXTS]
    if opened:
        actions.open_topic(by, topic)
    topic.refresh_from_db()
    return asked


@pytest.fixture
def asked(province: Province) -> Asked:
    return ask(province)


@pytest.fixture
def asking(province: Province) -> Callable[..., Asked]:
    """`asking(moderation="after", opened=False)`: a topic of one's own."""
    return lambda **fields: ask(province, **fields)
