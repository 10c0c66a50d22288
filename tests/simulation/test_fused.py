"""The compiled kernel lives through what the readable model lives through, and pays what the engine pays."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import compplan as cp
from compplan.simulation.fused import can_live, fallbacks
from compplan.simulation.fused.native import functions
from compplan.simulation.luck import Luck
from compplan.simulation.outcome import Outcome
from compplan.simulation.response.world import Levers
from compplan.simulation.run import Setting, luck_of, outcome_of, world_of
from compplan.simulation.worlds import Path
from tests.simulation import company

pytest.importorskip("numba", reason="the extra 'fast' is not installed")


@cache
def settings() -> tuple[Setting, Setting]:
    """Give the setting without and with the kernel."""
    plain = company.setting(months=30)
    return plain, replace(plain, fast=True)


def both(path: Path, worldview: str = "evidence", samples: int = 6) -> tuple[Outcome, Outcome]:
    """Live through a path in both ways."""
    luck = luck_of(settings()[0], np.arange(samples))
    values = company.values(samples, worldview)
    plain, fast = (outcome_of(each, path, values, luck) for each in settings())
    return plain, fast


def assert_same(plain: Outcome, fast: Outcome) -> None:
    """Compare every figure to 1e-12, leavers and months held exactly."""
    assert np.array_equal(plain.figures["leavers"], fast.figures["leavers"])
    assert np.array_equal(plain.months, fast.months)
    for name, figures in plain.figures.items():
        assert fast.figures[name] == pytest.approx(figures, rel=1e-12, abs=1e-12), name
    assert fast.behaviours == pytest.approx(plain.behaviours, rel=1e-12)
    assert fast.pay == pytest.approx(plain.pay, rel=1e-12)


@pytest.mark.parametrize("worldview", ["evidence", "sceptic"])
@pytest.mark.parametrize("name", ["status-quo", "bold", "gradual"])
def test_kernel_and_model_agree(name: str, worldview: str) -> None:
    """T19: every series to 1e-12, leavers exactly, awards and balances of the year included."""
    assert_same(*both(company.path(name), worldview))


BANDS = "bands: [{to: 90%, rate: 40%}, {to: 110%, rate: 90%}, {rate: 130%}]"


@pytest.mark.parametrize(
    "words",
    [
        "type: step, includes: from",
        "type: step, includes: to",
        "type: tiered_retroactive, includes: from",
        "type: tiered_retroactive, includes: from, threshold: 60%, pays: above_threshold, cap: 150%",
        "type: tiered_retroactive, includes: to, pays: above_band",
    ],
)
def test_kernel_pays_steps_and_bands(words: str) -> None:
    """Rates that jump between bands are paid as the engine pays them, to the year's end too."""
    source = company.plan("bold").source
    assert source is not None
    text = re.sub(
        r"(?ms)^    curve:\n      type: tiered_marginal.*?(?=^  \w)",
        f"    curve: {{{words}, {BANDS}}}\n",
        source.text,
    )
    plan = cp.parse_plan(text)
    path = replace(company.path("bold"), plan=plan)
    assert plan.measure("product_revenue").curve.type in words
    assert list(fallbacks([path])) == []
    assert_same(*both(path, samples=2))


def test_kernel_and_model_agree_on_many_raters() -> None:
    """However many answer, and however good they find it, both count alike."""
    setting = company.setting(months=6)
    force = replace(
        setting.workforce,
        raters=np.full_like(setting.workforce.raters, 300.0),
        rating_logit=np.linspace(-3, 6, len(setting.workforce.ids)),
    )
    setting = replace(setting, workforce=force)
    luck = luck_of(setting, np.arange(2))
    plain, fast = (
        outcome_of(replace(setting, fast=fast), company.path("bold"), company.values(2), luck)
        for fast in (False, True)
    )
    assert_same(plain, fast)
    assert fast.behaviours.mean() > 0.5


