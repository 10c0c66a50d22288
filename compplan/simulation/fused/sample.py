"""Samples by the compiled kernel; what it does not know of a plan's pay is paid by the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from compplan.simulation.fused import plan as plans
from compplan.simulation.fused.run import live
from compplan.simulation.fused.world import arrays_of
from compplan.simulation.luck import Luck
from compplan.simulation.response.world import World
from compplan.simulation.sums import FAVOURABLE, PAID, Sums
from compplan.simulation.worlds import Path
from compplan.threads import cores, each, slices

if TYPE_CHECKING:
    from compplan.simulation.run import Setting


T = TypeVar("T", bound="tuple[Any, ...]")


def own(arrays: T) -> T:
    """Copy arrays, so that all are of one kind and the kernel is compiled once."""
    copies = (np.array(each, order="C") if isinstance(each, np.ndarray) else each for each in arrays)
    return type(arrays)(*copies)


def live_fused(setting: Setting, path: Path, world: World, luck: Luck) -> Sums:
    """Live through the samples of a world and pay them."""
    from compplan.simulation.run import Shown, factors_of, fixed_pay, top_up, with_pay

    count, force = setting.months, setting.workforce
    unit = 10**path.plan.currency.exponent
    arrays = arrays_of(world, count, force.revenue)
    samples, people = len(luck.samples), len(force.ids)
    pays = not plans.unknown(path.plan)
    sums = np.zeros((samples, count, FAVOURABLE + len(world.card.weights) + 1))
    by_year, held = np.zeros((samples, -(-count // 12), people)), np.zeros((samples, people))
    shown = np.zeros((3, 0 if pays else samples, count, people))
    factors = factors_of(setting, path)
    lines = plans.lines_of(path.plan, path.pricing, factors, count) if pays else plans.no_lines(people, count)
    awards = plans.awards_of(path.plan, path.pricing, count)
    floor, fixed = top_up(setting, world) * unit, fixed_pay(force) * unit
    given = (
        own(arrays.sample), own(arrays.people), own(arrays.months), own(arrays.constants), luck.block,
        own(lines), own(awards), np.array(floor), np.array(fixed),
    )  # fmt: skip

    threads = cores()
    parts = slices(samples, -(-samples // threads))
    each(lambda part: live(*given, part.start, part.stop, sums, by_year, held, shown), parts, threads=threads)
    if pays:
        sums[:, :, PAID] /= unit
        return Sums(sums, by_year / unit, held)
    product, relationship, there = (np.moveaxis(each, 1, 0) for each in shown)
    multiples = {"product": product, "relationship": relationship}
    holder = np.zeros(there.shape, dtype=np.int8)
    np.cumsum(there[:-1] == 2, axis=0, out=holder[1:])
    return with_pay(setting, path, world, Shown(multiples, there > 0, holder), sums)
