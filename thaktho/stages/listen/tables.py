"""Tables of a hall, as people write them: «โต๊ะ 1», «โต๊ะ ๑» and «โต๊ะ1» are one table, and so are A1 and a1."""

from __future__ import annotations

import unicodedata

from thaktho.thai.normalise import normalise

from .models import Door, HandCount

LONGEST_TABLE = 20


def table_name(text: str) -> str:
    return normalise(" ".join(text.split()))[:LONGEST_TABLE]


def table_at(door: Door, text: str) -> str:
    """A typed table as it is written in this hall already, or as it was typed."""
    name = table_name(text)
    known = HandCount.objects.filter(door=door).order_by("table").values_list("table", flat=True).distinct()
    return next((table for table in known if _key(table) == _key(name)), name)


def _key(name: str) -> str:
    """Of letters and digits alone, small ones, and digits as Arabic."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", name))
    return "".join("".join(digits).split()).casefold()
