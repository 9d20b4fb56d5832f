"""The rows under one head, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from thaktho.thai import normalise as spelling

from .form import form, is_blank, key
from .grid import Cell, Grid, show
from .heads import Head, is_head_again, read_head
from .lines import is_column_numbers, is_number, is_signature, is_total
from .model import Flag, FormRow
from .values import ERROR, FORMULA, When, read_budget, read_when, span

_NOT_CARRIED = ("id", "budget")
_TEXTS = ("title", "problem", "good_deed", "virtue", "indicator", "agency", "network", "area")
_EVERY = 200
_normalise = lru_cache(maxsize=4096)(spelling.normalise)


class TableReader:
    """Walks one sheet below its head and collects ``rows``, ``flags`` and ``notes``. Use once."""

    def __init__(
        self, grid: Grid, head: Head, file: str, fiscal_year: int | None, tick: Callable[[int], None]
    ) -> None:
        self.grid = grid
        self.head = head
        self.first_head = head
        self.file = file
        self.fiscal_year = fiscal_year
        self.tick = tick
        self.rows: list[FormRow] = []
        self.flags: list[Flag] = []
        self.notes: list[str] = list(head.notes)
        self.closed = False
        self.fresh = True  # no row yet under this head
        self.carried: Counter[str] = Counter()
        self.after: list[int] = []
        self.totals: list[int] = []
        self.numbered = 0
        self.part = 0  # numbers may begin again after a section line, a total or a new head
        self.parts: list[int] = []
        self.down = self._merged_down()
        self.wide = {(m.top, m.left): m.right for m in grid.merges if m.right > m.left}

    def columns(self) -> dict[str, str]:
        """Printed head -> field of the first head (unknown columns left out)."""
        head = self.first_head
        columns = {head.printed[column]: name for name, column in head.fields.items()}
        return columns | {text: "budget" for _, text in head.budget_years}

    def read(self) -> None:
        """Fill ``rows``, ``flags`` and ``notes``. Raises StructureError when a later head is broken."""
        numbers = sorted(number for number in self.grid.rows if number > self.head.bottom)
        skip_to = 0
        for count, number in enumerate(numbers):
            if count % _EVERY == 0:
                self.tick(count)
            if number <= skip_to:
                continue
            if self._may_be_head(number):
                again = read_head(self.grid, number, self.file)
                skip_to = again.bottom
                if again.fields != self.head.fields or again.extra != self.head.extra:
                    self.notes.append(f"แถว {number}: พบหัวตารางอีกชุด อ่านแถวต่อจากนี้ตามหัวชุดนั้น")
                self.part += 1
                self.head, self.closed, self.fresh = again, False, True
                continue
            self._line(number, self.grid.rows[number])
        self._say_what_was_left()

    def _line(self, number: int, cells: dict[int, Cell]) -> None:
        """One spreadsheet row: a row of the plan, or a total, a signature, a section's heading."""
        texts = [text for column in sorted(cells) if (text := show(cells[column]))]
        if not texts:
            return
        id_text = self._text(number, "id")
        if is_total(texts[0], id_text):
            self.closed = True
            self.totals.append(number)
            self.part += 1
            return
        if is_signature(texts, id_text) and len(texts) <= 3:
            self.closed = True
            self.after.append(number)
            return
        if (
            self.closed
            and not (is_number(id_text) and self._text(number, "title"))
            and not self._like_a_row(number)
        ):
            self.after.append(number)
            return
        if len(texts) == 1 and texts[0] == id_text and is_number(id_text):
            self.numbered += 1
            return
        if is_column_numbers(texts) and self.fresh:
            self.notes.append(f"แถว {number}: เป็นเลขกำกับคอลัมน์ ไม่นับเป็นแถวของแผน")
            return
        if self._is_section(number, cells):
            why = "เป็นบรรทัดหัวข้อที่ผสานเซลล์ทั้งแถว ไม่นับเป็นแถวของแผน หากเป็นกิจกรรม กรุณายกเลิกการผสานเซลล์แล้วส่งใหม่"
            self._flag(number, min(cells), texts[0], why)
            self.part += 1
            return
        self._row(number, cells)

    def _row(self, number: int, cells: dict[int, Cell]) -> None:
        self.fresh = False
        fields = self.head.fields
        values: dict[str, str] = {}
        for name in _TEXTS:
            values[name] = self._read_text(number, fields[name]) if name in fields else ""
        id_text = show(cells[fields["id"]]) if fields.get("id") in cells else ""
        extra = {
            text: value
            for column, text in self.head.extra.items()
            if (value := self._read_text(number, column))
        }
        when = self._when(number)
        amount_text, amount = self._budget(number, extra)
        loose = [column for column in cells if column not in self.head.printed]
        for column in loose:
            text = self._read_text(number, column)
            if text:
                extra[f"คอลัมน์ที่ {column}"] = text
                self._flag(number, column, text, "ข้อความนี้อยู่นอกหัวตาราง เก็บไว้ให้แล้ว กรุณาตรวจว่าอยู่ผิดช่องหรือไม่")
        self.rows.append(
            FormRow(
                file=self.file,
                sheet=self.grid.name,
                row=number,
                id=id_text or None,
                title=values["title"],
                problem=values["problem"],
                good_deed=values["good_deed"],
                virtue=values["virtue"],
                indicator=values["indicator"],
                when_text=when.text,
                start=when.start,
                end=when.end,
                budget=amount,
                budget_text=amount_text,
                agency=values["agency"],
                network_text=values["network"],
                area=values["area"],
                extra=extra,
            )
        )
        self.parts.append(self.part)
        if not values["title"]:
            raw = self.grid.text_of(number, fields["title"])
            self._flag(number, fields["title"], raw, "แถวนี้ไม่มีชื่อกิจกรรม กรุณาเติมชื่อ หรือลบแถวหากไม่ใช่กิจกรรม")
        if number in self.grid.hidden_rows:
            self._flag(
                number,
                fields["title"],
                values["title"],
                "แถวนี้ถูกซ่อนหรือถูกกรองไว้ในไฟล์ ระบบอ่านให้แล้ว กรุณาตรวจว่าต้องการแถวนี้",
            )
        self._check_width(number, cells)

    def _read_text(self, number: int, column: int) -> str:
        """A text cell in the one Thai spelling; formulas without a result and errors are flagged."""
        cell = self._cell(number, column)
        if cell is None:
            return ""
        text = show(cell)
        if cell.error:
            self._flag(number, column, text, ERROR)
            return ""
        if cell.formula and cell.value is None:
            self._flag(number, column, text, FORMULA)
            return text
        return "" if is_blank(text) else _normalise(text)

    def _when(self, number: int) -> When:
        fields = self.head.fields
        cells = {
            name: self._sound(number, fields.get(name, 0)) for name in ("when", "when_start", "when_end")
        }
        column = fields.get("when") or fields.get("when_start") or fields.get("when_end") or 0
        when = read_when(cells["when"], self.fiscal_year)
        if not when.text and (cells["when_start"] or cells["when_end"]):
            when = span(cells["when_start"], cells["when_end"], self.fiscal_year)
        if when.why:
            self._flag(number, column, when.text, when.why)
        return when

    def _budget(self, number: int, extra: dict[str, str]) -> tuple[str, Decimal | None]:
        columns = (
            [(self.head.fields["budget"], "")] if "budget" in self.head.fields else self.head.budget_years
        )
        texts, amounts = [], []
        for column, year in columns:
            money = read_budget(self._sound(number, column), uncalculated=self.grid.uncalculated)
            if money.why:
                self._flag(number, column, money.text, money.why)
            if money.text:
                texts.append(money.text)
                if year:
                    extra[year] = money.text
            if money.amount is not None:
                amounts.append(money.amount)
        return "; ".join(texts), sum(amounts[1:], amounts[0]) if amounts else None

    def _sound(self, number: int, column: int) -> Cell | None:
        """The cell if it holds something one can read; an error or an uncalculated formula is flagged here."""
        cell = self._cell(number, column) if column else None
        if cell and cell.error:
            self._flag(number, column, show(cell), ERROR)
            return None
        if cell and cell.formula and cell.value is None:
            self._flag(number, column, show(cell), FORMULA)
            return None
        return cell

    def _cell(self, number: int, column: int) -> Cell | None:
        cell = self.grid.rows.get(number, {}).get(column)
        if cell is None and (number, column) in self.down:
            cell = self.grid.rows.get(self.down[number, column], {}).get(column)
            if cell is not None:
                self.carried[self.head.printed.get(column, "")] += 1
        return cell

    def _merged_down(self) -> dict[tuple[int, int], int]:
        """(row, column) inside a merge that runs down -> the row its value stands in, save sums and numbers."""
        barred = {self.head.fields.get(name) for name in _NOT_CARRIED}
        barred |= {column for column, _ in self.head.budget_years}
        down: dict[tuple[int, int], int] = {}
        last = max(self.grid.rows, default=0)
        for merge in self.grid.merges:
            if merge.bottom <= merge.top or merge.top <= self.head.bottom:
                continue
            if merge.left in barred:
                continue
            for number in range(merge.top + 1, min(merge.bottom, last) + 1):
                down[number, merge.left] = merge.top
        return down

    def _text(self, number: int, name: str) -> str:
        column = self.head.fields.get(name)
        return self.grid.text_of(number, column) if column else ""

    def _may_be_head(self, number: int) -> bool:
        if self._repeats_head(number):
            return True
        title = self.grid.rows[number].get(self.head.fields["title"])
        named = title is not None and isinstance(title.value, str) and key(title.value[:60]) in form().heads
        apart = self.closed or number - 1 not in self.grid.rows
        return (named or apart) and is_head_again(self.grid, number)

    def _repeats_head(self, number: int) -> bool:
        """The head once more, cell for cell, whatever words this office has for it."""
        cells, printed = self.grid.rows[number], self.head.printed
        return (
            len(cells) >= 2
            and self.head.top == self.head.bottom
            and all(
                column in printed and key(show(cell)) == key(printed[column])
                for column, cell in cells.items()
            )
        )

    def _like_a_row(self, number: int) -> bool:
        """After a subtotal a row without a number still counts when it fills the form as a row does."""
        filled = sum(1 for name in self.head.fields if self._text(number, name))
        return not self.after and bool(self._text(number, "title")) and filled >= 3

    def _is_section(self, number: int, cells: dict[int, Cell]) -> bool:
        if len(cells) != 1:
            return False
        (column,) = cells
        right = self.wide.get((number, column), column)
        return (
            right - column + 1 >= max(3, len(self.head.printed) // 2) and column <= min(self.head.printed) + 1
        )

    def _check_width(self, number: int, cells: dict[int, Cell]) -> None:
        if not self.grid.widths:
            return
        found, due = self.grid.widths[number], self.grid.widths[self.head.bottom]
        if found < due or found > due and max(cells) > due:
            text = " | ".join(show(cells[column]) for column in sorted(cells))
            why = f"แถวนี้มี {found} ช่อง แต่หัวตารางมี {due} ช่อง กรุณาตรวจว่าข้อความอยู่ตรงช่อง"
            self._flag(number, min(cells), text, why)

    def _flag(self, number: int, column: int, text: str, why: str) -> None:
        head = self.head.printed.get(column) or f"คอลัมน์ที่ {column}"
        self.flags.append(Flag(self.file, self.grid.name, number, head, text, why))

    def _say_what_was_left(self) -> None:
        def places(numbers: list[int]) -> str:
            shown = ", ".join(str(number) for number in numbers[:8])
            return shown + (f" และอีก {len(numbers) - 8} แถว" if len(numbers) > 8 else "")

        if self.totals:
            self.notes.append(f"บรรทัดรวม (แถว {places(self.totals)}) ไม่นับเป็นแถวของแผน")
        if self.after:
            self.notes.append(f"ข้อความท้ายตาราง (แถว {places(self.after)}) ไม่นับเป็นแถวของแผน")
        if self.numbered:
            self.notes.append(f"มี {self.numbered} แถวที่มีแต่เลขลำดับ ถือว่าเป็นแถวว่าง")
        for head, count in self.carried.items():
            self.notes.append(f"คอลัมน์ “{head}” มีเซลล์ผสานหลายแถว เติมค่าลงมาให้ {count} แถว")
        hidden = [
            text for column, text in self.first_head.printed.items() if column in self.grid.hidden_columns
        ]
        if hidden:
            self.notes.append(f"คอลัมน์ที่ซ่อนอยู่ ({', '.join(hidden)}) อ่านให้แล้ว กรุณาตรวจว่าต้องการ")
