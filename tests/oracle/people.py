"""Participants: dated segments, taking part, target incentive, stretch and hierarchy."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tests.oracle.dates import day_number, days_of, first_day, month_of_day, month_text
from tests.oracle.proration import leave_by_person, share_of_year
from tests.oracle.reading import OracleError, Plan, Tables, money

NEVER = day_number("9999-12-31")


@dataclass(frozen=True, slots=True)
class Segment:
    """A dated segment; days are ``[start, end)``, the target incentive is yearly."""

    start: int
    end: int
    role: str
    incentive: Fraction
    manager: str
    team: str
    region: str
    pool_weight: str

    def days(self, month: int) -> int:
        """Count the days of a month on which the segment holds."""
        return max(0, min(self.end, first_day(month + 1)) - max(self.start, first_day(month)))


@dataclass(frozen=True, slots=True)
class Person:
    """A participant: all segments, those in the plan's roles, and what follows for each plan month."""

    id: str
    segments: list[Segment]
    covering: list[Segment]
    """Segments in the plan's roles."""
    runs: list[tuple[int, int]]
    """Runs ``[start, end)`` of segments in the plan's roles, each beginning on the day that ends the last."""
    days: dict[int, int]
    incentive: dict[int, Fraction]
    away: set[int]
    """The days of leave."""

    def takes_part(self, first: int, last: int) -> bool:
        """Tell whether a segment in the plan's roles holds on a day of months first to last."""
        return any(self.days[month] for month in range(first, last + 1))

    def months(self, first: int, last: int) -> list[int]:
        """List those of months first to last in which the person takes part."""
        return [month for month in range(first, last + 1) if self.days[month]]

    def covered(self, day: int) -> bool:
        """Tell whether a segment in the plan's roles holds on a day."""
        return any(start <= day < end for start, end in self.runs)

    def employed(self, day: int) -> bool:
        """Tell whether a segment of any role holds on a day."""
        return any(segment.start <= day < segment.end for segment in self.segments)

    def team(self, day: int) -> str:
        """Name the team of the segment that holds on a day; nothing if there is none."""
        return next((each.team for each in self.segments if each.start <= day < each.end), "")

    def stretch(self, month: int) -> tuple[int, int]:
        """Give the first and the last month of the latest run that holds on a day of a month."""
        start, end = max(
            run for run in self.runs if run[0] < first_day(month + 1) and run[1] > first_day(month)
        )
        return month_of_day(start), month_of_day(end - 1)

    def present(self, month: int) -> bool:
        """Tell whether a segment of any role holds on a day of a month."""
        return any(segment.days(month) for segment in self.segments)


def read_people(plan: Plan, tables: Tables) -> dict[str, Person]:
    """Read participants by id; overlapping or empty segments and a cyclic hierarchy are errors."""
    segments: dict[str, list[Segment]] = {}
    for row in tables["participants"]:
        segments.setdefault(row["participant_id"], []).append(_segment(plan, row))
    away = leave_by_person(plan, tables)
    people = {key: _person(plan, key, segments[key], away.get(key, set())) for key in sorted(segments)}
    _check_cycles(people)
    return people


def managers_above(people: dict[str, Person], participant: str, day: int) -> list[str]:
    """List who stands above a participant on a day, nearest first."""
    above: list[str] = []
    while participant in people:
        holding = [each for each in people[participant].segments if each.start <= day < each.end]
        if not holding or not holding[0].manager:
            break
        participant = holding[0].manager
        if participant in above:
            kind = "cycle"
            raise OracleError(kind, participant)
        above.append(participant)
    return above


def _segment(plan: Plan, row: dict[str, str]) -> Segment:
    end = row.get("end_date") or ""
    segment = Segment(
        day_number(row["start_date"]),
        day_number(end) if end else NEVER,
        row["role"],
        money(row["target_incentive"], plan["exponent"]),
        row.get("manager_id") or "",
        row.get("team") or "",
        row.get("region") or "",
        row.get("pool_weight") or "",
    )
    if segment.end <= segment.start:
        kind = "segment"
        raise OracleError(kind, row["participant_id"])
    return segment


def _person(plan: Plan, key: str, segments: list[Segment], away: set[int]) -> Person:
    segments = sorted(segments, key=lambda each: each.start)
    for before, after in pairwise(segments):
        if after.start < before.end:
            kind = "overlap"
            raise OracleError(kind, key, month_text(month_of_day(after.start)))
    covered = [each for each in segments if each.role in plan["roles"]]
    months = range(plan["starts"], plan["starts"] + 12 * plan["years"])
    held = [month for month in months if plan["holds"][0] <= month - plan["starts"] < plan["holds"][1]]
    return Person(
        key,
        segments,
        covered,
        _runs(covered),
        {month: sum(each.days(month) for each in covered) if month in held else 0 for month in months},
        {month: _incentive(plan, covered, month, away) for month in months},
        away,
    )


def _runs(covered: list[Segment]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for each in covered:
        if runs and runs[-1][1] == each.start:
            runs[-1] = (runs[-1][0], each.end)
        else:
            runs.append((each.start, each.end))
    return runs


def _incentive(plan: Plan, covered: list[Segment], month: int, away: set[int]) -> Fraction:
    total = Fraction(0)
    for each in covered:
        held = [day for day in days_of(month) if each.start <= day < each.end]
        absent = share_of_year(plan, plan["leave"].get("target_incentive"), month, away & set(held))
        share = share_of_year(plan, plan["proration"], month, held)
        total += each.incentive * max(Fraction(0), share - absent)
    return total


def _check_cycles(people: dict[str, Person]) -> None:
    # A cycle is whole on the day on which its latest segment starts.
    for participant, person in people.items():
        for segment in person.segments:
            managers_above(people, participant, segment.start)
