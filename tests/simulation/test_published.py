"""Published experiments inside the simulator."""

from __future__ import annotations

import pytest

from compplan.report.published_text import published_text
from compplan.simulation.parameters.read import shipped
from compplan.simulation.published import findings


def test_experiments_have_the_signs_of_the_literature() -> None:
    """Activity pay brings revenue, lost pay costs effort, leavers cost sales, nothing changes nothing."""
    found = {each.name.split()[0]: each for each in findings(shipped(), 128, 1)}
    assert found["V1"].mean > 0 > found["V2"].mean
    assert -0.30 <= found["V3"].mean <= 0
    assert found["V4"].p90 < 0
    assert found["V5"].mean == pytest.approx(0, abs=1e-12)


def test_what_differs_from_the_literature_is_said() -> None:
    """The text has a line for each experiment, and whether the model's mean is inside what was published."""
    text = published_text(32, 1)
    for number in range(1, 6):
        assert f"V{number} " in text
    assert "differs" in text
    assert "inside" in text
