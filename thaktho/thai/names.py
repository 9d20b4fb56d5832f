"""Names of persons: stacked titles, monastic names, and the order in which persons are listed.

Thai persons are listed by given name, whatever their title. Monks may have no surname; a monastic name
may be followed by the lay name, the Pali name (ฉายา) and degrees in parentheses.
"""

from __future__ import annotations

import re

from .normalise import normalise
from .sorting import sort_key

#: Titles that may stand before a name, longest form first where one begins another. Dots and spaces may vary.
_WORDS = tuple(
    """
    นางสาว นาย นาง เด็กชาย เด็กหญิง คุณหญิง ท่านผู้หญิง คุณ หม่อมหลวง
    หม่อมราชวงศ์ หม่อมเจ้า หม่อม ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์
    ดอกเตอร์ นายแพทย์ แพทย์หญิง ทันตแพทย์หญิง ทันตแพทย์ เภสัชกรหญิง เภสัชกร
    อาจารย์ ว่าที่ พลเอก พลโท พลตรี พันเอก พันโท พันตรี ร้อยเอก ร้อยโท ร้อยตรี
    จ่าสิบเอก จ่าสิบโท จ่าสิบตรี สิบเอก สิบโท สิบตรี พลเรือเอก พลเรือโท
    พลเรือตรี นาวาเอก นาวาโท นาวาตรี เรือเอก เรือโท เรือตรี พลอากาศเอก พลอากาศโท
    พลอากาศตรี นาวาอากาศเอก นาวาอากาศโท นาวาอากาศตรี เรืออากาศเอก เรืออากาศโท
    เรืออากาศตรี พลตำรวจเอก พลตำรวจโท พลตำรวจตรี พันตำรวจเอก พันตำรวจโท
    พันตำรวจตรี ร้อยตำรวจเอก ร้อยตำรวจโท ร้อยตำรวจตรี ดาบตำรวจ จ่าสิบตำรวจ
    สิบตำรวจเอก สิบตำรวจโท สิบตำรวจตรี หญิง พ่อครู แม่ครู พ่อหลวง แม่หลวง กำนัน
    """.split()  # noqa: SIM905 - a page of words reads better than a list
)
_SHORT = tuple(
    """
    น.ส. ด.ช. ด.ญ. ม.ร.ว. ม.ล. ม.จ. ศ. รศ. ผศ. ดร. นพ. พญ. ทพญ. ทพ. ภญ. ภก.
    สพ.ญ. น.สพ. อ. พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. จ.ส.อ. จ.ส.ท.
    จ.ส.ต. ส.อ. ส.ท. ส.ต. พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต. ร.ต.อ.
    ร.ต.ท. ร.ต.ต. ด.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต. พล.อ.อ. พล.อ.ท. พล.อ.ต. น.อ. น.ท.
    น.ต. พล.ร.อ. พล.ร.ท. พล.ร.ต.
    """.split()  # noqa: SIM905 - a page of words reads better than a list
)
_MONKS = tuple(
    """
    พระครูใบฎีกา พระครูสมุห์ พระครูวินัยธร พระครูสังฆรักษ์ พระครูปลัด พระครู
    พระมหา พระอาจารย์ พระอธิการ เจ้าอธิการ พระปลัด พระสมุห์ พระใบฎีกา พระราชาคณะ
    พระ สามเณร แม่ชี หลวงพ่อ หลวงปู่ ครูบา ตุ๊เจ้า
    """.split()  # noqa: SIM905 - a page of words reads better than a list
)
_ENGLISH = r"(?:mr|mrs|ms|miss|dr|prof|assoc|asst)\b\.?"


def _loose(short: str) -> str:
    """`ร.ต.อ.` with spaces allowed after each dot."""
    return r"\.\s*".join(re.escape(part) for part in short.rstrip(".").split(".")) + r"\."


_TITLE = re.compile(
    "(?:"
    + "|".join(
        [_loose(short) for short in sorted(set(_SHORT), key=len, reverse=True)]
        + sorted(_MONKS + _WORDS, key=len, reverse=True)
        + [_ENGLISH]
    )
    + r")\s*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_NOT_AT_START = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e.]")
#: Given names that begin like a title; a title is not taken off when a letter of the same word must
#: follow it.
_NOT_TITLES = re.compile(r"(?:คุณากร|คุณาธิป|นายิกา|พระพาย|พระนาย|หญิงเล็ก|กำนันทอง|คุณัญญา|นางลักษณ์)(?:\s|$)")


def split_title(text: str) -> tuple[str, str]:
    """Split a person's name into (title, rest): `ผศ.ดร.สมชาย ใจดี` gives (`ผศ.ดร.`, `สมชาย ใจดี`).

    Titles may be stacked. The name is never empty: text that is nothing but titles is all name.
    """
    name = normalise(text)
    at = 0
    while not _NOT_TITLES.match(name, at) and (found := _TITLE.match(name, at)):
        rest = name[found.end() :]
        if len(_LETTER.findall(rest)) < 2 or _NOT_AT_START.match(rest):
            break
        at = found.end()
    return name[:at].strip(), name[at:].strip()


def person_sort_key(text: str) -> str:
    """ASCII key for listing persons: by given name, then surname; the title only parts namesakes."""
    title, rest = split_title(text)
    given, _, family = rest.partition(" ")
    return "!".join((sort_key(given), sort_key(family), sort_key(title)))
