"""Keys that stand in the wrong mapping: where they belong, so that one slip gives one message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from compplan.diagnostics import Place
from compplan.documents.nodes import Scalar, entries, key_of
from compplan.documents.schema import Fault, Schema, Spot

Found = list[tuple[Spot, list[Fault]]]


@dataclass(frozen=True, slots=True)
class Strays:
    """What is said of keys by their place: a hint that tells their home, or nothing.

    ``missing``: keys by name that are not missing, since they stand elsewhere.
    """

    hints: Mapping[Place, str] = field(default_factory=dict)
    silent: frozenset[Place] = frozenset()
    missing: frozenset[str] = frozenset()


def strays_of(found: Found) -> Strays:
    """Find the keys that are unknown where they stand and wanted elsewhere."""
    unknown = {key.text: key for spot, faults in found for fault in faults for key in _unknown(spot, fault)}
    hints: dict[Place, str] = {}
    silent: set[Place] = set()
    missing: set[str] = set()
    for spot, faults in found:
        for fault in faults if unknown else ():
            if fault.keyword == "type" and _is_empty(spot):
                below = [
                    key for name in _words(fault.schema) if (key := unknown.get(name)) and _after(key, spot)
                ]
                below.sort(key=lambda key: key.place.line or 0)
                if below:
                    hints[below[0].place] = f"indent {_them(below)}, to stand below {spot.name}"
                    silent |= {spot.place, *(key.place for key in below[1:])}
            elif fault.keyword == "required":
                lost = [name for name in fault.schema["required"] if key_of(spot.node, name) is None]
                for name in lost:
                    if name in unknown:
                        missing.add(name)
                        hints[unknown[name].place] = f"it belongs {_home(spot)}"
    return Strays(hints, frozenset(silent), frozenset(missing))


def _unknown(spot: Spot, fault: Fault) -> Iterator[Scalar]:
    if fault.keyword == "additionalProperties":
        yield from (key for key, _ in entries(spot.node) if key.text not in fault.schema["properties"])


def _is_empty(spot: Spot) -> bool:
    return isinstance(spot.node, Scalar) and not spot.node.text and not spot.node.quoted


def _after(key: Scalar, spot: Spot) -> bool:
    """Tell whether a key stands on a line below a value that is missing, and no deeper."""
    place, owner = key.place, spot.owner
    return (place.line or 0) > (owner.line or 0) and (place.column or 0) <= (owner.column or 0)


def _words(schema: Schema) -> list[str]:
    """Give the keys of a mapping, with those of its variants."""
    variants = [part.get("then", {}) for part in schema.get("allOf", ())]
    return list(dict.fromkeys(key for part in (schema, *variants) for key in part.get("properties", {})))


def _them(keys: list[Scalar]) -> str:
    return "this key" if len(keys) == 1 else f"this key and {len(keys) - 1} below it"


def _home(spot: Spot) -> str:
    return "at the top of the file" if spot.name == "the file" else f"below {spot.name}"
