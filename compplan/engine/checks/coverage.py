"""What a run covers: dates, participants and behaviours of the data against the plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import DayColumn, Panel, PeriodColumn, Table, TextColumn
from compplan.data.panel import months_of
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.credit import EXAMPLES, table_of
from compplan.engine.participation import Participation, holders, segment_within
from compplan.engine.results.table import ResultTable
from compplan.engine.rows import Rows, blocks_of, rows_where
from compplan.engine.selection import days_of
from compplan.months import first_day
from compplan.plan.model import (
    AttainmentMeasure,
    Counted,
    Measure,
    Plan,
    ReportCardMeasure,
    Target,
    ValueMeasure,
)
from compplan.threads import cores, each


def check_dates(
    plans: Sequence[Plan],
    panel: Panel,
    outside: Literal["error", "ignore"],
    assume: Mapping[str, Fraction],
) -> list[str]:
    """Refuse rows outside all plans or on days without a segment; note the rows left out if told so."""
    notes: list[str] = []
    problems: list[Diagnostic] = []
    actuals, quotas, ratings = tables_used(plans, assume)
    looking_back = tables_before(plans, assume)
    first, end = min(plan.starts for plan in plans), max(plan.ends for plan in plans)
    for name in sorted((actuals | quotas | ratings) & panel.tables.keys()):
        table = panel.tables[name]
        out = _dated_outside(table, first if name not in ratings | looking_back else 0, end)
        if outside == "ignore" and len(out):
            notes.append(f"{len(out)} rows of {name} are dated outside the plan and were left out")
        elif len(out):
            problems += _outside(plans, table, out)
    for name in sorted(actuals & panel.tables.keys()):
        problems += _without_segment(panel, panel.tables[name], first, end)
    notes += [
        text for name in sorted(ratings & panel.tables.keys()) for text in _unheld(panel, panel.tables[name])
    ]
    if problems:
        raise DiagnosticError(problems)
    return notes


def check_tables(plans: Sequence[Plan], panel: Panel, assume: Mapping[str, Fraction]) -> None:
    """Refuse plans that need a table which the data does not have."""
    problems: list[Diagnostic] = []
    for plan in plans:
        actuals, quotas, ratings = tables_used([plan], assume)
        for name in sorted(actuals | quotas | ratings):
            try:
                table_of(plan, panel, name)
            except DiagnosticError as error:
                problems += error.diagnostics
    if problems:
        raise DiagnosticError(problems)


def check_currency(plans: Sequence[Plan]) -> None:
    """Refuse plans of different currencies in one run: their amounts cannot stand in one table or sum."""
    for plan in plans[1:]:
        if plan.currency != plans[0].currency:
            text = (
                f"plan '{plan.id}' pays in {plan.currency.code}, "
                f"plan '{plans[0].id}' in {plans[0].currency.code}"
            )
            place = Place(plan.source.file if plan.source else plan.id)
            raise DiagnosticError([Diagnostic("CP352", text, place, "run plans of one currency together")])


def check_once(plans: Sequence[Plan], panel: Panel, covered: Sequence[Participation]) -> None:
    """Refuse a participant-month that two plans cover, and a plan that covers nobody."""
    problems: list[Diagnostic] = []
    anybody = {plan.id for plan, who in zip(plans, covered, strict=True) if who.active.any()}
    for plan in plans:
        if plan.id not in anybody:
            roles = ", ".join(panel.segments.role.values) or "none"
            text = f"plan '{plan.id}' covers nobody: roles in the data are {roles}"
            place = Place(plan.source.file if plan.source else plan.id)
            hint = "correct applies_to, or the roles and dates of the participants"
            problems.append(Diagnostic("CP364", text, place, hint))
    seen: dict[tuple[int, int], Plan] = {}
    told: set[tuple[int, str, str]] = set()
    for plan, who in zip(plans, covered, strict=True) if len(plans) > 1 else ():
        for month, person in np.argwhere(who.active):
            other = seen.setdefault((plan.starts + month, person), plan)
            if other is not plan and (person, other.id, plan.id) not in told:
                told.add((person, other.id, plan.id))
                when = calendar.month_text(plan.starts + month)
                text = f"{panel.participants[person]} is covered by '{other.id}' and '{plan.id}' in {when}"
                place = Place(panel.segments.origin.file)
                hint = "let the plans apply to different roles, or move the change of role to a month's end"
                problems.append(Diagnostic("CP363", text, place, hint))
    if problems:
        raise DiagnosticError(problems[:EXAMPLES])


def check_behaviours(plans: Sequence[Plan], panel: Panel) -> None:
    """Refuse ratings of behaviours that no report card of the run has."""
    known: dict[str, set[str]] = {}
    for plan in plans:
        for card in plan.report_cards:
            known.setdefault(card.ratings, set()).update(behaviour.id for behaviour in card.behaviours)
    problems = []
    for name in known.keys() & panel.tables.keys():
        table = panel.tables[name]
        column = table.columns.get("behaviour")
        if not isinstance(column, TextColumn):
            continue
        for code, value in enumerate(column.values):
            rows = np.flatnonzero(column.codes == code)
            if value not in known[name] and len(rows):
                near = get_close_matches(value, known[name], 1)
                hint = f"did you mean '{near[0]}'?" if near else "add the behaviour to the report card"
                count = f"{len(rows):,} rating{'s' * (len(rows) > 1)}"
                text = f"behaviour '{value}' is in no report card of the run ({count})"
                problems.append(Diagnostic("CP362", text, table.place(int(rows[0]), "behaviour"), hint))
    if problems:
        raise DiagnosticError(problems)


def uncovered(plans: Sequence[Plan], panel: Panel, covered: Sequence[Participation], end: int) -> ResultTable:
    """List the participant-months before month index ``end`` that no plan covers, with the role held."""
    first = min(plan.starts for plan in plans)
    active = np.zeros((max(end - first, 0), len(panel.participants)), dtype=bool)
    for plan, who in zip(plans, covered, strict=True):
        part = who.active[: max(end - plan.starts, 0)]
        active[plan.starts - first : plan.starts - first + len(part)] |= part
    segments = panel.segments
    rows: dict[tuple[str, str], str] = {}
    begin = np.clip(months_of(segments.start) - first, 0, len(active))
    after = np.clip(months_of(segments.end - 1) + 1 - first, begin, len(active))
    so_far = np.zeros((len(active) + 1, active.shape[1]), dtype=np.int32)
    np.cumsum(active, axis=0, out=so_far[1:])
    held = so_far[after, segments.participant] - so_far[begin, segments.participant]
    for index in np.flatnonzero(held < after - begin).tolist():
        person = segments.participant[index]
        for month in range(begin[index], after[index]):
            if not active[month, person]:
                key = (panel.participants[person], calendar.month_text(first + month))
                rows[key] = segments.role.values[segments.role.codes[index]]
    keys = sorted(rows)
    columns = {
        "participant_id": [key[0] for key in keys],
        "month": [key[1] for key in keys],
        "role": [rows[key] for key in keys],
    }
    return ResultTable("uncovered", {name: np.array(cells, dtype=object) for name, cells in columns.items()})


def last_month(plan: Plan, panel: Panel, assume: Mapping[str, Fraction]) -> int:
    """Give the last month within the plan for which the data has an actual or a rating; 0 for none."""
    actuals, _, ratings = tables_used([plan], assume)
    last = 0
    for name in (actuals | ratings) & panel.tables.keys():
        parts = blocks_of(len(panel.tables[name]))
        latest = partial(_latest, plan, panel.tables[name])
        last = max(last, *each(latest, parts, threads=max(min(cores(), len(parts)), 1)), 0)
    return max(last, *(_last_dated(plan, panel, measure) for measure in plan.measures))


def _latest(plan: Plan, table: Table, block: slice) -> int:
    """Give the last month within the plan of a block of rows; 0 for none."""
    months = _months(table, block)[0]
    return int(months[months < plan.ends].max(initial=0))


def _last_dated(plan: Plan, panel: Panel, measure: Measure) -> int:
    """Give the last month within the plan of a column by which a measure dates its rows; 0 for none.

    Of rows that are to be done by their day, that lies ahead; what was done last says how far data go.
    """
    actual = measure.actual if isinstance(measure, AttainmentMeasure | ValueMeasure) else None
    if actual is None or actual.dated is None or actual.table not in panel.tables:
        return 0
    days = days_of(panel.tables[actual.table], actual.done or actual.dated)
    months = months_of(days[days < first_day(plan.ends)]).astype(np.int64)
    return int(months.max(initial=0))


def tables_used(plans: Sequence[Plan], assume: Mapping[str, Fraction]) -> tuple[set[str], set[str], set[str]]:
    """Name the tables of actuals, of targets and of ratings that the plans' measures read."""
    actuals, quotas, ratings = set(), set(), set()
    for plan in plans:
        for measure in plan.measures:
            if measure.id in assume:
                continue
            if isinstance(measure, AttainmentMeasure | ValueMeasure):
                actuals.add(measure.actual.table)
            if isinstance(measure, ValueMeasure) and measure.pool and measure.pool.points:
                actuals.add(measure.pool.points.table)
            if isinstance(measure, AttainmentMeasure) and isinstance(measure.target, Target):
                quotas.add(measure.target.table)
            if isinstance(measure, AttainmentMeasure) and isinstance(measure.target, Counted):
                actuals.add(measure.target.of.table)
            if isinstance(measure, ReportCardMeasure):
                ratings.add(plan.report_card(measure.report_card).ratings)
    return actuals, quotas, ratings


