"""Weaving: ask the engine which rows may overlap, and store its proposals. People decide; see `pairs`."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from thaktho.engines import weave as engine
from thaktho.ground.access import Actor, demand, system
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme

from ..lexicon import own_words
from ..models import KeptReading, Pair, PlanRow
from ..queries.weaving import engine_rows, families
from .collaborating import ask_collaborating

WORK = "plan.weave"
CHUNK = 500
STEPS = {
    "read": gettext_noop("กำลังอ่านแถว"),
    "compare": gettext_noop("กำลังเทียบแถว"),
    "pairs": gettext_noop("กำลังจับคู่"),
}


def ask_weaving(by: Actor, programme: Programme, *, act_id: UUID | None = None) -> Job:
    """Weave anew, as a job. One that still waits is enough: it will see the newest rows."""
    demand(by, "plan.weave.ask", programme)
    waiting = Job.objects.filter(programme=programme, kind=WORK, state=Job.State.WAITING).first()
    if waiting:
        return waiting
    return jobs.ask(
        by,
        programme,
        kind=WORK,
        title=gettext_noop("ถักทอแผนของทุกเครือข่าย หาแถวที่อาจซ้ำกัน"),
        params={},
        read_verb="plan.pairs.read",
        act_id=act_id,
    )


def weave_job(job: Job, progress: Progress) -> dict[str, object]:
    """The work of the job: done twice, it gives the same pairs."""
    rows = engine_rows(job.programme)
    kept = KeptReading.objects.filter(programme=job.programme).first()
    profiles = engine.Profiles(bytes(kept.data) if kept else b"")
    pairs = engine.weave(
        rows,
        profiles=profiles,
        progress=lambda step, done, total: progress(done, total, STEPS[step]),
        home=job.programme.province_id,
        **own_words(job.programme),
    )
    apart = families(job.programme)
    pairs = [pair for pair in pairs if apart.get(pair.id_a, pair.id_a) != apart.get(pair.id_b, pair.id_b)]
    found = store_pairs(job.programme, pairs)
    # Not an act: nothing a person would ask after, and lost it is only read again.
    KeptReading.objects.update_or_create(programme=job.programme, defaults={"data": profiles.dump()})
    ask_collaborating(system(job.programme_id), job.programme)
    return {"pairs": found, "rows": len(rows), "url": f"/{job.programme.slug}/plan/overlaps/"}


def store_pairs(programme: Programme, found: list[engine.Pair]) -> int:
    """Keep every decision; renew what is undecided; mark stale what is no longer proposed."""
    fresh = {tuple(sorted((UUID(pair.id_a), UUID(pair.id_b)))): pair for pair in found}
    with acting(system(programme.pk), "plan.weave", programme) as act:
        standing = {(pair.row_a_id, pair.row_b_id): pair for pair in Pair.objects.filter(programme=programme)}
        renewed = [
            _describe(pair, fresh[key])
            for key, pair in standing.items()
            if key in fresh and not pair.decision
        ]
        added = [
            _describe(Pair(programme=programme, row_a_id=key[0], row_b_id=key[1]), pair)
            for key, pair in fresh.items()
            if key not in standing
        ]
        gone = [pair.pk for key, pair in standing.items() if key not in fresh and not pair.decision]
        Pair.objects.bulk_update(
            renewed, ["action", "place", "time", "label", "score", "reasons", "stale"], batch_size=CHUNK
        )
        Pair.objects.bulk_create(added, batch_size=CHUNK)
        for start in range(0, len(gone), CHUNK):
            # What somebody decided while the engine wove is no longer only proposed.
            Pair.objects.filter(pk__in=gone[start : start + CHUNK], decision="").update(stale=True)
        act.note(proposed=len(fresh), new=len(added), stale=len(gone))
    return len(fresh)


def _describe(pair: Pair, proposal: engine.Pair) -> Pair:
    pair.action, pair.place, pair.time = proposal.action, proposal.place, proposal.time
    pair.label, pair.score, pair.stale = proposal.label, proposal.score, False
    pair.reasons = [asdict(reason) for reason in proposal.reasons]
    return pair


def retire_pairs_of(rows: list[PlanRow]) -> None:
    """Undecided proposals about rows that were joined, removed or brought back no longer stand."""
    ids = [row.pk for row in rows]
    Pair.objects.filter(Q(row_a_id__in=ids) | Q(row_b_id__in=ids), decision="").update(stale=True)
