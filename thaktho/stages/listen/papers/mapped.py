"""The opinion map in the report: groups, what sets them apart, the picture with its table, and how stable it is."""

from __future__ import annotations

from collections.abc import Mapping

from thaktho.documents.frames.report import Block

from ..models import OpinionMap, Statement


def map_blocks(map: OpinionMap | None, statements: Mapping[int, Statement]) -> list[Block]:
    return []
