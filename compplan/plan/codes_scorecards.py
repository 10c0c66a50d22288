"""Code CP297: scorecards."""

from __future__ import annotations

from compplan.diagnostics import Rule

_PARTS = """revenue:
  type: attainment
  earns: nothing
  actual: {table: sales, sum: amount}
  target: {table: quotas, value: quota}
  quota_proration: as_given
relationship:
  type: report_card
  earns: nothing
  report_card: customer
both:
  type: scorecard
"""

RULES = (
    Rule(
        "CP297",
        "scorecard-incomplete",
        "A scorecard weighs what is no measure or gives no rate, or its weights do not sum to exactly 100%.",
        "All parts at their targets would not be 100%.",
        f"{_PARTS}  of: {{revenue: 60%, relationship: 30%}}",
        f"{_PARTS}  of: {{revenue: 60%, relationship: 40%}}",
    ),
)
