"""Which months a run covers: where its data end, which payout periods it pays, who is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.oracle.dates import month_index, month_text, period
from tests.oracle.people import Person
from tests.oracle.reading import OracleError, Plan, Tables


def payout_ends(plan: Plan, last: int) -> list[int]:
    """List the last months of the payout periods that end in or before a month."""
    starts, step = plan["starts"], plan["payout"]
    return [end for end in range(starts + step - 1, starts + 12 * plan["years"], step) if end <= last]


def last_month(plan: Plan, tables: Tables) -> int:
    """Give the last plan month with a row of an actual or a rating that the measures read (-1: none)."""
    months = range(plan["starts"], plan["starts"] + 12 * plan["years"])
    lasts = [last for _, kind, _, last in _rows_read(plan, tables) if kind != "quota" and last in months]
    return max(lasts, default=-1)


def check_outside(plan: Plan, tables: Tables) -> None:
    """Stop at a row after the plan, or a row of sales or quotas before it."""
    starts, ends = plan["starts"], plan["starts"] + 12 * plan["years"] - 1
    for participant, of, first, last in _rows_read(plan, tables):
        if last > ends or (first < starts and of not in ("rating", "before")):
            kind = "outside"
            raise OracleError(kind, participant, month_text(last if last > ends else first))


def uncovered(plan: Plan, people: dict[str, Person], ends: list[int]) -> list[tuple[str, str]]:
    """List the participants and months of the paid periods with a segment, but none in the plan's roles."""
    months = range(plan["starts"], ends[-1] + 1) if ends else range(0)
    return [
        (person.id, month_text(month))
        for person in people.values()
        for month in months
        if not person.days[month] and person.present(month)
    ]


def _rows_read(plan: Plan, tables: Tables) -> Iterator[tuple[str, str, int, int]]:
    """Walk the rows of all tables read: participant, what it is of, first and last month."""
    measures = plan["measures"].values()
    counted = [measure for measure in measures if "actual" in measure]
    targets = [measure["target"] for measure in counted if "table" in measure.get("target", {})]
    cards = [plan["report_cards"][each["report_card"]] for each in measures if each["type"] == "report_card"]
    of = {measure["target"]["of"]["table"] for measure in counted if "of" in measure.get("target", {})}
    for table in sorted({measure["actual"]["table"] for measure in counted} | of):
        back = any(_looks_back(each, table) for each in counted)
        for row in tables.get(table, []):
            if "date" in row:
                month = month_index(row["date"])
                yield row["participant_id"], "before" if back else "actual", month, month
    for table in sorted({target["table"] for target in targets}):
        for row in tables.get(table, []):
            first, months = period(row["period"])
            yield row["participant_id"], "quota", first, first + months - 1
    for table in sorted({card["ratings"] for card in cards}):
        for row in tables.get(table, []):
            month = month_index(row["month"])
            yield row["participant_id"], "rating", month, month


def _looks_back(measure: dict[str, Any], table: str) -> bool:
    """Tell whether a measure looks at the period before in a table."""
    actual, target = measure["actual"], measure.get("target", {})
    before = target.get("period") == "before" and target["of"]["table"] == table
    return before or ("retained" in actual and actual["table"] == table)
