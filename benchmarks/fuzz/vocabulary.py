"""The plan format once more, written down from its description: what stands where, and what must stand there.

The fuzzer knows from here, and not from the schema that is put to the test, which change makes a plan wrong.
"""

from __future__ import annotations

from typing import Any

from benchmarks.fuzz.trees import Names

ROW = {"*": "share"}
PATH = {
    "path": "enum",
    "by_year": {"*": ROW},
    "to": ROW,
    "over_months": "over",
    "by_month": {"*": ROW},
}
BAND = {"to": "edge", "rate": "rate"}
CURVE = {
    "type": "enum",
    "points": [["rate"]],
    "bands": [BAND],
    "threshold": "rate",
    "pays": "enum",
    "cap": "edge",
}
MEASURE = {
    "type": "enum",
    "title": "text",
    "actual": {
        "table": "id",
        "sum": "text",
        "where": {"*": "any"},
        "credit": "enum",
        "if_missing": "enum",
        "missing_months": "enum",
    },
    "target": {"table": "id", "value": "text", "spread": "enum", "if_missing": "enum", "if_zero": "enum"},
    "quota_proration": "enum",
    "accumulate": "enum",
    "balance": "enum",
    "report_card": "reference",
    "curve": CURVE,
}
CARD = {
    "title": "text",
    "ratings": "id",
    "scale": ["text"],
    "favourable": ["category"],
    "minimum_responses": {"count": "count", "pool_previous_months": "pool", "then": "enum"},
    "attainment_cap": "cap",
    "behaviours": {"*": {"title": "text", "weight": "share", "target": "positive"}},
}
SHAPE: dict[str, Any] = {
    "compplan": "version",
    "id": "id",
    "title": "text",
    "description": "text",
    "currency": "currency",
    "announced": "date",
    "starts": "date",
    "years": "years",
    "performance_period": "enum",
    "payout_period": "enum",
    "applies_to": {"roles": ["text"]},
    "weights": {"before": ROW} | PATH,
    "announced_weights": PATH,
    "measures": {"*": MEASURE},
    "report_cards": {"*": CARD},
    "rounding": {"to": "money", "mode": "enum", "at": "enum"},
    "proration": {"basis": "enum"},
    "assume": {"*": "rate"},
}
"""What stands at each key: a mapping, a list or the kind of a text; ``*`` is a name of the plan's own."""

OPTIONAL = frozenset(
    {
        *("description", "announced", "announced_weights", "report_cards", "assume", "over_months"),
        *("title", "where", "credit", "if_missing", "missing_months", "spread", "if_zero", "accumulate"),
        *("threshold", "cap", "pays"),
    }
)
"""Keys that may be left out, wherever they stand; the title of the plan may not."""

NUMBERS = frozenset({"share", "positive", "rate", "edge", "cap", "money", "years", "over", "count", "pool"})
WHOLE = frozenset({"version", "years", "over", "count", "pool"})
WORDS = frozenset(
    {key for shape in (SHAPE, ROW, PATH, BAND, CURVE, MEASURE, CARD) for key in shape}
    | {key for part in ("actual", "target") for key in MEASURE[part]}
    | {*CARD["minimum_responses"], "weight", "mode", "at", "basis", "roles", "before"}
) - {"*"}
"""Every key of the format."""


def shape_at(names: Names) -> Any:
    """Give what stands at a place: a dict, a list or a kind; None where nothing may stand."""
    shape: Any = SHAPE
    for name in names:
        if isinstance(shape, list):
            shape = shape[0]
        elif isinstance(shape, dict):
            shape = shape.get(name, shape.get("*"))
        else:
            return None
    return shape


def kind_at(names: Names) -> str:
    """Give the kind of a text; empty for a mapping or list."""
    shape = shape_at(names)
    return shape if isinstance(shape, str) else ""


def is_own_name(names: Names) -> bool:
    """Tell whether the last key is a name that the plan chooses, and not a word of the format."""
    owner = shape_at(names[:-1])
    return isinstance(owner, dict) and "*" in owner


def may_be_left_out(names: Names, siblings: list[str]) -> bool:
    """Tell whether a plan may be right without this key; a title of the whole plan must be there."""
    name = names[-1]
    if name == "to" and names[-2:-1] == ("*",):
        return False
    if name == "threshold" and "pays" in siblings:
        return False
    if name == "accumulate" and "balance" in siblings:
        return False
    if name == "title":
        return len(names) > 1
    return name in OPTIONAL
