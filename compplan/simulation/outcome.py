"""What a path brings in a worldview, sample by sample: team totals by month, and each participant's pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

METRICS = (
    "payout_cost",
    "revenue",
    "net_contribution",
    "rb_effort",
    "product_effort",
    "belief",
    "favourable_share",
    "leavers",
    "program_cost",
)
"""Team figures of every month; shares and efforts are means over participants, the others sums."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Team figures by metric [samples, months]; behaviours' favourable shares [behaviours, samples, months].

    Money is in units of the currency. ``pay`` [samples, years, participants] is each territory's total pay,
    fixed and variable, by plan year; ``months`` counts the months in which somebody held the territory.
    """

    figures: Mapping[str, Floats]
    behaviours: Floats
    pay: Floats
    months: Floats


class Joined:
    """The outcomes of many samples, put into place as they come, while others are lived through."""

    def __init__(self, samples: int) -> None:
        """Expect so many samples; there is more room once more have come."""
        self.room = samples
        self.whole: Outcome | None = None

    def put(self, part: slice, outcome: Outcome) -> None:
        """Put some samples, by number, into their place."""
        if self.whole is None:
            self.whole = _room(self.room, outcome)
        if part.stop > self.room:
            before, old = self.whole, self.room
            self.room = max(part.stop, 2 * old)
            self.whole = _room(self.room, before)
            _fill(self.whole, slice(old), before)
        _fill(self.whole, part, outcome)

    def first(self, samples: int) -> Outcome:
        """Give the first samples, all of which have come."""
        assert self.whole is not None
        part, whole = slice(samples), self.whole
        figures = {name: values[part] for name, values in whole.figures.items()}
        return Outcome(figures, whole.behaviours[:, part], whole.pay[part], whole.months[part])


def _room(samples: int, like: Outcome) -> Outcome:
    """Make room for samples that are like some."""
    figures = {name: np.empty((samples, *values.shape[1:])) for name, values in like.figures.items()}
    behaviours = np.empty((len(like.behaviours), samples, *like.behaviours.shape[2:]))
    pay, months = (np.empty((samples, *each.shape[1:])) for each in (like.pay, like.months))
    return Outcome(figures, behaviours, pay, months)


def _fill(whole: Outcome, part: slice, outcome: Outcome) -> None:
    for name, values in outcome.figures.items():
        whole.figures[name][part] = values
    whole.behaviours[:, part] = outcome.behaviours
    whole.pay[part], whole.months[part] = outcome.pay, outcome.months
