"""Letters as papers: what the frame needs, from the frozen copy or from today's draft; the job that prints them all;
the register; and the messages for LINE. All of it is Thai, whatever the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from thaktho.documents.frames.letters import Copy, LetterDocument, letters_docx, letters_pdf
from thaktho.documents.frames.report import Grid, Head, ReportDocument, Text
from thaktho.ground.access import system
from thaktho.ground.files import actions as files
from thaktho.ground.files import queries as stored
from thaktho.ground.jobs.actions import TellUser
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.programme.models import Programme
from thaktho.thai import dates

from . import frozen, queries, wording
from .models import Letter, LetterRecipient
from .tokens import link_token

WORK = "convene.letters.paper"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def taken(letter: Letter) -> dict[str, Any]:
    """Frozen once issued, today's for a draft."""
    if letter.frozen:
        return letter.frozen
    return frozen.take(letter, queries.recipients(letter))


def document(letter: Letter, *, base: str, only: UUID | None = None) -> LetterDocument:
    """`base` is the site's address, for the links. `only`: one recipient's copy. A letter without recipients yet is
    shown as it would go to «ผู้รับหนังสือ»."""
    said = taken(letter)
    rows: Sequence[dict[str, Any]] = said["recipients"]
    if only is not None:
        rows = [row for row in rows if row["id"] == str(only)]
    links = _links(letter, base, rows) if letter.state == Letter.State.ISSUED and said["asks_reply"] else {}
    copies = tuple(_copy(said, row, links.get(row["id"], "")) for row in rows)
    if not copies:
        copies = (_copy(said, {"name": "……………………", "position": "", "salutation": "rian", "network": ""}, ""),)
    reply_by = f"ภายใน{dates.show(date.fromisoformat(said['reply_by']))}" if said["reply_by"] else ""
    printed = timezone.localtime(letter.issued_at).date() if letter.issued_at else timezone.localdate()
    return LetterDocument(
        kind=said["kind"],
        number=said["number"],
        office=said["office"],
        address=said["address"],
        dated_on=date.fromisoformat(said["dated_on"]) if said["dated_on"] else None,
        subject=wording.merged(said["subject"], "rian", "", "", said["merge"]),
        references=tuple(said["references"]),
        enclosures=tuple((one["title"], one["amount"]) for one in said["enclosures"]),
        signer=said["signer"],
        signer_lines=tuple(said["signer_lines"]),
        section=said["section"],
        phone=said["phone"],
        copies=copies,
        printed_on=printed,
        emblem=_emblem(letter.programme, said["emblem"]),
        reply_words=f"แจ้งตอบรับ{reply_by}",
        draft=letter.state == Letter.State.DRAFT,
        is_example=said["is_example"],
    )


def _copy(said: dict[str, Any], row: dict[str, Any], link: str) -> Copy:
    def words(text: str) -> str:
        return wording.merged(text, row["salutation"], row["name"], row["network"], said["merge"])

    return Copy(
        salutation=row["salutation"],
        name=row["name"],
        position=row["position"],
        subject=words(said["subject"]),
        paragraphs=tuple(words(text) for text in said["paragraphs"]),
        link=link,
    )


