"""Confirming, year by year: that it is there, how many, how good, how often used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import Capital, CapitalCheck
from ..states import Refused, must_be_live
from .entries import locked


def confirm(
    by: Actor,
    entry: Capital,
    year: int,
    *,
    count: Decimal | None = None,
    quality: str = "",
    used: int | None = None,
    note: str = "",
    on: date | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> CapitalCheck:
    """One check a fiscal year; checking again in the same year replaces what was said, the ledger keeps both."""
    with acting(by, "capital.entry.confirm", entry, act_id=act_id) as act:
        fresh = locked(entry)
        must_be_live(fresh)
        if year not in fresh.programme.years:
            raise Refused(gettext("ปี %(year)s อยู่นอกปีของโครงการ") % {"year": year})
        said = {
            "count": count, "quality": quality, "used": used, "note": note, "checked_on": on or timezone.localdate(),
            "checked_by_id": by.person_id, "is_example": is_example,
        }  # fmt: skip
        check, _new = CapitalCheck.objects.update_or_create(
            capital=fresh, year=year, defaults={"programme_id": fresh.programme_id, **said}
        )
        _stand(fresh)
        act.note(
            year=year, count=None if count is None else str(count), quality=quality, used=used, note=note
        )
    return check


def unconfirm(by: Actor, entry: Capital, reason: str = "", *, act_id: UUID | None = None) -> Capital:
    """Take the newest year's check back: it was another entry, or it was not so."""
    with acting(by, "capital.entry.unconfirm", entry, act_id=act_id) as act:
        fresh = locked(entry)
        newest = fresh.checks.order_by("-year").first()
        if newest is None:
            raise Refused(gettext("รายการนี้ยังไม่ได้ยืนยัน"))
        act.because(reason)
        act.note(year=newest.year, quality=newest.quality, used=newest.used)
        newest.delete()
        _stand(fresh)
    return fresh


def _stand(entry: Capital) -> None:
    """The entry says of itself what its newest check says."""
    newest = entry.checks.order_by("-year").first()
    entry.confirmed_year = newest.year if newest else None
    entry.confirmed_on = newest.checked_on if newest else None
    entry.confirmed_by_id = newest.checked_by_id if newest else None
    entry.version += 1
    entry.save(update_fields=["confirmed_year", "confirmed_on", "confirmed_by", "version"])
