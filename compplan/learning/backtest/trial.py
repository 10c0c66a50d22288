"""Test forecasts of a series: what may be tested, the rolling itself, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.learning.backtest.naive import NAIVE, Method
from compplan.learning.backtest.planned import Planned, as_given, with_own_errors
from compplan.learning.backtest.result import Backtest
from compplan.learning.backtest.rolling import OURS, Progress, Scored, rolled
from compplan.learning.backtest.series import Series, active_months, begun
from compplan.learning.backtest.summary import best_naive, pit_table, scores_table, skill_table
from compplan.learning.backtest.unmoved import unmoved

HORIZONS = (1, 3, 6, 12)
LEAST = 6
"""Months of other than 0 that a participant has by an origin, to be scored from it."""
UNMOVED, PLANNERS = "simulator, behaviour off", "planners"


def trial(
    series: Series,
    *,
    figure: str = "revenue",
    currency: str = "",
    horizons: Sequence[int] = HORIZONS,
    start: int | None = None,
    least: int = LEAST,
    noise: float = 0.25,
    planned: Planned | None = None,
    notes: Sequence[str] = (),
    progress: Progress = lambda _done, _of: None,
) -> Backtest:
    """Test forecasts of a series from rolling origins; DiagnosticError (CP561) if nothing can be tested.

    ``start`` is the row of the first origin, by default after half of the months, at least 6 and at most 12;
    ``least`` is how many months of other than 0 a participant needs by an origin; ``noise`` the sd of a
    month's log that the simulator assumes where the past does not tell it.
    """
    known, series = series.first, begun(series)
    ahead = tuple(sorted(set(horizons)))
    first = _start(series) if start is None else start - (series.first - known)
    found = rolled(series, ahead, first, least, _others(series, noise, planned), progress)
    if not (found.scored.method == 0).any():
        raise DiagnosticError([_nothing(series, ahead, first, least)])
    return Backtest(
        figure=figure,
        currency=currency,
        series=series,
        horizons=ahead,
        least=least,
        rolled=found,
        best=best_naive(found.scored, ahead),
        notes=(*notes, *_untested(series, ahead, found.scored, first, least)),
        scores=scores_table(found.scored, ahead),
        skill=skill_table(found.scored, ahead),
        pit=pit_table(found.scored, ahead),
    )


def _start(series: Series) -> int:
    return min(max(len(series.values) // 2, 6), 12) - 1


def _others(series: Series, noise: float, planned: Planned | None) -> Mapping[str, Method]:
    others: dict[str, Method] = {**NAIVE, UNMOVED: partial(unmoved, series.first, noise)}
    if planned is not None:
        others[PLANNERS] = partial(as_given, planned)
        others[f"{PLANNERS}, with their errors"] = partial(with_own_errors, planned)
    return others


def _nothing(series: Series, horizons: Sequence[int], start: int, least: int) -> Diagnostic:
    months = len(series.values)
    if months < start + 1 + min(horizons):
        why = f"{months} months are too few: the first forecast is made after {start + 1}"
    elif not (active_months(series.values) >= least).any():
        why = f"nobody has {least} months of other than 0"
    else:
        why = "too few earlier forecasts tell how far one may be off"
    hint = f"give at least {max(start + 1, least) + min(horizons)} months, or more participants"
    return Diagnostic("CP561", f"nothing can be tested: {why}", Place("backtest"), hint)


def _untested(
    series: Series, horizons: Sequence[int], scored: Scored, start: int, least: int
) -> Iterator[str]:
    """Say which horizons, participants and methods were not tested, and why."""
    months, own = len(series.values), scored.part(OURS, horizons)
    for ahead in horizons:
        if not (own.ahead == ahead).any():
            need = start + 1 + ahead
            why = (
                f"there are {months} months, and it takes {need}"
                if months < need
                else "nobody could be scored"
            )
            yield f"Not tested {ahead} months ahead: {why}."
    people = len(series.participants)
    left = people - len(np.unique(own.person))
    if left:
        yield (
            f"Not tested for {left} of {people} participants: they have fewer than {least} months of other "
            "than 0 before an origin whose outcome is known."
        )
    if len(np.unique(own.person)) == 1:
        yield "A single participant was tested: intervals over participants cannot be given."
    for method in scored.methods[1:]:
        if not len(scored.part(method, horizons).score):
            yield f"Not compared with {method}: it had nothing to say in these months."
