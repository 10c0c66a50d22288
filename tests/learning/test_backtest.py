"""A backtest scores what could be known, and says what could not be tested and why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import compplan as cp
from benchmarks.panels import PANELS, SHARED
from compplan.learning.backtest.rolling import OURS
from compplan.learning.backtest.series import Floats, Series
from compplan.learning.backtest.trial import trial
from tests.learning.panels import company, series_of

SELLERS = 80
"""Sellers of Olist on whom the figures are held here; all of them are in benchmarks."""


@pytest.mark.parametrize("name", sorted(PANELS))
def test_forecasts_hold_their_figures_on_public_panels(name: str) -> None:
    """No worse for sure than the best naive forecast, fair or as issued, and 80 % intervals hold 80 %."""
    if not SHARED.is_dir():
        pytest.skip("the public data are not beside the checkout")
    panel = PANELS[name]()
    most = np.argsort(-(panel.series.values > 0).sum(axis=0), kind="stable")[:SELLERS]
    series = Series(
        panel.series.values[:, most], panel.series.first, tuple(panel.series.participants[at] for at in most)
    )
    found = trial(series, horizons=(1, 2, 3), start=panel.start)
    skill, own = found.row(found.skill, panel.best), found.row(found.scores, OURS)
    assert skill is not None
    assert own is not None
    assert skill["forecasts"] == own["forecasts"] > 250
    assert skill["difference_low"] <= 0
    assert skill["issued_low"] <= 0
    assert own["coverage_80_low"] <= 0.8 <= own["coverage_80_high"]


def test_skill_that_is_none_is_told() -> None:
    """Next to the truth, ours is worse, and the table says by how much."""
    source = np.random.default_rng(1)
    found = trial(series_of(np.round(source.normal(100, 10, (20, 15)))), horizons=(1,))
    row = found.row(found.skill, "last 12 values")
    assert row is not None
    assert row["skill"] < 0 < row["difference"]
    assert row["skill_low"] < row["skill"] < row["skill_high"]


def test_what_is_not_tested_is_told_with_its_reason() -> None:
    """Horizons, participants and methods that could not be tested are named."""
    values = company(months=14)
    values[:10, 0] = np.nan
    found = trial(series_of(values), horizons=(1, 12))
    assert found.tested == (1,)
    assert found.notes == (
        "Not tested 12 months ahead: there are 14 months, and it takes 19.",
        (
            "Not tested for 1 of 12 participants: they have fewer than 6 months of other than 0 before an "
            "origin whose outcome is known."
        ),
        "Not compared with same month last year: it had nothing to say in these months.",
    )


def test_a_single_participant_has_scores_without_intervals() -> None:
    """One participant can be forecast, but how much participants differ is not known."""
    found = trial(series_of(company(people=1, months=30)), horizons=(1,))
    row = found.row(found.skill, "last value")
    assert row is not None
    assert np.isnan(row["difference_low"])
    assert any("single participant" in note for note in found.notes)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (company(months=6), "6 months are too few: the first forecast is made after 6"),
        (np.zeros((20, 5)), "nobody has 6 months of other than 0"),
        (company(people=1, months=7), "too few earlier forecasts tell how far one may be off"),
    ],
)
def test_a_past_that_teaches_nothing_is_refused(values: Floats, why: str) -> None:
    """Too few months, nobody who sold, or too little to learn from: said in words."""
    with pytest.raises(cp.DiagnosticError, match="CP561") as told:
        trial(series_of(values), horizons=(1,))
    assert why in told.value.diagnostics[0].message


def test_the_planners_are_scored_beside_the_others(tmp_path: Path) -> None:
    """A table of forecasts is read, and who knew the months has all the skill that we lack."""
    folder = cp.bundled("plans")
    data = cp.load_data(folder / "data")
    plan = cp.load_plan(folder / "bold.yaml")
    without = cp.backtest(plan, data, horizons=[1], through="2027-12")
    series = without.series
    lines = ["participant_id,made,month,amount"]
    for before, who in np.argwhere(np.isfinite(series.values[1:])):
        month = before + 1
        known, about = series.month(int(before)), series.month(int(month))
        lines.append(f"{series.participants[who]},{known},{about},{series.values[month, who]:.2f}")
    for file in (folder / "data").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "forecasts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = cp.backtest(plan, tmp_path, horizons=[1], through="2027-12")
    row = found.row(found.scores, "planners")
    assert row is not None
    assert row["crps"] < 0.01
    told = found.row(found.skill, "planners")
    assert told is not None
    assert told["difference_low"] > 0
    own = found.row(without.scores, OURS)
    assert own == found.row(found.scores, OURS)
    frame = found.skill.to_frame("polars")
    assert frame.columns[:3] == ["baseline", "horizon", "forecasts"]


def test_forecasts_are_paired_where_a_method_lacks_some() -> None:
    """Skill rests on all forecasts that a method made, also if it made none for the last participant."""
    values = company(people=8, months=20)
    values[:-2, -1] = np.nan
    values[-2:, -1] = 500.0
    found = trial(series_of(values), horizons=(1,), least=1)
    for method in ("last value", "shrunken mean"):
        row, skill = found.row(found.scores, method), found.row(found.skill, method)
        assert row is not None
        assert skill is not None
        assert skill["forecasts"] == row["forecasts"]


def test_months_before_anybody_sold_are_no_months() -> None:
    """A company whose data begin two months into the plan is tested like one whose plan begins later."""
    values = company(months=15)
    early = np.concatenate([np.zeros((2, values.shape[1])), np.nan_to_num(values)])
    one, other = (trial(series_of(each), horizons=(1,)) for each in (np.nan_to_num(values), early))
    assert one.row(one.scores, OURS) == other.row(other.scores, OURS)
    assert other.series.month(0) == "2024-03"
