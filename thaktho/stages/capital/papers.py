"""The register's form: what goes out as XLSX comes back the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import override

from thaktho.documents.register import Column, Register
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from . import cells
from .models import Capital
from .starting import kinds

GUIDE = (
    "กรอกหนึ่งรายการต่อหนึ่งแถว ช่องที่ยังไม่ทราบให้เว้นว่าง (0 กับช่องว่างไม่เหมือนกัน)",
    "ทุนมนุษย์ให้กรอกตำแหน่งหรือความถนัด ไม่กรอกชื่อบุคคล เบอร์โทรศัพท์ ศาสนา หรือชาติพันธุ์ ติดต่อผ่านเครือข่าย",
    "อย่าแก้คอลัมน์รหัส ระบบใช้รู้ว่าเป็นรายการเดิม รายการใหม่ให้เว้นว่าง",
)


@override("th")
def form(programme: Programme) -> Register:
    """The columns, with the lists of this programme to choose from."""
    consents = tuple(str(label) for label in Capital.Consent.labels)
    categories = tuple(one.name for words in kinds().values() for one in words.categories)
    return Register(
        "ทะเบียนทุนสี่ด้าน",
        "ทุน",
        (
            Column("id", "รหัส", 14, hint="ระบบใส่ให้ รายการใหม่เว้นว่าง", ours=True),
            Column("kind", "ชนิดทุน", 20, ("ทุน", "ประเภททุน", "ชนิด"), "หนึ่งในสี่ด้าน", tuple(str(label) for label in Capital.Kind.labels), True),
            Column("category", "หมวด", 22, ("ประเภท",), "เลือกจากรายการ หรือพิมพ์เอง", categories),
            Column("name", "ชื่อ", 32, ("ชื่อทุน", "รายการ"), "ชื่อที่คนในพื้นที่เรียก", (), True),
            Column("description", "รายละเอียด", 40, ("คำอธิบาย",)),
            Column("network", "เครือข่าย", 22, (), "เครือข่ายที่ดูแลรายการนี้", tuple(one.name for one in networks(programme))),
            Column("holder", "ผู้ถือ", 28, ("หน่วยงาน", "องค์กร", "เจ้าของ"), "องค์กร หรือตำแหน่งหน้าที่"),
            Column("area_text", "พื้นที่", 26, ("ที่ตั้ง", "สถานที่"), "เช่น ต.หัวง้ม อ.พาน"),
            Column("capacity", "กำลัง", 10, ("จำนวน", "ปริมาณ"), "ตัวเลข"),
            Column("unit", "หน่วยนับ", 12, ("หน่วย",), "เช่น คน ครั้ง ชั่วโมง"),
            Column("per", "ต่อ", 10, (), "ต่อปี ต่อเดือน หรือต่อครั้ง", tuple(str(label) for label in Capital.Per.labels)),
            Column("consent", "การยินยอม (ทุนมนุษย์)", 24, ("การยินยอม",), "เฉพาะทุนมนุษย์ ไม่ระบุ = ไม่แสดงต่อสาธารณะ", consents),
            Column("evidence_url", "หลักฐาน (ลิงก์)", 30, ("ลิงก์", "หลักฐาน")),
            Column("confirmed", "ยืนยันล่าสุด", 14, (), "ระบบใส่ให้ ไม่นำเข้า", ours=True),
            Column("example", "หมายเหตุ", 14, (), "ระบบใส่ให้ ไม่นำเข้า", ours=True),
        ),
        GUIDE,
    )  # fmt: skip


@override("th")
def rows(entries: Iterable[Capital]) -> list[dict[str, str]]:
    """Entries as the form has them, words instead of codes."""
    return [
        {
            **cells.read(entry),
            "id": str(entry.pk),
            "kind": str(entry.get_kind_display()),
            "per": str(entry.get_per_display()),
            "consent": str(entry.get_consent_display()),
            "network": entry.network.name if entry.network else "",
            "confirmed": f"ปี {entry.confirmed_year}" if entry.confirmed_year else "ยังไม่ยืนยัน",
            "example": "ข้อมูลตัวอย่าง" if entry.is_example else "",
        }
        for entry in entries
    ]
