"""The day as the rehearsal walks it, step by step. A step does something as the system and looks whether it happened; it
returns what it saw, in words, or raises.

The steps of chambers before this one (rounds of voices) and of the roll (honours) stand in functions of their own.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from thaktho.ground.access import Actor
from thaktho.ground.people.queries import all_networks

from ..consensus import actions as rounds
from ..consensus.models import ClauseStance, Delegate, Round
from ..consensus.states import Refused
from ..editions.models import Edition
from ..text.models import TextVersion
from .actions import chairing, honours, programme, registering, screens, speaking
from .models import Hall, Honour, Participant, Screen, Slot, SpeakerTurn
from .queries import people
from .queries import programme as planned
from .queries.screens import shown

SHARE = 0.3
TOO_SLOW = 3.0  # seconds a screen may take to show a change


class Failed(Exception):
    """The step did not happen as it should; the words say what."""


class Nothing(Exception):
    """There is nothing to try here; the words say what is missing."""


@dataclass(frozen=True)
class Step:
    title: str
    do: Callable[[Actor, Edition, Callable[..., None]], str]


def must(holds: bool, words: str) -> None:
    if not holds:
        raise Failed(words)


def _main(edition: Edition) -> Hall:
    hall = planned.halls(edition).first()
    if hall is None:
        raise Nothing("ยังไม่มีห้อง เพิ่มห้องในกำหนดการก่อน")
    hall.edition = edition
    return hall


def halls_and_people(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    halls = planned.halls(edition).count()
    slots = Slot.objects.filter(edition=edition).count()
    expected = Participant.objects.filter(edition=edition).count()
    clashing = planned.clashing(planned.days(edition))
    words = f"{halls} ห้อง {slots} รายการ ผู้เข้าร่วม {expected} คน"
    return words + (f" มี {len(clashing)} รายการที่เวลาทับกัน ตรวจกำหนดการ" if clashing else "")


def chair_sits(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    chairing.take_chair(by, edition, name="ประธาน ตัวอย่าง", position="ประธานที่ประชุม (ซ้อม)", is_example=True)
    try:
        chairing.take_chair(by, edition, name="ประธานคนที่สอง ตัวอย่าง", is_example=True)
    except chairing.Refused:
        return "มีประธานหนึ่งท่าน คนที่สองถูกถามก่อนเปลี่ยน"
    raise Failed("มีประธานสองคนพร้อมกันได้")


def slots_open(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    hall = _main(edition)
    lines = list(Slot.objects.filter(edition=edition, hall=hall)[:2])
    if not lines:
        raise Nothing("ห้องแรกยังไม่มีกำหนดการ")
    for slot in lines:
        slot.edition = edition
        programme.start(by, slot)
    running = Slot.objects.filter(hall=hall, state="running")
    must([one.pk for one in running] == [lines[-1].pk], "ห้องเดียวมีรายการที่กำลังดำเนินการมากกว่าหนึ่ง")
    return f"เริ่ม {len(lines)} รายการใน {hall.name} รายการก่อนจบเอง"


def people_register(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    """A third of those expected, one by one as at the desk: found by code, registered, once more by a second scan."""
    codes = list(Participant.objects.filter(edition=edition).values_list("code", flat=True))
    if not codes:
        raise Nothing("ยังไม่มีรายชื่อผู้เข้าร่วม นำผู้แทนเครือข่ายเข้ารายชื่อก่อน")
    codes = codes[: max(1, math.ceil(len(codes) * SHARE))]
    slowest = 0.0
    for done, code in enumerate(codes, 1):
        began = time.perf_counter()
        person = people.by_code(edition, code)
        assert person is not None
        registering.arrive(by, person)
        slowest = max(slowest, time.perf_counter() - began)
        if done % 20 == 0:
            tell(message=f"ลงทะเบียน {done} จาก {len(codes)}")
    again = people.by_code(edition, codes[0])
    assert again is not None
    must(registering.arrive(by, again)[1] is False, "สแกนซ้ำนับเป็นสองครั้ง")
    must(sum(people.presence(edition).values()) == len(codes), "จำนวนผู้มาไม่ตรงกับที่ลงทะเบียน")
    must(slowest < TOO_SLOW, f"คนที่ช้าที่สุดใช้ {slowest:.1f} วินาที เกินสามวินาที")
    return f"{len(codes)} คน ช้าที่สุด {slowest * 1000:.0f} มิลลิวินาทีต่อคน สแกนซ้ำนับครั้งเดียว"


def screens_follow(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    """Every view is shown in the first hall and drawn."""
    hall = _main(edition)
    slowest = 0.0
    for view in Screen.View.values:
        began = time.perf_counter()
        screens.show(by, hall, view, words="ซ้อมจอ" if view == "words" else None)
        drawn = render_to_string(
            "assemble/day/_part.html", shown(hall, named=True) | {"programme": edition.programme}
        )
        slowest = max(slowest, time.perf_counter() - began)
        must(f'data-view="{view}"' in drawn, f"จอไม่เปลี่ยนเป็น {view}")
    must(slowest < TOO_SLOW, f"จอช้า {slowest:.1f} วินาที")
    screens.show(by, hall, "agenda")
    return f"{len(Screen.View.values)} แบบ ช้าที่สุด {slowest * 1000:.0f} มิลลิวินาที"


def delegates_speak(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    hall = _main(edition)
    networks = all_networks(edition.programme)[:3]
    if not networks:
        raise Nothing("ยังไม่มีเครือข่าย")
    turns = []
    for network in networks:
        delegate = Delegate.objects.filter(edition=edition, network=network, state="appointed").first()
        name = delegate.name if delegate else f"ผู้แทน {network.short_name} ตัวอย่าง"
        if (
            delegate
            and SpeakerTurn.objects.filter(hall=hall, delegate__person_id=delegate.person_id).exists()
        ):
            continue  # sits for two of these networks: one wish
        turns.append(speaking.ask(by, hall, name=name, network=network, delegate=delegate, is_example=True))
    first = speaking.begin(by, turns[0])
    speaking.pause(by, first)
    speaking.resume(by, first)
    for _one in turns[1:]:
        speaking.next_one(by, hall)
    at_work = SpeakerTurn.objects.filter(hall=hall, state="speaking").select_related("edition")
    must(at_work.count() == 1, "ห้องเดียวมีผู้พูดพร้อมกันมากกว่าหนึ่ง")
    speaking.stop(by, at_work[0])
    return f"{len(turns)} คนพูดตามลำดับ พักและพูดต่อได้"


def round_opens(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    return open_round(by, edition)


def open_round(by: Actor, edition: Edition) -> str:
    version = TextVersion.objects.filter(edition=edition).first()
    if version is None:
        raise Nothing("ยังไม่มีร่างประกาศเจตนารมณ์ที่ออกเป็นฉบับ")
    try:
        opened = rounds.open_round(by, rounds.draft_round(by, edition, version, is_example=True))
    except Refused as why:
        raise Nothing(str(why)) from why
    return f"ถาม {opened.clauses.count()} ข้อ จาก {len(opened.networks)} เครือข่าย"


def _round(edition: Edition, state: str) -> Round:
    found = Round.objects.filter(edition=edition, state=state).first()
    if found is None:
        raise Nothing("ยังไม่มีรอบที่ถามเสียง")
    return found


def networks_answer(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    return give_stances(by, edition)


def give_stances(by: Actor, edition: Edition) -> str:
    """Every network answers every clause; one asks for a change in the first, with its reason."""
    round_ = _round(edition, Round.State.OPEN)
    asked = list(round_.clauses.select_related("round__edition", "clause"))
    entitled = [one for one in all_networks(edition.programme) if str(one.pk) in round_.networks]
    for one in asked:
        for place, network in enumerate(entitled):
            changes = place == 0 and one is asked[0]
            value, reason = ("change", "ขอให้กำหนดเวลาให้ชัดเจน (ตัวอย่าง)") if changes else ("agree", "")
            rounds.tell(by, one, network, value, reason, is_example=True)
    expected = len(asked) * len(round_.networks)
    must(ClauseStance.objects.filter(asked__round=round_).count() == expected, "เสียงหายหรือซ้ำ")
    return f"{expected} เสียง ครบทุกเครือข่ายทุกข้อ"


def round_closes(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    return close_round(by, edition)


def close_round(by: Actor, edition: Edition) -> str:
    closed = rounds.close_round(by, _round(edition, Round.State.OPEN), reason="ซ้อม")
    must(set(closed.result["clauses"]) == {str(one.pk) for one in closed.clauses.all()}, "ผลไม่ครบทุกข้อ")
    return "ปิดรับเสียงแล้ว"


def round_published(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    return publish_round(by, edition)


def publish_round(by: Actor, edition: Edition) -> str:
    rounds.publish_round(by, _round(edition, Round.State.CLOSED))
    hall = _main(edition)
    screens.show(by, hall, "stances")
    must(bool(shown(hall)["tiles"]), "จอไม่แสดงเสียงของเครือข่าย")
    return "ประกาศผลและขึ้นจอแล้ว"


def honours_presented(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    return present_honours(by, edition)


def present_honours(by: Actor, edition: Edition) -> str:
    roll = list(Honour.objects.filter(edition=edition, live=True)[:5])
    if not roll:
        raise Nothing("ยังไม่มีรายชื่อผู้ได้รับการยกย่อง")
    hall = _main(edition)
    for one in roll:
        screens.show(by, hall, "honours", honour=one)
        honours.present(by, one)
    return f"เรียกขึ้นจอ {len(roll)} รายชื่อ"


def day_ends(by: Actor, edition: Edition, tell: Callable[..., None]) -> str:
    running = list(Slot.objects.filter(edition=edition, state="running").select_related("hall"))
    for slot in running:
        slot.edition = edition
        programme.finish(by, slot)
    must(not Slot.objects.filter(edition=edition, state="running").exists(), "ยังมีรายการที่ไม่จบ")
    return "ทุกห้องจบรายการแล้ว ลองต่อด้วยมือได้"


STEPS = (
    Step("ตรวจห้อง กำหนดการ และรายชื่อ", halls_and_people),
    Step("ประธานเข้านั่ง", chair_sits),
    Step("เปิดรายการ", slots_open),
    Step("ลงทะเบียนร้อยละ 30", people_register),
    Step("จอตามประธานทุกแบบ", screens_follow),
    Step("ผู้แทนขอพูดและพูด", delegates_speak),
    Step("เปิดรอบถามเสียง", round_opens),
    Step("ทุกเครือข่ายแจ้งเสียง", networks_answer),
    Step("ปิดรับเสียง", round_closes),
    Step("ประกาศผลขึ้นจอ", round_published),
    Step("ยกย่องเชิดชู", honours_presented),
    Step("จบวัน", day_ends),
)


def nothing(**_said: Any) -> None: ...


@override("th")
def walk(by: Actor, edition: Edition, progress: Callable[[int, int, str], None]) -> list[dict[str, Any]]:
    """All steps in their order, each timed: [{title, state: done|failed|none, seconds, said}]. One that fails does not stop
    the others: the office wants to know of all."""
    import logging

    from django.db import transaction

    lines = []
    for number, step in enumerate(STEPS):
        progress(number, len(STEPS), step.title)
        began = time.perf_counter()
        try:
            with transaction.atomic():
                said, state = step.do(by, edition, nothing), "done"
        except Nothing as why:
            said, state = str(why), "none"
        except Failed as why:
            said, state = str(why), "failed"
        except Exception:
            logging.getLogger(__name__).exception("rehearsal of %s: %s", edition.code, step.title)
            said, state = "ติดขัดโดยไม่คาดไว้ แจ้งผู้ดูแลระบบ พร้อมชื่อขั้นนี้", "failed"
        lines.append(
            {
                "title": step.title,
                "state": state,
                "seconds": round(time.perf_counter() - began, 2),
                "said": said,
            }
        )
    progress(len(STEPS), len(STEPS), "")
    return lines
