"""From what is frozen to a document the frames can print. Thai, whatever the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone

from thaktho.documents.frames.proceedings import (
    Attended,
    Chair,
    ClauseText,
    Named,
    Photo,
    Pledge,
    ProceedingsDocument,
    Record,
    RoundTable,
    SlotLine,
)
from thaktho.thai.dates import show, show_span, show_time

from ..models import Proceedings

SHORT = {"agree": "เห็น", "note": "สังเกต", "change": "แก้", "not_yet": "ยังไม่"}
MODES = {"onsite": "ในงาน", "online": "ออนไลน์"}


def document(made: Proceedings, photos: dict[str, bytes], *, public: bool) -> ProceedingsDocument:
    """`photos`: bytes by the frozen photo's id; one that cannot be read any more is left out."""
    frozen = made.frozen
    edition = frozen["edition"]
    words = frozen["words"]
    declaration = frozen["declaration"]
    version = declaration.get("version")
    return ProceedingsDocument(
        title="รายงานการประชุมสมัชชา",
        subtitle=edition["title"],
        office=edition["office"],
        version_line=f"ฉบับที่ {made.number}" + (f" (แก้ไขเพราะ {made.reason})" if made.reason else ""),
        printed_on=timezone.localdate(made.made_at),
        facts=tuple(_facts(frozen)),
        opening=words.get("opening", ""),
        chairs=tuple(
            Chair(one["name"], one["position"], _moments(one["since"], one["until"]))
            for one in frozen["chairs"]
        ),
        attendance=tuple(_attended(one, public) for one in frozen["attendance"]["networks"]),
        attendance_lead=_attendance_lead(frozen["attendance"]),
        slots=tuple(_slot(one) for one in frozen["slots"]),
        before=tuple(_before(frozen, public)),
        declaration_title=declaration["title"],
        declaration_opening=declaration["opening"],
        declaration_closing=declaration["closing"],
        declaration_lead=" · ".join(
            filter(
                None,
                (
                    f"ประกาศเมื่อ {_day(declaration['proclaimed_on'])}"
                    if declaration.get("proclaimed_on")
                    else "",
                    _version(version) if version else "ร่าง ยังไม่ได้ทำเป็นฉบับ",
                ),
            )
        ),
        periods=tuple(
            (
                period["name"],
                tuple(
                    ClauseText(
                        clause["number"],
                        clause["body"],
                        tuple((one["addressee"], one["action"]) for one in clause["actions"]),
                    )
                    for clause in period["clauses"]
                ),
            )
            for period in declaration["periods"]
        ),
        signers=tuple((one.get("name", ""), one.get("position", "")) for one in declaration["signers"]),
        rounds=tuple(_round(one, public) for one in frozen["rounds"] if one.get("public") or not public),
        after=tuple(_after(frozen, public)),
        pledges=tuple(_pledge(one) for one in frozen["commitments"]),
        photos=tuple(
            Photo(photos[one["id"]], one["caption"]) for one in frozen["photos"] if one["id"] in photos
        ),
        observations=words.get("observations", ""),
        closing=words.get("closing", ""),
        missing=tuple(frozen["missing"]),
        hash=made.frozen_hash,
        public=public,
        is_example=made.is_example,
    )


def _day(iso: str, form: Literal["long", "medium"] = "long") -> str:
    return show(date.fromisoformat(iso[:10]), form) if iso else ""


def _hours(began: str, ended: str) -> str:
    """09.00–09.45 น."""
    first = show_time(datetime.fromisoformat(began).time())
    if not ended:
        return f"ตั้งแต่ {first}"
    return f"{first.removesuffix(' น.')}–{show_time(datetime.fromisoformat(ended).time())}"


