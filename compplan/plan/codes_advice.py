"""Codes CP901 to CP913: advice on a plan, by rules of thumb of the field."""

from __future__ import annotations

from compplan.diagnostics import Rule


def _equal(*ids: str) -> str:
    """Weigh measures alike, the last of them one with a report card."""
    row = ", ".join(f"{name}: {100 // len(ids)}%" for name in ids)
    weights = f"weights:\n  before: {{{ids[0]}: 100%}}\n  path: linear\n  to: {{{row}}}\n  over_months: 1\n"
    return weights + "measures:\n" + "".join(map(_sum_of, ids[:-1])) + _CARD.format(ids[-1])


def _sum_of(name: str) -> str:
    return (
        f"  {name}:\n    type: attainment\n    actual: {{table: {name}, sum: amount}}\n"
        f"    target: {{table: quotas, value: {name}}}\n    quota_proration: as_given\n"
        "    curve: {type: tiered_marginal, bands: [{rate: 1.0}]}\n"
    )


_CARD = (
    "  {}:\n    type: report_card\n    report_card: customer\n"
    "    curve: {{type: linear, points: [[0%, 0%], [100%, 100%]]}}"
)


def _announced(first_year: str) -> str:
    return (
        "weights:\n  before: {revenue: 100%}\n  path: steps\n  by_year:\n"
        f"    1: {first_year}\n    2: {{revenue: 50%, relationship: 50%}}\n"
        "announced_weights:\n  path: linear\n  to: {revenue: 50%, relationship: 50%}\n  over_months: 6"
    )


def _path(revenue: str, relationship: str) -> str:
    return (
        "weights:\n  before: {revenue: 50%, relationship: 50%}\n  path: linear\n"
        f"  to: {{revenue: {revenue}, relationship: {relationship}}}"
    )


RULES = (
    Rule(
        "CP901",
        "too-many-measures",
        "More than three measures carry weight in a plan year.",
        "People follow few measures; what is left over is paid for and changes nothing. WorldatWork and"
        " Alexander Group advise three at the most, and 71% of firms use three or fewer.",
        _equal("revenue", "renewals", "accounts", "relationship"),
        _equal("revenue", "relationship"),
    ),
    Rule(
        "CP902",
        "small-weight",
        "A measure carries less than 15%, or less than 10%, of the target incentive in a plan year.",
        "ZS finds that a measure is ignored if it carries less than 15% to 20%. What counts is the weight of"
        " each plan year, not the one at the end of the path.",
        "1: {revenue: 12%, relationship: 88%}",
        "1: {revenue: 20%, relationship: 80%}",
    ),
    Rule(
        "CP903",
        "small-behaviour",
        "A behaviour of a report card carries less than 5% of the target incentive in a plan year: measure"
        " weight x behaviour weight.",
        "Nobody changes how he works for so little. The threshold is our own, a third of what ZS asks of a"
        " measure.",
        "behaviours:\n  listening: {weight: 80%, target: 80%}\n  consulting: {weight: 20%, target: 80%}",
        "behaviours:\n  listening: {weight: 70%, target: 80%}\n  consulting: {weight: 30%, target: 80%}",
    ),
    Rule(
        "CP904",
        "many-numbers",
        "Whoever wants to know what a result pays must keep more than seven numbers in mind: weights, edges,"
        " rates, thresholds, caps and targets other than 0% and 100%.",
        "Nobody remembers more than seven (ZS), and a plan that is looked up steers nobody.",
        "curve:\n  type: tiered_marginal\n  bands:\n    - {to: 80%, rate: 0.9}\n    - {to: 100%, rate: 1.2}\n"
        "    - {to: 120%, rate: 1.5}\n    - {rate: 2.0}",
        "curve:\n  type: tiered_marginal\n  bands:\n    - {to: 80%, rate: 0.9}\n    - {rate: 1.2}",
    ),
    Rule(
        "CP905",
        "no-upside",
        "From some attainment on, more earns nothing: a cap cuts the rate, or the curve of sales ends.",
        "The best stop there, or keep deals for the next year. A review of windfalls meets the fear behind"
        " most caps.",
        "curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 2.0}], cap: 200%}",
        "curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 2.0}]}",
    ),
    Rule(
        "CP906",
        "steep-accelerator",
        "A point of attainment above target pays more than three times what one just below target pays.",
        "Usual are 1.5 to 2.5 times. So steep an accelerator pays for targets that were set too low, and for"
        " deals that were held back.",
        "curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 3.5}]}",
        "curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 3.0}]}",
    ),
    Rule(
        "CP907",
        "cliff",
        "The rate jumps at an attainment: between bands of a step or retroactive curve, or at a threshold.",
        "One more deal is then worth a multiple of itself, and is moved to the side where it pays.",
        "curve: {type: tiered_retroactive, bands: [{to: 100%, rate: 1.0}, {rate: 1.5}]}",
        "curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 1.5}]}",
    ),
    Rule(
        "CP908",
        "unusual-threshold",
        "A threshold is below 50% or above 90%.",
        "About 75% is usual: most people should reach it, and it should still ask for something.",
        "curve: {type: tiered_marginal, bands: [{rate: 1.0}], threshold: 95%, pays: above_threshold}",
        "curve: {type: tiered_marginal, bands: [{rate: 1.0}], threshold: 75%, pays: above_threshold}",
    ),
    Rule(
        "CP909",
        "behind-announced",
        "The delivered weights move less far from the old ones than the announced ones, in some month.",
        "People believe what is done. A transition that falls behind its announcement is not believed the"
        " next time either.",
        _announced("{revenue: 80%, relationship: 20%}"),
        _announced("{revenue: 50%, relationship: 50%}"),
    ),
    Rule(
        "CP910",
        "not-announced",
        "The plan does not say when it is announced.",
        "People can change only after they know, and afterwards nobody remembers when that was.",
        "starts: 2027-01-01",
        "starts: 2027-01-01\nannounced: 2026-10-01",
    ),
    Rule(
        "CP911",
        "short-notice",
        "The plan is announced less than a month before it starts.",
        "Its first month would pay for what people did before they knew.",
        "announced: 2026-12-15",
        "announced: 2026-12-01",
    ),
    Rule(
        "CP912",
        "unnoticed-change",
        "The weights change, but in no plan year by as much as 10% of the target incentive.",
        "Steps that nobody notices change nobody's habits.",
        _path("42%", "58%"),
        _path("20%", "80%"),
    ),
    Rule(
        "CP913",
        "edge-out-of-reach",
        "A report card cannot reach the last edge of its curve, even if every response is favourable.",
        "The best pay that the curve promises does not exist. A share of responses is at most 100%, so"
        " attainment is at most 100% / target.",
        "relationship:\n"
        "  type: report_card\n"
        "  report_card: customer\n"
        "  curve: {type: linear, points: [[0%, 0%], [100%, 100%], [150%, 200%]]}",
        "relationship:\n"
        "  type: report_card\n"
        "  report_card: customer\n"
        "  curve: {type: linear, points: [[0%, 0%], [100%, 100%], [125%, 150%]]}",
    ),
)
