"""The backtest as callers use it: a plan and data in, scores of forecasts out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from compplan.data.model import Panel
from compplan.engine.api import Attainment
from compplan.learning.backtest.figures import Figure, series_of
from compplan.learning.backtest.result import Backtest
from compplan.learning.backtest.rolling import Progress
from compplan.learning.backtest.tables import planned_of
from compplan.learning.backtest.trial import HORIZONS, LEAST, trial
from compplan.learning.past import Past, past_of
from compplan.plan.model import Plan
from compplan.simulation.parameters.read import Assumptions, load_assumptions, shipped_assumptions


def backtest(
    plan: Plan,
    data: Panel | Any,
    *,
    figure: Figure = "revenue",
    horizons: Sequence[int] = HORIZONS,
    least: int = LEAST,
    through: str | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Attainment] | None = None,
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Backtest:
    """Test forecasts of participants' revenue, or of what they are paid, on the months that data record.

    Revenue are a participant's own sales, or those of the people below where nobody has own ones.

    From each origin on everybody is forecast for months that came, from what was known then alone, by our
    own forecaster, by forecasts that cost nothing, by the simulator with behaviour switched off and, of
    revenue, by the planners if the data have a table ``forecasts`` (participant_id, made, month, amount).
    ``horizons`` are months ahead; ``least`` is how many months of other than 0 a participant needs by an
    origin to be scored. ``as_if`` is the month in which recorded history begins, if not the plan's;
    ``assume`` gives attainments that it did not record.

    DiagnosticError with what is wrong, or CP561 if nothing can be tested.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> cp.backtest(bold, cp.bundled("plans") / "data", horizons=[1, 12], through="2027-10").tested
    (1,)
    """
    past = past_of(plan, data, through=through, as_if=as_if, assume=assume)
    return backtest_of(past, figure, horizons, least, assumptions, progress)


def backtest_of(
    past: Past,
    figure: Figure = "revenue",
    horizons: Sequence[int] = HORIZONS,
    least: int = LEAST,
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Backtest:
    """Test forecasts on a past that was replayed already; as `backtest`."""
    series, known = series_of(past, figure), _assumed(assumptions)
    return trial(
        series,
        figure=figure,
        currency=past.plan.currency.code,
        horizons=horizons,
        least=least,
        noise=float(known.library.priors["revenue_noise"].prior.centre),
        planned=planned_of(past.panel, series) if figure == "revenue" else None,
        notes=past.notes,
        progress=progress,
    )


def _assumed(assumptions: Assumptions | str | os.PathLike[str] | None) -> Assumptions:
    if assumptions is None:
        return shipped_assumptions()
    return assumptions if isinstance(assumptions, Assumptions) else load_assumptions(assumptions)
