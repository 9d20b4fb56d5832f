"""The only writer of certificates. Numbers of a year follow without gaps, whoever issues at the same instant; what a paper
prints is frozen when it is issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext, override

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme
from thaktho.stages.listen.codes import short_code
from thaktho.thai.dates import be_year, show, show_span
from thaktho.thai.words import search_text

from ...editions.models import Edition
from ..models import Booth, Certificate, Honour, Participant
from ..queries import certificates as queries
from ..states_roll import Refused, must_be_real, must_stand

Kind = Certificate.Kind
CODE = 16  # 66 bits: nobody finds one by trying


def issue(
    by: Actor,
    edition: Edition,
    kind: str,
    *,
    signers: list[dict[str, str]],
    issued_on: date,
    only: Iterable[UUID] | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> list[Certificate]:
    """Certificates for all who may have one and have none valid, or for `only` these; one act. Returns them in the order
    of their numbers; none is left out silently: Refused when there is nobody."""
    with acting(by, "assemble.day.certify", edition, act_id=act_id) as act:
        must_be_real(edition.is_rehearsal)
        programme = Programme.objects.select_for_update(no_key=True).get(pk=edition.programme_id)
        found = list(queries.without(edition, kind, only=None if only is None else list(only)))
        if not found:
            raise Refused(gettext("ไม่มีรายการที่ต้องออกเกียรติบัตร ทุกรายการออกแล้วหรือยังไม่ถึงเวลา"))
        made = [
            _made(edition, kind, one, signers, issued_on, is_example or getattr(one, "is_example", False))
            for one in found
        ]
        _number(programme, made)
        Certificate.objects.bulk_create(made, batch_size=500)
        act.note(kind=kind, year=made[0].year, first=made[0].number, last=made[-1].number)
    return made


def _number(programme: Programme, made: list[Certificate]) -> None:
    """The programme's row is held: nobody else numbers now."""
    for one in made:
        one.year = be_year(one.issued_on)
    year = made[0].year
    most = Certificate.objects.filter(programme=programme, year=year).aggregate(most=Max("number"))["most"]
    for number, one in enumerate(made, (most or 0) + 1):
        one.number = number
        one.search_text = search_text(f"{one.name} {number}/{year}")


def _made(
    edition: Edition, kind: str, subject: Any, signers: list[dict[str, str]], on: date, is_example: bool
) -> Certificate:
    made = Certificate(
        programme_id=edition.programme_id,
        edition=edition,
        kind=kind,
        name=name_on(subject),
        body=body_on(edition, subject),
        signers=signers,
        issued_on=on,
        code=short_code(CODE),
        is_example=is_example,
    )
    setattr(
        made, {Kind.HONOUR: "honour", Kind.ATTENDED: "participant", Kind.BOOTH: "booth"}[Kind(kind)], subject
    )
    return made


def name_on(subject: Honour | Participant | Booth) -> str:
    if isinstance(subject, Booth):
        return subject.owner or (subject.network.name if subject.network else subject.title)
    return subject.name


@override("th")
def body_on(edition: Edition, subject: Honour | Participant | Booth) -> str:
    """The words under the name, a paragraph a line."""
    if isinstance(subject, Honour):
        lines = [f"ได้รับการยกย่องเชิดชูเกียรติ {subject.category}", subject.for_what, f"ใน{edition.title}"]
    elif isinstance(subject, Booth):
        lines = [f"ได้ร่วมจัดตลาดนัดคุณธรรม “{subject.title}”", f"ใน{edition.title}"]
    else:
        lines = [f"ได้เข้าร่วม{edition.title}"]
    where = f" ณ {edition.place_text}" if edition.place_text else ""
    lines.append(f"{_when(edition)}{where}".strip())
    return "\n".join(line.strip() for line in lines if line.strip())


def _when(edition: Edition) -> str:
    if edition.held_on is None:
        return ""
    if edition.held_until and edition.held_until != edition.held_on:
        return f"ระหว่างวันที่ {show_span(edition.held_on, edition.held_until)}"
    return f"เมื่อวันที่ {show(edition.held_on)}"


def _locked(certificate: Certificate) -> Certificate:
    held = Certificate.objects.select_for_update(of=("self",), no_key=True).select_related(
        "edition", "programme"
    )
    return held.get(programme_id=certificate.programme_id, pk=certificate.pk)


def revoke(by: Actor, certificate: Certificate, reason: str, *, act_id: UUID | None = None) -> Certificate:
    """It is not valid any more, and whoever checks it is told so. Its number is never given again."""
    with acting(by, "assemble.day.certify", certificate, act_id=act_id) as act:
        fresh = _revoked(certificate, reason)
        act.because(reason)
        act.note(number=str(fresh))
    return fresh


def _revoked(certificate: Certificate, reason: str) -> Certificate:
    fresh = _locked(certificate)
    must_stand(fresh)
    if not reason.strip():
        raise Refused(gettext("บอกเหตุผลที่ยกเลิก เหตุผลเก็บไว้ในประวัติ ไม่แสดงแก่ผู้ตรวจสอบ"))
    fresh.revoked_at, fresh.revoke_reason = timezone.now(), reason.strip()
    fresh.save(update_fields=["revoked_at", "revoke_reason"])
    return fresh


def correct(
    by: Actor,
    certificate: Certificate,
    reason: str,
    *,
    name: str,
    body: str,
    signers: list[dict[str, str]] | None = None,
    issued_on: date | None = None,
    act_id: UUID | None = None,
) -> Certificate:
    """Wrong words are not painted over: the paper is revoked, and a new one with a new number stands in its place."""
    with acting(by, "assemble.day.certify", certificate, act_id=act_id) as act:
        programme = Programme.objects.select_for_update(no_key=True).get(pk=certificate.programme_id)
        old = _revoked(certificate, reason)
        new = Certificate(
            programme_id=old.programme_id,
            edition_id=old.edition_id,
            kind=old.kind,
            honour_id=old.honour_id,
            participant_id=old.participant_id,
            booth_id=old.booth_id,
            name=name.strip(),
            body=body.strip(),
            signers=old.signers if signers is None else signers,
            issued_on=issued_on or old.issued_on,
            code=short_code(CODE),
            replaces=old,
            is_example=old.is_example,
        )
        _number(programme, [new])
        new.save(force_insert=True)
        act.because(reason)
        act.note(old=str(old), new=str(new))
    return new


def printed(by: Actor, edition: Edition, ids: Iterable[UUID], *, act_id: UUID | None = None) -> None:
    """One printing more of each. Whoever prints again prints the same paper."""
    with acting(by, "assemble.day.certify", edition, act_id=act_id) as act:
        wanted = list(ids)
        for start in range(0, len(wanted), 500):
            some = Certificate.objects.filter(edition=edition, pk__in=wanted[start : start + 500])
            some.update(prints=F("prints") + 1)
        act.note(count=len(wanted))


def badges_printed(by: Actor, edition: Edition, ids: Iterable[UUID], *, act_id: UUID | None = None) -> None:
    """These badges were printed; whoever comes later is new."""
    with acting(by, "assemble.day.people", edition, act_id=act_id) as act:
        wanted, now = list(ids), timezone.now()
        for start in range(0, len(wanted), 500):
            some = Participant.objects.filter(edition=edition, pk__in=wanted[start : start + 500])
            some.update(badge_printed_at=now)
        act.note(count=len(wanted))
