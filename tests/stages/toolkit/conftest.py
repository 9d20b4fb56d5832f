"""Tools of the test province."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stages.capital.conftest import Register
from thaktho.stages.toolkit import actions
from thaktho.stages.toolkit.models import Tool


class Library(Register):
    def tool(self, name: str = "ห้องเรียนสองวัย", *, by: str = "secretariat", **cells: Any) -> Tool:
        given = {"kind": "tool", "name": name, "gist": "เรียนด้วยกัน", "network": "religion"} | cells
        made = actions.add(self.province.actor(by), self.province.programme, given)
        return self.now(made)

    def now(self, tool: Tool) -> Tool:
        return Tool.objects.select_related("network", "programme").get(pk=tool.pk)

    def verified(self, name: str = "ห้องเรียนสองวัย", **cells: Any) -> Tool:
        tool = self.tool(name, **cells)
        actions.verify(self.by, tool)
        return self.now(tool)


@pytest.fixture
def library(province) -> Library:
    return Library(province)
