"""Clawbacks: the pay on a transaction that is cancelled is taken back, as far as it was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan.data.model import Panel, Table, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.payment.items import Given, Ints, Item
from compplan.engine.payment.paid import Credited, PaidLines, credited_of
from compplan.engine.selection import days_of
from compplan.engine.tables import EXAMPLES, column_like, table_of
from compplan.months import month_of
from compplan.plan.model import MONTHS_IN, Clawback, Plan

_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A row of the table of cancellations: the transaction, its day, and the payout period of that."""

    row: int
    transaction: str
    day: dt.date
    period: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken back of the pay on a transaction from one participant, ``amount`` in minor units.

    The line paid ``paid`` on credits of ``counted``, of which the transaction is ``credit``; ``share`` of
    that is taken back, as far as it is not taken back already.
    """

    cancelled: Cancellation
    measure: str
    participant: int
    line: int
    paid: int
    credit: int
    counted: int
    share: Fraction
    amount: int


def with_clawback(
    plan: Plan, panel: Panel, clawback: Clawback, lines: Sequence[PaidLines], given: Given
) -> Given:
    """Take back what was paid on cancelled transactions, in the payout period in which they are cancelled."""
    amount = np.zeros_like(given.total)
    for each in taken_back(plan, panel, clawback, lines, len(given.total)):
        if clawback.takes != "credit":
            amount[each.cancelled.period, each.participant] -= each.amount
    return given.plus([Item("clawback", "clawback", amount)])


def taken_back(
    plan: Plan, panel: Panel, clawback: Clawback, lines: Sequence[PaidLines], periods: int
) -> Iterator[Taken]:
    """List what is taken back, measure by measure in order of day and transaction."""
    known: set[str] = set()
    rows = _cancellations(plan, panel, clawback, periods)
    for part in lines:
        actual = part.actual
        if actual is None or not _is_taken_back(panel, clawback, part):
            continue
        credited = credited_of(plan, panel, part, actual)
        table = table_of(plan, panel, actual.table)
        known.update(column_like(table, "transaction_id", TextColumn, "cancelled").values)
        left = np.maximum(part.paid, 0)
        for each in rows:
            yield from _of_measure(clawback, part, credited, left, each)
    _refuse_unknown(table_of(plan, panel, clawback.table), known, rows)


def _cancellations(plan: Plan, panel: Panel, clawback: Clawback, periods: int) -> list[Cancellation]:
    table = table_of(plan, panel, clawback.table)
    names = column_like(table, "transaction_id", TextColumn, "cancelled")
    found = []
    for row, day in enumerate(days_of(table).tolist()):
        date = _EPOCH + dt.timedelta(days=day)
        period = (month_of(date) - plan.starts) // MONTHS_IN[plan.payout_period]
        if 0 <= period < periods:
            found.append(Cancellation(row, names.values[names.codes[row]], date, period))
    return sorted(found, key=lambda each: (each.day, each.transaction))


def _of_measure(
    clawback: Clawback, part: PaidLines, credited: Credited, left: Ints, cancelled: Cancellation
) -> Iterator[Taken]:
    for who, month, sold, credit in credited.by_transaction.get(cancelled.transaction, ()):
        line = int(credited.line[month])
        share = _share(clawback, _EPOCH + dt.timedelta(days=sold), cancelled.day)
        if line < 0 or part.component.schedule.payout[line] > cancelled.period or not share:
            continue
        paid, counted = int(part.paid[line, who]), int(credited.counted[line, who])
        if min(paid, credit, counted) <= 0:
            continue
        exact = Fraction(paid * credit, counted) * share
        amount = min(int(round_exactly(exact, "half_up")), int(left[line, who]))
        left[line, who] -= amount
        measure = part.component.measure.id
        yield Taken(cancelled, measure, who, line, paid, credit, counted, share, amount)


def _share(clawback: Clawback, sold: dt.date, cancelled: dt.date) -> Fraction:
    """Give the share of the pay that is taken back of a transaction, by the whole months that it held."""
    held = 12 * (cancelled.year - sold.year) + cancelled.month - sold.month - (cancelled.day < sold.day)
    if cancelled < sold or (clawback.months is not None and held >= clawback.months):
        return Fraction(0)
    if clawback.served == "counts" and clawback.months is not None:
        return clawback.share * Fraction(clawback.months - held, clawback.months)
    return clawback.share


def _is_taken_back(panel: Panel, clawback: Clawback, part: PaidLines) -> bool:
    actual = part.actual
    if clawback.measures or actual is None:
        return part.component.measure.id in clawback.measures
    return actual.operation == "sum" and "transaction_id" in panel.tables[actual.table].columns


def _refuse_unknown(table: Table, known: set[str], rows: Sequence[Cancellation]) -> None:
    unknown = [each for each in rows if each.transaction not in known]
    if unknown:
        hint = "correct it, or remove the row"
        raise DiagnosticError(
            Diagnostic(
                "CP385",
                f"no measure whose pay is taken back has the transaction {each.transaction!r}",
                table.place(each.row, "transaction_id"),
                hint,
            )
            for each in unknown[:EXAMPLES]
        )
