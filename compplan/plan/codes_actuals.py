"""Codes CP240 to CP244: what rows count, how and when."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP240",
        "counted-in-one-way",
        "An actual has none, or more than one, of sum, count, distinct, average, last and retained.",
        "How rows are counted is never guessed, and two ways would be two measures.",
        "actual: {table: sales, sum: amount, distinct: account_id}",
        "actual: {table: sales, sum: amount}",
    ),
    Rule(
        "CP241",
        "last-of-several-people",
        "'last' is counted with the credit of reports or of a team.",
        "Several people have a last row each, and none of them is the last of all.",
        "actual: {table: events, last: value, credit: reports}",
        "actual: {table: events, last: value}",
    ),
    Rule(
        "CP242",
        "no-day-counts",
        "The days that count end before they begin.",
        "Nothing could ever be counted.",
        "actual: {table: sales, sum: amount, from: 2027-04-01, to: 2027-03-01}",
        "actual: {table: sales, sum: amount, from: 2027-03-01, to: 2027-04-01}",
    ),
    Rule(
        "CP243",
        "nothing-to-share",
        "'splits' or 'counts' stands beside distinct, average, last or retained.",
        "Half of a different value, or of the last one, means nothing.",
        "actual: {table: sales, distinct: account_id, splits: {table: credits}}",
        "actual: {table: sales, sum: amount, splits: {table: credits}}",
    ),
    Rule(
        "CP244",
        "target-of-rows-or-quotas",
        "A target says nothing of how high it is, or mixes words of quotas with those of counted rows.",
        "There is one level that earns 100%.",
        "target: {table: quotas}",
        "target: {table: quotas, value: quota}",
    ),
)
