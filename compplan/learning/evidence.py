"""What the likelihood looks at: founders of a plan, month by month, as the response model measures them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Level:
    """A level that differs between participants: normal, of which the mean is known up to ``doubt`` (sd).

    ``between`` is the sd between participants.
    """

    mean: float
    doubt: float
    between: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Founders, who were there in the first month: arrays [months, participants] unless said otherwise.

    ``attained`` is the multiple of the product channel, 1 at the mean of the workforce; ``known`` marks the
    months in which its logarithm tells something. ``favourable`` and ``responses`` are [months, behaviours,
    participants]. ``left`` marks the last month of leavers. By participant: ``level``, the log of what is
    attained of the product channel as a rule, with its ``doubt`` (sd); ``relationship``, the multiple
    attained of that channel, ``share`` of favourable ratings and ``variable`` share of pay; ``easier``
    [behaviours] is by how much log-odds differ from the mean one. ``revenue`` is the level of the log of
    ``attained``, ``rating`` that of the log-odds of a favourable rating, without what the plan changed;
    ``mood`` is the sd of what all ratings of a participant's month share.
    """

    path: Path
    present: Bools
    left: Bools
    attained: Floats
    known: Bools
    favourable: Floats
    responses: Floats
    level: Floats
    doubt: Floats
    relationship: Floats
    share: Floats
    variable: Floats
    easier: Floats
    revenue: Level
    rating: Level
    mood: float

    @property
    def logs(self) -> Floats:
        """Give the log of what was attained, 0 where it tells nothing."""
        return np.log(np.where(self.known, self.attained, 1.0))

    @property
    def months(self) -> int:
        """Count the months."""
        return len(self.present)
