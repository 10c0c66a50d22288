"""The sheets of a comparison that hold what was computed: by year, by month, by person and segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.engine.compare import TOTAL, Comparison
from compplan.report.ratings_share import ratings_share
from compplan.report.workbook.book import Book, Sheet, Span
from compplan.report.workbook.cells import Column, Grid, Value, widths
from compplan.report.workbook.live import Live, count_equal, sum_if
from compplan.report.workbook.people import People
from compplan.report.workbook.values import Row, rows_of

_BY_YEAR = (
    ("plan", Column("Plan")),
    ("plan_year", Column("Plan year")),
    ("payout_cost", Column("Payout cost", "money")),
    ("difference", Column("Difference", "change")),
    ("revenue", Column("Revenue", "money")),
    ("cost_of_sales", Column("Cost of sales", "share")),
    ("target_share", Column("Target incentive on ratings", "share")),
    ("paid_share", Column("Pay from ratings", "share")),
    ("participants", Column("Participants", "count")),
    ("mean", Column("Mean pay", "money")),
    ("p10", Column("10th percentile", "money")),
    ("p50", Column("Median pay", "money")),
    ("p90", Column("90th percentile", "money")),
)


def write_by_year(book: Book, comparison: Comparison) -> Span:
    """Write cost, revenue and the spread of pay by plan and plan year; the totals of plans stand below."""
    found: dict[tuple[Value, Value], Row] = {}
    for table in (comparison.by_year, comparison.distribution, ratings_share(comparison)):
        for row in rows_of(table):
            found.setdefault((row["plan"], row["plan_year"]), {}).update(row)
    ordered = sorted(found.values(), key=lambda row: row["plan_year"] == TOTAL)
    rows = [[row.get(name) for name, _ in _BY_YEAR] for row in ordered]
    grid = Grid([column for _, column in _BY_YEAR], rows)
    sheet = book.sheet("By year", "By plan year", widths(grid))
    sheet.say(f"What the replay paid. Differences are to {comparison.plans[0].id}. {_money(comparison)}")
    sheet.row += 1
    return sheet.table(grid, main=True)


def write_by_month(book: Book, comparison: Comparison) -> Span:
    """Write months side by side: the cost of each plan, differences so far to the first, and revenue."""
    plans = [plan.id for plan in comparison.plans]
    found: dict[Value, dict[Value, Row]] = {}
    for row in rows_of(comparison.by_month):
        found.setdefault(row["month"], {})[row["plan"]] = row
    months = sorted(found, key=str)
    columns = [
        Column("Month"),
        *(Column(f"Payout cost {plan}", "money", summed=True) for plan in plans),
        *(Column(f"Difference so far {plan}", "change") for plan in plans[1:]),
        *(Column(f"Revenue {plan}", "money", summed=True) for plan in plans),
    ]
    blank = [_month_row(found[month], month, plans) for month in months]
    sheet = book.sheet("By month", "By month", widths(Grid(columns, blank)))
    sheet.say(f"What the replay paid, by the month of payout. {_money(comparison)}")
    sheet.row += 1
    return sheet.table(Grid(columns, _so_far(sheet, blank, len(plans))), main=True)


def write_people(book: Book, comparison: Comparison, people: People) -> Span:
    """Write everyone with what each plan would have paid, those who gain most under the second plan first."""
    plans = [plan.id for plan in comparison.plans]
    paid: dict[str, dict[Value, Value]] = {}
    for row in rows_of(comparison.participants):
        paid.setdefault(str(row["participant_id"]), {})[row["plan"]] = row["paid"]
    order = sorted(paid, key=lambda who: (-_gain(paid[who], plans), who))
    columns = [
        Column("Participant"),
        *(Column(name.capitalize()) for name in people.names),
        *(Column(f"Paid {plan}", "money", summed=True) for plan in plans),
        *(column for plan in plans[1:] for column in _differences(plan)),
    ]
    blank: list[list[Value]] = [
        [who, *people.of(who), *(paid[who].get(plan, 0.0) for plan in plans)] for who in order
    ]
    made = [[*row, *([0.0, 0.0] * (len(plans) - 1))] for row in blank]
    sheet = book.sheet("Winners and losers", "Winners and losers", widths(Grid(columns, made)))
    sheet.say(
        "Everyone, by what the plans would have paid over all months replayed; differences are to "
        f"{plans[0]}. {_money(comparison)}"
    )
    sheet.row += 1
    start = 1 + len(people.names)
    rows = [[*row, *_live(sheet, at, start, row[start:])] for at, row in enumerate(blank)]
    return sheet.table(Grid(columns, rows), main=True)


def write_segments(book: Book, comparison: Comparison, people: People, listed: Span) -> None:
    """Sum up everyone's pay by role, region and team: formulas over the sheet of winners and losers."""
    plans, start = [plan.id for plan in comparison.plans], 1 + len(people.names)
    groups = [(column, each) for column in _kinds(people) for each in _segments(listed, column)]
    columns = [
        *(Column("Part of the company"), Column("Segment"), Column("Participants", "count")),
        *(Column(f"Paid {plan}", "money") for plan in plans),
        *(column for plan in plans[1:] for column in _differences(plan)),
    ]
    wide: list[Value] = ["", max((each for _, each in groups), key=len, default=""), 0.0]
    sheet = book.sheet(
        "By segment", "By segment", widths(Grid(columns, [[*wide, *([1e7] * len(columns[3:]))]]))
    )
    sheet.say(f"Sums of the sheet Winners and losers. Differences are to {plans[0]}. {_money(comparison)}")
    sheet.row += 1
    rows: list[list[Value]] = []
    for at, (column, segment) in enumerate(groups):
        test = (listed.whole(column), sheet.here(at, 1, segment).formula)
        inside = [row for row in listed.grid.rows if row[column] == segment]
        paid = [
            sum_if(listed.whole(start + n), test, values=[_number(row[start + n]) for row in inside])
            for n in range(len(plans))
        ]
        count = count_equal(*test, len(inside))
        kind = people.names[column - 1]
        rows.append([kind, segment, count, *paid, *_live(sheet, at, 3, paid)])
    sheet.table(Grid(columns, rows), main=True)


