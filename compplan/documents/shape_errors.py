"""What does not hold of a schema as diagnostics: at the token that is wrong, one for each mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from compplan.diagnostics import Diagnostic, Mend
from compplan.documents.mends import (
    certain_word,
    did_you_mean,
    list_of,
    mend_id,
    nearest,
    replacing,
    straight,
)
from compplan.documents.mends_dates import mend_date
from compplan.documents.mends_numbers import number_mend
from compplan.documents.nodes import NO_VALUE, Mapping, Node, Scalar, Sequence, entries, items, key_of
from compplan.documents.schema import Fault, Schema, Spot
from compplan.documents.strays import Strays, strays_of
from compplan.documents.words import (
    described,
    expected,
    listed,
    one_of,
    shown,
    some,
    wants_number,
    with_article,
)
from compplan.grammar import parse_number

_HUNDRED = 100
_ALMOST = 0.75
_FIRST = ("type", "pattern", "format", "minLength", "const", "enum")


def diagnostics(faults: Iterable[tuple[Spot, list[Fault]]]) -> Iterator[Diagnostic]:
    """Turn what does not hold into diagnostics, one for each mistake."""
    every = list(faults)
    strays = strays_of(every)
    for spot, found in every:
        if isinstance(spot.node, Mapping) and all(fault.keyword != "type" for fault in found):
            yield from _mapping_problems(spot, found, strays)
        elif spot.place not in strays.silent:
            yield _value_problem(spot, min(found, key=_priority))


def _priority(fault: Fault) -> int:
    return _FIRST.index(fault.keyword) if fault.keyword in _FIRST else len(_FIRST)


def _mapping_problems(spot: Spot, found: list[Fault], strays: Strays) -> Iterator[Diagnostic]:
    missing = {
        key: fault.schema
        for fault in found
        if fault.keyword == "required"
        for key in fault.schema["required"]
        if key_of(spot.node, key) is None and key not in strays.missing
    }
    for fault in found:
        if fault.keyword == "additionalProperties":
            yield from _unknown_keys(spot, fault.schema["properties"], missing, strays)
        elif fault.key is not None:
            yield _bad_key(fault.key, fault.schema)
        elif fault.keyword == "minProperties":
            yield _too_few(spot, fault.schema)
    yield from _misspelt_types(spot, missing)
    if missing:
        yield _missing_keys(spot, missing)


def _too_few(spot: Spot, schema: Schema) -> Diagnostic:
    given = {key.text for key, _ in entries(spot.node)}
    more = [name for name in schema.get("properties", ()) if name not in given]
    if not given or not more:
        return Diagnostic("CP110", f"{spot.name} is empty", spot.owner, "name at least one")
    return Diagnostic("CP110", f"{spot.name} says too little", spot.owner, f"add {one_of(more)}")


def _misspelt_types(spot: Spot, missing: dict[str, Schema]) -> Iterator[Diagnostic]:
    """Find a misspelt key that chooses the variant; without it no key is unknown."""
    words = [key.text for key, _ in entries(spot.node)]
    for name in [name for name, schema in missing.items() if "allOf" in schema]:
        key = key_of(spot.node, nearest(name, words, _ALMOST) or "")
        if key is not None:
            sure = certain_word(key.text, missing) == name
            missing.pop(name)
            yield _unknown_key(key, f"did you mean '{name}'?", replacing(key, name if sure else None))


def _unknown_keys(
    spot: Spot, known: Schema, missing: dict[str, Schema], strays: Strays
) -> Iterator[Diagnostic]:
    unknown = [key for key, _ in entries(spot.node) if key.text not in known]
    absent = _not_stated(spot.node, known, unknown)
    if (slip := _misspelt_choice(spot, known, unknown)) is not None:
        yield slip
        return
    wanted = Counter(certain_word(key.text, absent) for key in unknown)
    yield from (
        _unknown_key(key, strays.hints[key.place], None) for key in unknown if key.place in strays.hints
    )
    for key in unknown:
        if key.place in strays.hints or key.place in strays.silent:
            continue
        meant = nearest(key.text, missing) or nearest(key.text, absent)
        missing.pop(meant or "", None)
        if not meant and len(unknown) == 1 == len(missing):
            meant, _ = missing.popitem()
            hint = (
                f"if '{meant}' is meant, which is missing here, rename it; else delete it and add '{meant}'"
            )
            yield _unknown_key(key, hint, None)
            continue
        hint = f"did you mean '{meant}'?" if meant else f"the keys here are {some(known, 20)}"
        sure = certain_word(key.text, absent) == meant and wanted[meant] == 1
        yield _unknown_key(key, hint, replacing(key, meant if sure else None))


def _not_stated(node: Node, known: Schema, unknown: list[Scalar]) -> list[str]:
    """Give the known keys that a mapping lacks, or has only from a plan that the file extends."""
    files = {key.place.file for key in unknown}
    owners = {key: key_of(node, key) for key in known}
    return [key for key, owner in owners.items() if owner is None or owner.place.file not in files]


def _misspelt_choice(spot: Spot, known: Schema, unknown: list[Scalar]) -> Diagnostic | None:
    """Find a misspelt key that chooses the variant, where a plan that is extended has the key itself.

    The keys beside it are those of the variant that was meant, so nothing else can be said of them.
    """
    theirs = {key.text: key.place.file for key, _ in entries(spot.node)}
    for key in unknown:
        others = [name for name, schema in known.items() if {"const", "enum"} & schema.keys()]
        others = [name for name in others if theirs.get(name, key.place.file) != key.place.file]
        if meant := certain_word(key.text, others):
            return _unknown_key(key, f"did you mean '{meant}'?", replacing(key, meant))
    return None


def _unknown_key(key: Scalar, hint: str, mend: Mend | None) -> Diagnostic:
    return Diagnostic("CP101", f"unknown key '{shown(key.text)}'", key.place, hint, mend=mend)


def _missing_keys(spot: Spot, missing: dict[str, Schema]) -> Diagnostic:
    alone = len(missing) == 1
    hint = _example(*next(iter(missing.items()))) if alone else None
    message = f"{spot.name} lacks the key{'' if alone else 's'} {listed(missing)}"
    return Diagnostic("CP102", message, spot.owner, hint)


def _example(key: str, schema: Schema) -> str | None:
    value = schema["properties"].get(key, {})
    if choices := value.get("enum"):
        return f"add '{key}: {choices[0]}'" if len(choices) == 1 else f"add '{key}:' {one_of(choices)}"
    example = next(iter(value.get("examples", ())), value.get("const"))
    return None if example is None or isinstance(example, (list, dict)) else f"add '{key}: {example}'"


def _bad_key(key: Scalar, schema: Schema) -> Diagnostic:
    message = f"the key '{shown(key.text)}' is not {with_article(schema['title'])}"
    return Diagnostic("CP109", message, key.place, described(schema))


def _value_problem(spot: Spot, fault: Fault) -> Diagnostic:
    node, schema = spot.node, fault.schema
    if not isinstance(node, Scalar):
        return _list_problem(spot, fault)
    if not node.text or (not node.quoted and node.text in NO_VALUE):
        return Diagnostic("CP112", f"{spot.name} has no value: expected {expected(schema)}", spot.place)
    code, hint, mend = _code_and_mend(node, fault)
    words = expected(schema, bounds=code == "CP107")
    quoted = " in quotes" if code == "CP106" else ""
    message = f"{spot.name} is '{shown(node.text)}'{quoted}: expected {words}"
    return Diagnostic(code, message, spot.place, hint, mend=mend)


def _code_and_mend(node: Scalar, fault: Fault) -> tuple[str, str | None, Mend | None]:
    schema, keyword = fault.schema, fault.keyword
    if keyword in ("type", "pattern") and wants_number(schema):
        return number_mend(node, percent="pattern" in schema, whole=schema.get("type") == "integer")
    if keyword in ("enum", "const"):
        return "CP104", did_you_mean(straight(node.text), map(str, schema.get("enum", ()))), None
    if "date" in schema.get("format", ""):
        return "CP108", mend_date(straight(node.text)), None
    if "minimum" in keyword.lower() or "maximum" in keyword.lower():
        return "CP107", _percent_mend(node.text, schema), None
    if keyword == "pattern":
        return "CP109", mend_id(node.text), None
    wants_list = schema.get("type") == "array" and "prefixItems" not in schema
    return "CP103", f"write {shown(list_of(node.text))}" if wants_list else _keys_of(schema), None


def _keys_of(schema: Schema) -> str | None:
    """Say which keys a mapping has, where something else was written."""
    if "object" not in schema.get("type", ()) or "allOf" in schema:
        return None
    known = [key for key in schema.get("properties", ()) if "properties" in schema]
    return f"the keys here are {some(known, 20)}" if known else None


def _percent_mend(text: str, schema: Schema) -> str | None:
    value = parse_number(text, percent=False)
    fits = value is not None and schema.get("maximum") == 1 and 1 < value <= _HUNDRED
    return f"write {text}%" if fits else None


def _list_problem(spot: Spot, fault: Fault) -> Diagnostic:
    schema, keyword = fault.schema, fault.keyword
    count = len(items(spot.node))
    if keyword == "uniqueItems":
        return _repeated(spot)
    if keyword in ("type", "enum", "const"):
        found = "a list" if isinstance(spot.node, Sequence) else "keys and values"
        hint = (
            "write each as a key, without '- '" if _is_list_of_keys(spot.node, schema) else _keys_of(schema)
        )
        return Diagnostic("CP103", f"{spot.name} is {found}: expected {expected(schema)}", spot.owner, hint)
    if schema.get("minItems") == schema.get("maxItems"):
        message = f"{spot.name} has {count} value{'s' * (count != 1)}: expected {described(schema)}"
        return Diagnostic("CP110", message, spot.owner, "write decimals with a point" if count > 2 else None)
    return Diagnostic("CP110", f"{spot.name} is empty", spot.owner, "name at least one")


def _is_list_of_keys(node: Node, schema: Schema) -> bool:
    """Tell whether keys were written as a list where they need no dashes."""
    return "object" in schema.get("type", ()) and bool(items(node)) and all(map(entries, items(node)))


def _repeated(spot: Spot) -> Diagnostic:
    texts = [item for item in items(spot.node) if isinstance(item, Scalar)]
    first = {item.text: item for item in reversed(texts)}
    again = next(item for item in texts if first[item.text] is not item)
    message = f"'{shown(again.text)}' stands twice in {spot.name}"
    return Diagnostic("CP111", message, again.place, "keep one of the two")
