"""What a performance period, or the plan year to date, comes to by one measure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.actuals import actual_of, check_actual, operation_of
from tests.oracle.cards import Survey, card_attainment, card_lines
from tests.oracle.cases import Case, Figures
from tests.oracle.curves import payout_rate
from tests.oracle.dates import month_of_day, month_text
from tests.oracle.earnings import earned_on, goes_by, of_deal, rate_of
from tests.oracle.matrix import matrix_of
from tests.oracle.people import Person
from tests.oracle.reading import OracleError
from tests.oracle.targets import target_of, unit_length


def figures_of(case: Case, person: Person, first: int, last: int) -> Figures:
    """Give what months ``first`` to ``last`` come to."""
    if case.measure["type"] == "matrix":
        return _matrix_figures(case, person, first, last)
    if case.measure["type"] == "scorecard":
        return _scorecard_figures(case, person, first, last)
    if case.measure["type"] == "report_card":
        return _card_figures(case, person, first, last)
    return _attainment_figures(case, person, first, last)


def _matrix_figures(case: Case, person: Person, first: int, last: int) -> Figures:
    sides = []
    for side in ("rows", "columns"):
        other = case.others[case.measure[side]["measure"]]
        figures = figures_of(other, person, first, last)
        sides.append(figures.actual if other.measure["type"] == "value" else figures.attainment)
    if sides[0] is None or sides[1] is None:
        return Figures(Fraction(0), None, None, None, Fraction(0))
    attainment = matrix_of(case.measure, sides[0], sides[1])
    base = earned_on(case.measure, _base(case, person, person.months(first, last)), None, None)
    rate = payout_rate(case.measure["curve"], attainment)
    return Figures(base, None, None, attainment, rate, by=attainment)


def _scorecard_figures(case: Case, person: Person, first: int, last: int) -> Figures:
    total = Fraction(0)
    for name, weight in case.measure["of"].items():
        other = case.others[name]
        figures = figures_of(other, person, first, last)
        if figures.attainment is None and other.measure["type"] != "value":
            return Figures(Fraction(0), None, None, None, Fraction(0))
        total += weight * figures.payout_rate
    base = earned_on(case.measure, _base(case, person, person.months(first, last)), None, None)
    return Figures(base, None, None, total, payout_rate(case.measure["curve"], total), by=total)


def _card_figures(case: Case, person: Person, first: int, last: int) -> Figures:
    card = case.plan["report_cards"][case.measure["report_card"]]
    lines = card_lines(Survey(card, case.tally, case.people, case.plan), person, first, last)
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
    if measure["target"].get("over") == "plan_year" and target is not None:
        target = target_of(case.parts.get(person.id, []), first, first + 11)
    _check_target(case, person, actual, target, last)
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
    if measure["pool"]:
        return Figures(Fraction(1), actual, None, None, Fraction(1), by=actual)  # shared once all are known
    if measure["per"] == "transaction":
        rows = [row for row in case.entries.get(person.id, []) if month_of_day(row[0]) in counted]
        of_year = {month_of_day(row[0]): _incentive_of_year(case, person, row[0]) for row in rows}
        earned = sum((of_deal(measure, row[1], of_year[month_of_day(row[0])]) for row in rows), Fraction(0))
        return Figures(earned, actual, None, None, Fraction(1), by=actual)
    on = earned_on(measure, incentive, actual, None)
    return Figures(on, actual, None, None, rate_of(measure, actual, actual, None), by=actual)


def _incentive_of_year(case: Case, person: Person, day: int) -> Fraction:
    """Sum the target incentive of the plan year of a day."""
    month = month_of_day(day)
    first = month - (month - case.plan["starts"]) % 12
    return sum((person.incentive[each] for each in range(first, first + 12)), Fraction(0))


def _check_target(case: Case, person: Person, actual: Fraction, target: Fraction | None, last: int) -> None:
    zero = target == 0 and case.measure["target"]["if_zero"] == "error"
    if target is not None and (target < 0 or zero):
        raise OracleError("zero_target" if zero else "negative_target", person.id, month_text(last))
    if case.measure["direction"] == "lower_is_better" and actual <= 0:
        kind = "no_actual"
        raise OracleError(kind, person.id, month_text(last))


def _rated(case: Case, base: Fraction, actual: Fraction, target: Fraction | None) -> Figures:
    if target is None or (target == 0 and case.measure["target"]["if_zero"] == "no_pay"):
        return Figures(Fraction(0), actual, target, None, Fraction(0))
    attainment = actual / target if target else Fraction(1)
    if case.measure["direction"] == "lower_is_better" and target:
        attainment = target / actual
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
