"""The bundled company, and a small one in arrays, for the tests of the library."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

import compplan as cp

PLANS = ("bold.yaml", "gradual.yaml", "managers.yaml", "status-quo.yaml")


@cache
def plan(name: str) -> cp.Plan:
    """Load a bundled plan, once."""
    return cp.load_plan(cp.bundled("plans") / name)


@cache
def panel() -> cp.Panel:
    """Load the bundled company's data, once."""
    return cp.load_data(cp.bundled("plans") / "data")


def small_arrays() -> dict[str, dict[str, Any]]:
    """Give a company of two participants as mappings of arrays."""
    day = np.array(["2027-01-01", "2027-02-15"], dtype="datetime64[D]")
    return {
        "participants": {
            "participant_id": np.array(["ann", "bo"]),
            "role": np.array(["account_executive", "account_executive"], dtype=object),
            "target_incentive": np.array([12_000, 9_000]),
            "start_date": day,
        },
        "sales": {
            "participant_id": np.array(["ann", "bo", "ann"]),
            "date": np.array(["2027-01-05", "2027-02-20", "2027-02-01"], dtype="datetime64[D]"),
            "amount": np.array([950.25, 400.5, 1200.0]),
        },
        "quotas": {
            "participant_id": ["ann", "bo", "ann"],
            "period": ["2027-01", "2027-02", "2027-02"],
            "quota": np.array([1000, 900, 1000]),
        },
        "ratings": {
            "participant_id": ["ann"] * 6,
            "month": ["2027-01"] * 6,
            "behaviour": ["listening"] * 6,
            "rating": ["good"] * 5 + ["poor"],
        },
    }