def _kinds(people: People) -> Iterator[int]:
    """Give the columns of winners and losers by which they are summed up."""
    return (1 + at for at, name in enumerate(people.names) if name != "name")


def _segments(listed: Span, column: int) -> list[str]:
    return sorted({str(row[column]) for row in listed.grid.rows} - {""})


def _differences(plan: str) -> Iterator[Column]:
    yield Column(f"Difference {plan}", "change")
    yield Column(f"Change {plan}", "share_change")


def _live(sheet: Sheet, row: int, start: int, paid: Sequence[Value]) -> Iterator[Live]:
    """Give difference and change of each later plan as formulas of the payments from column ``start`` on."""
    first, *others = (sheet.here(row, start + at, value) for at, value in enumerate(paid))
    for own in others:
        yield own - first
        yield (own - first).over(first)


def _month_row(by_plan: dict[Value, Row], month: Value, plans: Sequence[str]) -> list[Value]:
    of = [by_plan.get(plan, {}) for plan in plans]
    costs, revenues = ([row.get(name) for row in of] for name in ("payout_cost", "revenue"))
    return [month, *costs, *([0.0] * (len(plans) - 1)), *revenues]


def _so_far(sheet: Sheet, rows: Sequence[list[Value]], plans: int) -> list[list[Value]]:
    """Put in differences to the first plan, added up from month to month."""
    made: list[list[Value]] = []
    for at, row in enumerate(rows):
        first = sheet.here(at, 1, row[1])
        sums: list[Value] = []
        for plan in range(1, plans):
            more = sheet.here(at, 1 + plan, row[1 + plan]) - first
            column = plans + plan
            sums.append(sheet.here(at - 1, column, made[-1][column]) + more if at else more)
        made.append([*row[: 1 + plans], *sums, *row[2 * plans :]])
    return made


def _gain(paid: dict[Value, Value], plans: Sequence[str]) -> float:
    first, second = (_number(paid.get(plan)) for plan in (plans[0], plans[min(1, len(plans) - 1)]))
    return second - first


def _number(value: Value) -> float:
    return float(value) if isinstance(value, float | int) else 0.0


def _money(comparison: Comparison) -> str:
    return f"Money is in {comparison.plans[0].currency.code}."
