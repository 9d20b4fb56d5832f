"""Tags and filters every template may use. They are built in: no {% load %} is needed. See docs/components.md."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from thaktho.documents.qr import svg as drawn_qr
from thaktho.ground import language
from thaktho.ground.base import new_id
from thaktho.thai.numerals import digits
from thaktho.web import wording
from thaktho.web.drafts import number as thread_number
from thaktho.web.icons import drawing
from thaktho.web.names import kept, kept_names

register = template.Library()


@register.simple_tag
def act_id() -> str:
    """A fresh act id for a form: sent twice, it is one act."""
    return str(new_id())


# Icons and threads


@register.simple_tag
def icon(name: str, title: str = "", bold: bool = False) -> SafeString:
    """A line icon beside a word; alone it needs a title."""
    return drawing(name, title=title, bold=bold)


def _order(network: Any) -> int | None:
    found = getattr(network, "order", None) or getattr(network, "network_order", None)
    return found or (network if isinstance(network, int) else None)


@register.filter
def thread_class(network: Any) -> str:
    """The class that carries a network's colour and draft: n1 to n26."""
    order = _order(network)
    return f"n{thread_number(order)}" if order else ""


@register.simple_tag
def swatch(network: Any, size: int = 18) -> SafeString:
    """The woven draft alone, 18, 24 or 30 px. Its name must stand in reach of the eye."""
    if not _order(network):
        return mark_safe("")
    grown = f" s{size}" if size in (24, 30) else ""
    return format_html(
        '<span class="draft swatch {}{}" aria-hidden="true"></span>', thread_class(network), grown
    )


@register.simple_tag
def network_name(network: Any, size: int = 18, whole: bool = False, name: str = "") -> SafeString:
    """Swatch and name, always together."""
    label = (
        name
        or (getattr(network, "name", "") if whole else getattr(network, "short_name", ""))
        or str(network)
    )
    return format_html('<span class="net">{}<span>{}</span></span>', swatch(network, size), label)


# States

STATES: dict[str, tuple[str, str, Any]] = {
    "draft": ("pencil", "", gettext_lazy("ร่าง")),
    "submitted": ("arrow-right", "kram", gettext_lazy("ส่งแล้ว")),
    "returned": ("undo-2", "khrang", gettext_lazy("ส่งกลับ")),
    "accepted": ("check", "bai", gettext_lazy("รับแล้ว")),
    "joined": ("check", "bai", gettext_lazy("รวมแล้ว")),
    "late": ("clock", "khamin", gettext_lazy("เกินกำหนด")),
    "missing": ("clock", "khamin", gettext_lazy("ยังไม่ส่ง")),
    "reviewing": ("search", "kram", gettext_lazy("ตรวจอยู่")),
    "open": ("circle-dot", "kram", gettext_lazy("เปิดรับ")),
    "closed": ("lock", "", gettext_lazy("ปิดรับแล้ว")),
    "waiting": ("clock", "khamin", gettext_lazy("รอตรวจ")),
    "running": ("clock", "kram", gettext_lazy("กำลังทำ")),
    "done": ("check", "bai", gettext_lazy("เสร็จแล้ว")),
    "failed": ("triangle-alert", "khrang", gettext_lazy("ทำไม่สำเร็จ")),
    "cancelled": ("x", "", gettext_lazy("ยกเลิกแล้ว")),
    "withdrawn": ("x", "", gettext_lazy("ถอนแล้ว")),
    "proposed": ("flag", "kram", gettext_lazy("เสนอที่ประชุม")),
    "approved": ("check", "bai", gettext_lazy("เห็นชอบแล้ว")),
    "integrated": ("flag", "kram", gettext_lazy("อยู่ในร่างแผนรวม")),
    "amended": ("pencil", "khamin", gettext_lazy("แก้หลังเห็นชอบ")),
    "published": ("check", "bai", gettext_lazy("เผยแพร่แล้ว")),
}


