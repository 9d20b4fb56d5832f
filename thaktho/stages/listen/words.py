"""When two statements are the same words, and how long one may be."""

from __future__ import annotations

import unicodedata

from thaktho.thai.normalise import normalise

SHORTEST, LONGEST = 10, 200


def text_key(text: str) -> str:
    """The words without spaces, punctuation, signs and case. Thai marks stay: มา and ม้า are two words."""
    plain = normalise(text).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "ZPSC")
