"""Letting a finding of the lint stand, with the reason, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext

from thaktho.engines.weave.lint import RULES
from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import LintWaiver
from ..queries.lint import Thing, subject_kind
from ..states import Refused

Subject = Thing


def waive(by: Actor, subject: Subject, rule: str, reason: str, *, act_id: UUID | None = None) -> LintWaiver:
    """This finding was looked at and stands, for this reason. Waiving again renews the reason. An error cannot be
    waived: it is mended."""
    if rule not in RULES or RULES[rule].severity == "error":
        raise Refused(gettext("ข้อผิดพลาดต้องแก้ ปล่อยไว้ไม่ได้ ปล่อยได้เฉพาะข้อควรตรวจและคำแนะนำ"))
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่ปล่อยไว้ เพื่อให้ผู้ตรวจคนต่อไปเข้าใจ"))
    with acting(by, "plan.lint.waive", subject, act_id=act_id) as act:
        waiver, _ = LintWaiver.objects.update_or_create(
            programme_id=subject.programme_id,
            rule=rule,
            subject_kind=subject_kind(subject),
            subject_id=subject.pk,
            defaults={"reason": reason.strip()},
        )
        act.note(rule=rule)
        act.because(waiver.reason)
    return waiver


def unwaive(by: Actor, subject: Subject, rule: str, *, act_id: UUID | None = None) -> None:
    """The finding counts again."""
    with acting(by, "plan.lint.waive", subject, act_id=act_id) as act:
        gone, _ = LintWaiver.objects.filter(
            programme_id=subject.programme_id, rule=rule, subject_id=subject.pk
        ).delete()
        if not gone:
            raise Refused(gettext("ข้อนี้ไม่ได้ถูกปล่อยไว้"))
        act.note(rule=rule, back=True)
