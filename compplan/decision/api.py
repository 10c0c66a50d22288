"""Decisions as callers use them: the best path under limits, and which assumption decides an answer."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Unpack

from compplan.data.model import Panel
from compplan.decision.asked import (
    End,
    Method,
    refuse,
    unknown,
    unknown_period,
    wrong_question,
    wrong_search,
)
from compplan.decision.candidates import THRESHOLDS
from compplan.decision.optimum import Optimum, best_path
from compplan.decision.search import Aim, Choice
from compplan.decision.sensitivity import Screened, Variance, morris, sobol
from compplan.decision.switching import OneWay, one_way
from compplan.diagnostics import Diagnostic, Place
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.simulation.api import prepare
from compplan.simulation.inputs import Inputs
from compplan.simulation.periods import ALL, periods
from compplan.simulation.prepare import Prepared
from compplan.simulation.question import Answers, Floats, Question, answers
from compplan.simulation.study import Progress
from compplan.simulation.worlds import Path

Found = Sequence[OneWay] | Sequence[Screened] | Variance
_TRAJECTORIES, _BASE_POINTS = 32, 256


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What each parameter does to an answer: by worldview, worst first.

    The answer is ``metric`` of ``path`` less that of ``other``, if there is one, over ``period``.

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
    path: Path
    other: Path | None
    found: Mapping[str, Found]

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give what decides the answer as a page, one HTML file; with a path, write it there too.

        DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> found = cp.sensitivity(plans, cp.bundled("plans") / "data", method="one_way", through="2027-01")
        >>> found.to_html("decides.html")  # doctest: +SKIP
        """
        from compplan.report.page.sensitivity_page import sensitivity_html
        from compplan.report.page.write import written_to

        return written_to(path, sensitivity_html(self))

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write what decides the answer as a workbook; DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> found = cp.sensitivity(plans, cp.bundled("plans") / "data", method="one_way", through="2027-01")
        >>> found.to_xlsx("decides.xlsx")  # doctest: +SKIP
        """
        from compplan.report.files import write_file
        from compplan.report.workbook.sensitivity_book import sensitivity_book

        write_file(path, sensitivity_book(self))


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
    threshold: float | None = None,
    end: End = "reached",
    samples: int = 64,
    progress: Progress = lambda _done, _of: None,
    executor: Executor | None = None,
    **inputs: Unpack[Inputs],
) -> Optimum:
    """Search for the best path from the weights of old to the end of the last plan.

    Named paths are tried, and free ones that never go back. ``objective`` is what there should be most of:
    net_contribution, revenue or favourable_share; ``choose`` says whether on average over worldviews
    (``mean``) or as the least regret in the worst of them (``regret``). ``budget`` bounds the P90 of pay over
    the plan in every worldview, in units of the currency, ``risk`` the share of samples that fall below the
    first plan. ``allow`` names what may be done beside the weights: easier_target, guarantee, coaching,
    clarity. ``pilots`` tries paths on some people first, which go on if these brought more than the others by
    ``threshold``, a share of usual revenue (of shares, in points); by default some are tried. ``end`` says
    whether the last year must have the plan's last weights (``reached``) or may stop short (``open``).
    ``executor`` shares candidates among its workers. The other arguments are those of `simulate`; ``paths``
    are tried too. The same seed finds the same path, whoever works.

    DiagnosticError with what is wrong.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.optimize(bold, cp.bundled("plans") / "data", samples=2, through="2027-01", end="open")
    >>> found.best.over
    0.0
    """
    refuse(wrong_search(objective, choose, end, allow, budget, risk, threshold, samples))
    paths = inputs.pop("paths", ())
    ready = prepare(plans, data, **inputs)
    refuse(nowhere(ready.end))
    months = ready.setting.months
    reached = max(months - 12, 0) if end == "reached" else months
    thresholds = THRESHOLDS if threshold is None else (threshold,)
    aim = Aim(objective, choose, budget, risk, tuple(allow), pilots, reached, thresholds)
    return best_path(ready, aim, samples, progress, paths, executor)


def sensitivity(
    plans: Plan | Sequence[Plan],
    data: Panel | Any = None,
    *,
    method: Method = "sobol",
    metric: str = "net_contribution",
    period: str = ALL,
    against: str | None = None,
    size: int | None = None,
    luck: int = 0,
    progress: Progress = lambda _done, _of: None,
    executor: Executor | None = None,
    **inputs: Unpack[Inputs],
) -> Sensitivity:
    """Say which parameters decide a figure of the last plan less that of another, in each worldview.

    ``against`` names the other plan or path, by default the first. ``one_way`` moves each parameter alone and
    gives its switch point; ``morris`` screens (``size`` trajectories, by default 32); ``sobol`` splits the
    variance (``size`` a power of two, by default 256, times parameters plus 2 points). ``period`` is a month,
    a plan year or ``all``; ``luck`` averages each answer over so many samples of luck, the same for every
    point. ``executor`` shares points among its workers; the answers are the same, bit for bit. ``progress``
    is told how many points of how many are done. The other arguments are those of `simulate`.

    DiagnosticError with what is wrong.

    >>> import compplan as cp
    >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
    >>> found = cp.sensitivity(plans, cp.bundled("plans") / "data", method="one_way", through="2027-01")
    >>> list(found.found)
    ['evidence', 'relationship', 'sceptic']
    """
    refuse(wrong_question(method, metric, size, luck))
    ready = prepare(plans, data, **inputs)
    names = [path.name for path in ready.paths]
    refuse(_unknown_period(period, ready), unknown("--against", against, names[:-1]) if against else ())
    path, other = ready.paths[-1], _other(ready.paths, against)
    end = ready.paths[-1 - len(inputs.get("paths", ()))].name
    refuse(_not_asked(ready.paths, [path, *([other] if other else [])], end))
    found: dict[str, Found] = {}
    for at, view in enumerate(ready.worldviews):
        question = Question(ready.setting, path, other, view, metric, period, luck)
        ask = _asking(executor, progress, at, len(ready.worldviews))
        found[view] = _asked(question, method, size, ready.setting.seed, ask)
    return Sensitivity(ready, method, metric, period, path, other, found)


def nowhere(plan: Plan) -> list[Diagnostic]:
    """Tell of a plan that ends with the weights of old: there is no way to its end."""
    if weights_by_month(plan.weights, plan.months)[-1] != plan.weights.before:
        return []
    place = Place(plan.source.file if plan.source else plan.id)
    hint = "name last the plan to whose weights the search is to find the way"
    return [Diagnostic("CP533", f"plan '{plan.id}' ends with the weights of old", place, hint)]


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
        return morris(question, size or _TRAJECTORIES, seed)
    return sobol(question, size or _BASE_POINTS, seed)


def _other(paths: Sequence[Path], against: str | None) -> Path | None:
    if against is None:
        return paths[0] if len(paths) > 1 else None
    return next(path for path in paths if path.name == against)


def _not_asked(paths: Sequence[Path], asked: Sequence[Path], end: str) -> Iterator[Diagnostic]:
    """Tell of plans that the answer does not look at; that whose ``end`` further paths lead to is needed."""
    names = [path.name for path in asked]
    for each in paths:
        if each.name not in (*names, end):
            text = f"'{each.name}' is no part of the answer, {' less '.join(names)}"
            hint = "leave it out, or say with --against what the last one is compared with"
            yield Diagnostic("CP534", text, Place(each.name), hint)


def _unknown_period(period: str, ready: Prepared) -> Iterator[Diagnostic]:
    spans = [name for name, _ in periods(ready.end.starts, ready.setting.months)]
    months = ready.setting.months
    return unknown_period(period, spans[:months], spans[months:])