def tables_before(plans: Sequence[Plan], assume: Mapping[str, Fraction]) -> set[str]:
    """Name the tables of which measures look at the period before, which may lie before the plan."""
    measures = [each for plan in plans for each in plan.measures if each.id not in assume]
    found = set()
    for measure in measures:
        if isinstance(measure, AttainmentMeasure | ValueMeasure) and measure.actual.operation == "retained":
            found.add(measure.actual.table)
        target = measure.target if isinstance(measure, AttainmentMeasure) else None
        if isinstance(target, Counted) and (target.period == "before" or target.of.operation == "retained"):
            found.add(target.of.table)
    return found


def _dated_outside(table: Table, first: int, end: int) -> Rows:
    """Find the rows that end before month index ``first`` or begin at ``end`` or later."""

    def outside(block: slice) -> NDArray[np.bool_]:
        begins, ends, _ = _months(table, block)
        found: NDArray[np.bool_] = (ends < first) | (begins >= end)
        return found

    return rows_where(len(table), outside)


def _months(table: Table, rows: slice | Rows) -> tuple[NDArray[np.int64], NDArray[np.int64], str]:
    """Give the first and the last month index of some rows, and the column that says so."""
    for name in ("date", "period", "month"):
        column = table.columns.get(name)
        if isinstance(column, DayColumn):
            months = months_of(column.days[rows]).astype(np.int64)
            return months, months, name
        if isinstance(column, PeriodColumn):
            first = column.first[rows].astype(np.int64)
            return first, first + column.months[rows] - 1, name
    nothing = np.zeros(0, dtype=np.int64)
    return nothing, nothing, ""


