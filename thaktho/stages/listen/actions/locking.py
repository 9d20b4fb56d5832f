"""The lock of a topic. Order in this room: topic, door, tallies by id, votes."""

from __future__ import annotations

from uuid import UUID

from ..models import Topic


def locked(topic_id: UUID) -> Topic:
    """The topic's row as it stands, held for the rest of the transaction.

    Not its key: a new ballot points to its topic, PostgreSQL looks at that key at the ballot's COMMIT, and by then the
    ballot holds its tally. Whoever held the key and waited for tallies, as a closing does, would wait in a circle."""
    return Topic.objects.select_for_update(no_key=True).get(pk=topic_id)
