"""The whole year of the assembly of 2563, from the first consultation to a promise that is followed, by six roles: the
secretariat at the office, two coordinators, a delegate and a citizen on phones, a volunteer at the desk, the governor's
office reading. The days are those the province told of; the names are invented."""

from __future__ import annotations

from thaktho.ground.ledger.queries import verify
from thaktho.ground.programme.queries import by_slug

from . import assembly_day_steps as day
from . import assembly_steps as steps
from .conftest import PHONE, Site

WALL = {"viewport": {"width": 1920, "height": 1080}}


def test_the_year_of_2563(office: Site, work: steps.Work) -> None:
    secretariat = office.person("chiang-rai-secretariat")
    community, youth = (office.person(f"chiang-rai-{name}") for name in ("community", "youth"))
    governor = office.person("chiang-rai-executive")
    citizen = office.visitor(**PHONE)

    year = steps.begun(secretariat, office.address("assembly/"))
    steps.task_done(community, year)
    steps.called(secretariat, year)
    receipt = steps.proposed(citizen, year)
    steps.screened(secretariat, [community, youth, governor], year)
    steps.answered(citizen, year, receipt)

    for stage in ("ระดมความคิดเห็นแยกเครือข่าย", "ยกร่างแผนขับเคลื่อน", "ยกร่างประกาศเจตนารมณ์"):
        steps.moved_to(secretariat, year, stage)
    first, second = steps.drafted(secretariat, year)
    amendment = steps.heard(secretariat, citizen, community, year)
    steps.composed(secretariat, year, first, amendment)
    named = {"เครือข่ายชุมชน": community, "เครือข่ายเด็กและเยาวชน": youth, "เครือข่ายสาธารณสุข": secretariat}
    entry = steps.named(secretariat, named, year)
    steps.moved_to(secretariat, year, "เตรียมความพร้อม")
    day.planned(secretariat, year)
    day.exhibited(community, secretariat, citizen, year)
    day.badges(secretariat, year, work)

    steps.moved_to(secretariat, year, "งานสมัชชา")
    the_day(office, secretariat, youth, year, entry, second)
    day.declaration_read(governor, year)
    day.certified(secretariat, citizen, year)
    day.satisfied(citizen, year)

    steps.moved_to(secretariat, year, "สรุปผล")
    day.written_up(secretariat, year, work)
    day.promised(secretariat, year)
    steps.moved_to(secretariat, year, "ติดตามแบบเสริมพลัง")
    day.reported(community, office.address("desk/"))
    day.followed(citizen, year, first)
    kept(office)


def the_day(
    office: Site, secretariat: steps.Page, youth: steps.Page, year: str, entry: str, second: str
) -> None:
    """In the hall: the delegate stands with a phone and nothing but the card's link."""
    from thaktho.stages.assemble.day.models import Participant

    desk = office.person("chiang-rai-observer", **PHONE)
    wall = office.visitor(**WALL)
    delegate = office.visitor(**PHONE)
    day.registered(desk, year, Participant.objects.get(name=steps.SPEAKER).code)
    day.chaired(secretariat, wall, year)
    chair = secretariat.url
    asking = steps.round_opened(secretariat, year)
    delegate.goto(entry)
    steps.titled(delegate, "เครือข่ายชุมชน")
    steps.told(delegate, delegate.url, [("agree", ""), ("not_yet", "ขอให้มีภาชนะทดแทนก่อน")])
    steps.told(youth, f"{year}consensus/speak/youth/", [("agree", ""), ("note", "ขอให้เริ่มจากโรงเรียน")])
    secretariat.goto(chair)
    day.shown_stances(secretariat, wall)
    # A network whose delegate has no phone: the secretariat writes its voice down for it.
    held = ("not_yet", "ขอให้มีผู้ดูแลประจำก่อน")
    steps.told(secretariat, f"{year}consensus/speak/public_health/", [held, ("agree", "")])
    steps.round_closed(secretariat, asking, "1 จาก 2", dissent="ขอให้มีผู้ดูแลประจำก่อน")
    # What failed is written anew and asked again, alone.
    steps.amended(secretariat, year, second)
    again = steps.round_opened(secretariat, year, "contested")
    delegate.goto(entry)
    steps.told(delegate, delegate.url, [("agree", "")])
    for page, network in ((youth, "youth"), (secretariat, "public_health")):
        steps.told(page, f"{year}consensus/speak/{network}/", [("agree", "")])
    steps.round_closed(secretariat, again, "2 จาก 2")
    steps.voted(secretariat, delegate, year)
    steps.agreed(secretariat, year)
    day.honoured(secretariat, year)
    day.proclaimed(secretariat, year)


def kept(office: Site) -> None:
    """The ledger holds the year unbroken, and no page complained."""
    programme = by_slug("chiang-rai")
    assert programme is not None
    verdict = verify(programme.pk)
    assert verdict.broken is None and verdict.lines > 60
    assert office.complaints == []
