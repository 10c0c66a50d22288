"""Codes CP295 and CP296: matrices."""

from __future__ import annotations

from compplan.diagnostics import Rule

_OTHER = """relationship:
  type: report_card
  report_card: customer
  curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}
both:
  type: matrix
  earns: nothing
  cells: step
  rows: {measure: revenue, breaks: [80%, 100%]}
"""

_COLUMNS = "columns: {measure: relationship, breaks: [80%, 100%]}"

RULES = (
    Rule(
        "CP295",
        "matrix-of-nothing",
        "A matrix names a measure that is unknown, made of others itself, or accumulates in another way.",
        "Its two attainments have to be of the same months.",
        f"{_OTHER}  columns: {{measure: relation, breaks: [80%, 100%]}}\n  grid: [[20%, 40%], [50%, 100%]]",
        f"{_OTHER}  {_COLUMNS}\n  grid: [[20%, 40%], [50%, 100%]]",
    ),
    Rule(
        "CP296",
        "matrix-incomplete",
        "The grid of a matrix has not a cell for each pair of breaks, or breaks do not increase.",
        "Some attainments would give nothing, or two things.",
        f"{_OTHER}  {_COLUMNS}\n  grid: [[20%, 40%], [50%]]",
        f"{_OTHER}  {_COLUMNS}\n  grid: [[20%, 40%], [50%, 100%]]",
    ),
)
