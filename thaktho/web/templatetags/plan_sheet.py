"""A row of the plan's sheet, drawn in one go: a page has five hundred cells, and a template included for each of them was
nine tenths of what the page cost."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import get_language, gettext, override

from thaktho.ground.language import said
from thaktho.web import wording
from thaktho.web.names import kept, kept_names
from thaktho.web.templatetags.thaktho import network_name, state

register = template.Library()


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, str]:
    """What every row says, in one language."""
    with override(language):
        found = {
            "virtues_text": gettext("คุณธรรมเป้าหมาย"),
            "problem": gettext("ปัญหาที่อยากแก้"),
            "good_deed": gettext("ความดีที่อยากทำ"),
            "title": gettext("กิจกรรม"),
            "indicator": gettext("ตัวชี้วัด"),
            "when_text": gettext("วันที่ทำ"),
            "budget": gettext("งบประมาณ"),
            "agency": gettext("ผู้รับผิดชอบ"),
            "row": gettext("แถวที่"),
            "none": gettext("ยังไม่ได้ระบุ"),
            "look": gettext("ต้องดู"),
            "example": gettext("ข้อมูลตัวอย่าง"),
            "baht": gettext("บาท"),
            "free": gettext("ไม่ใช้งบประมาณ"),
        }
    return {name: escape(text) for name, text in found.items()}


@lru_cache(maxsize=32)
def _state(name: str, language: str) -> str:
    with override(language):
        return str(state(name))


class Drawing:
    """One row's cells. Whatever people typed passes through `escape`."""

    def __init__(self, line: Any) -> None:
        self.line, self.row = line, line.row
        self.language = get_language() or "th"
        self.words = _words(self.language)
        self.names = kept_names()

    def draw(self, network: Any) -> str:
        row, line = self.row, self.line
        days = wording.span(row.starts_on, row.ends_on, "short") if row.starts_on else row.when_text
        return "".join(
            (
                self._number(network),
                self._cell("virtues_text", line.virtue, cls="virtue"),
                self._cell("problem", row.problem),
                self._cell("good_deed", row.good_deed),
                self._title(),
                self._cell("indicator", row.indicator),
                self._cell("when_text", row.when_text or days, shown=days, cls="when"),
                self._budget(),
                self._cell("agency", row.agency),
                f'<td class="state">{_state("joined" if row.joined_into_id else line.standing or row.state, self.language)}</td>',
            )
        )

    def _number(self, network: Any) -> str:
        of = "" if network else f'<span class="of">{network_name(self.row.network, 18)}</span>'
        phone = f'<span class="on-phone">{self.words["row"]} </span>'
        return f'<th scope="row" class="no"><a href="{self.line.url}">{phone}{self.row.number}</a>{of}</th>'

    def _open(self, name: str, cls: str, value: str, *, missing: bool = False) -> str:
        """The opening tag, with what the sheet's script reads."""
        marks = " missing" if missing else ""
        marks += " flagged" if name in self.line.flags else ""
        marks += " commented" if name in self.line.comments else ""
        typed = f' data-value="{escape(value)}"' if self.line.editable else ""
        label = self.words[name]
        return f'<td class="{cls}{marks}" data-field="{name}" data-label="{label}"{typed}>'

    def _cell(self, name: str, value: str, *, shown: str | None = None, cls: str = "") -> str:
        text = value if shown is None else shown
        inner = f"<span>{self._kept(text)}</span>" if text else self._none()
        return f"{self._open(name, cls, value, missing=not value)}{inner}{self._why(name)}</td>"

    def _title(self) -> str:
        row, said = self.row, [escape(self.row.area_text)] if self.row.area_text else []
        if row.is_example:
            said.append(f'<span class="example">{self.words["example"]}</span>')
        place = f'<span class="place">{" · ".join(said)}</span>' if said else ""
        link = f'<a href="{self.line.url}">{self._kept(row.title, lines=False)}</a>'
        return f"{self._open('title', 'title', row.title)}{link}{place}</td>"

    def _budget(self) -> str:
        row, words = self.row, self.words
        if row.budget is not None:
            free = f" ({words['free']})" if row.budget == 0 else ""
            phone = f'<span class="on-phone"> {words["baht"]}{free}</span>'
            inner = f"<span>{escape(wording.amount(row.budget))}{phone}</span>"
        else:
            inner = (
                f'<span class="typed">{escape(row.budget_text)}</span>' if row.budget_text else self._none()
            )
        missing = row.budget is None and not row.budget_text
        opened = self._open("budget", "num", self.line.budget_value, missing=missing)
        return f"{opened}{inner}{self._why('budget')}</td>"

    def _kept(self, text: str, *, lines: bool = True) -> str:
        whole = kept(str(escape(text)), self.names)
        return normalize_newlines(whole).replace("\n", "<br>") if lines else whole

    def _none(self) -> str:
        return f'<span class="none">{self.words["none"]}</span>'

    def _why(self, name: str) -> str:
        flag = self.line.flags.get(name)
        if flag is None:
            return ""
        return format_html('<span class="hide">{}: {}</span>', mark_safe(self.words["look"]), said(flag.why))


@register.simple_tag
def sheet_cells(line: Any, network: Any = None) -> SafeString:
    """The cells of one row; on a page of one network the network is not named again."""
    return mark_safe(Drawing(line).draw(network))
