from __future__ import annotations

import gc
import pickle
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.engine import inputs
from compplan.engine.base import base_of
from compplan.engine.inputs import kept, reading_of
from compplan.plan.model import AttainmentMeasure, Path
from tests.library.company import PLANS, panel, plan

SHARES = st.integers(0, 20).map(lambda n: Fraction(n, 20))


def _weighted(share: Fraction) -> cp.Plan:
    """Give the bold plan with other weights in its second year."""
    bold = plan("bold.yaml")
    rows = list(bold.weights.rows)
    rows[1] = 2, (share, 1 - share)
    return replace(bold, weights=replace(bold.weights, rows=tuple(rows)))


def _rates_up(chosen: cp.Plan) -> cp.Plan:
    measure = chosen.measures[0]
    bands = tuple(replace(band, rate=band.rate * 2) for band in measure.curve.bands)
    return replace(
        chosen, measures=(replace(measure, curve=replace(measure.curve, bands=bands)), *chosen.measures[1:])
    )


def _of_measure(chosen: cp.Plan, **changes: Any) -> cp.Plan:
    return replace(chosen, measures=(replace(chosen.measures[0], **changes), *chosen.measures[1:]))


def _of_card(chosen: cp.Plan, **changes: Any) -> cp.Plan:
    return replace(chosen, report_cards=(replace(chosen.report_cards[0], **changes),))


def _behaviour_weights_reversed(chosen: cp.Plan) -> cp.Plan:
    behaviours = chosen.report_cards[0].behaviours
    weights = [behaviour.weight for behaviour in reversed(behaviours)]
    changed = [replace(each, weight=weight) for each, weight in zip(behaviours, weights, strict=True)]
    return _of_card(chosen, behaviours=tuple(changed))


def _actual(chosen: cp.Plan, **changes: Any) -> cp.Plan:
    measure = chosen.measures[0]
    assert isinstance(measure, AttainmentMeasure)
    return _of_measure(chosen, actual=replace(measure.actual, **changes))


BOLD = plan("bold.yaml")
ALIKE = {
    "other weights": _weighted(Fraction(1, 3)),
    "another curve": _rates_up(BOLD),
    "another balance": _of_measure(BOLD, balance="lapse"),
    "another rounding": replace(BOLD, rounding=replace(BOLD.rounding, to=Fraction(1))),
    "other behaviour weights": _behaviour_weights_reversed(BOLD),
    "another cap": _of_card(BOLD, attainment_cap=Fraction(1)),
    "another name": replace(BOLD, id="other", title="Other", source=None),
}
"""Plans that take the same from a panel as the bold plan."""
AWARDING_ALIKE = ("other weights", "another curve", "another balance", "another name")
"""Those of them that award the same."""
UNLIKE = {
    "another start": replace(BOLD, starts=BOLD.starts + 1),
    "fewer years": replace(BOLD, years=2, weights=replace(BOLD.weights, rows=BOLD.weights.rows[:2])),
    "another role": replace(BOLD, roles=frozenset({"account_executive"})),
    "quarterly payout": replace(BOLD, payout_period="quarter"),
    "another accumulation": _of_measure(BOLD, accumulate="period", balance=None),
    "prorated otherwise": _of_measure(BOLD, quota_proration="as_given"),
    "other rows": _actual(BOLD, where=(("product", ("software",)),)),
    "other credit": _actual(BOLD, credit="own_and_reports"),
    "another scale": _of_card(BOLD, favourable=frozenset({"excellent"})),
    "other responses": _of_card(
        BOLD, minimum_responses=replace(BOLD.report_cards[0].minimum_responses, count=9)
    ),
}
"""Plans that take something else."""


def _fresh(chosen: cp.Plan, **options: Any) -> cp.Result:
    """Run a plan on a panel of which nothing is kept."""
    return cp.run(chosen, replace(panel()), outside="ignore", **options)


def _tables(result: cp.Result) -> list[list[dict[str, str]]]:
    tables = (
        result.payments,
        result.lines,
        result.report_card,
        result.recognition,
        result.balances,
        result.uncovered,
    )
    return [list(table.rows()) for table in tables]


@pytest.mark.parametrize("name", [*ALIKE, *UNLIKE])
def test_what_is_kept_changes_no_figure(name: str) -> None:
    """A plan run after others on the same panel gives what it gives on a panel of its own."""
    chosen = (ALIKE | UNLIKE)[name]
    shared = replace(panel())
    cp.run(BOLD, shared)
    again = cp.run(chosen, shared, outside="ignore")
    assert _tables(again) == _tables(_fresh(chosen))
    assert again.notes == _fresh(chosen).notes


@given(share=SHARES)
@settings(max_examples=20, deadline=None)
def test_any_weights_pay_the_same_on_a_panel_used_before(share: Fraction) -> None:
    """Whatever the weights, payments do not depend on which plans were run on the panel before."""
    chosen = _weighted(share)
    assert list(chosen.run(panel()).payments.rows()) == list(_fresh(chosen).payments.rows())


@pytest.mark.parametrize("name", ALIKE)
def test_what_does_not_depend_on_the_change_is_not_worked_out_again(name: str) -> None:
    """Participation, credits, targets and counts of ratings are the very arrays of the run before."""
    first, second = BOLD.run(panel()).plans[0], ALIKE[name].run(panel()).plans[0]
    assert second.compiled.who is first.compiled.who
    for own, other in zip(second.components, first.components, strict=True):
        assert own.component.counted is other.component.counted
        assert own.component.payable is other.component.payable
    actual, card = (part.component.source for part in first.components)
    own_actual, own_card = (part.component.source for part in second.components)
    assert own_actual is actual
    assert own_card.responses is card.responses  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ALIKE)
