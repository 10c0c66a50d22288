"""Floats that know their error never decide wrongly: a cell is right or in doubt."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compplan.engine.curve import payout_rate
from compplan.engine.exact.cells import Block, Cells, Doubtful, Picked
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.exact.quantity import Quantity, weighted_sums
from compplan.plan.model import Band, Curve

MODES = ["half_up", "half_even", "half_down", "up", "down"]
rationals = st.builds(
    Fraction,
    st.integers(-1000, 1000),
    st.sampled_from([1, 2, 4, 5, 8, 3, 7, 100, 400, 1000]),
)
positive = rationals.map(lambda value: abs(value) + Fraction(1, 100))


whole_numbers = st.integers(-(10**9), 10**9) | st.integers(-2000, 2000).map(lambda n: n * 500)
nonzero = st.integers(-5000, 5000).filter(bool)


def operations() -> st.SearchStrategy[Callable[[Any, Any], Any]]:
    """Draw one step of a formula on a number and an input of the same kind."""
    return st.one_of(
        rationals.map(lambda r: lambda number, _: number.plus(r)),
        rationals.map(lambda r: lambda number, _: number.times(r)),
        rationals.map(lambda r: lambda number, _: number.at_most(r)),
        rationals.map(lambda r: lambda number, _: number.at_least(r)),
        st.tuples(rationals, rationals).map(
            lambda pair: lambda number, _: number.where(number.reaches(pair[0]), pair[1])
        ),
        st.tuples(rationals, st.dictionaries(rationals, rationals, max_size=3)).map(
            lambda line: lambda number, _: number.bent(line[0], tuple(sorted(line[1].items())))
        ),
        st.just(lambda number, other: number.plus(other)),
        st.just(lambda number, other: number.times(other)),
        st.just(lambda number, other: number.over(other)),
        st.just(lambda number, _: number.times(number)),
    )


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.tuples(whole_numbers, st.integers(1, 40_000), nonzero), min_size=1, max_size=20),
    st.booleans(),
    st.lists(operations(), max_size=8),
    st.sampled_from(MODES),
)
def test_a_cell_is_right_or_in_doubt(
    cells: list[tuple[int, int, int]],
    divided: bool,  # noqa: FBT001
    formula: list[Callable[[Any, Any], Any]],
    mode: Any,
) -> None:
    """Whatever the formula, a cell from floats or residues equals exact arithmetic unless it is marked."""
    numerators, denominators, factors = zip(*cells, strict=True)
    quantity = Quantity(np.array([numerators]).T, denominators)
    other = Quantity(np.array([factors]).T, (100,) * len(cells))
    doubt, still = np.zeros((len(cells), 1), dtype=bool), np.zeros(len(cells), dtype=bool)
    at = np.arange(len(cells)), np.zeros(len(cells), dtype=np.intp)
    block = Block(slice(0, len(cells)), slice(0, 1), doubt)
    kinds: list[Cells] = [block, Doubtful(*at, still), Picked(*at)]
    numbers = [kind.ratio(quantity, other) if divided else kind.of(quantity) for kind in kinds]
    for step in formula:
        numbers = [step(number, kind.of(other)) for number, kind in zip(numbers, kinds, strict=True)]
    fast, decided, _ = (number.rounded(mode) for number in numbers)
    expected = [round_exactly(value, mode) for value in numbers[2].value]
    wrong = [i for i, value in enumerate(expected) if fast[i, 0] != value and not doubt[i, 0]]
    assert wrong == []
    wrong = [i for i, value in enumerate(expected) if decided[i] != value and not still[i]]
    assert wrong == []


@given(rationals, st.sampled_from(MODES))
def test_rounding_is_odd(value: Fraction, mode: Any) -> None:
    """Rounding the negative is the negative of rounding, so that a reversal cancels exactly."""
    assert round_exactly(-value, mode) == -round_exactly(value, mode)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", [3, 2, -3, 4, 0]),
        ("half_even", [2, 2, -2, 4, 0]),
        ("half_down", [2, 2, -2, 3, 0]),
        ("up", [3, 3, -3, 4, 1]),
        ("down", [2, 2, -2, 3, 0]),
    ],
)
def test_modes_on_ties(mode: Any, expected: list[int]) -> None:
    """Each rounding mode treats 2.5, 2.2, -2.5, 3.5 and 0.3 as its name says."""
    values = [Fraction(5, 2), Fraction(11, 5), Fraction(-5, 2), Fraction(7, 2), Fraction(3, 10)]
    assert [round_exactly(value, mode) for value in values] == expected


@pytest.mark.parametrize("mode", MODES)
def test_residues_decide_ties_and_edges(mode: Any) -> None:
    """Exact ties and values exactly on an edge are decided by residues, none is left in doubt."""
    actual = np.array([[333_350, 100_000, 99_999, 12_345, -333_350]])
    target = np.array([[100_000, 100_000, 100_000, 99_999, 100_000]])
    still = np.zeros(5, dtype=bool)
    cells = Doubtful(np.zeros(5, dtype=np.intp), np.arange(5), still)
    ratio = cells.ratio(Quantity(actual, (1,)), Quantity(target, (1,)))
    assert ratio.reaches(Fraction(1)).tolist() == [True, True, False, False, False]
    rounded = ratio.times(Fraction(1000)).rounded(mode)
    values = [Fraction(int(a), int(t)) * 1000 for a, t in zip(actual[0], target[0], strict=True)]
    assert rounded.tolist() == [round_exactly(value, mode) for value in values]
    assert not still.any()


@settings(deadline=None)
@given(
    st.lists(st.integers(-(10**12), 10**12), min_size=6, max_size=6),
    st.lists(positive, min_size=3, max_size=3),
)
def test_weighted_sums_are_exact(numbers: list[int], factors: list[Fraction]) -> None:
    """Sums of parts times factors are exact, also where 64 bits would overflow."""
    parts = np.array(numbers).reshape(3, 2)
    scaled = [factor / 10**9 if i == 1 else factor for i, factor in enumerate(factors)]
    total = weighted_sums(parts, scaled, [range(3), [0]])
    for person in range(2):
        expected = sum((int(parts[i, person]) * scaled[i] for i in range(3)), Fraction(0))
        assert total.cell(0, person) == expected
        assert total.cell(1, person) == int(parts[0, person]) * scaled[0]


BANDS = (Band(Fraction(1), Fraction(1)), Band(Fraction(5, 4), Fraction(3, 2)), Band(None, Fraction(2)))


@pytest.mark.parametrize(
    ("curve", "attainment", "rate"),
    [
        (Curve("tiered_marginal", bands=BANDS), "1.5", "1.875"),
        (Curve("tiered_marginal", bands=BANDS), "1.25", "1.375"),
        (Curve("tiered_marginal", bands=BANDS, cap=Fraction(3, 2)), "1.5", "1.5"),
        (Curve("tiered_marginal", bands=BANDS, threshold=Fraction(1, 2)), "0.5", "0.5"),
        (Curve("tiered_marginal", bands=BANDS, threshold=Fraction(1, 2)), "0.4999", "0"),
        (
            Curve("tiered_marginal", bands=BANDS, threshold=Fraction(1, 2), pays="above_threshold"),
            "1.25",
            "0.875",
        ),
        (Curve("tiered_retroactive", bands=BANDS), "1.25", "2.5"),
        (Curve("tiered_retroactive", bands=BANDS), "1", "1.5"),
        (
            Curve("tiered_retroactive", bands=BANDS, threshold=Fraction(1, 2), pays="above_threshold"),
            "1",
            "0.75",
        ),
        (Curve("step", bands=BANDS), "0.999", "1"),
        (Curve("step", bands=BANDS), "1", "1.5"),
        (Curve("step", bands=BANDS), "-1", "1"),
        (Curve("tiered_marginal", bands=BANDS), "-1", "0"),
        (Curve("linear", points=((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)))), "2", "1"),
        (
            Curve("linear", points=((Fraction(1, 2), Fraction(1, 4)), (Fraction(1), Fraction(1)))),
            "0.75",
            "0.625",
        ),
        (
            Curve("linear", points=((Fraction(1, 2), Fraction(1, 4)), (Fraction(1), Fraction(1)))),
            "0.1",
            "0.25",
        ),
        (Curve("linear", points=((Fraction(1, 2), Fraction(1, 4)),)), "0.9", "0.25"),
    ],
)
def test_curves(curve: Curve, attainment: str, rate: str) -> None:
    """Each curve type gives the rate worked by hand at, below and above its edges."""
    value = Fraction(attainment)
    quantity = Quantity(np.array([[value.numerator]]), (value.denominator,))
    cell = Picked(np.array([0]), np.array([0]))
    assert payout_rate(curve, cell.of(quantity)).value[0] == Fraction(rate)
    block = Block(slice(0, 1), slice(0, 1), np.zeros((1, 1), dtype=bool))
    assert (
        payout_rate(curve, block.of(quantity)).value[0, 0] == pytest.approx(float(Fraction(rate)), abs=1e-12)
        or block.doubt.any()
    )
