"""Code CP299: pools."""

from __future__ import annotations

from compplan.diagnostics import Rule

_DEALS = """relationship:
  type: report_card
  report_card: customer
  curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}
deals:
  type: value
  earns: commission
  actual: {table: sales, sum: amount}
  curve: {type: flat, rate: 2%}
"""

RULES = (
    Rule(
        "CP299",
        "pool-does-not-fit",
        "A pool is of what is no money or does not add up, or is shared by points that are not stated.",
        "A group shares money, and by one way to share it.",
        f"{_DEALS}  pool: {{within: team, shared: by_points}}",
        f"{_DEALS}  pool: {{within: team, shared: equally}}",
    ),
)
