"""The opinion map in the report: the picture with its table, what sets the groups apart, and how far it can be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from thaktho.documents.frames.report import Block, Grid, Head, Heading, Picture, Text

from ..models import OpinionMap
from ..queries import Column
from ..views.maps import Held, map_context

FEW = "ผู้ตอบไม่ถึง 50 คน จึงไม่แบ่งกลุ่ม กลุ่มที่เห็นจะเป็นเพียงความบังเอิญ"


def map_blocks(made: OpinionMap | None, texts: Mapping[str, str], columns: list[Column]) -> list[Block]:
    """`texts`: shown statements by number."""
    heading = Heading("กลุ่มความเห็น")
    context = map_context(made, dict(texts), columns)
    if made is None:
        return [heading, Text("ยังไม่มีแผนที่ความเห็นของหัวข้อนี้")]
    if not context["picture"]:
        return [heading, Text(FEW if made.body.get("why") == "few" else "ทุกกลุ่มมีคนน้อยกว่า 5 คน จึงไม่วาดแผนที่")]
    held: list[Held] = context["held"]
    # The table first: it fills the page that the picture, which is not parted, would leave empty.
    blocks: list[Block] = [heading, Text(_how_many(held)), *_table(held), _picture(context)]
    blocks += [Heading("ผลนี้มั่นคงแค่ไหน", 2), *(Text(line) for line in _stability(context["certificate"]))]
    return blocks


def _how_many(held: list[Held]) -> str:
    if len(held) == 1:
        return "ยังไม่พบกลุ่มที่เห็นต่างกันชัด ทุกคนอยู่ในกลุ่มเดียว"
    return f"คำตอบแบ่งได้ {len(held)} กลุ่ม ตั้งชื่อตามข้อที่กลุ่มนั้นต่างจากคนอื่นมากที่สุด กลุ่มของความเห็นไม่ใช่กลุ่มของคนหรือเครือข่าย"


def _picture(context: Mapping[str, Any]) -> Picture:
    words = "คนที่อยู่ใกล้กันตอบคล้ายกัน วงทึบคือครึ่งหนึ่งของกลุ่ม วงประคือขอบเขตที่อาจคลาดเคลื่อน จุดหนึ่งคืออย่างน้อย 5 คน ไม่มีใครมีจุดของตนเอง"
    return Picture(
        render_to_string("listen/picture.html", {**context, "paper": True}),
        words,
        125,  # mm
        "ภาพแผนที่ความเห็นอยู่ในฉบับ PDF และที่หน้าหัวข้อ",
    )


def _table(held: list[Held]) -> list[Block]:
    rows = [
        (f"{group.face.mark} กลุ่ม {group.face.letter}\nอย่างน้อย {group.face.size} คน", _lines(group))
        for group in held
    ]
    heads = (Head("กลุ่ม", 24), Head("ข้อที่กลุ่มนี้ต่างจากกลุ่มอื่น", 76))
    return [Grid(heads, tuple(rows), "กลุ่มและสิ่งที่แต่ละกลุ่มเห็น")]


def _lines(group: Held) -> str:
    if not group.lines:
        return "ไม่มีข้อใดที่กลุ่มนี้ต่างจากกลุ่มอื่นอย่างมั่นใจได้"
    return "\n".join(
        f"{'เห็นด้วย' if line.agrees else 'ไม่เห็นด้วย'} ราว {line.tenths} ใน 10: ข้อ {line.number} {line.text}"
        for line in group.lines
    )


def _stability(found: Mapping[str, Any]) -> list[str]:
    if found["groups"] == 1:
        return [
            "แบ่งคำตอบของแต่ละคนเป็นสองครึ่งแล้วจัดกลุ่มแยกกัน ไม่มีการแบ่งใดที่สองครึ่งเห็นตรงกันมากกว่าความบังเอิญ จึงไม่แบ่งกลุ่ม"
        ]
    lines = []
    if found["halves"] is not None:
        lines.append(
            f"แบ่งคำตอบของแต่ละคนเป็นสองครึ่งแล้วจัดกลุ่มแยกกัน ตรงกัน {found['halves']} เต็ม 100 (บังเอิญล้วนได้ราว {found['chance']})"
        )
    if found["samples"] is not None:
        lines.append(f"สุ่มคนออกหนึ่งในห้าแล้วทำใหม่หลายครั้ง คงเดิม {found['samples']} เต็ม 100")
    if not found["firm"]:
        lines.append("เส้นแบ่งกลุ่มยังไม่ชัด ใช้ดูภาพรวม อย่าใช้บอกว่าใครเป็นพวกใด")
    return lines
