"""Compare what a month's postings pay with what a payroll file says was paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from compplan.data.definition import ColumnDefinition, TableDefinition
from compplan.data.files import read_table
from compplan.data.model import SCALE, NumberColumn
from compplan.data.problems import diagnostics
from compplan.data.tables import type_table
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.ledger.money import exponent
from compplan.ledger.problems import refuse
from compplan.ledger.store import Store
from compplan.ledger.sums import payments


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A participant paid differently by ledger and payroll, in minor units; None where one does not pay."""

    participant: str
    ledger: int | None
    payroll: int | None

    @property
    def difference(self) -> int:
        """Give what payroll paid beyond the ledger."""
        return (self.payroll or 0) - (self.ledger or 0)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A month compared: how many agree, and who does not."""

    month: str
    currency: str
    agree: int
    mismatches: tuple[Mismatch, ...]


def reconcile(store: Store, month: str, payroll: Mapping[str, int], currency: str) -> Reconciled:
    """Compare a month's payments with payroll amounts by participant, in minor units of a currency.

    Who is paid nothing need not be in the payroll.
    """
    mine = {paid.participant: paid.amount for paid in payments(store, month) if paid.currency == currency}
    found = tuple(_mismatches(mine, payroll))
    return Reconciled(month, currency, len(mine.keys() & payroll.keys()) - _both(found), found)


def currency_of(store: Store, month: str, wanted: str | None) -> str:
    """Give the currency of a month's payments; DiagnosticError (CP620) if there are none, or several."""
    found = sorted({paid.currency for paid in payments(store, month)})
    if not found:
        refuse("CP620", f"nothing is posted in {month}", store.name, f"compplan ledger post --month {month}")
    if wanted is None and len(found) > 1:
        told = f"{month} pays in {' and '.join(found)}"
        refuse("CP620", told, store.name, f"give --currency {found[0]}")
    return wanted or found[0]


def read_payroll(file: Path, participant: str, amount: str, currency: str) -> dict[str, int]:
    """Sum the amounts of a file (CSV, Parquet or XLSX) by participant, in minor units of a currency.

    DiagnosticError if the file or one of its two columns cannot be read.
    """
    columns = (
        ColumnDefinition(participant, "id", required=True),
        ColumnDefinition(amount, "number", required=True),
    )
    definition = TableDefinition("payroll", columns)
    table, problems = type_table(definition, read_table(definition, file))
    if problems:
        raise DiagnosticError(diagnostics(problems, table.origin))
    people, amounts = table.text(participant), table.cells[amount].column
    assert people is not None
    assert isinstance(amounts, NumberColumn)
    unit = SCALE // 10 ** exponent(currency)
    sums: dict[str, int] = {}
    for row, (code, scaled) in enumerate(zip(people.codes.tolist(), amounts.scaled.tolist(), strict=True)):
        if scaled % unit:
            place = table.origin.place(row, amount)
            told, hint = (
                f"the amount is no whole number of the smallest unit of {currency}",
                "write what was paid",
            )
            raise DiagnosticError([Diagnostic("CP650", told, place, hint)])
        name = people.values[code]
        sums[name] = sums.get(name, 0) + scaled // unit
    return sums


def _mismatches(mine: Mapping[str, int], payroll: Mapping[str, int]) -> Iterator[Mismatch]:
    for participant in sorted({*mine, *payroll}):
        found = Mismatch(participant, mine.get(participant), payroll.get(participant))
        if found.difference:
            yield found


def _both(found: tuple[Mismatch, ...]) -> int:
    return sum(each.ledger is not None and each.payroll is not None for each in found)
