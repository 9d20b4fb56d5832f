"""From pieces to one span of days: fill missing years, check that days exist, join ranges, compare
what is said twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .fiscal import BE_OFFSET, fiscal_span, month_end, quarter_span
from .names import WEEKDAYS
from .pieces import Piece
from .years import Year


class Asked(Exception):
    """The text can be read in more than one way; the message asks."""


class Broken(Exception):
    """The text names a day that does not exist."""


@dataclass(frozen=True)
class Span:
    """Days `start` to `end`, both included. `vague`: a bare year whose kind was not said. `single`:
    one named day."""

    start: date
    end: date
    vague: bool = False
    single: bool = False

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


def resolve(pieces: list[Piece], fiscal_year: int | None, notes: list[str]) -> Span:
    """Return the one span that `pieces` mean. Raises Asked or Broken with a Thai sentence; adds to
    `notes`."""
    _check_days(pieces)
    chains = _chains(_order_numeric(pieces, notes))
    chains = [_share_years(chain, notes) for chain in chains]
    context = _context(chains, fiscal_year, notes)
    chains = [_fill(chain, context) for chain in chains]
    spans = [_join(chain) for chain in chains]
    return _agree(spans)


def _check_days(pieces: list[Piece]) -> None:
    """Days that no year has: 31 เมษายน, 30 กุมภาพันธ์, 0, 32."""
    for piece in pieces:
        if piece.kind not in ("day", "month"):
            continue
        if not 1 <= piece.month <= 12:
            raise Broken(f"ไม่มีเดือนที่ {piece.month}")
        if piece.kind == "day" and not 1 <= piece.day <= month_end(2024, piece.month).day:
            raise Broken(f"ไม่มีวันที่ {piece.day} ในเดือนนั้น")


def _order_numeric(pieces: list[Piece], notes: list[str]) -> list[Piece]:
    """Settle day/month against month/day of CE dates by a neighbour in the same cell that can be read
    only one way."""
    if not any(piece.other for piece in pieces):
        return pieces
    sure = [piece for piece in pieces if piece.other is None and piece.day > 12]
    if not sure:
        raise Asked("วันและเดือนสลับกันได้เพราะเป็นปี ค.ศ. โปรดเขียนชื่อเดือน")
    if any(note.endswith("เพราะไม่มีเดือนที่ " + str(piece.day)) for piece in sure for note in notes):
        raise Asked("ลำดับวันและเดือนไม่ชัด โปรดเขียนชื่อเดือน")
    notes.append("อ่านเป็นวัน/เดือน/ปี ตามวันที่อีกวันในข้อความ")
    return [replace(piece, other=None) for piece in pieces]


def _chains(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces in runs joined by a range or "and"."""
    chains: list[list[Piece]] = []
    for piece in pieces:
        if piece.join and chains:
            chains[-1].append(piece)
        else:
            chains.append([piece])
    return chains


def _share_years(chain: list[Piece], notes: list[str]) -> list[Piece]:
    """Give a piece without a year that of its chain: the next one's first, else the one before."""
    chain = list(chain)
    for i in range(len(chain) - 2, -1, -1):
        after = chain[i + 1]
        if (
            chain[i].year is None
            and after.year
            and after.kind in ("day", "month")
            and chain[i].kind in ("day", "month")
        ):
            chain[i] = replace(chain[i], year=_not_after(chain[i], after, notes))
        elif chain[i].year is None and after.year and after.kind == chain[i].kind == "quarter":
            chain[i] = replace(chain[i], year=after.year)
    for i in range(1, len(chain)):
        before = chain[i - 1]
        if (
            chain[i].year is None
            and before.year
            and before.kind in ("day", "month")
            and chain[i].kind in ("day", "month")
        ):
            if _place(chain[i]) < _place(before):
                raise Asked("วันหลังไม่มีปี และอยู่ก่อนวันแรกถ้าเป็นปีเดียวกัน โปรดระบุปี")
            notes.append("วันหลังใช้ปีเดียวกับวันแรก")
            chain[i] = replace(chain[i], year=before.year)
    return chain


