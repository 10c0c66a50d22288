"""Codes CP53x: what a search or a question about parameters is asked for."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP531",
        "unknown-answer",
        "A search or a question names a figure, a period or a lever that there is none of.",
        "Another one would answer a question that nobody asked.",
        "--objective revenues",
        "--objective revenue",
    ),
)
"""``bad`` and ``good`` are parts of a command line."""
