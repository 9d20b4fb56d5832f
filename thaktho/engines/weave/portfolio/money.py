"""Exact amounts: baht and person-days come in as int or Decimal, are counted as whole hundredths, and go out as Decimal.

Nothing here is a float. 10^12 baht are 10^14 hundredths, far inside an integer and inside what a double holds exactly.
"""

from __future__ import annotations

from decimal import Decimal

MOST = 10**12  # baht, or person-days, in one amount

Amount = int | Decimal


def hundredths(amount: Amount) -> int:
    """The amount in satang (or hundredths of a person-day). 2500 -> 250000.

    Raises TypeError for anything but int and Decimal; ValueError when below zero, above 10^12, not a number, or
    finer than a hundredth.
    """
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        raise TypeError(f"an amount is an int or a Decimal, never a float: {amount!r}")
    if isinstance(amount, Decimal) and not amount.is_finite():
        raise ValueError(f"not a number: {amount}")
    if not 0 <= amount <= MOST:
        raise ValueError(f"an amount lies between 0 and 10^12: {amount}")
    whole = amount * 100
    if whole != int(whole):
        raise ValueError(f"finer than a hundredth: {amount}")
    return int(whole)


def plain(amount: int) -> Decimal:
    """Hundredths back as Decimal, exactly. 250050 -> Decimal("2500.50"), 250000 -> Decimal("2500")."""
    whole, rest = divmod(amount, 100)
    return Decimal(whole) if not rest else Decimal(amount).scaleb(-2)


def show(amount: int) -> str:
    """Hundredths as people write them: "300,000", "0.50"."""
    return f"{plain(amount):,}"
