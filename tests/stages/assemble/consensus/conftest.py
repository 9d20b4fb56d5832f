from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.tools.assembly import Assembly, actor_of_delegate
from thaktho.ground.access import Actor
from thaktho.stages.assemble.consensus import actions, entering, live
from thaktho.stages.assemble.models import (
    CheckIn,
    Delegate,
    Participant,
    Resolution,
    Round,
    RoundClause,
    Rulebook,
)

CODES = ("religion", "community", "youth", "public_health")


@pytest.fixture(autouse=True)
def _fresh() -> None:
    live.forget()


@dataclass
class Floor:
    """An assembly with what one needs to let networks speak in one line."""

    made: Assembly

    @property
    def desk(self) -> Actor:
        return self.made.province.actor("secretariat")

    @property
    def edition(self) -> Any:
        return self.made.edition

    def network(self, code: str) -> Any:
        return self.made.province.networks[code]

    def rules(self, **fields: Any) -> Rulebook:
        return actions.edit_rulebook(self.desk, self.edition, **fields)

    def round(self, *, opened: bool = True, only: Any = None) -> Round:
        drafted = actions.draft_round(self.desk, self.edition, self.made.version, only=only)
        return actions.open_round(self.desk, drafted) if opened else drafted

    def asked(self, round: Round, number: int = 1) -> RoundClause:
        return RoundClause.objects.select_related("round__edition", "clause").get(round=round, number=number)

    def tell(self, round: Round, code: str, value: str, number: int = 1, **more: Any) -> Any:
        reason = more.pop("reason", "" if value == "agree" else "เหตุผลตัวอย่าง")
        by = more.pop("by", None) or self.made.speaker(code)
        return actions.tell(by, self.asked(round, number), self.network(code), value, reason, **more)

    def all_say(self, round: Round, value: str = "agree", codes: Any = CODES) -> None:
        for code in codes:
            for asked in round.clauses.all():
                self.tell(round, code, value, asked.number)

    def resolution(self, *, state: str = "open", **fields: Any) -> Resolution:
        self.edition.formal_votes = True
        self.edition.save(update_fields=["formal_votes"])
        row = actions.draft_resolution(
            self.desk, self.edition, title="เรื่องตัวอย่าง", body="ให้ทำตามตัวอย่าง", **fields
        )
        if state in ("locked", "open"):
            row = actions.lock_resolution(self.desk, row)
        return actions.open_resolution(self.desk, row) if state == "open" else row

    def delegate(self, code: str) -> Delegate:
        return self.made.delegates[code]

    def by(self, delegate: Delegate) -> Actor:
        return actor_of_delegate(delegate)

    def come(self, delegate: Delegate, /, *, days_ago: int = 0, **more: Any) -> Participant:
        """The delegate's badge, registered today or some days ago."""
        number = Participant.objects.filter(edition=self.edition).count() + 1
        fields = {"delegate": delegate, "person": delegate.person, "network": delegate.network} | more
        badge = Participant.objects.create(
            programme=self.edition.programme, edition=self.edition, number=number, code=f"p{number}",
            name=delegate.name, sort_key=str(number), came_at=timezone.now(), **fields,
        )  # fmt: skip
        CheckIn.objects.create(
            programme=self.edition.programme, edition=self.edition, participant=badge, mode="onsite",
            on=timezone.localdate() - timedelta(days=days_ago),
        )  # fmt: skip
        return badge

    def let_in(self, delegate: Delegate) -> Client:
        """A phone that came by the delegate's card."""
        delegate.refresh_from_db()
        delegate.token_hash = entering.hash_token(entering.token_for(delegate))
        delegate.save(update_fields=["token_hash"])
        client = Client()
        answer = client.get(self.url(f"enter/{entering.token_of(delegate)}/"))
        assert answer.status_code == 302
        return client

    def url(self, path: str = "") -> str:
        return self.made.province.url(f"assembly/{self.edition.code}/consensus/{path}")


@pytest.fixture
def floor(assembly: Assembly) -> Floor:
    return Floor(assembly)
