"""The rules of estimates."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP390",
        "unknown-figure",
        "A figure is stated for something that the plan neither measures nor asks customers about.",
        "An estimate that leaves a stated figure out would answer another question.",
        "--set revenu=120000",
        "--set revenue=120000",
    ),
    Rule(
        "CP391",
        "too-far-ahead",
        "An estimate is asked for a month so late that the data lack whole months before it.",
        "What is paid often depends on the months before; they would have to be invented.",
        "--month 2027-09, with data up to 2027-03",
        "--month 2027-04",
    ),
    Rule(
        "CP392",
        "figure-out-of-range",
        "A stated figure is negative, or a share is above 100%.",
        "No customers could answer so, and no rows add up to it.",
        "--set listening=850%",
        "--set listening=85%",
    ),
)
