"""The fast part of the tests (`-m "… not slow"`): fewer invented examples.

Examples are drawn anew each time, so many fast runs see what one full run sees.
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


def examples(full: int) -> settings:
    """For a law whose examples are dear: so many in the full run. `@examples(120)` above `@given(…)`."""
    return settings(max_examples=max(full // SHARE, 5) if _fast else full, deadline=None)
