"""Codes CP261 to CP273: rules, that is decision tables and recognition."""

from __future__ import annotations

from compplan.diagnostics import Rule


def _table(inputs: str, *rows: str, policy: str = "") -> str:
    head = f"rules:\n  below_target:\n    type: decision_table\n    for_each: behaviour\n{policy}"
    return f"{head}    inputs: [{inputs}]\n    rows:" + "".join(f"\n      - {row}" for row in rows)


def _rows(*cells: str, policy: str = "") -> str:
    rows = [f'{{when: {{responses: "{cell}"}}, then: {{action: none}}}}' for cell in cells]
    return _table("responses", *rows, policy=policy)


def _award(measure: str = "relationship", name: str = "most_improved", more: str = "") -> str:
    return (
        f"rules:\n  {name}:\n    type: recognition\n    measure: {measure}\n    rank_by: improvement\n"
        f"    over_months: 3\n    winners: 1\n    ties: share\n    every: quarter\n{more}"
        "    award: {by_year: {1: 1000, 2: 2500}}"
    )


_FIRST = "    hit_policy: first\n"
_REASON = "    reason: The order is that of the works agreement.\n"
_TREND = '{when: {trend: "< 0"}, then: {action: coaching, with: manager}}'
_OTHERS = '{when: {trend: ">= 0, missing"}, then: {action: none}}'
_WIDE = "responses, trend, share_to_target, favourable_share, months_below_target, plan_year"

RULES = (
    Rule(
        "CP261",
        "unknown-fact",
        "A decision table looks at a fact that there is not, or not for what it is evaluated for.",
        "Its rows could never be told to hold.",
        _table("tren", _TREND.replace("trend", "tren")),
        _table("trend", _TREND, _OTHERS),
    ),
    Rule(
        "CP262",
        "fact-not-among-inputs",
        "A row of a decision table tests a fact that is not one of the table's inputs.",
        "What a table looks at is said once, so that its rows can be proved to leave nothing out.",
        _table("responses", _TREND),
        _table("trend", _TREND, _OTHERS),
    ),
    Rule(
        "CP263",
        "bad-cell",
        "A cell of a decision table is none of: a value, a comparison, an interval, a list of these, "
        "not(...), missing or -; or it does not suit the fact.",
        "A cell that could be read in two ways, or never holds, is not what was meant.",
        _rows("below 5", ">= 5"),
        _rows("< 5", ">= 5"),
    ),
    Rule(
        "CP264",
        "hit-policy-incomplete",
        "The hit policy 'first' has no reason, 'priority' does not order every action, or another "
        "policy has what belongs to these two.",
        "Where several rows hold, the plan says which counts and why.",
        _rows("< 5", "-", policy=_FIRST),
        _rows("< 5", "-", policy=_FIRST + _REASON),
    ),
    Rule(
        "CP265",
        "no-row-holds",
        "No row of a decision table holds for some values of its inputs; one such point is shown.",
        "A case that nobody thought of would silently have no consequence.",
        _rows("< 5", "> 5"),
        _rows("< 5", ">= 5"),
    ),
    Rule(
        "CP266",
        "two-rows-hold",
        "Two rows of a decision table hold for the same values, though its hit policy allows only "
        "one, or only rows that call for the same.",
        "The plan would call for two different things at once.",
        _rows("<= 5", ">= 5"),
        _rows("< 5", ">= 5"),
    ),
    Rule(
        "CP267",
        "table-cannot-be-proved",
        "A decision table is larger than 1,000 rows or 6 inputs, or its rows overlap so much that it "
        "cannot be proved to have an answer everywhere.",
        "What is not proved may fail in some month for some participant.",
        _table(f"{_WIDE}, role", "{when: {}, then: {action: none}}"),
        _table(_WIDE, "{when: {}, then: {action: none}}"),
    ),
    Rule(
        "CP268",
        "row-never-counts",
        "Rows that come before this one hold wherever it does.",
        "The row has no effect, which is hardly what was meant.",
        _rows("-", "< 5", policy=_FIRST + _REASON),
        _rows("< 5", "-", policy=_FIRST + _REASON),
    ),
    Rule(
        "CP271",
        "months-do-not-fit-periods",
        "A recognition ranks by months that are not whole periods of its measure, or awards more "
        "often than the plan pays.",
        "There is no attainment of a part of a period, and no payment to which the award could belong.",
        f"payout_period: quarter\n{_award().replace('quarter', 'month')}",
        f"payout_period: quarter\n{_award()}",
    ),
    Rule(
        "CP272",
        "rule-named-like-measure",
        "A recognition has the id of a measure.",
        "Their lines and payments could not be told apart.",
        _award(name="revenue"),
        _award(),
    ),
    Rule(
        "CP273",
        "measure-cannot-be-ranked",
        "A recognition ranks by a measure that has no attainment, or asks for responses of one that is no "
        "report card.",
        "There is nothing that could be ranked or counted.",
        _award("revenue", more="    minimum_responses: 20\n"),
        _award(more="    minimum_responses: 20\n"),
    ),
)
