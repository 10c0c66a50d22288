"""Parts in some threads: in order, whoever is busy; the error is that of the first part that has one."""

from __future__ import annotations

import multiprocessing
import sys
from threading import Barrier, Event, get_ident

import pytest

from compplan.threads import each


def test_results_are_in_order_and_threads_help() -> None:
    """Parts that wait for each other end, as each has a thread; results are in the order of the parts."""
    together = Barrier(3, timeout=60)

    def found(part: int) -> tuple[int, int]:
        together.wait()
        return part, get_ident()

    results = each(found, range(3), threads=3)
    assert [part for part, _ in results] == [0, 1, 2]
    assert len({thread for _, thread in results}) == 3
    assert each(found, [], threads=3) == []


def test_the_error_of_the_first_part_is_raised() -> None:
    """A later part that fails earlier does not hide it, and no part is begun after an error."""
    later, begun = Event(), []

    def found(part: int) -> None:
        begun.append(part)
        if part == 0:
            assert later.wait(60)
        later.set()
        raise ValueError(part)

    with pytest.raises(ValueError, match=r"^0$"):
        each(found, range(100), threads=2)
    assert sorted(begun) == [0, 1]


def test_parts_that_have_parts_end() -> None:
    """However many threads are asked for within each other, nobody waits for a thread that is not there."""

    def found(part: int, depth: int = 0) -> int:
        return part if depth == 3 else sum(each(lambda at: found(at, depth + 1), range(5), threads=8))

    assert each(found, range(20), threads=8) == [10 * 5 * 5] * 20


def _in_child(sent: multiprocessing.SimpleQueue[list[int]]) -> None:
    sent.put(each(abs, range(-4, 0), threads=4))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked elsewhere")
def test_a_forked_process_has_threads_of_its_own() -> None:
    """A child of a process whose threads have helped does its work as well."""
    each(abs, range(4), threads=4)
    context = multiprocessing.get_context("fork")
    sent: multiprocessing.SimpleQueue[list[int]] = context.SimpleQueue()
    child = context.Process(target=_in_child, args=(sent,))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert sent.get() == [4, 3, 2, 1]
