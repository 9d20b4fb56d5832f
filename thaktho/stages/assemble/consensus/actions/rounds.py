"""Asking all networks: draft, open, close, publish; and what the chair puts on record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import networks as networks_of

from ...editions.actions.common import running
from ...editions.models import Edition
from ...text.models import TextVersion
from .. import queries
from ..models import ClauseStance, Dissent, Round, RoundClause
from ..states import Missing, NotEntitled, Refused, move, require
from ..tallying import OPEN_VALUES
from . import rulebook
from .resolutions import FINISH


def locked(round: Round) -> Round:
    """The round, held: voices, closing and the chair's words come one after another."""
    found = Round.objects.select_for_update(of=("self",), no_key=True).select_related(
        "edition", "programme", "version"
    )
    return found.get(programme_id=round.programme_id, pk=round.pk)


def draft_round(
    by: Actor,
    edition: Edition,
    version: TextVersion,
    *,
    only: Collection[UUID] | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Round:
    """A round on the words of one version. `only`: ids of clauses, where not all are asked about again."""
    with acting(by, "assemble.consensus.round", edition, act_id=act_id) as act:
        if version.edition_id != edition.pk:
            raise ValueError("a version of another edition")
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        words = [one for one in queries.words(version) if only is None or one.clause_id in only]
        if not words:
            raise Refused(gettext("ไม่มีข้อใดให้ถามในรอบนี้ ตรวจร่างที่เลือก"))
        last = Round.objects.filter(edition=edition).aggregate(most=Max("number"))["most"] or 0
        round = Round.objects.create(
            programme_id=edition.programme_id,
            edition=edition,
            number=last + 1,
            version=version,
            is_example=is_example,
        )
        RoundClause.objects.bulk_create(
            RoundClause(
                programme_id=edition.programme_id,
                round=round,
                clause_id=one.clause_id,
                number=one.number,
                revision=one.revision,
                body=one.body,
            )
            for one in words
        )
        act.about(round)
        act.note(number=round.number, version=version.number, clauses=len(words))
    return round


def drop_round(by: Actor, round: Round, *, act_id: UUID | None = None) -> None:
    """A draft that was never opened is thrown away; its number is free again."""
    with acting(by, "assemble.consensus.round", round, on=round.edition, act_id=act_id) as act:
        fresh = locked(round)
        require(fresh, Round.State.DRAFT)
        act.note(dropped=fresh.number)
        fresh.delete()


def open_round(by: Actor, round: Round, *, act_id: UUID | None = None) -> Round:
    """From here on the rule, the words and who is asked stand fast. One open round at a time."""
    with acting(by, "assemble.consensus.round", round, act_id=act_id) as act:
        running(round.edition)  # held: the year does not leave the stage in the same instant
        fresh = locked(round)
        demand(by, "assemble.consensus.round", fresh)
        move(fresh, "open")
        book = rulebook.held(fresh.edition)
        if Round.objects.filter(edition=fresh.edition, state=Round.State.OPEN).exists():
            raise Refused(gettext("มีรอบอื่นเปิดรับเสียงอยู่ ปิดรอบนั้นก่อนจึงเปิดรอบนี้ได้"))
        asked = networks_of(fresh.programme, fresh.edition.year)
        fresh.networks = [str(one.pk) for one in asked]
        if not fresh.networks:
            raise Refused(gettext("ปีนี้ยังไม่มีเครือข่าย เพิ่มเครือข่ายก่อนจึงเปิดรอบได้"))
        fresh.rule = rulebook.lock(book)
        fresh.opened_at = timezone.now()
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError as error:
            raise Refused(gettext("มีรอบอื่นเปิดรับเสียงอยู่ ปิดรอบนั้นก่อนจึงเปิดรอบนี้ได้")) from error
        act.note(number=fresh.number, rule=fresh.rule, networks=len(fresh.networks))
    return fresh


def close_round(by: Actor, round: Round, *, reason: str = "", act_id: UUID | None = None) -> Round:
    """No more voices; what they come to is fixed. With voices missing, the reason is asked for and kept."""
    with acting(by, FINISH, round, act_id=act_id) as act:
        fresh = locked(round)
        move(fresh, "close")
        here = queries.present_networks(fresh)
        found = queries.outcome_now(fresh, present=here)
        lacking = sum(len(one.missing) for one in found.clauses.values())
        if lacking and not reason.strip():
            raise Missing(
                gettext("ยังไม่ได้แจ้งเสียง %(count)s เสียง พิมพ์เหตุผลที่ปิดทั้งที่ยังไม่ครบ หรือรอให้ครบก่อน")
                % {"count": lacking}
            )
        fresh.result = frozen(found) | {"present_networks": sorted(here)}
        fresh.close_reason = reason.strip() if lacking else ""
        fresh.closed_at = timezone.now()
        fresh.save(update_fields=["state", "result", "close_reason", "closed_at"])
        act.because(fresh.close_reason)
        act.note(number=fresh.number, missing=lacking, result=fresh.result)
    return fresh


def frozen(found: Any) -> dict[str, Any]:
    """An Outcome as JSON: {quorum, present, needed, entitled, clauses: {round clause id: {outcome, counts, missing, …}}}."""
    return asdict(found)


def publish_round(by: Actor, round: Round, *, act_id: UUID | None = None) -> Round:
    with acting(by, FINISH, round, act_id=act_id) as act:
        fresh = locked(round)
        move(fresh, "publish")
        fresh.published_at = timezone.now()
        fresh.save(update_fields=["state", "published_at"])
        act.note(number=fresh.number)
    return fresh


def record_dissent(
    by: Actor,
    asked: RoundClause,
    network: Network,
    *,
    text: str,
    chair: str,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Dissent:
    """The chair puts on record that this network does not agree; the clause no longer waits for it. While the round is open
    or closed; what was published stands."""
    with acting(by, "assemble.consensus.dissent", asked, on=asked, act_id=act_id) as act:
        round = locked(asked.round)
        require(round, Round.State.OPEN, Round.State.CLOSED)
        stance = ClauseStance.objects.filter(asked=asked, network=network).first()
        if str(network.pk) not in round.networks:
            raise NotEntitled(gettext("เครือข่ายนี้ไม่ได้อยู่ในรอบนี้"))
        if stance is None or stance.value not in OPEN_VALUES:
            raise Refused(gettext("บันทึกข้อสงวนได้เฉพาะเครือข่ายที่ขอปรับแก้หรือยังไม่เห็นด้วยในข้อนี้"))
        dissent, made = Dissent.objects.get_or_create(
            asked=asked,
            network=network,
            defaults={
                "programme_id": asked.programme_id,
                "edition_id": round.edition_id,
                "text": text,
                "chair": chair,
                "recorded_by_id": by.person_id,
                "is_example": is_example,
            },
        )
        if not made:
            raise Refused(gettext("บันทึกข้อสงวนของเครือข่ายนี้ในข้อนี้ไว้แล้ว"))
        if round.state == Round.State.CLOSED:
            # Presence stands as it was at closing; only this clause reads otherwise.
            found = queries.outcome_now(round, present=round.result["present_networks"])
            round.result = round.result | {"clauses": frozen(found)["clauses"]}
            round.save(update_fields=["result"])
        act.about(dissent)
        act.note(clause=asked.number, network=network.code, text=text, chair=chair)
    return dissent
