"""Codes CP20x to CP213 and CP221 to CP225: weights, dates, report cards and money."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP201",
        "weights-do-not-sum-to-one",
        "The weights before the plan, or those of a year, month or end, do not sum to exactly 100%.",
        "The rest of the target incentive would be paid to nobody, or twice.",
        "before: {revenue: 99.99%}",
        "before: {revenue: 100%}",
    ),
    Rule(
        "CP202",
        "unknown-measure",
        "Weights or assumed attainments name a measure that the plan does not have.",
        "Its share of the target incentive could never be earned.",
        "before: {revenu: 100%}",
        "before: {revenue: 100%}",
    ),
    Rule(
        "CP203",
        "measure-without-weight",
        "No weights name this measure. To keep a measure that is reported and not paid, name it with 0%.",
        "A measure without weight pays nothing.",
        "weights:\n  before: {revenue: 100%}\n  path: linear\n  to: {revenue: 100%}",
        "weights:\n  before: {revenue: 100%}\n  path: linear\n  to: {revenue: 60%, relationship: 40%}",
    ),
    Rule(
        "CP204",
        "years-do-not-fit",
        "'by_year' lacks a plan year, or names one that the plan does not have.",
        "Every month of the plan has stated weights.",
        "by_year:\n  1: {revenue: 100%}",
        "by_year:\n  1: {revenue: 100%}\n  2: {relationship: 100%}",
    ),
    Rule(
        "CP205",
        "months-do-not-fit",
        "'by_month' does not begin at month 1, is out of order, or names a month after the plan.",
        "Every month of the plan has stated weights.",
        "weights:\n"
        "  before: {revenue: 100%}\n"
        "  path: monthly\n"
        "  by_month:\n"
        "    2: {revenue: 80%, relationship: 20%}",
        "weights:\n"
        "  before: {revenue: 100%}\n"
        "  path: monthly\n"
        "  by_month:\n"
        "    1: {revenue: 80%, relationship: 20%}",
    ),
    Rule(
        "CP206",
        "path-longer-than-plan",
        "'over_months' is more than the months of the plan.",
        "The path would never arrive at 'to'.",
        "weights:\n  before: {revenue: 100%}\n  path: linear\n  to: {relationship: 100%}\n  over_months: 36",
        "weights:\n  before: {revenue: 100%}\n  path: linear\n  to: {relationship: 100%}\n  over_months: 18",
    ),
    Rule(
        "CP207",
        "start-inside-month",
        "The plan does not start on the first of a month.",
        "Weights, targets and payments go by calendar months.",
        "starts: 2027-01-15",
        "starts: 2027-01-01",
    ),
    Rule(
        "CP208",
        "announced-after-start",
        "The plan is announced after the day it starts.",
        "Nobody can act on weights that are not yet known.",
        "announced: 2027-02-01",
        "announced: 2026-10-01",
    ),
    Rule(
        "CP209",
        "unknown-report-card",
        "A measure refers to a report card that the plan does not have.",
        "The measure has no attainment without it.",
        "report_card: custmer",
        "report_card: customer",
    ),
    Rule(
        "CP210",
        "unused-report-card",
        "No measure refers to this report card.",
        "It has no effect on pay.",
        "relationship:\n"
        "  type: attainment\n"
        "  actual: {table: renewals, sum: amount}\n"
        "  target: {table: quotas, value: renewals}\n"
        "  quota_proration: as_given\n"
        "  curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}",
        "relationship:\n"
        "  type: report_card\n"
        "  report_card: customer\n"
        "  curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}",
    ),
    Rule(
        "CP211",
        "behaviour-weights-do-not-sum-to-one",
        "The weights of a report card's behaviours do not sum to exactly 100%.",
        "A perfect report card would be more or less than attainment 100%.",
        "behaviours:\n  listening: {weight: 60%, target: 80%}\n  consulting: {weight: 30%, target: 80%}",
        "behaviours:\n  listening: {weight: 60%, target: 80%}\n  consulting: {weight: 40%, target: 80%}",
    ),
    Rule(
        "CP212",
        "favourable-not-in-scale",
        "A favourable category is not one of the scale.",
        "No response could ever be in it.",
        "favourable: [god]",
        "favourable: [good]",
    ),
    Rule(
        "CP213",
        "favourable-not-upper-end",
        "The favourable categories are not the upper end of the scale, which is worst first.",
        "A better rating would count less than a worse one.",
        "scale: [good, average, poor]\nfavourable: [good]",
        "scale: [poor, average, good]\nfavourable: [good]",
    ),
    Rule(
        "CP221",
        "rounding-below-minor-unit",
        "Lines are rounded to an amount that is not a multiple of the currency's minor unit, or an award is "
        "no multiple of that amount.",
        "Such an amount cannot be paid.",
        "rounding: {to: 0.005, mode: half_up, at: component}",
        "rounding: {to: 0.01, mode: half_up, at: component}",
    ),
    Rule(
        "CP222",
        "unknown-currency",
        "The currency is not a code of ISO 4217.",
        "The currency says how many decimals an amount has.",
        "currency: UDS",
        "currency: USD",
    ),
    Rule(
        "CP223",
        "currency-without-minor-unit",
        "ISO 4217 gives this code no minor unit: it is a metal, a basket or a test code.",
        "Nobody is paid in it.",
        "currency: XAU",
        "currency: USD",
    ),
    Rule(
        "CP224",
        "beyond-calendar",
        "The plan ends after the year 2100.",
        "Dates are 1990 to 2100; later ones are slips.",
        "starts: 2100-01-01",
        "starts: 2027-01-01",
    ),
    Rule(
        "CP225",
        "percent-sign-missing",
        "A rate or attainment of 20 (2000%) or more is written without a percent sign.",
        "150 means 15000%; mostly 150% is meant.",
        "curve: {type: linear, points: [[0, 0], [100, 100]]}",
        "curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}",
    ),
)
