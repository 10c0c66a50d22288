"""Evaluate a plan on data: every line, payment, report card and open balance, exactly."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any

from tests.oracle.actuals import Entries, actual_of, check_actual, check_rows, entries_of, operation_of
from tests.oracle.cards import Tally, card_attainment, card_lines, tally_ratings
from tests.oracle.curves import payout_rate
from tests.oracle.dates import month_index, month_of_day, month_text
from tests.oracle.earnings import earned_on, goes_by, of_deal, rate_of, shown_rate
from tests.oracle.limits import best_of, within_caps
from tests.oracle.limits import limited as limited_line
from tests.oracle.links import acted, limited, meant
from tests.oracle.matrix import matrix_of
from tests.oracle.pay import Account, open_year, pay_due, rounded
from tests.oracle.payment import ITEMS, Paid, pay_out
from tests.oracle.people import Person, read_people
from tests.oracle.reading import OracleError, Plan, Tables
from tests.oracle.recognition import awards
from tests.oracle.rules import Period, Periods, Run, actions
from tests.oracle.span import check_outside, last_month, payout_ends, uncovered
from tests.oracle.targets import Part, quota_parts, target_of, unit_length
from tests.oracle.weights import weights_by_month

Line = dict[str, Any]
Deals = list[tuple[str, Entries]]


@dataclass(slots=True)
class Outcome:
    """What a run gives: exact fractions, and paid amounts in minor units."""

    lines: list[Line] = field(default_factory=list)
    payments: list[Line] = field(default_factory=list)
    report_card: list[Line] = field(default_factory=list)
    balances: list[Line] = field(default_factory=list)
    uncovered: list[tuple[str, str]] = field(default_factory=list)
    actions: list[Line] = field(default_factory=list)
    recognition: list[Line] = field(default_factory=list)
    periods: Periods = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What one measure is evaluated on; ``ends`` are the last months of the payout periods paid."""

    plan: Plan
    measure: dict[str, Any]
    measure_id: str
    weight: list[Fraction]
    ends: list[int]
    entries: Entries = field(default_factory=dict)
    of: Entries = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    tally: Tally = field(default_factory=dict)
    others: dict[str, Case] = field(default_factory=dict)
    """All measures of the plan by their ids."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a performance period, or the plan year to date, comes to."""

    base: Fraction
    actual: Fraction | None
    target: Fraction | None
    attainment: Fraction | None
    payout_rate: Fraction
    report_card: tuple[Line, ...] = ()
    by: Fraction = Fraction(0)
    """What the curve goes by."""
    acted: Fraction | None = None
    """What is earned once gates and modifiers have acted on it, if they do."""

    @property
    def earned(self) -> Fraction:
        """Give base x rate in units of the currency, with what acts on it."""
        return self.base * self.payout_rate if self.acted is None else self.acted


def evaluate(plan: Plan, tables: Tables, *, through: str | None = None) -> Outcome:
    """Run a plan (``read_plan``) on tables of text cells up to a month; OracleError stops the run."""
    check_outside(plan, tables)
    people = read_people(plan, tables["participants"])
    ends = payout_ends(plan, month_index(through) if through else last_month(plan, tables))
    outcome = Outcome(uncovered=uncovered(plan, people, ends))
    weights = weights_by_month(plan["weights"], 12 * plan["years"])
    tallies = {}
    deals: Deals = []
    cases: dict[str, Case] = {}
    for measure_id in plan["measures"]:
        weight = [row.get(measure_id, Fraction(0)) for row in weights]
        case = Case(plan, plan["measures"][measure_id], measure_id, weight, ends)
        cases[measure_id] = replace(_case(case, people, tables), others=cases)
        tallies[measure_id] = cases[measure_id].tally
    for case in cases.values():
        for person in people.values():
            _evaluate_person(case, person, outcome)
        deals += _deals(case, tables)
    run = Run(plan, people, tables, outcome.periods, ends[-1] if ends else plan["starts"] - 1)
    outcome.actions, outcome.recognition = actions(run), awards(run, tallies)
    best_of(plan, outcome.lines)
    if plan["caps"]:
        order = {key: at for at, key in enumerate(plan["measures"])}
        within_caps(plan, outcome.lines, {month_text(end): end for end in ends}, order)
    outcome.lines += _award_lines(plan, outcome.recognition)
    order = {key: at for at, key in enumerate([*plan["measures"], *plan["rules"]])}
    outcome.lines.sort(key=lambda line: (line["participant_id"], line["month"], order[line["component"]]))
    if plan["payment"]:
        for person in people.values():
            _pay_out(plan, person, outcome, tables, deals, ends)
        order |= {name: len(order) + at for at, name in enumerate(ITEMS)}
        outcome.lines.sort(key=lambda line: (line["participant_id"], line["month"], order[line["component"]]))
    outcome.payments = _payments(outcome.lines)
    return outcome


