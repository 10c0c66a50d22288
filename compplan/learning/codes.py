"""Codes CP56x: what a company's past is too short, or too silent, to tell."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP561",
        "nothing-to-test",
        "A backtest finds no month from which something could be forecast and scored.",
        "A forecast is tested where months before it teach it and the month that it is about has come; "
        "without that, nobody knows how good it is.",
        "compplan backtest plan.yaml --data data, with six months of sales",
        "compplan backtest plan.yaml --data data, with a year of sales",
    ),
    Rule(
        "CP562",
        "forecast-after-the-fact",
        "A planners' forecast was made when the month that it is about was over.",
        "It would be scored as if it had looked ahead.",
        "participant_id,made,month,amount\nP001,2027-04,2027-03,50000",
        "participant_id,made,month,amount\nP001,2027-02,2027-03,50000",
    ),
    Rule(
        "CP563",
        "no-ratings-to-audit",
        "An audit of survey noise finds no measure that ratings of the data are paid on.",
        "How much of a rating is chance is learned from ratings; an assumed attainment has none.",
        "compplan noise plan.yaml --data data, without ratings",
        "compplan noise plan.yaml --data data, with a table of ratings",
    ),
)
"""``bad`` and ``good`` are parts of a command line or of a file, or say what is meant."""
