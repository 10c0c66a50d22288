"""Any raw column written as text: as a file would hold it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.data.dates import iso
from compplan.data.decimals import float_text
from compplan.data.model import Codes
from compplan.data.polarstext import Decimals, PolarsText
from compplan.data.raw import Days, Floats, ListText, Raw, Truths, Whole


def coded(raw: Raw, *, first_of_month: bool = False) -> tuple[Codes, tuple[str, ...]]:
    """Give a code for each row (-1: missing) and the distinct texts, in order of code points.

    ``first_of_month`` writes a day that is the first of its month as the month.
    """
    if isinstance(raw, (PolarsText, ListText)):
        return raw.coded()
    if isinstance(raw, Decimals):
        return raw.text().coded()
    if isinstance(raw, Truths):
        return ListText([None if truth is None else str(truth).lower() for truth in raw.values]).coded()
    if not isinstance(raw, (Whole, Floats, Days)):
        return np.full(len(raw), -1, np.int32), ()
    missing = np.isnan(raw.values) if isinstance(raw, Floats) else raw.missing
    distinct, place = np.unique(raw.values[~missing], return_inverse=True)
    texts = [_text(raw, value) for value in distinct.tolist()]
    if first_of_month:
        texts = [text[:7] if isinstance(raw, Days) and text.endswith("-01") else text for text in texts]
    values = tuple(sorted(set(texts)))
    codes = {text: code for code, text in enumerate(values)}
    sparse = np.full(len(raw), -1, np.int32)
    sparse[~missing] = np.array([codes[text] for text in texts], np.int32)[place.reshape(-1)]
    return sparse, values


def cells_of(raw: Raw, rows: NDArray[np.intp]) -> list[str]:
    """Give the texts of some rows; missing ones are empty."""
    if not len(rows):
        return []
    if isinstance(raw, (PolarsText, ListText)):
        return raw.cells(rows)
    if isinstance(raw, Decimals):
        return raw.text(rows).cells(np.arange(len(rows)))
    if isinstance(raw, (Whole, Floats, Days)):
        return [_text(raw, value) for value in raw.values[rows].tolist()]
    return [""] * len(rows)


def _text(raw: Whole | Floats | Days, value: float) -> str:
    if isinstance(raw, Floats):
        return float_text(value)
    return iso(int(value)) if isinstance(raw, Days) else str(value)
