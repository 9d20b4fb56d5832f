"""A progress bar for the verbs that take time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Self


class Bar:
    """Progress on stderr for a person; silent when nobody watches."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names`: what each step is called, in Thai."""
        self._names = names
        self._progress: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._progress = Progress(console=Console(stderr=True), transient=True)
            self._progress.start()
        return self

    def tell(self, step: str, done: int, total: int) -> None:
        if self._progress is None:
            return
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(self._names.get(step, step), total=max(total, 1))
        self._progress.update(self._tasks[step], completed=done if total else 1, total=max(total, 1))

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def __exit__(self, *error: object) -> None:
        self.close()
