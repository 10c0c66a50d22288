"""What a search or a question found, in the words that all reports of it share."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.decision.api import Sensitivity
from compplan.decision.optimum import Optimum, Weighed
from compplan.decision.regions import Bound, Region
from compplan.decision.switching import OneWay
from compplan.report.simulate_text import amount

NOBODY = "No candidate keeps the limits; this one is nearest to them"
PILOT = (
    "Some go first, drawn by lot. If they bring more than the others, each next to what is usual for them, "
    "by the threshold (a share of usual revenue), the others follow; else those who went first go back. "
    "Right is what brings more over the whole plan. The evidence is worth what the rule brings beyond the "
    "better of always going on and always stopping."
)
PILOT_HEADER = (
    "pilot",
    *("goes on", "right", "stops wrongly", "goes on wrongly", "if always stopped"),
    *("evidence worth", "next to a full start"),
)
LEADS = {
    "one_way": "Each parameter goes from the 2 % to the 98 % end of its prior, all else at its centre.",
    "morris": "How far each parameter moves the answer on average, wherever the others are, +- 95 %.",
    "sobol": "Shares of the answer's variance, with 95 % intervals.",
}
"""What each method says."""
ENDS = "Light bars are the answer at the low end, dark ones at the high end."
_NOTHING = 1e-9


def words(name: str) -> str:
    """Write a name of the model as words.

    >>> words("net_contribution")
    'net contribution'
    """
    return name.replace("_", " ")


def worth_text(value: float, metric: str) -> str:
    """Write how much of a figure: money short, a share in percent.

    >>> worth_text(45678, "revenue"), worth_text(0.0123, "favourable_share")
    ('45.7k', '1.2%')
    """
    return f"{value:.1%}" if metric == "favourable_share" else amount(value)


def fails_text(metric: str) -> str:
    """Say when a path fails."""
    by = "a percentage point" if metric == "favourable_share" else "1 % of revenue"
    return f"another named path, or the first plan, brings more by {by}"


def asked_text(found: Sensitivity) -> str:
    """Say which answer was taken apart, such as ``net contribution of bold less gradual, in 2029-12``."""
    less = f" less {found.other.name}" if found.other else ""
    span = {"all": "over the whole plan"}.get(found.period)
    span = span or (f"in plan year {found.period}" if found.period.isdecimal() else f"in {found.period}")
    return f"{words(found.metric)} of {found.path.name}{less}, {span}"


def broken_text(optimum: Optimum, each: Weighed) -> Iterator[str]:
    """Say which limits a candidate breaks, and by how much."""
    aim = optimum.aim
    dearest = max(each.figures[view, "payout_cost"].p90 for view in optimum.prepared.worldviews)
    if aim.budget is not None and dearest > aim.budget:
        yield f"P90 of pay {amount(dearest)}, budget {amount(aim.budget)}"
    if aim.risk is not None and each.risk > aim.risk:
        first = optimum.prepared.paths[0].name
        yield f"below {first} in {each.risk:.0%} of samples, limit {aim.risk:.0%}"


def staying_text(optimum: Optimum) -> Iterator[str]:
    """Say if the first plan brings more than the chosen path, and if coaching was reckoned without cost."""
    first, metric = optimum.prepared.paths[0].name, optimum.aim.metric
    views = optimum.prepared.worldviews
    gain = sum(optimum.best.gains[view, metric].mean for view in views) / len(views)
    if gain < 0:
        yield (
            f"On average over worldviews the chosen path brings {worth_text(-gain, metric)} less "
            f"{words(metric)} than {first}: by this figure it is better to stay"
        )
    if "coaching" in optimum.aim.allowed and not optimum.prepared.setting.business.coaching_cost:
        yield "Coaching costs nothing in these assumptions; state coaching_cost under business to change that"


def region_text(region: Region, metric: str) -> str:
    """Tell a region as a rule that can be read, with how it did on samples kept aside."""
    inside, outside = (worth_text(each, metric) for each in (region.regret_inside, region.regret_outside))
    if not region.overall:
        return "in no sample"
    if not region.bounds:
        return (
            f"in {region.overall:.0%} of samples, giving away {inside} on average; "
            "no rule of one or two bounds tells in which"
        )
    rule = " and ".join(bound_text(each) for each in region.bounds)
    return (
        f"in {region.failing:.0%} of samples with {rule} (in {region.overall:.0%} of all), which hold "
        f"{region.covered:.0%} of the failures; {inside} given away there on average, {outside} elsewhere"
    )


def bound_text(bound: Bound) -> str:
    """Tell a bound, such as ``morale above 0.5``."""
    return f"{words(bound.parameter)} {'above' if bound.above else 'at most'} {bound.value:.3g}"


def idle(found: list[OneWay]) -> list[str]:
    """Name the parameters that, each alone, move the answer by nothing."""
    largest = max((abs(each.high - each.low) for each in found), default=0.0)
    return [each.parameter for each in found if abs(each.high - each.low) <= _NOTHING * max(largest, 1e-300)]
