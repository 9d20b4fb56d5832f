"""What kind of file is this? Opens the doors only to XLSX and text, and names every other guest.

Nothing is parsed here: signatures, the zip's own list of contents and its sizes decide, so that a bomb is refused
before a byte of it is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from .model import StructureError

MAX_FILE = 50 * 2**20
MAX_ENTRIES = 2_000
MAX_UNPACKED = 400 * 2**20
SUSPICIOUS_SIZE = 32 * 2**20
SUSPICIOUS_RATIO = 150

_SAVE_AS = "เปิดด้วยโปรแกรมตารางคำนวณ แล้วบันทึกเป็น .xlsx (Excel Workbook) จากนั้นส่งใหม่"
_IMAGES = {
    b"\x89PNG": "รูปภาพ PNG",
    b"\xff\xd8\xff": "รูปภาพ JPEG",
    b"GIF8": "รูปภาพ GIF",
    b"BM": "รูปภาพ BMP",
    b"II*\x00": "รูปภาพ TIFF",
    b"MM\x00*": "รูปภาพ TIFF",
}


def kind_of(data: bytes, name: str) -> Literal["xlsx", "text"]:
    """Say whether ``data`` is an XLSX workbook or text; every other kind raises StructureError that names it."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise StructureError(name, "ไฟล์ว่าง ไม่มีข้อมูล กรุณาตรวจว่าเลือกไฟล์ถูก แล้วส่งใหม่")
    if len(data) > MAX_FILE:
        raise StructureError(
            name, f"ไฟล์ใหญ่เกิน {MAX_FILE // 2**20} MB กรุณาแยกเป็นหลายไฟล์ หรือลบรูปภาพออก แล้วส่งใหม่"
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        check_zip(data, name)
        return "xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            raise StructureError(name, "ไฟล์ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้ กรุณาเอารหัสผ่านออก บันทึกใหม่ แล้วส่งอีกครั้ง")
        if "WordDocument".encode("utf-16-le") in data:
            raise StructureError(
                name, "เป็นเอกสาร Word รุ่นเก่า (.doc) ไม่ใช่ตาราง กรุณาคัดลอกตารางลงแบบฟอร์ม .xlsx แล้วส่งใหม่"
            )
        raise StructureError(name, f"เป็น Excel รุ่นเก่า (.xls) ซึ่งอ่านไม่ได้ กรุณา{_SAVE_AS}")
    if data.startswith(b"%PDF"):
        raise StructureError(name, "เป็นไฟล์ PDF ไม่ใช่ตาราง กรุณาส่งไฟล์ Excel ต้นฉบับ (.xlsx) หรือกรอกลงแบบฟอร์ม")
    for magic, what in _IMAGES.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise StructureError(name, f"เป็น{what} ไม่ใช่ตาราง กรุณากรอกข้อมูลลงแบบฟอร์ม .xlsx แล้วส่งใหม่")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise StructureError(name, "เป็นรูปภาพ WebP ไม่ใช่ตาราง กรุณากรอกข้อมูลลงแบบฟอร์ม .xlsx แล้วส่งใหม่")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<?xml", b"{\\rtf")) or b"<table" in head:
        raise StructureError(name, f"เนื้อไฟล์เป็นหน้าเว็บหรือเอกสาร ไม่ใช่ตาราง กรุณา{_SAVE_AS}")
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")) and not _looks_like_text(data):
        raise StructureError(
            name, "เนื้อไฟล์ไม่ใช่ Excel หรือไฟล์เสียหาย กรุณาเปิดไฟล์ต้นฉบับ บันทึกเป็น .xlsx อีกครั้ง แล้วส่งใหม่"
        )
    return "text"


def check_zip(data: bytes, name: str) -> None:
    """Refuse a damaged zip, a bomb, and a zip that holds something else than a workbook."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise StructureError(name, "ไฟล์เสียหายหรือมาไม่ครบ กรุณาดาวน์โหลดหรือบันทึกใหม่ แล้วส่งอีกครั้ง") from error
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES
    if bomb or unpacked > SUSPICIOUS_SIZE and unpacked > SUSPICIOUS_RATIO * len(data):
        raise StructureError(
            name,
            "ไฟล์นี้คลายออกแล้วใหญ่ผิดปกติ จึงไม่เปิดเพื่อความปลอดภัย กรุณาคัดลอกเฉพาะตารางแผนลงแบบฟอร์มใหม่ แล้วส่งอีกครั้ง",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise StructureError(name, "ไฟล์ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้ กรุณาเอารหัสผ่านออก บันทึกใหม่ แล้วส่งอีกครั้ง")
    if "xl/workbook.bin" in names:
        raise StructureError(name, f"เป็น Excel แบบไบนารี (.xlsb) ซึ่งอ่านไม่ได้ กรุณา{_SAVE_AS}")
    if any(entry.startswith("word/") for entry in names):
        raise StructureError(
            name, "เป็นเอกสาร Word (.docx) ไม่ใช่ตาราง Excel กรุณาคัดลอกตารางลงแบบฟอร์ม .xlsx แล้วส่งใหม่"
        )
    if any(entry.startswith("ppt/") for entry in names):
        raise StructureError(
            name, "เป็นไฟล์นำเสนอ (.pptx) ไม่ใช่ตาราง Excel กรุณากรอกข้อมูลลงแบบฟอร์ม .xlsx แล้วส่งใหม่"
        )
    if "mimetype" in names and "content.xml" in names:
        raise StructureError(name, f"เป็นไฟล์ OpenDocument (.ods) ซึ่งอ่านไม่ได้ กรุณา{_SAVE_AS}")
    if not any(entry.endswith("workbook.xml") for entry in names) and "[content_types].xml" not in names:
        raise StructureError(name, "เป็นไฟล์ zip ที่ไม่มีตาราง Excel อยู่ข้างใน กรุณาแตกไฟล์ แล้วส่งไฟล์ .xlsx โดยตรง")


def _looks_like_text(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return not any(byte < 9 for byte in data[:4096])
