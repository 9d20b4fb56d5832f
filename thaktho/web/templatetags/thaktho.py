"""Tags and filters every template may use."""

from __future__ import annotations

from django import template

from thaktho.ground.base import new_id

register = template.Library()


@register.simple_tag
def act_id() -> str:
    """A fresh act id for a form: sent twice, it is one act."""
    return str(new_id())
