"""Answers to what people ask of a study, as text: budget, ratings, revenue, losers, levers, break-even."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from compplan import months as calendar
from compplan.decision.switching import one_way
from compplan.report.tables_text import table
from compplan.simulation.answers import bought, passes, reaches
from compplan.simulation.people_tables import segments
from compplan.simulation.periods import figures_of
from compplan.simulation.question import Question
from compplan.simulation.sampling import percentile_error
from compplan.simulation.study import Study
from compplan.simulation.tables import PERCENTS

_TARGET = 0.8
_PARAMETERS = 5


def answers_text(study: Study) -> list[str]:
    """Write the answers, each with its question as heading."""
    parts = [_budget(study)]
    if len(study.paths) > 1:
        parts += [_ratings(study), _revenue(study), _losers(study), _levers(study), _break_even(study)]
    return parts


def _budget(study: Study) -> str:
    """Write pay by plan year: P10, P50, P90 in each worldview."""
    years = [
        (str(at // 12 + 1), slice(at, min(at + 12, study.setting.months)))
        for at in range(0, study.setting.months, 12)
    ]
    rows = []
    for path in study.paths:
        for view in study.worldviews:
            cells = [
                _band(figures_of(study.outcomes[view, path.name], "payout_cost", part)) for _, part in years
            ]
            rows.append((path.name, view, *cells))
    header = ("", "worldview", *(f"year {year}: P10 / P50 / P90" for year, _ in years))
    return f"What budget does it need?\n{table(header, rows, left=2, indent='  ')}"


def _band(samples: np.ndarray) -> str:
    low, middle, high = (f"{value / 1e3:,.0f}k" for value in np.percentile(samples, PERCENTS))
    error = max(percentile_error(samples, percent) for percent in PERCENTS)
    return f"{low} / {middle} / {high} +-{error / 1e3:,.0f}k"


def _ratings(study: Study) -> str:
    """Write how likely each behaviour reaches 80 % favourable by the end, as the range over worldviews."""
    last = study.setting.months - 1
    when = calendar.month_text(study.paths[0].plan.starts + last)
    blocks = []
    for path in study.paths:
        found = [reaches(study, view, path.name, last, _TARGET) for view in study.worldviews]
        for at, behaviour in enumerate(path.behaviours):
            shares = [f"{each[at].share:.0%} +-{each[at].error:.0%}" for each in found]
            blocks.append((path.name, behaviour, *shares))
    text = table(("", "behaviour", *study.worldviews), blocks, left=2, indent="  ")
    return f"How likely is each behaviour at {_TARGET:.0%} favourable in {when}?\n{text}"


def _revenue(study: Study) -> str:
    starts = study.paths[0].plan.starts
    rows = []
    for path in study.paths[1:]:
        months = [passes(study, view, path.name) for view in study.worldviews]
        rows.append((path.name, *("never" if m is None else calendar.month_text(starts + m) for m in months)))
    text = table(("", *study.worldviews), rows, indent="  ")
    return f"From when on does mean revenue stay above {study.paths[0].name}?\n{text}"


def _losers(study: Study) -> str:
    rows = []
    for path in study.paths[1:]:
        found = [segments(study, view, path.name) for view in study.worldviews]
        for each in zip(*found, strict=True):
            cells = [f"{change:+.1%}, {losing:.0%} lose" for _, _, change, losing in each]
            rows.append((path.name, f"{each[0][0]} ({each[0][1]})", *cells))
    text = table(("", "segment", *study.worldviews), rows, left=2, indent="  ")
    return f"Who loses pay, next to {study.paths[0].name}? Mean change of pay, and who loses any\n{text}"


def _levers(study: Study) -> str:
    """Write what each lever adds to the last path, in every worldview."""
    path = study.paths[-1].name
    rows = [row for view in study.worldviews for row in _lever_rows(study, view, path)]
    header = ("", "worldview", "net contribution", "pay", "leavers", "favourable at the end")
    return f"What do levers buy, on top of {path}?\n{table(header, sorted(rows), left=2, indent='  ')}"


def _lever_rows(study: Study, view: str, path: str) -> Iterator[tuple[str, ...]]:
    for each in bought(study, view, path):
        net, pay, leavers, share = (
            each.figures[name] for name in ("net_contribution", "payout_cost", "leavers", "favourable_share")
        )
        yield (
            each.lever,
            view,
            f"{net[0] / 1e3:+,.0f}k +-{net[1] / 1e3:,.0f}k",
            f"{pay[0] / 1e3:+,.0f}k +-{pay[1] / 1e3:,.0f}k",
            f"{leavers[0]:+.1f} +-{leavers[1]:.1f}",
            f"{share[0]:+.1%} +-{share[1]:.1%}",
        )


def _break_even(study: Study) -> str:
    """Write, for the two last paths, which parameter would have to be what for the other to be better."""
    one, other = study.paths[-2], study.paths[-1]
    lines = []
    for view in study.worldviews:
        found = one_way(Question(study.setting, one, other, view))
        flips = [each for each in found if each.switch is not None][:_PARAMETERS]
        told = [
            f"{each.parameter} = {each.switch:.3g} ({each.share:.0%} of its prior below)" for each in flips
        ]
        leading = ", ".join(each.parameter for each in found[:3])
        text = "; ".join(told) if told else f"no parameter alone; {leading} move it most"
        lines.append(f"  {view}: {text}")
    head = f"At which value of a parameter, alone, does {one.name} change places with {other.name}?"
    return "\n".join([f"{head} All else at its centre, without luck.", *lines])
