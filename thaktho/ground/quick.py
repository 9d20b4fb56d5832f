"""One cursor for each connection, for the few statements that are asked before every page and at every vote.

Making a cursor costs as much as what it runs; everywhere else the ORM makes its own.
"""

from __future__ import annotations

import threading
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


class _Kept(threading.local):
    connection: Any = None
    logged = False
    cursor: Any = None


_kept = _Kept()


def connection() -> Any:
    """This thread's connection, looked up once: the proxy of django.db looks it up at every word."""
    return connections[DEFAULT_DB_ALIAS]


def cursor(real: Any) -> Any:
    """The cursor kept for this thread's connection, made anew when the connection is."""
    real.ensure_connection()
    logged = real.queries_logged
    if _kept.connection is not real.connection or _kept.logged != logged:
        _kept.connection, _kept.logged, _kept.cursor = real.connection, logged, real.cursor()
    return _kept.cursor


def rows(cursor: Any, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """All rows of what selects: a statement of SQLite that was not read to its end would keep the reader's moment."""
    cursor.execute(sql, values)
    return cursor.fetchall()
