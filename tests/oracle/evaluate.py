"""Evaluate a plan on data: every line, payment, report card and open balance, exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.oracle.cases import Case, Line, Outcome, prepared
from tests.oracle.dates import month_index, month_text
from tests.oracle.limits import best_of, within_caps
from tests.oracle.lines import add_lines
from tests.oracle.paying import Deals, deals_of, paid_out
from tests.oracle.payment import ITEMS
from tests.oracle.people import read_people
from tests.oracle.reading import Plan, Tables
from tests.oracle.recognition import awards
from tests.oracle.rules import Run, actions
from tests.oracle.span import check_outside, last_month, payout_ends, uncovered
from tests.oracle.weights import weights_by_month


def evaluate(plan: Plan, tables: Tables, *, through: str | None = None) -> Outcome:
    """Run a plan (``read_plan``) on tables of text cells up to a month; OracleError stops the run."""
    check_outside(plan, tables)
    people = read_people(plan, tables)
    ends = payout_ends(plan, month_index(through) if through else last_month(plan, tables))
    outcome = Outcome(uncovered=uncovered(plan, people, ends))
    weights = weights_by_month(plan["weights"], 12 * plan["years"])
    tallies = {}
    deals: Deals = []
    cases: dict[str, Case] = {}
    for measure_id in plan["measures"]:
        weight = [row.get(measure_id, Fraction(0)) for row in weights]
        case = Case(plan, plan["measures"][measure_id], measure_id, weight, ends)
        cases[measure_id] = replace(prepared(case, people, tables), others=cases, people=people)
        tallies[measure_id] = cases[measure_id].tally
    for case in cases.values():
        for person in people.values():
            add_lines(case, person, outcome)
        deals += deals_of(case, tables)
    run = Run(plan, people, tables, outcome.periods, ends[-1] if ends else plan["starts"] - 1)
    outcome.actions, outcome.recognition = actions(run), awards(run, tallies)
    best_of(plan, outcome.lines)
    if plan["caps"]:
        order = {key: at for at, key in enumerate(plan["measures"])}
        within_caps(plan, people, outcome.lines, {month_text(end): end for end in ends}, order)
    outcome.lines += _award_lines(plan, outcome.recognition)
    order = {key: at for at, key in enumerate([*plan["measures"], *plan["rules"]])}
    outcome.lines.sort(key=lambda line: (line["participant_id"], line["month"], order[line["component"]]))
    if plan["payment"]:
        for person in people.values():
            paid_out(plan, person, outcome, tables, deals, ends)
        order |= {name: len(order) + at for at, name in enumerate(ITEMS)}
        outcome.lines.sort(key=lambda line: (line["participant_id"], line["month"], order[line["component"]]))
    outcome.payments = _payments(outcome.lines)
    return outcome


def _award_lines(plan: Plan, awards: list[Line]) -> list[Line]:
    """Sum the awards of each rule, payout period and participant."""
    sums: dict[tuple[str, str, str], int] = {}
    for award in awards:
        month = month_index(award["month"])
        end = month + (plan["starts"] - 1 - month) % plan["payout"]
        key = award["participant_id"], month_text(end), award["rule"]
        sums[key] = sums.get(key, 0) + award["award"]
    return [
        {
            **dict.fromkeys(("actual", "target", "attainment")),
            **dict.fromkeys(("weight", "base", "payout_rate"), Fraction(0)),
            "participant_id": who,
            "month": month,
            "component": rule,
            "earned": Fraction(paid, 10 ** plan["exponent"]),
            "paid": paid,
        }
        for (who, month, rule), paid in sums.items()
        if paid
    ]


def _payments(lines: list[Line]) -> list[Line]:
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        key = line["participant_id"], line["month"]
        sums[key] = sums.get(key, 0) + line["paid"]
    return [
        {"participant_id": participant, "month": month, "amount": amount}
        for (participant, month), amount in sums.items()
    ]
