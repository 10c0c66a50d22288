"""Code CP297: scorecards."""

from __future__ import annotations

from compplan.diagnostics import Rule

_PARTS = """relationship:
  type: report_card
  report_card: customer
  curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}
both:
  type: scorecard
  earns: nothing
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
