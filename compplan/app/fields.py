"""Fields of forms that ask for more than plans: what is shown, what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from compplan.diagnostics import Diagnostic
from compplan.grammar import parse_typed
from compplan.months import parse_month

_LONGEST = 300
T = TypeVar("T")
Typed = Mapping[str, Sequence[str]]
"""Values by field."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: name, label, a hint, and choices (value and text) if it has any; ``many`` may be ticked."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with the values typed, and what is wrong with them."""

    field: Field
    values: tuple[str, ...]
    wrong: str = ""


@dataclass(slots=True)
class Reading:
    """Reads fields one by one and notes what is wrong with each."""

    typed: Typed
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give what was typed, without blanks around it."""
        values = self.typed.get(name, ())
        return values[0][:_LONGEST].strip() if len(values) == 1 else ""

    def number(self, name: str) -> float | None:
        """Read a number, a percentage or nothing."""
        return self._read(name, _float, "write a number such as 0.3, 30% or 9,000,000")

    def whole(self, name: str, otherwise: int) -> int:
        """Read a whole number that is not negative; nothing typed is ``otherwise``."""
        found = self._read(name, _whole, "write a whole number")
        return otherwise if found is None else found

    def month(self, name: str) -> int | None:
        """Read a month or nothing."""
        return self._read(name, parse_month, "write a month as YYYY-MM")

    def tell(self, problems: Iterable[Diagnostic], of: Mapping[str, str] | None = None) -> None:
        """Note problems at the fields that places name, as ``--risk`` does; ``of`` names other places."""
        for each in problems:
            name = (of or {}).get(each.place.file, each.place.file.removeprefix("--").replace("-", "_"))
            hint = f": {each.hint}" if each.hint else ""
            self.wrong.setdefault(name, f"{each.message}{hint}")

    def _read(self, name: str, read: Callable[[str], T | None], hint: str) -> T | None:
        text = self.text(name)
        found = read(text) if text else None
        if text and found is None:
            self.wrong[name] = hint
        return found

    def shown(self, fields: Sequence[Field]) -> list[Shown]:
        """Give fields with what was typed into them, or with what they hold at first."""
        return [Shown(each, self._values(each), self.wrong.get(each.name, "")) for each in fields]

    def _values(self, each: Field) -> tuple[str, ...]:
        """Give what was typed; nobody sends boxes that are not ticked, other fields begin as they do."""
        if each.name in self.typed or (each.many and self.typed):
            return tuple(value[:_LONGEST] for value in self.typed.get(each.name, ()))
        return (each.value,) if each.value else ()


def _float(text: str) -> float | None:
    value = parse_typed(text)
    return None if value is None else float(value)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
