"""Documents to print in the tests, all invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from thaktho.documents.frames import (
    AgendaItem,
    AnnexSection,
    Attendee,
    AttendeeGroup,
    MinutesDocument,
    NetworkMark,
    PlanDocument,
    PlanLine,
    SignInDocument,
)

FAITH, LOCAL, ARTS = NetworkMark(1, "ศาสนา"), NetworkMark(5, "ท้องถิ่น"), NetworkMark(6, "ศิลปวัฒนธรรม")
LINES = (
    PlanLine(1, "ธนาคารขยะ ตำบลน้ำใส", "วินัย", "ขยะล้น", "คัดแยกขยะ", "ร้อยละ 80", start=dt.date(2020, 3, 11),
             budget=Decimal("36150.50"), agency="อบต.น้ำใส ร่วมกับวัดกลาง", networks=(FAITH, LOCAL), area="อ.แม่ฟ้าหลวง"),
    PlanLine(2, "รณรงค์ขับเคลื่อนความพอเพียง", "พอเพียง", budget=Decimal(0), networks=(ARTS,), note="รวมจากสองแถว"),
    PlanLine(3, "ค่ายดำเนินงานจิตอาสา COVID-19", when="พุธที่ขึ้น 15 ค่ำ"),
)  # fmt: skip


def plan(rows: int = 3, *, example: bool = True) -> PlanDocument:
    lines = tuple(PlanLine(**{**LINES[number % 3].__dict__, "no": number + 1}) for number in range(rows))
    return PlanDocument(
        title="แผนการขับเคลื่อนเครือข่ายทางสังคม ระยะ 3 ปี (พ.ศ. 2563 – 2565)", subtitle="แผนบูรณาการ 13 เครือข่าย",
        province="ตัวอย่าง", office="สำนักงานวัฒนธรรมจังหวัดตัวอย่าง", version_label="ฉบับที่ 2",
        printed_on=dt.date(2020, 6, 24), fiscal_years=(2563, 2564, 2565), rows=lines, notes=("ดูภาคผนวก",),
        annex=(AnnexSection("ที่มาของแผนบูรณาการ", "ผลการพิจารณา", ("ที่", "กิจกรรม", "เครือข่าย", "เหตุผล"),
                            (("1", "ธนาคารขยะ", "ศาสนา", "ทำซ้ำกันสองแห่ง"),), (1, 4, 2, 5)),),
        is_example=example,
    )  # fmt: skip


def minutes() -> MinutesDocument:
    chair = Attendee("นายตัวอย่าง ใจดี", "ผู้ว่าราชการจังหวัด", "ประธาน")
    monk = Attendee("พระครูตัวอย่าง", "เจ้าอาวาสวัดกลาง")
    return MinutesDocument(
        "คณะทำงานเครือข่ายทางสังคม", "1/2563", dt.date(2020, 3, 11), "ห้องประชุมใหญ่",
        (AttendeeGroup("", (chair,)), AttendeeGroup("เครือข่ายศาสนา", (monk,), FAITH)),
        (AttendeeGroup("", (Attendee("นางสมมติ", note="ติดราชการ"),)),), (), "09.30",
        (AgendaItem("1", "เรื่องที่ประธานแจ้ง", "กล่าวเปิด", "รับทราบ"),
         AgendaItem("5", "เรื่องเพื่อพิจารณา", items=(AgendaItem("5.1", "แผนปีงบประมาณ 2563", "อภิปราย", "เห็นชอบ"),))),
        "12.00", Attendee("นางสาวจด บันทึก", "นักวิชาการ"), Attendee("นายตรวจ ทาน"), dt.date(2020, 3, 12), "สำนักงานวัฒนธรรม",
    )  # fmt: skip


def sign_in(people: int = 2) -> SignInDocument:
    names = tuple(Attendee(f"พระครูตัวอย่าง {number}", "เจ้าอาวาส") for number in range(people))
    return SignInDocument(
        "ประชุมคณะทำงาน ครั้งที่ 1/2563", dt.date(2020, 3, 11), "ห้องประชุมใหญ่",
        (AttendeeGroup("เครือข่ายศาสนา", names, FAITH), AttendeeGroup("เครือข่ายท้องถิ่น", names, LOCAL)),
        dt.date(2020, 3, 10), "09.30",
    )  # fmt: skip
