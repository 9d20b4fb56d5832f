"""Making maps. A map is computed outside of any transaction, by a job, and written in one short one."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext_noop

from thaktho.ground.access import Actor, demand, system
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.ledger.actions import acting

from .. import ballots, figures, publish, queries
from ..ballots import Ballots
from ..models import HandCount, OpinionMap, Statement, Tally, Topic, WholeMap
from .locking import locked

WORK, CHECK = "listen.map", "listen.map_check"
KEPT = 2  # whole maps: the newest, and the one whose orientation it took
REST = timedelta(minutes=10)
OVER = (Topic.State.CLOSED, Topic.State.SEALED)
STEPS = {
    "groups": (1, gettext_noop("กำลังหากลุ่มความเห็น")),
    "people": (2, gettext_noop("กำลังวางตำแหน่ง")),
    "certificate": (3, gettext_noop("กำลังตรวจว่าผลมั่นคงแค่ไหน")),
}
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


class Meanwhile(Exception):
    """The topic was closed, or another map was made, while this one was computed."""


def seed_of(topic: Topic) -> int:
    """Every map of a topic draws by the same number, which anybody may know."""
    return int.from_bytes(topic.pk.bytes[-4:], "big")


def maps_due() -> int:
    """Ask for the maps that are due; called every few seconds, one at a time over all workers."""
    due = [topic for topic in _unfinished() if _is_due(topic)]
    for topic in due:
        ask_map(system(topic.programme_id), topic)
    return len(due)


def _unfinished() -> list[Topic]:
    """Topics without their last map that have a ballot to show: nothing is asked of the others, every few seconds."""
    rows = Topic.objects.exclude(state=Topic.State.DRAFT).exclude(maps__final=True)
    return list(rows.filter(Exists(ballots.in_maps(OuterRef("pk")))).select_related("programme"))


def _is_due(topic: Topic) -> bool:
    if _rests(topic):
        return False
    if topic.state in OVER:
        return True
    last = OpinionMap.objects.filter(topic=topic).values_list("manifest", flat=True).first()
    return _has_grown(topic, last["answers"] if last else None, _counted(topic)[0])


def _has_grown(topic: Topic, before: int | None, answers: int) -> bool:
    """Statements that were hidden count as well: what four ballots may have added does not shrink with the list."""
    return publish.grown_enough(before, answers, Statement.objects.filter(topic=topic).count())


def _rests(topic: Topic) -> bool:
    """A map that failed, or was cancelled, is not asked for again at once: each asking is a line of the ledger."""
    over = Job.objects.filter(programme_id=topic.programme_id, kind=WORK, params={"topic": str(topic.pk)})
    over = over.filter(state__in=[Job.State.FAILED, Job.State.CANCELLED])
    return over.filter(ended_at__gt=timezone.now() - REST).exists()


def _counted(topic: Topic) -> tuple[int, int]:
    """Answers there are on ballots that a map shows, and votes and changes there were."""
    every = {"a": Sum("agree"), "p": Sum("passed"), "d": Sum("disagree")}
    sums = Tally.objects.filter(topic=topic).aggregate(**every, acts=Sum("acts"))
    hands = HandCount.objects.filter(topic=topic).aggregate(**every)
    return sum((sums[key] or 0) - (hands[key] or 0) for key in every), sums["acts"] or 0


def ask_map(by: Actor, topic: Topic) -> Job | None:
    """Have a map made, unless one is under way."""
    demand(by, "listen.map.make", topic)
    return _ask(by, topic, WORK, gettext_noop("ทำแผนที่ความเห็น"), "listen.read")


def ask_check(by: Actor, topic: Topic, *, act_id: UUID | None = None) -> Job | None:
    """Have the final map computed again from the votes."""
    demand(by, "listen.topic.audit", topic)
    return _ask(by, topic, CHECK, gettext_noop("คำนวณแผนที่ความเห็นซ้ำ"), "listen.work", act_id=act_id)


def _ask(
    by: Actor, topic: Topic, kind: str, title: str, read_verb: str, *, act_id: UUID | None = None
) -> Job | None:
    params = {"topic": str(topic.pk)}
    under_way = Job.objects.filter(programme_id=topic.programme_id, kind=kind, params=params)
    running = under_way.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).first()
    if running is not None:
        return None if kind == WORK else running
    return jobs.ask(
        by, topic.programme, kind=kind, title=title, params=params, read_verb=read_verb, act_id=act_id
    )


def map_job(job: Job, progress: Progress) -> Json:
    """The work of the job; begun again it makes the map once."""
    topic = Topic.objects.select_related("programme").get(
        pk=UUID(job.params["topic"]), programme=job.programme_id
    )
    url = f"/{topic.programme.slug}/listen/{topic.code}/"
    try:
        made = make_map(system(topic.programme_id), topic, tell=_teller(progress))
    except Meanwhile:
        return {"url": url}  # the next look asks again
    return {"url": url, "map": made.number if made else None}


def _teller(progress: Progress) -> Tell:
    def tell(step: str, done: int, total: int) -> None:
        at, words = STEPS.get(step, (0, ""))
        progress(at - (done < total), len(STEPS) + 1, words)

    return tell


def quiet(step: str, done: int, total: int) -> None:
    """Nobody is told how far it is."""


def make_map(by: Actor, topic: Topic, *, tell: Tell = quiet) -> OpinionMap | None:
    """The topic's map as it stands now: of a closed topic the final one, which is made once. None without ballots."""
    demand(by, "listen.map.make", topic)
    topic = Topic.objects.select_related("programme").get(pk=topic.pk)
    final = topic.state in OVER
    before = OpinionMap.objects.filter(topic=topic).select_related("whole").first()
    if before is not None and before.final:
        return before
    answers, acts = _counted(
        topic
    )  # before the votes are read: what comes between counts towards the next map
    if before is not None and not final and not _has_grown(topic, before.manifest["answers"], answers):
        return before  # a job begun again, or asked for twice
    found = ballots.gathered(topic, reserve=not final)
    if not found.votes.people:
        return None
    last = unpacked(before) if before is not None else None
    whole, scale = compute(topic, found, last, tell)
    text = written(whole)
    manifest = whole["manifest"] | {
        "answers": answers,
        "moderated": sorted(key for key, mark in found.moderated.items() if mark < 0),
        "last": before.number if last is not None and before is not None else None,
    }
    told = publish.body(whole, found.network_of, final=final)
    if final and len(told["groups"]) > 1:  # one group is everybody, whom the total tells
        told["figures"], told["complete"] = figures.of_groups(topic, whole)
    if final and not told["why"]:
        told["certificates"] = publish.certificates(whole, _listed(topic, told))
    with acting(by, "listen.map.make", topic) as act:
        fresh = locked(topic.pk)
        number = OpinionMap.objects.filter(topic=topic).aggregate(number=Max("number"))["number"] or 0
        if (fresh.state in OVER) is not final or number != (before.number if before else 0):
            raise Meanwhile
        made = OpinionMap.objects.create(
            programme_id=topic.programme_id,
            topic=topic,
            number=number + 1,
            acts=acts,
            final=final,
            digest=hashlib.sha256(text).hexdigest(),
            manifest=manifest,
            body=told,
        )
        WholeMap.objects.create(
            map=made, programme_id=topic.programme_id, packed=zlib.compress(text), scale=scale or {}
        )
        WholeMap.objects.filter(map__topic=topic, map__number__lte=made.number - KEPT).delete()
        act.note(number=made.number, digest=made.digest, final=final)
    return made