def _outside(plans: Sequence[Plan], table: Table, rows: Rows) -> list[Diagnostic]:
    months, _, field = _months(table, rows[:EXAMPLES])
    first, end = min(plan.starts for plan in plans), max(plan.ends for plan in plans)
    span = f"{calendar.month_text(first)} to {calendar.month_text(end - 1)}"
    hint = "correct the date, or leave such rows out with --outside ignore (a replay: --as-if YYYY-MM)"
    more = f" (and {len(rows) - EXAMPLES} more rows)" if len(rows) > EXAMPLES else ""
    return [
        Diagnostic(
            "CP353",
            f"{calendar.month_text(int(months[number]))} is outside the plan, {span}"
            + (more if number == EXAMPLES - 1 else ""),
            table.place(int(row), field),
            hint,
        )
        for number, row in enumerate(rows[:EXAMPLES])
    ]


def _without_segment(panel: Panel, table: Table, first: int, end: int) -> list[Diagnostic]:
    column = table.columns.get("date")
    if not isinstance(column, DayColumn):
        return []
    held, begin, stop = holders(panel.segments), calendar.first_day(first), calendar.first_day(end)

    every = np.ones(len(panel.segments.start), dtype=bool)
    stayers = held.stayers(every, begin, stop)

    def without(block: slice) -> NDArray[np.bool_]:
        days = column.days[block]
        holds = held.holds(every, stayers, table.participant[block], days)
        found: NDArray[np.bool_] = ~holds & (begin <= days) & (days < stop)
        return found

    rows = rows_where(len(table), without)
    more = f" (and {len(rows) - EXAMPLES} more rows)" if len(rows) > EXAMPLES else ""
    hint = "correct the date or the participant, or give the participant a segment that holds on this day"
    return [
        Diagnostic(
            "CP354",
            f"{panel.participants[table.participant[row]]} has no segment on {_day(int(column.days[row]))}"
            + (more if number == EXAMPLES - 1 else ""),
            table.place(int(row), "date"),
            hint,
        )
        for number, row in enumerate(rows[:EXAMPLES])
    ]


def _unheld(panel: Panel, table: Table) -> list[str]:
    period = table.columns.get("month")
    if not isinstance(period, PeriodColumn) or not len(table):
        return []
    months, where = np.unique(period.first, return_inverse=True)
    first = np.array([calendar.first_day(int(month)) for month in months], dtype=np.int32)
    last = np.array([calendar.first_day(int(month) + 1) - 1 for month in months], dtype=np.int32)
    held = segment_within(panel.segments, table.participant, first[where], last[where])
    count = int((held < 0).sum())
    text = (
        f"{count} rows of {table.name} are of months in which their participant has no segment: not counted"
    )
    return [text] if count else []


def _day(days: int) -> str:
    return str(np.datetime64(days, "D"))