def _deals(case: Case, tables: Tables) -> Deals:
    """Give the measure with its rows, if they are sums of transactions."""
    actual = case.measure.get("actual", {})
    rows = tables.get(actual.get("table", ""), [])
    is_deals = "sum" in actual and bool(rows) and "transaction_id" in rows[0]
    return [(case.measure_id, case.entries)] if is_deals else []


def _pay_out(
    plan: Plan, person: Person, outcome: Outcome, tables: Tables, deals: Deals, ends: list[int]
) -> None:
    """Add the lines that no measure earns, and what is open of them."""
    mine = [line for line in outcome.lines if line["participant_id"] == person.id]
    unit = Fraction(1, 10 ** plan["exponent"])
    sums = [sum(line["paid"] for line in mine if line["month"] == month_text(end)) * unit for end in ends]
    there = [any(line["month"] == month_text(end) for line in mine) for end in ends]
    length = {
        key: plan["payout"] if each["to_date"] else max(plan["payout"], plan["performance"])
        for key, each in plan["measures"].items()
    }
    spans = [
        (
            line["component"],
            month_index(line["month"]) - length[line["component"]] + 1,
            month_index(line["month"]),
            line["paid"] * unit,
        )
        for line in mine
    ]
    paid = Paid(ends, sums, there)
    pay_out(plan, person, paid, tables, [(key, entries.get(person.id, []), spans) for key, entries in deals])
    for name, amounts in paid.items.items():
        outcome.lines += [
            _item(plan, person, name, end, amount)
            for end, amount in zip(ends, amounts, strict=True)
            if amount
        ]
    outcome.balances += [
        {"participant_id": person.id, "component": name, "amount": _minor(plan, amount)}
        for name, amount in paid.open.items()
        if amount
    ]


def _item(plan: Plan, person: Person, name: str, end: int, amount: Fraction) -> Line:
    return {
        "participant_id": person.id,
        "month": month_text(end),
        "component": name,
        "paid": _minor(plan, amount),
    }


def _case(case: Case, people: dict[str, Person], tables: Tables) -> Case:
    plan, measure = case.plan, case.measure
    known = (plan, measure, case.measure_id, case.weight, case.ends)
    if measure["type"] == "matrix":
        return Case(*known)
    if measure["type"] == "report_card":
        card = plan["report_cards"][measure["report_card"]]
        return Case(*known, tally=tally_ratings(card, tables))
    months = range(plan["starts"], case.ends[-1] + 1 if case.ends else plan["starts"])
    check_rows(measure, people, tables, months)
    entries = entries_of(plan, measure, people, tables)
    if "of" in measure.get("target", {}):
        of = entries_of(plan, measure | {"actual": measure["target"]["of"]}, people, tables)
        return Case(*known, entries=entries, of=of)
    if "table" not in measure.get("target", {}):
        return Case(*known, entries=entries)
    quotas = tables.get(measure["target"]["table"], [])
    return Case(*known, entries=entries, parts=quota_parts(plan, case.measure_id, people, quotas))


def _evaluate_person(case: Case, person: Person, outcome: Outcome) -> None:
    account = Account()
    for end in case.ends:
        if case.measure["to_date"]:
            _line_to_date(case, person, end, account, outcome)
        else:
            _line_of_periods(case, person, end, account, outcome)
    if account.carried:
        amount = _minor(case.plan, account.carried)
        month = month_text(account.carried_from)
        outcome.balances.append(
            {"participant_id": person.id, "component": case.measure_id, "month": month, "amount": amount}
        )


def _line_of_periods(case: Case, person: Person, end: int, account: Account, outcome: Outcome) -> None:
    """Add the line of one payout period: the sum of the performance periods that end in it."""
    plan = case.plan
    first, length = end - plan["payout"] + 1, plan["performance"]
    lasts = [month for month in range(first, end + 1) if (month + 1 - plan["starts"]) % length == 0]
    periods = [(last - length + 1, last) for last in lasts if person.takes_part(last - length + 1, last)]
    if not periods:
        return
    results = [_linked(case, person, *each, end) for each in periods]
    for period, result in zip(periods, results, strict=True):
        _remember(case, person, period, result, outcome)
    earned = sum((result.earned for result in results), Fraction(0))
    year = (end - plan["starts"]) // 12
    paid = limited_line(plan, case.measure, rounded(plan["rounding"], earned), account, year)
    outcome.report_card += [line for result in results for line in result.report_card]
    outcome.lines.append(_line(case, person, end, results[-1], earned, paid))


