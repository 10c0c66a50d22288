"""Capitalised incentives and their amortisation: the costs of obtaining contracts of ASC 340-40.

Incremental costs of obtaining a contract are an asset that is amortised over the time in which the customer
benefits (ASC 340-40-25-1, 340-40-35-1). Which components are such costs, and over how many months, is the
company's judgement; costs amortised within a year may be expensed at once (340-40-25-4). Impairment is not
looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compplan.ledger.store import Store
from compplan.months import month_text, parse_month


@dataclass(frozen=True, slots=True)
class Amortised:
    """A month of the asset, in minor units: what was there, came in, was amortised, and is left."""

    month: str
    currency: str
    opening: int
    capitalised: int
    amortised: int
    closing: int


@dataclass(frozen=True, slots=True)
class _Cost:
    """A cost: the month it was posted in, the one it is of (month indices), and its months of benefit."""

    posted: int
    begins: int
    months: int
    currency: str
    amount: int

    def due(self, month: int) -> int:
        """Give what is amortised up to a month, rounded half away from zero; what came late catches up."""
        if month < self.posted:
            return 0
        passed = min(max(month - self.begins + 1, 0), self.months)
        return _rounded(self.amount * passed, self.months)


def amortisation(store: Store, benefit: Mapping[str, int]) -> list[Amortised]:
    """Give the asset month by month until nothing is left; ``benefit`` has each component's months.

    What is paid and held, less what was advanced or overpaid, is the cost. It is amortised in equal parts
    from the month it is of; a correction that is posted later first catches up. The parts add up to the cost.
    """
    costs = list(_costs(store, benefit))
    return [row for currency in sorted({cost.currency for cost in costs}) for row in _rows(costs, currency)]


def _costs(store: Store, benefit: Mapping[str, int]) -> Iterator[_Cost]:
    marks = ", ".join("?" * len(benefit))
    cost = "sum(lines.paid + lines.held - lines.draw - lines.overpaid)"
    keys = "entries.month, lines.month, lines.component, entries.currency"
    tables = "lines JOIN entries ON entries.number = lines.entry"
    sql = f"SELECT {keys}, {cost} FROM {tables} WHERE lines.component IN ({marks}) GROUP BY {keys}"
    for posted, month, component, currency, amount in store.query(sql, tuple(benefit)):
        yield _Cost(_index(posted), _index(month), benefit[component], currency, int(amount))


def _rows(costs: list[_Cost], currency: str) -> Iterator[Amortised]:
    mine = [cost for cost in costs if cost.currency == currency]
    first = min(cost.posted for cost in mine)
    last = max(max(cost.posted, cost.begins + cost.months - 1) for cost in mine)
    left = 0
    for month in range(first, last + 1):
        came = sum(cost.amount for cost in mine if cost.posted == month)
        went = sum(cost.due(month) - cost.due(month - 1) for cost in mine)
        yield Amortised(month_text(month), currency, left, came, went, left + came - went)
        left += came - went


def _rounded(dividend: int, divisor: int) -> int:
    size = (2 * abs(dividend) + divisor) // (2 * divisor)
    return size if dividend >= 0 else -size


def _index(month: str) -> int:
    index = parse_month(month)
    assert index is not None, month
    return index
