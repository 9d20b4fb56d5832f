"""Commitments of one assembly: what the text proposes, one commitment with its reports, and the rows of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.people import history as told
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread import queries as thread
from thaktho.stages.plan import queries as plan
from thaktho.stages.plan.models import PlanRow

from ...editions.models import Edition
from ..models import Commitment, CommitmentReport
from .proposing import clauses

IN_ORDER = (F("clause__period__order").asc(nulls_first=True), "clause__order", "clause_id", "number", "id")
MOST_ROWS = 30


def clauses_to_choose(edition: Edition) -> list[tuple[str, str]]:
    """(id, printed number and first words) of the clauses that live."""
    return [
        (str(clause.pk), gettext("ข้อ %(number)s %(body)s") % {"number": number, "body": clause.body[:80]})
        for number, clause in enumerate(clauses(edition), 1)
    ]


def commitment(programme: Programme, id: UUID) -> Commitment | None:
    found = Commitment.objects.filter(programme=programme, pk=id)
    return found.select_related(
        "programme", "edition", "clause__period", "network", "organisation", "person", "carried_from__edition"
    ).first()


def of_edition(edition: Edition) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(edition=edition).order_by(*IN_ORDER)
    return found.select_related(
        "clause__period", "network", "organisation", "last_report", "carried_from__edition"
    )


def anything_of(edition: Edition) -> bool:
    return Commitment.objects.filter(edition=edition).exists()


def reports(commitments: Iterable[Commitment]) -> list[CommitmentReport]:
    """Newest first, with their files; a corrected one knows its correction."""
    found = CommitmentReport.objects.filter(commitment__in=list(commitments))
    found = found.select_related("person", "corrects", "commitment__edition")
    return list(found.prefetch_related("files", "corrected_by").order_by("-made_at", "-id"))


def linked_rows(by: Actor, commitment: Commitment) -> tuple[list[PlanRow], int]:
    """The rows of the plan that do it, as far as this reader may see them, and how many they may not."""
    ids = thread.targets_of(commitment.programme_id, commitment.pk, PlanRow.thread_kind)
    if not ids:
        return [], 0
    seen = plan.visible(Programme(pk=commitment.programme_id), by, split=True).filter(pk__in=ids)
    rows = list(seen.select_related("network").order_by("network__order", "number"))
    return rows, len(ids) - len(rows)


def rows_to_link(
    by: Actor, programme: Programme, commitment: Commitment, q: str, network: Network | None
) -> list[PlanRow]:
    """Rows found by their words and network, without those linked already."""
    linked = thread.targets_of(programme.pk, commitment.pk, PlanRow.thread_kind)
    found = plan.rows(programme, by, plan.Filters(network=network, q=q))
    return list(found.exclude(pk__in=linked)[:MOST_ROWS])


def history(programme: Programme, commitment: Commitment) -> list[told.Line]:
    """What was done with it, by whom, when and why: for those with a role."""
    own = {
        "assemble.after.report": gettext("รายงานผล"),
        "assemble.after.remind": gettext("เตือนผู้รับผิดชอบ"),
        "assemble.after.link": gettext("เชื่อมกับแผน"),
        "assemble.after.carry": gettext("ยกไปปีถัดไป"),
    }
    lines = told.lines(programme, Commitment.thread_kind, commitment.pk)
    return [replace(line, what=own.get(line.what, line.what)) for line in lines]