def _line_to_date(case: Case, person: Person, end: int, account: Account, outcome: Outcome) -> None:
    """Add the line of one payout period: what is due to date less what was paid."""
    plan = case.plan
    if not person.takes_part(end - plan["payout"] + 1, end):
        return
    year = (end - plan["starts"]) // 12
    year_first, year_last = plan["starts"] + 12 * year, plan["starts"] + 12 * year + 11
    open_year(account, year)
    figures = _linked(case, person, year_first, end, end)
    _remember(case, person, (end - plan["payout"] + 1, end), figures, outcome)
    added, account.due = figures.earned - account.due, figures.earned
    attained = partial(_attained, case, person, year_first, end, end)
    earned = acted(plan, case.measure_id, added, attained, "period")
    account.acted += earned
    settles = end == year_last or not person.takes_part(end + 1, year_last)
    due = limited_line(plan, case.measure, rounded(plan["rounding"], account.acted), account, year)
    paid = pay_due(account, due, case.measure["balance"], end, settles=settles)
    outcome.report_card += figures.report_card
    outcome.lines.append(_line(case, person, end, figures, earned, paid))


def _remember(
    case: Case, person: Person, months: tuple[int, int], figures: Figures, outcome: Outcome
) -> None:
    own = outcome.periods.setdefault((case.measure_id, person.id), [])
    own.append(Period(*months, figures.attainment, figures.report_card))


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


def _linked(case: Case, person: Person, first: int, last: int, end: int) -> Figures:
    """Let gates and modifiers act on what a period, or the plan year to date, comes to at a payout's end."""
    figures, measure = _figures(case, person, first, last), case.measure
    if measure["earns"] == "nothing":
        return figures
    attained = partial(_attained, case, person, first, last, end)
    gates = meant(case.plan, "gates", case.measure_id)
    rate = limited(gates, measure["curve"], figures.payout_rate, figures.by, attained)
    figures = replace(figures, payout_rate=rate if figures.base or figures.payout_rate else rate * 0)
    applies = "to_date" if measure["to_date"] else None
    return replace(figures, acted=acted(case.plan, case.measure_id, figures.earned, attained, applies))


def _attained(case: Case, person: Person, first: int, last: int, end: int, other: str) -> Fraction | None:
    """Give another measure's attainment (or actual) as a measure's window, paid at ``end``, sees it."""
    seen, starts = case.others[other], case.plan["starts"]
    if seen.measure["to_date"]:
        first, last = starts + (end - starts) // 12 * 12, end
    elif case.measure["to_date"]:
        first, last = end - case.plan["performance"] + 1, end
    if not person.takes_part(first, last):
        return None
    figures = _figures(seen, person, first, last)
    return figures.actual if seen.measure["type"] == "value" else figures.attainment


def _figures(case: Case, person: Person, first: int, last: int) -> Figures:
    if case.measure["type"] == "matrix":
        return _matrix_figures(case, person, first, last)
    if case.measure["type"] == "report_card":
        return _card_figures(case, person, first, last)
    return _attainment_figures(case, person, first, last)


def _matrix_figures(case: Case, person: Person, first: int, last: int) -> Figures:
    sides = []
    for side in ("rows", "columns"):
        other = case.others[case.measure[side]["measure"]]
        figures = _figures(other, person, first, last)
        sides.append(figures.actual if other.measure["type"] == "value" else figures.attainment)
    if sides[0] is None or sides[1] is None:
        return Figures(Fraction(0), None, None, None, Fraction(0))
    attainment = matrix_of(case.measure, sides[0], sides[1])
    base = earned_on(case.measure, _base(case, person, person.months(first, last)), None, None)
    rate = payout_rate(case.measure["curve"], attainment)
    return Figures(base, None, None, attainment, rate, by=attainment)


def _card_figures(case: Case, person: Person, first: int, last: int) -> Figures:
    card = case.plan["report_cards"][case.measure["report_card"]]
    lines = card_lines(card, person, case.tally, first, last, case.plan["starts"])
    attainment = card_attainment(card, lines)
    rate = payout_rate(case.measure["curve"], attainment)
    base = earned_on(case.measure, _base(case, person, person.months(first, last)), None, None)
    return Figures(base, None, None, attainment, rate, tuple(lines), attainment)


