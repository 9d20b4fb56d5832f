"""The texts under the four tabs, and what stands below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting

from ..models import Edition, Tab, TabItem
from ..states import Changed, Refused
from .common import row, running, step


def write_tab(
    by: Actor, edition: Edition, kind: str, text: str, *, seen_version: int | None = None, act_id: UUID | None = None,
    **fields: Any,
) -> Tab:  # fmt: skip
    """The words under a tab. Raises Changed when somebody saved first. Published words stay published."""
    with acting(by, "assemble.editions.tab", edition, act_id=act_id) as act:
        tab = _held(edition, kind)
        if seen_version is not None and seen_version != tab.version:
            raise Changed(tab)
        act.note(kind=kind, before=tab.text, text=text)
        tab.text = text
        for name, value in fields.items():
            setattr(tab, name, value)
        tab.version += 1
        tab.save()
    return tab


def publish_tab(by: Actor, edition: Edition, kind: str, publish: bool, *, act_id: UUID | None = None) -> Tab:
    with acting(by, "assemble.editions.tab", edition, act_id=act_id) as act:
        tab = _held(edition, kind)
        if bool(tab.published_at) == publish:
            raise Refused(gettext("แท็บนี้เป็นเช่นนั้นอยู่แล้ว โหลดหน้าใหม่"))
        tab.published_at = timezone.now() if publish else None
        tab.save(update_fields=["published_at"])
        act.note(kind=kind, published=publish)
    return tab


def _held(edition: Edition, kind: str) -> Tab:
    fresh = running(edition)
    tab, _ = Tab.objects.select_for_update(no_key=True).get_or_create(
        edition=fresh, kind=kind, defaults={"programme": fresh.programme}
    )
    return tab


def add_item(
    by: Actor,
    edition: Edition,
    kind: str,
    *,
    title: str,
    file: Callable[[], StoredFile] | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> TabItem:
    """Something under a tab. `fields`: text, url, source; for loaders also is_example."""
    with acting(by, "assemble.editions.tab", edition, act_id=act_id) as act:
        tab = _held(edition, kind)
        last = tab.items.aggregate(most=Max("order"))["most"] or 0
        item = TabItem.objects.create(
            programme=edition.programme, edition=edition, tab=tab, title=title, order=last + 1,
            file=file() if file else None, **fields,
        )  # fmt: skip
        act.note(kind=kind, item=str(item.pk), title=title)
    return item


def change_item(
    by: Actor,
    item: TabItem,
    *,
    file: Callable[[], StoredFile] | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> TabItem:
    with acting(by, "assemble.editions.tab", item.edition, act_id=act_id) as act:
        running(item.edition)
        fresh = row(TabItem, item)
        act.note(item=str(fresh.pk), before=fresh.title, title=fields.get("title", fresh.title))
        for name, value in fields.items():
            setattr(fresh, name, value)
        if file is not None:
            _shut(by, fresh)
            fresh.file = file()
        fresh.save()
    return fresh


def remove_item(by: Actor, item: TabItem, *, act_id: UUID | None = None) -> None:
    with acting(by, "assemble.editions.tab", item.edition, act_id=act_id) as act:
        running(item.edition)
        fresh = row(TabItem, item)
        act.note(title=fresh.title, text=fresh.text, url=fresh.url, removed=True)
        _shut(by, fresh)
        fresh.delete()


def _shut(by: Actor, item: TabItem) -> None:
    """A file that is taken off or replaced: an address somebody kept opens it no more, but for the secretariat."""
    if item.file is not None:
        files.guard(by, item.file, "assemble.work")


def move_item(by: Actor, item: TabItem, steps: int, *, act_id: UUID | None = None) -> None:
    """Up (-1) or down (+1) under its tab."""
    with acting(by, "assemble.editions.tab", item.edition, act_id=act_id) as act:
        running(item.edition)
        beside = TabItem.objects.filter(tab=item.tab_id).order_by("order", "id")
        act.note(item=str(item.pk), title=item.title, order=step(beside, item, steps))
