"""How fast a plan is paid that uses nearly every word at once, beside the bundled plan on the same people.

    python -m benchmarks.words
    python -m benchmarks.words --people 10000

The plan: a quota spread by seasons with a ramp, a scorecard, a matrix, pay by rank in each
region, pay per transaction with deal caps, a pool of each team, gates, modifiers, groups, caps and floors as
money and as shares, to date and by period. What is timed is a run from loaded tables to payments.
"""

from __future__ import annotations

import argparse
import time
from statistics import median

import numpy as np

import compplan as cp
from benchmarks.machine import machine

MONTHS = 12
SALES = "{table: sales, sum: amount, if_missing: zero, missing_months: zero}"
COUNT = "{table: sales, count: rows, if_missing: zero, missing_months: zero}"
HEAD = """
compplan: 1
id: words
title: Words
currency: USD
starts: 2027-01-01
years: 1
performance_period: month
payout_period: month
applies_to: {roles: [rep]}
weights: {before: {revenue: 100%}, path: s_curve, to: {revenue: 50%, placed: 50%}}
"""
TAIL = """
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""
PLAIN = f"""{HEAD.replace("to: {revenue: 50%, placed: 50%}", "to: {revenue: 100%}")}
measures:
  revenue:
    type: attainment
    actual: {SALES}
    target: {{table: quotas, value: quota, spread: months}}
    quota_proration: as_given
    curve: {{type: tiered_marginal, threshold: 50%, bands: [{{to: 100%, rate: 1}}, {{rate: 2}}], cap: 250%}}
{TAIL}"""
EVERY = f"""{HEAD}
measures:
  revenue:
    type: attainment
    actual: {SALES}
    target:
      table: quotas
      value: quota
      seasonality: [20%, 25%, 25%, 30%]
      ramp: {{1: 50%, 4: 100%}}
    quota_proration: calendar_days
    accumulate: year_to_date
    balance: carry
    curve: {{type: tiered_marginal, threshold: 50%, bands: [{{to: 100%, rate: 1}}, {{rate: 2}}], cap: 250%}}
    caps: {{plan_year: 300%}}
  placed:
    type: value
    actual: {SALES}
    curve: {{type: linear, by: rank, within: region, ties: average, points: [[1, 150%], [500, 50%]]}}
    floors: {{payout_period: 10}}
  number: {{type: attainment, earns: nothing, actual: {COUNT}, target: 10}}
  deals:
    type: value
    earns: commission
    per: transaction
    actual: {SALES}
    curve: {{type: tiered_retroactive, bands: [{{to: 1000, rate: 1%}}, {{rate: 1.5%}}]}}
    caps: {{transaction: 2%}}
  pool:
    type: value
    earns: commission
    actual: {SALES}
    curve: {{type: flat, rate: 0.5%}}
    pool: {{within: team, shared: by_target_incentive}}
  amount: {{type: attainment, earns: nothing, actual: {SALES}, target: 9000}}
  card:
    type: scorecard
    earns: amount
    of: {{number: 40%, amount: 60%}}
    curve: {{type: linear, points: [[50%, 0], [100%, 300], [150%, 500]]}}
  both:
    type: matrix
    earns: amount
    rows: {{measure: amount, breaks: [80%, 100%, 120%]}}
    columns: {{measure: number, breaks: [80%, 100%, 120%]}}
    grid: [[50, 80, 110], [80, 110, 140], [110, 140, 200]]
    cells: interpolated
gates:
  active: {{type: hard, measure: number, at_least: 20%, applies_to: [placed, pool]}}
  rich: {{type: soft, measure: amount, at_least: 100%, limit: rate_below_target, applies_to: [revenue]}}
modifiers:
  busy:
    measure: number
    curve: {{type: linear, points: [[50%, 90%], [150%, 110%]]}}
    applies_to: [revenue, deals]
  large:
    measure: amount
    curve: {{type: step, bands: [{{to: 110%, rate: 1}}, {{rate: 1.1}}]}}
    applies_to: [deals]
stacking: multiplicative
best_of: [[card, both]]
caps: {{payout_period: 400%, plan_year: 350%}}
{TAIL}"""


def main() -> None:
    """Read the arguments and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    print(machine(f"{asked.repeat} rounds"))
    plans = {"the usual words": cp.parse_plan(PLAIN), "nearly every word": cp.parse_plan(EVERY)}
    tables = tables_of(asked.people)
    times: dict[str, list[float]] = {name: [] for name in plans}
    for _ in range(asked.repeat):
        for name, plan in plans.items():
            panel = cp.load_data(tables)
            start = time.process_time()
            assert len(cp.run(plan, panel).payments) == asked.people * MONTHS
            times[name].append(time.process_time() - start)
    for name, taken in times.items():
        rate = asked.people * MONTHS / median(taken)
        print(f"{name:18} {rate:>12,.0f} participant-months a second of processor time")


def tables_of(people: int) -> dict[str, dict[str, list[str]]]:
    """Make participants, ten sales a month each, and yearly quotas, as text."""
    draw = np.random.default_rng(1)
    ids = [f"P{at:06d}" for at in range(people)]
    rows = people * MONTHS * 10
    who = np.repeat(np.arange(people), MONTHS * 10)
    month, day = np.tile(np.repeat(np.arange(MONTHS), 10), people) + 1, draw.integers(1, 29, rows)
    cents = draw.integers(10_000, 200_000, rows)
    return {
        "participants": {
            "participant_id": ids,
            "role": ["rep"] * people,
            "target_incentive": [str(each) for each in draw.integers(6_000, 60_000, people)],
            "start_date": ["2026-11-01" if at % 3 else "2020-01-01" for at in range(people)],
            "team": [f"t{at // 10}" for at in range(people)],
            "region": [f"r{at % 8}" for at in range(people)],
        },
        "sales": {
            "participant_id": [ids[at] for at in who],
            "date": [f"2027-{m:02d}-{d:02d}" for m, d in zip(month, day, strict=True)],
            "amount": [f"{each / 100:.2f}" for each in cents],
        },
        "quotas": {
            "participant_id": ids,
            "period": ["2027"] * people,
            "quota": [str(each) for each in draw.integers(80_000, 160_000, people)],
        },
    }


if __name__ == "__main__":
    main()
