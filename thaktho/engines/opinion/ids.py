"""The canonical order of ids: by it everything is sorted, so that figures do not hang on the order of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .store import Ints


def id_order(ids: Sequence[str]) -> Ints:
    """By number when all are plain whole numbers, else by code points."""
    if all(
        text.isdecimal() and text.isascii() and len(text) < 19 and (text[0] != "0" or text == "0")
        for text in ids
    ):
        return np.argsort(np.array([int(text) for text in ids], np.int64), kind="stable")
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
