"""The reader of explanations runs, and gets what was paid."""

from __future__ import annotations

import pytest

from benchmarks.recalculate import recalculate
from tests.benchmarks.test_runs import run_benchmark


def test_lines_are_reproduced_from_their_explanations() -> None:
    """All of a few are."""
    assert "reproduced: 15 of 15\n" in run_benchmark("benchmarks.recalculate", "--lines", "15")


def test_only_what_is_given_is_believed() -> None:
    """A wrong intermediate value changes nothing, a wrong operation is refused."""
    one = {"operation": "given", "of": [], "value": "1"}
    assert recalculate({"operation": "sum", "of": [one, one], "value": "7"}) == 2
    with pytest.raises(ValueError, match="magic"):
        recalculate({"operation": "magic", "of": [], "value": "7"})
