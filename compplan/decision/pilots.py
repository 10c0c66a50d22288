"""Pilots: some go first, and what they bring beyond the others decides whether those follow.

The option to stop is what a pilot is worth beyond its delay. It is weighed against its two ways on, always
and never, and against a full start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.decision.candidates import Pilot
from compplan.decision.figures import Figure, Floats, Samples, figure

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Branches:
    """Both ways on from a pilot, of all participants, sample by sample.

    ``seen`` [samples], by worldview, is what those who went first brought beyond the control group while
    the pilot was looked at, luck and all.
    """

    going: Samples
    stopped: Samples
    seen: Mapping[str, Floats]

    def decided(self, threshold: float) -> Samples:
        """Give the figures where the pilot goes on if more than a threshold is seen."""
        return {
            (view, metric): np.where(self.seen[view] > threshold, going, self.stopped[view, metric])
            for (view, metric), going in self.going.items()
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """How often a pilot goes on, and how often that is right, in a worldview.

    Right is what brings more over the whole plan: ``right`` is the share of samples in which that is done,
    ``stopped_wrongly`` and ``gone_wrongly`` are the shares of the two mistakes. ``cost`` is what the pilot
    brings where it is always stopped, next to the first plan; ``next_to_full`` what it brings by its rule
    next to a full start.
    """

    going: float
    right: float
    stopped_wrongly: float
    gone_wrongly: float
    cost: Figure
    next_to_full: Figure


@dataclass(frozen=True, slots=True)
class Worth:
    """What a pilot is worth: by worldview, and on average over them, in the metric that is sought.

    ``evidence`` is what its rule brings beyond the better of always going on and always stopping;
    ``next_to_full`` what it brings beyond a full start.
    """

    pilot: Pilot
    verdicts: Mapping[str, Verdict]
    evidence: Figure
    next_to_full: Figure


def worth_of(
    pilot: Pilot, branches: Branches, full: Samples, base: Samples, worldviews: Sequence[str], metric: str
) -> Worth:
    """Weigh a pilot by the samples of its branches, of a full start the same way, and of the first plan."""
    keys = [(view, metric) for view in worldviews]
    decided = branches.decided(pilot.threshold)
    ruled, going, stopped, whole = (
        np.mean([each[key] for key in keys], axis=0)
        for each in (decided, branches.going, branches.stopped, full)
    )
    better = going if going.mean() >= stopped.mean() else stopped
    verdicts = {view: _verdict(pilot, branches, full, base, (view, metric)) for view in worldviews}
    return Worth(pilot, verdicts, figure(ruled - better), figure(ruled - whole))


def _verdict(pilot: Pilot, branches: Branches, full: Samples, base: Samples, key: tuple[str, str]) -> Verdict:
    goes = branches.seen[key[0]] > pilot.threshold
    going, stopped = branches.going[key], branches.stopped[key]
    brings: Flags = going > stopped
    return Verdict(
        going=float(goes.mean()),
        right=float((goes == brings).mean()),
        stopped_wrongly=float((~goes & brings).mean()),
        gone_wrongly=float((goes & ~brings).mean()),
        cost=figure(stopped - base[key]),
        next_to_full=figure(np.where(goes, going, stopped) - full[key]),
    )
