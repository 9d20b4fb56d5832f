"""Scores: one screener's, by every criterion, with reasons."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network, Person

from ...access import Of
from ...editions.actions.common import row
from ..models import Issue, IssueCall, IssueScore
from ..rules import is_own
from ..states import Refused
from .calls import held


def score(
    by: Actor,
    issue: Issue,
    scores: dict[UUID, tuple[int, str]],
    *,
    network: Network | None = None,
    screener: Person | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> None:
    """{criterion id: (score, reason)}; scored again, the last word counts and the ledger keeps the earlier. `network`:
    for which a coordinator scores. `screener`: for loaders. Nobody scores what they or their network proposed."""
    with acting(by, "assemble.issues.score", Of(issue.edition, network), on=issue, act_id=act_id) as act:  # type: ignore[arg-type]
        call = held(issue.call)
        fresh = row(Issue, issue)
        person_id = screener.pk if screener and by.kind == "system" else by.person_id
        if person_id is None:
            raise PermissionDenied("assemble.issues.score")
        if call.state != IssueCall.State.SCREENING:
            raise Refused(gettext("ให้คะแนนได้ระหว่างกลั่นกรองเท่านั้น"))
        if fresh.state != Issue.State.SUBMITTED:
            raise Refused(gettext("ประเด็นนี้ตัดสินแล้ว ให้คะแนนไม่ได้"))
        if is_own(by, fresh) and not by.has("secretariat"):
            raise Refused(gettext("ประเด็นของท่านหรือเครือข่ายของท่าน ให้ผู้อื่นให้คะแนน"))
        known = {one.pk: one for one in call.criteria.all()}
        for criterion_id, (value, _reason) in scores.items():
            one = known.get(criterion_id)
            if one is None or not 1 <= value <= one.most:
                raise Refused(gettext("คะแนนไม่ตรงกับเกณฑ์ที่ใช้อยู่ โหลดหน้าใหม่แล้วให้คะแนนอีกครั้ง"))
        before = {
            str(old.criterion_id): old.score
            for old in IssueScore.objects.filter(issue=fresh, person_id=person_id)
        }
        for criterion_id, (value, reason) in scores.items():
            IssueScore.objects.update_or_create(
                issue=fresh, criterion_id=criterion_id, person_id=person_id,
                defaults={"programme": fresh.programme, "score": value, "reason": reason, "is_example": is_example},
            )  # fmt: skip
        act.note(
            number=fresh.number,
            before=before,
            scores={str(key): value for key, (value, _r) in scores.items()},
        )
