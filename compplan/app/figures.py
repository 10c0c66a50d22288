"""Figures of a pair of replays: sums over months and people, and the pictures of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from compplan.app.parts import Figure
from compplan.app.replays import Pair, Replay
from compplan.months import month_text
from compplan.pictures.axes import Axis
from compplan.pictures.lines import Course, Line, lines
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.report.page.samples import times
from compplan.report.page.weights import weight_paths
from compplan.report.tables_text import money, share

BASE, SHOWN = 0, 1
"""Numbers of colours."""
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_] | slice
ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Sums:
    """What some people were paid under the shown plan and under the one compared with, in minor units."""

    shown: int
    base: int

    @property
    def gain(self) -> int:
        """Give the difference."""
        return self.shown - self.base


def sums(pair: Pair, who: Mask = ALL, months: slice = ALL) -> Sums:
    """Sum pay over people and months."""
    return Sums(int(pair.shown.paid[months, who].sum()), int(pair.base.paid[months, who].sum()))


def cells(found: Sums, exponent: int) -> tuple[str, str, str, str]:
    """Write pay compared with, pay shown, their difference, and that as a share."""
    return (
        money(found.base, exponent),
        money(found.shown, exponent),
        money(found.gain, exponent, signed=True),
        relative(found),
    )


def relative(found: Sums) -> str:
    """Write a difference as a share of what it is compared with."""
    return share(found.gain / found.base, signed=True) if found.base else ""


def headline(pair: Pair, who: Mask = ALL) -> tuple[Figure, ...]:
    """Give what is paid in all, how that differs, and how many gain and lose."""
    plan, found = pair.shown.plan, sums(pair, who)
    exponent, code = plan.currency.exponent, plan.currency.code
    total = Figure(f"Pay, {span(pair.shown)}", f"{money(found.shown, exponent)} {code}")
    note = f"{relative(found)} next to {_base_phrase(pair)}".strip()
    differs = Figure("Difference", f"{money(found.gain, exponent, signed=True)} {code}", note)
    return total, differs


def gains(pair: Pair) -> NDArray[np.int64]:
    """Give what each participant gains over all months."""
    found: NDArray[np.int64] = pair.shown.paid.sum(axis=0) - pair.base.paid.sum(axis=0)
    return found


def paid_people(pair: Pair) -> NDArray[np.bool_]:
    """Tell who has a payment in either replay."""
    found: NDArray[np.bool_] = np.any(pair.shown.exists, axis=0) | np.any(pair.base.exists, axis=0)
    return found


def span(replay: Replay) -> str:
    """Write the months of a replay."""
    return f"{month_text(replay.plan.starts)} to {month_text(replay.plan.starts + replay.months - 1)}"


def base_name(pair: Pair) -> str:
    """Name what is compared with, in a word; a plan on another path is not another plan."""
    return "before" if pair.own else pair.base.plan.id


def _base_phrase(pair: Pair) -> str:
    name = base_name(pair)
    return "weights as before" if name == "before" else name


def over_months(pair: Pair, who: Mask = ALL, *, summed: bool) -> str:
    """Draw pay month by month, or summed since the start."""
    unit = 10**pair.shown.plan.currency.exponent
    series = []
    for name, colour, replay in ((base_name(pair), BASE, pair.base), ("this path", SHOWN, pair.shown)):
        paid: Floats = replay.paid[:, who].sum(axis=1) / unit
        series.append(Line(name, colour, _rounded(np.cumsum(paid) if summed else paid)))
    what = "Pay since the start" if summed else "Pay by month"
    code = pair.shown.plan.currency.code
    return lines(
        Course(f"{what} ({code})", Axis("money"), times(pair.shown.plan.starts, pair.shown.months)), series
    )


def _rounded(values: Floats) -> tuple[float, ...]:
    """Keep three digits of the largest value, since it is written at the end of its line."""
    largest = float(np.abs(values).max(initial=0))
    step = 10.0 ** (floor(log10(largest)) - 2) if largest else 1.0
    return tuple((np.rint(values / step) * step).tolist())


def weights(plan: Plan) -> str:
    """Draw which share of the target incentive each measure carries, month by month."""
    if not any(any(row) for row in weights_by_month(plan.weights, plan.months)):
        return ""
    (part,) = weight_paths([plan], plan.months).parts
    return part.pictures[1]
