"""map(chunk) -> sums, reduce(+): how every step over people runs, and where another executor is put in.

An executor is given a pure function and a list of items (chunks with their state) and returns the results *in the order of
the items*; whoever asked adds them up in that order. So one core, some threads or a cluster give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

A = TypeVar("A")
R = TypeVar("R")


class Executor(Protocol):
    """Applies a function to every item and yields the results in the items' order."""

    def __call__(self, function: Callable[[A], R], items: Sequence[A]) -> Iterable[R]: ...


def local(function: Callable[[A], R], items: Sequence[A]) -> Iterable[R]:
    """One after another, in this process."""
    return map(function, items)


def threads(workers: int) -> Executor:
    """Some threads of this process: the compiled kernels release the interpreter's lock."""

    def run(function: Callable[[A], R], items: Sequence[A]) -> Iterable[R]:
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(function, items))

    return run
