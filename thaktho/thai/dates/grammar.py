"""From tokens to pieces: each piece is one day, month, quarter or year, and how it is joined to the
one before.

`1-10 เมษายน 2563` is two day pieces joined by a range; `5, 6 และ 7 มีนาคม 2566` three days joined by
"and". What a piece does not say itself (the month of the 1 in `1-10 เมษายน`) is taken from the pieces
of its chain; the year may still be missing.
"""

from __future__ import annotations

from dataclasses import replace

from . import numeric
from .names import looks_like_month
from .pieces import Join, Parse, Piece, PieceKind
from .tokens import Token
from .years import Era, Year, read_year


def parse(tokens: list[Token]) -> Parse:
    """Read all `tokens`. Never raises; what cannot be placed is in `stray`."""
    return _Parser(tokens).run()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.out = Parse()
        self.join: Join = ""
        self.weekdays: list[int] = []

    def peek(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def kind(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.kind if token else ""

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

    # connectors and weekdays

    def connect(self, token: Token) -> None:
        if token.kind == "range":
            if not self.out.pieces and not self.weekdays and token.text != "-":
                self.out.dangling = True
            self.join = "range"
        elif self.join != "range":
            self.join = "and"

    def weekday(self, token: Token) -> None:
        last = self.out.pieces[-1] if self.out.pieces else None
        begins_next = self.kind() == "number" or (
            self.kind() in ("range", "and") and self.kind(1) == "weekday"
        )
        if last and last.kind == "day" and last.weekday is None and not self.join and not begins_next:
            self.out.pieces[-1] = replace(last, weekday=token.value)
            return
        self.out.weekday = True
        self.weekdays.append(token.value)
        if self.kind() in ("range", "and") and self.kind(1) == "weekday":
            self.at += 1  # จันทร์-ศุกร์ that 1-5: the days follow

    def add(self, pieces: list[Piece]) -> None:
        if not pieces:
            return
        pieces[0] = replace(pieces[0], join=self.join if self.out.pieces else "")
        days = [i for i, piece in enumerate(pieces) if piece.kind == "day"]
        if self.weekdays and days:
            if len(self.weekdays) == len(days):
                places = days
            elif len(self.weekdays) == 2:
                places = [days[0], days[-1]]
            else:
                places = days[: len(self.weekdays)]
            for place, weekday in zip(places, self.weekdays, strict=False):
                pieces[place] = replace(pieces[place], weekday=weekday)
        self.weekdays = []
        self.join = ""
        self.out.pieces += pieces

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

    # years

    def year_ahead(self, month: Token) -> Year | None:
        """The year written after a month, if any; moves past it."""
        ahead = 0
        while self.kind(ahead) in ("and", "range", "slash", "year_word", "month_word") and ahead < 3:
            ahead += 1
        joined = ahead > 0 and any(self.kind(i) in ("and", "range", "slash") for i in range(ahead))
        mark: Era = ""
        while self.kind(ahead) in ("be", "ce", "year_word"):
            if self.kind(ahead) != "year_word":
                mark = "be" if self.kind(ahead) == "be" else "ce"
            ahead += 1
            joined = False
        number = self.peek(ahead)
        if number is None or number.kind != "number":
            return None
        if number.width == 2 and self.is_next_day(number, ahead, joined):
            return None
        if number.width < 2 or (joined and number.width == 3):
            return None
        self.at += ahead + 1
        return self.accept(number, mark, latin=month.latin)

    def is_next_day(self, number: Token, ahead: int, joined: bool) -> bool:
        """Whether a two-digit number after a month begins the next date instead of being the year."""
        if number.value > 31:
            return False
        return joined or self.kind(ahead + 1) in ("month", "month_word")

    def accept(self, number: Token, mark: Era, *, latin: bool = False) -> Year | None:
        year = read_year(number.text, mark, latin=latin)
        if isinstance(year, Year):
            if year.note:
                self.out.notes.append(year.note)
            return year
        (self.out.asked if year.startswith("?") else self.out.broken).append(year.lstrip("?"))
        return Year(0, "?")

    def years(self, kind: PieceKind) -> None:
        """Years after a year word, or bare: one, a range (`2563-2565`, `2563-65`) or several."""
        pieces: list[Piece] = []
        join: Join = ""
        while True:
            mark, ahead, worded = self.year_marks()
            if kind == "year" and worded:
                kind = worded
            number = self.peek(ahead)
            if number is None or number.kind != "number" or number.width < 2:
                self.at += ahead
                break
            if pieces and number.width == 2 and number.value <= 31:
                break
            if number.width == 2 and self.kind(ahead + 1) == "month" and pieces:
                break
            self.at += ahead + 1
            if (year := self.accept(number, mark)) is None or year.ce == 0:
                self.out.stray.append(number.text)
                break
            pieces.append(Piece(kind, join, year))
            if self.kind() not in ("range", "and", "slash") or not self.more_years():
                break
            join = "range" if self.kind() == "range" else "and"
            self.at += 1
        if not pieces and kind == "fiscal":
            pieces.append(Piece("fiscal"))
        if not pieces and self.kind() == "":
            self.at = len(self.tokens)
        self.add(pieces)

    def year_marks(self) -> tuple[Era, int, PieceKind | None]:
        mark: Era = ""
        ahead = 0
        worded: PieceKind | None = None
        while self.kind(ahead) in ("be", "ce", "year_word", "fiscal_word", "calendar_word"):
            match self.kind(ahead):
                case "be":
                    mark = "be"
                case "ce":
                    mark = "ce"
                case "fiscal_word":
                    worded = "fiscal"
                case "calendar_word":
                    worded = "calendar"
            ahead += 1
        return mark, ahead, worded

    def more_years(self) -> bool:
        """Whether the connector here is followed by another year and not by a day, a month or a quarter."""
        ahead = 1
        while self.kind(ahead) in ("be", "ce", "year_word", "fiscal_word", "calendar_word"):
            ahead += 1
        number = self.peek(ahead)
        return (
            number is not None
            and number.kind == "number"
            and (number.width == 4 or (number.width == 2 and number.value > 31))
            and self.kind(ahead + 1) != "month"
        )

    def quarters(self) -> None:
        """`ไตรมาสที่ 3/2567`, `ไตรมาส 1-2 ปีงบประมาณ 2566`, `ไตรมาส 4/2566 - 1/2567`."""
        pieces: list[Piece] = []
        join: Join = ""
        waiting = 0
        while (number := self.peek()) and number.kind == "number" and number.width == 1:
            self.at += 1
            if not 1 <= number.value <= 4:
                self.out.broken.append(f"ไม่มีไตรมาสที่ {number.value}")
            pieces.append(Piece("quarter", join, None, number.value))
            year, calendar = self.quarter_year()
            if year or calendar:
                for i in range(waiting, len(pieces)):
                    kind: PieceKind = "calendar_quarter" if calendar else "quarter"
                    pieces[i] = replace(pieces[i], year=year, kind=kind)
                waiting = len(pieces)
            ahead = 2 if self.kind(1) == "quarter_word" else 1
            following = self.peek(ahead)
            if self.kind() not in ("range", "and") or not following or following.kind != "number":
                break
            if following.width != 1 or self.kind(ahead + 1) == "month":
                break
            join = "range" if self.kind() == "range" else "and"
            self.at += ahead
        if not pieces:
            self.out.asked.append("ไม่ได้บอกว่าเป็นไตรมาสใด")
        self.add(pieces)

    def quarter_year(self) -> tuple[Year | None, bool]:
        ahead = 0
        calendar = False
        mark: Era = ""
        while self.kind(ahead) in ("slash", "and", "fiscal_word", "year_word", "calendar_word", "be", "ce"):
            if self.kind(ahead) == "and" and self.kind(ahead + 1) not in (
                "fiscal_word",
                "year_word",
                "calendar_word",
            ):
                return None, False
            calendar = calendar or self.kind(ahead) == "calendar_word"
            mark = "be" if self.kind(ahead) == "be" else "ce" if self.kind(ahead) == "ce" else mark
            ahead += 1
        number = self.peek(ahead)
        if (
            number is None
            or number.kind != "number"
            or number.width < 2
            or (ahead == 0 and number.width != 4)
        ):
            return None, calendar
        self.at += ahead + 1
        year = self.accept(number, mark)
        if (
            year
            and year.era == "ce"
            and not calendar
            and "fiscal_word" not in {token.kind for token in self.tokens[self.at - ahead - 1 : self.at]}
        ):
            self.out.asked.append("ไตรมาสของปี ค.ศ. อาจนับตามปีปฏิทินหรือปีงบประมาณ โปรดระบุ")
        elif year and not calendar:
            self.out.notes.append("ไตรมาสนับตามปีงบประมาณ")
        return year, calendar
