"""Codes CP274 to CP277: what ratings are worth, and the targets held against them."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP274",
        "values-do-not-fit-scale",
        "The values of a report card do not name each category of its scale, and nothing else.",
        "A response without a value could not count in the mean.",
        "favourable: [good]\nvalues: {poor: 1, good: 3}",
        "favourable: [good]\nvalues: {poor: 1, average: 2, good: 3}",
    ),
    Rule(
        "CP275",
        "values-do-not-rise",
        "A better category is worth no more than a worse one.",
        "A better rating would not raise the mean value.",
        "favourable: [good]\nvalues: {poor: 1, average: 3, good: 3}",
        "favourable: [good]\nvalues: {poor: 1, average: 2, good: 3}",
    ),
    Rule(
        "CP276",
        "mean-without-values",
        "A report card attains by the mean value, and gives its categories no values.",
        "Words have no mean.",
        "favourable: [good]\nattains_by: mean_value",
        "favourable: [good]\nvalues: {poor: 0.1, average: 0.5, good: 1}\nattains_by: mean_value",
    ),
    Rule(
        "CP277",
        "target-out-of-reach",
        "A behaviour's target is above 100%, or above the highest value of the scale.",
        "Nobody could ever reach it.",
        "listening: {weight: 60%, target: 80}",
        "listening: {weight: 60%, target: 80%}",
    ),
)
