"""What a plan pays for months that did not happen: the engine's own stages on sampled actuals and targets.

Nothing here knows a curve, a gate or a rule: a plan is compiled as on data, its formulas run on plain floats
(`exact.plain`), and what they come to is limited, paid and paid out as always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.compile import Compiled, compile_plan
from compplan.engine.earn import earned_plainly
from compplan.engine.participation import Participation
from compplan.engine.payment.stage import NOTHING_RECORDED, Recorded, pay_out
from compplan.engine.results.evaluated import ComponentResult
from compplan.engine.run import paid_parts
from compplan.engine.sampled.awards import awarded
from compplan.engine.sampled.months import Bools, Floats, Sampled, inputs_of_samples, participation_of
from compplan.engine.sampled.ranking import EVERYBODY, Ranking
from compplan.engine.schedule import payout_periods
from compplan.plan.model import MONTHS_IN, Plan, Recognition, ReportCard, Rounding

PAYMENT = "payment"
AWARDS = "awards"
"""Stand for a measure where payment and recognition add items of their own to the lines."""
_FINER = 6
"""Decimals beyond those of the currency that are kept where lines are not rounded."""
_NO_PANEL: Any = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Who is paid [plan months, columns]: monthly target incentive in minor units, and who takes part when.

    ``ranking`` says who is ranked against whom, if awards are paid; ``recorded`` what rows of data say of
    payment. ``who`` is the plan's participation in a panel, if it is known.
    """

    incentive: Floats
    takes_part: Bools
    ranking: Ranking | None = None
    recorded: Recorded = NOTHING_RECORDED
    who: Participation | None = None


def sampled_pay(
    plan: Plan,
    columns: Columns,
    measured: Mapping[str, Sampled],
    *,
    rounded: bool = True,
    months: int | None = None,
) -> dict[str, Floats]:
    """Pay sampled months: minor units [plan months, columns] of each measure, in the month of payout.

    ``measured`` covers every plan month; the first ``months`` are paid, by default all. Without ``rounded``
    lines keep six decimals more than the currency has, as one wants it for slopes.
    """
    if not rounded:
        scale = 10.0**_FINER
        finer = _finer(plan)
        grown = replace(columns, incentive=columns.incentive * scale)
        measured = {name: _grown(each, scale) for name, each in measured.items()}
        paid = sampled_pay(finer, grown, measured, months=months)
        return {name: each / scale for name, each in paid.items()}
    run = months or plan.months
    who = columns.who or participation_of(plan, columns.incentive, columns.takes_part)
    alone = Ranking(
        {EVERYBODY: np.broadcast_to(np.arange(columns.incentive.shape[1]), columns.incentive.shape)}
    )
    ranking = columns.ranking or alone
    inputs = inputs_of_samples(plan, measured, columns.incentive, who, run, ranking)
    compiled = compile_plan(plan, _NO_PANEL, who, run, {}, inputs)
    parts = paid_parts(compiled, lambda component: earned_plainly(plan, component))
    lines = {part.component.measure.id: _by_month(plan, part) for part in parts}
    awards = _awards(compiled, columns.ranking)
    if awards is not None:
        lines[AWARDS] = _spread(plan, awards)
    if plan.payment is not None:
        lines[PAYMENT] = _spread(plan, _items(compiled, parts, awards, columns.recorded))
    return lines


def approximated(plan: Plan) -> tuple[str, ...]:
    """Say what of a plan sampled months cannot look up, and what stands for it."""
    payment = plan.payment
    named = [
        f"pay per transaction of '{measure.id}': transactions keep the sizes of history"
        for measure in plan.measures
        if getattr(measure, "per", "period") == "transaction"
    ]
    named += [
        f"pool of '{measure.id}': each unit of the actual earns a share as in history"
        for measure in plan.measures
        if getattr(measure, "pool", None) is not None
    ]
    if payment is not None and payment.draw is not None and payment.draw.table is not None:
        named.append("draws of a table: each participant's mean of those recorded")
    if payment is not None and payment.clawback is not None:
        named.append("clawback: the share of pay that history took back")
    return (*named, *(each for card in plan.report_cards for each in _of_card(card)))


def _of_card(card: ReportCard) -> Iterator[str]:
    if card.attains_by == "mean_value":
        yield f"mean values of '{card.id}': the favourable share at which the target would be reached"
    if card.shrinkage is not None:
        yield f"shrinkage of '{card.id}': shares as they are"
    if card.most_per_account is not None:
        yield f"accounts of '{card.id}': every response counts as one"


def _finer(plan: Plan) -> Plan:
    """Let a plan pay smaller units than its currency has."""
    exponent = plan.currency.exponent + _FINER
    return replace(
        plan,
        currency=replace(plan.currency, exponent=exponent),
        rounding=Rounding(Fraction(1, 10**exponent), "half_up"),
    )


def _grown(sampled: Sampled, scale: float) -> Sampled:
    return sampled if sampled.earned is None else replace(sampled, earned=sampled.earned * scale)


def _awards(compiled: Compiled, ranking: Ranking | None) -> NDArray[np.int64] | None:
    rules = [rule for rule in compiled.plan.rules if isinstance(rule, Recognition)]
    if ranking is None or ranking.others or not rules:
        return None
    total: NDArray[np.int64] = np.sum([awarded(compiled, rule, ranking) for rule in rules], axis=0)
    return total


def _items(
    compiled: Compiled,
    parts: tuple[ComponentResult, ...],
    awards: NDArray[np.int64] | None,
    recorded: Recorded,
) -> NDArray[np.int64]:
    """Add up what payment gives beside the lines [payout periods, columns]."""
    plan = compiled.plan
    assert plan.payment is not None
    periods = payout_periods(plan, compiled.months)
    total = np.zeros((periods, compiled.who.days.shape[1]), dtype=np.int64)
    exists = np.zeros(total.shape, dtype=bool)
    for part in parts:
        at = list(part.component.schedule.payout)
        total[at] += part.paid.paid
        exists[at] |= part.taken
    if awards is not None:
        total, exists = total + awards, exists | (awards != 0)
    given = pay_out(compiled, plan.payment, [], total, exists, recorded)
    items: NDArray[np.int64] = given.total - total
    return items


def _by_month(plan: Plan, part: ComponentResult) -> Floats:
    periods = np.zeros((plan.months // MONTHS_IN[plan.payout_period], part.paid.paid.shape[1]))
    periods[list(part.component.schedule.payout)] = part.paid.paid
    return _spread(plan, periods)


def _spread(plan: Plan, periods: NDArray[Any]) -> Floats:
    """Put payout periods into their last months."""
    step = MONTHS_IN[plan.payout_period]
    months = np.zeros((plan.months, periods.shape[1]))
    months[step - 1 :: step][: len(periods)] = periods
    return months
