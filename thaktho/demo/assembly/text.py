"""The declaration of 2563, invented, through three versions to its proclamation; that of 2564 while it is heard."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from thaktho.ground.people.models import Network
from thaktho.stages.assemble.models import Amendment, Clause, Edition, Hearing, Issue, Text, TextVersion
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.actions.amending import Wish

from . import World

SAID = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))


def load(world: World) -> None:
    if "2563" in world.editions:
        _of_2563(world, world.editions["2563"])
    if "2564" in world.editions:
        _of_2564(world, world.editions["2564"])


def _network(world: World, code: str, fallback: int = 0) -> Network | None:
    every = list(world.networks.values())
    return world.networks.get(code) or (every[fallback % len(every)] if every else None)


def _written(world: World, edition: Edition, year: str) -> tuple[Text, list[Clause]]:
    """Title, periods and clauses; the first issues the assembly accepted become the origin of the first clauses."""
    by, shift = world.by, int(year) - 2563
    text = actions.begin(
        by,
        edition,
        title=f"{SAID['title']} ปี {year}",
        opening=SAID["opening"],
        closing=SAID["closing"],
        is_example=True,
    )
    periods = [
        actions.add_period(by, text, name=name, starts_on=_later(first, shift), ends_on=_later(last, shift))
        for name, first, last in SAID["periods"]
    ]
    issues = list(Issue.objects.filter(edition=edition, state=Issue.State.ACCEPTED)[: len(SAID["clauses"])])
    clauses = []
    for place, one in enumerate(SAID["clauses"]):
        requests: list[dict[str, Any]] = [
            {
                "addressee": who,
                "action": what,
                "network": world.networks.get(code),
                "due_on": _later(due, shift),
            }
            for who, what, code, due in one["requests"]
        ]
        clauses.append(
            actions.add_clause(
                by,
                text,
                body=one["body"],
                period=periods[one["period"]],
                requests=requests,
                issue=issues[place] if place < len(issues) else None,
                reason="ยกร่างครั้งแรก (ข้อมูลตัวอย่าง)",
                is_example=True,
            )
        )
    return text, clauses


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def _hearing(world: World, version: TextVersion, title: str, **fields: Any) -> Hearing:
    planned = actions.plan_hearing(world.by, version, title=title, is_example=True, **fields)
    return actions.open_hearing(world.by, planned)


def _wish(
    world: World, text: Text, wish: Wish, code: str = "", hearing: Hearing | None = None, who: str = ""
) -> Amendment:
    network = _network(world, code, len(code)) if code else None
    return actions.submit(world.by, text, wish, hearing=hearing, network=network, who=who, is_example=True)


def _now(clause: Clause) -> Clause:
    return Clause.objects.select_related("text", "edition").get(pk=clause.pk)


def _of_2563(world: World, edition: Edition) -> None:
    by = world.by
    text, (discipline, sufficient, service, honest, forest, praise) = _written(world, edition, "2563")
    first = actions.make_version(
        by, text, name="ร่างที่ 1", reason="ประชุมยกร่าง 8 ก.ค. 2563 (เนื้อความเป็นข้อมูลตัวอย่าง)"
    )
    hearing = _hearing(
        world, first, "เวทีรับฟังร่างที่ 1 ทุกเครือข่าย", opens_on=date(2020, 7, 9), closes_on=date(2020, 7, 31)
    )
    asked = actions.comment(
        by, forest, text="ขอให้พูดถึงฝุ่นควันในช่วงแล้งให้ชัด", quote="ลดหมอกควัน", hearing=hearing, who="ชาวบ้านอำเภอตัวอย่าง", is_example=True,
    )  # fmt: skip
    actions.answer(by, asked, "รับไปปรับในร่างที่ 2 ตามข้อเสนอแก้ไขของเครือข่ายเกษตร")
    hidden = actions.comment(by, honest, text="(ถ้อยคำพาดพิงบุคคล)", hearing=hearing, is_example=True)
    actions.hide(by, hidden, "มีชื่อบุคคลที่สาม")
    smoke = _wish(world, text, Wish(clause=forest, body=forest.body.replace("ลดหมอกควัน", "ลดหมอกควันและฝุ่นละอองในฤดูแล้ง"), reason="เป็นปัญหาทุกปี"), "agriculture", hearing)  # fmt: skip
    waste = _wish(world, text, Wish(clause=forest, body=forest.body.replace("ตั้งแต่ต้นทาง", "ตั้งแต่ครัวเรือน"), reason="ให้เริ่มจากบ้าน"), "community", hearing)  # fmt: skip
    same = _wish(world, text, Wish(clause=forest, body=forest.body.replace("ลดหมอกควัน", "ลดฝุ่นควัน"), reason="ทำนองเดียวกัน"), "public_health", hearing)  # fmt: skip
    deeper = _wish(world, text, Wish(parent=smoke, body=smoke.body.replace("ป่าต้นน้ำ", "ป่าต้นน้ำและป่าชุมชน"), reason="ป่าชุมชนมีคนดูแลอยู่แล้ว"), "youth", hearing)  # fmt: skip
    strict = _wish(world, text, Wish(clause=discipline, body=discipline.body.replace("เคารพกฎจราจร", "สวมหมวกนิรภัยทุกครั้ง"), reason="ลดอุบัติเหตุ"), "education", hearing)  # fmt: skip
    gone = _wish(
        world, text, Wish(kind="strike", clause=sufficient, reason="ซ้ำกับโครงการอื่น"), "business", hearing
    )
    grateful = _wish(world, text, Wish(kind="add", body="กตัญญูต่อผู้มีพระคุณและแผ่นดินเกิด ดูแลผู้สูงอายุในชุมชนไม่ให้ถูกทอดทิ้ง", after=praise, reason="ยังไม่มีข้อว่าด้วยกตัญญู"), "religion", hearing)  # fmt: skip
    taken = _wish(world, text, Wish(clause=service, body=service.body + "และผู้สูงอายุ"), "youth", hearing)
    for code in ("religion", "community", "education"):
        if (network := world.networks.get(code)) and smoke.network_id != network.pk:
            actions.support(by, smoke, network)
    actions.withdraw(by, taken, reason="ยื่นซ้ำ")
    actions.close_hearing(by, hearing)
    actions.change_hearing(
        by, hearing, people_count=126, summary="เห็นด้วยในหลักการ ขอให้ระบุเรื่องฝุ่นควันและผู้สูงอายุให้ชัด"
    )
    actions.advise(by, smoke, "accept", "ตรงกับปัญหาของจังหวัด")
    actions.decide(by, deeper, "accepted", "เห็นด้วย")
    actions.follow(by, Amendment.objects.get(pk=smoke.pk))
    actions.decide(by, waste, "accepted", "เห็นด้วย")
    actions.decide(by, same, "merged", "ทำนองเดียวกับข้อเสนอของเครือข่ายเกษตร", merged_into=smoke)
    actions.advise(by, strict, "changed", "ให้คลุมทั้งกฎจราจร")
    actions.decide(by, strict, "changed", "ปรับให้คลุมทั้งสองเรื่อง", body=discipline.body + " สวมหมวกนิรภัยทุกครั้ง")
    actions.decide(by, gone, "declined", "เป็นหลักสำคัญของจังหวัด")
    actions.decide(by, grateful, "accepted", "ครบคุณธรรม 5 ประการ")
    actions.compose(by, _now(forest), [smoke.pk, waste.pk], seen_revision=1)
    actions.compose(by, _now(discipline), [strict.pk], seen_revision=1)
    actions.compose_add(by, Amendment.objects.select_related("text", "after", "edition").get(pk=grateful.pk))
    actions.make_version(by, text, name="ร่างที่ 2", reason="หลังเวทีรับฟัง")
    text.refresh_from_db()
    # The chambers load one after another: the networks' voices come after the text.
    actions.agree(by, text, despite=True, reason="งานสมัชชา (ข้อมูลตัวอย่าง)")
    text.refresh_from_db()
    signers = [
        {"name": "พระครูตัวอย่าง", "position": "ผู้แทนเครือข่ายศาสนา", "holding": ""},
        {"name": "นางตัวอย่าง ใจดี", "position": "ผู้แทน 13 เครือข่าย", "holding": ""},
        {"name": "นายตัวอย่าง รักเชียงราย", "position": "ประธานในพิธี", "holding": "รักษาราชการแทน (ข้อมูลตัวอย่าง)"},
    ]
    actions.proclaim(by, text, on=edition.held_on or date(2020, 9, 1), signers=signers)


def _of_2564(world: World, edition: Edition) -> None:
    by = world.by
    text, (_discipline, sufficient, service, honest, forest, _praise) = _written(world, edition, "2564")
    version = actions.make_version(
        by, text, name="ร่างที่ 1", reason="ยกร่างจากข้อที่ยังไม่เสร็จของปี 2563 (ข้อมูลตัวอย่าง)"
    )
    everyone = _hearing(world, version, "เวทีรับฟังออนไลน์ ทุกเครือข่ายทุกอำเภอ", opens_on=date(2021, 7, 1))  # fmt: skip
    youth = _hearing(world, version, "เวทีรับฟังเครือข่ายเด็กและเยาวชน", network=_network(world, "youth"), opens_on=date(2021, 7, 5))  # fmt: skip
    for clause, words, quote, who in (
        (service, "เยาวชนอยากร่วมคิด ไม่ใช่แค่ร่วมแรง", "เป็นกำลังหลัก", "สภาเด็กและเยาวชนตัวอย่าง"),
        (honest, "ขอให้เผยแพร่ในที่ที่ชาวบ้านอ่านได้ด้วย", "เปิดเผยข้อมูล", ""),
        (forest, "เห็นด้วยทั้งข้อ", "", "ผู้ใหญ่บ้านตัวอย่าง"),
    ):
        actions.comment(by, clause, text=words, quote=quote, hearing=youth if clause is service else everyone, who=who, is_example=True)  # fmt: skip
    # Two that clash on one place, one that stands apart, one on an amendment, one declined, one still open.
    lead = _wish(world, text, Wish(clause=service, body=service.body.replace("เป็นกำลังหลัก", "ร่วมคิดร่วมทำ"), reason="ให้ร่วมคิดด้วย"), "youth", youth)  # fmt: skip
    elders = _wish(world, text, Wish(clause=service, body=service.body.replace("เป็นกำลังหลัก", "ทำงานคู่กับผู้สูงอายุ"), reason="เชื่อมคนสองวัย"), "public_health", everyone)  # fmt: skip
    village = _wish(world, text, Wish(clause=service, body=service.body.replace("ทุกตำบล", "ทุกหมู่บ้าน"), reason="ตำบลกว้างไป"), "community", everyone)  # fmt: skip
    _wish(world, text, Wish(parent=village, body=village.body.replace("ทุกหมู่บ้าน", "ทุกหมู่บ้านและทุกชุมชนเมือง"), reason="ในเขตเทศบาลไม่มีหมู่บ้าน"), "local_gov", everyone)  # fmt: skip
    _wish(
        world,
        text,
        Wish(kind="add", body="รู้เท่าทันสื่อ ไม่ส่งต่อข่าวที่ยังไม่ได้ตรวจ", reason="ข่าวลวงมากขึ้น"),
        "media",
        everyone,
    )
    strike = _wish(
        world, text, Wish(kind="strike", clause=sufficient, reason="ทำแล้วในปีก่อน"), "business", everyone
    )
    _wish(world, text, Wish(clause=honest, body=honest.body + " ในภาษาที่เข้าใจง่าย"), "", everyone, "ประชาชน")
    actions.advise(by, strike, "decline", "ยังมีครัวเรือนที่ไม่ได้เริ่ม")
    for one in (lead, elders, village):
        actions.advise(by, one, "accept", "ให้ที่ประชุมเลือกถ้อยคำ")
    actions.decide(by, lead, "accepted", "รับ")
    actions.decide(by, elders, "accepted", "รับ ให้เลือกถ้อยคำร่วมกับข้อเสนอของเยาวชน")
