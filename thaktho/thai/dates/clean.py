"""What surrounds a date: take away what is surely no date, and remember what makes a reading unsafe.

A time of day, a lunar day, a telephone number, "ครั้งที่ 3/2563" hold digits that must never be taken
for a day or a year. They are removed before reading; what their presence means is kept as flags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ..money import number_words
from ..normalise import normalise
from ..numerals import to_arabic

_DASHES = re.compile("[\u2010-\u2015\u2212\u2192\u301c\uff5e~]|(?<=[^a-z])-+>|--+")
_WRAPPERS = re.compile(r"""[()\[\]{}<>"'“”‘’«»|*_\t\r\n!]+""")

_HOUR = r"(?:2[0-4]|[01]?\d)"
_CLOCK = r"(?:2[0-4]|[01]?\d)\s?[:.]\s?\d{2}(?:\s?[:.]\s?\d{2})?(?!\d|[./]\d)"
_UNIT = r"(?:น\.|น(?![ก-๙])|นาฬิกา|โมง(?:เช้า|เย็น|ตรง|ครึ่ง)?|ทุ่ม(?:ตรง|ครึ่ง)?|hrs?\.?|[ap]\.?m\.?(?![a-z]))"
_NOT_IN_NUMBER = r"(?<![\d./:])"
_SECOND = rf"\s*(?:-|ถึง|จนถึง|to)\s*(?:เวลา)?\s*(?:{_CLOCK}(?:\s*{_UNIT})?|{_HOUR}(?!\d)\s*{_UNIT})"
_BEFORE = r"(?:(?:ตั้งแต่|เริ่ม|ระหว่าง|ใน|ช่วง|ณ)?\s*เวลา\s*(?:โดย)?(?:ประมาณ)?\s*)"
_TIMES = tuple(
    re.compile(rf"(?:[-,]\s*)?{form}(?:\s*เป็นต้นไป)?")
    for form in (
        rf"{_BEFORE}(?:{_CLOCK}|{_HOUR}(?!\d))(?:\s*{_UNIT})?(?:{_SECOND})?",
        rf"{_BEFORE}?{_NOT_IN_NUMBER}(?:{_CLOCK}|{_HOUR}(?!\d))(?:\s*{_UNIT})?\s*(?:-|ถึง)\s*(?:{_CLOCK}|{_HOUR}(?!\d))\s*{_UNIT}",
        rf"{_NOT_IN_NUMBER}(?:{_CLOCK}|{_HOUR}(?!\d))\s*{_UNIT}",
        rf"{_NOT_IN_NUMBER}\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*-\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?",
    )
)
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s?(z|[+-]\d{2}:?\d{2})?(?![\d:])"
)
_THAI_ZONE = timezone(timedelta(hours=7))

_LUNAR_MONTH = r"(?:\d{1,2}(?!\d)(?:\s*เหนือ)?|อ้าย|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด(?:หลัง|สองหน)?|เก้า|สิบเอ็ด|สิบสอง|สิบ)"
_ANIMAL = r"(?:ชวด|ฉลู|ขาล|เถาะ|มะโรง|มะเส็ง|มะเมีย|มะแม|วอก|ระกา|จอ|กุน)"
_LUNAR = re.compile(
    rf"(?:ตรงกับ)?(?:วัน)?(?:ที่)?\s*(?:ขึ้น|แรม)\s*\d{{1,2}}\s*(?:ค่ำ|ค่า)(?:\s*เดือน\s*{_LUNAR_MONTH}(?!\s*/\s*\d{{4}}))?"
    rf"|เดือน\s*(?:{_LUNAR_MONTH}\s*เหนือ|อ้าย|ยี่(?!่)|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบเอ็ด|สิบสอง|สิบ)(?![ก-๙])"
    rf"|ปี\s*{_ANIMAL}(?![ก-๙])"
    r"|(?:วัน|งาน|เทศกาล|ประเพณี)*(?:มาฆ\S{0,2}บูชา|วิสาข\S{0,2}บูชา|อาสาฬ\S{0,4}บูชา|อัฏฐมี\S*"
    r"|(?:เข้า|ออก|ใน|นอก|กลาง)พรรษา|ลอยกระทง|ตรุษจีน|สารท(?:ไทย|เดือนสิบ|จีน)?|ยี่เป็ง|ยี่เพ็ง|เป็งปุ๊ด|ทอดกฐิน|กฐิน|ตักบาตรเทโว"
    r"|ธรรมสวนะ|วันพระ(?!ราช|บาท|แก้ว)|รอมฎอน|รอมฏอน|ฮารีรายอ|อีดิล\S*|ไหว้พระจันทร์|สงกรานต์|ปีใหม่เมือง|สลากภัต|ปอยส่างลอง)"
    r"(?:โลก)?"
)

