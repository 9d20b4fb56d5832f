"""Versions of the integrated plan: proposed to a meeting, approved by its decision, and then frozen."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.files import actions as files
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.actions import hold
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread import actions as thread

from ..models import PlanVersion, VersionLine
from ..papers.annex import frozen
from ..papers.tree import frozen_tree
from ..queries.versions import decisions_for, integrated_rows, line_data
from ..states import Refused
from .papers import WITHDRAWN_READ, ask_documents

IN_VERSION = "in_version"
APPROVED_BY = "approved_by"
CHUNK = 500


def make_version(
    by: Actor,
    programme: Programme,
    *,
    title: str,
    note: str = "",
    dated: date | None = None,
    act_id: UUID | None = None,
) -> PlanVersion:
    """Copy what all networks have sent into a numbered version, to be put before a meeting.

    Two at once are numbered one after the other, and no row changes while it is being copied. The papers are asked for
    in the same act: a version without its papers on the queue does not exist.
    """
    with acting(by, "plan.version.make", programme, act_id=act_id) as act:
        hold(programme.pk)
        list(
            integrated_rows(programme)
            .order_by("pk")
            .select_for_update(of=("self",), no_key=True)
            .values_list("pk")
        )
        rows = list(integrated_rows(programme))
        if not rows:
            raise Refused(gettext("ยังไม่มีเครือข่ายใดส่งแผน จึงออกฉบับไม่ได้"))
        data = line_data(programme, rows)
        weaving, tree = frozen(programme, rows), frozen_tree(programme)
        last = PlanVersion.objects.filter(programme=programme).order_by("-number").first()
        version = PlanVersion.objects.create(
            programme=programme,
            number=last.number + 1 if last else 1,
            title=title,
            note=note,
            dated=dated or timezone.localdate(),
            content_hash=_hash(data),
            weaving=weaving,
            tree=tree,
            line_count=len(data),
            is_example=any(row.is_example for row in rows),
        )
        VersionLine.objects.bulk_create(
            (
                VersionLine(programme=programme, version=version, number=number, row=row, data=cells)
                for number, (row, cells) in enumerate(zip(rows, data, strict=True), 1)
            ),
            batch_size=CHUNK,
        )
        thread.link_all(act, rows, version, IN_VERSION)
        act.about(version)
        act.note(
            number=version.number,
            lines=len(rows),
            content=version.content_hash,
            weaving=_hash(weaving),
            tree=_hash(tree),
        )
        ask_documents(by, version)
    return version


def _hash(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def approve_version(
    by: Actor, version: PlanVersion, decision_id: UUID, *, act_id: UUID | None = None
) -> PlanVersion:
    """Freeze a version by the decision of a meeting. The decision must be one that approves a plan."""
    with acting(by, "plan.version.approve", version, act_id=act_id) as act:
        version = PlanVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        if version.state != PlanVersion.State.PROPOSED:
            raise Refused(gettext("ฉบับนี้%(state)s จึงเห็นชอบอีกไม่ได้") % {"state": version.get_state_display()})
        # Held: it is not struck in the same instant.
        decision = (
            decisions_for(version).select_for_update(of=("self",), no_key=True).filter(pk=decision_id).first()
        )
        if decision is None:
            raise Refused(gettext("ไม่พบมติเห็นชอบแผนของการประชุมหลังออกฉบับนี้ ให้บันทึกมติในหน้าการประชุมก่อน"))
        version.state = PlanVersion.State.APPROVED
        version.approved_by, version.approved_on = decision, decision.decided_on
        version.save(update_fields=["state", "approved_by", "approved_on"])
        thread.link(act, version, decision, APPROVED_BY)
        act.note(number=version.number, decision=str(decision.pk), content=version.content_hash)
        ask_documents(by, version)
    return version


def withdraw_version(
    by: Actor, version: PlanVersion, reason: str, *, act_id: UUID | None = None
) -> PlanVersion:
    with acting(by, "plan.version.make", version, act_id=act_id) as act:
        version = PlanVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        if version.state != PlanVersion.State.PROPOSED:
            raise Refused(gettext("ฉบับนี้%(state)s จึงถอนไม่ได้") % {"state": version.get_state_display()})
        version.state = PlanVersion.State.WITHDRAWN
        version.save(update_fields=["state"])
        for paper in version.documents.exclude(file=None).select_related("file"):
            files.guard(system(version.programme_id), paper.file, WITHDRAWN_READ)
        act.because(reason)
    return version
