"""How a published figure is drawn and said."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thaktho.ground.thread.registry import Knot, kind

from ..queries import in_words
from ..tally import Figure

register = template.Library()


@register.simple_tag
def mark(figure: Figure) -> SafeString:
    """Pale band: where the agree rate lies with 90 %; thick stroke: the estimate; hairline: half. Coloured only when
    the whole band is on one side."""
    tone = "good" if figure.low > 0.5 else "bad" if figure.high < 0.5 else "open"
    low, high = round(100 * figure.low), round(100 * figure.high)
    return format_html(
        '<svg class="mark-rate {}" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="band-rate" x="{}" y="5" width="{}" height="6"/><rect class="half" x="49.5" y="0" width="1" height="16"/>'
        '<rect class="rate" x="{}" y="1" width="4" height="14"/></svg>',
        tone,
        low,
        max(1, high - low),
        max(0, min(96, round(100 * figure.rate) - 2)),
    )


@register.filter
def share(figure: Figure) -> str:
    """93 for an exact share of agreement, 80–100 for a range."""
    if figure.agree.exact:
        return str(figure.percent)
    low, high = 100 * figure.agree.low // figure.n, 100 * figure.agree.high // figure.n
    return str(low) if low == high else f"{low}–{high}"


@register.filter
def in_full(figure: Figure) -> str:
    """For screen readers and for hovering: the counts and the interval."""

    def words(label: str, part: Any) -> str:
        return f"{label} {part.low}" if part.exact else f"{label} {part.low}–{part.high}"

    counts = [
        words(_("เห็นด้วย"), figure.agree),
        words(_("ไม่เห็นด้วย"), figure.disagree),
        words(_("ข้าม"), figure.passed),
    ]
    return _("%(counts)s จาก %(n)s คน ช่วงที่เชื่อได้ร้อยละ %(low)s–%(high)s") % {
        "counts": " · ".join(counts),
        "n": figure.n,
        "low": round(100 * figure.low),
        "high": round(100 * figure.high),
    }


@register.filter
def at(mapping: dict[Any, Any] | None, key: Any) -> Any:
    """None where the page gives no such mapping."""
    return mapping.get(key) if mapping else None


@register.filter
def figure_words(figure: Figure) -> str:
    """6 จาก 7 คนเห็นด้วย; a range where the law of publication gives one."""
    return in_words(figure)


@register.filter
def kind_label(knot: Knot) -> str:
    """What sort of thing it is: แถวในแผน, ความต้องการ."""
    known = kind(knot.kind)
    return str(known.label) if known else ""
