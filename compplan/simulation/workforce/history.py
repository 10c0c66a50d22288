"""The workforce that a company's data tells of, each level shrunk, and what the data does not tell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import NumberColumn, Panel, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.sampled.months import of_plan_year
from compplan.simulation.channels import cards_of, product_measure
from compplan.simulation.history import History
from compplan.simulation.holders import Pricing
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.workforce.season import season
from compplan.simulation.workforce.shrinkage import Shrunk, month_noise, shrunk
from compplan.simulation.workforce.surveys import surveys_of

Floats = NDArray[np.float64]
_LEAST = 0.01
"""Of the mean, the least attainment that somebody is taken to move."""
_SEGMENTS = ("region", "team", "role")


def workforce_of(history: History, panel: Panel, fixed: Mapping[str, float]) -> Workforce:
    """Describe who takes part in a plan's last recorded month, from all its recorded months.

    DiagnosticError if nobody takes part (CP505) or no measure answers to product revenue (CP506).
    """
    plan, months = history.plan, history.months
    who = np.flatnonzero(history.takes_part[months - 1])
    if not len(who):
        text = f"nobody takes part in plan '{plan.id}' in {calendar.month_text(plan.starts + months - 1)}"
        raise DiagnosticError([Diagnostic("CP505", text, _place(history), "check roles, dates and data")])
    primary = product_measure(plan)
    levels = {measure.id: _levels(history, measure.id) for measure in plan.measures}
    unit = 10**plan.currency.exponent
    actual = history.measured[primary].actual[:months]
    present = history.takes_part[:months]
    revenue = _mean(np.where(present, actual, np.nan))
    noise = month_noise(_logs(history, primary))
    learned, missing = _words(history, primary, noise)
    usual = _usual_pay(history) / unit
    ratings = _ratings(history, panel, fixed, learned, missing)
    product = levels[primary].level[who]
    return Workforce(
        ids=tuple(panel.participants[each] for each in who),
        segment=tuple(_segment(panel, int(each)) for each in who),
        incentive=usual[who],
        variable=_variable(panel, who, usual, fixed, missing),
        revenue=np.nan_to_num(revenue[who], nan=float(np.nanmean(revenue[who]))),
        product=np.maximum(product / max(float(product.mean()), _LEAST), _LEAST),
        rating_logit=ratings[0][who],
        rating_doubt=ratings[1][who],
        raters=ratings[2][who],
        ability=_ability(levels[primary], who),
        levels={measure: level.level[who] for measure, level in levels.items()},
        pricing=_pricing(history, who),
        season=_season(history, actual, missing),
        noise=noise,
        learned=tuple(learned),
        not_learned=tuple(missing),
    )


def _usual_pay(history: History) -> Floats:
    """Give the monthly target incentive, or what was paid on average to who has none; minor units."""
    months = history.months
    there = np.maximum(history.takes_part[:months].sum(axis=0), 1)
    paid = np.maximum(history.exact.sum(axis=0) / there, 0.0)
    incentive = history.incentive[months - 1]
    usual: Floats = np.where(incentive > 0, incentive, paid)
    return usual


def _levels(history: History, measure: str) -> Shrunk:
    """Shrink each participant's attainment over the recorded months, actual over target."""
    months = history.months
    actual, target = _months(history, measure)
    present = history.takes_part[:months] & (target > 0)
    actual, target = (np.where(present, each, 0.0) for each in (actual, target))
    if _falls(history, measure):
        actual, target = target, actual
    total = target.sum(axis=0)
    seen = np.divide(actual.sum(axis=0), total, out=np.full_like(total, np.nan), where=total > 0)
    monthly = np.divide(actual, target, out=np.full_like(actual, np.nan), where=target > 0)
    count = np.maximum(np.isfinite(monthly).sum(axis=0), 1)
    spread = np.sqrt(np.nanmean((monthly - seen) ** 2)) if np.isfinite(monthly).any() else 0.0
    return shrunk(seen, np.where(total > 0, spread / np.sqrt(count), np.nan))


def _months(history: History, measure: str) -> tuple[Floats, Floats]:
    """Give monthly actuals and targets [months, participants]; a year's target in equal parts."""
    sampled, months = history.measured[measure], history.months
    target = sampled.target[:months]
    if of_plan_year(history.plan.measure(measure)):
        there = history.takes_part[:months]
        starts = np.arange(0, months, 12)
        total = np.add.reduceat(target, starts, axis=0)
        target = np.repeat(total / 12, 12, axis=0)[:months] * there
    return sampled.actual[:months], target


def _falls(history: History, measure: str) -> bool:
    return getattr(history.plan.measure(measure), "direction", "") == "lower_is_better"


