"""What a restored database needs before it is served: called by ops/restore.sh.

A backup holds no topic secrets. A draft gets a new one. A topic that was open is closed: with a new secret whoever had
answered could answer again, and be counted twice. Its answers stand; the worker seals them.
"""

from __future__ import annotations

import secrets
import sys

from thaktho.cli.django_ready import setup


def main() -> int:
    setup()
    from django.core.files.storage import default_storage

    from thaktho.ground.access import system
    from thaktho.ground.files.models import StoredFile
    from thaktho.stages.listen.actions import close_topic
    from thaktho.stages.listen.models import Topic, TopicSecret

    for topic in Topic.objects.filter(secret=None, state=Topic.State.DRAFT):
        TopicSecret.objects.create(topic=topic, programme_id=topic.programme_id, key=secrets.token_bytes(32))
    for topic in Topic.objects.filter(secret=None, state=Topic.State.OPEN):
        close_topic(system(topic.programme_id), topic)
        print(f"closed, its answers stand: {topic.code} {topic.title}")
    keys = StoredFile.objects.values_list("key", flat=True).distinct()
    missing = [key for key in keys if not default_storage.exists(key)]
    for key in missing:
        print(f"file missing: {key}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
