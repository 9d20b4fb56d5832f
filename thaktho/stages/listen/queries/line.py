"""The message for LINE."""

from __future__ import annotations

from django.utils.translation import override

from ..models import Topic
from .people import TookPart, took_part
from .standings import Standing, ranked
from .topics import OVER


@override("th")  # what leaves the house is Thai
def line_summary(
    topic: Topic, url: str, standings: list[Standing] | None = None, part: TookPart | None = None
) -> str:
    """A message for LINE: the question, how many answered, what is most agreed everywhere, where to read on."""
    part = part or took_part(topic)
    lines = [topic.title, topic.question]
    if part.people:
        lines.append(f"ตอบแล้ว {'' if topic.state in OVER else 'อย่างน้อย '}{part.people:,} คน")
    best = [standing for standing in (standings or ranked(topic)) if standing.total][:3]
    if best:
        lines.append("ข้อที่ทุกเครือข่ายเห็นด้วยมากที่สุด")
        lines += [f"{number}. {row.statement.text} ({row.words})" for number, row in enumerate(best, 1)]
    if len(lines) > 2:
        lines.insert(2, "")
    lines += ["", url]
    if topic.is_example:
        lines.append("ข้อมูลตัวอย่าง")
    return "\n".join(lines)
