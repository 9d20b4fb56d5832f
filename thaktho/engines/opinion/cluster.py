"""The map beyond one machine: Dask's cluster as executor. Needs the extra `thaktho[cluster]`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from .chunked import Executor

A = TypeVar("A")
R = TypeVar("R")


def dask(client: Any) -> Executor:
    """An executor on the workers of a `distributed.Client`. Results come back in the order of the items and are added up
    here, so the map is the same, to the byte, as with one process."""

    def run(function: Callable[[A], R], items: Sequence[A]) -> Iterable[R]:
        results: list[R] = client.gather(client.map(function, list(items), pure=False))
        return results

    return run
