"""The lines of one measure and participant, payout period by payout period."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

from tests.oracle.cases import Case, Figures, Line, Outcome, minor
from tests.oracle.curves import payout_rate
from tests.oracle.dates import month_text
from tests.oracle.earnings import shown_rate
from tests.oracle.figures import figures_of
from tests.oracle.limits import limited as limited_line
from tests.oracle.links import acted, limited, meant
from tests.oracle.pay import Account, open_year, pay_due, rounded
from tests.oracle.people import Person
from tests.oracle.pools import share_of_pool
from tests.oracle.ranks import rank_of
from tests.oracle.rules import Period


def add_lines(case: Case, person: Person, outcome: Outcome) -> None:
    """Add the lines of one measure and participant, and what of them stays open."""
    account = Account()
    for end in case.ends:
        if case.measure["to_date"]:
            _line_to_date(case, person, end, account, outcome)
        else:
            _line_of_periods(case, person, end, account, outcome)
    if account.carried:
        amount = minor(case.plan, account.carried)
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
    results = [linked(case, person, *each, end) for each in periods]
    for period, result in zip(periods, results, strict=True):
        _remember(case, person, period, result, outcome)
    earned = sum((result.earned for result in results), Fraction(0))
    months = lasts[0] - length + 1, lasts[-1]
    paid = limited_line(case, person, rounded(plan["rounding"], earned), account, months)
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
    year_first = max(year_first, plan["starts"] + plan["holds"][0])
    figures = linked(case, person, year_first, end, end)
    _remember(case, person, (end - plan["payout"] + 1, end), figures, outcome)
    added, account.due = figures.earned - account.due, figures.earned
    attained = partial(_attained, case, person, year_first, end, end)
    earned = acted(plan, case.measure_id, added, attained, "period")
    account.acted += earned
    settles = end == year_last or not person.takes_part(end + 1, year_last)
    due = limited_line(case, person, rounded(plan["rounding"], account.acted), account, (year_first, end))
    paid = pay_due(account, due, case.measure["balance"], end, settles=settles)
    outcome.report_card += figures.report_card
    outcome.lines.append(_line(case, person, end, figures, earned, paid))


def _remember(
    case: Case, person: Person, months: tuple[int, int], figures: Figures, outcome: Outcome
) -> None:
    own = outcome.periods.setdefault((case.measure_id, person.id), [])
    own.append(Period(*months, figures.attainment, figures.report_card))


def linked(case: Case, person: Person, first: int, last: int, end: int) -> Figures:
    """Let gates and modifiers act on what a period, or the plan year to date, comes to at a payout's end."""
    figures, measure = _ranked(case, person, first, last, end), case.measure
    if measure["earns"] == "nothing":
        return figures
    attained = partial(_attained, case, person, first, last, end)
    gates = meant(case.plan, "gates", case.measure_id)
    rate = limited(gates, measure["curve"], figures.payout_rate, figures.by, attained)
    figures = replace(figures, payout_rate=rate if figures.base or figures.payout_rate else rate * 0)
    applies = "to_date" if measure["to_date"] else None
    return replace(figures, acted=acted(case.plan, case.measure_id, figures.earned, attained, applies))


def _ranked(case: Case, person: Person, first: int, last: int, end: int) -> Figures:
    """Give what months come to; where others matter, by the place among them or the share of a pool."""
    figures, curve = figures_of(case, person, first, last), case.measure["curve"]
    if case.measure.get("pool"):
        return replace(figures, base=share_of_pool(case, person, first, last))
    if curve["by"] != "rank":
        return figures
    line = (end - case.plan["payout"] + 1, end) if case.measure["to_date"] else (first, last)
    place = rank_of(case, person, first, last, line)
    return replace(figures, by=place, payout_rate=payout_rate(curve, place)) if place else figures


def _attained(case: Case, person: Person, first: int, last: int, end: int, other: str) -> Fraction | None:
    """Give another measure's attainment (or actual) as a measure's window, paid at ``end``, sees it."""
    seen, starts = case.others[other], case.plan["starts"]
    if seen.measure["to_date"]:
        first, last = starts + max((end - starts) // 12 * 12, case.plan["holds"][0]), end
    elif case.measure["to_date"]:
        first, last = end - case.plan["performance"] + 1, end
    if not person.takes_part(first, last):
        return None
    figures = figures_of(seen, person, first, last)
    return figures.actual if seen.measure["type"] == "value" else figures.attainment


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
        "paid": minor(case.plan, paid),
    }
