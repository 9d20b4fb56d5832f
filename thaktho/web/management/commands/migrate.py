"""`migrate`, quick where there is nothing yet.

Walking every migration of an empty database renders all models anew at every step and takes most of a minute; the
models stand at its end whichever way was taken. So an empty database gets the tables of the models at once and every
migration noted as done, in one transaction; a database that has anything is migrated step by step, as Django does.
`--walk` walks an empty one too; tests/faults/test_migrate.py holds that both ways end at the same tables.

A migration therefore only moves what offices have: one that writes rows into an empty database belongs in a loader.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LAYING = 7_468_116  # any number of our own: who holds this lock lays the tables
ALL_THE_WAY = ("app_label", "plan", "check_unapplied", "prune", "fake", "fake_initial", "walk")


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--walk", action="store_true", help="Walk every migration, also of an empty database."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        asked_for_less = any(options.get(name) for name in ALL_THE_WAY)
        if not asked_for_less and not connection.introspection.table_names():
            self.verbosity = options["verbosity"]
            self.lay(connection)
        super().handle(*args, **options)

    def lay(self, connection: BaseDatabaseWrapper) -> None:
        """The tables of all apps that have migrations, and their migrations as done: all or nothing."""
        loader = MigrationLoader(None)
        recorder = MigrationRecorder(connection)
        # SQLite cannot turn its checks off within a transaction, and makes no tables while they are on.
        with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
            if self._somebody_else_did(connection):
                return
            self.sync_apps(connection, loader.migrated_apps)
            for app, name in sorted(loader.disk_migrations):
                recorder.record_applied(app, name)

    def _somebody_else_did(self, connection: BaseDatabaseWrapper) -> bool:
        """Two servers started at once on an empty PostgreSQL: the second waits, and finds the tables of the first."""
        if connection.vendor != "postgresql":
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LAYING])
            return bool(connection.introspection.table_names(cursor))
