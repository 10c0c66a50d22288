"""The compiled kernel pays what the other numbers pay, or leaves it in doubt."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from benchmarks import own
from benchmarks.arrays import MONTHS, compiled_of, inputs_of, plan_text
from benchmarks.exact import exact_cents
from compplan.engine.curve import payout_rate
from compplan.engine.exact.cells import Picked
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.exact.quantity import Quantity
from compplan.engine.fused.lines import kernel_of
from compplan.engine.measure import Ratio
from compplan.engine.run import evaluate
from compplan.plan.model import Band, Curve
from tests.engine.small import panel
from tests.oracle.generate import generate

pytest.importorskip("numba", reason="the extra 'fast' is not installed")

shares = st.builds(Fraction, st.integers(1, 400), st.sampled_from([100, 3, 8, 250]))


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Draw a curve that the kernel knows."""
    cap = draw(st.none() | shares)
    if draw(st.booleans()):
        knots = sorted(draw(st.sets(shares, min_size=1, max_size=4)))
        return Curve("linear", points=tuple((knot, draw(shares)) for knot in knots), cap=cap)
    edges = sorted(draw(st.sets(shares, max_size=3)))
    bands = tuple(Band(edge, draw(shares)) for edge in [*edges, None])
    threshold = draw(st.none() | shares)
    pays = draw(st.sampled_from(["from_zero", "above_threshold"])) if threshold else None
    words: dict[str, Any] = {"pays": pays} if pays else {}
    return Curve("tiered_marginal", bands=bands, threshold=threshold, cap=cap, **words)


whole_numbers = st.integers(-300, 10**9) | st.integers(0, 500).map(lambda n: n * 100_000)
targets = st.integers(1, 10**8) | st.integers(1, 100).map(lambda n: n * 100_000)


@settings(max_examples=300, deadline=None)
@given(
    curves(),
    st.lists(st.tuples(whole_numbers, targets, whole_numbers), min_size=1, max_size=20),
    st.integers(1, 5000),
    st.sampled_from(["half_up", "half_even", "half_down"]),
)
def test_a_cell_is_right_or_in_doubt(
    curve: Curve, cells: list[tuple[int, int, int]], denominator: int, mode: Any
) -> None:
    """Whatever the curve, a cell equals exact arithmetic unless it is marked."""
    actuals, bottoms, bases = (np.array([part]) for part in zip(*cells, strict=True))
    actual, target = Quantity(actuals, (1,)), Quantity(bottoms, (7,))
    base = Quantity(bases.astype(np.int32), (denominator,))
    nowhere = np.zeros(actuals.shape, dtype=bool)
    source = Ratio(actual, target, nowhere, nowhere, None, target)
    kernel = kernel_of(curve, source, base, 1, mode, 1)
    assert kernel is not None
    out, doubt = np.zeros(actuals.shape, dtype=kernel.kind), nowhere.copy()
    kernel.pay(out, slice(0, 1), slice(0, len(cells)), doubt)
    picked = Picked(np.zeros(len(cells), dtype=np.intp), np.arange(len(cells)))
    exact = payout_rate(curve, source.attainment(picked)).times(picked.of(base)).value
    expected = np.array([round_exactly(value, mode) for value in exact])
    assert (doubt[0] | (out[0] == expected)).all()
    assert kernel.kind is np.int64 or max(abs(amount) for amount in expected.tolist()) < 2**30


@pytest.mark.parametrize("kind", ["random", "ties"])
def test_payments_are_exact(kind: str) -> None:
    """With the kernel, every cell of the benchmark is what plain rationals give, and is kept in 32 bits."""
    inputs = inputs_of(kind, 40)
    product, relationship, total = own.contestants(inputs, threads=2)[own.FAST]()
    assert {each.dtype for each in (product, relationship, total)} == {np.dtype(np.int32)}
    assert (total == product + relationship).all()
    exact = np.array(exact_cents(plan_text(), inputs, range(inputs.cells)))
    assert product.ravel().tolist() == exact[:, 0].tolist()
    assert relationship.ravel().tolist() == exact[:, 1].tolist()


