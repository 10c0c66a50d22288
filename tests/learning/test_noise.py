"""How much of ratings is chance: intervals hold what is true, and audits say what the run knows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import compplan as cp
from compplan.engine.rating.reliability import reliability, variances
from compplan.learning.noise.interval import correlation_interval
from compplan.learning.noise.model import NoiseAudit

FOLDER = cp.bundled("plans")


@pytest.mark.parametrize(
    ("truth", "people", "each"), [(0.0, 30, 20.0), (0.02, 40, 60.0), (0.1, 100, 25.0), (0.1, 15, 100.0)]
)
def test_intervals_hold_the_true_correlation(truth: float, people: int, each: float) -> None:
    """Of 200 surveys of favourable or not, with very unequal numbers, 95 % of intervals hold it."""
    source, held = np.random.default_rng(7), 0
    for _ in range(200):
        n = source.poisson(each * source.gamma(2, 0.5, people)).astype(float)
        odds = (1 - truth) / truth if truth else np.inf
        share = source.beta(0.75 * odds, 0.25 * odds, people) if truth else np.full(people, 0.75)
        good = source.binomial(n.astype(int), share).astype(float)
        found = variances(n, good, good)
        assert found is not None
        low, high = correlation_interval(found)
        held += low <= truth <= high
    assert 0.9 <= held / 200 <= 1 - 0.015 * (truth > 0)


def test_without_differences_the_interval_begins_at_nothing() -> None:
    """Participants whose means are closer than chance would have them cannot be told apart."""
    n, good = np.full(20, 10.0), np.full(20, 6.0)
    found = variances(n, good, good)
    assert found is not None
    low, high = correlation_interval(found)
    assert low == 0 <= high < 0.1


@pytest.fixture(scope="module")
def audit() -> NoiseAudit:
    """Audit the bundled company's second year."""
    return cp.survey_noise(cp.load_plan(FOLDER / "bold.yaml"), FOLDER / "data", through="2028-06")


def test_reliability_is_that_of_the_report_card(audit: NoiseAudit) -> None:
    """At a number of responses that occurs, the audit and the run's report card say the same."""
    result = cp.run(cp.load_plan(FOLDER / "bold.yaml"), FOLDER / "data", through="2028-06")
    card = result.report_card
    for each in audit.measures[0].behaviours:
        rows = (card["behaviour"] == each.behaviour) & (card["responses"] == each.usual)
        assert set(card["reliability"][rows].round(12)) == {round(each.reliability.value, 12)}
        assert each.reliability.low < each.reliability.value < each.reliability.high


def test_what_is_needed_is_enough_and_no_more(audit: NoiseAudit) -> None:
    """The responses told reach the reliability, and one fewer does not."""
    for each in audit.measures[0].behaviours:
        for level, needed in zip((0.5, 0.7, 0.8), each.needed, strict=True):
            assert reliability(needed, each.correlation.value) >= level - 1e-9
            assert reliability(needed - 1, each.correlation.value) < level


def test_remedies_mend_what_they_say(audit: NoiseAudit) -> None:
    """Pooling leaves less to chance the longer it is; shrinking leaves its share and pays less of all."""
    measure = audit.measures[0]
    shares = {each.name: each.chance for each in measure.remedies}
    assert shares["as it is"] == measure.chance.value
    more = [shares["as it is"], *(shares[f"{times} x the answers"] for times in (2, 3, 6, 12))]
    assert more == sorted(more, reverse=True)
    assert more[-1] < more[0] / 3
    shrunk = measure.remedies[-1]
    assert (shrunk.chance, shrunk.kept) == (shares["as it is"], 1 - shares["as it is"])
    assert measure.chance.low < measure.chance.value < measure.chance.high


def test_an_assumed_attainment_has_nothing_to_audit(tmp_path: Path) -> None:
    """Without ratings, an assumption lets the plan run, and the audit says that there is nothing."""
    for file in (FOLDER / "data").iterdir():
        if file.name != "ratings.csv":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    plan = cp.load_plan(FOLDER / "bold.yaml")
    with pytest.raises(cp.DiagnosticError, match="CP563"):
        cp.survey_noise(plan, tmp_path, through="2027-06", assume={"relationship": "90%"})
