"""Weights over time and boldness, by hand and by law."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.plan.model import Path, PathType, Weights
from compplan.plan.path import boldness, weights_by_month

OLD, NEW = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))


def _toward(share: str) -> Weights:
    return (1 - Fraction(share), Fraction(share))


def test_steps_change_with_the_plan_year() -> None:
    """Months 1 to 12 have the first row, 13 to 24 the second."""
    path = Path("steps", OLD, ((1, _toward("0.2")), (2, _toward("0.5"))))
    months = weights_by_month(path, 24)
    assert months == (_toward("0.2"),) * 12 + (_toward("0.5"),) * 12


def test_a_month_holds_until_the_next_that_is_named() -> None:
    """Between named months the earlier one's weights go on."""
    path = Path("monthly", OLD, ((1, OLD), (4, _toward("0.3")), (6, NEW)))
    shares = [weights[1] for weights in weights_by_month(path, 7)]
    assert shares == [0, 0, 0, Fraction(3, 10), Fraction(3, 10), 1, 1]


def test_linear_moves_by_equal_parts_and_stays_there() -> None:
    """A path over four months moves a quarter each month, beginning with the first."""
    shares = [weights[1] for weights in weights_by_month(Path("linear", OLD, ((1, NEW),), 4), 6)]
    assert shares == [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1, 1, 1]


def test_s_curve_has_exact_rationals() -> None:
    """Over three months 3x^2 - 2x^3 gives 7/27, 20/27 and 1, without rounding."""
    shares = [weights[1] for weights in weights_by_month(Path("s_curve", OLD, ((1, NEW),), 3), 4)]
    assert shares == [Fraction(7, 27), Fraction(20, 27), 1, 1]


BOLDNESS = {
    "80/20, 50/50, 30/70": (
        Path("steps", OLD, ((1, _toward("0.2")), (2, _toward("0.5")), (3, _toward("0.7")))),
        Fraction(2, 3),
    ),
    "immediate": (Path("steps", OLD, ((1, NEW), (2, NEW), (3, NEW))), Fraction(1)),
    "linear over 36 months": (Path("linear", OLD, ((1, NEW),), 36), Fraction(37, 72)),
    "s-curve over 36 months": (
        Path("s_curve", OLD, ((1, NEW),), 36),
        sum((3 * Fraction(m, 36) ** 2 - 2 * Fraction(m, 36) ** 3 for m in range(1, 37)), Fraction()) / 36,
    ),
    "last month only": (Path("monthly", OLD, ((1, OLD), (36, NEW))), Fraction(1, 36)),
    "beyond and back": (Path("monthly", OLD, ((1, NEW), (19, _toward("0.5")))), Fraction(3, 2)),
    "nothing": (Path("linear", OLD, ((1, OLD),), 36), None),
    "there and back": (Path("monthly", OLD, ((1, NEW), (36, OLD))), None),
}


@pytest.mark.parametrize(("path", "expected"), BOLDNESS.values(), ids=BOLDNESS)
def test_boldness_is_the_area_under_the_path(path: Path, expected: Fraction | None) -> None:
    """Boldness is the mean distance over the plan's 36 months / the last month's distance."""
    assert boldness(path, 36) == expected


def _weights(measures: int) -> st.SearchStrategy[Weights]:
    parts = st.lists(st.integers(0, 10**6), min_size=measures, max_size=measures).filter(any)
    return parts.map(lambda found: tuple(Fraction(part, sum(found)) for part in found))


KINDS: tuple[PathType, ...] = ("steps", "linear", "s_curve", "monthly")


@st.composite
def _paths(draw: st.DrawFn) -> tuple[Path, int]:
    measures, years = draw(st.integers(1, 5)), draw(st.integers(1, 10))
    kind = draw(st.sampled_from(KINDS))
    row = _weights(measures)
    before = draw(row)
    if kind in ("linear", "s_curve"):
        return Path(kind, before, ((1, draw(row)),), draw(st.integers(1, 12 * years))), 12 * years
    later = draw(st.sets(st.integers(2, 12 * years))) if kind == "monthly" else range(2, years + 1)
    return Path(kind, before, tuple((key, draw(row)) for key in (1, *sorted(later)))), 12 * years


@given(_paths())
def test_weights_of_every_month_sum_to_one(case: tuple[Path, int]) -> None:
    """No month's weights are more or less than the whole target incentive, not by the smallest part."""
    path, months = case
    found = weights_by_month(path, months)
    assert len(found) == months
    assert all(sum(weights) == 1 and min(weights) >= 0 for weights in found)


@given(_paths())
def test_boldness_lies_between_its_extremes(case: tuple[Path, int]) -> None:
    """A path that never goes beyond its end has a boldness of at most 1, and is above 0."""
    path, months = case
    bold = boldness(path, months)
    if path.type in ("linear", "s_curve"):
        assert (bold is None) == (path.rows[0][1] == path.before)
        assert bold is None or 0 < bold <= 1
    else:
        assert bold is None or bold > 0
