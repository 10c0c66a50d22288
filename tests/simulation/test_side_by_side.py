"""Parts side by side on the cores of one machine: in order, a few ahead, and the same to the last bit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from threading import Barrier
from typing import Any

import numpy as np
import pytest

import compplan as cp
from compplan.decision.candidates import Candidate, Pilot
from compplan.decision.trial import Trial
from compplan.frozen import arrays_in
from compplan.simulation import run as parts
from compplan.threads import cores, side_by_side
from tests.decision import closed
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
    """Ask all that is shared among cores, as on a machine with so many, and write down all figures."""
    monkeypatch.setattr("os.cpu_count", lambda: cpus)
    monkeypatch.setattr(parts, "CELLS", 512)  # so that there are several parts
    plans = [company.plan("status-quo"), company.plan("bold")]
    asked: dict[str, Any] = {"through": "2027-02", "worldviews": ["evidence"]}
    study = cp.simulate(plans, company.panel(), samples=72, **asked)
    points = cp.sensitivity(plans, company.panel(), method="one_way", **asked)
    way = Candidate("way", (Fraction(1),) * 6)
    piloted = [replace(way, pilot=Pilot(0.5, 2, threshold, 2)) for threshold in (0.0, 0.1)]
    tried = Trial(closed.ready(closed.assumptions()), 2).of_all([way.later(1), *piloted, way, way.stopped(2)])
    arrays = arrays_in((study.outcomes, study.steady, study.luck, tuple(tried)))
    return [*(np.ascontiguousarray(array).tobytes() for array in arrays), repr(points.found).encode()]


def test_figures_are_the_same_on_one_core_and_on_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Studies, candidates of a search and points of a sensitivity give the same bits, whatever the cores."""
    one = _told(1, monkeypatch)
    assert len(one) > 20
    assert _told(2, monkeypatch) == _told(3, monkeypatch) == one
