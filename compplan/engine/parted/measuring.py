"""Measuring by participant on workers: rows go out in parts, what measures read of them comes back.

What looks at other participants is measured here. All that follows, such as ranks, pools, awards, limits and
rounding, is worked out here as ever: a run finds its inputs kept with the panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields, is_dataclass, replace
from math import lcm
from typing import Any

import numpy as np

from compplan.data.model import Panel
from compplan.diagnostics import DiagnosticError
from compplan.engine.exact.quantity import Quantity
from compplan.engine.inputs import COMPOSED, Inputs, inputs_of_measure, keep_inputs
from compplan.engine.parted.panels import cut
from compplan.engine.participation import participation
from compplan.engine.selection import ACCOUNTS, is_dated
from compplan.frozen import arrays_in
from compplan.plan.model import Actual, Counted, Measure, Plan, ReportCardMeasure, Target
from compplan.threads import in_order

Told = Callable[[int, int], None]
"""Is told how many parts of how many are measured."""
_AHEAD = 64
"""Parts that workers have, or wait for them, so that not all are held at once."""
_READ = frozenset(
    {"account_id", "behaviour", "currency", "from", "kind", "measure", "period", "product", "rating", "to"}
)
"""Text columns that are read whatever measures say."""


@dataclass(frozen=True, slots=True)
class Job:
    """A plan with the months to run, and those of its measures that look at no other participant."""

    plan: Plan
    months: int
    measures: tuple[str, ...]


def crossing(plan: Plan, panel: Panel) -> dict[str, str]:
    """Say which measures look at other participants, and by which word."""
    if plan.amends is not None:
        return {measure.id: "amends" for measure in plan.measures if not isinstance(measure, COMPOSED)}
    found = ((measure.id, _word(plan, panel, measure)) for measure in plan.measures)
    return {measure: word for measure, word in found if word is not None}


def measure_apart(
    jobs: Sequence[tuple[Plan, int]],
    panel: Panel,
    assumed: Mapping[str, object],
    executor: Executor,
    told: Told = lambda _done, _of: None,
) -> None:
    """Have workers measure plans for so many months each, and keep what they find with the panel.

    What cannot be measured apart, or not without a problem, is left to the run, which then says why.
    """
    work = tuple(_job(plan, months, panel, assumed) for plan, months in jobs)
    plans = [job.plan for job in work if job.measures]
    if not plans:
        return
    tables, columns = _looked_at(plans)
    count, parts = cut(panel, tables, columns)
    found: dict[tuple[int, str], list[Inputs | None]] = {}
    for done, (_, made) in enumerate(in_order(executor, measured_in, parts, work, most=_AHEAD), 1):
        for key, inputs in made.items():
            found.setdefault(key, []).append(inputs)
        told(done, count)
    for (number, measure), each in found.items():
        whole = _joined(each)
        if isinstance(whole, Inputs):
            keep_inputs(work[number].plan, panel, measure, work[number].months, whole)


def measured_in(work: Sequence[Job], part: Panel) -> dict[tuple[int, str], Inputs | None]:
    """Measure a part: a function of its arguments alone, wherever it is called; None where a problem is."""
    return {
        (number, measure): _measured(job, measure, part)
        for number, job in enumerate(work)
        for measure in job.measures
    }


def _measured(job: Job, measure: str, part: Panel) -> Inputs | None:
    try:
        who = participation(job.plan, part)
        return inputs_of_measure(job.plan, part, measure, who, job.months)
    except DiagnosticError:
        return None


def _job(plan: Plan, months: int, panel: Panel, assumed: Mapping[str, object]) -> Job:
    left = {*crossing(plan, panel), *assumed}
    apart = [each.id for each in plan.measures if each.id not in left and not isinstance(each, COMPOSED)]
    return Job(plan, months, tuple(apart))


def _word(plan: Plan, panel: Panel, measure: Measure) -> str | None:
    """Name the word by which a measure looks at other participants, or at more than dated rows."""
    if isinstance(measure, ReportCardMeasure):
        card = plan.report_card(measure.report_card)
        words = ("shrinkage", "most_per_account")
        return next((word for word in words if getattr(card, word) is not None), None)
    return next((word for each in _actuals(measure) if (word := _of_actual(panel, each))), None)


def _of_actual(panel: Panel, actual: Actual) -> str | None:
    if actual.credit != "own":
        return f"credit: {actual.credit}"
    if actual.splits is not None:
        return "splits"
    if actual.cancelled is not None:
        return "clawback"
    table = panel.tables.get(actual.table)
    return None if table is None or is_dated(table, actual) else f"table: {actual.table}"


def _actuals(measure: Measure) -> Iterator[Actual]:
    actual, target = getattr(measure, "actual", None), getattr(measure, "target", None)
    if isinstance(actual, Actual):
        yield actual
    if isinstance(target, Counted):
        yield target.of


def _looked_at(plans: Sequence[Plan]) -> tuple[frozenset[str], frozenset[str]]:
    """Name the tables and text columns that measures of plans look at."""
    tables, columns = {"accounts"}, set(_READ)
    for plan in plans:
        tables |= {card.ratings for card in plan.report_cards}
        tables |= {each.table for each in (plan.leave, plan.conversion) if each is not None}
        for measure in plan.measures:
            target = getattr(measure, "target", None)
            tables |= {target.table} if isinstance(target, Target) else set()
            for actual in _actuals(measure):
                tables.add(actual.table)
                columns |= _columns(actual)
    return frozenset(tables), frozenset(columns)


def _columns(actual: Actual) -> set[str]:
    named = {name.removeprefix(ACCOUNTS) for name, _ in actual.where} | {actual.column}
    return named | ({actual.counts.column} if actual.counts is not None else set())


def _on_common_denominators(values: Sequence[Quantity]) -> Quantity:
    """Put quantities side by side, whose denominators follow from the rows of each part."""
    common = tuple(lcm(*each) for each in zip(*(value.denominator for value in values), strict=True))
    scaled = [
        value.times_rows([whole // own for whole, own in zip(common, value.denominator, strict=True)])
        for value in values
    ]
    return Quantity(np.concatenate([each.numerator for each in scaled], axis=1), common)


def _joined(values: Sequence[Any]) -> Any:
    """Put what is known of each part's participants side by side; None where parts are not alike."""
    try:
        return _side_by_side(values)
    except ValueError:
        return None


def _side_by_side(values: Sequence[Any]) -> Any:
    first, kinds = values[0], {type(value) for value in values}
    if isinstance(first, np.ndarray):
        return np.concatenate(values, axis=-1)
    if kinds == {Quantity}:
        return _on_common_denominators(values)
    if len(kinds) == 1 and next(arrays_in(first), None) is not None:
        if is_dataclass(first):
            names = [field.name for field in fields(first) if field.init]
            own = {name: _side_by_side([getattr(each, name) for each in values]) for name in names}
            return replace(first, **own)  # type: ignore[type-var]  # an instance, not the class
        return tuple(_side_by_side(each) for each in zip(*values, strict=True))
    if len(kinds) > 1 or any(value != first for value in values):
        message = "parts differ in what is no figure of a participant"
        raise ValueError(message)
    return first
