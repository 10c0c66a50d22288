"""The engine as callers use it: months as text, one plan or several, data as loaded or as it lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from decimal import Decimal
from fractions import Fraction
from typing import Any

from compplan.data.model import Panel
from compplan.engine import compare as comparing
from compplan.engine import run as running
from compplan.engine.compare import Comparison
from compplan.engine.estimating import estimate as estimating
from compplan.engine.estimating.estimate import Estimate
from compplan.engine.parted.measuring import Told
from compplan.engine.results.result import Result
from compplan.engine.run import Outside
from compplan.grammar import parse_number
from compplan.months import parse_month
from compplan.plan.model import Plan
from compplan.signoff.status import refuse_unsigned
from compplan.sources.load import load_data

Attainment = Fraction | Decimal | int | str


def run(
    plans: Plan | Sequence[Plan],
    data: Panel | Any,
    *,
    through: str | None = None,
    outside: Outside = "error",
    executor: Executor | None = None,
    progress: Told = lambda _done, _of: None,
) -> Result:
    """Pay the participants of one or more plans, exact to the minor unit.

    ``data`` is a loaded panel or what `load_data` takes; ``through`` (``YYYY-MM``) is the last month paid, by
    default the last one of the data. ``outside`` says whether rows dated outside all plans are an error or
    left out (``"ignore"``). Plans and data stay as they are; what does not depend on weights and curves is
    worked out once for a panel, so that running many such plans on it is quick. ``executor`` has its workers
    measure participants in parts, but for measures that look at others; payments are the same. ``progress``
    is told how many parts of how many are done.

    DiagnosticError with every problem found, or if a plan refuses to pay without a signature that it lacks;
    ValueError if ``through`` is no month or there is no plan.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> plans = [cp.load_plan(folder / name) for name in ("bold.yaml", "managers.yaml")]
    >>> run(plans, folder / "data", through="2027-03")
    Result(relationship-building-bold, manager-team-revenue: 89 payments, 2027-01 to 2027-03)
    """
    chosen = _plans(plans)
    refuse_unsigned(chosen)
    return running.run(
        chosen,
        _panel(data),
        through=_month(through, "through"),
        outside=outside,
        executor=executor,
        told=progress,
    )


def compare(
    plans: Sequence[Plan],
    data: Panel | Any,
    *,
    as_if: str | None = None,
    through: str | None = None,
    assume: Mapping[str, Attainment] | None = None,
) -> Comparison:
    """Replay plans on the same data, behaviour as it was; differences are to the first plan.

    ``as_if`` (``YYYY-MM``) lets every plan start in that month; ``assume`` gives the attainment of
    measures that the data did not record, such as ``{"relationship": "95%"}``: text, a whole number, Decimal
    or Fraction, 1 being 100 %.

    DiagnosticError with every problem of every plan; ValueError if a month or share is none, TypeError if a
    share is a binary float.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> plans = [cp.load_plan(folder / name) for name in ("status-quo.yaml", "bold.yaml")]
    >>> comparison = compare(plans, folder / "data", through="2027-03", assume={"relationship": "95%"})
    >>> comparison.assumed[-1]
    ('relationship-building-bold', 'relationship', Fraction(19, 20))
    """
    return comparing.compare(
        _plans(plans),
        _panel(data),
        as_if=_month(as_if, "as_if"),
        through=_month(through, "through"),
        assume={measure: _share(value) for measure, value in (assume or {}).items()},
    )


def estimate(
    plans: Plan | Sequence[Plan],
    data: Panel | Any,
    participant: str,
    month: str,
    figures: Mapping[str, Attainment] | None = None,
    *,
    outside: Outside = "error",
) -> Estimate:
    """Say what a participant would be paid in a payout month if figures came true, and what comes next.

    ``figures`` gives, by name, the actual of a measure in the period that is paid, the attainment of a report
    card, or the favourable share (or mean value) of a behaviour: text, a whole number, Decimal or Fraction.
    All else is as the data says. Money in the `Estimate` is in minor units.

    DiagnosticError if a name or figure cannot be stated, the month is too far ahead, nobody of this id is
    paid then, or with what a run refuses; ValueError if the month or a figure is none, TypeError if a figure
    is a binary float.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> plan = cp.load_plan(folder / "bold.yaml")
    >>> found = estimate(plan, folder / "data", "P001", "2027-03", {"product_revenue": 90000})
    >>> found.payment, found.steps[-1].name, str(found.steps[-1].value)
    (474097, 'product_revenue', '723721/5')
    """
    index = _month(month, "month")
    assert index is not None
    stated = {name: _share(value) for name, value in (figures or {}).items()}
    chosen, panel = _plans(plans), _panel(data)
    return estimating.estimate(chosen, panel, participant, index, stated, outside=outside)


def _plans(plans: Plan | Sequence[Plan]) -> list[Plan]:
    chosen = [plans] if isinstance(plans, Plan) else list(plans)
    if not chosen:
        message = "give at least one plan"
        raise ValueError(message)
    return chosen


def _panel(data: Panel | Any) -> Panel:
    return data if isinstance(data, Panel) else load_data(data)


def _month(text: str | None, name: str) -> int | None:
    month = None if text is None else parse_month(text)
    if text is not None and month is None:
        message = f"{name} is {text!r}; write a month as YYYY-MM"
        raise ValueError(message)
    return month


def _share(value: Attainment) -> Fraction:
    if isinstance(value, str):
        number = parse_number(value)
        if number is None:
            message = f"{value!r} is not a share; write 95% or 0.95"
            raise ValueError(message)
        return number
    if isinstance(value, float):
        message = f"{value!r} is a binary float; write '{value}' as text, or a Fraction"
        raise TypeError(message)
    return Fraction(value)
