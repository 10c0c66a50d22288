"""The best path, and what decides an answer, as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.decision.api import Sensitivity
from compplan.decision.optimum import Optimum, Weighed
from compplan.decision.regions import Bound, Region
from compplan.decision.score import Figure
from compplan.decision.sensitivity import Screened, Variance
from compplan.decision.switching import OneWay
from compplan.report.decision_ways import steps_text, way_text
from compplan.report.simulate_text import amount
from compplan.report.tables_text import table

_PARAMETERS = 10
_FRONTIER = "Frontier: nothing tried beats these in cost, gain, behaviour and worst regret at once"
_CHOICES = {
    "mean": "the most on average over worldviews",
    "regret": "the least regret in the worst worldview",
}


def optimum_text(optimum: Optimum) -> str:
    """Write the chosen path, what it brings, the frontier, the named paths, and where it fails."""
    return "\n\n".join(
        [
            _head(optimum),
            _chosen(optimum),
            _points(optimum, _FRONTIER, optimum.frontier),
            _points(optimum, "Named paths", optimum.named),
            _fails(optimum),
            "\n".join(optimum.prepared.basis.notes),
        ]
    )


def _head(optimum: Optimum) -> str:
    aim, first = optimum.aim, optimum.prepared.paths[0].name
    sought = f"{aim.metric.replace('_', ' ')}: {_CHOICES[aim.choice]}"
    limits = [
        *([f"P90 of pay at most {amount(aim.budget)} in every worldview"] if aim.budget is not None else []),
        *([f"below {first} in at most {aim.risk:.0%} of samples"] if aim.risk is not None else []),
    ]
    return (
        f"Scenario, not forecast: {optimum.tried} candidates on the same {optimum.samples} samples, "
        f"seed {optimum.prepared.setting.seed}.\n"
        f"Sought: {sought}{''.join(f'; {each}' for each in limits)}.\n"
        f"Differences are to {first}; +- is the Monte-Carlo error of a mean."
    )


def _chosen(optimum: Optimum) -> str:
    best, views = optimum.best, optimum.prepared.worldviews
    lines = [f"Chosen: {way_text(best.candidate)}", f"  of the way gone: {steps_text(best.candidate)}"]
    if best.over:
        lines.append("  NO candidate keeps the limits; this one is nearest to them.")
    rows = [
        (
            view,
            _told(best.gains[view, "payout_cost"]),
            _told(best.gains[view, "revenue"]),
            _told(best.gains[view, "net_contribution"]),
            f"{best.figures[view, 'favourable_share'].mean:.1%}",
            amount(best.regret[view]),
        )
        for view in views
    ]
    header = ("worldview", "pay", "revenue", "net contribution", "favourable, last year", "regret")
    lines.append(table(header, rows, indent="  "))
    lines.append(
        f"  below {optimum.prepared.paths[0].name} in {best.risk:.0%} of samples, all worldviews alike"
    )
    return "\n".join(lines)


def _points(optimum: Optimum, title: str, points: Sequence[Weighed]) -> str:
    views, metric = optimum.prepared.worldviews, optimum.aim.metric
    rows = [
        (
            way_text(each.candidate),
            *(_told(each.gains[view, metric]) for view in views),
            amount(max(each.regret.values())),
            f"{each.risk:.0%}",
            "" if not each.over else "breaks a limit",
            steps_text(each.candidate) if each.candidate.name == "free" else "",
        )
        for each in points
    ]
    header = ("", *(f"{metric.replace('_', ' ')}, {view}" for view in views), "worst regret", "risk", "", "")
    return f"{title}\n{table(header, rows, indent='  ')}" if rows else f"{title}: none"


def _fails(optimum: Optimum) -> str:
    """Write, by worldview, for which parameters another path brings clearly more."""
    lines = [f"  {view}: {region_text(each)}" for view, each in optimum.regions.items()]
    head = (
        "Where does the chosen path fail: another named one, or the first plan, brings 1 % of revenue more?"
    )
    return "\n".join([head, *lines])


def region_text(region: Region | None) -> str:
    """Tell a region as a rule that can be read, with how it did on samples kept aside."""
    if region is None:
        return "no rule of two bounds tells"
    rule = " and ".join(_bound(each) for each in region.bounds)
    return (
        f"if {rule}: fails in {region.failing:.0%} of such samples (of all: {region.overall:.0%}); "
        f"holds {region.covered:.0%} of the failures"
    )


def _bound(bound: Bound) -> str:
    return f"{bound.parameter} {'above' if bound.above else 'at most'} {bound.value:.3g}"


def _told(figure: Figure) -> str:
    sign = "+" if figure.mean > 0 else ""
    if abs(figure.mean) < 2:
        return f"{sign}{figure.mean:.3f} +-{figure.error:.3f}"
    return f"{sign}{amount(figure.mean)} +-{amount(figure.error)}"


def sensitivity_text(found: Sensitivity) -> str:
    """Write what each parameter does, worst first, a block for each worldview."""
    paths = found.prepared.paths
    asked = paths[-1].name + (f" less {paths[0].name}" if len(paths) > 1 else "")
    period = "the whole plan" if found.period == "all" else found.period
    head = (
        f"What decides {found.metric.replace('_', ' ')} of {asked}, over {period}? Scenario, not forecast; "
        f"seed {found.prepared.setting.seed}."
    )
    blocks = ["\n".join([f"Worldview {view}", *_block(each)]) for view, each in found.found.items()]
    return "\n\n".join([head, *blocks, found.prepared.basis.notes[0]])


def _block(found: object) -> Iterator[str]:
    if isinstance(found, Variance):
        yield f"  mean {_number(found.mean)}, sd {_number(found.spread)}, {found.evaluations:,} points"
        rows = [
            (each.parameter, _with(each.total, each.total_error), _with(each.first, each.first_error))
            for each in found.effects
            if each.told
        ][:_PARAMETERS]
        yield table(("", "share of variance, with others", "alone"), rows, indent="  ")
        yield from _silent([each.parameter for each in found.effects if not each.told])
        return
    assert isinstance(found, (list, tuple))
    if found and isinstance(found[0], OneWay):
        yield from _one_way(found)
    else:
        yield from _screened(found)


def _with(value: float, error: float) -> str:
    return f"{value:.2f} +-{error:.2f}" if value > error else "~0"


def _one_way(found: Sequence[OneWay]) -> Iterator[str]:
    rows = [
        (
            each.parameter,
            f"{each.from_value:.3g} to {each.to_value:.3g}",
            _number(each.low),
            _number(each.high),
            "" if each.switch is None else f"{each.switch:.3g}",
            "" if each.share is None else f"{each.share:.0%}",
        )
        for each in found[:_PARAMETERS]
    ]
    header = ("", "2 % to 98 % of its prior", "from", "to", "switches at", "of the prior below")
    yield table(header, rows, indent="  ")


def _screened(found: Sequence[Screened]) -> Iterator[str]:
    rows = [
        (each.parameter, f"{_number(each.mean)} +-{_number(each.error)}", _number(each.spread))
        for each in found
        if each.told
    ][:_PARAMETERS]
    yield table(("", "moves the answer by", "differing by"), rows, indent="  ")
    yield from _silent([each.parameter for each in found if not each.told])


def _silent(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"  cannot be told from nothing: {', '.join(names)}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1e3 else amount(value)
