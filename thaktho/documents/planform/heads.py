"""Find the head of a table among title lines, and give each column its field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .form import bare, form, key
from .grid import Grid, Merge
from .model import StructureError

SEARCH_ROWS = 40
_YEAR = re.compile(r"(?:ปี|พศ|ปีงบประมาณ)*(25\d\d|\d\d)")
_EXACT, _BARE, _FUZZY, _START = 0, 1, 2, 3

MOST_CELLS = 1_000  # in one row: no form has more


@dataclass(frozen=True)
class Match:
    """How well a printed head fits a field: lower is better, first by ``how``, then by the rank in the form."""

    field: str
    how: int
    rank: int


@dataclass
class Head:
    """A found head: rows ``top``..``bottom``, field -> column, column -> printed head for the unknown rest."""

    top: int
    bottom: int
    fields: dict[str, int]
    printed: dict[int, str]
    extra: dict[int, str]
    budget_years: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> bool:
        return "title" in self.fields


@lru_cache(maxsize=4096)
def match(text: str) -> Match | None:
    """The field a printed head stands for: exactly, without its brackets, within a slip or two, or by its beginning."""
    known = form().heads
    whole, short = key(text), bare(text)
    if whole in known:
        return Match(known[whole][0], _EXACT, known[whole][1])
    if short in known:
        return Match(known[short][0], _BARE, known[short][1])
    if len(short) > 40 or len(short) < 5 or short in form().strangers:
        return None
    near: dict[str, tuple[int, int]] = {}
    for spelling, (name, rank) in known.items():
        allowed = 2 if len(spelling) >= 10 else 1 if len(spelling) >= 6 else 0
        if allowed and abs(len(spelling) - len(short)) <= allowed:
            distance = edits(spelling, short, allowed)
            if distance <= allowed:
                near[name] = min(near.get(name, (9, 99)), (distance, rank))
    best = sorted((distance, rank, name) for name, (distance, rank) in near.items())
    if best and (len(best) == 1 or best[0][0] < best[1][0]):
        return Match(best[0][2], _FUZZY, best[0][1])
    for start, name in form().starts:
        if short.startswith(start):
            return Match(name, _START, len(short))
    return None


def edits(one: str, other: str, limit: int) -> int:
    """Levenshtein distance, given up (limit + 1) as soon as it must pass ``limit``."""
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b)))
        if min(current) > limit:
            return limit + 1
        previous = current
    return previous[-1]


def score(record: list[str]) -> int:
    """How many different fields a record's cells name. Long cells are prose, not heads."""
    return len(_fields_in([text for text in record[:MOST_CELLS] if text.strip()]))


def find_head(grid: Grid, file: str) -> Head | None:
    """The table's head, or None. It may lack a title column (``Head.title``): the caller says which head is missing.

    Raises StructureError when one head stands twice.
    """
    best: tuple[int, int, int] | None = None
    for number in sorted(grid.rows)[:SEARCH_ROWS]:
        texts = [grid.text_of(number, column) for column in grid.rows[number]]
        fields = _fields_in(texts)
        alone = fields == {"title"} and len(texts) == 1 and _exact(texts[0])
        worth = len(fields) + ("title" in fields)
        if (len(fields) >= 2 or alone) and (best is None or worth > best[0]):
            best = (worth, number, len(fields))
    if best is None:
        return None
    return read_head(grid, _first_like(grid, best[1]), file)


def _first_like(grid: Grid, best: int) -> int:
    """The first row that is a head too: where two tables stand on one sheet, the upper may have fewer columns, and its
    rows are no title lines of the lower."""
    for number in sorted(number for number in grid.rows if number < best):
        texts = [grid.text_of(number, column) for column in grid.rows[number]]
        fields = _fields_in(texts)
        mostly = 2 * len(fields) > len(texts) or len(fields) > 2 and 2 * len(fields) == len(texts)
        if len(fields) >= 2 and "title" in fields and mostly:
            return number
    return best


def read_head(grid: Grid, top: int, file: str) -> Head:
    """Read the head whose upper row is ``top``: one row, or two where merged cells have sub heads under them."""
    merges = [merge for merge in grid.merges if merge.top <= top + 1 and merge.bottom >= top]
    top = min([top, *(m.top for m in merges if m.bottom == top and m.top == top - 1 and m.right == m.left)])
    bottom = max([top, *(min(merge.bottom, top + 3) for merge in merges if merge.top == top)])
    if bottom == top and any(merge.top == top and merge.right > merge.left for merge in merges):
        below = grid.rows.get(top + 1, {})
        under = [m for m in merges if m.top == top and m.right > m.left]
        if below and all(any(m.left <= column <= m.right for m in under) for column in below):
            bottom = top + 1
    if bottom == top and _runs_on(grid, top):
        bottom = top + 1
    paths = {
        column: _path(grid, merges, top, bottom, column) for column in _columns(grid, merges, top, bottom)
    }
    return _assign(grid, top, bottom, {column: path for column, path in paths.items() if path}, file)


