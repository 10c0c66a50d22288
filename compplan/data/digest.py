"""The digest of a panel: SHA-256 over its content, in an order of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.lazytext import LazyText
from compplan.data.model import (
    Column,
    DayColumn,
    Ints,
    NumberColumn,
    PeriodColumn,
    Segments,
    Table,
    TextColumn,
)
from compplan.data.repeats import packed_keys

if TYPE_CHECKING:
    import polars as pl

Keys = list[NDArray[np.integer]]

_VERSION = "compplan panel 1"
_BLOCK = 1 << 16


def digest_of(participants: Sequence[str], segments: Segments, tables: Mapping[str, Table]) -> str:
    """Digest content to 64 hexadecimal digits: the same in any file format and order of rows and columns."""
    hashed = hashlib.sha256()
    _add_texts(hashed, [_VERSION, *participants])
    keys: Keys = [
        segments.participant,
        segments.start,
        segments.end,
        segments.manager,
        segments.target_incentive,
    ]
    _add_rows(hashed, "participants", keys, {"role": segments.role, **segments.columns})
    for name in sorted(tables):
        _add_rows(hashed, name, [tables[name].participant], tables[name].columns)
    return hashed.hexdigest()


def _add_rows(hashed: Any, name: str, keys: Keys, columns: Mapping[str, Column]) -> None:
    _add_texts(hashed, [name, str(len(keys[0]))])
    for title in sorted(columns):
        column = columns[title]
        _add_texts(hashed, [title, "TextColumn" if isinstance(column, LazyText) else type(column).__name__])
        if isinstance(column, LazyText):
            _add_series(hashed, column.ranked()[1])
        elif isinstance(column, TextColumn):
            _add_texts(hashed, [str(len(column.values))])
            _add_texts(hashed, column.values)
        keys = [*keys, *_keys(column)]
    bounds = [int(bound) for key in keys for bound in (key.min(initial=0), key.max(initial=0))]
    _add_texts(hashed, [str(bound) for bound in bounds])
    for word in _in_order(packed_keys(keys)):
        hashed.update(word.astype("<i8", copy=False).data)


def _keys(column: Column) -> Keys:
    match column:
        case TextColumn(codes, _):
            return [codes]
        case NumberColumn(scaled, missing):
            return [np.where(missing, 0, scaled), missing.astype(np.int8)]
        case DayColumn(days):
            return [days]
        case PeriodColumn(first, months):
            return [first, months]


def _add_texts(hashed: Any, texts: Sequence[str]) -> None:
    """Add texts so that no two lists of texts look alike: their lengths, then the texts, block by block."""
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        hashed.update(np.fromiter(map(len, block), "<i8", len(block)).data)
        hashed.update("".join(block).encode("utf-8", "surrogatepass"))


def _add_series(hashed: Any, texts: pl.Series) -> None:
    """Add texts as ``_add_texts`` does, with their number, without a Python string of each."""
    _add_texts(hashed, [str(len(texts))])
    for start in range(0, len(texts), _BLOCK):
        block = texts.slice(start, _BLOCK)
        hashed.update(block.str.len_chars().to_numpy().astype("<i8").data)
        hashed.update(str(block.str.join("").item()).encode("utf-8", "surrogatepass"))


def _in_order(words: list[Ints]) -> list[Ints]:
    if len(words) == 1:
        return [np.sort(words[0])]
    order = np.lexsort(words[::-1])
    return [word[order] for word in words]
