"""An assembly as large as one is: invented participants, clauses, voices, photos and commitments."""

from __future__ import annotations

import io
import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from PIL import Image

from thaktho.ground.access import system
from thaktho.ground.files import actions as files
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.stages.assemble import models as room
from thaktho.stages.assemble.after.models import Commitment
from thaktho.stages.assemble.text.actions import versions
from thaktho.thai.words import search_text

DAY = date(2020, 9, 1)
BODY = (
    "ร่วมกันส่งเสริมให้ทุกชุมชนมีพื้นที่ทำความดีร่วมกัน ดูแลป่าชุมชน แหล่งน้ำ และผู้สูงอายุ โดยมีเด็กและเยาวชนเป็นกำลังหลัก "
    "และเปิดเผยผลการดำเนินงานให้ประชาชนทราบอย่างต่อเนื่องทุกไตรมาส ข้อที่ {}"
)
VALUES = ("agree", "agree", "agree", "note", "change", "not_yet")


def lay_down(
    programme: Programme, *, people: int = 1000, clauses: int = 30, photos: int = 20, code: str = "2599"
) -> room.Edition:
    chance = random.Random(7)
    networks = list(Network.objects.filter(programme=programme).order_by("order"))
    at = timezone.make_aware(datetime.combine(DAY, time(9)))
    edition = room.Edition.objects.create(
        programme=programme, code=code, title="สมัชชาคุณธรรมที่ใช้วัดความเร็ว", number=9, year=int(code), held_on=DAY,
        stage="follow_up", is_example=True,
    )  # fmt: skip
    same = {"programme": programme, "edition": edition}
    text = room.Text.objects.create(
        **same, title="ประกาศเจตนารมณ์", opening="พวกเราขอประกาศว่า", state="proclaimed"
    )
    period = room.Period.objects.create(**same, text=text, name="ระยะสามปี", order=1)
    made = [
        room.Clause.objects.create(**same, text=text, period=period, order=n, body=BODY.format(n))
        for n in range(1, clauses + 1)
    ]
    for clause in made:
        room.ClauseAction.objects.create(
            **same, clause=clause, addressee="ทุกเครือข่าย", action="ดำเนินการในพื้นที่ของตน"
        )
    frozen = versions.freeze(text)
    version = room.TextVersion.objects.create(
        **same, text=text, number=1, frozen=frozen, frozen_hash=versions.hash_of(frozen), final=True
    )
    for number in (1, 2):
        asked_round = room.Round.objects.create(
            **same, number=number, version=version, state="published", opened_at=at, closed_at=at,
            networks=[str(one.pk) for one in networks],
        )  # fmt: skip
        for order, clause in enumerate(made, 1):
            asked = room.RoundClause.objects.create(
                programme=programme,
                round=asked_round,
                clause=clause,
                number=order,
                revision=1,
                body=clause.body,
            )
            room.ClauseStance.objects.bulk_create(
                room.ClauseStance(
                    programme=programme, asked=asked, network=network, value=(value := chance.choice(VALUES)),
                    reason="" if value == "agree" else "ขอให้ระบุงบประมาณและผู้รับผิดชอบให้ชัด",
                )
                for network in networks
            )  # fmt: skip
    room.Participant.objects.bulk_create(
        room.Participant(
            **same, number=n, name=f"นางสาวผู้เข้าร่วม นามสกุลตัวอย่างที่ {n}", position="ประธานกลุ่มจิตอาสาบ้านตัวอย่าง",
            organisation="องค์การบริหารส่วนตำบลตัวอย่าง", network=networks[n % len(networks)], code=f"b{n}",
            sort_key=f"{n:05}", came_at=at if n % 10 else None, mode="onsite" if n % 4 else "online",
        )
        for n in range(1, people + 1)
    )  # fmt: skip
    hall = room.Hall.objects.create(**same, name="ห้องประชุมใหญ่")
    for n in range(20):
        room.Slot.objects.create(
            **same, hall=hall, on=DAY, starts_at=time(8 + n // 3, 20 * (n % 3)), ends_at=time(8 + n // 3, 20 * (n % 3) + 19),
            title=f"รายการที่ {n}", state="done", began_at=at, ended_at=at + timedelta(minutes=19),
        )  # fmt: skip
        room.Honour.objects.create(
            **same, number=n + 1, kind="person", category="ด้านจิตอาสา", name=f"ผู้ได้รับการยกย่องที่ {n}"
        )
    for n in range(photos):
        file = files.store(
            system(programme.pk), programme, name=f"{n}.jpg", data=_picture(n), media_type="image/jpeg", purpose="paper",
            read_verb="assemble.read",
        )  # fmt: skip
        room.Photo.objects.create(
            **same, file=file, caption=f"บรรยากาศช่วงที่ {n}", consent="ยินยอม", public=True
        )
    return edition


def _picture(seed: int) -> bytes:
    """A picture as a phone makes it: 3000 x 2000, not smooth."""
    small = Image.frombytes("RGB", (300, 200), random.Random(seed).randbytes(300 * 200 * 3))
    out = io.BytesIO()
    small.resize((3000, 2000)).save(out, "JPEG", quality=85)
    return out.getvalue()


def promise(edition: room.Edition, count: int) -> None:
    """So many commitments, in all states."""
    networks = list(Network.objects.filter(programme_id=edition.programme_id).order_by("order"))
    clauses = list(room.Clause.objects.filter(edition=edition))
    states = list(Commitment.State.values)
    today = timezone.localdate()
    Commitment.objects.bulk_create(
        (
            Commitment(
                programme_id=edition.programme_id, edition=edition, clause=clauses[n % len(clauses)], number=1000 + n,
                text=(words := f"ปลูกและดูแลป่าชุมชนแปลงที่ {n}"), network=networks[n % len(networks)],
                state=states[n % 4], due_on=today + timedelta(days=n % 400 - 200), search_text=search_text(words),
                is_example=True,
            )
            for n in range(count)
        ),
        batch_size=500,
    )  # fmt: skip
