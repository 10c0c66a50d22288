"""jsonschema's errors as diagnostics: at the token that is wrong, one for each mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from compplan.diagnostics import Diagnostic, Place
from compplan.grammar import parse_number
from compplan.plan.mends import did_you_mean, mend_date, mend_number, nearest
from compplan.plan.nodes import NO_VALUE, Mapping, Node, Scalar, Sequence, entries, items, key_of
from compplan.plan.words import described, expected, listed, one_of, shown, some, wants_number, with_article

_HUNDRED = 100
_ALMOST = 0.75
_FIRST = ("type", "pattern", "format", "minLength", "const", "enum")


def diagnostics(root: Node, errors: Iterable[Any]) -> Iterator[Diagnostic]:
    """Turn the errors of a tree into diagnostics, one for each mistake."""
    by_path: dict[tuple[str | int, ...], list[Any]] = {}
    for error in errors:
        by_path.setdefault(tuple(error.absolute_path), []).append(error)
    for path, found in by_path.items():
        spot = _Spot(root, path)
        if isinstance(spot.node, Mapping) and all(error.validator != "type" for error in found):
            yield from _mapping_problems(spot, found)
        else:
            yield _value_problem(spot, min(found, key=_priority))


class _Spot:
    """A value in the tree, the name people know it by, and the token that stands for it."""

    def __init__(self, root: Node, path: tuple[str | int, ...]) -> None:
        self.node, self.owner, self.name = root, root.place, "the file"
        for step in path:
            if isinstance(step, int):
                self.node = items(self.node)[step]
                self.owner = next((key.place for key, _ in entries(self.node)), self.node.place)
                self.name = f"an item of {self.name.removeprefix('an item of ')}"
            else:
                key, self.node = next(entry for entry in entries(self.node) if entry[0].text == step)
                self.owner, self.name = key.place, f"'{shown(step)}'"

    @property
    def place(self) -> Place:
        """Give the value's own place; for a mapping or an empty value that of the key that owns it."""
        plain = isinstance(self.node, Scalar) and (self.node.text or self.node.quoted)
        return self.node.place if plain else self.owner


def _priority(error: Any) -> int:
    return _FIRST.index(error.validator) if error.validator in _FIRST else len(_FIRST)


def _mapping_problems(spot: _Spot, errors: list[Any]) -> Iterator[Diagnostic]:
    missing = {
        key: error.schema
        for error in errors
        if error.validator == "required"
        for key in error.validator_value
        if key_of(spot.node, key) is None
    }
    for error in errors:
        if error.validator == "additionalProperties":
            yield from _unknown_keys(spot, error.schema["properties"], missing)
        elif "propertyNames" in error.schema_path:
            yield _bad_key(spot, error)
        elif error.validator == "minProperties":
            yield Diagnostic("CP110", f"{spot.name} is empty", spot.owner, "name at least one")
    yield from _misspelt_types(spot, missing)
    if missing:
        yield _missing_keys(spot, missing)


def _misspelt_types(spot: _Spot, missing: dict[str, Any]) -> Iterator[Diagnostic]:
    """Find a misspelt key that chooses the variant; without it no key is unknown."""
    words = [key.text for key, _ in entries(spot.node)]
    for name in [name for name, schema in missing.items() if "allOf" in schema]:
        key = key_of(spot.node, nearest(name, words, _ALMOST) or "")
        if key is not None:
            missing.pop(name)
            yield Diagnostic(
                "CP101", f"unknown key '{shown(key.text)}'", key.place, f"did you mean '{name}'?"
            )


def _unknown_keys(spot: _Spot, known: dict[str, Any], missing: dict[str, Any]) -> Iterator[Diagnostic]:
    absent = [key for key in known if key_of(spot.node, key) is None]
    for key, _ in entries(spot.node):
        if key.text in known:
            continue
        meant = nearest(key.text, missing) or nearest(key.text, absent)
        missing.pop(meant or "", None)
        hint = f"did you mean '{meant}'?" if meant else f"the keys here are {some(known, 20)}"
        yield Diagnostic("CP101", f"unknown key '{shown(key.text)}'", key.place, hint)


