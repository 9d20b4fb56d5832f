"""Years and quarters in the grammar of dates: after a month, after a year word, bare, in ranges and in rows."""

from __future__ import annotations

from dataclasses import replace

from .pieces import Join, Piece, PieceKind
from .tokens import Token
from .walk import Walk
from .years import Era, Year, read_year


class YearReader(Walk):
    """Reads years and quarters from where the walk stands."""

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
