"""The network a form's title lines name."""

from __future__ import annotations

import re

from .form import key
from .grid import Grid

# Words after which the name is over: the province, the years, the edition.
_END = re.compile(
    r"\s*[(\[,;:]|\s+(?:จังหวัด|จ\.|ระยะ|ประจำ|ปี|พ\.?ศ|อำเภอ|อ\.|ตำบล|ฉบับ|ครั้ง|เพื่อ|ภายใต้|ของ|โดย|หน้า|แผน)|\s*[–—]|\s+-\s|ระยะ\s*[0-9๐-๙]|ประจำปี"
)
_LABEL = re.compile(r"^(?:ชื่อ)?เครือข่าย(?:ทางสังคม)?\s*[:：]\s*(.+)$")
_GENERAL = ("ทางสังคม", "ต่าง", "ภาคี", "คุณธรรมจังหวัด", "ทั้ง")


def network_in_titles(grid: Grid, head_row: int) -> str:
    """The name (with เครือข่าย before it) from the lines over the table, "" if none is named."""
    lines = [
        line.strip()
        for number in sorted(row for row in grid.rows if row < head_row)
        for column in sorted(grid.rows[number])
        for line in grid.text_of(number, column).split("\n")
    ]
    cells = [
        (grid.text_of(number, column), grid.text_of(number, column + 1))
        for number in sorted(row for row in grid.rows if row < head_row)
        for column in sorted(grid.rows[number])
    ]
    for label, value in cells:  # "เครือข่าย" in one cell, the name in the next
        if key(label) in ("เครือข่าย", "ชื่อเครือข่าย") and value:
            return _named(value)
    for line in lines:
        labelled = _LABEL.match(line)
        if labelled:
            return _named(labelled[1])
    for line in lines:
        if line.startswith("เครือข่าย") and (name := _name(line)):
            return name
    for line in lines:
        for place in [found.start() for found in re.finditer("เครือข่าย", line)][::-1]:
            if name := _name(line[place:]):
                return name
    return ""


def _named(text: str) -> str:
    text = _END.split(text.strip(), maxsplit=1)[0].strip(" .…_")
    return text if not text or text.startswith("เครือข่าย") else "เครือข่าย" + text


def _name(text: str) -> str:
    """เครือข่ายศาสนา from a line that begins with it; general words (เครือข่ายทางสังคม, ๑๓ เครือข่าย) are no name."""
    name = _END.split(text, maxsplit=1)[0].strip(" .…_")
    rest = name.removeprefix("เครือข่าย").strip()
    if not rest or rest.startswith(_GENERAL) or rest[0].isdigit() or len(name) > 60:
        return ""
    return name
