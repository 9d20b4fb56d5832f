"""The plan form (แผนส่งเสริมคุณธรรม): read from XLSX or CSV, written as a form to fill.

The columns are those of the official form (``reference/domain.md`` §5.2); their many spellings are data, in
``thaktho/criteria/plan_forms/moral_plan.yaml``.
"""

from .model import Flag, FormRow, PlanFile, SheetRead, StructureError
from .read import read_plan
from .template import write_template
from .write_csv import write_csv

__all__ = [
    "Flag",
    "FormRow",
    "PlanFile",
    "SheetRead",
    "StructureError",
    "read_plan",
    "write_csv",
    "write_template",
]
