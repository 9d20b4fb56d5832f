"""One PDF of hundreds of pages that stand alone, laid out a few at a time: what was painted is let go before the next are
laid out, so that memory does not grow with the pages, and the bar moves.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from .pdf import Progress, page_of, printer


def joined_pdf(
    items: Sequence[Any],
    html_of: Callable[[Sequence[Any]], str],
    css: str,
    *,
    a_page: int,
    pages_at_once: int,
    title: str,
    made_on: dt.date,
    identity: str,
    progress: Progress | None = None,
) -> bytes:
    """`html_of(some)` is the body of some items, `a_page` of them on a page of their own. The same input gives the same
    bytes. ``progress(done, total)`` counts items. Raises ValueError when there is nothing to print.
    """
    if not items:
        raise ValueError("nothing to print")
    step = a_page * pages_at_once

    def lay(group: int) -> Any:
        some = items[group * step : (group + 1) * step]
        laid = printer(page_of(html_of(some), css, title=title, made_on=made_on))
        if len(laid.pages) != -(-len(some) // a_page):
            raise ValueError(f"{len(some)} items became {len(laid.pages)} pages")
        if progress:
            progress(min((group + 1) * step, len(items)), len(items) + 1)
        return laid

    groups = _Groups(lay)
    first = groups.of(0)
    count = -(-len(items) // a_page)
    pages = [_Later(groups, *divmod(number, pages_at_once), first.pages[0]) for number in range(count)]
    data = first.copy(pages).write_pdf(pdf_identifier=hashlib.md5(identity.encode()).digest())
    if progress:
        progress(len(items), len(items))
    return bytes(data)


class _Groups:
    """The pages being painted, and no others."""

    def __init__(self, lay: Callable[[int], Any]) -> None:
        self.lay = lay
        self.number = -1
        self.laid: Any = None

    def of(self, number: int) -> Any:
        if number != self.number:
            self.laid = None
            gc.collect()  # boxes point at each other
            self.laid, self.number = self.lay(number), number
        return self.laid


class _Later:
    """To WeasyPrint a page, of the size of the first; laid out when it is painted. Without links, forms and marks."""

    def __init__(self, groups: _Groups, group: int, place: int, like: Any) -> None:
        self.groups, self.group, self.place = groups, group, place
        self.width, self.height, self.bleed = like.width, like.height, like.bleed
        self.bookmarks: list[Any] = []
        self.links: list[Any] = []
        self.anchors: dict[str, Any] = {}
        self.forms: dict[Any, list[Any]] = {None: []}

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.groups.of(self.group).pages[self.place].paint(stream, scale)
