"""Who has what another network's row lacks: the job that asks the engine, and the storing of its proposals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext_noop

from thaktho.engines.weave import collaborate as engine
from thaktho.ground.access import Actor, demand, system
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from ..models import Collaboration
from ..queries.collaborating import Material, material

WORK = "plan.collaborate"
CHUNK = 500
Key = tuple[UUID, UUID, str, UUID]  # row, giving network, kind of lack, offer


def ask_collaborating(by: Actor, programme: Programme, *, act_id: UUID | None = None) -> Job:
    """Look anew, as a job. One that still waits is enough: it will see the newest rows."""
    demand(by, "plan.weave.ask", programme)
    waiting = Job.objects.filter(programme=programme, kind=WORK, state=Job.State.WAITING).first()
    if waiting:
        return waiting
    return jobs.ask(
        by,
        programme,
        kind=WORK,
        title=gettext_noop("หาว่าเครือข่ายใดมีสิ่งที่อีกเครือข่ายขาด"),
        params={},
        read_verb="plan.pairs.read",
        act_id=act_id,
    )


def collaborate_job(job: Job, progress: Progress) -> dict[str, object]:
    """The work of the job: done twice, it gives the same proposals."""
    progress(0, 3, gettext_noop("กำลังอ่านแถว ทุน และเครื่องมือ"))
    found = material(job.programme)
    progress(1, 3, gettext_noop("กำลังจับคู่สิ่งที่ขาดกับสิ่งที่มี"))
    matching = engine.match(found.lacks, found.offers, shared=True, standing=_standing(job.programme, found))
    progress(2, 3, gettext_noop("กำลังบันทึกข้อเสนอ"))
    count = store(job.programme, found, matching.proposals)
    progress(3, 3)
    return {
        "proposals": count,
        "lacks": len(found.lacks),
        "unmet": len(matching.unmet),
        "url": f"/{job.programme.slug}/plan/collaborations/",
    }


def _standing(programme: Programme, found: Material) -> list[tuple[str, str]]:
    """What stands proposed, invited or agreed, as pairs of the engine's lacks and offers."""
    kept = Collaboration.objects.filter(programme=programme, stale=False, state__in=_STANDING)
    stood = set(kept.values_list("row_id", "lack", "giver__code", "offer_id"))
    offers: dict[tuple[str, str, UUID], list[str]] = {}
    for offer in found.offers:
        offers.setdefault((offer.kind, offer.network, found.sources[offer.id][1]), []).append(offer.id)
    wanted: dict[tuple[UUID, str], list[str]] = {}
    for lack in found.lacks:
        wanted.setdefault((found.rows[lack.id], lack.kind), []).append(lack.id)
    return [
        (lack, offer)
        for row, kind, giver, source in stood
        for lack in wanted.get((row, kind), ())
        for offer in offers.get((kind, giver, source), ())
    ]


def store(programme: Programme, found: Material, proposals: Iterable[engine.Proposal]) -> int:
    """Keep every decision; renew what is undecided; mark stale what is no longer proposed."""
    ids = {network.code: network.pk for network in networks(programme)}
    fresh = _fresh(found, proposals, ids)
    with acting(system(programme.pk), "plan.collaborate", programme) as act:
        standing = {
            (item.row_id, item.giver_id, item.lack, item.offer_id): item
            for item in Collaboration.objects.filter(programme=programme).select_for_update(no_key=True)
        }
        renewed = [_describe(item, fresh[key], found) for key, item in standing.items() if key in fresh]
        added = [
            _describe(_new(programme, key, fresh[key], ids), fresh[key], found)
            for key in fresh.keys() - standing.keys()
        ]
        gone = [
            item.pk for key, item in standing.items() if key not in fresh and item.state == _PROPOSED and not item.stale
        ]  # fmt: skip
        undecided = [item for item in renewed if item.state == _PROPOSED]
        Collaboration.objects.bulk_update(
            undecided, ["score", "reasons", "lack_text", "offer_title", "stale"], batch_size=CHUNK
        )
        Collaboration.objects.bulk_create(sorted(added, key=lambda item: -item.score), batch_size=CHUNK)
        for start in range(0, len(gone), CHUNK):
            Collaboration.objects.filter(pk__in=gone[start : start + CHUNK]).update(stale=True)
        act.note(proposed=len(fresh), new=len(added), stale=len(gone))
    return len(fresh)


_PROPOSED = Collaboration.State.PROPOSED
_STANDING = (_PROPOSED, Collaboration.State.INVITED, Collaboration.State.AGREED)


def _fresh(
    found: Material, proposals: Iterable[engine.Proposal], ids: dict[str, UUID]
) -> dict[Key, engine.Proposal]:
    """The proposals by what they are about; of two lacks of one kind that one offer would meet, the better."""
    fresh: dict[Key, engine.Proposal] = {}
    for proposal in proposals:
        row, offer = found.rows[proposal.lack], found.sources[proposal.offer]
        key = (row, ids[proposal.giver], proposal.kind, offer[1])
        if key not in fresh or fresh[key].points < proposal.points:
            fresh[key] = proposal
    return fresh


def _new(programme: Programme, key: Key, proposal: engine.Proposal, ids: dict[str, UUID]) -> Collaboration:
    row, giver, lack, offer = key
    return Collaboration(
        programme=programme,
        row_id=row,
        taker_id=ids[proposal.taker],
        giver_id=giver,
        lack=lack,
        offer_id=offer,
    )


def _describe(item: Collaboration, proposal: engine.Proposal, found: Material) -> Collaboration:
    kind, _ = found.sources[proposal.offer]
    item.offer_kind, item.offer_title = kind, found.titles[proposal.offer]
    item.lack_text, item.score, item.stale = found.words[proposal.lack], float(proposal.points), False
    item.reasons = [asdict(reason) for reason in proposal.reasons]
    return item
