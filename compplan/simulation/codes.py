"""Codes CP5xx: what a simulation is asked for, and what it assumes."""

from __future__ import annotations

from compplan.diagnostics import Rule

_PRIOR = "priors:\n  morale:\n    prior: {distribution: lognormal, median: 0.5, log_sd: 0.8}"

RULES = (
    Rule(
        "CP501",
        "unknown-parameter",
        "An assumptions file names a parameter or fixed input that the simulator does not have.",
        "What is misspelt would be left out without a word, and the study would rest on something else.",
        _PRIOR.replace("morale", "moral"),
        _PRIOR,
    ),
    Rule(
        "CP502",
        "parameter-out-of-range",
        "An assumptions file gives a parameter or fixed input a value that it cannot have.",
        "A share above 1 or a lognormal with a negative median has no meaning in the model.",
        "worldviews:\n  mine: {initial_belief: 1.2}",
        "worldviews:\n  mine: {initial_belief: 0.9}",
    ),
    Rule(
        "CP503",
        "horizon-past-plan",
        "A simulation is to go on after a plan ends, or to stop before it starts.",
        "Nobody knows what would be paid in a month without a plan.",
        "--through 2031-12, with plans that end in 2029",
        "--through 2029-12",
    ),
    Rule(
        "CP504",
        "not-a-path",
        "A transition path is not one of the families, or its number cannot be.",
        "Paths are step, osing, linear, s_curve, hold, boldness and status_quo.",
        "--path linear",
        "--path linear:24",
    ),
    Rule(
        "CP505",
        "nobody-to-simulate",
        "Nobody takes part in a plan in the last month that the data records.",
        "The workforce that is simulated is that of this month.",
        "a plan for roles of which the data has nobody left",
        "a plan for roles of people who are there",
    ),
    Rule(
        "CP506",
        "no-product-measure",
        "No measure of a plan answers to product revenue.",
        "A transition leads away from paying for product revenue; without that there is nothing to move.",
        "measures: one report card alone",
        "measures: product revenue with weight 0%, and the report card",
    ),
    Rule(
        "CP507",
        "unknown-worldview",
        "A worldview is asked for that no assumptions describe.",
        "Worldviews are evidence, relationship and sceptic, and those of an assumptions file of your own.",
        "--worldview sceptics",
        "--worldview sceptic",
    ),
    Rule(
        "CP508",
        "plans-of-different-people",
        "The plans of a simulation do not pay the same people, or start in different months.",
        "A path is compared with another for the same participants in the same months.",
        "compplan simulate bold.yaml managers.yaml",
        "compplan simulate status-quo.yaml bold.yaml",
    ),
)
"""``bad`` and ``good`` are parts of a file or of a command line, or say what is meant."""
