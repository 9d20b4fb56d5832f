"""A small tree of the province for the tests: one strategy, an objective under it, a programme under that."""

from __future__ import annotations

from dataclasses import dataclass

from thaktho.stages.plan import actions
from thaktho.stages.plan.models import Branch, PlanTree


@dataclass
class Cast:
    tree: PlanTree
    strategy: Branch
    objective: Branch
    programme: Branch

    @property
    def version(self) -> int:
        self.tree.refresh_from_db()
        return self.tree.version


def make_cast(province, **fields) -> Cast:
    by = province.actor("secretariat")
    given = {"owner": "province", "title": "แผนของจังหวัด", "first_year": 2563, "last_year": 2565} | fields
    tree = actions.make_tree(by, province.programme, **given)
    cast = Cast(tree, None, None, None)
    cast.strategy = add(province, cast, "strategy", "สร้างคนดี")
    cast.objective = add(province, cast, "objective", "เยาวชนมีวินัย", cast.strategy)
    cast.programme = add(province, cast, "programme", "แผนงานค่ายคุณธรรม", cast.objective)
    return cast


def add(province, cast, kind, text, parent=None, by="secretariat"):
    return actions.add_branch(
        province.actor(by), cast.tree, cast.version, kind=kind, text=text, parent=parent
    )
