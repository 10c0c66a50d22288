"""All contestants of the engine benchmark do the same work."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import own
from benchmarks.arrays import inputs_of, plan_text
from benchmarks.contest import spread
from benchmarks.contestants import RIVALS, AbsentError, calls_of
from benchmarks.exact import exact_cents
from compplan.engine.exact.widths import narrow, wide

KINDS = ("random", "ties")
PEOPLE = 12


@pytest.mark.parametrize("kind", KINDS)
def test_compplan_is_exact(kind: str) -> None:
    """Every cell of compplan is what plain rationals give, with bases worked out before and in the call."""
    inputs = inputs_of(kind, PEOPLE)
    exact = np.array(exact_cents(plan_text(), inputs, range(inputs.cells)))
    for call in own.contestants(inputs, threads=1).values():
        product, relationship, total = call()
        assert product.ravel().tolist() == exact[:, 0].tolist()
        assert relationship.ravel().tolist() == exact[:, 1].tolist()
        assert total.ravel().tolist() == exact.sum(axis=1).tolist()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rival", RIVALS)
def test_a_rival_is_never_more_than_a_cent_away(rival: str, kind: str) -> None:
    """A rival's cents differ from compplan's by its rounding at most."""
    inputs = inputs_of(kind, PEOPLE)
    try:
        calls = calls_of(rival, inputs, threads=2)
    except AbsentError as error:
        pytest.skip(str(error))
    right = own.contestants(inputs, threads=1)[own.NAME]()
    for call in calls.values():
        found = call()
        sample = spread(inputs.cells, found[0].size)
        for mine, theirs in zip(right[:2], found[:2], strict=True):
            assert np.abs(mine.ravel()[sample] - np.ravel(theirs)).max() <= 1
        assert np.ravel(found[2]).tolist() == (np.ravel(found[0]) + np.ravel(found[1])).tolist()


def test_round_numbers_make_ties() -> None:
    """At least one cell in twenty of the kind ``ties`` is evaluated again in exact rationals."""
    assert own.cells_redone(inputs_of("ties", 500), threads=1) > 0.05


@pytest.mark.parametrize("kind", KINDS)
def test_counts_are_given_as_the_engine_keeps_them(kind: str) -> None:
    """The engine would hold them in as many bytes, so that what it is given is what it has."""
    inputs = inputs_of(kind, PEOPLE)
    counts = inputs.responses, inputs.favourable
    assert [each.dtype for each in narrow(*map(wide, counts))] == [each.dtype for each in counts]


def test_inputs_are_seeded() -> None:
    """The same seed draws the same inputs, another seed others."""
    first, same, other = (inputs_of("random", PEOPLE, seed) for seed in (1, 1, 2))
    assert (first.actual == same.actual).all()
    assert (first.actual != other.actual).any()
