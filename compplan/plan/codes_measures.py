"""Codes CP214 to CP220 and CP226 to CP228: payout curves, balances and texts."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP214",
        "points-out-of-order",
        "The attainments of a linear curve's points do not increase.",
        "Between such points the rate is not defined.",
        "curve: {type: linear, points: [[100%, 100%], [50%, 0%]]}",
        "curve: {type: linear, points: [[50%, 0%], [100%, 100%]]}",
    ),
    Rule(
        "CP215",
        "bands-overlap",
        "A band ends where it begins, or before.",
        "An attainment would be in two bands, or a band hold none.",
        "curve: {type: step, bands: [{to: 100%, rate: 0.5}, {to: 90%, rate: 0.8}, {rate: 1.0}]}",
        "curve: {type: step, bands: [{to: 90%, rate: 0.5}, {to: 100%, rate: 0.8}, {rate: 1.0}]}",
    ),
    Rule(
        "CP216",
        "bands-do-not-end-properly",
        "The last band has a 'to', or another one has none.",
        "Bands cover every attainment from 0 on, each exactly once.",
        "curve: {type: step, bands: [{to: 100%, rate: 0.5}, {to: 200%, rate: 1.0}]}",
        "curve: {type: step, bands: [{to: 100%, rate: 0.5}, {rate: 1.0}]}",
    ),
    Rule(
        "CP217",
        "pays-without-threshold",
        "'pays' is given, but no 'threshold'.",
        "It says what is paid once the threshold is reached.",
        "curve: {type: linear, points: [[0%, 0%], [100%, 100%]], pays: above_threshold}",
        "curve: {type: linear, points: [[0%, 0%], [100%, 100%]], threshold: 50%, pays: above_threshold}",
    ),
    Rule(
        "CP218",
        "threshold-out-of-reach",
        "The threshold is above the report card's attainment cap.",
        "The measure can never pay.",
        "report_card: customer\ncurve: {type: linear, points: [[0%, 0%], [100%, 100%]], threshold: 150%}",
        "report_card: customer\ncurve: {type: linear, points: [[0%, 0%], [100%, 100%]], threshold: 50%,"
        " pays: above_threshold}",
    ),
    Rule(
        "CP219",
        "cap-below-target-pay",
        "The cap is below the rate at attainment 100%.",
        "Nobody could earn the target incentive.",
        "curve: {type: linear, points: [[0%, 0%], [100%, 100%]], cap: 90%}",
        "curve: {type: tiered_marginal, bands: [{rate: 1.0}]}",
    ),
    Rule(
        "CP220",
        "balance-without-accumulation",
        "A measure accumulates year to date and has no 'balance', or the other way round.",
        "Only with year-to-date can more have been paid than is due, and then the plan says what follows.",
        "quota_proration: as_given\naccumulate: year_to_date",
        "quota_proration: as_given\naccumulate: year_to_date\nbalance: carry",
    ),
    Rule(
        "CP226",
        "pays-less-for-more",
        "The rate falls where the attainment rises.",
        "Participants would do better to sell less.",
        "curve: {type: step, bands: [{to: 100%, rate: 1.0}, {rate: 0.8}]}",
        "curve: {type: step, bands: [{to: 100%, rate: 0.8}, {rate: 1.0}]}",
    ),
    Rule(
        "CP227",
        "attainment-cap-below-target",
        "The attainment of a report card is cut below 100%.",
        "However good the responses, nobody could earn the target incentive.",
        "attainment_cap: 90%",
        "attainment_cap: 125%",
    ),
    Rule(
        "CP228",
        "text-cut-by-comment",
        "A title, description or reason without quotes goes on with a word that begins with '#'.",
        "After a blank, '#' begins a comment: what follows is not part of the text.",
        "title: Plan #1",
        'title: "Plan #1"',
    ),
)
