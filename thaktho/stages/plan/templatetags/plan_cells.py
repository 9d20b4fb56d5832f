"""Names of cells, for templates."""

from django import template
from django.utils.translation import gettext_lazy

from ..cells import LABELS

register = template.Library()
_SHORT = {
    "when_text": gettext_lazy("วัน/เดือน/ปี"),
    "virtues_text": gettext_lazy("คุณธรรมเป้าหมาย"),
    # Cells of a version's line.
    "virtue": gettext_lazy("คุณธรรมเป้าหมาย"),
    "when": gettext_lazy("วัน/เดือน/ปี"),
    "area": gettext_lazy("พื้นที่"),
    "budget_lines": gettext_lazy("งบประมาณรายปี"),
    "networks": gettext_lazy("เครือข่าย"),
}


@register.filter
def cell_label(name: str) -> str:
    return str(_SHORT.get(name) or LABELS.get(name, ""))


@register.filter
def form_name(name: str) -> str:
    """The form's box in which a cell is mended."""
    return {"budget": "budget_text", "": "title"}.get(name, name)


@register.filter
def item(found: dict[object, object], key: object) -> object:
    """What a dictionary holds for a key that is not written in the template."""
    return found.get(key, []) if found else []
