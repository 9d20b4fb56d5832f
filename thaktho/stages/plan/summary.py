"""A version in a few plain lines, ready to paste into a LINE group."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils.translation import override

from thaktho.thai.dates import show
from thaktho.thai.money import show_money

from .models import PlanVersion
from .queries.versions import lines, own_money


@override("th")  # what leaves the house is Thai
def summary_of(version: PlanVersion, address: str) -> str:
    """Plain text: what it is, how much of it, from whom, by which decision, and where to read it."""
    cells = [line.data for line in lines(version)]
    stated = own_money(cells)
    by_network = Counter(mark["name"] for row in cells for mark in row["networks"])
    joined = sum(1 for row in cells if row["originals"])
    said = [
        version.title,
        f"ฉบับที่ {version.number} · {version.get_state_display()}",
        _approval(version),
        f"{len(cells)} แถว จาก {len(by_network)} เครือข่าย · รวมงานที่ซ้ำกัน {joined} แถว",
        f"งบประมาณที่ระบุ {show_money(sum(stated, Decimal(0)))} ({len(stated)} จาก {len(cells)} แถว)",
        " · ".join(f"{name} {count}" for name, count in by_network.most_common()),
        "ข้อมูลตัวอย่าง" if version.is_example else "",
        f"อ่านฉบับเต็ม {address}",
    ]
    return "\n".join(line for line in said if line)


def _approval(version: PlanVersion) -> str:
    if version.approved_by is None or version.approved_on is None:
        return f"ลงวันที่ {show(version.dated)}"
    return f"ที่ประชุมเห็นชอบเมื่อ {show(version.approved_on)}"
