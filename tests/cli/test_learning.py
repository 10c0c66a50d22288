"""``compplan calibrate`` and ``compplan identify``, as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import compplan as cp
from compplan.simulation.parameters.read import load_assumptions
from tests.cli.company import call

PLANS = cp.bundled("plans")
DATA = ("--data", str(PLANS / "data"))


def test_what_was_learned_is_told_and_written(tmp_path: Path) -> None:
    """The text says what was learned and what was not; the file loads, and is not overwritten."""
    file = tmp_path / "learned.yaml"
    asked = "calibrate", str(PLANS / "status-quo.yaml"), *DATA, "--through", "2027-06", "--write", str(file)
    done = call(*asked)
    assert done.exit_code == 0, done.stdout + done.stderr
    for part in ("Learned from the data", "revenue_noise", "Not learned", "paid by the weights of old"):
        assert part in done.stdout
    learned = load_assumptions(file).library.priors["revenue_noise"]
    assert learned.source.startswith("learned from data")
    assert "CP402" in call(*asked).stderr


def test_too_short_a_past_is_told_as_json() -> None:
    """Each parameter of the document has its reason, and there is no traceback."""
    asked = "calibrate", str(PLANS / "bold.yaml"), *DATA, "--through", "2027-02", "--json"
    found = json.loads(call(*asked).stdout)
    assert found["format"] == "compplan.calibration/1"
    assert {each["reason"] for each in found["parameters"]} == {"2 months are too few to learn from"}


def test_an_unknown_worldview_is_refused() -> None:
    """The one that was meant is named."""
    asked = "calibrate", str(PLANS / "bold.yaml"), *DATA, "--through", "2027-02", "--worldview", "evidenc"
    done = call(*asked)
    assert done.exit_code == 1
    assert "CP507" in done.stderr
    assert "evidence" in done.stderr


def test_more_months_than_the_plan_has_are_refused() -> None:
    """The command says how long the plan is."""
    done = call("identify", str(PLANS / "bold.yaml"), "--months", "60")
    assert done.exit_code == 2
    assert "36 months" in done.stderr


def test_an_unknown_question_is_refused() -> None:
    """The parameter that was meant is named."""
    done = call("identify", str(PLANS / "bold.yaml"), "--question", "moral")
    assert done.exit_code == 1
    assert "did you mean 'morale'" in done.stderr
