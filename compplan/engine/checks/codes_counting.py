"""Codes CP380 to CP389: rows that cannot be counted or paid as the plan says."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP380",
        "unknown-account",
        "A row names an account that the accounts table does not have, and the plan asks for its account.",
        "It would count as if its account were of the wrong kind.",
        "sale of account A999, which accounts.csv does not have",
        "sale of account A099",
    ),
    Rule(
        "CP381",
        "no-last-row",
        "Two rows of a participant are of the same day where the plan takes the last value.",
        "Which of them came last cannot be known, and the order in a file means nothing.",
        "two events of P1 on 2027-03-31, with actual: {table: events, last: value}",
        "one event of P1 on 2027-03-31",
    ),
    Rule(
        "CP382",
        "unknown-transaction",
        "A share is of a transaction that the table does not have.",
        "It would be lost without a word, and the deal credited whole to somebody else.",
        "credits of T99, which sales.csv does not have",
        "credits of T9",
    ),
    Rule(
        "CP383",
        "pay-or-quota-credit",
        "The table of credits tells pay credit and quota credit apart, and the measure does not.",
        "Credit for attainment and credit for pay may differ on purpose.",
        "splits: {table: credits}",
        "splits: {table: credits, kind: quota}",
    ),
    Rule(
        "CP384",
        "draw-of-another-period",
        "A draw is given for a period that is no payout period of the plan.",
        "How it is spread over payout periods would be a guess.",
        "draws of 2027-Q1 with payout_period: month",
        "draws of 2027-01, 2027-02 and 2027-03",
    ),
    Rule(
        "CP385",
        "cancelled-what",
        "A cancellation names a transaction that no measure has whose pay is taken back.",
        "It would be kept without a word.",
        "cancellation of T99, which sales.csv does not have",
        "cancellation of T9",
    ),
    Rule(
        "CP386",
        "in-no-group",
        "A participant has no role, team or region where the plan looks at each for itself.",
        "Nobody can be ranked, or share something, among nobody.",
        "within: region, and a participant without region",
        "within: region, and region North",
    ),
    Rule(
        "CP387",
        "amendment-not-followed",
        "A plan that amends another is compared, simulated or estimated.",
        "Months are then paid as one plan has them: only a run knows what was paid before.",
        "compplan simulate plan.yaml, which 'amends' another",
        "compplan run plan.yaml, or a plan that 'extends' the other",
    ),
    Rule(
        "CP388",
        "no-weight-of-a-pool",
        "A participant shares in a pool by weight, and has none.",
        "Missing is never zero: the others would share what is theirs.",
        "shared: by_weight, and a participant without pool_weight",
        "shared: by_weight, and pool_weight 0 for who has no share",
    ),
    Rule(
        "CP389",
        "counts-unknown-value",
        "A row has a value of which the plan does not say what it counts.",
        "With 'others: error', a mistyped level of a score is not taken for a whole one.",
        "level exceded, with counts: {by: level, shares: {met: 100%, exceeded: 125%}, others: error}",
        "level exceeded",
    ),
    Rule(
        "CP379",
        "no-rate-on-that-day",
        "The table of rates has no rate of a currency on the day that counts, or before.",
        "Another day's rate would be a guess, and pays something else.",
        "a sale of 2027-01-15 in GBP, with a first rate of 2027-02-01",
        "rates of GBP to USD from 2027-01-01 on",
    ),
)
