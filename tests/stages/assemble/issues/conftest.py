from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.tools.assembly import Assembly
from thaktho.stages.assemble.issues import actions, codes
from thaktho.stages.assemble.issues.models import Issue, IssueCall


@dataclass
class Calling:
    """A year with an open call, and who acts on it."""

    assembly: Assembly
    call: IssueCall
    office: Any

    def propose(self, title: str = "ประเด็น", by: Any = None, **fields: Any) -> Issue:
        return actions.propose(by or self.office, self.call, title=title, **fields)[0]

    def to(self, state: str) -> Calling:
        """The call in another state, whatever the table of moves says."""
        IssueCall.objects.filter(pk=self.call.pk).update(state=state)
        self.call.refresh_from_db()
        return self


@pytest.fixture
def calling(province, assembly) -> Calling:
    assembly.at("brainstorm")
    office = province.actor("secretariat")
    call = actions.set_call(office, assembly.edition, text="ชวนเสนอประเด็น")
    return Calling(assembly, call, office).to("open")


@pytest.fixture(autouse=True)
def _full_buckets():
    codes.PROPOSALS._filled.clear()
    codes.ASKED._filled.clear()
