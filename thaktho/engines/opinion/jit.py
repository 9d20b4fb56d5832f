"""Compiling to machine code, typed.

`compiled` is numba's `njit` with the source's own type kept, so that strict typing sees through it. No `fastmath`, no
`parallel`: additions happen in the order they are written, so equal input gives equal bits on the same machine.
The compiled code is kept beside the source (numba's cache): the first run after an installation takes some seconds longer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile `function` at its first call; release the interpreter lock while it runs."""
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy"))
