"""A walk along the tokens, and the pieces it gathers with their joins and weekdays."""

from __future__ import annotations

from dataclasses import replace

from .pieces import Join, Parse, Piece
from .tokens import Token


class Walk:
    """Where the reading stands, what was read, and how the next piece is joined to it."""

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
