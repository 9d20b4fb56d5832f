"""The fast part of the tests (`-m "… not slow"`): fewer invented examples, tables made without walking every migration.

Examples are drawn anew each time, so many fast runs see what one full run sees. That the migrations make the very
tables of the models is held by the full run, and by `make check`.
"""

from __future__ import annotations

import pytest
from hypothesis import settings

SHARE = 6  # one example of so many is tried in the fast part
_fast = False


def configure(config: pytest.Config) -> None:
    """Before any test module is imported."""
    global _fast
    _fast = "not slow" in config.option.markexpr
    if _fast:
        config.option.nomigrations = True


def examples(full: int) -> settings:
    """For a law whose examples are dear: so many in the full run. `@examples(120)` above `@given(…)`."""
    return settings(max_examples=max(full // SHARE, 5) if _fast else full, deadline=None)
