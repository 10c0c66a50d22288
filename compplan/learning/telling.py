"""From draws to words: which parameters the data taught, by how much, and why others stay as they were."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.learned import TAUGHT, Belief, Calibration, Learned, Panel, Teacher
from compplan.learning.posterior import Posterior
from compplan.learning.weighing import LEAST_SHARE
from compplan.simulation.parameters.library import Library
from compplan.simulation.parameters.prior import Prior

Floats = NDArray[np.float64]

NARROWED = "the data narrow it"
"""How the reason begins for what the data narrow too little."""
_SHARES = np.array([0.05, 0.5, 0.95])
_EVEN = (np.arange(400) + 0.5) / 400
_TEACHERS: Mapping[str, Teacher] = {"revenue_noise": "revenue", "quit_hazard": "leaving"}
_OF_RATINGS = ("rating_", "coaching_", "skill_")
_OF_LEAVING = ("quit_elasticity", "quit_ability")
_UNSEEN = {"departure_loss": "data do not tell who took over whose customers"}
"""Parameters of which nothing that is looked at could tell."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a parameter now: mean and sd of its deviate, and its values."""

    mean: float
    spread: float
    after: Belief


@dataclass(frozen=True, slots=True)
class About:
    """What to know beside: assumptions, how much there was, and why nothing was learned, if so.

    ``direct`` holds what submodels alone tell, for when the response cannot be told.
    """

    library: Library
    worldview: str
    panel: Panel
    rated: bool
    nothing: str
    direct: Mapping[str, Known]


def told(
    plan: str, about: About, found: Posterior | None, notes: tuple[str, ...], begun: float
) -> Calibration:
    """Say of every parameter what is known of it now."""
    fell_back = found is not None and found.effective_share < LEAST_SHARE
    known = about.direct if found is None or fell_back else _known(found)
    parameters = tuple(_learned(each, about, known, fell_back=fell_back) for each in about.library.priors)
    return Calibration(
        plan=plan,
        worldview=about.worldview,
        panel=about.panel,
        parameters=parameters,
        draws=0 if found is None else found.draws,
        effective_share=0.0 if found is None else found.effective_share,
        fell_back=fell_back,
        notes=notes,
        seconds=time.perf_counter() - begun,
        library=_library(about.library, parameters),
        moved_by_worldviews={view: tuple(names) for view, names in about.library.worldviews.items()},
    )


def _known(found: Posterior) -> dict[str, Known]:
    """Describe the draws of every parameter."""
    mean, spread = found.mean(), found.spread()
    known = {}
    for at, name in enumerate(found.unknowns.library.priors):
        values = found.unknowns.value(name, found.weighed.deviates[:, at])
        known[name] = Known(float(mean[at]), float(spread[at]), believed(values, found.weighed.weights))
    return known


def _learned(name: str, about: About, known: Mapping[str, Known], *, fell_back: bool) -> Learned:
    parameter, prior = about.library.priors[name], about.library.prior(name, about.worldview)
    before = after = believed(prior.at(_EVEN), np.full(len(_EVEN), 1 / len(_EVEN)))
    now, new = known.get(name), prior
    contraction = 0.0 if now is None or name in _UNSEEN else max(0.0, 1 - now.spread)
    learned = contraction >= TAUGHT
    if learned and now is not None:
        after, new = now.after, _narrowed(prior, now)
    return Learned(
        name=name,
        symbol=parameter.symbol,
        meaning=parameter.meaning,
        unit=parameter.unit,
        before=before,
        after=after,
        contraction=contraction,
        learned=learned,
        taught_by=_TEACHERS.get(name, "response") if learned else "",
        reason="" if learned else _reason(name, about, contraction, fell_back=fell_back),
        prior=new,
    )


def believed(values: Floats, weights: Floats) -> Belief:
    """Describe weighed values."""
    order = np.argsort(values)
    mass = np.cumsum(weights[order]) - weights[order] / 2
    low, middle, high = np.interp(_SHARES, mass, values[order])
    mean = float(weights @ values)
    spread = float(np.sqrt(weights @ (values - mean) ** 2))
    return Belief(float(middle), spread, float(low), float(high))


def _narrowed(prior: Prior, now: Known) -> Prior:
    """Give a prior of the same family for what is known now."""
    if prior.distribution == "lognormal":
        centre = prior.centre * float(np.exp(prior.spread * now.mean))
        return replace(prior, centre=centre, spread=prior.spread * now.spread)
    if prior.distribution == "normal":
        centre = prior.centre + prior.spread * now.mean
        return replace(prior, centre=centre, spread=prior.spread * now.spread)
    centre = min(max(now.after.median, 1e-3), 1 - 1e-3)
    return replace(prior, centre=centre, spread=centre * (1 - centre) / now.after.sd**2 - 1)


def _reason(name: str, about: About, contraction: float, *, fell_back: bool) -> str:
    """Say why a parameter stays at its prior."""
    if about.nothing:
        return about.nothing
    if name in _UNSEEN:
        return _UNSEEN[name]
    if name not in _TEACHERS and not about.panel.months_changed:
        return "all months were paid by the weights of old, which tells nothing of answers to new ones"
    if fell_back and name not in about.direct:
        return "what the data seem to say could not be weighed well enough to rely on it"
    if name.startswith(_OF_RATINGS) and not about.rated:
        return "there are no ratings"
    if name in _OF_LEAVING and not about.panel.leavers:
        return "nobody left"
    return f"{NARROWED} by {contraction:.0%} only"


def _library(library: Library, parameters: tuple[Learned, ...]) -> Library:
    """Put what was learned in place of the priors, in all worldviews: data count for all of them."""
    learned = {each.name: each for each in parameters if each.learned}
    priors = {
        name: replace(known, prior=learned[name].prior, source="learned from the data", certainty="A")
        if name in learned
        else known
        for name, known in library.priors.items()
    }
    views = {
        view: {name: centre for name, centre in centres.items() if name not in learned}
        for view, centres in library.worldviews.items()
    }
    return Library(priors, library.fixed, views)
