from __future__ import annotations

import pytest

from tests.tools.assembly import Assembly, make_assembly


@pytest.fixture
def assembly(province) -> Assembly:
    """On its day, with a declaration of three clauses and one speaker for each of the four networks."""
    return make_assembly(province)
