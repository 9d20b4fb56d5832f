"""The scorecard on paper and as a sheet: every commitment under its clause, and how many of how many by owner."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override

from thaktho.documents.frames.table import Band, Column, TableDocument
from thaktho.thai.dates import show

from ..models import Commitment
from ..queries.score import Line, Score

WORDS = {
    "kept": "ทำแล้ว",
    "doing": "กำลังทำ",
    "late": "เลยกำหนด",
    "dropped": "ไม่ทำแล้ว",
    "not_started": "ยังไม่เริ่ม",
}


@override("th")
def document(score: Score) -> TableDocument:
    edition, counts = score.edition, score.counts
    shares = " · ".join(f"{WORDS[name]} {getattr(counts, name)}" for name in WORDS)
    notes = [f"พันธสัญญาทั้งหมด {counts.all} รายการ: {shares}", *_by_owner(score.owners)]
    if score.carried and score.next:
        notes.append(f"ยกไป{score.next.title} {score.carried} รายการ")
    return TableDocument(
        title="สัญญาแล้วทำอะไรไปบ้าง",
        subtitle=edition.title,
        office=edition.programme.office_th,
        version_label="บัตรคะแนนพันธสัญญา เรียงตามลำดับในประกาศ ไม่ใช่การจัดอันดับ",
        printed_on=timezone.localdate(),
        columns=(
            Column("ข้อ", 1.2, "center"),
            Column("พันธสัญญา", 8),
            Column("ผู้รับผิดชอบ", 4),
            Column("กำหนด", 2.6),
            Column("สถานะ", 2.4),
            Column("รายงานล่าสุด", 6),
        ),
        bands=tuple(_band(line) for line in score.clauses),
        notes=tuple(notes),
        is_example=edition.is_example,
    )


def _by_owner(lines: list[Line]) -> list[str]:
    """ศาสนา: ทำแล้ว 2 กำลังทำ 1 จาก 3."""
    found = []
    for line in lines:
        said = " ".join(f"{WORDS[name]} {getattr(line, name)}" for name in WORDS if getattr(line, name))
        found.append(f"{line.name}: {said} จาก {line.total}")
    return found


def _standing(row: Commitment) -> str:
    """How far it is, and how late: what is late was perhaps begun."""
    if row.standing != "late" or row.due_on is None:  # type: ignore[attr-defined]
        return WORDS[row.state]
    return f"{WORDS[row.state]}\nเลยกำหนด {(timezone.localdate() - row.due_on).days:,} วัน"


def _band(line: Line) -> Band:
    head = f"ข้อ {line.number}" if line.number else "ข้อที่ไม่อยู่ในประกาศแล้ว"
    rows = []
    for row in line.rows:
        last = row.last_report
        told = f"{show(last.reported_on, 'medium')} {last.text[:300]}" if last else ""
        rows.append(
            (
                row.printed,  # type: ignore[attr-defined]
                row.text,
                row.owner,  # type: ignore[attr-defined]
                show(row.due_on, "medium") if row.due_on else None,
                _standing(row),
                told,
            )
        )
    return Band(f"{head} {line.name[:160]} (ทำแล้ว {line.kept} จาก {line.total})", tuple(rows))
