"""Parts side by side on the cores of one machine: in order, a few ahead, and the same to the last bit."""

from __future__ import annotations

from itertools import islice
from threading import Barrier

import numpy as np
import pytest

import compplan as cp
from compplan.frozen import arrays_in
from compplan.simulation import run as parts
from compplan.threads import cores, side_by_side
from tests.simulation import company


def test_each_core_has_a_part_and_what_is_left_over_has_all_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two parts wait for each other, which ends only side by side; a third has both cores for itself."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    both = Barrier(2, timeout=60)

    def found(shared: str, part: int) -> tuple[str, int]:
        if part < 2:
            both.wait()
        return f"{shared}{part}", cores()

    assert list(side_by_side(found, range(3), "part ")) == [
        (0, ("part 0", 1)),
        (1, ("part 1", 1)),
        (2, ("part 2", 2)),
    ]


def test_only_a_few_parts_are_begun_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes two parts of a thousand has only a few begun; nobody works on what is known."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun: list[int] = []

    def found(part: int) -> int:
        begun.append(part)
        return -part

    every = side_by_side(found, range(1000), known=lambda part: 7 if part == 0 else None)
    assert list(islice(every, 2)) == [(0, 7), (1, -1)]
    del every  # which waits for those that are begun
    assert 1 in begun
    assert 0 not in begun
    assert max(begun) <= 1 + 4


def _told(cpus: int, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Simulate as on a machine with so many cores, and write down all figures."""
    monkeypatch.setattr("os.cpu_count", lambda: cpus)
    monkeypatch.setattr(parts, "CELLS", 512)  # so that there are several parts
    plans = [company.plan("status-quo"), company.plan("bold")]
    study = cp.simulate(plans, company.panel(), samples=72, through="2027-02", worldviews=["evidence"])
    arrays = arrays_in((study.outcomes, study.steady, study.luck))
    return [np.ascontiguousarray(array).tobytes() for array in arrays]


def test_a_study_is_the_same_on_one_core_and_on_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bits do not depend on how many parts are lived through at once."""
    one = _told(1, monkeypatch)
    assert len(one) > 20
    assert _told(2, monkeypatch) == _told(3, monkeypatch) == one
