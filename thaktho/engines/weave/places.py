"""Where a row happens, read from its area, title and agency, and how near two places are.

Names are resolved by context: "อ.เมือง จ.ราชบุรี" is amphoe 7001; "ต.เวียง" alone is one of dozens, so only its
name is kept. `home` (a province or amphoe code) is the programme's own area and settles a doubtful name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from thaktho.engines.weave.gazetteer import Gazetteer, gazetteer
from thaktho.engines.weave.text import clean
from thaktho.engines.weave.types import NOWHERE, Nearness, Place

_LEVELS = {
    "province": "องค์การบริหารส่วนจังหวัด|อบจ.|จังหวัด|จ.",
    "city": "เทศบาลนคร|เทศบาลเมือง|ทน.|ทม.",
    "tambon": "องค์การบริหารส่วนตำบล|เทศบาลตำบล|อบต.|อบต|ทต.|ตำบล|แขวง|ต.",
    "amphoe": "อำเภอ|เขต|อ.",
}
_PREFIX = re.compile(
    "|".join(
        f"(?P<{level}>{'|'.join(re.escape(w) for w in words.split('|'))})" for level, words in _LEVELS.items()
    )
)
_LETTERS = "[ก-\u0e4e0-9]"
_VILLAGE = re.compile(rf"(?<![ก-\u0e4e])(?:หมู่บ้าน|บ้าน)(?P<name>{_LETTERS}{{2,}})")
_KINDS = ("วัด", "มัสยิด", "โรงเรียน", "โรงพยาบาล", "มหาวิทยาลัย", "วิทยาลัย", "ศูนย์พัฒนาเด็กเล็ก", "คริสตจักร", "สำนักสงฆ์",
          "พุทธอุทยาน", "ศาลากลาง", "ศูนย์ประชุม", "หอประชุม", "ชุมชน")  # fmt: skip
_VENUE = re.compile(rf"(?P<kind>{'|'.join(_KINDS)}|รร\.|รพ\.สต\.|รพ\.)(?P<name>{_LETTERS}{{2,}})")
_NOT_A_NAME = re.compile(
    "^(สวย|ประชา|และ|ส่งเสริม|ด้วย|ใน|ทุก|ใกล้|ร้าง|คุณธรรม|วิถี|สะอาด|ปลอด|รอบรู้|สร้าง|พัฒนา|เพื่อ|ทำ|ฟัง|วัน|ผู้|เรือน|นี้|พอเพียง|"
    "ท้องถิ่น|กาชาด|อบอุ่น|เมืองสะ|น่า|สี|เดียว|หลัง|มั่นคง|ปลา|เด็ก|คน|ที่|สุข|ดี|เข้มแข็ง|ต้นแบบ|ร่วม|รักษา|เทศบาล|อย่าง|ให้|ของ|จิต|ธรรม|"
    "ลด|ไม่|อยู่|จัดการ|น้อมนำ|เรา|รวม|ห่าง|ประจำ|ขนาด|ละ|ศีล|ตาม|เขต|อาสา|แห่ง|ยั่งยืน|ชาย|มี|ป้องกัน|พึ่งตน)"
)
_ENDS = re.compile(
    r"$|[^ก-\u0e4e]|อำเภอ|จังหวัด|ตำบล|เทศบาล|หมู่|อ\.|จ\.|ต\.|รุ่น|ปี|ประจำ|ครั้ง|ร่วม|โดย|และ|วัด|โรงเรียน|บ้าน|สู่|เพื่อ|ระดับ"
)
_EDITION = re.compile(
    r"(?:(?:รุ่น|ครั้ง|ปี|สมัย|เฟส|ระยะ)ที่\s*\d+(?:/\d+)?)|(?:(?:ประจำ)?ปี(?:งบประมาณ|การศึกษา)?\s*(?:พ\.ศ\.?|ค\.ศ\.?)?\s*\d{2,4})"
    r"|(?:พ\.ศ\.?\s*\d{2,4})|(?:\b(?:25|20)\d\d\b)|(?:หมู่(?:ที่)?\s*\d+)|(?:ม\.\s*\d+)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A place read from a text, and the text without it (a venue leaves its kind behind: "วัดพระแก้ว" -> "วัด")."""

    place: Place
    rest: str


