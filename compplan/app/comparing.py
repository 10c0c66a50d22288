"""Scenarios side by side: what several plans cost, and who gains and loses under each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from compplan.app.company import REPLAY
from compplan.app.parts import Cell, Figure, Part, Row, Table, row
from compplan.app.plans import Checked, Plans, with_ids
from compplan.app.replays import NoPlanError
from compplan.app.view import View
from compplan.data.model import Panel
from compplan.engine.compare import TOTAL, Comparison, compare
from compplan.pictures.axes import Axis
from compplan.pictures.bars import Bars, grouped
from compplan.plan.model import Plan
from compplan.plan.path import boldness
from compplan.report.assumptions import assumption_lines, marks
from compplan.report.page.weights import weight_paths
from compplan.report.tables_text import money, share

MOST = 6
"""Plans that are compared at a time."""
HOME = Cell("Company", "/")


class FewPlansError(Exception):
    """Fewer plans are chosen than are needed."""


def chosen(plans: Plans, keys: Sequence[str], least: int = 2) -> list[Checked]:
    """Find the plans chosen; NoPlanError if one is not there or wrong, FewPlansError if there are too few."""
    found = []
    different = list(dict.fromkeys(keys))[:MOST]
    if len(different) < least:
        raise FewPlansError
    for key in different:
        checked = plans.find(key)
        if checked is None or checked.plan is None:
            raise NoPlanError(key)
        found.append(checked)
    return found


def compared(checked: Sequence[Checked], panel: Panel, view: View) -> Comparison:
    """Replay plans on the same data; DiagnosticError if they cannot be compared."""
    named = with_ids([each.plan for each in checked if each.plan is not None])
    return compare(named, panel, as_if=view.as_if, assume=_known(named, view))


def _known(plans: Sequence[Plan], view: View) -> dict[str, Any]:
    measures = {measure.id for plan in plans for measure in plan.measures}
    return {name: value for name, value in view.assume if name in measures}


def comparison_part(comparison: Comparison) -> Part:
    """Show what each plan costs, its difference to the first, and who gains and loses."""
    first = comparison.plans[0]
    said = (f"Differences are to {first.id}.", REPLAY, *assumption_lines(comparison), *comparison.notes)
    return Part(
        "Scenarios compared",
        (HOME,),
        said,
        tuple(_figure(comparison, plan) for plan in comparison.plans),
        (_costs(comparison), _paths(comparison)),
        (_table(comparison), _years(comparison)),
    )


def _figure(comparison: Comparison, plan: Plan) -> Figure:
    total = _rows(comparison, plan, TOTAL)
    exponent = plan.currency.exponent
    mark = marks(comparison)[0][plan.id]
    value = f"{money(int(total['payout_cost']), exponent)} {plan.currency.code}{mark}"
    if plan is comparison.plans[0]:
        return Figure(plan.id, value, "all others are compared with this")
    return Figure(plan.id, value, f"{money(int(total['difference']), exponent, signed=True)}")


def _rows(comparison: Comparison, plan: Plan, year: str) -> dict[str, Any]:
    table = comparison.by_year
    at = np.flatnonzero((table["plan"] == plan.id) & (table["plan_year"] == year))
    return {name: values[at[0]] for name, values in table.columns.items()} if len(at) else {}


def _table(comparison: Comparison) -> Table:
    own, both = marks(comparison)
    header = ("plan", "pay", "difference", "cost of sales", "boldness", "gain", "lose")
    rows = []
    for plan in comparison.plans:
        total, exponent = _rows(comparison, plan, TOTAL), plan.currency.exponent
        change = comparison.participants["difference"][comparison.participants["plan"] == plan.id]
        rows.append(
            row(
                plan.id,
                money(int(total["payout_cost"]), exponent) + own[plan.id],
                money(int(total["difference"]), exponent, signed=True) + both[plan.id],
                share(float(total["cost_of_sales"])) + own[plan.id],
                _bold(plan),
                str(int((change > 0).sum())),
                str(int((change < 0).sum())),
            )
        )
    return Table(f"All months, {comparison.plans[0].currency.code}", header, tuple(rows))


def _bold(plan: Plan) -> str:
    found = boldness(plan.weights, plan.months)
    return "" if found is None else f"{float(found):.0%}"


def _years(comparison: Comparison) -> Table:
    names = _year_names(comparison)
    return Table(
        f"Pay by plan year, {comparison.plans[0].currency.code}",
        ("plan", *(f"year {name}" for name in names)),
        tuple(_year_row(comparison, plan, names) for plan in comparison.plans),
    )


def _year_row(comparison: Comparison, plan: Plan, names: Sequence[str]) -> Row:
    found = [_rows(comparison, plan, name) for name in names]
    exponent = plan.currency.exponent
    return row(plan.id, *(money(int(each["payout_cost"]), exponent) if each else "" for each in found))


def _year_names(comparison: Comparison) -> list[str]:
    return sorted({name for name in comparison.by_year["plan_year"].tolist() if name != TOTAL}, key=int)


def _costs(comparison: Comparison) -> str:
    names = _year_names(comparison)
    unit = 10 ** comparison.plans[0].currency.exponent
    series = [
        Bars(plan.id, at, tuple(_cost(comparison, plan, name) / unit for name in names))
        for at, plan in enumerate(comparison.plans)
    ]
    title = f"Pay by plan year ({comparison.plans[0].currency.code})"
    return grouped(title, [f"year {name}" for name in names], series, Axis("money"))


def _cost(comparison: Comparison, plan: Plan, year: str) -> float:
    found = _rows(comparison, plan, year)
    return float(found["payout_cost"]) if found else 0.0


def _paths(comparison: Comparison) -> str:
    """Draw how far each plan's weights are from the old ones."""
    months = min(plan.months for plan in comparison.plans)
    (part,) = weight_paths(comparison.plans, months).parts
    return part.pictures[0]
