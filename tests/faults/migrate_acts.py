"""Making the tables of a house, and reading what the database itself says of them."""

from __future__ import annotations


def migrate(walk: bool = False) -> bool:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, walk=walk)
    return True


def tables() -> dict[str, list[str]]:
    """What the database itself says it holds: columns, checks, keys and indexes, migrations done, kinds of things."""
    from django.db import connection

    with connection.cursor() as cursor:

        def asked(sql: str) -> list[str]:
            return sorted(" ".join(map(str, row)) for row in cursor.execute(sql) and cursor.fetchall())

        names = connection.introspection.table_names(cursor)
        found = {
            "tables": sorted(names),
            **{what: asked(sql) for what, sql in FACTS[connection.vendor].items()},
        }
        if names:
            found["done"] = asked("SELECT app, name FROM django_migrations")
            found["kinds"] = asked("SELECT app_label, model FROM django_content_type")
        return found


FACTS = {
    "sqlite": {
        "columns": 'SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk'
        " FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        "references": 'SELECT m.name, k."from", k."table", k."to"'
        " FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'",
        # A table's checks stand in its own words; how many, and the names of their columns, are in its length.
        "checks": "SELECT name, length(sql), length(replace(sql, 'CHECK', '')) FROM sqlite_master WHERE type = 'table'",
        "indexes": "SELECT name, sql FROM sqlite_master WHERE type = 'index'",
    },
    "postgresql": {
        "columns": "SELECT table_name, column_name, udt_name, is_nullable, character_maximum_length, column_default,"
        " is_identity FROM information_schema.columns WHERE table_schema = 'public'",
        "constraints": "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    },
}