def _place(piece: Piece) -> tuple[int, int]:
    return piece.month, piece.day or 1


def _not_after(piece: Piece, after: Piece, notes: list[str]) -> Year:
    """Year of `after`, or the one before it when the range crosses the new year (`ต.ค. - ก.ย. 2566`)."""
    assert after.year is not None
    if _place(piece) <= _place(after) or after.join != "range":
        return after.year
    if piece.month == after.month:
        raise Asked("วันแรกอยู่หลังวันสุดท้าย โปรดระบุเดือนหรือปีของแต่ละวัน")
    notes.append("ช่วงข้ามปี วันแรกนับเป็นปีก่อนหน้า")
    return Year(after.year.ce - 1, after.year.era)


@dataclass(frozen=True)
class _Context:
    """What the rest of the cell, or the form, says about missing years."""

    fiscal: int | None = None
    calendar: Year | None = None


def _context(chains: list[list[Piece]], fiscal_year: int | None, notes: list[str]) -> _Context:
    lacking = [piece for chain in chains for piece in chain if piece.year is None]
    if not lacking:
        return _Context()
    years = {
        piece.year.ce
        for chain in chains
        for piece in chain
        if piece.kind in ("fiscal", "quarter") and piece.year
    }
    if len(years) == 1:
        return _Context(years.pop() + BE_OFFSET)
    if len(years) > 1:
        raise Asked("ไม่ได้บอกปีของวันที่ และมีหลายปีในข้อความ")
    bare = [
        piece.year for chain in chains for piece in chain if piece.kind in ("year", "calendar") and piece.year
    ]
    if len(bare) == 1 and all(piece.kind in ("day", "month") for piece in lacking):
        if any(piece.month >= 10 for piece in lacking) and _bare_kind(chains) == "year":
            raise Asked("ไม่ชัดว่าเป็นปีปฏิทินหรือปีงบประมาณ จึงไม่รู้ปีของเดือน ต.ค.–ธ.ค. โปรดระบุ")
        return _Context(calendar=bare[0])
    dated = [
        piece.year for chain in chains for piece in chain if piece.kind in ("day", "month") and piece.year
    ]
    if dated and all(piece.kind in ("day", "month") for piece in lacking):
        return _Context(calendar=dated[0]) if len({year.ce for year in dated}) == 1 else _Context()
    if dated:
        fiscal = {
            _fiscal_of(piece)
            for chain in chains
            for piece in chain
            if piece.kind in ("day", "month") and piece.year
        }
        return _Context(fiscal.pop()) if len(fiscal) == 1 else _Context()
    if fiscal_year is not None:
        notes.append(f"ไม่ได้เขียนปี จึงใช้ปีงบประมาณ {fiscal_year} ของแบบฟอร์ม")
    return _Context(fiscal_year)


def _fiscal_of(piece: Piece) -> int:
    assert piece.year is not None
    return piece.year.ce + BE_OFFSET + (1 if piece.month >= 10 else 0)


def _bare_kind(chains: list[list[Piece]]) -> str:
    """`year` when some year stands without saying its kind."""
    return "year" if any(piece.kind == "year" for chain in chains for piece in chain) else "calendar"


def _fill(chain: list[Piece], context: _Context) -> list[Piece]:
    filled = []
    for piece in chain:
        if piece.year is not None:
            filled.append(piece)
        elif context.calendar:
            filled.append(replace(piece, year=context.calendar))
        elif context.fiscal is not None and piece.kind != "calendar_quarter":
            late = piece.kind in ("day", "month") and piece.month >= 10
            filled.append(replace(piece, year=Year(context.fiscal - BE_OFFSET - (1 if late else 0), "be")))
        else:
            raise Asked("ไม่ได้บอกปี โปรดระบุปี พ.ศ.")
    return filled