@register.simple_tag
def state(name: str, label: str = "") -> SafeString:
    """A state as icon and word, the same everywhere. `label` replaces the word, never the icon."""
    sign, tone, word = STATES.get(str(name), ("info", "", name))
    return tag(label or str(word), sign, tone)


@register.simple_tag
def tag(label: str, sign: str = "", tone: str = "") -> SafeString:
    """A small tag: {% tag "ยังไม่ยืนยัน" "triangle-alert" "khamin" %}"""
    return format_html('<span class="tag {}">{}{}</span>', tone, drawing(sign) if sign else "", label)


# Words, dates, numbers


@register.filter
def keep(text: Any) -> SafeString:
    """Known names and set words stay on one line: each in its own <span class="keep">; ๆ stays with its word."""
    return mark_safe(kept(str(conditional_escape(text)), kept_names()))


NEAR_DAYS = 200


_HOST = re.compile(r"(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)


@register.filter
def source_name(title: Any) -> str:
    """A page whose title nobody noted goes by its host: said to be a web page, without the www."""
    host = _HOST.fullmatch(str(title or "").strip())
    return gettext("เว็บไซต์ %(host)s") % {"host": host[1]} if host else str(title or "")


@register.filter
def be_date(value: Any, form: str = "short") -> str:
    """11 มี.ค. 2563; forms: short, long, full, near, noyear, month, longmonth."""
    if isinstance(value, str):
        value = _from_iso(value)
    if form == "near" and isinstance(value, date):  # the year is said only where it could be mistaken
        form = "noyear" if abs((wording.local(value) - timezone.localdate()).days) < NEAR_DAYS else "short"
    return wording.day(value, form) if isinstance(value, date) else ""


def _from_iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


@register.simple_tag
def be_span(start: Any, end: Any = None, form: str = "short") -> str:
    """{% be_span row.starts_on row.ends_on %}: 1–10 เม.ย. 2563"""
    return wording.span(start, end, form) if isinstance(start, date) else ""


@register.filter
def be_datetime(value: Any, form: str = "short") -> str:
    """24 มิ.ย. 2563 เวลา 10.42 น."""
    return wording.moment(value, form) if isinstance(value, datetime) else ""


@register.filter
def clock(value: Any) -> str:
    return wording.clock(value) if isinstance(value, datetime) else ""


@register.filter
def days_left(due: Any, form: str = "") -> str:
    """เหลือ 6 วัน · ครบกำหนดวันนี้ · เกินกำหนด 2 วัน; with "until", of something to come: อีก 6 วัน · วันนี้"""
    if not isinstance(due, date):
        return ""
    today = timezone.localdate()
    return wording.days_until(due, today) if form == "until" else wording.days_left(due, today)


@register.filter
def baht(value: Any) -> str:
    """20,000 · 0; nothing said stays "", so that the template can say ไม่ได้ระบุ."""
    return "" if value is None or value == "" else wording.amount(value)


@register.filter
def thai_digits(value: Any) -> str:
    return digits(str(value), "thai")


@register.filter
def said(why: str) -> str:
    """Why a date, an amount or a file could not be read: kept in Thai, said in the reader's language."""
    return language.said(why)


@register.filter
def in_words(value: int) -> str:
    return wording.in_words(value)


@register.filter
def percent_class(value: Any, whole: Any = 100) -> str:
    """{{ count|percent_class:total }} gives w0 to w100, which sets --w."""
    try:
        share = 100 * float(value) / float(whole)
    except (TypeError, ValueError, ZeroDivisionError):
        share = 0
    return f"w{max(0, min(100, round(share)))}"


# Where a name may be parted when it stands in a narrow tile or column.
HEADS = ["แม่", "เวียง", "เมือง", "พญา", "เชียง", "ดอย", "ขุน", "ศิลป", "สถาน", "สาธารณ", "ประชา", "เด็กและ", "ส่วน"]
TILE_LETTERS = 5


@register.filter
def parted(name: Any) -> SafeString:
    """A name for a narrow tile: parted, if at all, where a reader would part it (แม่ ฟ้าหลวง, ศิลป วัฒนธรรม)."""
    text = str(name)
    for head in HEADS:
        rest = text.removeprefix(head)
        if rest != text and len(text) > TILE_LETTERS and len(rest) > 2:
            return format_html('<span class="keep">{}</span><wbr><span class="keep">{}</span>', head, rest)
    return format_html('<span class="keep">{}</span>', text)


# Forms


@register.simple_tag
def field(
    bound: BoundField, example: str = "", optional: bool = False, size: str = "", label: str = ""
) -> SafeString:
    """A labelled field: label above, example under it, the error beside with its remedy. size: short, medium.
    example="none" takes the form's own help text away."""
    if example:
        bound.help_text = "" if example == "none" else example
    bound.field.widget.attrs.pop("placeholder", None)  # a placeholder is no label
    if label:
        bound.label = label
    bound.thaktho_optional = optional  # type: ignore[attr-defined]
    bound.thaktho_size = size  # type: ignore[attr-defined]
    return bound.as_field_group()


@register.inclusion_tag("web/errors.html")
def errors(*forms: Any) -> dict[str, Any]:
    """The summary on top of a page, with a link to each field that must be mended."""
    found = []
    for form in forms:
        for name, problems in getattr(form, "errors", {}).items():
            bound = form[name] if name in form.fields else None
            found += [
                {
                    "id": bound.id_for_label if bound else "",
                    "label": bound.label if bound else "",
                    "text": problem,
                }
                for problem in problems
            ]
    return {"problems": found}


@register.filter
def widget_kind(bound: BoundField) -> str:
    return type(bound.field.widget).__name__.lower()


# Messages


@register.filter
def undo_of(message: Any) -> str:
    """The address that undoes what a message speaks of (see ground.say)."""
    found = re.match(r"undo=(/(?!/)\S*)", message.extra_tags or "")
    return found.group(1) if found else ""


# Pictures


@register.simple_tag
def qr(text: str, title: str = "") -> SafeString:
    """A QR code as inline SVG."""
    return format_html('<div class="qr">{}</div>', mark_safe(drawn_qr(text, title or gettext("คิวอาร์โค้ด"))))


@register.simple_tag
def step(count: int | None, *floors: int) -> str:
    """Which tint a count takes: {% step 7 1 5 8 11 %} gives q2; zero q0; nothing known "missing"."""
    if count is None:
        return "missing"
    reached = sum(1 for floor in floors if count >= floor)
    return f"q{min(reached, 4)}"


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's address with some of its query changed: {% with_query page=2 %}"""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path


@register.simple_tag(takes_context=True)
def same_query(context: template.Context) -> str:
    """The question this page was asked, to hang on another address: the same filters, from the first page."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else ""


@register.simple_tag(takes_context=True)
def with_query_of(context: template.Context, name: str, value: Any) -> str:
    """`with_query` where the key is data; turning a filter goes back to page one."""
    return with_query(context, page=None, **{name: value})


@register.filter
def weekday(value: Any) -> str:
    """พุธ"""
    return wording.weekday_name(value) if isinstance(value, date) else ""


@register.filter
def month_name(month: int) -> str:
    """มี.ค."""
    return wording.month_name(month)


LANE = 30


@register.filter
def join_width(lanes: int) -> int:
    return max(1, lanes) * LANE


@register.simple_tag
def join_path(lane: int, centre: int) -> str:
    """A lane's way into the thread, as an SVG path."""
    x, goal = lane * LANE + LANE // 2, centre * LANE + LANE // 2
    return f"M{x} 0V16C{x} 44 {goal} 30 {goal} 64" if x != goal else f"M{x} 0V64"
