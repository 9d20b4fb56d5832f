"""Names of Thai provinces, amphoe and tambon with their DOPA codes, from the geothai package (offline).

One name stands for many tambon (there are dozens of "เวียง"), so every look-up returns all codes; the reader
of places chooses by context or leaves it unknown.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

import geothai

ALIASES = {"กทม.": "กรุงเทพมหานคร", "กทม": "กรุงเทพมหานคร", "กรุงเทพฯ": "กรุงเทพมหานคร", "กรุงเทพ": "กรุงเทพมหานคร",
           "อยุธยา": "พระนครศรีอยุธยา", "โคราช": "นครราชสีมา", "นครศรี": "นครศรีธรรมราช"}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Name -> codes by level, and code -> name."""

    provinces: dict[str, str]
    amphoe: dict[str, tuple[str, ...]]
    tambon: dict[str, tuple[str, ...]]
    names: dict[str, str]

    def longest(self, level: str, text: str) -> str | None:
        """The longest name of that level that `text` begins with."""
        tables: dict[str, Container[str]] = {
            "province": self.provinces,
            "amphoe": self.amphoe,
            "tambon": self.tambon,
        }
        table = tables[level]
        for size in range(min(len(text), 32), 1, -1):
            if text[:size] in table:
                return text[:size]
        return None


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Built once: about 0.2 s."""
    provinces: dict[str, str] = {}
    amphoe: dict[str, list[str]] = {}
    tambon: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for p in geothai.provinces():
        code = str(p.code)
        provinces[p.name_th], names[code] = code, p.name_th
        for d in geothai.districts(p.code):
            short = d.name_th.removeprefix("เขต")
            names[str(d.code)] = short
            amphoe.setdefault(short, []).append(str(d.code))
            if short == f"เมือง{p.name_th}":
                amphoe.setdefault("เมือง", []).append(str(d.code))
            for s in geothai.subdistricts(d.code):
                names[str(s.code)] = s.name_th
                tambon.setdefault(s.name_th, []).append(str(s.code))
    for alias, full in ALIASES.items():
        provinces.setdefault(alias, provinces[full])
    return Gazetteer(
        provinces, {k: tuple(v) for k, v in amphoe.items()}, {k: tuple(v) for k, v in tambon.items()}, names
    )