def _missing_keys(spot: _Spot, missing: dict[str, Any]) -> Diagnostic:
    alone = len(missing) == 1
    hint = _example(*next(iter(missing.items()))) if alone else None
    message = f"{spot.name} lacks the key{'' if alone else 's'} {listed(missing)}"
    return Diagnostic("CP102", message, spot.owner, hint)


def _example(key: str, schema: dict[str, Any]) -> str | None:
    value = schema["properties"].get(key, {})
    if choices := value.get("enum"):
        return f"add '{key}: {choices[0]}'" if len(choices) == 1 else f"add '{key}:' {one_of(choices)}"
    example = next(iter(value.get("examples", ())), value.get("const"))
    return None if example is None or isinstance(example, (list, dict)) else f"add '{key}: {example}'"


def _bad_key(spot: _Spot, error: Any) -> Diagnostic:
    key = key_of(spot.node, error.instance)
    place = key.place if key else spot.owner
    return Diagnostic(
        "CP109",
        f"the key '{shown(error.instance)}' is not {with_article(error.schema['title'])}",
        place,
        described(error.schema),
    )


def _value_problem(spot: _Spot, error: Any) -> Diagnostic:
    node, schema = spot.node, error.schema
    if not isinstance(node, Scalar):
        return _list_problem(spot, error)
    if not node.text or (not node.quoted and node.text in NO_VALUE):
        return Diagnostic("CP112", f"{spot.name} has no value: expected {expected(schema)}", spot.place)
    code, hint = _code_and_mend(node, error)
    words = expected(schema, bounds=code == "CP107")
    return Diagnostic(code, f"{spot.name} is '{shown(node.text)}': expected {words}", spot.place, hint)


def _code_and_mend(node: Scalar, error: Any) -> tuple[str, str | None]:
    schema, keyword = error.schema, error.validator
    if keyword in ("enum", "const"):
        return "CP104", did_you_mean(node.text, map(str, schema.get("enum", ())))
    if keyword == "format":
        return "CP108", mend_date(node.text)
    if "minimum" in keyword.lower() or "maximum" in keyword.lower():
        return "CP107", _percent_mend(node.text, schema)
    if keyword in ("type", "pattern") and wants_number(schema):
        return _number_mend(node, schema)
    if keyword == "pattern":
        return "CP109", None
    wants_list = schema.get("type") == "array" and "prefixItems" not in schema
    return "CP103", f"write [{shown(node.text)}]" if wants_list else None


def _number_mend(node: Scalar, schema: dict[str, Any]) -> tuple[str, str | None]:
    percent = "pattern" in schema
    if node.quoted and parse_number(node.text, percent=percent) is not None:
        return "CP106", "remove the quotes"
    return "CP105", mend_number(node.text, percent=percent, whole=schema.get("type") == "integer")


def _percent_mend(text: str, schema: dict[str, Any]) -> str | None:
    value = parse_number(text, percent=False)
    fits = value is not None and schema.get("maximum") == 1 and 1 < value <= _HUNDRED
    return f"write {text}%" if fits else None


def _list_problem(spot: _Spot, error: Any) -> Diagnostic:
    schema, keyword = error.schema, error.validator
    count = len(error.instance)
    if keyword == "uniqueItems":
        return _repeated(spot)
    if keyword == "type":
        found = "a list" if isinstance(spot.node, Sequence) else "keys and values"
        return Diagnostic("CP103", f"{spot.name} is {found}: expected {expected(schema)}", spot.owner)
    if schema.get("minItems") == schema.get("maxItems"):
        message = f"{spot.name} has {count} value{'s' * (count != 1)}: expected {described(schema)}"
        return Diagnostic("CP110", message, spot.owner, "write decimals with a point" if count > 2 else None)
    return Diagnostic("CP110", f"{spot.name} is empty", spot.owner, "name at least one")


def _repeated(spot: _Spot) -> Diagnostic:
    texts = [item for item in items(spot.node) if isinstance(item, Scalar)]
    first = {item.text: item for item in reversed(texts)}
    again = next(item for item in texts if first[item.text] is not item)
    message = f"'{shown(again.text)}' stands twice in {spot.name}"
    return Diagnostic("CP111", message, again.place, "keep one of the two")
