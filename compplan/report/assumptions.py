"""Which figures of a comparison rest on a measure that history did not record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from compplan.engine.compare import Comparison
from compplan.engine.results.table import ResultTable
from compplan.grammar import percent_text
from compplan.plan.path import weights_by_month

_DIFFERENCES = ("difference", "change")


def resting(comparison: Comparison) -> list[tuple[str, str, Fraction]]:
    """List the assumptions (plan, measure, attainment) on which figures rest: the measure has a weight."""
    carried = {
        (plan.id, measure.id)
        for plan, result in zip(comparison.plans, comparison.results, strict=True)
        for at, measure in enumerate(plan.measures)
        if any(row[at] for row in weights_by_month(plan.weights, result.plans[0].compiled.months))
    }
    return [found for found in comparison.assumed if found[:2] in carried]


def marks(comparison: Comparison) -> tuple[dict[str, str], dict[str, str]]:
    """Give each plan's mark (``*`` or nothing) for its own figures, and for differences to the first plan."""
    assumed = {plan for plan, _, _ in resting(comparison)}
    first = comparison.plans[0].id
    own = {plan.id: "*" if plan.id in assumed else "" for plan in comparison.plans}
    return own, {plan: mark or own[first] for plan, mark in own.items()}


def assumption_lines(comparison: Comparison) -> Iterator[str]:
    """Say what the marked figures rest on."""
    for plan, measure, attainment in resting(comparison):
        text = f"the attainment of {measure} under {plan} is assumed to be {percent_text(attainment)}"
        yield f"* {text}: history did not record it."


def labelled(table: ResultTable, comparison: Comparison) -> ResultTable:
    """Add a column ``assumed`` that says, row by row, what its figures rest on; empty if on data alone."""
    words: dict[str, list[str]] = {plan.id: [] for plan in comparison.plans}
    for plan, measure, attainment in resting(comparison):
        words[plan].append(f"{plan}: {measure} {percent_text(attainment)}")
    first = comparison.plans[0].id
    shared = words[first] if any(name in table.columns for name in _DIFFERENCES) else []
    texts = {plan: "; ".join(dict.fromkeys([*own, *shared])) for plan, own in words.items()}
    column = np.array([texts[plan] for plan in table["plan"].tolist()], dtype=object)
    return replace(table, columns={**table.columns, "assumed": column})
