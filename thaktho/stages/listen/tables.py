"""Tables of a hall, as people write them: «โต๊ะ 1», «โต๊ะ ๑» and «โต๊ะ1» are one table, and so are A1 and a1."""

from __future__ import annotations

import unicodedata

from thaktho.thai.normalise import normalise

LONGEST_TABLE = 20


def table_name(text: str) -> str:
    return normalise(" ".join(text.split()))[:LONGEST_TABLE]


def table_key(name: str) -> str:
    """Of letters and digits alone, small ones, and digits as Arabic."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", name))
    return "".join("".join(digits).split()).casefold()
