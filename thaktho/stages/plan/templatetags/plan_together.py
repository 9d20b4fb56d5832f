"""A row's collaborations, in the side column of its page."""

from __future__ import annotations

from typing import Any

from django import template

from thaktho.ground.access import permitted

from ..models import PlanRow
from ..queries.collaborations import agreed_for

register = template.Library()


@register.inclusion_tag("plan/_row_together.html", takes_context=True)
def row_together(context: dict[str, Any], row: PlanRow) -> dict[str, Any]:
    """Who agreed to help this row; what it lacks stands on a page of its own. One query."""
    return {
        "row": row,
        "programme": context["programme"],
        "agreed": agreed_for(row),
        "may": permitted(context["actor"], "plan.lack.state", row),
    }
