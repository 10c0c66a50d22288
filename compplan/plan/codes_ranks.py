"""Code CP238: curves by rank."""

from __future__ import annotations

from compplan.diagnostics import Rule

_CURVE = "type: step, by: rank, includes: to, bands: [{to: 3, rate: 120%}, {rate: 80%}]"

RULES = (
    Rule(
        "CP238",
        "rank-incomplete",
        "A curve by rank does not say among whom or what ties do, or has words that a place cannot follow.",
        "Two who share the first place among five are paid by rank 1 or by rank 1.5, as the plan says.",
        f"curve: {{{_CURVE}}}",
        f"curve: {{{_CURVE}, within: region, ties: average}}",
    ),
)