#: Days fixed by law or by the Cabinet: name, day, Thai month, first Buddhist year of the rule.
FIXED_DAYS = (
    (r"(?:ขึ้น)?ปีใหม่(?:สากล)?", "1 มกราคม", 2484),
    (r"ครู(?:แห่งชาติ)?", "16 มกราคม", 2500),
    (r"จักรี", "6 เมษายน", 2484),
    (r"แรงงาน(?:แห่งชาติ)?", "1 พฤษภาคม", 2500),
    (r"แม่(?:แห่งชาติ)?", "12 สิงหาคม", 2519),
    (r"ปิยมหาราช", "23 ตุลาคม", 2484),
    (r"พ่อ(?:แห่งชาติ)?", "5 ธันวาคม", 2523),
    (r"รัฐธรรมนูญ", "10 ธันวาคม", 2484),
    (r"สิ้นปี", "31 ธันวาคม", 2484),
)
_FIXED_ALONE = tuple(
    (re.compile(rf"(?:ใน)?วัน{name}\s*(?:ประจำ)?(?:ปี)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(\d{{4}})"), day, since)
    for name, day, since in FIXED_DAYS
)
_FIXED_ANYWHERE = re.compile("วัน(?:" + "|".join(name for name, _, _ in FIXED_DAYS) + ")(?!ที่)")

