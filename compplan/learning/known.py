"""What is known and how: what the past teaches of forecasts and ratings, and what it cannot teach."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from compplan.data.model import Panel
from compplan.diagnostics import DiagnosticError
from compplan.engine.api import Attainment
from compplan.learning.backtest.api import backtest_of
from compplan.learning.backtest.result import Backtest
from compplan.learning.backtest.rolling import Progress
from compplan.learning.calibration import calibrate
from compplan.learning.learned import Calibration
from compplan.learning.noise.audit import audit_of
from compplan.learning.noise.model import NoiseAudit
from compplan.learning.past import Past, past_of
from compplan.plan.model import Plan
from compplan.simulation.parameters.read import Assumptions

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Known:
    """Parts of what is known of a company's past; ``missing`` says of each absent one why it is absent.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> known = cp.learn(bold, cp.bundled("plans") / "data", through="2027-02")
    >>> known.backtest is None, known.missing[0][:48]
    (True, 'Forecasts: nothing can be tested: 2 months are t')
    """

    past: Past
    backtest: Backtest | None
    noise: NoiseAudit | None
    calibration: Calibration | None = None
    missing: tuple[str, ...] = ()

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give a page, one HTML file; with a path, write it there too.

        DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> cp.learn(bold, cp.bundled("plans") / "data", through="2027-02").to_html()[:15]
        '<!doctype html>'
        """
        from compplan.report.page.known_page import known_html
        from compplan.report.page.write import written_to

        return written_to(path, known_html(self))

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write a workbook for finance; DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> known = cp.learn(bold, cp.bundled("plans") / "data", through="2027-02")
        >>> known.to_xlsx("known.xlsx")  # doctest: +SKIP
        """
        from compplan.report.files import write_file
        from compplan.report.workbook.known_book import known_book

        write_file(path, known_book(self))


def learn(
    plan: Plan,
    data: Panel | Any,
    *,
    through: str | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Attainment] | None = None,
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Known:
    """Say what a company's past teaches of forecasts, ratings and the simulator's parameters.

    What data cannot tell is left out, with the reason. Arguments are those of `backtest`. DiagnosticError
    with what is wrong with plan or data.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> cp.learn(bold, cp.bundled("plans") / "data", through="2027-02").noise is None
    False
    """
    past = past_of(plan, data, through=through, as_if=as_if, assume=assume)
    missing: list[str] = []
    tested = _part(
        "Forecasts", missing, lambda: backtest_of(past, assumptions=assumptions, progress=progress)
    )
    audited = _part("Survey noise", missing, lambda: audit_of(past))
    taught = _part(
        "Parameters",
        missing,
        lambda: calibrate(plan, data, through=through, as_if=as_if, assume=assume, assumptions=assumptions),
    )
    return Known(past, tested, audited, taught, tuple(missing))


def _part(name: str, missing: list[str], work: Callable[[], Part]) -> Part | None:
    """Do a part of the work; if the data cannot tell, note why."""
    try:
        return work()
    except DiagnosticError as error:
        missing += [f"{name}: {each.message}." for each in error.diagnostics]
        return None
