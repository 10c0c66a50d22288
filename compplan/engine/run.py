"""The engine: plans and a panel in, a result out, in five stages."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import numpy as np

from compplan import months as calendar
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.acting.awarded import awarded
from compplan.engine.acting.recognise import Awards
from compplan.engine.acting.rules import Followed
from compplan.engine.amending import carried_over, chain, drawn_over, results_of, versions
from compplan.engine.best_of import best_paid
from compplan.engine.checks import coverage
from compplan.engine.compile import Compiled, compile_plan, settling_lines
from compplan.engine.earn import Component, Earned, earn
from compplan.engine.edges import edges_of
from compplan.engine.exact.numbers import TOO_LARGE
from compplan.engine.exact.widths import wide
from compplan.engine.inputs import kept, reading_of
from compplan.engine.limits import limited
from compplan.engine.measure import lines_of
from compplan.engine.parted.measuring import Told, measure_apart
from compplan.engine.participation import Participation, participation
from compplan.engine.pay import Paid, pay_periods, pay_to_date
from compplan.engine.payment.paid import PaidLines
from compplan.engine.payment.stage import pay_out
from compplan.engine.plan_caps import within_caps
from compplan.engine.results.conversions import conversions_of
from compplan.engine.results.evaluated import ComponentResult, PlanResult
from compplan.engine.results.result import Result
from compplan.engine.schedule import payout_periods
from compplan.plan.model import MONTHS_IN, Payment, Plan, Recognition

Outside = Literal["error", "ignore"]


def run(
    plans: Sequence[Plan],
    panel: Panel,
    *,
    through: int | None = None,
    outside: Outside = "error",
    assume: Mapping[str, Fraction] | None = None,
    threads: int | None = None,
    executor: Executor | None = None,
    told: Told = lambda _done, _of: None,
) -> Result:
    """Pay the participants of the plans for every payout period up to month index ``through``.

    ``outside`` says what to do with rows dated outside all plans. ``assume`` gives attainments of measures
    that the data did not record (replays only). An executor measures participants in parts. Raises
    DiagnosticError with every problem found.
    """
    coverage.check_currency(plans)
    readings = tuple(reading_of(each) for plan in plans for each in (*versions(plan), *chain(plan)))
    key = "checked", readings, outside, frozenset(assume or ())
    notes, covered = kept(panel, key, lambda: checked(plans, panel, outside, assume or {}))

    if executor is not None:
        jobs = [(plan, _months_if_any(plan, panel, through, assume or {})) for plan in plans]
        measure_apart([job for job in jobs if job[1]], panel, assume or {}, executor, told)

    def pay(version: Plan, months: int, before: PlanResult | None) -> PlanResult:
        who = _who(version, panel)
        compiled = compile_plan(version, panel, who, months, dict(assume or {}))
        return evaluate(compiled, before, threads=threads or os.cpu_count() or 1)

    results: list[PlanResult] = []
    problems: list[Diagnostic] = []
    for plan in plans:
        months = _months_to_run(plan, panel, through, assume or {})
        try:
            results += results_of(plan, months, pay)
        except DiagnosticError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise DiagnosticError(problems)
    end = max(result.compiled.plan.starts + result.compiled.months for result in results)
    key_end, held = ("uncovered", readings, end), [each for plan in plans for each in versions(plan)]
    uncovered = kept(panel, key_end, lambda: coverage.uncovered(held, panel, covered, end))
    result = Result(tuple(results), uncovered, notes)
    converting = next((plan for plan in plans if plan.conversion is not None), None)
    if converting is None:
        return result
    return replace(result, converted=conversions_of(converting, panel, result.payments))


def _months_if_any(plan: Plan, panel: Panel, through: int | None, assume: Mapping[str, Fraction]) -> int:
    """Count the months to run; 0 where the run will say that there are none."""
    try:
        return _months_to_run(plan, panel, through, assume)
    except DiagnosticError:
        return 0


def _who(plan: Plan, panel: Panel) -> Participation:
    return kept(panel, ("who", reading_of(plan)), lambda: participation(plan, panel))


def checked(
    plans: Sequence[Plan], panel: Panel, outside: Outside, assume: Mapping[str, Fraction]
) -> tuple[tuple[str, ...], tuple[Participation, ...]]:
    """Check that plans and panel fit each other; give notes, and who takes part in each version of each."""
    every = [each for plan in plans for each in chain(plan)]
    coverage.check_tables(every, panel, assume)
    notes = coverage.check_dates(every, panel, outside, assume)
    held = [each for plan in plans for each in versions(plan)]
    covered = tuple(_who(version, panel) for version in held)
    coverage.check_once(held, panel, covered)
    coverage.check_behaviours(every, panel)
    return tuple(notes), covered


def evaluate(
    compiled: Compiled, before: PlanResult | None = None, *, threads: int = 1, fast: bool | None = None
) -> PlanResult:
    """Earn and pay every component, award, and follow rules; `earn` says what ``fast`` means.

    ``before`` is the result of the version that this one amends.
    """
    rules = [rule for rule in compiled.plan.rules if isinstance(rule, Recognition)]
    awards = [awarded(compiled, rule) for rule in rules]

    def earned(part: Component) -> Earned:
        return earn(compiled.plan, part, threads=threads, fast=fast)

    return paid_with(compiled, awards, before, earned)


def paid_with(
    compiled: Compiled,
    awards: Sequence[Awards],
    before: PlanResult | None,
    earned: Callable[[Component], Earned],
) -> PlanResult:
    """Pay what components earn, and awards that are known; ``earned`` evaluates a component."""
    plan = compiled.plan
    parts = paid_parts(compiled, earned, before)
    drawn = drawn_over(before) if _recovers(plan) else None
    result = PlanResult(compiled, parts, tuple(awards), followed=Followed(compiled), drawn=drawn)
    return result if plan.payment is None else with_payment(result, plan.payment)


def paid_parts(
    compiled: Compiled, earned: Callable[[Component], Earned], before: PlanResult | None = None
) -> tuple[ComponentResult, ...]:
    """Limit and pay what components earn, then let groups and the plan's caps act; ``earned`` evaluates."""
    parts = tuple(_component(compiled, part, earned(part), before) for part in compiled.components)
    periods = payout_periods(compiled.plan, compiled.months)
    return within_caps(compiled.plan, compiled.who, best_paid(compiled.plan, parts), periods)


