"""Draws: what is advanced where the lines come to less, and recovered where they come to more."""

from __future__ import annotations

import numpy as np

from compplan.data.model import SCALE, NumberColumn, Panel, PeriodColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.credit import refuse_fractions
from compplan.engine.participation import Participation, months_since_start
from compplan.engine.payment.items import (
    Given,
    Ints,
    Item,
    Open,
    holds_in,
    minor_units,
    part_of,
    payout_months,
    period_ends,
)
from compplan.engine.tables import EXAMPLES, column_like, column_of, table_of
from compplan.plan.model import MONTHS_IN, Draw, Plan


def with_draw(
    plan: Plan,
    panel: Panel,
    who: Participation,
    draw: Draw,
    given: Given,
    amounts: Ints | None = None,
    opening: Ints | None = None,
) -> Given:
    """Advance what lacks to the draw, and recover what was advanced; the rest is open, or forgiven.

    ``amounts`` stand for the rows of the draw's table, if they are given; ``opening`` [participants] is
    what an earlier version of the plan advanced and did not recover.
    """
    draws = draws_of(plan, panel, who, draw, given, amounts)
    advance, recovered = np.zeros_like(draws), np.zeros_like(draws)
    balance, forgiven = np.zeros_like(draws[0]), np.zeros_like(draws[0])
    balance = balance if opening is None else opening
    for period, end in enumerate(period_ends(plan, len(draws))):
        if draw.forgiven is not None and end > draw.forgiven and holds_in(plan, period):
            forgiven, balance = forgiven + balance, np.zeros_like(balance)
        earned = given.total[period]
        advance[period] = np.where(draws[period] > 0, np.maximum(draws[period] - earned, 0), 0)
        if draw.type == "non_recoverable":
            continue
        if draw.recovered_from is None or end > draw.recovered_from:
            above = np.maximum(earned - draws[period], 0)
            if draw.recovered_at_most is not None:
                above = np.minimum(above, part_of(np.maximum(earned, 0), draw.recovered_at_most))
            recovered[period] = np.minimum(balance, above)
        balance = balance + advance[period] - recovered[period]
    items = [Item("draw", "draw", advance), Item("draw_recovery", "draw", -recovered)]
    return given.plus(items, [Open("draw", balance), Open("draw_forgiven", forgiven)])


def draws_of(
    plan: Plan, panel: Panel, who: Participation, draw: Draw, given: Given, amounts: Ints | None = None
) -> Ints:
    """Give the draw of each payout period and participant, in minor units; 0 where there is none."""
    periods = len(given.total)
    if amounts is not None:
        pass
    elif draw.table is not None:
        amounts = _from_table(plan, panel, draw.table, periods)
    else:
        amounts = np.full(given.total.shape, minor_units(plan, draw.amount or 0), dtype=np.int64)  # type: ignore[arg-type]
    holds = given.exists.copy()
    if draw.until is not None:
        holds &= np.array([end <= draw.until for end in period_ends(plan, periods)])[:, None]
    if draw.months is not None:
        since = months_since_start(plan, who.stretch_first)
        lasts = [payout_months(plan, period)[-1] for period in range(periods)]
        holds &= since[lasts] <= draw.months
    return np.where(holds, amounts, 0)


def _from_table(plan: Plan, panel: Panel, name: str, periods: int) -> Ints:
    table = table_of(plan, panel, name)
    period, value = column_of(table, "period"), column_like(table, "amount", NumberColumn, "drawn")
    assert isinstance(period, PeriodColumn)
    step = MONTHS_IN[plan.payout_period]
    first = period.first.astype(np.int64) - plan.starts
    row = np.flatnonzero((first + period.months > 0) & (first < plan.months))
    refuse_fractions(plan, table, row, "amount")
    misfit = row[(first[row] % step != 0) | (period.months[row] != step)]
    if len(misfit):
        message = f"a draw is given for a payout period, a {plan.payout_period}"
        raise DiagnosticError(
            Diagnostic("CP384", message, table.place(each, "period"), "give the draw of each payout period")
            for each in misfit[:EXAMPLES].tolist()
        )
    amounts = np.zeros((plan.months // step, len(panel.participants)), dtype=np.int64)
    amounts[first[row] // step, table.participant[row]] = value.scaled[row] // (
        SCALE // 10**plan.currency.exponent
    )
    return amounts[:periods]
