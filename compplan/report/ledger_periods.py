"""The months of a ledger for the terminal: their state, the books by month, and the amortisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compplan.ledger.capitalised import Amortised
from compplan.ledger.money import exponent
from compplan.ledger.periods import Period
from compplan.ledger.sums import Accrual
from compplan.report.tables_text import money, table


def periods_text(periods: Iterable[Period], names: Mapping[int, str]) -> str:
    """List months: their state, postings, who approved them, and what they pay."""
    rows = [
        (
            each.month,
            each.state,
            f"{len(each.postings):,}",
            names[each.approval.person] if each.approval else "",
            ", ".join(f"{money(paid, exponent(code))} {code}" for code, paid in sorted(each.paid().items())),
        )
        for each in periods
    ]
    return table(("month", "state", "postings", "approved by", "paid"), rows, left=2) if rows else "no months"


def accruals_text(accruals: Iterable[Accrual]) -> str:
    """Show the books by month: what was posted in each, and what is expected beyond."""
    header = ("month", "currency", "earned", "paid", "held", "draw", "overpaid", "expected")
    rows = [
        (each.month, each.currency, *(money(amount, exponent(each.currency)) for amount in each[2:]))
        for each in accruals
    ]
    return table(header, rows, left=2) if rows else "nothing is posted"


def amortisation_text(rows: Iterable[Amortised]) -> str:
    """Show the asset of capitalised incentives month by month."""
    shown = [
        (
            each.month,
            each.currency,
            *(
                money(amount, exponent(each.currency))
                for amount in (each.opening, each.capitalised, each.amortised, each.closing)
            ),
        )
        for each in rows
    ]
    header = ("month", "currency", "opening", "capitalised", "amortised", "closing")
    return table(header, shown, left=2) if shown else "nothing of these components is posted"