def with_payment(result: PlanResult, payment: Payment) -> PlanResult:
    """Add the items that a plan's payment gives to what its lines pay."""
    lines = [PaidLines(part.component, part.paid.paid) for part in result.components]
    return replace(
        result, given=pay_out(result.compiled, payment, lines, *result.payments(), drawn=result.drawn)
    )


def _recovers(plan: Plan) -> bool:
    draw = None if plan.payment is None else plan.payment.draw
    return draw is not None and draw.type == "recoverable"


def _component(
    compiled: Compiled, component: Component, earned: Earned, before: PlanResult | None
) -> ComponentResult:
    taken = lines_of(component.schedule, compiled.who)
    if compiled.plan.holds is not None:
        earned = replace(earned, lines=np.where(taken, earned.lines, 0))
    edges = edges_of(compiled.plan, compiled.who, component.measure, component.schedule)
    rounded = earned.lines if edges is None else limited(edges, earned.rounded, component.schedule)
    if edges is not None or not earned.bound < TOO_LARGE // component.unit:
        _refuse_too_large(compiled, component, rounded)
    return ComponentResult(component, earned, _pay(compiled, component, rounded, taken, before), taken)


def _pay(
    compiled: Compiled,
    component: Component,
    rounded: np.ndarray,
    taken: np.ndarray,
    before: PlanResult | None,
) -> Paid:
    minor = rounded if component.unit == 1 else wide(rounded) * component.unit
    measure = component.measure
    if measure.accumulate == "period" or measure.balance is None:
        return pay_periods(minor, taken, always=compiled.who.always)
    settles = settling_lines(compiled.plan, measure, compiled.who, len(taken))
    carried = carried_over(before, measure.id) if measure.balance == "carry" else None
    return pay_to_date(wide(minor), taken, settles, component.schedule, measure.balance, carried)


def _refuse_too_large(compiled: Compiled, component: Component, rounded: np.ndarray) -> None:
    plan = compiled.plan
    most = TOO_LARGE // component.unit
    if -most < rounded.min(initial=0) and rounded.max(initial=0) < most:
        return
    line, person = np.argwhere(np.abs(rounded) >= most)[0]
    month = calendar.month_text(plan.starts + component.schedule.last_month(int(line)))
    who = compiled.panel.participants[person]
    text = f"the pay of {who} for '{component.measure.id}' in {month} is too large to be exact"
    hint = "correct the target incentive, the quota or the curve that makes it so"
    place = Place(compiled.panel.segments.origin.file, field="target_incentive")
    raise DiagnosticError([Diagnostic("CP365", text, place, hint)])


def _months_to_run(plan: Plan, panel: Panel, through: int | None, assume: Mapping[str, Fraction]) -> int:
    key = "last month", tuple(map(reading_of, chain(plan))), frozenset(assume)
    if (last := through) is None:
        last = kept(panel, key, lambda: max(coverage.last_month(each, panel, assume) for each in chain(plan)))
    months = min(last + 1 - plan.starts, plan.months)
    step = MONTHS_IN[plan.payout_period]
    if months < step:
        text = f"plan '{plan.id}' pays from {calendar.month_text(plan.starts + step - 1)} on"
        reach = f"the {'data' if through is None else 'run'} ends in {calendar.month_text(last)}"
        reach = reach if last else "the data has no row that it measures"
        hint = "check the dates, or replay it on history with --as-if YYYY-MM"
        place = Place(plan.source.file if plan.source else plan.id)
        raise DiagnosticError([Diagnostic("CP366", f"{text}; {reach}", place, hint)])
    return months // step * step
