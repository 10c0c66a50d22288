"""A replay to read: what each plan would have cost, whom it would have paid more or less."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from compplan.engine.compare import TOTAL, Comparison
from compplan.engine.results.table import ResultTable
from compplan.report.assumptions import assumption_lines, marks
from compplan.report.plain import one_line
from compplan.report.ratings_share import ratings_share
from compplan.report.run_text import span
from compplan.report.tables_text import money, share, table

Marks = dict[str, str]
LARGEST = 5
"""How many of the largest gains and losses are shown."""


def compare_text(comparison: Comparison) -> str:
    """Write a comparison as tables; figures that rest on an assumption are marked with ``*``."""
    parts = [
        _head(comparison),
        _costs(comparison),
        _shares("Cost of sales (payout cost / revenue)", comparison.by_year, "cost_of_sales", comparison),
        *_ratings(comparison),
        _distribution(comparison),
        *_gains(comparison),
        "\n".join(f"Note: {one_line(note)}" for note in comparison.notes),
    ]
    return "\n\n".join(part for part in parts if part)


def _head(comparison: Comparison) -> str:
    spans = {
        plan.id: span(result.plans[0])
        for plan, result in zip(comparison.plans, comparison.results, strict=True)
    }
    months = set(spans.values())
    when = f", {next(iter(months))}" if len(months) == 1 else ""
    lines = [
        f"Replay of {len(spans)} plans{when}: what each pays on this data, behaviour as it was.",
        "Not a forecast: nobody in it sells, serves or leaves differently because of a plan.",
        *([] if when else [f"The plans run over different months, so do their totals: {_listed(spans)}."]),
    ]
    return "\n".join([*lines, *assumption_lines(comparison)])


def _listed(spans: dict[str, str]) -> str:
    return "; ".join(f"{plan} {months}" for plan, months in spans.items())


def _costs(comparison: Comparison) -> str:
    exponent, code = comparison.plans[0].currency.exponent, comparison.plans[0].currency.code
    base = comparison.plans[0].id
    years = _years(comparison.by_year)
    cost = _cells(comparison.by_year, "payout_cost", lambda value: money(value, exponent))
    differs = _cells(comparison.by_year, "difference", lambda value: money(value, exponent, signed=True))
    own, both = marks(comparison)
    rows = []
    for plan in comparison.plans:
        rows.append((plan.id, *_marked(cost, plan.id, years, own)))
        if plan.id != base:
            rows.append((f"  vs {base}", *_marked(differs, plan.id, years, both)))
    return _titled(f"Payout cost by plan year ({code})", years, rows)


def _shares(
    title: str, source: ResultTable, column: str, comparison: Comparison, *, own: Marks | None = None
) -> str:
    years, cells = _years(source), _cells(source, column, share)
    if not any(cells.values()):
        return ""
    own = own or marks(comparison)[0]
    return _titled(
        title, years, [(plan.id, *_marked(cells, plan.id, years, own)) for plan in comparison.plans]
    )


def _ratings(comparison: Comparison) -> Iterator[str]:
    shares = ratings_share(comparison)
    if shares["target_share"].any():
        plain = dict.fromkeys(marks(comparison)[0], "")
        yield _shares(
            "Share of the target incentive that hangs on ratings",
            shares,
            "target_share",
            comparison,
            own=plain,
        )
        yield _shares("Share of pay that came from ratings", shares, "paid_share", comparison)


def _distribution(comparison: Comparison) -> str:
    source, own = comparison.distribution, marks(comparison)[0]
    code = comparison.plans[0].currency.code
    names = ("participants", "mean", "p10", "p50", "p90")
    rows = [
        (
            row["plan"],
            row["plan_year"],
            row["participants"],
            *(_money_of(row[name], own[row["plan"]]) for name in names[1:]),
        )
        for row in source.rows()
        if row["plan_year"] != TOTAL
    ]
    header = ("plan", "year", "participants", "mean", "10th percentile", "median", "90th percentile")
    return f"Pay per participant and plan year ({code})\n{table(header, rows, indent='  ')}"


def _gains(comparison: Comparison) -> Iterator[str]:
    base = comparison.plans[0].id
    mark = marks(comparison)[1]
    for plan in comparison.plans[1:]:
        rows = [row for row in comparison.participants.rows() if row["plan"] == plan.id]
        gains = [row for row in rows if float(row["difference"]) > 0]
        losses = [row for row in rows if float(row["difference"]) < 0]
        title = (
            f"{plan.id} vs {base}, by participant: {len(gains)} gain, {len(losses)} lose, "
            f"{len(rows) - len(gains) - len(losses)} the same"
        )
        pairs = _side_by_side(gains[:LARGEST], losses[::-1][:LARGEST], mark[plan.id])
        header = ("largest gains", "", "", "largest losses", "", "")
        yield f"{title}\n{table(header, pairs, indent='  ')}" if pairs else title


def _side_by_side(
    gains: Sequence[dict[str, str]], losses: Sequence[dict[str, str]], mark: str
) -> list[tuple[str, ...]]:
    nothing = ("", "", "")
    columns = [[_person(row, mark) for row in rows] for rows in (gains, losses)]
    length = max(map(len, columns))
    left, right = ([*column, *[nothing] * (length - len(column))] for column in columns)
    return [(*one, *other) for one, other in zip(left, right, strict=True)]


def _person(row: dict[str, str], mark: str) -> tuple[str, str, str]:
    change = share(float(row["change"]), signed=True) if row["change"] else "-"
    return row["participant_id"], _money_of(row["difference"], mark, signed=True), change + mark


def _money_of(text: str, mark: str, *, signed: bool = False) -> str:
    digits = text.replace(".", "")
    return money(int(digits), len(text.partition(".")[2]), signed=signed) + mark


def _years(source: ResultTable) -> list[str]:
    names = [name for name in dict.fromkeys(source["plan_year"].tolist()) if name != TOTAL]
    return [*sorted(names, key=int), TOTAL] if len(names) > 1 else names


def _cells(source: ResultTable, column: str, write: Callable[[Any], str]) -> dict[tuple[str, str], str]:
    keys = zip(source["plan"].tolist(), source["plan_year"].tolist(), strict=True)
    return {key: write(value) for key, value in zip(keys, source[column].tolist(), strict=True)}


def _marked(
    cells: dict[tuple[str, str], str], plan: str, years: Sequence[str], mark: dict[str, str]
) -> list[str]:
    found = (cells.get((plan, year), "") for year in years)
    return [text + mark[plan] if text else "-" for text in found]


def _titled(title: str, years: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    header = ("plan", *("all years" if year == TOTAL else f"year {year}" for year in years))
    return f"{title}\n{table(header, rows, indent='  ')}"
