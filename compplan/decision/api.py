"""Decisions as callers use them: the best path under limits, and which assumption decides an answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from compplan.data.model import Panel
from compplan.decision.candidates import LEVELS
from compplan.decision.optimum import Optimum, best_path
from compplan.decision.score import METRICS
from compplan.decision.search import Aim, Choice
from compplan.decision.sensitivity import Screened, Variance, morris, sobol
from compplan.decision.switching import OneWay, one_way
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.mends import did_you_mean
from compplan.plan.model import Plan
from compplan.simulation.api import prepare
from compplan.simulation.parameters.read import Assumptions
from compplan.simulation.periods import ALL, periods
from compplan.simulation.prepare import Prepared
from compplan.simulation.question import Answers, Floats, Question, answers
from compplan.simulation.study import Progress
from compplan.simulation.tables import METRICS as FIGURES

Method = Literal["one_way", "morris", "sobol"]
Found = Sequence[OneWay] | Sequence[Screened] | Variance


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What each parameter does to an answer: by worldview, worst first.

    The answer is ``metric`` of the last plan less that of the first, over ``period``.

    >>> import compplan as cp
    >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
    >>> found = cp.sensitivity(plans, cp.bundled("plans") / "data", method="one_way", through="2027-06")
    >>> found.found["evidence"][0].parameter
    'incentive_elasticity'
    """

    prepared: Prepared
    method: Method
    metric: str
    period: str
    found: Mapping[str, Found]


def optimize(
    plans: Plan | Sequence[Plan],
    data: Panel | Any = None,
    *,
    objective: str = "net_contribution",
    choose: Choice = "mean",
    budget: float | None = None,
    risk: float | None = None,
    allow: Sequence[str] = (),
    pilots: bool = False,
    end: Literal["reached", "open"] = "reached",
    samples: int = 64,
    seed: int = 1,
    through: str | None = None,
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    worldviews: Sequence[str] | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Fraction] | None = None,
    progress: Progress = lambda _done, _of: None,
    executor: Executor | None = None,
) -> Optimum:
    """Search for the best path from the weights of old to the end of the last plan.

    Named paths are tried, and free ones that never go back. ``objective`` is what there should be most of;
    ``choose`` says whether on average over worldviews (``mean``) or as the least regret in the worst of them
    (``regret``). ``budget`` bounds the P90 of pay over the plan in every worldview, in units of the currency,
    ``risk`` the share of samples that fall below the first plan. ``allow`` names what may be done beside the
    weights: easier_target, guarantee, coaching, clarity; ``pilots`` tries the best path on some people first.
    ``end`` says whether the last year must have the plan's last weights (``reached``) or may stop short
    (``open``). ``executor`` shares candidates among its workers. The other arguments are those of `simulate`.
    The same seed finds the same path, whoever works.

    DiagnosticError with what is wrong.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.optimize(bold, cp.bundled("plans") / "data", samples=2, through="2027-01", end="open")
    >>> found.best.over
    0.0
    """
    _known("--objective", objective, METRICS[:2] + METRICS[3:], "CP531")
    for name in allow:
        _known("--allow", name, tuple(LEVELS), "CP531")
    ready = prepare(
        plans,
        data,
        seed=seed,
        through=through,
        assumptions=assumptions,
        worldviews=worldviews,
        as_if=as_if,
        assume=assume,
    )
    months = ready.setting.months
    reached = max(months - 12, 0) if end == "reached" else months
    aim = Aim(objective, choose, budget, risk, tuple(allow), pilots, reached)
    return best_path(ready, aim, samples, progress, executor)


def sensitivity(
    plans: Plan | Sequence[Plan],
    data: Panel | Any = None,
    *,
    method: Method = "sobol",
    metric: str = "net_contribution",
    period: str = ALL,
    size: int | None = None,
    luck: int = 0,
    seed: int = 1,
    through: str | None = None,
    paths: Sequence[str] = (),
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    worldviews: Sequence[str] | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Fraction] | None = None,
    progress: Progress = lambda _done, _of: None,
    executor: Executor | None = None,
) -> Sensitivity:
    """Say which parameters decide a figure of the last plan less that of the first, in each worldview.

    ``one_way`` moves each parameter alone and gives its switch point; ``morris`` screens (``size``
    trajectories, by default 32); ``sobol`` splits the variance (``size`` a power of two, by default 256,
    times parameters plus 2 points). ``period`` is a month, a plan year or ``all``; ``luck`` averages each
    answer over so many samples of luck, the same for every point. ``executor`` shares points among its
    workers; the answers are the same, bit for bit. ``progress`` is told how many points of how many are done.
    Other arguments are those of `simulate`.

    DiagnosticError with what is wrong.

    >>> import compplan as cp
    >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
    >>> found = cp.sensitivity(plans, cp.bundled("plans") / "data", method="one_way", through="2027-01")
    >>> list(found.found)
    ['evidence', 'relationship', 'sceptic']
    """
    if method == "sobol" and size is not None and size & (size - 1):
        hint = f"write {1 << size.bit_length()}"
        raise DiagnosticError([Diagnostic("CP531", f"{size} is no power of two", Place("--size"), hint)])
    ready = prepare(
        plans,
        data,
        seed=seed,
        through=through,
        paths=paths,
        assumptions=assumptions,
        worldviews=worldviews,
        as_if=as_if,
        assume=assume,
    )
    _known("--metric", metric, FIGURES, "CP531")
    spans = [name for name, _ in periods(ready.end.starts, ready.setting.months)]
    _known("--period", period, tuple(spans), "CP531")
    other = ready.paths[0] if len(ready.paths) > 1 else None
    found: dict[str, Found] = {}
    for at, view in enumerate(ready.worldviews):
        question = Question(ready.setting, ready.paths[-1], other, view, metric, period, luck)
        ask = _asking(executor, progress, at, len(ready.worldviews))
        found[view] = _asked(question, method, size, seed, ask)
    return Sensitivity(ready, method, metric, period, found)


def _asking(executor: Executor | None, progress: Progress, at: int, of: int) -> Answers:
    """Let an executor answer, and tell of progress in the worldview ``at`` of some that are alike."""

    def ask(question: Question, points: Floats) -> Floats:
        return answers(
            question, points, executor, lambda done, every: progress(at * every + done, of * every)
        )

    return ask


def _asked(question: Question, method: Method, size: int | None, seed: int, ask: Answers) -> Found:
    if method == "one_way":
        return one_way(question, ask)
    if method == "morris":
        return morris(question, size or 32, seed, ask)
    return sobol(question, size or 256, seed, ask)


def _known(option: str, word: str, words: Sequence[str], code: str) -> None:
    if word not in words:
        hint = did_you_mean(word, words) or f"write one of {', '.join(words[-6:])}"
        raise DiagnosticError([Diagnostic(code, f"unknown '{word}'", Place(option), hint)])
