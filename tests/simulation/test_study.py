"""Studies as users ask for them: the same for the same seed, worldviews together, figures with errors."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

import compplan as cp
from compplan.frozen import arrays_in
from compplan.report.simulate_files import study_document, write_study
from compplan.report.simulate_text import study_text
from compplan.simulation.answers import bought, passes, reaches
from compplan.simulation.parameters.read import load_assumptions, shipped
from compplan.simulation.sampling import mean_error
from compplan.simulation.spread import spreads
from tests.simulation import company

NAMES = ("status-quo", "bold", "gradual")


@cache
def study(samples: int = 40, seed: int = 1) -> cp.Study:
    """Simulate the bundled plans for a year and a half."""
    plans = [company.plan(name) for name in NAMES]
    return cp.simulate(plans, company.panel(), samples=samples, seed=seed, through="2028-06")


def test_the_same_seed_gives_the_same_study_and_more_samples_begin_with_it() -> None:
    """A smaller study is the beginning of a larger one, bit for bit; another seed is another study."""
    small, large = study(33), study(40)
    for key, outcome in small.outcomes.items():
        for metric, figures in outcome.figures.items():
            assert np.array_equal(figures, large.outcomes[key].figures[metric][:33]), (key, metric)
    other = study(33, seed=2).outcomes["evidence", "status-quo"].figures["revenue"]
    assert not np.array_equal(other, small.outcomes["evidence", "status-quo"].figures["revenue"])


def test_the_summary_has_every_figure_in_every_period_with_its_error() -> None:
    """Each worldview, path and metric has a row for each month, year and the whole, P10 to P90 in order."""
    rows = list(study().summary.rows())
    views, paths = {row["worldview"] for row in rows}, {row["path"] for row in rows}
    assert (views, len(paths)) == ({"evidence", "relationship", "sceptic"}, 3)
    revenue = [row for row in rows if row["metric"] == "revenue"]
    assert len(revenue) == 9 * (18 + 2 + 1)
    for row in rows:
        assert float(row["p10"]) <= float(row["p50"]) <= float(row["p90"])
        assert float(row["mc_error"]) >= 0
    assert {row["metric"] for row in rows} >= {
        "favourable_share:listening",
        "cost_of_sales",
        "belief",
        "leavers",
    }


def test_years_are_sums_of_months() -> None:
    """Money of plan years adds up to the whole, and months to years."""
    outcome = study().outcomes["sceptic", "relationship-building-bold"]
    rows = [
        row
        for row in study().summary.rows()
        if (row["worldview"], row["path"], row["metric"])
        == ("sceptic", "relationship-building-bold", "payout_cost")
    ]
    means = {row["period"]: float(row["mean"]) for row in rows}
    assert means["1"] + means["2"] == pytest.approx(means["all"], rel=1e-9)
    assert means["all"] == pytest.approx(outcome.figures["payout_cost"].sum(axis=1).mean(), rel=1e-9)


def test_differences_are_sample_by_sample() -> None:
    """A difference is known far better than the figures that it is of."""
    rows = [
        (row["metric"], row["period"], float(row["mc_error"]))
        for table in (study().summary, study().difference)
        for row in table.rows()
        if row["path"].endswith("gradual") and row["worldview"] == "evidence" and row["period"] == "all"
    ]
    plain, differing = (error for metric, _, error in rows if metric == "revenue")
    assert differing < plain


def test_regret_is_never_negative_and_somebody_has_none() -> None:
    """In each worldview the best path has no regret; the worst of all is the largest."""
    rows = list(study().regret.rows())
    for view in ("evidence", "relationship", "sceptic"):
        own = [float(row["regret"]) for row in rows if row["worldview"] == view]
        assert min(own) == 0
        assert all(value >= 0 for value in own)
    for path in {row["path"] for row in rows}:
        values = {row["worldview"]: float(row["regret"]) for row in rows if row["path"] == path}
        worst = values.pop("worst of all")
        assert worst == max(values.values())


def test_the_text_shows_no_worldview_without_the_others_and_says_what_nobody_knows() -> None:
    """The report names every worldview, the silence of research, luck and parameters, and the replay."""
    text = study_text(study())
    for view in ("evidence", "relationship", "sceptic"):
        assert f"Worldview {view}" in text
    assert "No study measures the causal effect of the speed" in text
    for part in (
        "Replay: ",
        "Regret",
        "luck (sd)",
        "What budget",
        "How likely",
        "Who loses pay",
        "What do levers buy",
    ):
        assert part in text
    assert "Not learned from the data" in text


def test_a_path_that_pays_for_ratings_makes_them_likelier_to_be_good() -> None:
    """More behaviours reach the target under the bold plan than under the old one."""
    chances = [reaches(study(), "evidence", path.name, 17, 0.7) for path in study().paths]
    assert sum(each.share for each in chances[1]) > sum(each.share for each in chances[0])
    assert passes(study(), "sceptic", "relationship-building-bold") is None


def test_more_coaching_and_clearer_pay_do_what_they_should() -> None:
    """Coaching raises ratings, a guarantee costs pay and keeps people."""
    found = {
        each.lever: each.figures for each in bought(study(), "evidence", "relationship-building-gradual")
    }
    assert found["twice the coaching"]["favourable_share"][0] > 0
    assert found["old pay guaranteed for a year"]["payout_cost"][0] > 0
    assert found["old pay guaranteed for a year"]["leavers"][0] <= 0
    assert found["a clear pay statement"]["favourable_share"][0] > 0


def test_luck_and_parameters_are_told_apart() -> None:
    """Where parameters do nothing, all spread is luck; where luck does nothing, none is."""
    generator = np.random.default_rng(8)
    noise, shared = generator.normal(0, 2, (2, 400)), generator.normal(0, 5, 400)
    split = spreads(shared + noise[0], shared + noise[0], shared + noise[1])
    assert split.luck == pytest.approx(2, rel=0.15)
    assert split.parameters == pytest.approx(5, rel=0.15)
    assert spreads(shared, shared, shared).luck == 0


def test_the_error_of_a_mean_is_that_of_its_batches() -> None:
    """With four batches and more the error is that of their means."""
    values = np.random.default_rng(2).normal(0, 1, 320)
    batches = values.reshape(10, 32).mean(axis=1)
    assert mean_error(values) == pytest.approx(batches.std(ddof=1) / np.sqrt(10))


def test_as_many_samples_are_taken_as_are_needed() -> None:
    """Without a number, samples are taken until the difference in revenue is known well enough."""
    asked = partial(
        cp.simulate, company.plan("bold"), company.panel(), through="2027-02", worldviews=["evidence"]
    )
    here = asked()
    revenue = here.outcomes["evidence", "relationship-building-bold"].figures["revenue"].sum(axis=1)
    assert here.samples % 32 == 0
    assert here.samples == 1024 or mean_error(revenue) <= 0.0025 * revenue.mean()
    told = asked(samples=here.samples)
    pairs = zip(*(arrays_in((each.outcomes, each.luck)) for each in (here, told)), strict=True)
    assert here.samples > 128, here.samples
    assert all(np.array_equal(one, other) for one, other in pairs)


def test_a_described_workforce_needs_no_data(tmp_path: Path) -> None:
    """Assumptions of one's own change business, worldviews and parameters, and stand for data."""
    file = tmp_path / "assumptions.yaml"
    file.write_text(
        "assumptions: 1\nbusiness: {gross_margin: 40%, coaching_cost: 100}\n"
        "workforce: {participants: 9, target_incentive: 60000, revenue: 90000, favourable_share: 55%}\n"
        "worldviews:\n  mine: {stock_revenue: 0.2}\n"
        "priors:\n  morale:\n    prior: {distribution: normal, mean: 0, sd: 0}\n",
        encoding="utf-8",
    )
    known = load_assumptions(file)
    assert known.library.priors["morale"].source == shipped().priors["morale"].source
    here = cp.simulate(
        company.plan("bold"), assumptions=known, samples=8, through="2027-06", paths=["status_quo"]
    )
    assert here.worldviews == ("evidence", "relationship", "sceptic", "mine")
    assert len(here.setting.workforce.ids) == 9
    program = here.outcomes["mine", "relationship-building-bold"].figures["program_cost"]
    assert program.sum() > 0
    assert here.basis.replay is None


def test_files_of_a_study_say_what_they_are(tmp_path: Path) -> None:
    """The tables come with a manifest of seed, samples, plans, worldviews, parameters and sources."""
    written = write_study(str(tmp_path / "study"), study())
    names = {Path(name).name for name, _ in written}
    assert names == {"summary.csv", "difference.csv", "participants.csv", "regret.csv", "simulate.json"}
    document = study_document(study())
    assert document["kind"] == "scenarios of a model, not forecasts"
    assert (document["seed"], document["samples"]) == (1, 40)
    assert all(each["source"] for each in document["parameters"].values())


def test_every_parameter_has_unit_source_and_certainty() -> None:
    """All 28 parameters say what they are and where their priors come from."""
    library = shipped()
    assert len(library.priors) == 28
    for each in library.priors.values():
        assert all((each.symbol, each.meaning, each.unit, each.source)), each.name
        assert each.prior.takes(each.prior.centre)
        middle = each.prior.at(np.array([0.05, 0.5, 0.95]))
        assert middle[0] < middle[1] < middle[2]
