"""Codes CP53x: what a search or a question about parameters is asked for."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP531",
        "unknown-answer",
        "A search or a question names a figure, a period, a path or a lever that there is none of.",
        "Another one would answer a question that nobody asked.",
        "--objective revenues",
        "--objective revenue",
    ),
    Rule(
        "CP532",
        "number-out-of-range",
        "A limit or a size of a search or a question is a number that it cannot be.",
        "A budget of nothing and a risk above 100 % limit nothing, and too few samples tell nothing.",
        "--risk 130%",
        "--risk 30%",
    ),
    Rule(
        "CP533",
        "nowhere-to-go",
        "The last plan of a search ends with the weights of old.",
        "The search is for the best way to the last weights of the last plan; here there is none to go.",
        "compplan optimize bold.yaml status-quo.yaml",
        "compplan optimize status-quo.yaml bold.yaml",
    ),
    Rule(
        "CP534",
        "plan-not-asked-about",
        "A question about parameters is given a plan that its answer does not look at.",
        "The answer is a figure of one path less that of another; what a third one brings is not part of it.",
        "compplan sensitivity status-quo.yaml bold.yaml gradual.yaml",
        "compplan sensitivity bold.yaml gradual.yaml",
    ),
)
"""``bad`` and ``good`` are parts of a command line."""