def is_head_again(grid: Grid, number: int) -> bool:
    """A head printed again further down (on each page), or the head of another table: half its cells name fields, and
    two of them, the activity among these, beyond doubt."""
    texts = [grid.text_of(number, column) for column in grid.rows[number]]
    short = [text for text in texts if len(text) < 60]
    known = form().heads
    sure = {known[word][0] for text in short for word in (key(text), bare(text)) if word in known}
    if len(sure) < 2 or "title" not in sure:
        return False
    fields = _fields_in(short)
    return len(fields) >= 3 and 2 * len(fields) >= len(texts)


def _runs_on(grid: Grid, top: int) -> bool:
    """A head typed over two rows without merging: คุณธรรม over เป้าหมาย."""
    below = grid.rows.get(top + 1, {})
    joined = [key(grid.text_of(top, column) + grid.text_of(top + 1, column)) for column in below]
    return len(joined) >= 2 and all(text in form().heads for text in joined)


def _fields_in(texts: list[str]) -> set[str]:
    return {found.field for text in texts if len(text) <= 60 and (found := match(text))}


def _exact(text: str) -> bool:
    found = match(text)
    return bool(found and found.how == _EXACT)


def _columns(grid: Grid, merges: list[Merge], top: int, bottom: int) -> list[int]:
    columns = {column for number in range(top, bottom + 1) for column in grid.rows.get(number, {})}
    for merge in merges:
        if top <= merge.top <= bottom and merge.right - merge.left < 60:
            columns.update(range(merge.left, merge.right + 1))
    return sorted(columns)


def _path(grid: Grid, merges: list[Merge], top: int, bottom: int, column: int) -> list[str]:
    """The texts over one column, outermost first; a merged head counts for every column under it."""
    path: list[str] = []
    for number in range(top, bottom + 1):
        text = grid.text_of(number, column)
        for merge in merges:
            if merge.top <= number <= merge.bottom and merge.left <= column <= merge.right:
                text = grid.text_of(merge.top, merge.left)
        if text and text not in path:
            path.append(text)
    return path


def _assign(grid: Grid, top: int, bottom: int, paths: dict[int, list[str]], file: str) -> Head:
    """Give every field its best column; the rest are extra, said aloud where they looked like a known field."""
    printed = {column: " ".join(" ".join(path).split()) for column, path in paths.items()}
    head = Head(top, bottom, {}, printed, {})
    claims: dict[str, list[tuple[int, int, int]]] = {}
    for column, path in sorted(paths.items()):
        found = _match_path(path)
        if found:
            claims.setdefault(found.field, []).append((found.how, found.rank, column))
    for name, columns in claims.items():
        columns.sort()
        years = [
            column
            for _, _, column in columns
            if len(paths[column]) > 1 and _YEAR.fullmatch(key(paths[column][-1]))
        ]
        if name == "budget" and len(years) > 1 and len(years) == len(columns):
            head.budget_years = [(column, printed[column]) for column in sorted(years)]
            head.notes.append("งบประมาณแยกเป็นรายปี ระบบรวมทุกปีเป็นงบประมาณของแถว และเก็บค่ารายปีไว้ด้วย")
            continue
        twins = [column for _, _, column in columns if key(printed[column]) == key(printed[columns[0][2]])]
        if len(twins) > 1:
            why = f"หัวตารางนี้มีสองคอลัมน์ (คอลัมน์ที่ {twins[0]} และ {twins[1]}) กรุณาเปลี่ยนชื่อหรือลบคอลัมน์ที่ซ้ำ แล้วส่งใหม่"
            raise StructureError(file, why, sheet=grid.name, row=top, column=printed[twins[0]])
        head.fields[name] = columns[0][2]
        for _, _, column in columns[1:]:
            head.notes.append(
                f"คอลัมน์ “{printed[column]}” คล้ายกับ “{printed[columns[0][2]]}” ซึ่งอ่านไปแล้ว จึงเก็บไว้เป็นคอลัมน์เพิ่มเติม"
            )
    _name_extra(head, printed)
    return head


def _match_path(path: list[str]) -> Match | None:
    """A head of two rows: the sub head decides where the form knows it, else both together, else the upper one."""
    if len(path) == 1:
        return match(path[0])
    whole = key("".join(path))
    if whole in form().heads:
        return Match(form().heads[whole][0], _EXACT, form().heads[whole][1])
    parent, child = match(path[0]), path[-1]
    sub = form().sub_heads.get(key(child)) or form().sub_heads.get(bare(child))
    if parent and sub and (sub[0] == parent.field or parent.field == "when" and sub[0].startswith("when_")):
        return Match(sub[0], _BARE, sub[1])
    if parent and parent.field == "budget" and _YEAR.fullmatch(key(child)):
        return Match("budget", _START, 0)
    own = match(child)
    if own and own.how <= _BARE:
        return own
    joined = match(" ".join(path))
    return joined if joined and joined.how <= _FUZZY else None


def _name_extra(head: Head, printed: dict[int, str]) -> None:
    """Columns the form does not know keep their printed head; a second of the same name is numbered."""
    known = set(head.fields.values()) | {column for column, _ in head.budget_years}
    for column, text in sorted(printed.items()):
        if column in known:
            continue
        name, number = text, 2
        while name in head.extra.values():
            name, number = f"{text} ({number})", number + 1
        head.extra[column] = name
