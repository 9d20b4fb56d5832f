"""What a register is, and what comes out of a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """``head`` is printed; ``also`` are other spellings that are understood; ``hint`` stands in the guide sheet."""

    name: str
    head: str
    width: int = 20
    also: tuple[str, ...] = ()
    hint: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    ours: bool = False  # written by the house, never taken from a file


@dataclass(frozen=True)
class Register:
    """``title`` is printed over the table, ``sheet`` names it; ``guide`` are lines on how to fill it in."""

    title: str
    sheet: str
    columns: tuple[Column, ...]
    guide: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row as typed: column name -> text ("" where blank); ``extra`` holds heads the register does not know."""

    sheet: str
    row: int
    cells: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)
    broken: tuple[str, ...] = ()  # columns whose formula gave an error, or no value


@dataclass(frozen=True)
class RegisterFile:
    name: str
    sha256: str
    lines: list[Line]
    notes: list[str]
