"""Who takes part in the engine benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from benchmarks.arrays import Inputs
from benchmarks.contest import Call

RIVALS: Mapping[str, tuple[str, ...]] = {
    "polars": ("polars_lazy",),
    "numpy": ("numpy_blocked", "numpy_columns"),
    "duckdb": ("duckdb_sql",),
    "pandas": ("pandas_script",),
    "numba": ("numba_fused",),
    "openfisca": ("openfisca",),
    "zen": ("zen_rows",),
}
PACKAGES = {"openfisca": "openfisca-core", "zen": "zen-engine"}
"""What to install for a rival that is not called as its package."""


class AbsentError(Exception):
    """A rival that cannot take part, and why."""


def calls_of(name: str, inputs: Inputs, threads: int) -> Mapping[str, Call]:
    """Prepare what a rival, or compplan, runs on the inputs; AbsentError if it is not installed."""
    modules = [f"rivals.{module}" for module in RIVALS[name]] if name in RIVALS else ["own"]
    calls: dict[str, Call] = {}
    try:
        for module in modules:
            calls.update(import_module(f"benchmarks.{module}").contestants(inputs, threads))
    except ImportError as error:
        reason = f"{name} is absent: {error} (pip install {PACKAGES.get(name, name)})"
        raise AbsentError(reason) from None
    return calls
