"""Codes CP230 to CP237: what measures earn."""

from __future__ import annotations

from compplan.diagnostics import Rule

_REVENUE = """revenue:
  type: attainment
  actual: {table: sales, sum: amount}
  target: {table: quotas, value: quota}
  quota_proration: as_given
"""
_RELATIONSHIP = """relationship:
  type: report_card
  report_card: customer
"""
_LINE = "  curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}\n"
_DEALS = "deals:\n  type: value\n  actual: {table: sales, sum: amount}\n"
_TIERS = "type: tiered_marginal, bands: [{to: 50000, rate: 5%}, {rate: 8%}]"

RULES = (
    Rule(
        "CP230",
        "weights-and-incentive-do-not-fit",
        "A measure that earns target incentive has no weights, or one that does not has some.",
        "The base of such a measure is its weight's share of the target incentive.",
        f"{_REVENUE}  earns: commission\n  curve: {{type: flat, rate: 8%}}",
        f"{_REVENUE}  curve: {{type: flat, rate: 1}}",
    ),
    Rule(
        "CP231",
        "curve-missing",
        "A measure that earns something has no payout curve.",
        "The curve says what is paid for an attainment or a value.",
        f"{_RELATIONSHIP}".rstrip(),
        f"{_RELATIONSHIP}{_LINE}".rstrip(),
    ),
    Rule(
        "CP232",
        "proration-does-not-fit",
        "A target of a table lacks 'quota_proration', or a target that is a number has it.",
        "Plans differ on what becomes of the quota of somebody who joins or leaves; a number stays.",
        "target: 50000\nquota_proration: calendar_days",
        "target: {table: quotas, value: quota}\nquota_proration: calendar_days",
    ),
    Rule(
        "CP233",
        "curve-goes-by-nothing",
        "A curve goes by an attainment, a value or an excess that its measure does not have.",
        "A value measure has no target, and a report card no actual.",
        f"{_RELATIONSHIP}  curve: {{type: linear, by: value, points: [[0, 0%], [1, 100%]]}}",
        f"{_RELATIONSHIP}{_LINE}".rstrip(),
    ),
    Rule(
        "CP234",
        "curve-caps-money",
        "The curve of a commission or an amount has a 'cap'.",
        "A curve's cap is a payout rate of a target incentive, not money.",
        f"{_RELATIONSHIP}{_LINE}{_DEALS}  earns: commission\n  curve: {{{_TIERS}, cap: 500%}}",
        f"{_RELATIONSHIP}{_LINE}{_DEALS}  earns: commission\n  curve: {{{_TIERS}}}",
    ),
    Rule(
        "CP235",
        "share-where-money-is-meant",
        "A percentage stands where the measure earns an amount of money.",
        "50% of an amount is no amount.",
        f"{_RELATIONSHIP}{_LINE}{_DEALS}  earns: amount\n"
        "  curve: {type: step, bands: [{to: 50000, rate: 0}, {rate: 50%}]}",
        f"{_RELATIONSHIP}{_LINE}{_DEALS}  earns: amount\n"
        "  curve: {type: step, bands: [{to: 50000, rate: 0}, {rate: 500}]}",
    ),
    Rule(
        "CP236",
        "attainment-too-large",
        "An attainment, or a rate that is a share, is more than 100000%.",
        "It is a value or an amount in the wrong place.",
        "curve: {type: step, bands: [{to: 50000, rate: 0%}, {rate: 100%}]}",
        "curve: {type: step, by: value, bands: [{to: 50000, rate: 0%}, {rate: 100%}]}",
    ),
    Rule(
        "CP237",
        "assumption-without-actual",
        "An attainment is assumed for a measure that pays on its actual or by rank.",
        "An attainment alone gives no actual, and one for everyone no rank.",
        "measures:\n"
        + "".join(
            f"  {line}\n"
            for line in f"{_REVENUE}{_LINE}{_RELATIONSHIP}{_LINE}{_DEALS}  earns: commission\n"
            "  curve: {type: flat, rate: 8%}".splitlines()
        )
        + "assume: {deals: 100%}",
        "measures:\n"
        + "".join(f"  {line}\n" for line in f"{_REVENUE}{_LINE}{_RELATIONSHIP}{_LINE}".splitlines())
        + "assume: {relationship: 100%}",
    ),
)
