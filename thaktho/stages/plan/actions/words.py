"""Teaching the engine words, and retiring them. What was taught counts from the next weaving."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.engines.weave.overlap.additions import OWN, Addition
from thaktho.ground.access import Actor
from thaktho.ground.base import new_id
from thaktho.ground.language import said
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme

from ..lexicon import faults, is_own, taught
from ..models import LexiconWord
from ..states import Refused


def teach(
    by: Actor,
    programme: Programme,
    pattern: str,
    *,
    concept: str = "",
    label: str = "",
    broader: str = "",
    reason: str = "",
    act_id: UUID | None = None,
) -> LexiconWord:
    """Another way to say a known concept, or (without `concept`) the first word of a new one with its label."""
    pattern, label = " ".join(pattern.split()), " ".join(label.split())
    fresh = not concept
    concept = concept or f"{OWN}{new_id().hex[-12:]}"
    with acting(by, "plan.words.teach", programme, act_id=act_id) as act:
        standing = taught(programme)
        entry = next((one for one in standing if one["concept"] == concept), None)
        if is_own(concept) and not fresh and entry is None:
            raise Refused(gettext("ไม่พบเรื่องนี้ อาจเลิกใช้ไปแล้ว"))
        if entry and pattern in entry["words"]:
            raise Refused(gettext("มีคำนี้ในเรื่องนี้แล้ว"))
        _check(concept, pattern, label if fresh else (entry or {}).get("label", ""), broader if fresh else "")
        word = LexiconWord.objects.create(
            programme=programme,
            concept=concept,
            label=label if fresh else "",
            broader=broader if fresh else "",
            pattern=pattern,
            reason=reason.strip(),
        )
        act.about(word)
        act.because(word.reason)
        act.note(concept=concept, label=word.label, pattern=pattern)
    return word


def retire(by: Actor, word: LexiconWord, *, act_id: UUID | None = None) -> None:
    with acting(by, "plan.words.teach", word, act_id=act_id) as act:
        word = LexiconWord.objects.select_for_update(no_key=True).get(pk=word.pk)
        if word.retired_at:
            raise Refused(gettext("คำนี้เลิกใช้แล้ว"))
        word.retired_at = timezone.now()
        word.save(update_fields=["retired_at"])
        act.note(concept=word.concept, pattern=word.pattern)


def _check(concept: str, pattern: str, label: str, broader: str) -> None:
    """As the engine reads it: what it cannot mean is refused before it is kept."""
    entry = Addition(concept=concept, words=[pattern])
    if label or is_own(concept):
        entry["label"] = label
    if broader:
        entry["broader"] = broader
    if wrong := faults([entry]):
        raise Refused(" ".join(said(_plain(why)) for why in wrong))


def _plain(why: str) -> str:
    """Of one entry its number and code say nothing to the one who typed it."""
    return why.split("): ", 1)[-1].split(": ", 1)[-1] if why.startswith("รายการที่") else why
