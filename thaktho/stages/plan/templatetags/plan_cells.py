"""Names of cells, for templates."""

from django import template

from ..cells import LABELS

register = template.Library()
_SHORT = {"when_text": "วัน/เดือน/ปี", "virtues_text": "คุณธรรมเป้าหมาย"}


@register.filter
def cell_label(name: str) -> str:
    return _SHORT.get(name) or LABELS.get(name, "")


@register.filter
def form_name(name: str) -> str:
    """The form's box in which a cell is mended."""
    return {"budget": "budget_text", "": "title"}.get(name, name)
