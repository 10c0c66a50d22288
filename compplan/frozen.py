"""Arrays inside frozen dataclasses, made as unchangeable as what holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


def arrays_in(value: object) -> Iterator[NDArray[Any]]:
    """Find the arrays in a dataclass, mapping or tuple, at any depth."""
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from arrays_in(getattr(value, field.name))
    elif isinstance(value, Mapping | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from arrays_in(item)


def freeze(value: T) -> T:
    """Make the arrays of a value read-only, and give it back; writing to one then raises ValueError."""
    for array in arrays_in(value):
        array.setflags(write=False)
    return value
