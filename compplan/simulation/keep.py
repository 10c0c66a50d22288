"""Samples of a study that is under way, kept in a folder: what is interrupted goes on where it was.

A study is told by all that its figures depend on, so that only the same one goes on; what is kept is what was
lived through, bit for bit.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from compplan import __version__
from compplan.simulation.outcome import Outcome

Outcomes = dict[tuple[str, str], Outcome]
"""Outcomes by worldview and path."""
Lived = tuple[Outcomes, Outcomes]
"""What samples bring, and the first of them once more with other luck."""
FOLDER = ".samples"
_UNTOLD = frozenset({"source", "learned", "not_learned"})
"""Fields that no figure depends on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of finished parts of the study that ``digest`` tells."""

    folder: Path
    digest: str

    def get(self, part: slice) -> Lived | None:
        """Give what a part brought, if that is kept."""
        file = self._file(part)
        return _read(file) if file.exists() else None

    def put(self, part: slice, found: Lived) -> None:
        """Keep what a part brought."""
        if not self._file(part).exists():
            _write(self._file(part), found)

    def done(self) -> None:
        """Forget what was kept: the study is finished."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, part: slice) -> Path:
        return self.folder / f"{self.digest[:16]}-{part.start:06d}-{part.stop:06d}.npz"


def kept_in(folder: str | os.PathLike[str], work: object) -> Kept | None:
    """Keep the samples of some work in a folder; those of other work that is there are deleted.

    None if the folder cannot be made; whoever writes the results there will say why.
    """
    digest, place = sha256("\n".join([__version__, *_told(work)]).encode()).hexdigest(), Path(folder) / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    for file in place.glob("*.npz"):
        if not file.name.startswith(digest[:16]):
            file.unlink()
    return Kept(place, digest)


def _told(value: Any) -> list[str]:
    """Write down all of a value that figures depend on, in an order of its own."""
    if isinstance(value, np.ndarray):
        return [f"{value.dtype} {value.shape} {sha256(np.ascontiguousarray(value).tobytes()).hexdigest()}"]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _UNTOLD]
        return [
            type(value).__name__,
            *(line for name in names for line in (name, *_told(getattr(value, name)))),
        ]
    if isinstance(value, Mapping):
        return [
            "{",
            *(line for key in sorted(value, key=str) for line in (str(key), *_told(value[key]))),
            "}",
        ]
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return ["(", *(line for each in value for line in _told(each)), ")"]
    return [repr(value)]


def _write(file: Path, found: Lived) -> None:
    """Write a part at one stroke."""
    arrays = {}
    for number, outcomes in enumerate(found):
        for (view, path), outcome in outcomes.items():
            for name, array in _arrays(outcome).items():
                arrays[f"{number}|{view}|{path}|{name}"] = array
    beside = file.with_suffix(".part")
    with beside.open("wb") as stream:
        np.savez(stream, **arrays)
    beside.replace(file)


def _arrays(outcome: Outcome) -> dict[str, Any]:
    return {
        **{f"figures.{name}": array for name, array in outcome.figures.items()},
        "behaviours": outcome.behaviours,
        "pay": outcome.pay,
        "months": outcome.months,
    }


def _read(file: Path) -> Lived:
    parts: dict[tuple[str, str, str], dict[str, Any]] = {}
    with np.load(file) as arrays:
        for key in arrays.files:
            number, view, path, name = key.split("|")
            parts.setdefault((number, view, path), {})[name] = arrays[key]
    found: Lived = {}, {}
    for (number, view, path), of in parts.items():
        figures = {name.partition(".")[2]: array for name, array in of.items() if name.startswith("figures.")}
        found[int(number)][view, path] = Outcome(figures, of["behaviours"], of["pay"], of["months"])
    return found
