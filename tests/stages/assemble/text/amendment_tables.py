"""What the tables of amendments share: words, how a row is read, how it is tried."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.stages.assemble.models import Amendment

BASE = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี"
FOREST = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"
YEARS = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกสองปี"
BOTH = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกสองปี"
GARDEN = "ปลูกสวน ในทุกตำบล และดูแลน้ำ ทุกปี"


def state(amendment):
    fresh = Amendment.objects.get(pk=amendment.pk)
    return f"{fresh.state} {fresh.decision}".strip()


def table(cases):
    """Each case does something and tells what it saw; the row holds what it must be."""
    return pytest.mark.parametrize(("case", "outcome"), cases, ids=[case.__name__ for case, _ in cases])


def try_case(drafting, case, outcome):
    if isinstance(outcome, type) and issubclass(outcome, Exception):
        with pytest.raises(outcome) as refused:
            case(drafting)
        assert issubclass(outcome, PermissionDenied) or str(refused.value)
        return
    assert case(drafting) == outcome
