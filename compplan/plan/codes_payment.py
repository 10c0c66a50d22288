"""Codes CP250 to CP257: draws, guarantees, clawbacks, hold-backs and the least amount."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP250",
        "draw-of-one-amount",
        "A draw has no amount, or one in the plan and one in a table.",
        "Participants rely on it: how much it is has to be sure.",
        "payment:\n  draw: {type: recoverable}",
        "payment:\n  draw: {type: recoverable, amount: 2000}",
    ),
    Rule(
        "CP251",
        "nothing-to-recover",
        "A non-recoverable draw says when or how it is recovered.",
        "It is kept, and there is nothing to recover or forgive.",
        "payment:\n  draw: {type: non_recoverable, amount: 2000, forgiven: 2028-01-01}",
        "payment:\n  draw: {type: recoverable, amount: 2000, forgiven: 2028-01-01}",
    ),
    Rule(
        "CP252",
        "guaranteed-share",
        "A guarantee has no share, two, or none for the first month.",
        "What is guaranteed is never guessed.",
        "payment:\n  guarantee: {months: 6, by_month: {4: 75%}}",
        "payment:\n  guarantee: {months: 6, by_month: {1: 100%, 4: 75%}}",
    ),
    Rule(
        "CP253",
        "served-of-how-many-months",
        "The months that a transaction held count, but not out of how many.",
        "The part that is taken back is (months - served) / months.",
        "payment:\n  clawback: {table: cancellations, share: 100%, served: counts}",
        "payment:\n  clawback: {table: cancellations, share: 100%, served: counts, months: 12}",
    ),
    Rule(
        "CP254",
        "clawback-of-unknown-measure",
        "A clawback names a measure that the plan does not have.",
        "Nothing would be taken back of it.",
        "payment:\n  clawback: {table: cancellations, share: 100%, measures: [revenu]}",
        "payment:\n  clawback: {table: cancellations, share: 100%, measures: [revenue]}",
    ),
    Rule(
        "CP255",
        "hold-back-not-paid-whole",
        "The parts in which a hold-back is paid do not sum to exactly 100%.",
        "What is held belongs to the participant; the rest would be lost.",
        "payment:\n  hold_back: {share: 50%, paid_after: {6: 50%, 12: 40%}}",
        "payment:\n  hold_back: {share: 50%, paid_after: {6: 50%, 12: 50%}}",
    ),
    Rule(
        "CP256",
        "amount-below-minor-unit",
        "An amount of payment has more decimals than the plan's currency.",
        "Fractions of a minor unit cannot be paid.",
        "payment:\n  minimum: {amount: 0.005, below: carry}",
        "payment:\n  minimum: {amount: 0.01, below: carry}",
    ),
    Rule(
        "CP257",
        "measure-named-like-a-line-of-payment",
        "A measure has the name of a line that payment gives.",
        "In results the two could not be told apart.",
        "weights:\n  before: {draw: 100%}\n  path: linear\n  to: {draw: 100%}\n"
        "measures:\n  draw:\n    type: attainment\n    actual: {table: sales, sum: amount}\n"
        "    target: {table: quotas, value: quota}\n    quota_proration: as_given\n"
        "    curve: {type: tiered_marginal, bands: [{rate: 1.0}]}\n"
        "payment:\n  draw: {type: recoverable, amount: 2000}",
        "payment:\n  draw: {type: recoverable, amount: 2000}",
    ),
)
