"""Codes CP285 to CP290: gates and modifiers."""

from __future__ import annotations

from compplan.diagnostics import Rule

_CURVE = "{type: step, bands: [{to: 90%, rate: 0.8}, {rate: 1.1}]}"
_AFTER = "proration: {basis: calendar_days}\n"
_SOFT = "type: soft, measure: relationship, at_least: 90%, applies_to: [revenue]"
_HARD = "type: hard, measure: relationship, applies_to: [revenue]"

RULES = (
    Rule(
        "CP285",
        "link-to-nothing",
        "A gate or modifier names a measure that the plan does not have, or acts on one that earns nothing.",
        "It would never do anything.",
        f"{_AFTER}gates:\n  satisfied: {{type: hard, measure: relation, at_least: 90%}}",
        f"{_AFTER}gates:\n  satisfied: {{type: hard, measure: relationship, at_least: 90%}}",
    ),
    Rule(
        "CP286",
        "no-single-comparison",
        "A condition has none or several of at_least, above, at_most and below.",
        "A condition compares one measure with one level.",
        f"{_AFTER}gates:\n  satisfied: {{{_HARD}, at_least: 90%, below: 120%}}",
        f"{_AFTER}gates:\n  satisfied: {{{_HARD}, at_least: 90%}}",
    ),
    Rule(
        "CP287",
        "limit-does-not-fit",
        "A soft gate lacks a limit, has one that a curve cannot keep, or a hard gate has one.",
        "While a soft gate is closed, pay goes on up to a limit.",
        f"{_AFTER}gates:\n  satisfied: {{{_SOFT}}}",
        f"{_AFTER}gates:\n  satisfied: {{{_SOFT}, limit: payout_at_target}}",
    ),
    Rule(
        "CP288",
        "stacking-not-stated",
        "Several modifiers act on one measure, and the plan does not say how they act together.",
        "1.5 and 1.25 come to 1.875 multiplied, but to 1.75 added.",
        f"{_AFTER}modifiers:\n  first: {{measure: relationship, curve: {_CURVE}}}\n"
        f"  second: {{measure: relationship, curve: {_CURVE}}}",
        f"{_AFTER}stacking: additive\nmodifiers:\n  first: {{measure: relationship, curve: {_CURVE}}}\n"
        f"  second: {{measure: relationship, curve: {_CURVE}}}",
    ),
    Rule(
        "CP289",
        "link-known-too-late",
        "A gate or modifier follows a measure that is known less often than what it acts on is paid.",
        "A payment in between could not say whether the gate is open.",
        "performance_period: quarter\npayout_period: month\n"
        "gates: {satisfied: {type: hard, measure: relationship, at_least: 90%, applies_to: [revenue]}}\n"
        "measures:\n"
        "  revenue:\n    type: attainment\n    actual: {table: sales, sum: amount}\n"
        "    target: {table: quotas, value: quota}\n    quota_proration: as_given\n"
        "    accumulate: year_to_date\n    balance: carry\n"
        "    curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}\n"
        "  relationship:\n    type: report_card\n    report_card: customer\n"
        "    curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}",
        "performance_period: month\npayout_period: month\n"
        "gates: {satisfied: {type: hard, measure: relationship, at_least: 90%, applies_to: [revenue]}}",
    ),
    Rule(
        "CP290",
        "gate-never-moves",
        "A gate asks for more than its measure can ever reach, or for nothing.",
        "It would be closed, or open, for good.",
        f"{_AFTER}gates:\n  satisfied: {{{_HARD}, at_least: 130%}}",
        f"{_AFTER}gates:\n  satisfied: {{{_HARD}, at_least: 90%}}",
    ),
)
