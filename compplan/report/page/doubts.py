"""How sure a study is: chances, what its spread is made of, and where worldviews disagree."""

from __future__ import annotations

import numpy as np

from compplan.pictures.amounts import Amount, amounts
from compplan.pictures.axes import Axis
from compplan.pictures.figures import figure
from compplan.pictures.intervals import intervals
from compplan.pictures.listing import List
from compplan.report.page.model import Body, Card
from compplan.report.page.samples import (
    NET,
    changes,
    colour_of,
    compared,
    interval,
    next_to,
    paths_shown,
    shown,
    totals,
)
from compplan.simulation.answers import chance
from compplan.simulation.sampling import mean_error
from compplan.simulation.spread import spreads
from compplan.simulation.study import Study
from compplan.simulation.worlds import Path

_SURE = 2.0
"""Errors by which a mean has to differ from zero before its sign counts."""
_ASKED = {"pay": "payout_cost", "revenue": "revenue", "ratings": "favourable_share", "net contribution": NET}


def sure(study: Study) -> Card:
    """Tell in how many samples a path is better, and what its uncertainty is made of."""
    frames = {path.name: _parts(study, path) for path in paths_shown(study)}
    look = List("Spread of net contribution", Axis("money"))
    bodies = tuple(_chance(study, path) for path in paths_shown(study))
    return Card("How sure are we?", bodies, amounts(look, frames, shown(study)))


def _chance(study: Study, path: Path) -> Body:
    if not compared(study):
        return Body(
            f"{study.samples} samples", "Standard deviations; for worldviews the range of their means."
        )
    chances = [chance(changes(study, view, path.name, NET) > 0) for view in study.worldviews]
    shares = [each.share for each in chances]
    span = f"{min(shares):.0%}" + (f" to {max(shares):.0%}" if max(shares) > min(shares) else "")
    views = zip(study.worldviews, shares, strict=True)
    said = (
        f"More net contribution than {study.paths[0].name} in {', '.join(f'{v} {s:.0%}' for v, s in views)} "
        f"of samples, \u00b1{max(each.error for each in chances):.0%}. Bars are standard deviations; for "
        "worldviews the range of their means."
    )
    return Body(f"Better in {span} of samples", said)


def _parts(study: Study, path: Path) -> list[Amount]:
    """Give the standard deviations by parameters and by luck, and the range of worldviews' means."""
    own = {view: totals(study, view, path.name, NET) for view in study.worldviews}
    pairs = {view: study.luck[view, path.name] for view in study.worldviews}
    split = [spreads(own[view], pair.first[NET], pair.second[NET]) for view, pair in pairs.items()]
    means = [float(each.mean()) for each in own.values()]
    known = np.nan_to_num([(each.parameters, each.luck) for each in split]).mean(axis=0)
    return [
        Amount("what nobody knows", float(known[0]), 1),
        Amount("luck", float(known[1]), 3),
        Amount("worldviews (range)", max(means) - min(means), 2),
    ]


def disagree(study: Study) -> Card:
    """Name the figures on whose direction worldviews differ by more than their error."""
    frames = {
        path.name: [
            interval(view, changes(study, view, path.name, NET), colour_of(study, path.name))
            for view in study.worldviews
        ]
        for path in paths_shown(study)
    }
    signed = compared(study)
    look = List(
        next_to(study, "Net contribution"), Axis("money", signed=signed), always=(0.0,) if signed else ()
    )
    bodies = []
    for path in paths_shown(study):
        means = [row.middle for row in frames[path.name]]
        bodies.append(_directions(study, path, figure(max(means) - min(means), "money")))
    return Card("Where do the worldviews disagree?", tuple(bodies), intervals(look, frames, shown(study)))


def _directions(study: Study, path: Path, apart: str) -> Body:
    said = f"Their means of net contribution lie {apart} apart."
    if len(study.worldviews) == 1:
        return Body("Only one was asked", "Others may disagree; leave out --worldview to see them.")
    if not compared(study):
        return Body(f"By {apart} of net contribution", said)
    split = [name for name, metric in _ASKED.items() if len(_signs(study, path, metric)) > 1]
    rest = [name for name in _ASKED if name not in split]
    agreed = f"They do not contradict each other on the direction of {_listed(rest)}. " if rest else ""
    return Body(f"On {_listed(split)}" if split else "On sizes, not directions", agreed + said)


def _signs(study: Study, path: Path, metric: str) -> set[bool]:
    """Give the directions in which worldviews see a figure move, where that is beyond chance."""
    found = [changes(study, view, path.name, metric) for view in study.worldviews]
    return {bool(each.mean() > 0) for each in found if abs(each.mean()) > _SURE * mean_error(each)}


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
