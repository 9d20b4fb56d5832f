"""What happens without a hand: topics close when their time is over, votes are sealed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from thaktho.ground.access import Actor, system

from . import actions
from .actions import mapping, papers
from .models import Topic

log = logging.getLogger(__name__)

CLOSE_EVERY, SEAL_EVERY, MAP_EVERY = 30, 600, 10


def close_due() -> int:
    """Close every topic whose time is over."""
    return len(
        _each(
            actions.close_topic, Topic.objects.filter(state=Topic.State.OPEN, closes_at__lte=timezone.now())
        )
    )


def seal_all() -> int:
    """Seal the votes of every open topic that changed, and every closed topic for good."""
    sealed = _each(actions.seal_topic, Topic.objects.filter(state__in=[Topic.State.OPEN, Topic.State.CLOSED]))
    # A worker may have died between the two acts of a last sealing.
    _each(actions.destroy_secret, Topic.objects.filter(state=Topic.State.SEALED, secret__isnull=False))
    actions.forget(sealed=any(seal.final for seal in sealed))
    return len(sealed)


def _each(act: Callable[[Actor, Topic], Any], topics: QuerySet[Topic]) -> list[Any]:
    """Do it to one topic after the other; what goes wrong with one keeps no other waiting."""
    done = []
    for topic in list(topics):
        try:
            done.append(act(system(topic.programme_id), topic))
        except Exception:
            log.exception("topic %s", topic.pk)
    return [result for result in done if result is not None]


def enlist() -> None:
    try:
        from thaktho.ground.jobs import registry
    except ImportError:  # until the ground sibling lands
        return
    registry.every("listen.close", CLOSE_EVERY, close_due)
    registry.every("listen.seal", SEAL_EVERY, seal_all)
    registry.register(papers.WORK, papers.paper_job)
    registry.register(mapping.WORK, mapping.map_job)
    registry.register(mapping.CHECK, mapping.check_job)
    registry.every("listen.map", MAP_EVERY, actions.maps_due)
