"""The sheet of assumptions: yellow cells to change, which the scenarios of the workbook follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.report.workbook.book import Book, Sheet, Span
from compplan.report.workbook.cells import Column, Given, Grid, Value, widths
from compplan.report.workbook.live import Live, plus_one
from compplan.simulation.business import Business
from compplan.simulation.parameters.read import shipped_assumptions

NAME = "Assumptions"
_ASKED = (
    ("market_growth", "Growth of revenue per participant, a year"),
    ("pay_growth", "Growth of pay per participant, a year"),
    ("headcount_growth", "Growth of the number of participants, a year"),
)
_SAYS = "From plan year 2 on; it scales the figures, the plans are not run again"
_SOLD = "Share of revenue that is left after the cost of what is sold"
_HEAD = (
    Column("Assumption"),
    Column("Value", "share"),
    Column("As computed", "share"),
    Column(""),
    Column("What it does"),
)
_YEARS = (
    Column("Plan year"),
    Column("Budget", "money"),
    Column("Factor on pay", "factor"),
    Column("Factor on revenue", "factor"),
)


@dataclass(frozen=True, slots=True)
class Assumed:
    """Cells that scenarios refer to; ``pay``, ``revenue`` and ``budget`` by plan year."""

    currency_rate: Live
    gross_margin: Live
    pay: tuple[Live, ...]
    revenue: tuple[Live, ...]
    budget: tuple[Live, ...]


def write_assumptions(
    book: Book, currency: str, budgets: Sequence[float], business: Business | None, of: str
) -> Assumed:
    """Write the inputs; ``budgets`` in units of the currency, by plan year, are those of plan ``of``.

    ``business`` has the growth that figures contain already; None if they contain none.
    """
    head = _inputs(currency, business)
    wide = widths(Grid(_HEAD, head), Grid(_YEARS, [["", max(budgets, default=0.0), 0.0, 0.0]]))
    sheet = book.sheet(NAME, "Assumptions", [*wide[:3], 14, 60])
    sheet.say(
        "Change the yellow cells: the sheets Scenarios and Summary follow. What compplan computed stands in "
        "the other sheets and does not change."
    )
    sheet.row += 1
    named = _written(sheet, head)
    return _by_year(sheet, named, budgets, of)


def _inputs(currency: str, business: Business | None) -> list[list[Value]]:
    margin, rate = _margin(business), f"Units of your reporting currency for one {currency}"
    rows: list[list[Value]] = [
        ["Rate of exchange", Given(1.0, "factor"), None, "", rate],
        ["Gross margin", Given(margin, "share"), margin, "", _SOLD],
    ]
    for name, title in _ASKED:
        known = float(getattr(business, name, 0.0)) if business else 0.0
        rows.append([title, Given(known, "share"), known, "", _SAYS])
    return rows


def _margin(business: Business | None) -> float:
    return float((business or shipped_assumptions().business).gross_margin)


def _written(sheet: Sheet, rows: list[list[Value]]) -> dict[str, Live]:
    """Write the inputs as yellow cells with names of their own."""
    span = sheet.table(Grid(_HEAD, rows))
    names = ("currency_rate", "gross_margin", *(name for name, _ in _ASKED))
    found = {}
    for at, name in enumerate(names):
        _ask(sheet, span, at, least=0 if at == 0 else -0.99)
        found[name] = sheet.book.define(name, span.cell(at, 1))
        found[f"{name}_computed"] = span.cell(at, 2)
    return found


def _by_year(sheet: Sheet, named: dict[str, Live], budgets: Sequence[float], of: str) -> Assumed:
    sheet.heading("By plan year")
    heads = _growth(named, "headcount_growth")
    pay, revenue = _growth(named, "pay_growth") * heads, _growth(named, "market_growth") * heads
    rows: list[list[Value]] = [
        [f"{year + 1}", Given(budget, "money"), _raised(pay, year), _raised(revenue, year)]
        for year, budget in enumerate(budgets)
    ]
    span = sheet.table(Grid(_YEARS, rows))
    for at in range(len(rows)):
        _ask(sheet, span, at, least=0)
    sheet.say(f"Budget: the payout cost of {of}, in its currency, until you put your own.", "note")
    cells = [[span.cell(at, column) for at in range(len(rows))] for column in (2, 3, 1)]
    return Assumed(named["currency_rate"], named["gross_margin"], *map(tuple, cells))


def _growth(named: dict[str, Live], name: str) -> Live:
    """Give the factor of a year's growth, next to the growth that figures contain already."""
    return plus_one(named[name]).over(plus_one(named[f"{name}_computed"]))


def _raised(factor: Live, year: int) -> Live:
    return factor**year if year else Live("1", 1.0)


def _ask(sheet: Sheet, span: Span, row: int, *, least: float) -> None:
    """Refuse what is no number in the cell of an input."""
    at = span.first + row
    asked = {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": 1e12}
    sheet.page.data_validation(at, 1, at, 1, asked | {"error_message": "Give a number."})
