"""What workbooks and statements of a large company take: processor time, size, statements a second.

python -m benchmarks.papers --participants 5000
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory

import numpy as np

import compplan as cp
from benchmarks.machine import machine
from compplan.months import month_text, parse_month
from compplan.report.statements.write import Asked, write_statements
from compplan.report.workbook.compare_book import comparison_book
from compplan.report.workbook.run_book import run_book
from compplan.report.workbook.study_book import study_book

PLANS = ("status-quo", "bold", "gradual")
BEHAVIOURS = (
    "listening",
    "empathising",
    "following_up",
    "consulting",
    "keeping_promises",
    "sharing_knowledge",
)
FIRST = parse_month("2027-01") or 0
STATEMENTS = 40
"""Statements by which their rate is taken."""


def company(participants: int, months: int) -> cp.Panel:
    """Make up a company: one sale, and one answer on each behaviour, for each participant and month."""
    chance = np.random.default_rng(1)
    ids = [f"P{at:05}" for at in range(participants)]
    names = [month_text(FIRST + at) for at in range(months)]
    who, count = ids * months, participants * months
    each = len(BEHAVIOURS)
    ratings = np.array(["poor", "fair", "average", "good", "excellent"])
    return cp.load_data(
        {
            "participants": {
                "participant_id": ids,
                "name": [f"Name of {each}" for each in ids],
                "role": ["account_executive"] * participants,
                "region": [f"region {at % 7}" for at in range(participants)],
                "team": [f"team {at % 400}" for at in range(participants)],
                "base_salary": ["60000"] * participants,
                "target_incentive": ["48000"] * participants,
                "start_date": ["2020-01-01"] * participants,
            },
            "quotas": {
                "participant_id": who,
                "period": [name for name in names for _ in ids],
                "quota": ["10000"] * count,
            },
            "sales": {
                "participant_id": who,
                "date": [f"{name}-15" for name in names for _ in ids],
                "amount": [f"{amount / 100:.2f}" for amount in chance.integers(500_000, 1_500_000, count)],
            },
            "ratings": {
                "participant_id": [each for each in who for _ in BEHAVIOURS],
                "month": [name for name in names for _ in ids for _ in BEHAVIOURS],
                "behaviour": list(BEHAVIOURS) * count,
                "rating": ratings[chance.integers(0, 5, count * each)].tolist(),
            },
        }
    )


def main() -> None:
    """Print what each takes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--participants", type=int, default=5_000)
    asked.add_argument("--months", type=int, default=36)
    asked.add_argument("--samples", type=int, default=0, help="also simulate this many")
    given = asked.parse_args()
    print(machine("processor time, once"))
    panel = company(given.participants, given.months)
    plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in PLANS]
    print(f"{given.participants:,} participants, {given.months} months")
    comparison = _timed("compare, without its workbook", lambda: cp.compare(plans, panel))
    _book("workbook of compare (three plans)", lambda: comparison_book(comparison, plans))
    result = _timed("run, without its workbook", lambda: cp.run(plans[1], panel))
    _book(f"workbook of run ({len(result.lines):,} lines)", lambda: run_book(result))
    if given.samples:
        study = _timed(
            f"simulate ({given.samples} samples), without its workbook",
            lambda: cp.simulate(plans[:2], panel, samples=given.samples),
        )
        _book("workbook of simulate (two paths)", lambda: study_book(study))
    _statements(result, given.participants, given.months)


def _book(what: str, make: Callable[[], bytes]) -> None:
    begun = time.process_time()
    size = len(make()) / 1e6
    print(f"  {what}: {time.process_time() - begun:.1f} s, {size:.1f} MB")


def _timed(what: str, make: Callable[[], object]):  # noqa: ANN202  what the call gives
    begun = time.process_time()
    made = make()
    print(f"  {what}: {time.process_time() - begun:.1f} s")
    return made


def _statements(result: cp.Result, participants: int, months: int) -> None:
    ids = result.plans[0].compiled.panel.participants
    some = tuple(ids[:: max(1, len(ids) // STATEMENTS)][:STATEMENTS])
    for what, pdf in (("HTML", False), ("HTML and PDF", True)):
        begun, done = time.process_time(), list(_written(result, months, some, pdf=pdf))
        each = (done[-1] - done[0]) / (len(done) - 1)
        whole = done[0] - begun + each * participants
        print(f"  statements, {what}: {1 / each:.0f} a second, {whole / 60:.1f} min for all")


def _written(result: cp.Result, months: int, some: tuple[str, ...], *, pdf: bool) -> list[float]:
    """Write some statements; give the times at which each was done."""
    done: list[float] = []
    with TemporaryDirectory() as folder:
        asked = Asked(FIRST + months - 1, some, next_steps=False, pdf=pdf)
        write_statements(folder, result, asked, lambda _done, _of: done.append(time.process_time()))
    return done


if __name__ == "__main__":
    main()