def _listed(topic: Topic, told: Json) -> dict[str, str]:
    """By number, the list in which each statement is published."""
    found = queries.findings(
        queries.standings(topic),
        queries.columns(topic),
        queries.took_part(topic),
        OpinionMap(topic=topic, body=told, final=True),
    )
    return {str(one.standing.statement.number): one.section for one in found.found}


def compute(topic: Topic, found: Ballots, last: Json | None, tell: Tell = quiet) -> tuple[Json, Json | None]:
    """The engine's map, and the scale by which a ballot is placed on it."""
    from thaktho.engines.opinion.manifest import Settings
    from thaktho.engines.opinion.mapping import drawn

    made = drawn(
        found.votes,
        settings=Settings("main", seed_of(topic)),
        networks=found.networks,
        moderated=found.moderated,
        last=last,
        progress=tell,
    )
    return made.map, made.scale


def written(whole: Json) -> bytes:
    from thaktho.engines.opinion.manifest import dump

    return dump(whole)


def unpacked(made: OpinionMap) -> Json | None:
    """The whole map, while it is kept."""
    held = WholeMap.objects.filter(map=made).first()
    return json.loads(zlib.decompress(bytes(held.packed))) if held is not None else None


def take_votes(by: Actor, topic: Topic, name: str, *, act_id: UUID | None = None) -> None:
    """Somebody takes one of the sealed topic's files for an audit: written in the ledger, whoever it is."""
    with acting(by, "listen.votes.take", topic, act_id=act_id) as act:
        act.note(file=name)


def check_job(job: Job, progress: Progress) -> Json:
    """Compute the final map again and say whether it is the same to the byte."""
    topic = Topic.objects.select_related("programme").get(
        pk=UUID(job.params["topic"]), programme=job.programme_id
    )
    by = system(topic.programme_id)
    made = OpinionMap.objects.filter(topic=topic, final=True).first()
    if made is None:
        raise jobs.TellUser(gettext_noop("ยังไม่มีแผนที่ฉบับสุดท้าย ระบบทำให้เองหลังปิดรับ รอสักครู่แล้วลองใหม่"))
    again = checked(topic, made, _teller(progress))
    with acting(by, "listen.map.check", topic) as act:
        act.note(number=made.number, digest=made.digest, again=again, equal=again == made.digest)
    return {
        "url": f"/{topic.programme.slug}/listen/{topic.code}/audit/",
        "equal": again == made.digest,
        "again": again,
    }


def checked(topic: Topic, made: OpinionMap, tell: Tell = quiet) -> str:
    """The SHA-256 of a kept map computed again from the votes as they stand."""
    before = OpinionMap.objects.filter(topic=topic, number=made.manifest.get("last")).first()
    found = ballots.gathered(topic, dict.fromkeys(made.manifest["moderated"], -1))
    whole, _ = compute(topic, found, unpacked(before) if before else None, tell)
    return hashlib.sha256(written(whole)).hexdigest()


__all__ = [
    "CHECK",
    "WORK",
    "Meanwhile",
    "ask_check",
    "ask_map",
    "check_job",
    "checked",
    "make_map",
    "map_job",
    "maps_due",
    "seed_of",
    "take_votes",
]
