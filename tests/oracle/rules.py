"""Decision tables followed month by month, one participant and subject after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.oracle.cells import Value, holds
from tests.oracle.dates import day_number, days_in, first_day, month_of_day, month_text
from tests.oracle.people import Person
from tests.oracle.points import points_of
from tests.oracle.reading import Plan, Tables

Facts = dict[str, Value]
ORDER = ("participant_id", "month", "rule", "subject")
Row = dict[str, Any]


Cell = tuple[int, int, Facts | None, bool]
"""A period of a subject: first and last month, facts (None: not there), and if its target is met."""


@dataclass(frozen=True, slots=True)
class Period:
    """A performance period (to date: a payout period) in which somebody takes part, and what it came to."""

    first: int
    last: int
    attainment: Fraction | None
    behaviours: tuple[Row, ...] = ()


Periods = dict[tuple[str, str], list[Period]]
"""By measure and participant."""


@dataclass(slots=True)
class Open:
    """An open action: the ``then`` of the row that called for it, its month and its due day."""

    then: dict[str, str]
    opened: int
    due: int | None


@dataclass(slots=True)
class Ledger:
    """What is open by rule, participant and subject, and what was open after each month."""

    open: dict[tuple[str, str, str], Open] = field(default_factory=dict)
    counts: dict[tuple[str, int], list[Open]] = field(default_factory=dict)
    subjects: dict[tuple[str, str], list[list[Cell]]] = field(default_factory=dict)
    """What rules of type points look at of each participant, by ``for_each``."""


@dataclass(frozen=True, slots=True)
class Run:
    """All that rules look at."""

    plan: Plan
    people: dict[str, Person]
    tables: Tables
    periods: Periods
    last: int


def actions(run: Run) -> list[Row]:
    """Follow every decision table; those for participants come last."""
    tables = {key: rule for key, rule in run.plan["rules"].items() if rule["type"] == "decision_table"}
    ledger, rows = Ledger(), list[Row]()
    for late in (False, True):
        for key, rule in tables.items():
            if (rule["for_each"] == "participant") == late:
                for person in run.people.values():
                    rows += _followed(run, key, rule, person, ledger)
    return sorted(rows, key=lambda row: [row[name] for name in ORDER])


def _followed(run: Run, key: str, rule: Row, person: Person, ledger: Ledger) -> Iterator[Row]:
    for subject, cells in _subjects(run, rule["for_each"], person, ledger):
        tables = [[row] for row in rule["rows"]] if rule["hit_policy"] == "collect" else [rule["rows"]]
        for number, rows in enumerate(tables):
            item: Open | None = None
            for _, last, facts, met in cells:
                if facts is None:
                    if item is not None:
                        yield _row(key, person, last, subject, "ended", item, 0)
                    item = None
                    continue
                offset = number if rule["hit_policy"] == "collect" else 0
                fired, then = _fired(rule, rows, facts | _own(item, last), offset)
                status, item, gone = _step(item, then, last, met=met)
                if status:
                    yield _row(key, person, last, subject, status, item or gone, fired)
                if item is not None:
                    _note(run, ledger, person, cells, last, item)


def _note(run: Run, ledger: Ledger, person: Person, cells: list[Cell], last: int, item: Open) -> None:
    """Remember what is open at the end of this month and of the others before the next period ends."""
    after = min([cell[1] for cell in cells if cell[1] > last], default=run.last + 1)
    for month in range(last, after):
        ledger.counts.setdefault((person.id, month), []).append(item)


def _fired(rule: Row, rows: list[Row], facts: Facts, offset: int) -> tuple[int, dict[str, str]]:
    found = [
        (number, row["then"])
        for number, row in enumerate(rows, 1 + offset)
        if all(holds(row["when"].get(fact, "-"), facts[fact]) for fact in rule["inputs"])
    ]
    if rule["hit_policy"] == "priority":
        found.sort(key=lambda each: rule["priority"].index(each[1]["action"]))
    return found[0] if found else (0, {"action": "none"})


def _own(item: Open | None, last: int) -> Facts:
    late = item is not None and item.due is not None and _end(last) > item.due
    return {
        "months_open": Fraction(last - item.opened if item else 0),
        "overdue": "true" if late else "false",
    }


def _step(
    item: Open | None, then: dict[str, str], last: int, *, met: bool
) -> tuple[str, Open | None, Open | None]:
    """Give the status, what is open afterwards, and what was closed."""
    calls = then["action"] != "none"
    if item is None:
        return ("opened", _opened(then, last, last), None) if calls else ("", None, None)
    if not calls and met:
        return "closed", None, item
    if calls and _whom(then) != _whom(item.then):
        status = "escalated" if then["action"] == "escalate" else "changed"
        return status, _opened(then, item.opened, last), None
    late = item.due is not None and _end(last) > item.due
    return ("overdue" if late else "carried"), item, None


def _whom(then: dict[str, str]) -> tuple[str, str | None]:
    return then["action"], then.get("with") or then.get("to")


def _opened(then: dict[str, str], opened: int, last: int) -> Open:
    return Open(then, opened, _end(last) + int(then["due_days"]) if "due_days" in then else None)


def _end(month: int) -> int:
    return first_day(month) + days_in(month) - 1


def _row(
    key: str, person: Person, last: int, subject: str, status: str, item: Open | None, fired: int
) -> Row:
    assert item is not None
    return {
        "participant_id": person.id,
        "month": month_text(last),
        "rule": key,
        "subject": subject,
        "action": item.then["action"],
        "who": _whom(item.then)[1] or "",
        "status": status,
        "opened": month_text(item.opened),
        "due": item.due,
        "months_open": last - item.opened,
        "row": fired,
    }


def _subjects(run: Run, for_each: str, person: Person, ledger: Ledger) -> Iterator[tuple[str, list[Cell]]]:
    """Give each subject with its periods."""
    if for_each == "behaviour":
        yield from _behaviours(run, person)
    elif for_each == "measure":
        for measure in run.plan["measures"]:
            yield measure, _measure(run, measure, person)
    elif for_each == "milestone":
        yield from _milestones(run, person)
    else:
        months = range(run.plan["starts"], run.last + 1)
        yield "", [(m, m, _with_points(run, person, m, ledger), True) for m in months]


def _with_points(run: Run, person: Person, month: int, ledger: Ledger) -> Facts | None:
    """Give the facts of a participant, with what each rule of type points comes to."""
    whole = _whole(run, person, month, ledger)
    if whole is None:
        return None
    facts = dict(whole)
    for key, rule in run.plan["rules"].items():
        if rule["type"] == "points":
            at = rule["for_each"], person.id
            if at[0] == "participant":
                subjects: list[list[Cell]] = [[(month, month, whole, True)]]
            elif at in ledger.subjects:
                subjects = ledger.subjects[at]
            else:
                subjects = ledger.subjects[at] = [cells for _, cells in _subjects(run, at[0], person, ledger)]
            facts[f"points.{key}"] = points_of(rule, subjects, month)
    return facts


def _behaviours(run: Run, person: Person) -> Iterator[tuple[str, list[Cell]]]:
    done = set()
    for measure, rule in run.plan["measures"].items():
        if rule["type"] != "report_card" or rule["report_card"] in done:
            continue
        done.add(rule["report_card"])
        for behaviour in run.plan["report_cards"][rule["report_card"]]["behaviours"]:
            yield behaviour, _behaviour(run, measure, behaviour, person)


def _behaviour(run: Run, measure: str, behaviour: str, person: Person) -> list[Cell]:
    found, shares, below = list[Cell](), dict[int, Fraction | None](), 0
    for first, last, period in _all_periods(run, measure, person):
        if period is None:
            below = 0
            found.append((first, last, None, False))
            continue
        line = next(each for each in period.behaviours if each["behaviour"] == behaviour)
        share = line["score"] if line["counted"] == "counted" else None
        shares[last] = share
        if share is not None:
            below = below + last - first + 1 if share < line["target"] else 0
        past = shares.get(last - 3)
        facts: Facts = {
            "behaviour": behaviour,
            "favourable_share": None if share is None else line["favourable_share"],
            "share_to_target": None if share is None else share / line["target"],
            "responses": Fraction(line["responses"]),
            "months_below_target": Fraction(below),
            "trend": None if share is None or past is None else share - past,
        }
        met = share is not None and share >= line["target"]
        found.append((first, last, facts | _common(run, person, first, last), met))
    return found


def _measure(run: Run, measure: str, person: Person) -> list[Cell]:
    found, before, below = list[Cell](), dict[int, Fraction | None](), 0
    for first, last, period in _all_periods(run, measure, person):
        if period is None:
            below = 0
            found.append((first, last, None, False))
            continue
        attainment = period.attainment
        before[last] = attainment
        if attainment is not None:
            below = below + last - first + 1 if attainment < 1 else 0
        past = before.get(last - 3)
        facts: Facts = {
            "measure": measure,
            "attainment": attainment,
            "months_below_target": Fraction(below),
            "trend": None if attainment is None or past is None else attainment - past,
        }
        met = attainment is not None and attainment >= 1
        found.append((first, last, facts | _common(run, person, first, last), met))
    return found


def _all_periods(run: Run, measure: str, person: Person) -> Iterator[tuple[int, int, Period | None]]:
    """Walk all periods of a measure, with what this person has of each."""
    own = {period.last: period for period in run.periods.get((measure, person.id), [])}
    step = run.plan["payout"] if run.plan["measures"][measure]["to_date"] else run.plan["performance"]
    for last in range(run.plan["starts"] + step - 1, run.last + 1, step):
        yield last - step + 1, last, own.get(last)


def _milestones(run: Run, person: Person) -> Iterator[tuple[str, list[Cell]]]:
    for row in _stones(run, person):
        cells = list[Cell]()
        for month in range(run.plan["starts"], run.last + 1):
            if not person.days[month]:
                cells.append((month, month, None, False))
                continue
            done, late = row["done"] <= _end(month), month - month_of_day(row["due"]) + 1
            facts: Facts = {
                "milestone": row["name"],
                "done": "true" if done else "false",
                "months_overdue": Fraction(0 if done or row["due"] > _end(month) else late),
            }
            cells.append((month, month, facts | _common(run, person, month, month), done))
        yield row["name"], cells


def _stones(run: Run, person: Person) -> list[Row]:
    return [
        {
            "name": row["milestone"],
            "due": day_number(row["due"]),
            "done": day_number(row.get("done") or "9999-12-31"),
        }
        for row in run.tables.get("milestones", [])
        if row["participant_id"] == person.id
    ]


def _whole(run: Run, person: Person, month: int, ledger: Ledger) -> Facts | None:
    if not person.days[month]:
        return None
    stones, end = _stones(run, person), _end(month)
    due = [stone for stone in stones if stone["due"] <= end]
    done = [stone for stone in due if stone["done"] <= end]
    items = ledger.counts.get((person.id, month), [])
    since = max(
        [month_of_day(each["done"]) for each in stones if each["done"] <= end]
        + [next(each for each in sorted(person.days) if person.days[each])]
    )
    return {
        **{f"attainment.{measure}": _latest(run, measure, person, month) for measure in run.plan["measures"]},
        "behaviours_below_target": Fraction(_below(run, person, month)),
        "open_actions": Fraction(len(items)),
        "overdue_actions": Fraction(sum(item.due is not None and end > item.due for item in items)),
        "milestones_due": Fraction(len(due)),
        "milestones_overdue": Fraction(len(due) - len(done)),
        "milestone_progress": Fraction(len(done), len(due)) if due else None,
        "months_without_progress": Fraction(max(0, month - since)),
    } | _common(run, person, month, month)


def _latest(run: Run, measure: str, person: Person, month: int) -> Fraction | None:
    ended = [period for _, last, period in _all_periods(run, measure, person) if last <= month]
    return ended[-1].attainment if ended and ended[-1] else None


def _below(run: Run, person: Person, month: int) -> int:
    count, done = 0, set()
    for measure, rule in run.plan["measures"].items():
        if rule["type"] == "report_card" and rule["report_card"] not in done:
            done.add(rule["report_card"])
            ended = [period for _, last, period in _all_periods(run, measure, person) if last <= month]
            lines = ended[-1].behaviours if ended and ended[-1] else ()
            count += sum(
                line["counted"] == "counted" and line["favourable_share"] < line["target"] for line in lines
            )
    return count


def _common(run: Run, person: Person, first: int, last: int) -> Facts:
    row = segment_row(run, person, first, last)
    month = person.months(first, last)[-1]
    since = run.plan["starts"]
    return {
        "role": row["role"],
        "team": row.get("team") or None,
        "region": row.get("region") or None,
        "tenure_months": Fraction(month - person.stretch(month)[0]),
        "plan_month": Fraction(last - since + 1),
        "plan_year": Fraction((last - since) // 12 + 1),
        "calendar_month": Fraction(last % 12 + 1),
    }


def segment_row(run: Run, person: Person, first: int, last: int) -> dict[str, str]:
    """Find the row of the person's latest segment in the plan's roles that holds in months first to last."""
    found = [
        row
        for row in run.tables["participants"]
        if row["participant_id"] == person.id
        and row["role"] in run.plan["roles"]
        and day_number(row["start_date"]) <= _end(last)
        and (not row.get("end_date") or day_number(row["end_date"]) > first_day(first))
    ]
    return max(found, key=lambda row: row["start_date"])
