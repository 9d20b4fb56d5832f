"""Pictures: private until somebody says how those on them agreed (PDPA), children by their parents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting

from ..models import Edition, Photo
from ..states import Refused
from ..taking_off import taken_off
from .common import row, running, step

PUBLIC, PRIVATE = "assemble.read", "assemble.work"
PICTURES = ("image/png", "image/jpeg")


def add_photo(
    by: Actor,
    edition: Edition,
    *,
    caption: str,
    file: Callable[[], StoredFile],
    taken_on: date | None = None,
    consent: str = "",
    with_children: bool = False,
    children_consent: str = "",
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Photo:
    """The store draws it anew, so that no place and no camera stays in it. It is not public yet."""
    with acting(by, "assemble.editions.photo", edition, act_id=act_id) as act:
        fresh = running(edition)
        stored = file()
        if stored.programme_id != fresh.programme_id:
            raise ValueError("of another programme")
        if stored.media_type not in PICTURES:
            raise Refused(gettext("รับเฉพาะภาพ PNG และ JPEG"))
        last = fresh.photos.aggregate(most=Max("order"))["most"] or 0
        photo = Photo.objects.create(
            programme=fresh.programme, edition=fresh, file=stored, caption=caption, taken_on=taken_on, consent=consent,
            with_children=with_children, children_consent=children_consent, order=last + 1, is_example=is_example,
        )  # fmt: skip
        act.about(photo)
        act.note(caption=caption, file=str(stored.pk))
    return photo


def change_photo(by: Actor, photo: Photo, *, act_id: UUID | None = None, **fields: Any) -> Photo:
    """A public picture whose consent is taken away is private at once."""
    with acting(by, "assemble.editions.photo", photo, act_id=act_id) as act:
        running(photo.edition)
        fresh = row(Photo, photo)
        for name, value in fields.items():
            setattr(fresh, name, value)
        if fresh.public and not agreed(fresh):
            fresh.public = False
            files.guard(by, fresh.file, PRIVATE)
            taken_off(fresh)
        fresh.save()
        act.note(caption=fresh.caption, public=fresh.public, with_children=fresh.with_children)
    return fresh


def agreed(photo: Photo) -> bool:
    return bool(photo.consent) and (not photo.with_children or bool(photo.children_consent))


def show_photo(by: Actor, photo: Photo, public: bool, *, act_id: UUID | None = None) -> Photo:
    """To the public, while the year runs; off it at any time, for consent is taken back at any time."""
    verb = "assemble.editions.photo" if public else "assemble.editions.unphoto"
    with acting(by, verb, photo, act_id=act_id) as act:
        if public:
            running(photo.edition)
        fresh = row(Photo, photo)
        if public and not fresh.consent:
            raise Refused(gettext("บันทึกก่อนว่าคนในภาพยินยอมอย่างไร จึงเผยแพร่ได้"))
        if public and not agreed(fresh):
            raise Refused(gettext("ในภาพมีเด็ก บันทึกก่อนว่าผู้ปกครองยินยอมอย่างไร จึงเผยแพร่ได้"))
        fresh.public = public
        fresh.save(update_fields=["public"])
        files.guard(by, fresh.file, PUBLIC if public else PRIVATE)
        if not public:
            taken_off(fresh)
        act.note(caption=fresh.caption, public=public)
    return fresh


def remove_photo(by: Actor, photo: Photo, *, act_id: UUID | None = None) -> None:
    with acting(by, "assemble.editions.unphoto", photo, on=photo.edition, act_id=act_id) as act:
        fresh = row(Photo, photo)
        files.guard(by, fresh.file, PRIVATE)
        taken_off(fresh)
        act.note(caption=fresh.caption, file=str(fresh.file_id), removed=True)
        fresh.delete()


def move_photo(by: Actor, photo: Photo, steps: int, *, act_id: UUID | None = None) -> None:
    with acting(by, "assemble.editions.photo", photo, act_id=act_id) as act:
        running(photo.edition)
        beside = Photo.objects.filter(edition=photo.edition).order_by("order", "id")
        act.note(order=step(beside, photo, steps))
