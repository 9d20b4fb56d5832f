"""The line icons (lucide), drawn into the page: no request, no sprite, and they print."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from zipfile import ZipFile

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=256)
def _shapes(name: str) -> str:
    with files("lucide").joinpath("lucide.zip").open("rb") as packed, ZipFile(packed) as archive:
        svg = archive.read(f"{name}.svg").decode()
    inner = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    return re.sub(r"\s+", " ", inner).replace(" />", "/>").replace("> <", "><").strip()


def drawing(name: str, *, title: str = "", bold: bool = False) -> SafeString:
    """KeyError for a name that lucide does not have: a missing icon is a defect."""
    strong = " bold" if bold or name in ("check", "x") else ""
    seen = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return mark_safe(f'<svg class="icon{strong}" viewBox="0 0 24 24" {seen}>{_shapes(name)}</svg>')