@pytest.mark.parametrize("seed", range(40))
def test_any_plan_pays_the_same(seed: int) -> None:
    """Whatever words a plan uses, those that the kernel does not know too, the payments are the same."""
    text, tables = generate(seed, participants=8)
    compiled = cp.run(cp.parse_plan(text), panel(tables)).plans[0].compiled
    with_kernel, without = (evaluate(compiled, fast=fast) for fast in (True, False))
    for one, other in zip(with_kernel.components, without.components, strict=True):
        assert one.earned.rounded.tolist() == other.earned.rounded.tolist()


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("base", [2**50 - 1, 2**50 + 1, 2**53 - 1, 2**53, 2**60])
def test_pay_that_is_too_large_is_refused(base: int, *, fast: bool) -> None:
    """Up to the last amount that is exact lines are paid; the next is refused, whoever works them out."""
    inputs = inputs_of("ties", 1)
    compiled = compiled_of(replace(inputs, actual=inputs.target))
    part = replace(compiled.components[0], base=Quantity(np.full(inputs.actual.shape, base), (1,) * MONTHS))
    large = replace(compiled, components=(part,))
    if base < 2**53:
        (found,) = evaluate(large, fast=fast).components
        assert set(found.paid.paid.ravel().tolist()) == {base}
        assert found.earned.bound >= base
    else:
        with pytest.raises(cp.DiagnosticError, match="too large to be exact"):
            evaluate(large, fast=fast)


def test_words_that_it_does_not_know_are_left_to_others() -> None:
    """A curve with jumps, or rounding up, is not for the kernel."""
    one = Quantity(np.ones((1, 1), dtype=np.int64), (1,))
    nowhere = np.zeros((1, 1), dtype=bool)
    source = Ratio(one, one, nowhere, nowhere, None, one)
    band = (Band(None, Fraction(1)),)
    assert kernel_of(Curve("step", bands=band), source, one, 1, "half_up", 1) is None
    assert kernel_of(Curve("tiered_marginal", bands=band), source, one, 1, "up", 1) is None
    assert kernel_of(Curve("tiered_marginal", bands=band), source, one, 1, "half_up", 1) is not None


@pytest.mark.parametrize("components", [1, 2, 3])
@pytest.mark.parametrize(("most", "bits"), [(2**30 - 2, 32), (2**30 - 1, 64), (2**31 - 1, 64)])
def test_lines_are_as_wide_as_the_most_that_is_paid(most: int, bits: int, components: int) -> None:
    """Where two lines might not fit 32 bits together, they are kept in 64; sums are right either way."""
    inputs = inputs_of("ties", 3)
    compiled = compiled_of(replace(inputs, actual=inputs.target))
    base = Quantity(np.full(inputs.actual.shape, 2**31 - 1, dtype=np.int32), (1,) * MONTHS)
    part = compiled.components[0]
    curve = replace(part.curve, cap=Fraction(most, 2**31 - 1))
    parts = (replace(part, base=base, measure=replace(part.measure, curve=curve)),) * components
    found = evaluate(replace(compiled, components=parts), fast=True)
    assert {each.paid.lines.dtype.itemsize * 8 for each in found.components} == {bits}
    assert {each.paid.paid.dtype for each in found.components} == {np.dtype(np.int64)}
    (amount, _), (kept, _) = found.payments(), found.sums()
    assert amount.dtype == np.int64
    assert kept.dtype.itemsize * 8 == (bits if components < 3 else 64)
    assert set(amount.ravel().tolist()) == set(kept.ravel().tolist()) == {components * most}


def test_a_small_run_does_not_load_it() -> None:
    """What is done before the kernel would be loaded does not wait for it."""
    code = (
        "import sys, compplan as cp; folder = cp.bundled('plans');"
        "cp.run(cp.load_plan(folder / 'bold.yaml'), folder / 'data'); print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
