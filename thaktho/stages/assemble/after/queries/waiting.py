"""Whose report is waited for: lines for the owner's desk and the secretariat's, and owners to be written to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ...editions.models import Edition
from ...text.models import Clause
from ..models import Commitment, Proceedings, Reminder
from ..states import FOLLOWED, OPEN, SETTLED
from .chains import followed
from .listing import owner_of

MOST_LINES = 4
SOON = timedelta(days=30)


def _to_tell(programme: Programme) -> Any:
    """Followed, open, and either near or past their day or asked for since the last report."""
    asked = Reminder.objects.filter(commitment=OuterRef("pk"), kind="asked")
    unanswered = asked.filter(
        Q(commitment__last_report=None) | Q(made_at__gt=OuterRef("last_report__made_at"))
    )
    found = followed().filter(programme=programme, state__in=OPEN).annotate(asked=Exists(unanswered))
    return found.filter(Q(due_on__lte=timezone.localdate() + SOON) | Q(asked=True))


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For owners: each commitment to be told of. For the secretariat: what is late, and what the assembly still lacks."""
    lines: list[Waiting] = []
    own = by.scopes("coordinator")
    if own or by.person_id:
        mine = _to_tell(programme).filter(
            Q(network_id__in=own) | Q(person_id=by.person_id, person__isnull=False)
        )
        rows = list(mine.order_by("due_on", "id")[: MOST_LINES + 1])
        lines += [_line(programme, row) for row in rows[:MOST_LINES]]
        if len(rows) > MOST_LINES:
            lines.append(
                Waiting(
                    gettext("ยังมีพันธสัญญาอื่นที่รอรายงาน"),
                    reverse("assemble_commitments", args=[programme.slug]),
                    gettext("ดูทั้งหมด"),
                    icon="clock",
                )
            )
    if by.has("secretariat"):
        lines += _for_the_secretariat(programme)
    return lines


def _line(programme: Programme, row: Commitment) -> Waiting:
    late = row.due_on is not None and row.due_on < timezone.localdate()
    return Waiting(
        gettext("รายงานพันธสัญญา: %(text)s") % {"text": row.text[:90]},
        reverse("assemble_commitment_report", args=[programme.slug, row.pk]),
        gettext("รายงานผล"),
        detail=gettext("ฝ่ายเลขานุการขอทราบความคืบหน้า") if row.asked else "",  # type: ignore[attr-defined]
        due_on=row.due_on,
        icon="clock" if late else "flag",
        tone="khamin" if late else "kram",
        is_example=row.is_example,
    )


def _for_the_secretariat(programme: Programme) -> list[Waiting]:
    lines = []
    editions = Edition.objects.filter(
        programme=programme, rehearsal_of=None, state=Edition.State.RUNNING, stage__in=FOLLOWED
    )
    promised = Commitment.objects.filter(edition=OuterRef("pk"), carried_from=None)
    editions = editions.annotate(
        has_text=Exists(Clause.objects.filter(edition=OuterRef("pk"), live=True, text__state__in=SETTLED)),
        has_promises=Exists(promised),
        has_proceedings=Exists(Proceedings.objects.filter(edition=OuterRef("pk"))),
    )
    for edition in editions.order_by("-year")[:3]:
        if edition.has_text and not edition.has_promises:
            lines.append(
                Waiting(
                    gettext("%(edition)s ยังไม่มีพันธสัญญาจากประกาศเจตนารมณ์") % {"edition": edition.title},
                    reverse("assemble_prepare", args=[programme.slug, edition.code]),
                    gettext("จัดทำพันธสัญญา"),
                    icon="flag",
                    is_example=edition.is_example,
                )
            )
        if not edition.has_proceedings:
            lines.append(
                Waiting(
                    gettext("%(edition)s ยังไม่มีรายงานการประชุม") % {"edition": edition.title},
                    reverse("assemble_proceedings", args=[programme.slug, edition.code]),
                    gettext("จัดทำรายงาน"),
                    icon="file",
                    is_example=edition.is_example,
                )
            )
    late = followed().filter(programme=programme, state__in=OPEN, due_on__lt=timezone.localdate())
    by_edition = late.order_by().values("edition__code", "edition__is_example").annotate(n=Count("id"))
    for one in by_edition.order_by("-edition__code")[:2]:
        lines.append(
            Waiting(
                ngettext("พันธสัญญา %(n)s รายการเลยวันครบกำหนด", "พันธสัญญา %(n)s รายการเลยวันครบกำหนด", one["n"])
                % {"n": one["n"]},
                reverse("assemble_reminders", args=[programme.slug, one["edition__code"]]),
                gettext("ดูข้อความเตือน"),
                icon="clock",
                tone="khamin",
                is_example=one["edition__is_example"],
            )
        )
    return lines


@dataclass
class Owner:
    """One owner with all they are to be written to about."""

    name: str
    network: Any = None
    rows: list[Commitment] = field(default_factory=list)


def owners_to_remind(programme: Programme, edition: Edition) -> list[Owner]:
    """Owners with something near, late or asked, in the declared order. One query."""
    found = _to_tell(programme).filter(edition=edition).select_related("network", "organisation", "clause")
    owners: dict[Any, Owner] = {}
    for row in found.order_by("due_on", "id")[:1000]:
        name = owner_of(row)
        owners.setdefault((row.network_id, name), Owner(name, row.network)).rows.append(row)
    return sorted(owners.values(), key=lambda one: (one.network.order if one.network else 9999, one.name))