def read(text: str, *, home: str | None = None, loose: bool = True,
         is_action: Callable[[str], bool] | None = None, venue: str | None = None) -> Reading:  # fmt: skip
    """Read the place in `text`.

    `loose=False` is for titles: a venue or village must stand at a word's beginning (or equal `venue`, known from
    elsewhere), and what `is_action` recognises as something people do ("โรงเรียนผู้สูงอายุ") is no venue.
    """
    text = clean(text)
    if not text.strip():
        return Reading(NOWHERE, "")
    names = gazetteer()
    found: dict[str, str] = {}
    cuts: list[tuple[int, int, str]] = []
    unit = ""
    named: list[tuple[int, int]] = []
    for m in _PREFIX.finditer(text):
        level = str(m.lastgroup)
        if text[: m.end()].endswith("กทม."):
            continue
        at = m.end() + len(text[m.end() :]) - len(text[m.end() :].lstrip())
        tail = text[at:]
        name = _name(names, level, tail)
        if any(start <= m.start() < end for start, end in named):
            continue
        if level == "tambon" and not name and (m_ := re.match(rf"{_LETTERS}{{2,24}}", tail)):
            if (m.group().endswith(".") or loose) and not _NOT_A_NAME.match(tail):
                unit, name = unit or f"ต.{m_.group()}", m_.group()
        elif name and (level not in found):
            found[level] = name
        if name:
            cuts.append((m.start(), at + len(name), " "))
            named.append((m.start(), at + len(name)))
    if "province" not in found and (bare := _bare_province(names, text)):
        found["province"] = bare
        cuts.append((text.find(bare), text.find(bare) + len(bare), " "))
    place, resolved = _resolve(names, found, home)
    unit = unit or resolved
    where, more = _venue(text, loose, is_action, venue)
    village, cut = _village(text, loose, is_action, named)
    place = replace(place, unit=unit or None, village=village, venue=where)
    return Reading(place, _cut(text, cuts + more + cut))


def strip_editions(text: str) -> str:
    """`text` without years, edition numbers and village numbers."""
    return re.sub(r"\s+", " ", _EDITION.sub(" ", clean(text))).strip()


def merge(*places: Place) -> Place:
    """The first place, made finer by the later ones where they do not contradict it."""
    out = NOWHERE
    for p in places:
        if not p.known:
            continue
        if any(x and y and x != y for x, y in zip(_codes(out), _codes(p), strict=True)):
            continue
        out = Place(
            out.province or p.province, out.amphoe or p.amphoe, out.tambon or p.tambon,
            out.unit or (None if out.tambon else p.unit), out.village or p.village, out.venue or p.venue,
        )  # fmt: skip
    return out


def compare(a: Place, b: Place) -> Nearness:
    """same: one venue, or one village or tambon. near: one amphoe, two venues or villages of one tambon, or one
    place contains the other (a province and its temple). apart: known to differ. unknown: cannot be told."""
    if not a.known or not b.known:
        return "unknown"
    if a.province and b.province and a.province != b.province:
        return "apart"
    if a.amphoe and b.amphoe and a.amphoe != b.amphoe:
        return "apart"
    if a.venue and a.venue == b.venue:
        return "same" if not (a.tambon and b.tambon and a.tambon != b.tambon) else "near"
    two_inside = bool(a.venue and b.venue) or bool(a.village and b.village and a.village != b.village)
    if a.tambon and b.tambon:
        if a.tambon == b.tambon:
            return "near" if two_inside else "same"
        return "near"
    if a.unit and a.unit == b.unit and (a.province == b.province or not (a.province and b.province)):
        return "near" if two_inside else "same"
    if a.village and a.village == b.village and a.amphoe and a.amphoe == b.amphoe:
        return "same"
    if a.amphoe and b.amphoe:
        return "near"
    if a.province and b.province:
        return "near" if _whole(a) or _whole(b) else "unknown"
    return "unknown"


def words(a: Place, b: Place) -> str:
    """What two places share, in Thai: the venue, else tambon, amphoe or province. "" when nothing is shared."""
    names = gazetteer().names
    if a.venue and a.venue == b.venue:
        return a.venue
    if a.village and a.village == b.village:
        return f"บ้าน{a.village}"
    for code_a, code_b, short in (
        (a.tambon, b.tambon, "ต."),
        (a.amphoe, b.amphoe, "อ."),
        (a.province, b.province, "จ."),
    ):
        if code_a and code_a == code_b:
            return f"{short}{names.get(code_a, code_a)}"
        if short == "ต." and a.unit and a.unit == b.unit:
            return a.unit
    return ""


