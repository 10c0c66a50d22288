"""The best path, and what decides an answer, as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from compplan.decision.api import Sensitivity
from compplan.decision.figures import Figure
from compplan.decision.optimum import Optimum, Piloted, Weighed
from compplan.decision.sensitivity import Screened, Variance
from compplan.decision.switching import OneWay
from compplan.report.decision_ways import named_by_steps, steps_text, way_text
from compplan.report.decision_words import (
    NOBODY,
    PILOT,
    PILOT_HEADER,
    asked_text,
    broken_text,
    fails_text,
    idle,
    region_text,
    staying_text,
    words,
    worth_text,
)
from compplan.report.simulate_text import amount
from compplan.report.tables_text import table

_PARAMETERS = 10
_PILOTS = 8
_WIDTH = 110
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
            *([_pilots(optimum)] if optimum.pilots else []),
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
        lines.append(f"  {NOBODY}: {'; '.join(broken_text(optimum, best))}.")
    lines += [f"  {each}." for each in staying_text(optimum)]
    rows = [
        (
            view,
            _told(best.gains[view, "payout_cost"]),
            _told(best.gains[view, "revenue"]),
            _told(best.gains[view, "net_contribution"]),
            f"{best.figures[view, 'favourable_share'].mean:.1%}",
            worth_text(best.regret[view], optimum.aim.metric),
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
    views, metric = optimum.prepared.worldviews, words(optimum.aim.metric)
    rows = [_point(optimum, each) for each in points]
    header = ("", "pay", *(f"{metric}, {view}" for view in views), "favourable", "worst regret", "risk", "")
    return f"{title}\n{table(header, rows, indent='  ')}" if rows else f"{title}: none keeps the limits"


def _point(optimum: Optimum, each: Weighed) -> tuple[str, ...]:
    """Write a candidate's row: pay and behaviour as means over worldviews, the metric in each."""
    views, metric = optimum.prepared.worldviews, optimum.aim.metric
    pay = [each.gains[view, "payout_cost"] for view in views]
    share = sum(each.figures[view, "favourable_share"].mean for view in views) / len(views)
    error = max(figure.error for figure in pay)
    return (
        way_text(each.candidate),
        _signed(sum(figure.mean for figure in pay) / len(pay), error),
        *(_told(each.gains[view, metric], metric) for view in views),
        f"{share:.1%}",
        worth_text(max(each.regret.values()), metric),
        f"{each.risk:.0%}",
        "breaks a limit"
        if each.over
        else (steps_text(each.candidate) if named_by_steps(each.candidate) else ""),
    )


def _pilots(optimum: Optimum) -> str:
    """Write the best of the pilots that were tried, and what each is worth."""
    rows = [_pilot(each, optimum.aim.metric) for each in optimum.pilots[:_PILOTS]]
    shown = f"the best {len(rows)} of {len(optimum.pilots)}" if len(optimum.pilots) > len(rows) else "all"
    told = fill(PILOT, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    metric = words(optimum.aim.metric)
    shown = f"Pilots, {shown}, in {metric}, mean over worldviews"
    return f"{shown}\n{told}\n{table(PILOT_HEADER, rows, indent='  ')}"


def _pilot(each: Piloted, metric: str) -> tuple[str, ...]:
    verdicts = list(each.worth.verdicts.values())

    def mean(name: str) -> str:
        return f"{sum(getattr(verdict, name) for verdict in verdicts) / len(verdicts):.0%}"

    cost = sum(verdict.cost.mean for verdict in verdicts) / len(verdicts)
    return (
        way_text(each.weighed.candidate),
        *(mean(name) for name in ("going", "right", "stopped_wrongly", "gone_wrongly")),
        _signed(cost, max(verdict.cost.error for verdict in verdicts), metric),
        _told(each.worth.evidence, metric),
        _told(each.worth.next_to_full, metric),
    )


def _fails(optimum: Optimum) -> str:
    """Write, by worldview, for which parameters another path brings clearly more."""
    metric = optimum.aim.metric
    lines = [f"  {view}: {region_text(each, metric)}" for view, each in optimum.regions.items()]
    return "\n".join([f"Where does the chosen path fail: {fails_text(metric)}?", *lines])


def _told(figure: Figure, metric: str = "") -> str:
    return _signed(figure.mean, figure.error, metric)


def _signed(mean: float, error: float, metric: str = "") -> str:
    sign = "+" if mean > 0 else ""
    return f"{sign}{worth_text(mean, metric)} +-{worth_text(error, metric)}"


def sensitivity_text(found: Sensitivity) -> str:
    """Write what each parameter does, worst first, a block for each worldview."""
    head = f"What decides {asked_text(found)}? Scenario, not forecast; seed {found.prepared.setting.seed}."
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
    switching = [each.parameter for each in found[_PARAMETERS:] if each.switch is not None]
    if switching:
        yield f"  switch too, further down: {', '.join(switching)}"
    yield from _named("move it by nothing, each alone", idle(list(found)))


def _screened(found: Sequence[Screened]) -> Iterator[str]:
    rows = [
        (each.parameter, f"{_number(each.mean)} +-{_number(each.error)}", _number(each.spread))
        for each in found
        if each.told
    ][:_PARAMETERS]
    yield table(("", "moves the answer by", "differing by"), rows, indent="  ")
    yield from _silent([each.parameter for each in found if not each.told])


def _silent(names: Sequence[str]) -> Iterator[str]:
    yield from _named("cannot be told from zero", names)


def _named(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield fill(f"{what}: {', '.join(names)}", _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1e3 else amount(value)
