"""Payments to participants of other currencies: what each comes to in theirs, by a dated rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan import months as calendar
from compplan.data.model import Panel, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.conversion import Rates, no_rate, rates_of
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.results.table import ResultTable, money_text
from compplan.engine.tables import EXAMPLES, table_of
from compplan.grammar import decimal_text
from compplan.plan.currencies import find_currency
from compplan.plan.model import Conversion, Currency, Plan

COLUMNS = ("participant_id", "month", "amount", "paid_currency", "rate", "rate_date", "paid")


@dataclass(frozen=True, slots=True)
class Converted:
    """A payment in the participant's currency: ``amount`` in units of the plan's, ``paid`` in minor units."""

    participant: str
    month: str
    amount: Fraction
    currency: Currency
    rate: Fraction
    day: str
    place: Place
    paid: int

    @property
    def paid_text(self) -> str:
        """Write what is paid with the decimals of its currency."""
        return money_text(self.paid, self.currency.exponent)


def conversions_of(plan: Plan, panel: Panel, payments: ResultTable) -> tuple[Converted, ...]:
    """Convert the payments of those who have another currency than the plan on the month's last day.

    DiagnosticError if there is no rate on that day or before.
    """
    column = panel.segments.columns.get("currency")
    if plan.conversion is None or not isinstance(column, TextColumn):
        return ()
    rates: dict[str, Rates] = {}
    found, problems = list[Converted](), list[Diagnostic]()
    for who, month, amount in _payments(payments):
        code = currency_of(panel, column, panel.participants.index(who), month)
        if code in (None, plan.currency.code):
            continue
        assert code is not None
        if code not in rates:
            rates[code] = rates_of(plan, panel, plan.conversion, plan.currency.code, code)
        each = _converted(plan, panel, plan.conversion, rates[code], who, month, amount)
        if isinstance(each, Diagnostic):
            problems.append(each)
        else:
            found.append(each)
    if problems:
        raise DiagnosticError(problems[:EXAMPLES])
    return tuple(found)


def conversions_table(conversions: tuple[Converted, ...], exponent: int) -> ResultTable:
    """List conversions: amounts in minor units of the plan's currency, what is paid as text."""
    rows = [
        (
            each.participant,
            each.month,
            int(each.amount * 10**exponent),
            each.currency.code,
            decimal_text(each.rate),
            each.day,
            each.paid_text,
        )
        for each in conversions
    ]
    kinds = [np.int64 if name == "amount" else object for name in COLUMNS]
    columns = {
        name: np.array([row[at] for row in rows], dtype=kind)
        for at, (name, kind) in enumerate(zip(COLUMNS, kinds, strict=True))
    }
    return ResultTable("conversions", columns, {"amount": exponent})


def currency_of(panel: Panel, column: TextColumn, person: int, month: str) -> str | None:
    """Give the currency of a participant's latest segment that began by the end of a month; None for none."""
    index, segments = calendar.parse_month(month), panel.segments
    assert index is not None
    begun = (segments.participant == person) & (segments.start <= calendar.last_day(index))
    at = np.flatnonzero(begun)
    code = int(column.codes[at[-1]]) if len(at) else -1
    return None if code < 0 else column.values[code]


def _payments(payments: ResultTable) -> Iterator[tuple[str, str, int]]:
    columns = (payments[name].tolist() for name in ("participant_id", "month", "amount"))
    yield from zip(*columns, strict=True) if len(payments) else ()


def _converted(
    plan: Plan, panel: Panel, conversion: Conversion, rates: Rates, who: str, month: str, amount: int
) -> Converted | Diagnostic:
    index = calendar.parse_month(month)
    assert index is not None
    day = calendar.last_day(index)
    at, table = int(rates.at(np.array([day]))[0]), table_of(plan, panel, conversion.table)
    if at < 0:
        return no_rate(rates, str(np.datetime64(day, "D")), Place(table.origin.file))
    currency = find_currency(rates.to)
    if currency is None:
        message = f"{rates.to} is no currency in which somebody can be paid"
        return Diagnostic("CP352", message, Place(panel.segments.origin.file, field="currency"))
    rate = Fraction(int(rates.rate[at]), int(rates.units[at]))
    value = Fraction(amount, 10**plan.currency.exponent)
    return Converted(
        who,
        month,
        value,
        currency,
        rate,
        str(np.datetime64(int(rates.days[at]), "D")),
        table.place(int(rates.row[at])),
        round_exactly(value * rate * 10**currency.exponent, "half_up"),
    )
