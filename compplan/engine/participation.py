"""Who takes part when: days, target incentive and unbroken stretches per plan month and participant."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Codes, Panel, Segments
from compplan.data.panel import months_of
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.proration import Leave, leave_of, parts, parts_of_year
from compplan.plan.model import Basis, LeaveBasis, Plan

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Participation:
    """Arrays [plan months, participants] over the whole plan.

    ``days`` counts the days with a segment in the plan's roles. ``incentive_parts`` sums yearly target
    incentive (minor units) x the parts of a year that count, by the plan's basis of proration; a year has
    ``year_parts`` of each plan month's parts. ``stretch_first`` and ``stretch_last`` are the month indices
    between which the participant's stretch lies.
    """

    days: Ints
    incentive_parts: Ints
    stretch_first: Ints
    stretch_last: Ints
    year_parts: tuple[int, ...]
    working_days: Ints | None = None
    """Mondays to Fridays with a segment in the plan's roles, where a quota is prorated by them."""
    leave_parts: Ints | None = None
    """The parts that leave takes off quotas, by the basis of it, where it does."""

    active: Bools = field(init=False)
    """Who takes part in which month."""
    always: bool = field(init=False)
    """Whether all take part in every month."""

    def __post_init__(self) -> None:
        """Tell once who is active, as every measure asks for it."""
        object.__setattr__(self, "active", self.days > 0)
        object.__setattr__(self, "always", bool(self.active.all()))


def participation(plan: Plan, panel: Panel) -> Participation:
    """Work out who takes part in the plan; DiagnosticError if currencies or amounts do not fit."""
    segments = panel.segments
    covered = np.flatnonzero(in_roles(plan, segments))
    incentive = _minor_units(plan, segments, covered)
    who, start, end = segments.participant[covered], segments.start[covered], segments.end[covered]
    shape = (plan.months, len(panel.participants))
    leave = None if plan.leave is None else leave_of(plan, panel, covered)
    days, money = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    year, holds = [], range(plan.months) if plan.holds is None else range(*plan.holds)
    for month in range(plan.months):
        counted, of_year = _counted(plan, month, start, end, covered, leave)
        if month in holds:
            np.add.at(days[month], who, parts("calendar_days", plan.starts + month, start, end))
            np.add.at(money[month], who, counted * incentive)
        year.append(of_year)
    _refuse_too_large(segments, covered, incentive, max(year))
    return Participation(
        days,
        money,
        *_stretches(plan, shape, who, start, end),
        tuple(year),
        _summed(plan, "working_days", shape, who, start, end) if _by_working_days(plan) else None,
        _quota_leave(plan, panel, shape, leave),
    )