_PHONE = re.compile(
    r"(?:โทร\S{0,6}|เบอร์\S*|มือถือ|แฟกซ์|สายด่วน|tel|phone|mobile|fax)[\s.:]*\+?[\d][\d\s-]{2,}\d"
)
_PLAIN_PHONE = re.compile(r"(?<![\d/-])(?:\+66|0)\s?\d(?:[\s-]?\d){7,8}(?![\d/-])")
_UNITS = (
    r"(?:บาท|ล้าน|แสน|หมื่น|พัน|คน|ราย|แห่ง|ชุด|ครั้ง|รูป|องค์|หมู่บ้าน|ครัวเรือน|ชุมชน|อำเภอ|ตำบล|จังหวัด|เครือข่าย|โครงการ|กิจกรรม"
    r"|ชั่วโมง|ชม\.?|นาที|วัน(?![ก-๙])|คืน|พรรษา|ไร่|เล่ม|แผ่น|เมตร|กิโลเมตร|กม\.?|กก\.?|คะแนน|ตัว|ข้อ|%|เปอร์เซ็นต์|people|baht|thb|days?)"
)
_QUANTITY = re.compile(
    rf"(?<![\d/.])(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:\.-|{_UNITS})"
    r"|(?<![\d,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|ร้อยละ\s*\d+(?:\.\d+)?"
    r"|(?:ครบ(?:รอบ)?|อายุ|ระยะเวลา|เป็นเวลา|จำนวน|รวม|แผน)\s*\d+\s*(?:ปี|เดือน|สัปดาห์|วัน)(?!\s*ที่)"
    r"|(?:฿|\$)\s*\d[\d,.]*"
)
_SERIES = re.compile(
    r"(?:การ)?(?:ประชุม)?(?:ครั้งที่|รุ่นที่|ฉบับที่|คำสั่งที่|ประกาศที่|หนังสือที่|เลขที่|เรื่องที่|ลำดับที่|ตอนที่|เล่มที่|รหัส\S*|มติที่)\s*:?\s*\d+(?:\s*/\s*(?:25\d\d|[3-8]\d))?(?![\d/-])"
)
_LABEL = re.compile(
    r"(?:ปีที่|หมู่ที่|หมู่|ชั้น(?:ที่)?|ห้อง|ระยะที่|เฟส(?:ที่)?|งวดที่|รอบที่|ข้อ(?:ที่)?|วาระที่|ศีล|บทที่|รุ่น|สนาม(?:ที่)?|ภาคที่)\s*\d{1,3}(?!\d|/\d)"
)
_TERM = re.compile(
    r"(?:ภาคเรียน|ภาคการศึกษา|เทอม|ปีการศึกษา|ปิดเทอม|เปิดเทอม)(?:\s*ที่)?(?:\s*(?:\d{1,2}\s*/\s*)?(?:พ\.?ศ\.?)?\s*\d{1,4}(?:\s*-\s*\d{2,4})?(?!\d))?"
)
_OFFICE_NUMBER = re.compile(r"ที่\s*[ก-ฮ]{2,3}\.?\s*\d{2,}(?:\.\d+)*\s*/\s*(?:ว\s*)?\d+")
_DATE_AGAIN = r"(?=วันที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|เมื่อ|ระหว่าง|$)"
_PLACE = re.compile(
    rf"\sณ\s+(?!วัน|\d)\D.*?{_DATE_AGAIN}"
    rf"|\sณ\s*(?=ห้อง|วัด|ศาลา|หอ|อาคาร|โรง|ที่ว่าการ|สำนักงาน|บ้าน).*?{_DATE_AGAIN}"
)
#: What stands before a number that is a year, although a counted thing follows: `11 มีนาคม 2566 ชุมชนคุณธรรม…`
_YEAR_BEFORE = re.compile(r"(?:คม|ยน|พันธ์|[คยพ]\s?\.?|ปี|ศ\s?\.?|[/-])\s*$")
_UNFILLED = re.compile(r"\.{4,}|…|_{2,}|x{2,}|\bx\s+(?=[ก-ฮเ])")
_ISSUED = re.compile(r"^.*(?:ลงวันที่|ลว\.)\s*(?=\d)")
_LENGTH = re.compile(r"(?<![\d/])\d{1,3}\s*(?:เดือน|ปี|วัน|สัปดาห์)\s*(?=\()")
_DAY_WORDS = {number_words(day): str(day) for day in range(31, 0, -1)}
_SPELT_DAY = re.compile(
    "(?:วันที่|ที่|^)\\s*("
    + "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
    + r")\s*(?=(?:เดือน)?\s*[มกพสตธเ])"
)
_ENUMERATED = re.compile(r"^\s*\(?\d{1,2}\)\s+")

_SHORT_WEEKDAY = {
    "จ": "จันทร์",
    "อ": "อังคาร",
    "พ": "พุธ",
    "พฤ": "พฤหัสบดี",
    "ศ": "ศุกร์",
    "ส": "เสาร์",
    "อา": "อาทิตย์",
}
_SHORT_WEEKDAYS = re.compile(
    r"(?:^|(?<=วัน))(พฤ|อา|จ|อ|พ|ศ|ส)\.(?=\s*(?:ที่\s*)?\d|\s*-\s*(?:พฤ|อา|จ|อ|พ|ศ|ส)\.)"
)
_SHORT_WEEKDAY_AFTER = re.compile(r"(?<=-)\s*(พฤ|อา|จ|อ|พ|ศ|ส)\.(?=\s*(?:ที่\s*)?\d)")

