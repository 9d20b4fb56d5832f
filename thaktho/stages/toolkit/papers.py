"""The library's form: what goes out as XLSX comes back the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import override

from thaktho.documents.register import Column, Register
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from . import cells
from .models import Tool

GUIDE = (
    "กรอกหนึ่งเครื่องมือต่อหนึ่งแถว ช่องที่ยังไม่ทราบให้เว้นว่าง",
    "ขั้นตอนให้พิมพ์หนึ่งขั้นต่อหนึ่งบรรทัดในช่องเดียว (กด Alt+Enter)",
    "ผู้สอนให้กรอกองค์กรหรือตำแหน่งหน้าที่ ไม่กรอกชื่อหรือเบอร์โทรศัพท์ของบุคคล",
    "อย่าแก้คอลัมน์รหัส ระบบใช้รู้ว่าเป็นรายการเดิม รายการใหม่ให้เว้นว่าง",
)


@override("th")
def form(programme: Programme) -> Register:
    return Register(
        "คลังเครื่องมือและองค์ความรู้",
        "เครื่องมือ",
        (
            Column("id", "รหัส", 14, hint="ระบบใส่ให้ รายการใหม่เว้นว่าง", ours=True),
            Column("kind", "ชนิด", 14, ("ประเภท",), "เครื่องมือ หรือองค์ความรู้ ไม่ระบุ = เครื่องมือ", tuple(str(label) for label in Tool.Kind.labels)),
            Column("name", "ชื่อ", 30, ("ชื่อเครื่องมือ", "เครื่องมือ"), "", (), True),
            Column("aliases", "ชื่ออื่น", 20, (), "คั่นด้วยเครื่องหมาย ,"),
            Column("gist", "สาระ", 40, ("สรุป", "รายละเอียด"), "ใช้ทำอะไร ในหนึ่งถึงสองประโยค", (), True),
            Column("steps", "ขั้นตอน", 44, (), "หนึ่งขั้นต่อหนึ่งบรรทัด"),
            Column("cost_text", "ค่าใช้จ่าย", 16, ("งบประมาณ",), "เช่น 5,000 บาท หรือ ฟรี"),
            Column("time_text", "เวลา", 16, ("ระยะเวลา",), "เช่น ครึ่งวัน"),
            Column("materials", "วัสดุอุปกรณ์", 24, ("วัสดุ",)),
            Column("teacher", "ผู้สอน", 26, ("วิทยากร",), "องค์กร หรือตำแหน่งหน้าที่"),
            Column("conditions", "เงื่อนไข", 30, (), "ต้องมีอะไรจึงจะได้ผล"),
            Column("network", "เครือข่าย", 22, (), "เครือข่ายที่ดูแลรายการนี้", tuple(one.name for one in networks(programme))),
            Column("source_text", "ที่มา", 30, ("แหล่งที่มา",)),
            Column("url", "ลิงก์", 30),
            Column("verified", "ตรวจสอบแล้ว", 14, (), "ระบบใส่ให้ ไม่นำเข้า", ours=True),
            Column("example", "หมายเหตุ", 14, (), "ระบบใส่ให้ ไม่นำเข้า", ours=True),
        ),
        GUIDE,
    )  # fmt: skip


@override("th")
def rows(tools: Iterable[Tool]) -> list[dict[str, str]]:
    return [
        {
            **cells.read(tool),
            "id": str(tool.pk),
            "kind": str(tool.get_kind_display()),
            "network": tool.network.name if tool.network else "",
            "verified": "ตรวจสอบแล้ว" if tool.verified else "ยังไม่ตรวจสอบ",
            "example": "ข้อมูลตัวอย่าง" if tool.is_example else "",
        }
        for tool in tools
    ]