def _attainment_figures(case: Case, person: Person, first: int, last: int) -> Figures:
    """Sum the units (one performance period; to date, payout periods so far) that have a quota."""
    measure, length = case.measure, unit_length(case.plan, case.measure)
    base, target = Fraction(0), None
    counted: list[int] = []
    for unit in range(first, last + 1, length):
        months = person.months(unit, unit + length - 1)
        if not months:
            continue
        check_actual(measure, person, case.entries, unit, unit + length - 1)
        quota = _target(case, person, unit, unit + length - 1)
        if measure["type"] == "value":
            base, counted = base + _base(case, person, months), counted + months
            continue
        if quota is None and measure["target"]["if_missing"] == "error":
            kind = "missing_target"
            raise OracleError(kind, person.id, month_text(unit + length - 1))
        if quota is not None:
            base, target = base + _base(case, person, months), _joined(measure, target, quota)
        if quota is not None or not measure["to_date"]:
            counted += months
    actual = actual_of(measure, person, case.entries, first, last, counted=counted)
    if measure["type"] == "value":
        return _value_figures(case, person, base, actual, counted)
    if "of" in measure["target"] and counted:
        target = _part_of_rows(case, person, first, last, counted)
    if target is not None:
        _check_target(case, person, target, last)
    return _rated(case, base, actual, target)


def _part_of_rows(case: Case, person: Person, first: int, last: int, counted: list[int]) -> Fraction:
    """Count the rows that the target is a part of, in the same months or those of the period before."""
    target = case.measure["target"]
    back = (12 if case.measure["to_date"] else last - first + 1) if target["period"] == "before" else 0
    months = [month - back for month in counted]
    of = case.measure | {"actual": target["of"]}
    number = actual_of(of, person, case.of, first - back, last - back, counted=months)
    return max(Fraction(0), number) * Fraction(target["times"])


def _value_figures(
    case: Case, person: Person, incentive: Fraction, actual: Fraction, counted: list[int]
) -> Figures:
    measure = case.measure
    if measure["per"] == "transaction":
        rows = [row for row in case.entries.get(person.id, []) if month_of_day(row[0]) in counted]
        earned = sum((of_deal(measure, row[1]) for row in rows), Fraction(0))
        return Figures(earned, actual, None, None, Fraction(1), by=actual)
    on = earned_on(measure, incentive, actual, None)
    return Figures(on, actual, None, None, rate_of(measure, actual, actual, None), by=actual)


def _check_target(case: Case, person: Person, target: Fraction, last: int) -> None:
    kind = "negative_target" if target < 0 else "zero_target"
    if target < 0 or (target == 0 and case.measure["target"]["if_zero"] == "error"):
        raise OracleError(kind, person.id, month_text(last))


def _rated(case: Case, base: Fraction, actual: Fraction, target: Fraction | None) -> Figures:
    if target is None or (target == 0 and case.measure["target"]["if_zero"] == "no_pay"):
        return Figures(Fraction(0), actual, target, None, Fraction(0))
    attainment = actual / target if target else Fraction(1)
    on = earned_on(case.measure, base, actual, target)
    rate, by = (
        rate_of(case.measure, attainment, actual, target),
        goes_by(case.measure, attainment, actual, target),
    )
    return Figures(on, actual, target, attainment, rate, by=by)


def _target(case: Case, person: Person, first: int, last: int) -> Fraction | None:
    """Give the target of one period: its quotas, or the number that the plan names."""
    if "of" in case.measure.get("target", {}):
        return Fraction(0)  # counted when it is known over which months
    constant: Fraction | None = case.measure.get("target", {}).get("constant")
    return constant if constant is not None else target_of(case.parts.get(person.id, []), first, last)


def _joined(measure: dict[str, Any], before: Fraction | None, target: Fraction) -> Fraction:
    """Add up the targets of periods; a number for what does not add up, such as an average, stays."""
    stays = "constant" in measure["target"] and operation_of(measure["actual"]) not in ("sum", "count")
    return target if stays else (before or 0) + target


def _base(case: Case, person: Person, months: list[int]) -> Fraction:
    starts: int = case.plan["starts"]
    return sum((person.incentive[month] * case.weight[month - starts] for month in months), Fraction(0))


def _line(case: Case, person: Person, end: int, figures: Figures, earned: Fraction, paid: Fraction) -> Line:
    incentive = case.measure["earns"] == "target_incentive"
    return {
        "participant_id": person.id,
        "month": month_text(end),
        "component": case.measure_id,
        "weight": case.weight[end - case.plan["starts"]] if incentive else None,
        "base": figures.base,
        "actual": figures.actual,
        "target": figures.target,
        "attainment": figures.attainment,
        "payout_rate": shown_rate(case.measure, figures.base, figures.payout_rate, figures.actual),
        "earned": earned,
        "paid": _minor(case.plan, paid),
    }


def _minor(plan: Plan, amount: Fraction) -> int:
    minor: Fraction = amount * 10 ** plan["exponent"]
    if minor.denominator != 1:
        kind = "rounding"
        raise OracleError(kind)
    return minor.numerator


def _payments(lines: list[Line]) -> list[Line]:
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        key = line["participant_id"], line["month"]
        sums[key] = sums.get(key, 0) + line["paid"]
    return [
        {"participant_id": participant, "month": month, "amount": amount}
        for (participant, month), amount in sums.items()
    ]