_ASKED: tuple[tuple[str, str], ...] = (
    ("called_off", r"ยกเลิก|เลื่อน|postponed|cancel"),
    (
        "recurring",
        (
            r"ทุก\s*(?:ๆ\s*)?(?:วัน|เดือน|ปี|สัปดาห์|อาทิตย์|ไตรมาส|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|สิ้น|ต้น|เช้า|เย็น|\d)"
            r"|ของทุก|ของแต่ละ|ราย(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี)|(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี)ละ|เป็นประจำ|\bevery\b|weekly|monthly|annually"
        ),
    ),
    (
        "nth",
        r"สัปดาห์|สุดท้าย|แรกของ|(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)\s*ที่\s*[1-5]\s*(?:และ\s*\d\s*)?ของเดือน|ของเดือน\s*$",
    ),
    (
        "open",
        r"บัดนี้|(?:วันนี้|พรุ่งนี้)\s*(?:-|ถึง)|เป็นต้นไป|เป็นต้นมา|ปัจจุบัน|จนกว่า|ต่อเนื่อง|onwards?\b|\bpresent\b|จนแล้วเสร็จ|ไม่มีกำหนด|\bsince\b",
    ),
    ("deadline", r"ภายใน(?!\s*(?:ตลอด)?ปี)|ไม่เกิน|อย่างช้า|\bdeadline\b|\bby\b"),
    (
        "vague",
        (
            r"(?<!งบ)ประมาณ|คาดว่า|ราว\s?ๆ|(?:^|\s)ราว|(?<!เริ่ม)ต้น\s*(?:เดือน|ปี|[มกพสตธเ]\S{0,4}\.)|กลาง\s*(?:เดือน|ปี)|ปลาย\s*(?:เดือน|ปี)"
            r"|สิ้น\s*(?:เดือน|ปี)|(?:ต้น|กลาง|ปลาย)(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
            r"|ครึ่ง(?:ปี|เดือน|แรก|หลัง)|ก่อน|หลังจาก|ภายหลัง|(?:^|\s)หลัง|หรือ|\bor\b|\bbefore\b|\bafter\b|\bearly\b|\blate\b|\bmid\b|\baround\b|\babout\b|\?"
        ),
    ),
    ("era", r"(?<![ก-๙.])[รจฮม]\.?ศ\.?\s*\d|รัตนโกสินทร์ศก|จุลศักราช|ฮิจเราะห์"),
)
_NOTED: tuple[tuple[str, str], ...] = (
    (
        "law",
        (
            r"พระราชบัญญัติ|พ\.?ร\.?บ\.?(?![ก-๙])|พ\.?ร\.?บ\.|พ\.?ร\.?[กฎ]\.|พระราชกฤษฎีกา|พระราชกำหนด|ระเบียบ(?!วาระ)|กฎกระทรวง|กฎหมาย"
            r"|รัฐธรรมนูญ|มาตรา\s*\d|ข้อบังคับ|ราชกิจจา"
        ),
    ),
    ("code", r"รหัส|เลขที่|หมายเลข|ทะเบียน|บัญชี|\b(?:id|code|isbn|iso|no|ver|version)\b|มอก\.?\s*\d|คำสั่ง"),
    ("relative", r"วันนี้|วานนี้|เมื่อวาน|พรุ่งนี้|มะรืน|เดือนนี้|เดือนหน้า|เดือนที่แล้ว|ปีนี้|ปีหน้า|ปีที่แล้ว|today|yesterday|tomorrow"),
    (
        "undecided",
        r"รอกำหนด|รอแจ้ง|รอประกาศ|ยังไม่|ไม่ระบุ|ไม่กำหนด|ตามความเหมาะสม|แล้วแต่|จะแจ้ง|\btb[acd]\b|ตลอดปี|ตลอดทั้งปี|ทั้งปี",
    ),
    ("occasion", r"เนื่องใน|เฉลิมพระชนมพรรษา|ฉัตรมงคล|พืชมงคล|เด็กแห่งชาติ|วันเด็ก|คล้ายวัน|วันสำคัญ|วันผู้สูงอายุ|วันหยุด"),
)
_ASKED_PATTERNS = tuple((flag, re.compile(pattern)) for flag, pattern in _ASKED)
_NOTED_PATTERNS = tuple((flag, re.compile(pattern)) for flag, pattern in _NOTED)
ASKED = ("unfilled", *(flag for flag, _ in _ASKED))


