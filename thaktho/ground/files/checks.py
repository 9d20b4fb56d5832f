"""What may be stored, told from the bytes themselves and never from what the sender says they are."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from pathlib import PurePosixPath

from django.utils.translation import gettext
from PIL import Image, ImageOps

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_UNPACKED = 400 * 1024 * 1024

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = "image/png"
JPEG = "image/jpeg"
CSV = "text/csv"
TEXT = "text/plain"

SUFFIXES = {
    PDF: ".pdf",
    XLSX: ".xlsx",
    DOCX: ".docx",
    PNG: ".png",
    JPEG: ".jpg",
    CSV: ".csv",
    TEXT: ".txt",
    "audio/mpeg": ".mp3",
}
# Browsers on office machines call these files by many names; only a claim of another allowed type is a contradiction.
_SAME = {"image/jpg": JPEG, "image/pjpeg": JPEG, "application/csv": CSV}


class Refused(ValueError):
    """The file is not taken; `why` says in Thai what is wrong and what to do."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def checked(name: str, data: bytes, claimed: str) -> tuple[str, bytes, str]:
    """A safe name, the bytes to keep (pictures re-encoded) and the true media type. Raises Refused."""
    if not data:
        raise Refused(gettext("ไฟล์ว่างเปล่า เลือกไฟล์ใหม่"))
    if len(data) > MOST_BYTES:
        raise Refused(
            gettext("ไฟล์ใหญ่เกิน %(most)s เมกะไบต์ ลดขนาดแล้วส่งใหม่") % {"most": MOST_BYTES // 1024 // 1024}
        )
    kind = _kind(data, name)
    claimed = claimed.split(";")[0].strip().lower()
    claimed = _SAME.get(claimed, claimed)
    if claimed in SUFFIXES and claimed != kind and {claimed, kind} != {CSV, TEXT}:
        raise Refused(gettext("เนื้อไฟล์ไม่ตรงกับชนิดไฟล์ เปิดดูแล้วบันทึกใหม่ให้ถูกชนิด"))
    if kind in (PNG, JPEG):
        data = _redrawn(data, kind)
    return safe_name(name, kind), data, kind


def _kind(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if _is_text(data):
        return CSV if name.lower().endswith(".csv") else TEXT
    raise Refused(gettext("รับเฉพาะไฟล์ PDF, Excel (.xlsx), Word (.docx), CSV, ข้อความ, PNG และ JPEG"))


def _office_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refused(gettext("เปิดไฟล์ไม่ได้ ไฟล์อาจเสีย บันทึกใหม่แล้วลองอีกครั้ง")) from error
    if sum(parts.values()) > MOST_UNPACKED:
        raise Refused(gettext("เนื้อไฟล์ใหญ่เกินไปเมื่อเปิดออก แบ่งไฟล์แล้วลองใหม่"))
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise Refused(gettext("ไม่รับไฟล์ที่มีมาโคร บันทึกเป็น .xlsx หรือ .docx แล้วส่งใหม่"))
    if "[Content_Types].xml" in parts:
        for part, kind in (("xl/workbook.xml", XLSX), ("word/document.xml", DOCX)):
            if part in parts:
                return kind
    raise Refused(gettext("ไม่รับไฟล์บีบอัด ส่งเป็นไฟล์ .xlsx, .docx หรือ PDF"))


def _is_text(data: bytes) -> bool:
    """Text in an encoding Thai offices write, and nothing a browser would run."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        return False
    else:
        encodings = ["utf-8-sig", "cp874"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(1 for char in text if unicodedata.category(char) == "Cc" and char not in "\r\n\t\f")
        head = text[:2000].lower()
        return odd == 0 and not re.search(r"<\s*(!doctype|html|svg|script|\?xml)", head)
    return False


def _redrawn(data: bytes, kind: str) -> bytes:
    """The picture drawn anew: place, time and camera are gone, and so is whatever was hidden after its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refused(gettext("ภาพใหญ่เกินไป ย่อภาพแล้วส่งใหม่"))
                upright = ImageOps.exif_transpose(picture)
                upright.load()
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(gettext("เปิดภาพไม่ได้ ไฟล์อาจเสีย ลองภาพอื่น")) from error
    out = io.BytesIO()
    if kind == JPEG:
        upright.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    else:
        mode = upright.mode if upright.mode in ("1", "L", "LA", "RGB", "RGBA") else "RGBA"
        plain = Image.new(mode, upright.size)
        plain.paste(upright.convert(mode))
        plain.save(out, "PNG", optimize=True)
    return out.getvalue()


def safe_name(name: str, kind: str) -> str:
    """The last part of the name, without control characters and with the suffix its content has."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    name = PurePosixPath(name).name
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r'[<>:"|?*]+', " ", name)
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 5:
        stem = name
    stem = re.sub(r"\s+", " ", stem).strip(" .") or "file"
    return stem[:200] + SUFFIXES[kind]