def test_kernel_knows_the_levers() -> None:
    """Guarantee, easier targets, coaching, clarity, sign-off and recognition are the same in both."""
    levers = Levers(
        easier_target=0.9, guarantee=0.9, clarity=0.5, coaching=2.0, sign_off=0.5, recognition=0.06
    )
    assert_same(*both(replace(company.path("bold"), levers=levers)))


def test_what_the_kernel_does_not_know_is_named_and_done_without_it() -> None:
    """A cap is paid by the engine, a lever outside the kernel lived through by the model; both are named."""
    path = company.path("bold")
    capped = replace(path, plan=replace(path.plan, best_of=(("product_revenue", "relationship"),)))
    focused = replace(path, levers=Levers(focus=1.0))
    assert_same(*both(capped, samples=2))
    plain, fast = both(focused, samples=2)
    assert np.array_equal(plain.figures["revenue"], fast.figures["revenue"])
    assert list(fallbacks([path])) == []
    assert [note.split(",")[0] for note in fallbacks([capped, focused])] == [
        "Paid without the compiled kernel",
        "Without the compiled kernel",
    ]
    luck = luck_of(settings()[1], np.arange(1))
    assert not can_live(world_of(settings()[1], focused, company.values(1), luck))


def test_bits_do_not_depend_on_how_samples_are_grouped() -> None:
    """T18: samples one by one, in other chunks and threads, are the same bits."""
    fast = settings()[1]
    whole = outcome_of(fast, company.path("bold"), company.values(5), luck_of(fast, np.arange(5)))
    for sample in (0, 4):
        values = {name: each[sample : sample + 1] for name, each in company.values(5).items()}
        alone = outcome_of(fast, company.path("bold"), values, luck_of(fast, np.array([sample])))
        for name, figures in alone.figures.items():
            assert np.array_equal(figures[0], whole.figures[name][sample]), name
        assert np.array_equal(alone.pay[0], whole.pay[sample])


def test_luck_is_the_same_in_both() -> None:
    """Uniform numbers are the same bits, deviates the same to the last digits, also far out in the tails."""
    from compplan.simulation.fused.compiled.rows import LANES

    luck = Luck(7, np.array([0, 3, (1 << 40) + 2]), LANES + 5, 3)
    tiles = np.moveaxis(luck.tiles(10), 1, 3).reshape(3, 3, 16, -1)[..., : LANES + 5]
    for month, noise in enumerate(luck.months):
        assert noise.uniform is not None
        assert np.array_equal(np.moveaxis(tiles[:, month, 3:], 1, 0), noise.uniform[3:])
        for purpose in range(3):
            assert tiles[:, month, purpose] == pytest.approx(noise.normal(purpose), rel=1e-12, abs=1e-14)
    some = np.array([2, LANES + 1])
    assert np.array_equal(luck.of(some).tiles(10)[:, 0, ..., :2], tiles[..., some])


def test_what_is_compiled_is_kept_and_found_again() -> None:
    """Machine code that is kept runs in a process that loads no compiler, and gives the same bits."""
    code = (
        "import sys, numpy as np; from compplan.simulation.luck import Luck;"
        "print(Luck(7, np.arange(2), 3, 2).tiles(1).sum().hex(), 'numba' in sys.modules)"
    )
    functions()
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.split() == [Luck(7, np.arange(2), 3, 2).tiles(1).sum().hex(), "False"]


def test_a_study_says_what_it_did_without_the_kernel() -> None:
    """A plan with gates comes with a note that the kernel did not take part."""
    source = company.plan("bold").source
    assert source is not None
    words = "type: hard, measure: relationship, at_least: 60%, applies_to: [product_revenue]"
    plan = cp.parse_plan(f"{source.text}\ngates:\n  first: {{{words}}}\n")
    study = cp.simulate(plan, company.panel(), samples=2, through="2027-02", worldviews=["evidence"])
    assert any("Without the compiled kernel" in note for note in study.notes)
