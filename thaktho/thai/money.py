"""Baht as written in plan forms. A blank is not zero: zero is a plan that needs no money, blank is a
plan not yet costed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from .normalise import normalise
from .numerals import Digits, digits, to_arabic

MoneyStatus = Literal["ok", "blank", "unreadable"]

LARGEST = Decimal(10) ** 12  # a third of what the state spends in a year
_LONGEST = 200  # letters: no amount takes more, and the patterns below need not look at a page
_BLANK = re.compile(r"[-–—.\s]*|ไม่ระบุ|ยังไม่ระบุ|ไม่มีข้อมูล|รอ(?:กำหนด|จัดสรร)?|n/?a|tb[acd]")
_ZERO = re.compile(
    r"(?:0+(?:\.0+)?\s*(?:บาท)?)?\s*\(?(?:ไม่(?:ได้)?(?:ใช้|มี|ขอ(?:ใช้|รับ)?|เบิก)\s*(?:จ่าย)?(?:งบ(?:ประมาณ|ฯ)?|งปม\.?|เงิน|ค่าใช้จ่าย)?(?:ในการดำเนินงาน|ดำเนินการ)?"
    r"|ไม่เสียค่าใช้จ่าย|ฟรี|ศูนย์บาท(?:ถ้วน)?)\)?"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALES = {"ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000, "ลบ.": 1_000_000}
_AMOUNT = re.compile(
    rf"(?:ปีละ\s*)?(?:(?:เป็น)?(?:จำนวน|รวม|วงเงิน|งบประมาณ|งบ|เงิน)*\s*:?\s*)(?:฿|thb)?\s*({_NUMBER})\s*(ร้อย|พัน|หมื่น|แสน|ล้าน|ลบ\.)?\s*"
    r"(?:\.-|/-|-)?\s*(?:บาท(?:ถ้วน)?|thb|baht|฿)?\s*(?:\.-|-|\.)?\s*(?:(?:/|ต่อ)\s*ปี)?\s*(?:ถ้วน)?"
)
_IN_WORDS_TOO = re.compile(r"([^()]*\d[^()]*)\(([ก-์\s]+)\)")
_SATANG = re.compile(r"(\d[\d,]*)\s*บาท\s*(\d{1,2})\s*(?:สตางค์|ส\.?ต\.?)")


@dataclass(frozen=True)
class MoneyReading:
    """`amount` in baht when `status` is ok, else None. `why` is a Thai sentence when unreadable;
    `assumed` what was taken."""

    status: MoneyStatus
    amount: Decimal | None = None
    why: str = ""
    assumed: tuple[str, ...] = ()


def read_money(value: object) -> MoneyReading:
    """Read an amount of baht from a cell: text or number. Never raises.

    Empty, `-` and `ไม่ระบุ` are blank; `ไม่ใช้งบประมาณ` is zero; sums, ranges, negatives, formula
    errors and amounts with more than two decimals are unreadable and to be asked.
    """
    if value is None:
        return MoneyReading("blank")
    if isinstance(value, bool):
        return _unreadable("เป็นค่าจริงหรือเท็จ ไม่ใช่จำนวนเงิน")
    if isinstance(value, (int, Decimal)):
        return _checked(Decimal(value))
    if isinstance(value, float):
        return _checked(
            Decimal(repr(value)).quantize(Decimal("0.01")) if abs(value) < 1e15 else Decimal(repr(value))
        )
    return _text(to_arabic(normalise(str(value))).lower().strip())


def _text(text: str) -> MoneyReading:
    if _BLANK.fullmatch(text):
        return MoneyReading("blank")
    if len(text) > _LONGEST:
        return _unreadable("อ่านจำนวนเงินไม่ออก โปรดพิมพ์ตัวเลขเป็นบาท")
    if _ZERO.fullmatch(text) or _ZERO.fullmatch(text.strip("-–—* ")):
        return MoneyReading("ok", Decimal(0), assumed=() if text[0].isdigit() else ("อ่านเป็น 0 บาท",))
    if text.startswith("#"):
        return _unreadable("สูตรในไฟล์ผิดพลาด โปรดพิมพ์จำนวนเงิน")
    if found := _SATANG.fullmatch(text):
        return _checked(Decimal(found[1].replace(",", "")) + Decimal(found[2]) / 100)
    if re.match(r"-\s*\d|\(\s*\d[\d,.]*\s*\)$", text):
        return _unreadable("จำนวนเงินติดลบ โปรดตรวจ")
    if found := _AMOUNT.fullmatch(text.strip("() ")):
        return _amount(found, text)
    if (both := _IN_WORDS_TOO.fullmatch(text)) and (spelt := _spelt(both[2].strip())) is not None:
        stated = _text(both[1].strip())
        if stated.status == "ok" and stated.amount != spelt:
            return _unreadable("ตัวเลขกับตัวอักษรไม่ตรงกัน โปรดตรวจ")
        return stated
    if (spelt := _spelt(text)) is not None:
        return MoneyReading("ok", spelt, assumed=("อ่านจากตัวอักษร",))
    if re.search(r"\d\s*[-–+*x]\s*\d|ถึง|และ|,\s+\d", text):
        return _unreadable("มีหลายจำนวน โปรดพิมพ์ยอดเดียว")
    return _unreadable("อ่านจำนวนเงินไม่ออก โปรดพิมพ์ตัวเลขเป็นบาท")


def _amount(found: re.Match[str], text: str) -> MoneyReading:
    number, scale = found[1], found[2]
    assumed = ("อ่านว่าเป็นยอดต่อปี",) if re.search(r"(?:/|ต่อ)\s*ปี|ปีละ", text) else ()
    return _checked(Decimal(number.replace(",", "")) * _SCALES.get(scale or "", 1), assumed)


def _checked(amount: Decimal, assumed: tuple[str, ...] = ()) -> MoneyReading:
    if not amount.is_finite():
        return _unreadable("ไม่ใช่จำนวนเงิน")
    if amount < 0:
        return _unreadable("จำนวนเงินติดลบ โปรดตรวจ")
    if amount > LARGEST:
        return _unreadable("จำนวนเงินสูงเกินจริง โปรดตรวจ")
    try:
        exact = amount.quantize(Decimal("0.01"))
    except InvalidOperation:
        return _unreadable("ไม่ใช่จำนวนเงิน")
    if exact != amount:
        return _unreadable("มีทศนิยมเกินสองตำแหน่ง โปรดตรวจ")
    whole = exact == exact.to_integral_value()
    return MoneyReading("ok", exact.quantize(Decimal(1)) if whole else exact, assumed=assumed)


def _unreadable(why: str) -> MoneyReading:
    return MoneyReading("unreadable", None, why)


_DIGIT_WORDS = {
    "ศูนย์": 0, "หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4,
    "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
_SCALE_WORDS = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}
_WORD = re.compile("|".join([*_DIGIT_WORDS, *_SCALE_WORDS, "ล้าน"]))


def _spelt(text: str) -> Decimal | None:
    """`สองพันห้าร้อยบาท` as 2500; None unless every word is a number word and the scales fall."""
    found = re.fullmatch(r"(.+?)\s*บาท(?:ถ้วน)?", text)
    if found is None:
        return None
    words = _WORD.findall(found[1])
    if "".join(words) != found[1].replace(" ", ""):
        return None
    total, part, digit, lowest = 0, 0, None, 10**6
    for word in words:
        if word in _DIGIT_WORDS:
            if digit is not None:
                return None
            digit = _DIGIT_WORDS[word]
        elif word == "ล้าน":
            total, part, digit, lowest = (total + part + (digit or 0)) * 10**6, 0, None, 10**6
        else:
            scale = _SCALE_WORDS[word]
            if scale >= lowest:
                return None
            part, digit, lowest = part + (1 if digit is None else digit) * scale, None, scale
    return Decimal(total + part + (digit or 0))


def to_cents(value: Decimal | None) -> Decimal | None:
    """A number as a table holds it, to the hundredth; None for what no table could: 10^12 and more, NaN. Written out as
    typed, 1E-9999999999 would fill the memory."""
    if value is None or not value.is_finite() or abs(value) >= 10**12:
        return None
    held = value.quantize(Decimal("0.01"))
    return held if abs(held) < 10**12 else None


def show_money(amount: Decimal | int, kind: Digits = "arabic", *, unit: bool = True) -> str:
    """`1,234.50 บาท`; satang are shown only when there are any, always two digits."""
    exact = Decimal(amount).quantize(Decimal("0.01"))
    shown = f"{exact:,.2f}".removesuffix(".00")
    return digits(shown, kind) + (" บาท" if unit else "")


def in_words(amount: Decimal | int) -> str:
    """`หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบหกสตางค์`. ValueError for negatives and fractions of a satang."""
    exact = Decimal(amount)
    if exact < 0 or exact != exact.quantize(Decimal("0.01")):
        raise ValueError(f"not an amount of baht and satang: {amount}")
    baht, satang = divmod(int(exact * 100), 100)
    if satang == 0:
        return f"{number_words(baht)}บาทถ้วน"
    return (f"{number_words(baht)}บาท" if baht else "") + f"{number_words(satang)}สตางค์"


_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


def number_words(number: int) -> str:
    """Thai words of a whole number from 0. The last 1 after tens or more is เอ็ด, ten is สิบ, twenty ยี่สิบ."""
    if number == 0:
        return "ศูนย์"
    millions, rest = divmod(number, 10**6)
    words = number_words(millions) + "ล้าน" if millions else ""
    for place in range(5, -1, -1):
        digit = rest // 10**place % 10
        if digit == 0:
            continue
        if place == 1:
            words += {1: "", 2: "ยี่"}.get(digit, _DIGITS[digit]) + "สิบ"
        elif place == 0 and digit == 1 and number > 1:
            words += "เอ็ด"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words
