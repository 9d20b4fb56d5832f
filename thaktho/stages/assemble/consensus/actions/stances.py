"""A network tells its one voice on a clause."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.people.models import Network

from ...access import Of
from ..models import ClauseStance, Dissent, Round, RoundClause, Value
from ..states import Changed, Elsewhere, NoReason, NotEntitled, NotOpen
from ..tallying import OPEN_VALUES
from .rounds import locked


def tell(
    by: Actor,
    asked: RoundClause,
    network: Network,
    value: str,
    reason: str = "",
    *,
    seen: int | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> ClauseStance:
    """Say or change it, until the round closes. `seen`: the revision the page showed, 0 where it showed none; who saw an
    older one is told first. A person speaks for one network on a clause; the secretariat types for any, and it shows."""
    # Who agrees with a note says so by that voice; a reason left standing in the form from before is not theirs any more.
    reason = "" if value == Value.AGREE else reason.strip()
    with acting(
        by, "assemble.consensus.stance", Of(asked.round.edition, network), on=asked, act_id=act_id
    ) as act:  # type: ignore[arg-type]
        round = locked(asked.round)
        _may_be_said(round, network, value, reason)
        typed = _types(by, network, round)
        stance = ClauseStance.objects.filter(asked=asked, network=network).first()
        if seen is not None and seen != (stance.revision if stance else 0):
            raise Changed(stance)
        if not typed and by.person_id:
            _one_network_a_person(by.person_id, asked, network)
        before = {"value": stance.value, "reason": stance.reason} if stance else {}
        if stance is None:
            stance = ClauseStance(programme_id=asked.programme_id, asked=asked, network=network, revision=0)
        stance.value, stance.reason, stance.is_example = value, reason, is_example
        stance.given_by_id, stance.for_network = by.person_id, typed
        stance.revision += 1
        stance.save()
        act.about(stance)
        act.because(reason)
        act.note(clause=asked.number, network=network.code, value=value, before=before, typed=typed)
        if value not in OPEN_VALUES:
            _withdraw_dissent(act, asked, network)
    return stance


def _withdraw_dissent(act: Draft, asked: RoundClause, network: Network) -> None:
    """Who agrees now dissents no more; what the chair had recorded stays in the ledger, beside this voice."""
    for one in Dissent.objects.filter(asked=asked, network=network):
        act.note(dissent_withdrawn={"text": one.text, "chair": one.chair})
        one.delete()


def _may_be_said(round: Round, network: Network, value: str, reason: str) -> None:
    if round.state != Round.State.OPEN:
        raise NotOpen(
            gettext("รอบนี้ยังไม่เปิดรับเสียง")
            if round.state == Round.State.DRAFT
            else gettext("รอบนี้ปิดแล้ว เสียงที่แจ้งไว้ก่อนปิดยังอยู่")
        )
    if str(network.pk) not in round.networks:
        raise NotEntitled(gettext("เครือข่ายนี้ไม่ได้อยู่ในรอบนี้"))
    if value not in Value.values:
        raise ValueError(value)
    needs = value in (Value.CHANGE, Value.NOT_YET) or (
        value == Value.NOTE and round.rule.get("note_needs_reason", True)
    )
    if needs and not reason:
        raise NoReason(gettext("พิมพ์เหตุผลด้วย ผู้ยกร่างจะได้รู้ว่าต้องแก้อย่างไร"))


def _types(by: Actor, network: Network, round: Round) -> bool:
    """Whether the secretariat types for the network, rather than its own people telling it."""
    if not by.is_person:  # a loader tells what the network's own people said
        return False
    own = by.has_for("coordinator", network.pk) or by.has_for("speaker", f"{round.edition_id}:{network.pk}")
    return not own


def _one_network_a_person(person_id: UUID, asked: RoundClause, network: Network) -> None:
    told = ClauseStance.objects.filter(asked=asked, given_by_id=person_id, for_network=False)
    other = told.exclude(network=network).select_related("network").first()
    if other is not None:
        raise Elsewhere(
            gettext(
                "ท่านแจ้งเสียงข้อนี้ในนาม%(network)sแล้ว หนึ่งคนแจ้งได้เครือข่ายเดียวต่อข้อ ให้ผู้แทนคนอื่นหรือผู้ประสานงานแจ้งแทน"
            )
            % {"network": other.network.name}
        )
