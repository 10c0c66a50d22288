"""When, on what and with which versions figures were taken."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("numpy", "numba", "polars", "duckdb", "pandas", "openfisca-core", "zen-engine")


def machine(how: str) -> str:
    """Say when, on how many cores and with which versions; ``how`` says how it was timed."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    versions = (f"{name} {found}" for name in PACKAGES if (found := _version(name)))
    return ", ".join(
        (today, f"{os.cpu_count()} cores", how, f"Python {platform.python_version()}", *versions)
    )


def memory_left() -> int:
    """Give half of the free memory in bytes; no limit where the system does not tell."""
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (ValueError, OSError, AttributeError):
        return 2**62


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
