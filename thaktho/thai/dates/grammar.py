"""From tokens to pieces: each piece is one day, month, quarter or year, and how it is joined to the
one before.

`1-10 เมษายน 2563` is two day pieces joined by a range; `5, 6 และ 7 มีนาคม 2566` three days joined by
"and". What a piece does not say itself (the month of the 1 in `1-10 เมษายน`) is taken from the pieces
of its chain; the year may still be missing.
"""

from __future__ import annotations

from . import numeric
from .names import looks_like_month
from .pieces import Join, Parse, Piece
from .tokens import Token
from .year_grammar import YearReader


def parse(tokens: list[Token]) -> Parse:
    """Read all `tokens`. Never raises; what cannot be placed is in `stray`."""
    return _Parser(tokens).run()


class _Parser(YearReader):
    """The whole grammar: days and months here, years and quarters in `YearReader`."""

    def run(self) -> Parse:
        while token := self.peek():
            self.step(token)
        self.out.dangling = self.out.dangling or (self.join == "range" and bool(self.out.pieces))
        return self.out

    def step(self, token: Token) -> None:
        self.at += 1
        match token.kind:
            case "range" | "and" | "slash":
                self.connect(token)
            case "start":
                self.out.opened = True
            case "weekday":
                self.weekday(token)
            case "numeric":
                self.numeric(token)
            case "quarter_word":
                self.quarters()
            case "fiscal_word":
                self.years("fiscal")
            case "calendar_word":
                self.years("calendar")
            case "month":
                self.month(token)
            case "month_word":
                self.numbered_month()
            case "number":
                self.number(token)
            case "year_word" | "be" | "ce":
                self.at -= 1
                self.years("year")
            case "code":
                self.out.stray.append(token.text)
            case "unknown":
                self.join = ""

    # numbers

    def number(self, token: Token) -> None:
        if token.width == 3:
            self.out.stray.append(token.text)
            return
        if token.width > 2:
            self.at -= 1
            self.years("year")
            return
        self.at -= 1
        days, ahead = self.days_ahead()
        if self.kind(ahead) == "month_word" and self.kind(ahead + 1) == "month":
            ahead += 1
        if self.kind(ahead) in ("range", "slash") and self.kind(ahead + 1) == "month" and len(days) == 1:
            ahead += 1
        month = self.peek(ahead)
        if month and month.kind == "month":
            self.at += ahead + 1
            self.note(month)
            self.day_pieces(days, month)
            return
        if self.numbered_day(days, ahead) or self.unreadable_month(token):
            return
        if token.width == 2 and token.value > 31:
            self.years("year")
            return
        self.at += 1
        self.out.stray.append(token.text)

    def days_ahead(self) -> tuple[list[tuple[int, Join, int | None]], int]:
        """Days written before one month: (day, join, weekday) each, and how many tokens they take."""
        days: list[tuple[int, Join, int | None]] = []
        ahead, end, join, weekday = 0, 0, "", None
        while token := self.peek(ahead):
            if token.kind == "number" and token.width <= 2 and (join or not days):
                days.append((token.value, join, weekday))  # type: ignore[arg-type]
                join, weekday, end = "", None, ahead + 1
            elif token.kind in ("range", "and") and days:
                join = "range" if token.kind == "range" or join == "range" else "and"
            elif token.kind == "weekday" and join:
                weekday = token.value
            else:
                break
            ahead += 1
        return days, end

    def day_pieces(self, days: list[tuple[int, Join, int | None]], month: Token) -> None:
        year = self.year_ahead(month)
        last = len(days) - 1
        self.add(
            [
                Piece("day", join, year, month.value, day, weekday, borrowed=i < last)
                for i, (day, join, weekday) in enumerate(days)
            ]
        )

    def numbered_day(self, days: list[tuple[int, Join, int | None]], ahead: int) -> bool:
        """`วันที่ 5 เดือน 3 พ.ศ. 2566`: the month as a number, named by the word เดือน."""
        number = self.peek(ahead + 1)
        if self.kind(ahead) != "month_word" or number is None or number.kind != "number" or number.width > 2:
            return False
        self.at += ahead + 2
        self.day_pieces(days, number)
        return True

    def unreadable_month(self, day: Token) -> bool:
        """A word between a day and a year that looks like a month but is not clearly one."""
        word, year = self.peek(1), self.peek(2)
        if (
            not word
            or word.kind != "unknown"
            or not year
            or year.kind not in ("number", "be", "ce", "year_word")
        ):
            return False
        if not looks_like_month(word.text):
            return False
        self.at += 2
        self.out.asked.append(f"อ่านชื่อเดือน “{word.text}” ไม่ออก โปรดระบุเดือน")
        return True

    def numeric(self, token: Token) -> None:
        read = numeric.read(token.text)
        if isinstance(read, str):
            self.out.stray.append(token.text)
            (self.out.asked if read.startswith("?") else self.out.broken).append(read.lstrip("?"))
            self.join = ""
            return
        self.out.notes += read.notes
        self.add([Piece("day", "", read.year, read.month, read.day, None, read.other)])

    # months

    def note(self, token: Token) -> None:
        if token.note:
            self.out.notes.append(token.note)

    def month(self, token: Token) -> None:
        self.note(token)
        if days := self.english_days(token):
            self.day_pieces(days, token)
            return
        self.add([Piece("month", "", self.year_ahead(token), token.value)])

    def english_days(self, month: Token) -> list[tuple[int, Join, int | None]]:
        """`March 11, 2020` and `March 11-13, 2020`: the days stand between month and year."""
        if self.kind() != "number":
            return []
        days, ahead = self.days_ahead()
        if not days or any(not 1 <= day <= 31 for day, _, _ in days):
            return []
        after = ahead + 1 if self.kind(ahead) == "and" else ahead
        year = self.peek(after)
        full_year = year is not None and year.kind == "number" and year.width == 4
        marked = self.kind(after) in ("be", "ce", "year_word")
        month_after = month.latin and self.kind(ahead) in ("range", "and") and self.kind(ahead + 1) == "month"
        if not (full_year or marked or month_after):
            return []
        self.at += after if full_year else ahead
        return days

    def numbered_month(self) -> None:
        """After the word เดือน: `เดือน 11/2563` is November; `เดือน 6` alone may be a lunar month."""
        number, slash, year = self.peek(), self.peek(1), self.peek(2)
        if number is None or number.kind != "number":
            return
        if slash and slash.kind == "slash" and year and year.kind == "number" and year.width == 4:
            self.at += 1
            self.add([Piece("month", "", self.year_ahead(number), number.value)])
            return
        self.at += 1
        self.out.asked.append(f"“เดือน {number.text}” อาจเป็นเดือนทางจันทรคติ โปรดเขียนชื่อเดือน")