def _span(piece: Piece) -> Span:
    assert piece.year is not None
    ce = piece.year.ce
    if (
        piece.year.era == "be"
        and ce + BE_OFFSET <= 2483
        and (piece.month <= 3 or piece.kind not in ("day", "month"))
    ):
        raise Asked("ก่อน พ.ศ. 2484 ปีใหม่เริ่ม 1 เมษายน เดือน ม.ค.–มี.ค. จึงเป็นปี ค.ศ. ใดไม่ชัด โปรดตรวจ")
    match piece.kind:
        case "day":
            try:
                day = date(ce, piece.month, piece.day)
            except ValueError:
                raise Broken(f"ปี {ce + BE_OFFSET} ไม่มีวันที่ {piece.day} ในเดือนนั้น") from None
            return Span(day, day, single=True)
        case "month":
            return Span(date(ce, piece.month, 1), month_end(ce, piece.month))
        case "quarter":
            return Span(*quarter_span(ce + BE_OFFSET, piece.month))
        case "calendar_quarter":
            return Span(date(ce, piece.month * 3 - 2, 1), month_end(ce, piece.month * 3))
        case "fiscal":
            return Span(*fiscal_span(ce + BE_OFFSET))
        case _:
            return Span(date(ce, 1, 1), date(ce, 12, 31), vague=piece.kind == "year")


def _check_weekday(piece: Piece, span: Span) -> None:
    if piece.weekday is None or not span.single or span.start.weekday() == piece.weekday:
        return
    right, written = WEEKDAYS[span.start.weekday()], WEEKDAYS[piece.weekday]
    raise Asked(f"วันที่นี้เป็นวัน{right} แต่เขียนว่าวัน{written} โปรดตรวจ")


def _join(chain: list[Piece]) -> Span:
    """One span of a chain: ranges are stretched; days joined by "and" must follow each other without a
    gap."""
    spans = [_span(piece) for piece in chain]
    whole = spans[0]
    for before, piece, span in zip(chain, chain[1:], spans[1:], strict=False):
        if piece.join == "range" and {before.kind, piece.kind} == {"day", "month"}:
            raise Asked("ปลายหนึ่งของช่วงเป็นวัน อีกปลายเป็นเดือน โปรดระบุวันให้ครบ")
        if span.end < whole.start and before.borrowed:
            raise Asked("วันแรกอยู่หลังวันสุดท้าย โปรดระบุเดือนของแต่ละวัน")
        if span.end < whole.start or (piece.join == "range" and span.start < whole.start):
            raise Broken("วันสิ้นสุดอยู่ก่อนวันเริ่มต้น")
        if piece.join == "and" and span != whole and span.start != whole.end + timedelta(days=1):
            raise Asked("มีหลายวันที่ไม่ต่อเนื่องกัน โปรดแยกเป็นรายการละวัน")
        whole = Span(
            whole.start, max(whole.end, span.end), whole.vague or span.vague, whole.single and span == whole
        )
    for piece, span in zip(chain, spans, strict=True):
        _check_weekday(piece, span)
    return whole


def _agree(spans: list[Span]) -> Span:
    """The narrowest of spans that lie inside each other: `ไตรมาส 2 ปีงบประมาณ 2566 (ม.ค. - มี.ค. 2566)`."""
    best = min(spans, key=lambda span: (span.end - span.start, span.vague))
    for span in spans:
        fiscal_reading = Span(*fiscal_span(span.end.year + BE_OFFSET))
        if not span.holds(best) and not (span.vague and fiscal_reading.holds(best)):
            raise Asked("มีวันที่มากกว่าหนึ่งและไม่ตรงกัน โปรดระบุวันเดียวหรือช่วงเดียว")
    if best.vague:
        raise Asked("ปีนี้อาจเป็นปีปฏิทินหรือปีงบประมาณ โปรดระบุ")
    return best
