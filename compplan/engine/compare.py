"""Replay several plans on the same data, behaviour as it was; costs and payments side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.amending import refuse_amended
from compplan.engine.checks import coverage
from compplan.engine.credit import credited_rows
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable
from compplan.engine.run import run
from compplan.plan.model import MONTHS_IN, Actual, Plan

TOTAL = "all"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Replays of plans on one panel; differences are to the first plan.

    ``assumed`` names each (plan, measure, attainment) that history did not record: every figure of
    that plan rests on it.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> plans = [cp.load_plan(folder / name) for name in ("status-quo.yaml", "bold.yaml")]
    >>> comparison = cp.compare(plans, folder / "data", through="2027-12")
    >>> comparison
    Comparison(status-quo, relationship-building-bold: 2027-01 to 2027-12)
    >>> [row["difference"] for row in comparison.by_year.rows() if row["plan_year"] == "all"]
    ['0.00', '-62322.20']
    """

    plans: tuple[Plan, ...]
    results: tuple[Result, ...]
    assumed: tuple[tuple[str, str, Fraction], ...]
    notes: tuple[str, ...]
    by_month: ResultTable
    """plan, month, payout_cost, difference, revenue, cost_of_sales."""
    by_year: ResultTable
    """plan, plan_year (or ``all``), payout_cost, difference, revenue, cost_of_sales."""
    distribution: ResultTable
    """plan, plan_year (or ``all``), participants, mean, p10, p50, p90 of pay per participant."""
    participants: ResultTable
    """participant_id, plan, paid, difference, change (share of pay under the first plan); gains first."""

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write the comparison as a workbook for finance; DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> plans = [cp.load_plan(folder / name) for name in ("status-quo.yaml", "bold.yaml")]
        >>> comparison = cp.compare(plans, folder / "data", through="2027-03")
        >>> comparison.to_xlsx("compare.xlsx")  # doctest: +SKIP
        """
        from compplan.report.files import write_file
        from compplan.report.workbook.compare_book import comparison_book

        write_file(path, comparison_book(self, self.plans))

    def __repr__(self) -> str:
        """Say which plans are compared, on which months."""
        from compplan.engine.results.notebook import comparison_repr

        return comparison_repr(self)

    def _repr_html_(self) -> str:
        from compplan.report.page.notebook import comparison_shown

        return comparison_shown(self)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give the comparison as a page for executives, one HTML file; with a path, write it there too.

        DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> plans = [cp.load_plan(folder / name) for name in ("status-quo.yaml", "bold.yaml")]
        >>> page = cp.compare(plans, folder / "data", through="2027-03").to_html()
        >>> page.startswith("<!doctype html>"), "Replay, not forecast" in page
        (True, True)
        """
        from compplan.report.page.replay_page import comparison_html
        from compplan.report.page.write import written_to

        return written_to(path, comparison_html(self))


@dataclass(frozen=True, slots=True)
class _Replay:
    """One plan's payments [plan months run, participants] in minor units, and revenue by month."""

    plan: Plan
    paid: NDArray[np.int64]
    exists: NDArray[np.bool_]
    revenue: NDArray[np.float64] | None


def compare(
    plans: Sequence[Plan],
    panel: Panel,
    *,
    as_if: int | None = None,
    through: int | None = None,
    assume: Mapping[str, Fraction] | None = None,
) -> Comparison:
    """Replay plans on the same data; ``as_if`` shifts each so that it starts in that month index.

    ``assume`` gives attainments of measures that history did not record, over each plan's own ``assume``.
    Raises DiagnosticError with every problem of every plan.
    """
    shifted = [plan if as_if is None else replace(plan, starts=as_if, announced=None) for plan in plans]
    refuse_amended(plans)
    _refuse_unlike(shifted)
    assumed = [{**dict(plan.assume), **_of_plan(plan, assume or {})} for plan in shifted]
    _refuse_unknown(shifted, assume or {})
    results, problems = [], []
    for plan, assumption in zip(shifted, assumed, strict=True):
        try:
            outside: Any = "error" if as_if is None else "ignore"
            results.append(run([plan], panel, through=through, outside=outside, assume=assumption))
        except DiagnosticError as error:
            problems += [d for d in error.diagnostics if d not in problems]
    if problems:
        raise DiagnosticError(problems)
    replays = [_replay(plan, panel, result.plans[0]) for plan, result in zip(shifted, results, strict=True)]
    notes = tuple(dict.fromkeys(note for result in results for note in result.notes))
    named = tuple((p.id, m, a) for p, given in zip(shifted, assumed, strict=True) for m, a in given.items())
    return Comparison(
        tuple(shifted),
        tuple(results),
        named,
        notes,
        _costs("by_month", "month", replays, _month_groups),
        _costs("by_year", "plan_year", replays, _year_groups),
        _distribution(replays),
        _participants(replays, panel),
    )


Groups = Callable[[_Replay], list[tuple[str, slice]]]


def _replay(plan: Plan, panel: Panel, result: PlanResult) -> _Replay:
    amount, exists = result.sums()
    step = MONTHS_IN[plan.payout_period]
    shape = (len(amount) * step, amount.shape[1])
    paid, paying = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
    paid[step - 1 :: step], paying[step - 1 :: step] = amount, exists
    revenue = revenue_of(plan, panel)
    return _Replay(plan, paid, paying, None if revenue is None else revenue[: shape[0]])