@dataclass(frozen=True)
class Clean:
    """Text ready for lexing, with flags telling what was seen in it or taken from it."""

    text: str
    flags: frozenset[str]


def clean(text: str) -> Clean:
    """Lower-case, one form of digits and dashes, without times of day, lunar days, telephone numbers
    and counts."""
    line = _DASHES.sub("-", _ENUMERATED.sub("", to_arabic(normalise(text)).lower()))
    unfilled = bool(_UNFILLED.search(line))
    line, lengths = _LENGTH.subn(" ", line)
    line = re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", _WRAPPERS.sub(" ", line))
    line = re.sub(
        r"(?<![\d/.-])(\d{1,2})\s*([-.])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)", r"\1\2\3\2\4", line
    ).strip()
    line = re.sub(
        r"(?<![\d/.-])(\d{1,2})\s*-\s*(?=\d{1,2}([/.])\d{1,2}\2(?:\d{4}|\d{2})(?!\d))", r"\1-", line
    )
    line = line.replace("ไตรมาสแรก", "ไตรมาส 1").replace("ไตรมาสสุดท้าย", "ไตรมาส 4")
    line = _SPELT_DAY.sub(lambda m: f"{_DAY_WORDS[m[1]]} ", _ISSUED.sub("", line))
    flags = {"unfilled"} if unfilled else set()
    if lengths:
        flags.add("quantity")

    fixed, line = _fixed_day(line)
    flags.update(fixed)
    line, zone = _iso_time(line)
    flags.update(zone)
    for flag, patterns in (
        ("time", _TIMES),
        ("lunar", (_LUNAR,)),
        ("phone", (_PHONE, _PLAIN_PHONE)),
        ("series", (_OFFICE_NUMBER, _SERIES)),
        ("academic", (_TERM,)),
        ("quantity", (_QUANTITY,)),
        ("label", (_LABEL,)),
    ):
        for pattern in patterns:
            line, count = _without(pattern, line) if flag == "quantity" else pattern.subn(" ", line)
            if count:
                flags.add(flag)
    line = _PLACE.sub(" ", line)
    for flag, pattern in _ASKED_PATTERNS + _NOTED_PATTERNS:
        if pattern.search(line):
            flags.add(flag)
    line = _SHORT_WEEKDAYS.sub(lambda m: _SHORT_WEEKDAY[m[1]] + " ", line.strip())
    line = _SHORT_WEEKDAY_AFTER.sub(lambda m: _SHORT_WEEKDAY[m[1]] + " ", line)
    return Clean(line, frozenset(flags))


def _without(counted: re.Pattern[str], line: str) -> tuple[str, int]:
    """Take counts out of `line`, but no year: 2566 in `11 มีนาคม 2566 ชุมชนบ้านใหม่` counts nothing."""
    taken = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal taken
        if re.match(r"(?:\d{4}|\d{2})(?![\d,.])", found.group()) and _YEAR_BEFORE.search(
            line[: found.start()]
        ):
            return found.group()
        taken += 1
        return " "

    return counted.sub(replaced, line), taken


def _fixed_day(line: str) -> tuple[set[str], str]:
    """Write `วันแม่แห่งชาติ 2565` as its date when nothing else is said; else drop the day's name."""
    for pattern, day, since in _FIXED_ALONE:
        found = pattern.fullmatch(line)
        if found and int(found[1]) >= since:
            return {"fixed"}, f"{day} {found[1]}"
    line, count = _FIXED_ANYWHERE.subn(" ", line)
    return ({"feast"} if count else set()), line


def _iso_time(line: str) -> tuple[str, set[str]]:
    """Drop the clock of an ISO timestamp; flag `zone` when Thai time falls on another day than the one
    written."""
    zones: set[str] = set()

    def without_clock(found: re.Match[str]) -> str:
        if found[3]:
            offset = "+00:00" if found[3] == "z" else found[3]
            try:
                written = datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}")
            except ValueError:
                return found[1]
            if written.astimezone(_THAI_ZONE).date() != written.date():
                zones.add("zone")
        return found[1]

    return _ISO_TIME.sub(without_clock, line), zones