def _counted(
    plan: Plan, month: int, start: Codes, end: Codes, covered: NDArray[np.intp], leave: Leave | None
) -> tuple[Ints, int]:
    """Give the parts of a month that count of each covered segment, and how many of them a year has."""
    counted = parts(plan.proration, plan.starts + month, start, end)
    year = parts_of_year(plan, plan.proration, month)
    basis = None if plan.leave is None else plan.leave.target_incentive
    if basis is None or leave is None:
        return counted, year
    of_leave = parts_of_year(plan, basis, month)
    common = lcm(year, of_leave)
    absent = np.zeros(len(start), dtype=np.int64)
    at = np.searchsorted(covered, leave.segment)
    np.add.at(absent, at, parts(basis, plan.starts + month, leave.start, leave.end))
    return np.maximum(counted * (common // year) - absent * (common // of_leave), 0), common


def _refuse_too_large(segments: Segments, covered: NDArray[np.intp], incentive: Ints, most: int) -> None:
    """Refuse target incentives of which parts could not be summed exactly."""
    too_large = covered[incentive >= _SAFE // most]
    if len(too_large):
        place = Place(segments.origin.file, row=int(segments.row[too_large[0]]), field="target_incentive")
        message, hint = "the target incentive is too large to be prorated exactly", "correct it"
        raise DiagnosticError([Diagnostic("CP365", message, place, hint)])


def _by_working_days(plan: Plan) -> bool:
    return any(getattr(measure, "quota_proration", None) == "working_days" for measure in plan.measures)


def _quota_leave(plan: Plan, panel: Panel, shape: tuple[int, int], leave: Leave | None) -> Ints | None:
    """Sum the parts that leave takes off quotas."""
    if leave is None or plan.leave is None or plan.leave.quota is None:
        return None
    who = panel.segments.participant[leave.segment]
    return _summed(plan, plan.leave.quota, shape, who, leave.start, leave.end)


def _summed(
    plan: Plan,
    basis: Basis | LeaveBasis,
    shape: tuple[int, int],
    who: NDArray[np.int32],
    start: NDArray[Any],
    end: NDArray[Any],
) -> Ints:
    """Sum the parts of days ``[start, end)`` by plan month and participant."""
    sums = np.zeros(shape, dtype=np.int64)
    for month in range(plan.months):
        np.add.at(sums[month], who, parts(basis, plan.starts + month, start, end))
    return sums


def months_since_start(plan: Plan, stretch_first: Ints) -> Ints:
    """Count the months of each participant's stretch so far [plan months, participants]: 1 is its first."""
    index = plan.starts + np.arange(len(stretch_first))
    return index[:, None] - stretch_first + 1


def in_roles(plan: Plan, segments: Segments) -> NDArray[np.bool_]:
    """Tell which segments are in the plan's roles."""
    wanted = np.array([value in plan.roles for value in segments.role.values], dtype=bool)
    return wanted[segments.role.codes] if len(wanted) else np.zeros(len(segments.participant), dtype=bool)


@dataclass(frozen=True, slots=True)
class Holders:
    """Where the segments of each participant stand: of the one with index p, [heads[p], heads[p + 1])."""

    segments: Segments
    heads: NDArray[np.int32]
    most: int
    """The most segments of one participant."""

    def within(self, who: Codes, first: Codes, last: Codes) -> NDArray[np.intp]:
        """Find the latest segment of each participant that holds on a day of [first, last]; -1 for none."""
        head, end = self.heads[who], self.heads[who + 1]
        at = _last_begun(self.segments.start, head, end, last, self.most)
        held = (at >= head) & (first < self.segments.end.take(at, mode="clip"))
        return at if held.all() else np.where(held, at, -1)

    def stayers(self, kept: Bools, first: int, end: int) -> Bools:
        """Tell who has one segment, of those kept, on all days of [first, end); the last is for nobody."""
        found = np.zeros(len(self.heads), dtype=bool)
        whole = kept & (self.segments.start <= first) & (end <= self.segments.end)
        found[self.segments.participant[whole]] = True
        return found

    def holds(self, kept: Bools, stayers: Bools, who: Codes, days: Codes) -> Bools:
        """Tell who has one of the segments kept on each day, of the days over which ``stayers`` stay."""
        found: Bools = stayers.take(who)
        if not found.all():
            rest = np.flatnonzero(~found)
            at = self.within(who[rest], days[rest], days[rest])
            found[rest] = (at >= 0) & kept[at]
        return found


def holders(segments: Segments) -> Holders:
    """Find where the segments of each participant stand."""
    people = int(segments.participant.max(initial=-1)) + 1
    heads = np.searchsorted(segments.participant, np.arange(people + 1)).astype(np.int32)
    return Holders(segments, heads, int(np.diff(heads).max(initial=0)))


def segment_at(segments: Segments, who: Codes, days: Codes) -> NDArray[np.intp]:
    """Find the segment of each participant that holds on each day; -1 where there is none."""
    return segment_within(segments, who, days, days)


def segment_within(segments: Segments, who: Codes, first: Codes, last: Codes) -> NDArray[np.intp]:
    """Find the latest segment of each participant that holds on a day of [first, last]; -1 for none."""
    return holders(segments).within(who, first, last)


def _last_begun(start: Codes, low: Codes, high: Codes, day: Codes, most: int) -> NDArray[np.intp]:
    """Find the last index in each [low, high) whose start, of rising ones, is by a day; else low - 1."""
    for _ in range(most.bit_length()):
        middle = (low + high) >> 1
        begun = (low < high) & (start.take(middle, mode="clip") <= day)
        low, high = np.where(begun, middle + 1, low), np.where(begun, high, middle)
    return low.astype(np.intp) - 1


def _minor_units(plan: Plan, segments: Segments, covered: NDArray[np.intp]) -> Ints:
    scaled = segments.target_incentive[covered]
    finest = SCALE // 10**plan.currency.exponent
    currency = segments.columns.get("currency")
    problems = []
    for index in covered[scaled % finest != 0]:
        place = Place(segments.origin.file, row=int(segments.row[index]), field="target_incentive")
        message = f"target incentive has more decimals than {plan.currency.code} has"
        places = plan.currency.exponent
        hint = f"write it with at most {places} decimals" if places else "write it without decimals"
        problems.append(Diagnostic("CP351", message, place, hint))
    for index in covered if currency is not None and plan.conversion is None else ():
        code = currency.values[currency.codes[index]] if currency.codes[index] >= 0 else plan.currency.code  # type: ignore[union-attr]
        if code != plan.currency.code:
            place = Place(segments.origin.file, row=int(segments.row[index]), field="currency")
            message = f"currency is {code}, the plan '{plan.id}' pays in {plan.currency.code}"
            hint = f"give the plan a conversion, or write the target incentive in {plan.currency.code}"
            problems.append(Diagnostic("CP352", message, place, hint))
    if problems:
        raise DiagnosticError(problems)
    minor: Ints = scaled // finest
    return minor


def _stretches(
    plan: Plan,
    shape: tuple[int, int],
    who: NDArray[np.int32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
) -> tuple[Ints, Ints]:
    first, last = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    if not len(who):
        return first, last
    begins = np.ones(len(who), dtype=bool)
    begins[1:] = (who[1:] != who[:-1]) | (start[1:] != end[:-1])
    heads = np.flatnonzero(begins)
    tails = np.append(heads[1:] - 1, len(who) - 1)
    people = who[heads]
    head_month, tail_month = months_of(start[heads]), months_of(end[tails] - 1)
    for month in range(shape[0]):
        index = plan.starts + month
        holds = (head_month <= index) & (index <= tail_month)
        first[month, people[holds]] = head_month[holds]
        last[month, people[holds]] = tail_month[holds]
    return first, last