def test_awards_that_no_weight_or_curve_can_change_are_not_ranked_again(name: str) -> None:
    """The most improved are the very ones of the run before, unless behaviours or rounding are others."""
    first, second = (each.run(panel()).plans[0].awards[0] for each in (BOLD, ALIKE[name]))
    assert (first is second) == (name in AWARDING_ALIKE)


@pytest.mark.parametrize("name", UNLIKE)
def test_another_reading_is_another_key(name: str) -> None:
    """A plan that looks at something else does not share what is kept."""
    assert reading_of(UNLIKE[name]) != reading_of(BOLD)


@pytest.mark.parametrize("name", ALIKE)
def test_the_same_reading_is_the_same_key(name: str) -> None:
    """A plan that differs in weights, curves, names or rounding shares what is kept."""
    assert reading_of(ALIKE[name]) == reading_of(BOLD)


def test_an_assumed_attainment_is_part_of_what_is_kept() -> None:
    """Comparisons of one panel under different assumptions do not mix them up."""
    costs = []
    for share in ("80%", "120%", "80%"):
        study = cp.compare([BOLD], panel(), assume={"relationship": share})
        costs.append(int(study.by_year["payout_cost"][-1]))
    assert costs[0] < costs[1]
    assert costs[2] == costs[0]


def test_a_mistake_is_told_every_time() -> None:
    """A run that is refused is refused again, naming the plan that was run."""
    for name in ("first", "second"):
        wrong = replace(_actual(BOLD, where=(("colour", ("red",)),)), id=name, roles=frozenset({"nobody"}))
        with pytest.raises(cp.DiagnosticError, match=name):
            wrong.run(panel())


def test_what_is_kept_goes_with_its_panel() -> None:
    """Nothing is kept of a panel that nobody holds any more."""
    used = replace(panel())
    result = BOLD.run(used)
    counted = weakref.ref(result.plans[0].compiled.who.days)
    gone = weakref.ref(used)
    del used, result
    gc.collect()
    assert gone() is None
    assert counted() is None


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than fits, what was used longest ago is made again; what was used since is not."""
    monkeypatch.setattr(inputs, "KEPT_BYTES", 3 * 2**20)
    used, made = replace(panel()), []

    def value(key: str) -> Any:
        def make() -> np.ndarray[Any, Any]:
            made.append(key)
            return np.zeros(2**17 - 100)

        return kept(used, key, make)

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        value(key)
    assert made == ["a", "b", "c", "d", "b"]


def test_something_larger_than_all_that_is_kept_is_given_but_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A value that does not fit is made each time, and a run whose inputs do not fit pays the same."""
    monkeypatch.setattr(inputs, "KEPT_BYTES", 1)
    used = replace(panel())
    results = [BOLD.run(used, through="2027-06") for _ in range(2)]
    assert results[0].plans[0].compiled.who is not results[1].plans[0].compiled.who
    assert _tables(results[0]) == _tables(BOLD.run(panel(), through="2027-06"))


def test_threads_may_share_a_panel() -> None:
    """Plans run at the same time on one panel pay what they pay one after the other."""
    plans = [_weighted(Fraction(n, 10)) for n in range(10)]
    used = replace(panel())
    with ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(lambda each: int(each.run(used).payments["amount"].sum()), plans))
    assert totals == [int(each.run(panel()).payments["amount"].sum()) for each in plans]


def test_a_panel_travels_to_another_process() -> None:
    """A pickled panel has the same data, and runs the same."""
    other = pickle.loads(pickle.dumps(panel()))  # noqa: S301  # our own
    assert other.digest == panel().digest
    assert _tables(BOLD.run(other, through="2027-06")) == _tables(BOLD.run(panel(), through="2027-06"))


@pytest.mark.parametrize("name", PLANS)
def test_the_base_of_every_window_is_target_incentive_times_weight(name: str) -> None:
    """Each window's base is the sum over its months of yearly amount x weight x the share of the year."""
    compiled = plan(name).run(panel()).plans[0].compiled
    who, windows = compiled.who, [range(3), range(12), range(12, 14)]
    _check_base(compiled.plan.weights, who.incentive_parts, who.year_parts, windows)


@given(
    days=st.sampled_from([10**4, 10**9, 10**15]).flatmap(
        lambda most: st.lists(
            st.lists(st.integers(0, most), min_size=2, max_size=2), min_size=24, max_size=24
        )
    ),
    share=st.fractions(0, 1, max_denominator=10**6),
)
@settings(max_examples=30)
def test_no_base_overflows(days: list[list[int]], share: Fraction) -> None:
    """Amounts and weights so large or fine that 64 bits do not hold them still add up exactly."""
    weights = Path("s_curve", (Fraction(1), Fraction(0)), ((0, (share, 1 - share)),), 24)
    year = tuple(12 * (28 + month % 4) for month in range(24))
    parts = np.array(days, dtype=np.int64)
    _check_base(weights, parts, year, [range(1), range(12), range(12, 18), range(20, 24)])
    _check_base(weights, parts, year, [range(month, month + 1) for month in range(24)])


def _check_base(path: Path, parts: Any, year: tuple[int, ...], windows: list[range]) -> None:
    from compplan.plan.path import weights_by_month

    weights = [row[0] for row in weights_by_month(path, len(parts))]
    base = base_of(parts, weights, year, windows)
    for at, window in enumerate(windows):
        for person in range(parts.shape[1]):
            months = (int(parts[month, person]) * weights[month] / year[month] for month in window)
            assert base.cell(at, person) == sum(months)