def revenue_of(plan: Plan, panel: Panel) -> NDArray[np.float64] | None:
    """Sum the sales of the plan's participants and of those below them, each row once, by plan month.

    In units of the currency; None without a table of sales.
    """
    if "sales" not in panel.tables:
        return None
    entries = credited_rows(plan, panel, Actual("sales", "amount", credit="own_and_reports"))
    _, once = np.unique(entries.row, return_index=True)
    total = np.zeros(plan.months, dtype=np.int64)
    np.add.at(total, entries.month[once], entries.amount[once])
    revenue: NDArray[np.float64] = total / SCALE
    return revenue


def _month_groups(replay: _Replay) -> list[tuple[str, slice]]:
    starts = replay.plan.starts
    return [
        (calendar.month_text(starts + month), slice(month, month + 1)) for month in range(len(replay.paid))
    ]


def _year_groups(replay: _Replay) -> list[tuple[str, slice]]:
    months = len(replay.paid)
    years = [(str(start // 12 + 1), slice(start, min(start + 12, months))) for start in range(0, months, 12)]
    return [*years, (TOTAL, slice(0, months))]


def _costs(name: str, key: str, replays: Sequence[_Replay], groups: Groups) -> ResultTable:
    rows: list[tuple[Any, ...]] = []
    first = {label: int(replays[0].paid[part].sum()) for label, part in groups(replays[0])}
    for replay in replays:
        for label, part in groups(replay):
            cost = int(replay.paid[part].sum())
            revenue = float(replay.revenue[part].sum()) if replay.revenue is not None else float("nan")
            share = cost / 10**replay.plan.currency.exponent / revenue if revenue else float("nan")
            rows.append((replay.plan.id, label, cost, cost - first.get(label, 0), revenue, share))
    names = ("plan", key, "payout_cost", "difference", "revenue", "cost_of_sales")
    return _table(name, names, rows, replays, ("payout_cost", "difference"))


def _distribution(replays: Sequence[_Replay]) -> ResultTable:
    rows = []
    for replay in replays:
        for label, part in _year_groups(replay):
            pay = replay.paid[part].sum(axis=0)[replay.exists[part].any(axis=0)]
            low, middle, high = np.percentile(pay, [10, 50, 90]) if len(pay) else (0, 0, 0)
            mean = pay.mean() if len(pay) else 0
            rows.append((replay.plan.id, label, len(pay), *(round(x) for x in (mean, low, middle, high))))
    names = ("plan", "plan_year", "participants", "mean", "p10", "p50", "p90")
    return _table("distribution", names, rows, replays, names[3:])


def _participants(replays: Sequence[_Replay], panel: Panel) -> ResultTable:
    base = replays[0].paid.sum(axis=0)
    rows = []
    for replay in replays:
        total, exists = replay.paid.sum(axis=0), replay.exists.max(axis=0, initial=False)
        for person in np.argsort(base - total, kind="stable"):
            if exists[person]:
                gain = int(total[person] - base[person])
                change = gain / base[person] if base[person] else float("nan")
                rows.append((panel.participants[person], replay.plan.id, int(total[person]), gain, change))
    names = ("participant_id", "plan", "paid", "difference", "change")
    return _table("participants", names, rows, replays, ("paid", "difference"))


def _table(
    name: str,
    names: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    replays: Sequence[_Replay],
    money: Sequence[str],
) -> ResultTable:
    exponent = replays[0].plan.currency.exponent
    columns = {}
    for index, column in enumerate(names):
        values = [row[index] for row in rows]
        text = bool(values) and isinstance(values[0], str)
        kind: Any = object if text else np.int64 if column in money else None
        columns[column] = np.array(values, dtype=kind)
    return ResultTable(name, columns, dict.fromkeys(money, exponent))


def _of_plan(plan: Plan, assume: Mapping[str, Fraction]) -> dict[str, Fraction]:
    ids = {measure.id for measure in plan.measures}
    return {measure: value for measure, value in assume.items() if measure in ids}


def _refuse_unlike(plans: Sequence[Plan]) -> None:
    first = plans[0]
    coverage.check_currency(plans)
    for plan in plans:
        if plan.starts != first.starts:
            text = (
                f"plan '{plan.id}' starts in {calendar.month_text(plan.starts)}, "
                f"plan '{first.id}' in {calendar.month_text(first.starts)}"
            )
            hint = "give --as-if YYYY-MM, which lets all plans start in one month"
            raise DiagnosticError([Diagnostic("CP366", text, _file(plan), hint)])


def _refuse_unknown(plans: Sequence[Plan], assume: Mapping[str, Fraction]) -> None:
    known = sorted({measure.id for plan in plans for measure in plan.measures})
    for measure in assume:
        if measure not in known:
            text = f"no plan has a measure '{measure}'"
            hint = f"measures are {', '.join(known)}"
            raise DiagnosticError([Diagnostic("CP350", text, Place("--assume"), hint)])


def _file(plan: Plan) -> Place:
    return Place(plan.source.file if plan.source else plan.id)
