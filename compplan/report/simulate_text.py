"""A study as text for the terminal: what people ask of it, worldviews side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from compplan import months as calendar
from compplan.engine.compare import TOTAL
from compplan.report.simulate_questions import answers_text
from compplan.report.tables_text import table
from compplan.simulation.periods import figures_of
from compplan.simulation.regret import METRIC
from compplan.simulation.sampling import mean_error
from compplan.simulation.spread import spreads
from compplan.simulation.study import Study

_WHOLE = slice(None)


def study_text(study: Study, *, questions: bool = True) -> str:
    """Write a study: what it is, paths side by side, regret, where the spread comes from, and answers."""
    parts = [_head(study), *_replay(study), _paths(study), _regret(study), _spread(study)]
    if questions:
        parts += answers_text(study)
    return "\n\n".join([*parts, "\n".join(study.notes)])


def brief_text(study: Study) -> str:
    """Write the paths side by side, the regret of each, what no study tells and what is left out."""
    absent = [note for note in study.notes[1:] if note.startswith("Left out")]
    return "\n\n".join([_head(study), _paths(study), _regret(study), "\n".join([study.notes[0], *absent])])


def _head(study: Study) -> str:
    starts = study.paths[0].plan.starts
    months = study.setting.months
    span = f"{calendar.month_text(starts)} to {calendar.month_text(starts + months - 1)}"
    return (
        f"Scenario, not forecast: {len(study.setting.workforce.ids)} participants, {span}, "
        f"{study.samples} samples, seed {study.setting.seed}.\n"
        f"Differences are to {study.paths[0].name}; +- is the Monte-Carlo error of a mean."
    )


def _replay(study: Study) -> Iterator[str]:
    """Write what history would have cost, paid by the engine: the layer below behaviour."""
    replay = study.basis.replay
    if replay is None:
        return
    rows = [
        (row["plan"], amount(float(row["payout_cost"])), amount(float(row["difference"])))
        for row in replay.by_year.rows()
        if row["plan_year"] == TOTAL
    ]
    months = len({row["month"] for row in replay.by_month.rows()})
    text = table(("", "pay", "difference"), rows, indent="  ")
    yield f"Replay: {months} months of history, exact, behaviour as it was\n{text}"


def _paths(study: Study) -> str:
    """Write the means of the main figures, a block for each worldview."""
    header = ("", "pay", "P10", "P90", "revenue", "net contribution", "favourable at end", "leavers")
    blocks = []
    for view in study.worldviews:
        rows = [_path_row(study, view, path.name) for path in study.paths]
        blocks.append(f"Worldview {view}: history and behaviour\n{table(header, rows, indent='  ')}")
    return "\n".join(blocks)


def _path_row(study: Study, view: str, path: str) -> tuple[str, ...]:
    own, first = study.outcomes[view, path], study.outcomes[view, study.paths[0].name]
    cost = figures_of(own, "payout_cost", _WHOLE)
    low, high = np.percentile(cost, [10, 90])
    plain = path == study.paths[0].name

    def shown(metric: str, form: Callable[[float], str]) -> str:
        samples = figures_of(own, metric, _WHOLE)
        if not plain:
            samples = samples - figures_of(first, metric, _WHOLE)
        sign = "+" if not plain and samples.mean() > 0 else ""
        return f"{sign}{form(float(samples.mean()))} +-{form(mean_error(samples))}"

    last = slice(study.setting.months - 1, study.setting.months)
    share = figures_of(own, "favourable_share", last)
    return (
        path,
        shown("payout_cost", amount),
        amount(low),
        amount(high),
        shown("revenue", amount),
        shown(METRIC, amount),
        f"{share.mean():.1%} +-{mean_error(share):.1%}",
        shown("leavers", lambda value: f"{value:.1f}"),
    )


def amount(value: float) -> str:
    """Write money in thousands or millions, short.

    >>> amount(-1234567), amount(45678), amount(12)
    ('-1.23M', '45.7k', '12')
    """
    if value != value:  # noqa: PLR0124  nan
        return "?"
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.2f}M"
    return f"{value / 1e3:,.1f}k" if abs(value) >= 1e3 else f"{value:.0f}"


def _regret(study: Study) -> str:
    rows: dict[str, list[str]] = {path.name: [path.name] for path in study.paths}
    for row in study.regret.rows():
        rows[row["path"]].append(amount(float(row["regret"])))
    header = ("", *study.worldviews, "worst of all")
    text = table(header, rows.values(), indent="  ")
    return f"Regret: mean net contribution given away next to the best path of each worldview\n{text}"


def _spread(study: Study) -> str:
    """Write where the spread of net contribution comes from: parameters, luck, and worldviews."""
    return "\n".join(["Where the spread of net contribution comes from", *_spread_rows(study)])


def _spread_rows(study: Study) -> Iterator[str]:
    rows = []
    for path in study.paths:
        own = [study.outcomes[view, path.name].figures[METRIC].sum(axis=1) for view in study.worldviews]
        pairs = [study.luck[view, path.name] for view in study.worldviews]
        split = [
            spreads(each, pair.first[METRIC], pair.second[METRIC])
            for each, pair in zip(own, pairs, strict=True)
        ]
        means = [float(each.mean()) for each in own]
        parameters, luck = (
            float(np.mean([getattr(each, name) for each in split])) for name in ("parameters", "luck")
        )
        rows.append((path.name, amount(parameters), amount(luck), amount(max(means) - min(means))))
    yield table(("", "parameters (sd)", "luck (sd)", "worldviews (range)"), rows, indent="  ")
