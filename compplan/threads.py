"""Work on many rows, shared among the processor's cores; arrays are worked on without Python's lock."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import ContextVar
from functools import cache, partial
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST = 8
"""Threads beyond which memory is the limit."""


_alone: ContextVar[bool] = ContextVar("alone", default=False)


def cores() -> int:
    """Give how many threads to work with: as many as there are cores, up to eight; one inside `alone`."""
    return 1 if _alone.get() else min(os.cpu_count() or 1, _MOST)


def alone(function: Callable[..., R], *given: Any, **named: Any) -> R:
    """Call a function that is to use one core, where others work beside it."""
    before = _alone.set(True)
    try:
        return function(*given, **named)
    finally:
        _alone.reset(before)


def each(function: Callable[[T], R], parts: Iterable[T], *, threads: int) -> list[R]:
    """Call a function with each part, in some threads, and give the results in order.

    This thread works too, and others help as they are free: so it ends however many are busy, and whatever
    parts do. Of several errors that of the first part is raised.
    """
    given = list(parts)
    if threads == 1 or len(given) < 2:
        return [function(part) for part in given]
    found: dict[int, R] = {}
    failed: dict[int, BaseException] = {}
    left = iter(range(len(given)))  # a range gives each number once, whoever asks

    def work() -> None:
        while not failed and (at := next(left, None)) is not None:
            try:
                found[at] = function(given[at])
            except BaseException as error:  # noqa: BLE001  raised where all are waited for
                failed[at] = error

    helping = [_helpers().submit(work) for _ in range(min(threads, len(given)) - 1)]
    work()
    for helper in helping:
        if not helper.cancel():
            helper.result()
    if failed:
        raise failed[min(failed)]
    return [found[at] for at in range(len(given))]


@cache
def _helpers() -> ThreadPoolExecutor:
    """Give the threads that help; to begin new ones takes as long as a small part."""
    return ThreadPoolExecutor(_MOST - 1, thread_name_prefix="compplan")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_helpers.cache_clear)  # a child has none of them


def ahead(function: Callable[[T], R], parts: Iterable[T], *, threads: int) -> Iterator[tuple[T, R]]:
    """Give each part and what a function makes of it, in order; a few parts are worked on ahead."""
    if threads == 1:
        yield from ((part, function(part)) for part in parts)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from in_order(pool, function, parts, most=2 * threads)


def no_result(_part: object) -> None:
    """Know of no part what comes of it."""


def in_order(
    pool: Executor,
    function: Callable[..., R],
    parts: Iterable[T],
    *shared: object,
    most: int,
    known: Callable[[T], R | None] = no_result,
) -> Iterator[tuple[T, R]]:
    """Give each part and what a pool makes of ``shared`` and it, in order; ``most`` are worked on ahead.

    Nobody works on a part of which it is ``known`` what comes of it. What is not wanted any more is given up.
    """
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for part in parts:
            found = known(part)
            made = pool.submit(function, *shared, part) if found is None else _finished(found)
            waiting.append((part, made))
            if len(waiting) > most:
                first, made = waiting.popleft()
                yield first, made.result()
        while waiting:
            first, made = waiting.popleft()
            yield first, made.result()
    finally:
        for _, made in waiting:
            made.cancel()


def side_by_side(
    function: Callable[..., R],
    parts: Sequence[T],
    *shared: object,
    known: Callable[[T], R | None] = no_result,
) -> Iterator[tuple[T, R]]:
    """Give each part and what a function makes of ``shared`` and it, in order, on all cores of this machine.

    Each core works on a part of its own, and a few are worked on ahead. The last parts, if there is not one
    for each core, come one by one, each with all cores. Nobody works on a part whose result is ``known``.
    """
    threads = cores()
    even = len(parts) - len(parts) % threads if threads > 1 else 0
    if even:
        with ThreadPoolExecutor(threads) as pool:
            own = partial(alone, function)
            yield from in_order(pool, own, parts[:even], *shared, most=2 * threads, known=known)
    yield from one_by_one(function, parts[even:], *shared, known=known)


def one_by_one(
    function: Callable[..., R],
    parts: Iterable[T],
    *shared: object,
    known: Callable[[T], R | None] = no_result,
) -> Iterator[tuple[T, R]]:
    """Give each part and what a function makes of ``shared`` and it, unless that is ``known``, in order."""
    for part in parts:
        found = known(part)
        yield part, function(*shared, part) if found is None else found


def _finished(value: R) -> Future[R]:
    future: Future[R] = Future()
    future.set_result(value)
    return future


def slices(rows: int, size: int) -> list[slice]:
    """Cut rows into slices of some size."""
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]
