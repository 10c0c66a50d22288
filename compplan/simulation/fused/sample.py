"""Samples by the compiled kernel; what it does not know of a plan's pay is paid by the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.fused import plan as plans
from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.native import functions
from compplan.simulation.fused.world import arrays_of, padded, wide
from compplan.simulation.luck import Luck
from compplan.simulation.response.world import World
from compplan.simulation.sums import PAID, Sums
from compplan.simulation.worlds import Path
from compplan.threads import cores, each, slices

if TYPE_CHECKING:
    from compplan.simulation.run import Setting

Floats = NDArray[np.float64]


def live_fused(setting: Setting, path: Path, world: World, luck: Luck) -> Sums:
    """Live through the samples of a world and pay them."""
    count, force, unit = setting.months, setting.workforce, 10**path.plan.currency.exponent
    samples, people, behaviours = len(luck.samples), len(force.ids), len(world.card.weights)
    pays = not plans.unknown(path.plan)
    lanes = wide(people)
    arrays = arrays_of(world, count)
    arrays |= _paid_by(setting, path, world) if pays else {}
    arrays |= {
        "luck": luck.tiles(behaviours),
        "standing": _standing(setting, path, world),
        "sums": np.zeros((samples, count, 9 + behaviours)),
        "by_year": np.zeros((samples, -(-count // 12), lanes)),
        "held": np.zeros((samples, lanes)),
        "shown": np.empty((0 if pays else samples, 3, count, lanes)),
    }
    rounded_to, mode = plans.rounding_of(path.plan)
    arrays["numbers"] = np.append(arrays["numbers"], rounded_to)
    given = _given(world, arrays, samples, people, pays=pays)
    given[at.MODE] = mode
    rows = at.ROWS + 8 + at.BEHAVIOUR * behaviours + (at.ACCOUNT + 1) * given[at.MEASURES]
    room = rows * at.LANES + lanes * (1 + count * (2 + given[at.MEASURES]))

    def live(part: slice) -> None:
        own, space = given.copy(), np.empty(room + 8)
        own[at.OF_ROOM] = -(-space.ctypes.data // 64) * 64
        functions()["live"](own, part.start, part.stop)

    threads = min(cores(), samples)
    each(live, slices(samples, -(-samples // threads)), threads=threads)
    sums, by_year, held = arrays["sums"], arrays["by_year"][:, :, :people], arrays["held"][:, :people]
    if pays:
        sums[:, :, PAID] /= unit
        return Sums(sums, by_year / unit, held)
    return _paid_by_engine(setting, path, world, arrays["shown"][..., :people], sums)


def _given(
    world: World, arrays: dict[str, Floats], samples: int, people: int, *, pays: bool
) -> NDArray[np.int64]:
    """Give sizes and addresses as the kernel takes them."""
    channels = world.incentives.channels
    sizes = {
        "samples": samples,
        "participants": people,
        "tiles": wide(people) // at.LANES,
        "months": len(arrays["by_month"]),
        "behaviours": len(world.card.weights),
        "measures": len(arrays["lines"]) if pays else 0,
        "rules": len(arrays["awards"]) if pays else 0,
        "product_period": channels["product"].period,
        "relationship_period": channels["relationship"].period,
        "grid": arrays["product"].shape[1],
        "product_grid": arrays["product_coming"].shape[1],
        "relationship_grid": arrays["relationship_coming"].shape[1],
        "edges": arrays["edges_of_curves"].shape[1] if pays else 0,
        "mode": 0,
        "pays": pays,
        "most_raters": int(world.people.raters.max()),
        "lanes": at.LANES,
    }
    places = [arrays[name].ctypes.data if name in arrays else 0 for name in at.ARRAYS]
    return np.array([*(sizes[name] for name in at.SIZES), *places], dtype=np.int64)


def _paid_by(setting: Setting, path: Path, world: World) -> dict[str, Floats]:
    """Give what pay is made of."""
    from compplan.simulation.run import factors_of, top_up

    unit = 10**path.plan.currency.exponent
    lines = plans.lines_of(path.plan, path.pricing, factors_of(setting, path), setting.months)
    return {**lines, "top_up": padded(top_up(setting, world) * unit)}


def _standing(setting: Setting, path: Path, world: World) -> Floats:
    """Give what is known of participants in every sample [rows, lanes]."""
    from compplan.simulation.run import fixed_pay

    people, unit = world.people, 10**path.plan.currency.exponent
    return padded(
        np.stack(
            [
                people.product,
                people.relationship,
                people.variable,
                setting.workforce.revenue,
                people.raters,
                path.pricing.incentive,
                fixed_pay(setting.workforce) * unit,
            ]
        )
    )


def _paid_by_engine(setting: Setting, path: Path, world: World, shown: Floats, sums: Floats) -> Sums:
    """Pay what is shown [samples, product, relationship and presence, months, participants]."""
    from compplan.simulation.run import Shown, with_pay

    product, relationship, there = (np.moveaxis(shown[:, at], 1, 0) for at in range(3))
    multiples = {"product": product, "relationship": relationship}
    holder = np.zeros(there.shape, dtype=np.int8)
    np.cumsum(there[:-1] == 2, axis=0, out=holder[1:])
    return with_pay(setting, path, world, Shown(multiples, there > 0, holder), sums)