def _links(letter: Letter, base: str, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    found = LetterRecipient.objects.filter(letter=letter, pk__in=[row["id"] for row in rows[:1]])
    if len(rows) > 1:
        found = LetterRecipient.objects.filter(letter=letter)
    made = {}
    for one in found.only("pk", "token_hash"):
        if token := link_token(one):
            made[str(one.pk)] = base + reply_path(letter.programme, token)
    return made


def reply_path(programme: Programme, token: str) -> str:
    return reverse("letters_reply", args=[programme.slug, token])


def _emblem(programme: Programme, file_id: str) -> bytes:
    if not file_id:
        return b""
    file = stored.stored(programme, UUID(file_id))
    return stored.data(file) if file else b""


def paper(job: Job, progress: Progress) -> dict[str, Any]:
    """All copies in one file, PDF or DOCX; the page of the job leads to it."""
    letter = queries.letter(job.programme, UUID(job.params["letter"]))
    if letter is None:
        raise TellUser("ไม่พบหนังสือฉบับนี้แล้ว")
    words = gettext_noop("กำลังจัดหน้าหนังสือ")
    progress(0, 1, words)
    made = document(letter, base=job.params["base"])
    if job.params["format"] == "docx":
        data, kind, end = letters_docx(made), DOCX, "docx"
    else:
        data = letters_pdf(made, lambda done, total: progress(done, total, words))
        kind, end = "application/pdf", "pdf"
    file = files.store(
        system(job.programme_id),
        job.programme,
        name=f"หนังสือ {letter.subject[:80].replace('{', '').replace('}', '')}.{end}",
        data=data,
        media_type=kind,
        purpose="document",
        read_verb="letters.read",
    )
    return {"url": f"/{job.programme.slug}/files/{file.pk}/{file.name}", "file": str(file.pk)}


HEADS = (
    Head("ที่", 16),
    Head("ลงวันที่", 13),
    Head("ถึง", 24),
    Head("เรื่อง", 31),
    Head("ผู้ลงนาม", 18),
    Head("ตอบ/ส่ง", 8, "center"),
)


@override("th")
def register(programme: Programme, rows: Iterable[Letter], *, title: str, today: date) -> ReportDocument:
    """ทะเบียนส่ง as a paper. A cancelled letter stays in it with its reason."""
    rows = list(rows)
    lines = tuple(
        (
            row.number or "–",
            dates.show(row.dated_on, "medium") if row.dated_on else "–",
            to_words(row),
            plain(row.subject)
            + (f" (ยกเลิก: {row.cancel_reason})" if row.state == Letter.State.CANCELLED else "")
            + (" (ข้อมูลตัวอย่าง)" if row.is_example else ""),
            row.signer or "–",
            f"{row.answered}/{row.copies}" if row.asks_reply else f"–/{row.copies}",  # type: ignore[attr-defined]
        )
        for row in rows
    )
    blocks = (Grid(HEADS, lines, across=True),) if rows else (Text("ไม่มีหนังสือในรายการนี้"),)
    return ReportDocument(
        title="ทะเบียนหนังสือส่ง",
        subtitle=title,
        office=programme.office_th,
        version_label="",
        printed_on=today,
        blocks=blocks,
        is_example=any(row.is_example for row in rows),
    )


def to_words(row: Any) -> str:
    if not row.copies:
        return "–"
    return f"{row.first_name} และอีก {row.copies - 1} ราย" if row.copies > 1 else row.first_name


def plain(text: str) -> str:
    """A text with its braces said as to everybody."""
    return wording.merged(text, "rian", "", "")


def line_text(letter: Letter, url: str = "") -> str:
    """The letter in plain words for LINE, without names."""
    lines = [plain(letter.subject)]
    if letter.number:
        dated = f" ลงวันที่ {dates.show(letter.dated_on)}" if letter.dated_on else ""
        lines.append(f"หนังสือที่ {letter.number}{dated}")
    if letter.state == Letter.State.CANCELLED:
        lines.append(f"ยกเลิก: {letter.cancel_reason}")
    elif letter.meeting:
        lines.append(wording.when_and_where(letter.meeting).removeprefix("ใน"))
    if letter.asks_reply and letter.reply_by and letter.state != Letter.State.CANCELLED:
        lines.append(f"โปรดตอบรับภายใน {dates.show(letter.reply_by)} ตามลิงก์หรือ QR ในหนังสือของท่าน")
    if letter.phone:
        lines.append(f"สอบถาม {letter.section} โทร. {letter.phone}".replace("  ", " "))
    if letter.is_example:
        lines += ["", "(ข้อมูลตัวอย่าง)"]
    return "\n".join([*lines, *(["", url] if url else [])])


def reminder(letter: Letter, missing: Sequence[LetterRecipient], total: int) -> str:
    """To those who have not answered, for LINE; those with a role read and send it."""
    if not missing:
        return ""
    by = f" ภายใน {dates.show(letter.reply_by)}" if letter.reply_by else ""
    lines = [
        f"แจ้งเตือนตอบรับ: {plain(letter.subject)}",
        *([wording.when_and_where(letter.meeting).removeprefix("ใน")] if letter.meeting else []),
        f"ตอบแล้ว {total - len(missing)} จาก {total} ราย ยังไม่ตอบ {len(missing)} ราย",
        *(f"- {one.name}" for one in missing[:40]),
        *([f"และอีก {len(missing) - 40} ราย"] if len(missing) > 40 else []),
        f"โปรดตอบ{by} ตามลิงก์หรือ QR ในหนังสือ" + (f" หรือโทร. {letter.phone}" if letter.phone else ""),
    ]
    if letter.is_example:
        lines.append("(ข้อมูลตัวอย่าง)")
    return "\n".join(lines)
