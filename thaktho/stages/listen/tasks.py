"""What happens without a hand: topics close when their time is over, votes are sealed."""

from __future__ import annotations

from django.utils import timezone

from thaktho.ground.access import system

from . import actions
from .models import Topic

CLOSE_EVERY, SEAL_EVERY = 30, 600


def close_due() -> int:
    """Close every topic whose time is over."""
    due = list(Topic.objects.filter(state=Topic.State.OPEN, closes_at__lte=timezone.now()))
    for topic in due:
        actions.close_topic(system(topic.programme_id), topic)
    return len(due)


def seal_all() -> int:
    """Seal the votes of every open topic that changed, and every closed topic for good."""
    sealed = 0
    for topic in list(Topic.objects.filter(state__in=[Topic.State.OPEN, Topic.State.CLOSED])):
        sealed += actions.seal_topic(system(topic.programme_id), topic) is not None
    for topic in list(Topic.objects.filter(state=Topic.State.SEALED, secret__isnull=False)):
        actions.destroy_secret(system(topic.programme_id), topic)  # a worker died between the two acts
    return sealed


def enlist() -> None:
    try:
        from thaktho.ground.jobs import registry
    except ImportError:  # until the ground sibling lands
        return
    registry.every("listen.close", CLOSE_EVERY, close_due)
    registry.every("listen.seal", SEAL_EVERY, seal_all)
