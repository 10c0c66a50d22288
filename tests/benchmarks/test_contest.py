"""How contestants are timed and compared."""

from __future__ import annotations

import numpy as np

from benchmarks.contest import cells_wrong, ratio, spread, timed


def test_rounds_interleave() -> None:
    """Every round calls each contestant once, in the same order."""
    called: list[str] = []
    times = timed({"a": lambda: called.append("a"), "b": lambda: called.append("b")}, 3)
    assert "".join(called) == "ababab"
    for seconds in (times.wall, times.processor):
        assert {name: len(each) for name, each in seconds.items()} == {"a": 3, "b": 3}


def test_a_ratio_does_not_depend_on_how_busy_a_round_was() -> None:
    """Times that are twice as long in each round are twice as long, without any doubt."""
    rounds = [1.0, 5.0, 2.0, 9.0, 1.5]
    assert str(ratio([2 * time for time in rounds], rounds)) == "2.00 [2.00, 2.00]"


def test_a_ratio_has_an_interval_around_it() -> None:
    """Where rounds disagree, the interval holds the ratios that they give."""
    found = ratio([1.0, 3.0, 2.0, 2.5, 1.5], [1.0, 1.0, 1.0, 1.0, 1.0])
    assert found.low < found.middle == 2 < found.high


def test_wrong_cells_are_counted_in_both_components() -> None:
    """A cell counts where its cents differ; the sum is not counted again."""
    right = (np.array([[1, 2], [3, 4]]), np.array([[5, 6], [7, 8]]), np.array([[6, 8], [10, 12]]))
    found = (np.array([1.0, 2.0, 3.0, 5.0]), np.array([5.0, 6.0, 0.0, 0.0]), np.array([0.0, 0.0, 0.0, 0.0]))
    assert cells_wrong(found, right) == 3


def test_a_sample_is_compared_with_its_own_cells() -> None:
    """A contestant that evaluated some cells is compared in these."""
    right = (np.arange(10), np.arange(10), np.arange(10))
    assert spread(10, 5).tolist() == [0, 2, 4, 6, 8]
    found = (np.arange(0, 10, 2), np.arange(0, 10, 2), np.arange(0, 10, 2))
    assert cells_wrong(found, right, spread(10, 5)) == 0
    assert cells_wrong(found, right, np.arange(5)) == 8