def _codes(p: Place) -> tuple[str | None, str | None, str | None]:
    return p.province, p.amphoe, p.tambon


def _whole(p: Place) -> bool:
    return not (p.amphoe or p.tambon or p.unit or p.village or p.venue)


def _name(names: Gazetteer, level: str, tail: str) -> str | None:
    if level == "city":
        return (
            names.longest("province", tail) or names.longest("amphoe", tail) or names.longest("tambon", tail)
        )
    name = names.longest(level, tail)
    if name and level != "province" and not _ENDS.match(tail[len(name) :]):
        return None
    if name == "เมือง" and level == "amphoe" and re.match(r"เมือง[ก-\u0e4e]", tail):
        return None if not tail[5:6].isspace() else name
    return name


def _bare_province(names: Gazetteer, text: str) -> str | None:
    found = _bare(names).search(text)
    return found.group() if found else None


@lru_cache(maxsize=1)
def _bare(names: Gazetteer) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            re.escape(n)
            for n in sorted(names.provinces, key=lambda n: (-len(n), n))
            if len(n) >= 5 or n == "กทม."
        )
    )


def _resolve(names: Gazetteer, found: dict[str, str], home: str | None) -> tuple[Place, str]:
    province = names.provinces.get(found.get("province", ""))
    unit = ""
    if city := found.get("city"):
        unit = f"เทศบาล{city}"
        province = province or names.provinces.get(city)
    scope = province or home or ""
    amphoe = None
    named = found.get("amphoe") or (f"เมือง{found['city']}" if "city" in found else None)
    if named:
        amphoe = _one([c for c in names.amphoe.get(named, ()) if c.startswith(scope)])
        if amphoe is None and not scope:
            amphoe = _one(list(names.amphoe.get(named, ())))
    scope = amphoe or scope
    tambon = None
    if t := found.get("tambon"):
        codes = [c for c in names.tambon.get(t, ()) if c.startswith(scope)]
        if not codes and named and not amphoe:
            codes = [c for c in names.tambon[t] if c[:4] in names.amphoe.get(named, ())]
        tambon = _one(codes)
        if tambon is None:
            unit = unit or f"ต.{t}"
    amphoe = amphoe or (tambon[:4] if tambon else None)
    return Place(province or (amphoe[:2] if amphoe else None), amphoe, tambon), unit


def _one(codes: list[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _venue(text: str, loose: bool, is_action: Callable[[str], bool] | None,
           known: str | None) -> tuple[str | None, list[tuple[int, int, str]]]:  # fmt: skip
    if known and known in text:
        kind = next((k for k in _KINDS if known.startswith(k)), "")
        at = text.find(known)
        return known, [(at, at + len(known), f"{kind} ")]
    first: str | None = None
    cuts: list[tuple[int, int, str]] = []
    for m in _VENUE.finditer(text):
        if not loose:
            before = text[: m.start()]
            if (
                not before.strip()
                or re.search(r"[ก-\u0e4eA-Za-z]$", before)
                or before.strip() in ("โครงการ", "กิจกรรม")
            ):
                continue
        name = m.group("name")
        if m.group("kind") == "ชุมชน" and re.search("[ก-\u0e4e]$", text[: m.start()]):
            continue
        if text[max(0, m.start() - 4) : m.start()].endswith("จังห") or _NOT_A_NAME.match(name):
            continue
        if is_action is not None and is_action(m.group()):
            continue
        first = first or m.group().replace("รร.", "โรงเรียน")
        cuts.append((m.start(), m.end(), f"{m.group('kind')} "))
    return first, cuts


def _village(text: str, loose: bool, is_action: Callable[[str], bool] | None,
             named: list[tuple[int, int]]) -> tuple[str | None, list[tuple[int, int, str]]]:  # fmt: skip
    for m in _VILLAGE.finditer(text):
        name = m.group("name")
        if any(start <= m.start() < end for start, end in named):
            continue
        if _NOT_A_NAME.match(name) or (is_action is not None and is_action(m.group())):
            continue
        if loose or m.start() > 0:
            return name, [(m.start(), m.end(), " ")]
    return None, []


def _cut(text: str, cuts: list[tuple[int, int, str]]) -> str:
    out, at = [], 0
    for start, end, left in sorted(cuts):
        if start < at:
            continue
        out += [text[at:start], left]
        at = end
    out.append(text[at:])
    return re.sub(r"\s+", " ", "".join(out)).strip()