def _pricing(history: History, who: NDArray[np.intp]) -> Pricing:
    """Take from history what pay needs to know of participants beside what they attain."""
    recorded = history.columns.recorded
    draw = None if recorded.draws is None else recorded.draws.mean(axis=0)[who]
    assert history.columns.ranking is not None
    groups = {n: group[history.months - 1, who] for n, group in history.columns.ranking.groups.items()}
    return Pricing(
        incentive=history.incentive[history.months - 1, who],
        target={measure: _targets(history, measure)[who] for measure in history.measured},
        paid_per_unit={
            measure: _per_unit(sampled.actual, sampled.earned)[who]
            for measure, sampled in history.measured.items()
            if sampled.earned is not None
        },
        groups=groups,
        draw=draw,
        share_taken_back=recorded.share_taken_back,
    )


def _per_unit(actual: Floats, earned: Floats) -> Floats:
    """Give what transactions earned by unit of the actual, of who had none that of all."""
    sold, paid = actual.sum(axis=0), earned.sum(axis=0)
    mean = np.full_like(sold, paid.sum() / max(sold.sum(), 1))
    rate: Floats = np.divide(paid, sold, out=mean, where=sold > 0)
    return rate


def _targets(history: History, measure: str) -> Floats:
    """Give each participant's mean monthly target, of who has none that of the others."""
    target = _months(history, measure)[1]
    mean = _mean(np.where(history.takes_part[: history.months], target, np.nan))
    return np.nan_to_num(mean, nan=float(np.nanmean(mean)) if np.isfinite(mean).any() else 1.0)


def _logs(history: History, measure: str) -> Floats:
    sampled, months = history.measured[measure], history.months
    good = history.takes_part[:months] & (sampled.target[:months] > 0) & (sampled.actual[:months] > 0)
    ratio = np.divide(sampled.actual[:months], sampled.target[:months], where=good, out=np.ones(good.shape))
    return np.where(good, np.log(ratio), np.nan)


def _words(history: History, measure: str, noise: tuple[float, int] | None) -> tuple[list[str], list[str]]:
    months = history.months
    learned = [f"baselines of '{measure}' from {months} months, shrunk towards the mean"]
    missing = [
        "how people answer to pay, ratings and coaching: the past, paid under one plan, tells nothing of it",
        "the delay and the size of what relationships do to revenue",
    ]
    if noise is None:
        missing.append(f"the noise of a month's revenue (revenue_noise): {months} months are too few")
    else:
        learned.append(f"the noise of a month's revenue: {noise[0]:.2f} in logs")
    return learned, missing


def _ratings(
    history: History, panel: Panel, fixed: Mapping[str, float], learned: list[str], missing: list[str]
) -> tuple[Floats, Floats, Floats]:
    cards = cards_of(history.plan)
    surveys = surveys_of(history.plan, cards[0], panel) if cards else None
    if surveys is None:
        missing.append("the level of ratings (rating_level) and the number of raters: there are no ratings")
        ones = np.ones(len(panel.participants))
        return ones * fixed["rating_level"], ones * fixed["rating_spread"], ones * fixed["raters"]
    learned.append(f"the level of ratings from {surveys.responses:,} responses, shrunk towards the mean")
    return surveys.logit, surveys.doubt, surveys.raters


def _variable(
    panel: Panel, who: NDArray[np.intp], incentive: Floats, fixed: Mapping[str, float], missing: list[str]
) -> Floats:
    column = panel.segments.columns.get("base_salary")
    share = np.full(len(who), fixed["variable_pay_share"])
    if not isinstance(column, NumberColumn):
        missing.append("the variable share of pay (variable_pay_share): there are no base salaries")
        return share
    for at, person in enumerate(who):
        row = _last_segment(panel, int(person))
        if not column.missing[row] and column.scaled[row] > 0:
            base = column.scaled[row] / 10_000 / 12
            share[at] = incentive[person] / (incentive[person] + base)
    return np.asarray(np.clip(share, 0.01, 0.99))


def _ability(level: Shrunk, who: NDArray[np.intp]) -> Floats | None:
    """Take ability from the attainment that lasts; None if nothing of it does."""
    lasting = level.level[who]
    spread = float(lasting.std())
    return None if spread < 1e-9 else (lasting - lasting.mean()) / spread


def _season(history: History, actual: Floats, missing: list[str]) -> Floats:
    """Give revenue by calendar month next to the mean, from whole years."""
    found = season(actual, history.plan.starts)
    if found is None:
        missing.append("the season: there is less than a year")
        return np.ones(12)
    return found


def _segment(panel: Panel, person: int) -> str:
    row = _last_segment(panel, person)
    for name in _SEGMENTS[:-1]:
        column = panel.segments.columns.get(name)
        if isinstance(column, TextColumn) and column.codes[row] >= 0:
            return str(column.values[column.codes[row]])
    role = panel.segments.role
    return str(role.values[role.codes[row]])


def _last_segment(panel: Panel, person: int) -> int:
    return int(np.flatnonzero(panel.segments.participant == person)[-1])


def _mean(values: Floats) -> Floats:
    known = np.isfinite(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    mean: Floats = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    return mean


def _place(history: History) -> Place:
    plan = history.plan
    return Place(plan.source.file if plan.source else plan.id)
