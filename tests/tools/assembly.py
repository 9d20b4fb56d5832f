"""An assembly in any stage, laid down for tests of one chamber without walking through the others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import caches

from tests.conftest import Province
from thaktho.ground.access import Actor
from thaktho.ground.people import actions as people
from thaktho.ground.people.queries import actor_for
from thaktho.stages.assemble.access import with_delegacies
from thaktho.stages.assemble.models import (
    Clause,
    ClauseAction,
    ClauseRevision,
    Delegate,
    Edition,
    Period,
    StageSpan,
    Text,
    TextVersion,
)
from thaktho.stages.assemble.stages import ORDER
from thaktho.thai.names import person_sort_key
from thaktho.thai.words import search_text

DAY = date(2020, 9, 1)
BODIES = (
    "ร่วมกันปลูกและดูแลป่าชุมชนทุกตำบล ให้เด็กและเยาวชนเป็นกำลังหลัก",
    "ส่งเสริมความสุจริตในการทำงานของทุกหน่วยงาน เปิดเผยข้อมูลแก่ประชาชน",
    "จัดธนาคารความดีในทุกชุมชน และเล่าเรื่องดี ๆ ผ่านสื่อท้องถิ่น",
)


@dataclass
class Assembly:
    province: Province
    edition: Edition
    text: Text
    version: TextVersion
    clauses: list[Clause]
    delegates: dict[str, Delegate] = field(default_factory=dict)  # one speaker a network, by its code

    def at(self, stage: str) -> Assembly:
        """The same assembly, in another stage; without an act, so what was kept until the next one is let go."""
        Edition.objects.filter(pk=self.edition.pk).update(stage=stage)
        caches["memory"].clear()
        self.edition.refresh_from_db()
        return self

    def speaker(self, code: str) -> Actor:
        """The delegate who tells the voice of this network."""
        delegate = self.delegates[code]
        return with_delegacies(Actor(self.edition.programme_id, "person", delegate.person_id), [delegate])

    def actor(self, name: str) -> Actor:
        """The cast of the province, and `speaker-<network code>`."""
        if name.startswith("speaker-"):
            return self.speaker(name.removeprefix("speaker-"))
        return self.province.actor(name)


def make_assembly(
    province: Province, *, stage: str = "assembly", code: str = "2563", bodies: tuple[str, ...] = BODIES
) -> Assembly:
    """An edition with a declaration of three clauses in one version, and one appointed speaker a network."""
    programme = province.programme
    edition = Edition.objects.create(
        programme=programme,
        code=code,
        title=f"สมัชชาคุณธรรมจังหวัดตัวอย่าง {code}",
        number=1,
        year=int(code) if code.isdigit() else 2563,
        held_on=DAY,
        stage=stage,
        is_example=True,
    )
    StageSpan.objects.bulk_create(StageSpan(programme=programme, edition=edition, stage=one) for one in ORDER)
    text = Text.objects.create(
        programme=programme,
        edition=edition,
        title="ประกาศเจตนารมณ์ตัวอย่าง",
        opening="พวกเรา ผู้แทนเครือข่าย ขอประกาศเจตนารมณ์ว่า",
        is_example=True,
    )
    clauses = make_clauses(text, bodies)
    frozen = {"clauses": [{"id": str(clause.pk), "body": clause.body} for clause in clauses]}
    version = TextVersion.objects.create(
        programme=programme,
        edition=edition,
        text=text,
        number=1,
        name="ร่างที่ 1",
        frozen=frozen,
        frozen_hash=hashlib.sha256(repr(frozen).encode()).hexdigest(),
    )
    made = Assembly(province, edition, text, version, clauses)
    for network_code, network in province.networks.items():
        made.delegates[network_code] = add_delegate(
            made, network_code, f"ผู้แทน {network.short_name}", "speaker"
        )
    return made


def make_clauses(text: Text, bodies: tuple[str, ...]) -> list[Clause]:
    same = {"programme": text.programme, "edition": text.edition}
    period = Period.objects.create(**same, text=text, name="ระยะ 3 ปี", order=1)
    clauses = []
    for order, body in enumerate(bodies, 1):
        clause = Clause.objects.create(
            **same, text=text, period=period, order=order, body=body, is_example=True
        )
        ClauseRevision.objects.create(**same, clause=clause, number=1, body=body)
        ClauseAction.objects.create(
            **same, clause=clause, addressee="ทุกเครือข่าย", action="ดำเนินการในพื้นที่ของตน", order=1
        )
        clauses.append(clause)
    return clauses


def add_delegate(
    made: Assembly, network_code: str, name: str, part: str = "delegate", person=None
) -> Delegate:
    province = made.province
    person = person or people.add_person(
        province.system, province.programme, given_name=name, is_example=True
    )
    return Delegate.objects.create(
        programme=province.programme,
        edition=made.edition,
        network=province.networks[network_code],
        person=person,
        name=name,
        part=part,
        state=Delegate.State.APPOINTED,
        sort_key=person_sort_key(name),
        search_text=search_text(name),
        is_example=True,
    )


def actor_of_delegate(delegate: Delegate) -> Actor:
    return with_delegacies(actor_for(delegate.programme, delegate.person), [delegate])
