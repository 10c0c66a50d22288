"""How fast a plan runs that uses every kind of word at once, amended in July: from rows of data to payments.

    python -m benchmarks.everything                     2,000 participants, a year
    python -m benchmarks.everything --people 10000

The plan is `everything.yaml`; its data is made up, the same for the same number of people.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

import compplan as cp
from benchmarks.machine import machine
from compplan.plan.model import Amendment

PLAN = Path(__file__).with_name("everything.yaml")
MONTHS = 12
_SALES, _EVENTS, _RATINGS = 4, 6, 3
"""Rows of a participant in a month: sales, events, and ratings of each behaviour."""
Columns = dict[str, list[Any]]


def main() -> None:
    """Read the arguments, run the plan, print how many participant-months a second are paid."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=5, help="rounds")
    asked = parser.parse_args()
    print(machine(f"{asked.people:,} participants x {MONTHS} months, {asked.repeat} rounds"))
    written, tables = cp.load_plan(PLAN), tables_of(asked.people)
    begun = perf_counter()
    data = cp.load_data(tables)
    rows = sum(len(next(iter(columns.values()))) for columns in tables.values())
    print(f"{rows:,} rows read in {perf_counter() - begun:.2f} s")
    amended = replace(written, amends=Amendment(written, 6, "reprice"))
    for name, plan in (("the plan", written), ("amended in July, the year repriced", amended)):
        times = [_timed(plan, data) for _ in range(asked.repeat)]
        rate = asked.people * MONTHS / median(times)
        print(f"{name}: {median(times):.2f} s, {rate:,.0f} participant-months a second")


def _timed(plan: cp.Plan, data: cp.Panel) -> float:
    """Run a plan on data of which nothing is kept from before."""
    fresh = replace(data)
    begun = perf_counter()
    result = plan.run(fresh)
    assert len(result.payments)
    return perf_counter() - begun


def tables_of(people: int) -> dict[str, Columns]:
    """Make a company's tables."""
    rng = np.random.default_rng(1)
    names = [f"P{number:06d}" for number in range(people)]
    return {
        "participants": _participants(names, rng),
        "sales": _sales(names, rng),
        "quotas": {
            "participant_id": names,
            "period": ["2027"] * people,
            "quota": rng.integers(60_000, 240_000, people).tolist(),
        },
        "events": _events(names, rng),
        "ratings": _ratings(names, rng),
        "credits": {
            "transaction_id": [f"T{number * _SALES * MONTHS}" for number in range(people)] * 2,
            "participant_id": names + names[1:] + names[:1],
            "share": ["0.6"] * people + ["0.5"] * people,
        },
        "cancellations": {
            "transaction_id": [f"T{number * _SALES * MONTHS + 1}" for number in range(0, people, 10)],
            "date": ["2027-03-20"] * len(range(0, people, 10)),
        },
        "leave": {
            "participant_id": names[::20],
            "start_date": ["2027-05-03"] * len(names[::20]),
            "end_date": ["2027-06-14"] * len(names[::20]),
        },
        "rates": {
            "currency": ["EUR"] * MONTHS,
            "to": ["USD"] * MONTHS,
            "date": [f"2027-{month:02d}-01" for month in range(1, MONTHS + 1)],
            "rate": [f"1.{month:02d}" for month in range(1, MONTHS + 1)],
        },
    }


def _participants(names: list[str], rng: np.random.Generator) -> Columns:
    started = ["2026-01-01" if number % 8 else "2027-01-01" for number in range(len(names))]
    return {
        "participant_id": names,
        "role": ["rep"] * len(names),
        "target_incentive": (rng.integers(12, 60, len(names)) * 1000).tolist(),
        "start_date": started,
        "team": [f"team {number // 10}" for number in range(len(names))],
        "region": [f"region {number // 200}" for number in range(len(names))],
    }


def _sales(names: list[str], rng: np.random.Generator) -> Columns:
    count = len(names) * MONTHS * _SALES
    return {
        "participant_id": np.repeat(names, MONTHS * _SALES).tolist(),
        "date": _days(len(names), _SALES),
        "amount": [f"{cents / 100:.2f}" for cents in rng.integers(50_000, 700_000, count).tolist()],
        "transaction_id": [f"T{number}" for number in range(count)],
        "product": rng.choice(["new", "renewal"], count).tolist(),
        "currency": rng.choice(["USD", "USD", "USD", "EUR"], count).tolist(),
    }


def _events(names: list[str], rng: np.random.Generator) -> Columns:
    count = len(names) * MONTHS * _EVENTS
    return {
        "participant_id": np.repeat(names, MONTHS * _EVENTS).tolist(),
        "date": _days(len(names), _EVENTS),
        "kind": rng.choice(["call", "meeting"], count).tolist(),
        "contact_id": [f"C{number}" for number in rng.integers(0, 40, count).tolist()],
    }


def _ratings(names: list[str], rng: np.random.Generator) -> Columns:
    each = 2 * _RATINGS
    count = len(names) * MONTHS * each
    months = [f"2027-{month:02d}" for month in range(1, MONTHS + 1) for _ in range(each)]
    return {
        "participant_id": np.repeat(names, MONTHS * each).tolist(),
        "month": months * len(names),
        "behaviour": ["listening", "consulting"] * (count // 2),
        "rating": rng.choice(["poor", "average", "good"], count, p=[0.1, 0.3, 0.6]).tolist(),
    }


def _days(people: int, each: int) -> list[str]:
    year = [f"2027-{month:02d}-{4 + 3 * at:02d}" for month in range(1, MONTHS + 1) for at in range(each)]
    return year * people


if __name__ == "__main__":
    main()
