"""The simulator compiled: the whole month of the response and pay, a sample at a time (`compplan[fast]`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from compplan.simulation.fused import plan as plans
from compplan.simulation.fused import world as worlds
from compplan.simulation.response.world import World
from compplan.simulation.worlds import Path


def installed() -> bool:
    """Tell whether what compiles is there."""
    return find_spec("numba") is not None


def can_live(world: World) -> bool:
    """Tell whether the kernel knows all of a world."""
    return world.lucky and not worlds.unknown(world.levers, world.incentives)


def fallbacks(paths: Sequence[Path]) -> Iterator[str]:
    """Say which paths the kernel does not live through or pay, and why."""
    for path in paths:
        words = worlds.unknown(path.levers, path.incentives)
        unpaid = plans.unknown(path.plan)
        if words:
            yield f"Without the compiled kernel, which does not know {', '.join(words)}: {path.name}."
        elif unpaid:
            yield f"Paid without the compiled kernel, which does not know {', '.join(unpaid)}: {path.name}."