def _moment(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{show(at.date(), 'medium')} {show_time(at.time())}"


def _moments(since: str, until: str) -> str:
    """From when to when; a day is said once."""
    if not since:
        return ""
    if not until:
        return f"ตั้งแต่ {_moment(since)}"
    end = datetime.fromisoformat(until)
    same = since[:10] == until[:10]
    return f"{_moment(since)} – {show_time(end.time()) if same else _moment(until)}"


def _span(first: str, last: str) -> str:
    if not first:
        return _day(last)
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
    return show_span(begin, end) if end >= begin else f"{show(begin)}, {show(end)}"


def _version(version: dict[str, Any]) -> str:
    """ร่างที่ 3; with its own name where it was given one."""
    named = f"ร่างที่ {version['number']}"
    return named if version["name"] in ("", named) else f"{named} {version['name']}"


def _facts(frozen: dict[str, Any]) -> list[tuple[str, str]]:
    edition, attendance = frozen["edition"], frozen["attendance"]
    facts = [
        ("ชื่อสมัชชา", edition["title"]),
        ("ครั้งที่ / ปี", " / ".join(str(part) for part in (edition["number"], edition["year"]) if part)),
        ("หัวข้อหลัก", edition["theme"]),
        ("วันที่จัด", _span(edition["held_on"], edition["held_until"]) if edition["held_on"] else ""),
        ("สถานที่", edition["place"]),
        ("ช่องทางออนไลน์", edition["online"]),
        ("ผู้มาประชุม", f"{attendance['came']} คน จาก {attendance['networks_present']} เครือข่าย"),
        ("ต่อจาก", edition["carried_from"]),
        ("ขั้นตอนขณะจัดทำรายงาน", f"{edition['stage']} ({edition['state']})"),
    ]
    if edition["end_reason"]:
        facts.append(("เหตุที่สิ้นสุด", edition["end_reason"]))
    return [(name, value) for name, value in facts if value or name in ("วันที่จัด", "สถานที่")]


def _attended(one: dict[str, Any], public: bool) -> Attended:
    names = () if public else tuple(
        Named(who["name"], who["position"], who["organisation"], MODES.get(who["mode"], "")) for who in one["names"]
    )  # fmt: skip
    return Attended(
        one["network"], one["order"], one["expected"], one["came"], one["onsite"], one["online"], names
    )


def _attendance_lead(attendance: dict[str, Any]) -> str:
    kinds = " · ".join(f"{one['kind']} {one['came']} คน" for one in attendance["kinds"] if one["came"])
    days = " · ".join(
        f"{_day(one['on'])} ในงาน {one['onsite']} คน ออนไลน์ {one['online']} คน" for one in attendance["days"]
    )
    return "\n".join(filter(None, (kinds, days)))


def _slot(one: dict[str, Any]) -> SlotLine:
    took = _hours(one["began"], one["ended"]) if one["began"] else ""
    spoke = f"ผู้พูด {one['spoke']} คน" if one["spoke"] else ""
    title = one["title"] + (f" (ข้อ {one['clause']})" if one["clause"] else "")
    held = "\n".join(filter(None, (one["state"], took, spoke)))
    return SlotLine(
        _day(one["on"]), f"{one['planned']} น.", one["hall"], title, "\n".join(one["speakers"]), held
    )


def _printed(rows: list[dict[str, Any]], public: bool) -> list[dict[str, Any]]:
    """Everybody's paper is without what was hidden from everybody."""
    return [one for one in rows if one.get("shown", True) or not public]


def _before(frozen: dict[str, Any], public: bool) -> list[Record]:
    hearings, amendments, issues = frozen["hearings"], frozen["amendments"], frozen["issues"]
    decided = [f"{word} {n}" for word, n in amendments["decisions"].items() if n]
    return [
        Record(
            "ขั้นตอนตลอดปี",
            (("ขั้นตอน", 5), ("กำหนดการ", 4), ("เข้าขั้นจริง", 3), ("หมายเหตุ", 4)),
            tuple(
                (one["name"], _span(one["from"], one["due"]) if one["from"] or one["due"] else "",
                 _day(one["entered"]), one["note"])
                for one in frozen["stages"]
                if one["from"] or one["due"] or one["entered"]
            ),
        ),
        Record(
            "การประชุมเตรียมการ",
            (("ขั้นตอน", 4), ("การประชุม", 8), ("วันที่", 3)),
            tuple((one["stage"], one["title"], _day(one["on"])) for one in frozen["meetings"]),
        ),
        Record(
            "ประเด็นที่รับเข้าสมัชชา",
            (("ที่", 1), ("ประเด็น", 9), ("ผู้เสนอ", 4)),
            tuple((str(one["number"]), one["title"], one["from"]) for one in _printed(issues["accepted"], public)),
            lead=_counted(issues["states"]),
        ),
        Record(
            "การรับฟังความเห็น",
            (("เวที", 6), ("เครือข่าย/พื้นที่", 3), ("วันที่", 3), ("จำนวนคน", 2), ("สรุป", 6)),
            tuple(
                (one["title"], one["of"], _span(one["from"], one["until"]) if one["from"] or one["until"] else "",
                 "" if one["people"] is None else str(one["people"]), one["summary"])
                for one in hearings["held"]
            ),
            lead=_counted(hearings["comments"], "ความเห็น "),
        ),
        Record(
            "ข้อเสนอแก้ไขถ้อยคำ",
            (("เลขที่", 1.4), ("ชนิด", 2.4), ("ข้อ", 1.2), ("จาก", 3), ("ความเห็นคณะยกร่าง", 3), ("ผล", 3), ("เหตุผล", 5)),
            tuple(
                (str(one["number"]), one["kind"], str(one["clause"] or ""), one["from"], one["advice"],
                 one["decision"], one["reason"])
                for one in _printed(amendments["list"], public)
            ),
            lead=f"ทั้งหมด {amendments['count']} ข้อ ถอน {amendments['withdrawn']} ข้อ · {' · '.join(decided)}"
            if amendments["count"]
            else "",
        ),
    ]  # fmt: skip


def _counted(many: dict[str, int], before: str = "") -> str:
    said = " · ".join(f"{word} {n}" for word, n in many.items() if n)
    return f"{before}{said}" if said else ""


def _round(one: dict[str, Any], public: bool) -> RoundTable:
    rows, notes = [], []
    for clause in one["clauses"]:
        voices = []
        for network in one["networks"]:
            stance = clause["stances"].get(network["id"])
            voices.append(SHORT[stance["value"]] if stance else "–")
            if stance and (stance["reason"] or (stance["inner"] and not public) or stance["for_network"]):
                inner = "" if public else _counted(stance["inner"], "ภายในเครือข่าย ")
                marked = "ฝ่ายเลขานุการบันทึกแทน" if stance["for_network"] else ""
                more = " · ".join(filter(None, (stance["reason"], inner, marked)))
                notes.append(f"ข้อ {clause['number']} · {network['name']} · {stance['word']}: {more}")
        rows.append((clause["number"], tuple(voices)))
    return RoundTable(
        one["number"],
        one["state"],
        _moments(one["opened"], one["closed"]),
        tuple(network["name"] for network in one["networks"]),
        tuple(rows),
        tuple(notes),
        one["close_reason"],
    )


def _after(frozen: dict[str, Any], public: bool) -> list[Record]:
    satisfaction = frozen["satisfaction"]
    few = "มีผู้ตอบน้อยกว่า 5 คน จึงไม่แสดงค่าเฉลี่ย" if satisfaction["few"] else ""
    answered = f"ผู้ตอบ {satisfaction['answers']} คน" if satisfaction["answers"] else few
    certificates = " · ".join(f"{one['kind']} {one['count']} ฉบับ" for one in frozen["certificates"])
    return [
        Record(
            "ความเห็นต่างที่ประธานบันทึกไว้",
            (("ข้อ", 1.1), ("รอบ", 1.5), ("เครือข่าย", 3), ("ความเห็นต่าง", 8), ("ประธาน", 4)),
            tuple(
                (str(one["clause"]), str(one["round"]), one["network"], one["text"], one["chair"])
                for one in frozen["dissents"]
            ),
        ),
        Record(
            "มติสมัชชา",
            (("มติที่", 1.3), ("เรื่อง", 6), ("กติกา", 5), ("เห็นด้วย", 1.6), ("ไม่เห็นด้วย", 1.8), ("งด", 1.2), ("ผล", 2.4)),
            tuple(
                (f"{frozen['edition']['number'] or ''}.{one['number']}".lstrip("."), f"{one['title']}\n{one['body']}",
                 f"{one['majority']}{one['base']} · ลงมติ{one['secrecy']} · ผู้มีสิทธิ {one['entitled']}",
                 str(one["yes"]), str(one["no"]), str(one["abstain"]), _outcome(one))
                for one in frozen["resolutions"]
                if one.get("public") or not public
            ),
        ),
        Record(
            "ผู้ได้รับการยกย่อง",
            (("ที่", 1), ("ชื่อ", 5), ("ประเภท", 5), ("พื้นที่", 3), ("เรื่อง", 5)),
            tuple(
                (str(one["number"]), one["name"], f"{one['kind']} · {one['category']}", one["place"], one["for_what"])
                for one in frozen["honours"]
            ),
            lead=f"เกียรติบัตรที่ออก: {certificates}" if certificates else "",
        ),
        Record(
            "ตลาดนัดคุณธรรม",
            (("บูธ", 1.4), ("ชื่อ", 5), ("โดย", 4), ("เรื่อง", 6)),
            tuple(
                (one["number"], one["title"], one["owner"] or one["network"], one["text"]) for one in frozen["booths"]
            ),
        ),
        Record(
            "ความพึงพอใจ",
            (("คำถาม", 8), ("ค่าเฉลี่ย (เต็ม 5)", 3), ("จำนวนผู้ตอบ", 3)),
            tuple((one["question"], f"{one['mean']:.2f}", str(one["of"])) for one in satisfaction["means"]),
            lead=answered,
        ),
    ]  # fmt: skip


def _outcome(one: dict[str, Any]) -> str:
    if one["passed"] is None:
        return str(one["state"])
    return "ผ่าน" if one["passed"] else "ไม่ผ่าน"


def _pledge(one: dict[str, Any]) -> Pledge:
    state = one["state"] + (f"\n{_day(one['reported_on'], 'medium')}" if one["reported_on"] else "")
    return Pledge(
        f"{one['clause'] or '–'}.{one['number']}", one["text"], one["owner"], one["measure"], _day(one["due_on"], "medium"),
        state, one["carried_from"],
    )  # fmt: skip
