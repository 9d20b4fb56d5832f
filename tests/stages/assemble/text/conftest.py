from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.tools.assembly import Assembly, make_assembly
from thaktho.stages.assemble.issues import codes
from thaktho.stages.assemble.models import Amendment, Clause, Hearing, Text, TextVersion
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.actions.amending import Wish


@dataclass
class Drafting:
    """The declaration of three clauses while it is drafted, with a version and short ways to do things."""

    made: Assembly
    text: Text
    version: TextVersion

    @property
    def province(self):
        return self.made.province

    @property
    def by(self):
        return self.province.actor("secretariat")

    @property
    def clauses(self) -> list[Clause]:
        return self.made.clauses

    def url(self, path: str = "") -> str:
        return self.province.url(f"assembly/2563/text/{path}")

    def network(self, code: str):
        return self.province.networks[code]

    def clause(self, number: int = 1) -> Clause:
        """By the order they were made in, as it stands now."""
        return Clause.objects.select_related("text", "edition", "period").get(
            pk=self.made.clauses[number - 1].pk
        )

    def wish(
        self, body: str = "", *, clause: int | None = 1, by=None, network: str = "", **fields: Any
    ) -> Amendment:
        kind = fields.pop("kind", "change" if clause else "add")
        who = {name: fields.pop(name) for name in ("hearing", "code", "who") if name in fields}
        wish = Wish(kind=kind, clause=self.clause(clause) if clause else None, body=body, **fields)
        return actions.submit(
            by or self.by, self.text, wish, network=self.network(network) if network else None, **who
        )

    def decided(
        self, body: str = "", decision: str = "accepted", *, words: str = "", **fields: Any
    ) -> Amendment:
        return actions.decide(self.by, self.wish(body, **fields), decision, "เหตุผล", body=words)

    def compose(self, *wishes: Amendment, clause: int = 1, choices: tuple[str, ...] = ()) -> Clause:
        here = self.clause(clause)
        return actions.compose(
            self.by, here, [one.pk for one in wishes], seen_revision=here.revision, choices=choices
        )

    def hearing(self, *, is_open: bool = True, **fields: Any) -> Hearing:
        planned = actions.plan_hearing(self.by, self.version, title="เวทีรับฟัง", **fields)
        return actions.open_hearing(self.by, planned) if is_open else planned

    def numbers(self) -> list[str]:
        from thaktho.stages.assemble.text.queries import living_clauses

        return [f"{number} {clause.body[:8]}" for number, clause in living_clauses(self.text)]


BODIES = (
    "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี",
    "ทำงานสุจริต เปิดเผยข้อมูล แก่ประชาชน",
    "เล่าเรื่องดี ผ่านสื่อท้องถิ่น ของชุมชน",
)


@pytest.fixture
def drafting(province) -> Drafting:
    made = make_assembly(province, stage="declare_draft", bodies=BODIES)
    version = actions.make_version(province.actor("secretariat"), made.text, name="ร่างที่ 2")
    return Drafting(made, made.text, version)


@pytest.fixture(autouse=True)
def _full_buckets():
    codes.ASKED._filled.clear()
