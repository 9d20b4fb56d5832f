"""The rules said in plain words, the same wherever they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from .models import Resolution, Rulebook
from .tallying import Quorum, base_of, needed_yes

OUTCOME_TONES = {
    "agreed": ("bai", "check"),
    "agreed_with_notes": ("bai", "info"),
    "agreed_with_dissent": ("khamin", "scroll-text"),
    "contested": ("khrang", "triangle-alert"),
    "no_quorum": ("khrang", "users"),
}


def outcome_words(name: str) -> str:
    return {
        "agreed": gettext("เห็นพ้อง"),
        "agreed_with_notes": gettext("เห็นพ้องโดยมีข้อสังเกต"),
        "agreed_with_dissent": gettext("เห็นพ้องโดยบันทึกข้อสงวน"),
        "contested": gettext("ยังไม่ได้ข้อยุติ"),
        "no_quorum": gettext("ไม่ครบองค์ประชุม"),
    }[name]


def quorum_words(rule: Mapping[str, Any], entitled: int) -> str:
    """What makes a quorum of so many networks."""
    quorum = Quorum.of(rule)
    if quorum.kind == "none":
        return gettext("ไม่กำหนดองค์ประชุม")
    if quorum.kind == "count":
        return gettext("ต้องมาประชุมอย่างน้อย %(count)s เครือข่าย") % {"count": quorum.count}
    words = (
        gettext("เกินกึ่งหนึ่ง") if quorum.num * 2 == quorum.den else
        gettext("ทุกเครือข่าย") if quorum.num >= quorum.den else
        gettext("มากกว่า %(num)s ใน %(den)s") % {"num": quorum.num, "den": quorum.den}
    )  # fmt: skip
    return gettext("ต้องมาประชุม%(share)s คือ %(count)s จาก %(all)s เครือข่าย") % {
        "share": words, "count": quorum.needed(entitled), "all": entitled,
    }  # fmt: skip


def rule_lines(rule: Mapping[str, Any], entitled: int) -> list[str]:
    """How this edition agrees, line by line."""
    lines = [
        gettext("หนึ่งเครือข่าย หนึ่งเสียงต่อข้อ เปลี่ยนได้จนกว่าจะปิดรอบ"),
        quorum_words(rule, entitled),
    ]
    if rule.get("quorum") != Rulebook.Quorum.NONE:
        lines.append(
            gettext(
                "เครือข่ายมาประชุมเมื่อผู้แทนลงทะเบียนแล้วตั้งแต่วันที่เปิดรอบอย่างน้อย %(count)s คน ก่อนวันงานที่ยังไม่มีการลงทะเบียน นับเครือข่ายที่แจ้งเสียงแล้ว"
            )
            % {"count": rule.get("present_at_least", 1)}
        )
    lines.append(
        gettext("ขอปรับแก้และยังไม่เห็นด้วย ต้องบอกเหตุผล ข้อสังเกตต้องพิมพ์ด้วย")
        if rule.get("note_needs_reason", True)
        else gettext("ขอปรับแก้และยังไม่เห็นด้วย ต้องบอกเหตุผล")
    )
    lines.append(inner_words(rule))
    lines.append(gettext("ข้อหนึ่งเห็นพ้องเมื่อไม่มีเครือข่ายใดขอปรับแก้หรือยังไม่เห็นด้วย หรือประธานให้บันทึกข้อสงวนแล้ว"))
    return lines


def inner_words(rule: Mapping[str, Any]) -> str:
    if rule.get("inner") == Rulebook.Inner.NAMED:
        return gettext("เสียงภายในเครือข่ายบันทึกรายชื่อ คนในเครือข่ายเดียวกันเห็นได้ว่าใครว่าอย่างไร")
    return gettext("เสียงภายในเครือข่ายเก็บเฉพาะจำนวน ไม่เก็บว่าใครว่าอย่างไร จึงเปลี่ยนไม่ได้เมื่อบอกแล้ว")


def vote_rule_lines(rule: Mapping[str, Any]) -> list[str]:
    """What stands on the ballot above the buttons."""
    majority = str(Resolution.Majority(rule["majority"]).label)
    base = str(Resolution.Base(rule["base"]).label)
    lines = [gettext("ผ่านเมื่อเห็นด้วย%(majority)s%(base)s") % {"majority": majority, "base": base}]
    if rule["secrecy"] == Resolution.Secrecy.SECRET:
        lines.append(gettext("ลงมติลับ: ระบบรู้ว่าท่านลงแล้ว แต่ไม่เก็บว่าท่านลงอย่างไร"))
    else:
        lines.append(gettext("ลงมติเปิดเผย: ผู้มีบทบาทในสมัชชาเห็นชื่อของท่านพร้อมที่ท่านลง"))
    lines.append(gettext("งดออกเสียงได้") if rule["may_abstain"] else gettext("งดออกเสียงไม่ได้"))
    if rule["only_present"]:
        lines.append(gettext("ลงได้เฉพาะผู้แทนที่ลงทะเบียนมาประชุมแล้วเมื่อเปิดลงมติ"))
    lines.append(gettext("หนึ่งคนหนึ่งเสียง แม้เป็นผู้แทนหลายเครือข่าย ลงแล้วเปลี่ยนไม่ได้"))
    return lines


def presence_warning(rule: Mapping[str, Any], entitled: int, present: int | None) -> str:
    """What a chair should know before a vote is closed; "" when enough networks are there. `present`: None while nobody
    was registered. It bars nothing: the rule of a vote is its own, and was locked before."""
    if present is None:
        return gettext("ยังไม่มีผู้แทนลงทะเบียนมาประชุม ระบบจึงไม่รู้ว่าครบองค์ประชุมหรือไม่")
    needed = Quorum.of(rule).needed(entitled)
    if present >= needed:
        return ""
    said = {"present": present, "needed": needed}
    return gettext("วันนี้มี %(present)s เครือข่าย ยังไม่ครบองค์ประชุม %(needed)s เครือข่าย") % said


def result_words(resolution: Resolution) -> str:
    """Of how many, how many were needed, how many said yes."""
    of = base_of(resolution.base, resolution.yes, resolution.no, resolution.abstain, resolution.entitled)
    if not resolution.yes + resolution.no + resolution.abstain:
        return gettext("ไม่มีผู้ลงมติ จึงไม่ผ่าน")
    return gettext("เห็นด้วย %(yes)s จาก %(of)s เสียง ต้องได้อย่างน้อย %(needed)s") % {
        "yes": resolution.yes, "of": of, "needed": needed_yes(resolution.majority, of),
    }  # fmt: skip
