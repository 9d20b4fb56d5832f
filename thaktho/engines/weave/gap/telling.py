"""A cell in one Thai line: what is needed and who said so, who acts, and what is not known."""

from __future__ import annotations

from thaktho.engines.weave.gap.types import Axis, Basis, Cell

_BASES: dict[Basis, str] = {
    "assessment": "ผลประเมินต่ำ",
    "statement": "ข้อคิดเห็นที่คนเห็นด้วย",
    "problem": "ปัญหาที่เขียนไว้ในแผน",
    "population": "จำนวนคนในพื้นที่",
    "recorded": "ฝ่ายเลขานุการบันทึก",
}
_AXES: dict[Axis, str] = {"area": "พื้นที่", "virtue": "คุณธรรม", "group": "กลุ่มเป้าหมาย", "year": "ปี"}


def explain(cell: Cell) -> str:
    """One line; parts are joined by " · "."""
    return " · ".join(part for part in (_needs(cell), _rows(cell), _maybe(cell), _uncounted(cell)) if part)


def _needs(cell: Cell) -> str:
    if not cell.needs:
        return "ยังไม่มีข้อมูลความต้องการ จึงยังบอกไม่ได้ว่าเป็นช่องว่าง"
    said = ", ".join(f"{_BASES[b]} {n}" for b, n in cell.bases)
    return f"มีความต้องการ {len(cell.needs)} เรื่อง ({said})"


def _rows(cell: Cell) -> str:
    if cell.rows:
        more = f" และครอบคลุมบางส่วนอีก {len(cell.parts)} แถว" if cell.parts else ""
        return f"มี {len(cell.rows)} แถวทำอยู่{more}"
    if not cell.parts:
        return "ยังไม่มีแถวใดทำ" if cell.needs else "ยังไม่มีแถวที่รู้ว่าทำที่นี่"
    why = [
        f"{n} แถว{word}"
        for n, word in (
            (cell.wide, "ทำในพื้นที่ที่ใหญ่กว่า"),
            (cell.narrow, "ทำเฉพาะบางพื้นที่ข้างใน"),
            (cell.everyone, "ทำเพื่อประชาชนทั่วไป"),
        )
        if n
    ]
    return f"ครอบคลุมบางส่วน: {len(cell.parts)} แถว ({', '.join(why)})"


def _maybe(cell: Cell) -> str:
    said = ", ".join(f"{n} แถวไม่ระบุ{_AXES[axis]}" for axis, n in cell.unsaid)
    return f"อาจครอบคลุม: {said}" if said else ""


def _uncounted(cell: Cell) -> str:
    n = len(cell.uncounted)
    return f"ไม่นับ {n} เรื่องที่ยังไม่มีคนเห็นด้วยมากกว่าไม่เห็นด้วย หรือน้ำหนักเป็นศูนย์" if n else ""
