"""A pandas script as an analyst would write it: one frame, a column for each step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.arrays import BEHAVIOURS, Inputs
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures
from benchmarks.rivals.columns import columns_of


def contestants(inputs: Inputs, _threads: int) -> Mapping[str, Call]:
    """Give the one way; pandas runs it on one thread."""
    return {"pandas": partial(_run, pd.DataFrame(columns_of(inputs)))}


def _run(work: Any) -> Cents:
    paid = work[["year"]].copy()
    paid["weight"] = paid["year"].map(dict(enumerate(figures.PRODUCT_WEIGHTS)))
    paid["incentive"] = work["incentive_days"] / work["denominator"]
    paid["attainment"] = work["actual"] / work["target"]
    paid["rate"] = paid["attainment"]
    for bend, change in figures.BENDS:
        paid["rate"] += change * (paid["attainment"] - bend).clip(lower=0)
    paid["rate"] = np.where(paid["attainment"] < figures.THRESHOLD, 0, paid["rate"].clip(upper=figures.CAP))
    paid["product"] = (paid["rate"] * paid["weight"] * paid["incentive"]).round()
    paid["score"] = 0.0
    for index in range(BEHAVIOURS):
        share = work[f"favourable_{index}"] / work[f"responses_{index}"] / figures.FAVOURABLE_TARGET
        paid["score"] += figures.BEHAVIOUR_WEIGHTS[index] * share.clip(upper=figures.BEHAVIOUR_CAP)
    card = np.where(paid["score"] < 1, paid["score"], 2 * paid["score"] - 1).clip(max=figures.CARD_CAP)
    paid["relationship"] = (card * (1 - paid["weight"]) * paid["incentive"]).round()
    paid["total"] = paid["product"] + paid["relationship"]
    return tuple(paid[name].to_numpy() for name in ("product", "relationship", "total"))
