"""Statements that were shown before topics gathered theirs on the thread: linked now, as the work of the act that
last brought each of them in."""

from typing import Any

from django.db import migrations


def gather(apps: Any, schema_editor: Any) -> None:
    statements, acts, links = (
        apps.get_model(*name) for name in (("listen", "Statement"), ("ledger", "Act"), ("thread", "Link"))
    )
    shown = dict(statements.objects.filter(state="shown").values_list("id", "topic_id"))
    brought = acts.objects.filter(subject_kind="listen.statement", subject_id__in=list(shown)).order_by("number")
    by_statement = {act.subject_id: act for act in brought}
    links.objects.bulk_create(
        [
            links(
                programme_id=act.programme_id,
                source_kind="listen.topic",
                source_id=shown[id],
                target_kind="listen.statement",
                target_id=id,
                relation="gathered",
                act=act,
            )
            for id, act in by_statement.items()
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("listen", "0001_initial"),
        ("ledger", "0002_initial"),
        ("thread", "0001_initial"),
    ]
    operations = [migrations.RunPython(gather, migrations.RunPython.noop)]
