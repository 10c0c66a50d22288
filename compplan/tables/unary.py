"""The strict grammar of cells: the unary tests of S-FEEL, with exact numbers.

``-`` (anything), a value, ``< 0.8``, ``[0.5..1.0)``, ``not(...)``, and lists of these with commas. Beside
the standard (OMG DMN 1.5, chapter 9) shares may be written ``80%``, texts that are one word without
quotes, dates without ``date("...")``, and ``missing`` holds where there is no value; ``-`` and ``missing``
are the only tests that do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from compplan.grammar import parse_number
from compplan.months import parse_date
from compplan.tables.model import Input
from compplan.tables.sets import (
    ABOVE_ALL,
    BELOW_ALL,
    Cut,
    Names,
    Numbers,
    Span,
    Values,
    complement,
    union,
    whole,
    within,
)

LONGEST_CELL = 1_000
_TOKEN = re.compile(
    r"""(?P<blank>[ ]+)|(?P<quoted>"[^"\\\n]*")|(?P<date>\d{4}-\d{2}-\d{2}(?![\w-]))
    |(?P<number>-?\d+(?:\.\d+)?%?(?![\w%]))|(?P<word>[^\W\d][\w-]*)|(?P<sign><=|>=|\.\.|[-<>\[\](),])""",
    re.VERBOSE | re.ASCII,
)
_EXAMPLES = {
    "number": "write a number, >= 0.8, [0.5..1.0) or -",
    "whole": "write a whole number, >= 3, [1..3] or -",
    "date": "write a date such as 2027-01-31, < 2027-02-01 or -",
    "text": 'write a text such as "AE", a list of them, not("AE") or -',
    "boolean": "write true, false or -",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: where in its text, in words, and a mend."""

    at: int
    length: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _FaultError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_cell(text: str, column: Input) -> Values | Fault:
    """Read a cell as the set of values for which it holds, or say what is wrong with it."""
    try:
        if len(text) > LONGEST_CELL:
            return Fault(0, 1, f"a cell of {len(text):,} characters", "write more rows")
        values = _Reader(_tokens(text, column), column, len(text)).cell()
    except _FaultError as error:
        return error.fault
    if isinstance(values, Numbers) and not values.spans and not values.missing:
        return Fault(
            0, len(text), f"'{column.name}' never has a value for which this holds", "delete the row"
        )
    return values


def is_word(text: str) -> bool:
    """Tell whether a text may stand in a cell without quotes."""
    match = _TOKEN.fullmatch(text)
    return match is not None and match.lastgroup == "word" and text not in ("missing", "not")


def everything(column: Input) -> Values:
    """Give the set of all values of an input, missing ones too: that of a cell ``-``."""
    if column.kind in ("text", "boolean"):
        return Names(frozenset(), others=True, missing=True)
    return Numbers((column.domain,), missing=True)


def _tokens(text: str, column: Input) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _FaultError(Fault(at, 1, f"'{text[at]}' cannot stand here", _EXAMPLES[column.kind]))
        if match.lastgroup != "blank":
            tokens.append(_Token(match.lastgroup or "", match[0], at))
        at = match.end()
    return tokens


class _Reader:
    """Reads the tokens of one cell from left to right."""

    def __init__(self, tokens: list[_Token], column: Input, end: int) -> None:
        self.tokens, self.column, self.at = tokens, column, 0
        self.end = _Token("end", "", end)
        self.missing = False

    def cell(self) -> Values:
        """Read the whole cell."""
        if [token.text for token in self.tokens] == ["-"]:
            return everything(self.column)
        negated = self._is("not")
        if negated:
            self._take("not")
            self._take("(")
        values = self._list()
        if negated:
            self._take(")")
        if self._next is not self.end:
            raise self._fault(self._next, "expected a comma or the end")
        return self._negated(values) if negated else values

    @property
    def _next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def _is(self, text: str) -> bool:
        return self._next.text == text and self._next.kind != "quoted"

    def _take(self, text: str = "") -> _Token:
        token = self._next
        if text and not self._is(text):
            raise self._fault(token, f"expected '{text}'")
        self.at += 1
        return token

    def _list(self) -> Values:
        texts = self.column.kind in ("text", "boolean")
        found: list[str] = []
        spans: list[Span] = []
        while True:
            if self._is("missing"):
                self._can_be_missing(self._take())
            elif texts:
                found.append(self._name())
            else:
                spans.append(self._span())
            if not self._is(","):
                break
            self._take()
        if texts:
            return Names(frozenset(found), missing=self.missing)
        return Numbers(self._inside(union(spans)), self.missing)

    def _negated(self, values: Values) -> Values:
        if isinstance(values, Names):
            return Names(values.names, others=True)
        return Numbers(self._inside(complement(values.spans)))

    def _inside(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return within(spans if self.column.kind == "number" else whole(spans), self.column.domain)

    def _can_be_missing(self, token: _Token) -> None:
        if not self.column.may_be_missing:
            raise self._fault(token, f"'{self.column.name}' is never missing", "delete this row, or write -")
        self.missing = True

    def _name(self) -> str:
        token = self._take()
        boolean = self.column.kind == "boolean"
        name = token.text.strip('"') if token.kind == "quoted" else token.text
        if token.kind not in ("quoted", "word") or (boolean and token.kind == "quoted"):
            hint = f'write "{token.text}"' if token.kind in ("number", "date") and not boolean else ""
            raise self._fault(token, f"expected {'true or false' if boolean else 'a text'}", hint)
        known = self.column.names
        if known and name not in known:
            message = f"'{self.column.name}' is never '{name}'"
            raise self._fault(token, message, f"its values are {', '.join(known[:12])}", found=False)
        return name

    def _span(self) -> Span:
        token = self._next
        if token.text in ("<", "<=", ">", ">="):
            self._take()
            value = self._value()
            edge: Cut = (value, 1 if token.text in ("<=", ">") else 0)
            return (BELOW_ALL, edge) if "<" in token.text else (edge, ABOVE_ALL)
        if token.text in ("[", "(", "]"):
            return self._interval()
        value = self._value()
        return (value, 0), (value, 1)

    def _interval(self) -> Span:
        first = self._take()
        low: Cut = (self._value(), 0 if first.text == "[" else 1)
        self._take("..")
        high = self._value()
        last = self._take()
        if last.text not in ("]", ")", "["):
            raise self._fault(last, "expected ']' or ')'")
        span = low, (high, 1 if last.text == "]" else 0)
        if span[0] >= span[1]:
            raise self._fault(first, "the interval is empty", "write the smaller end first", found=False)
        return span

    def _value(self) -> Fraction:
        token = self._take()
        if token.text == "date" and self._is("("):
            token = self._called_date()
        if self.column.kind == "date":
            day = parse_date(token.text.strip('"'))
            if day is None or token.kind not in ("date", "called"):
                raise self._fault(token, "expected a date, YYYY-MM-DD")
            return Fraction(day.toordinal())
        value = parse_number(token.text, percent=self.column.kind == "number")
        if value is None or token.kind != "number":
            raise self._fault(token, f"expected a {self.column.kind.replace('whole', 'whole number')}")
        return value

    def _called_date(self) -> _Token:
        self._take("(")
        inner = self._take()
        self._take(")")
        return _Token("called" if inner.kind == "quoted" else "word", inner.text, inner.at)

    def _fault(self, token: _Token, message: str, hint: str = "", *, found: bool = True) -> _FaultError:
        seen = f", found '{token.text}'" if token is not self.end else ", found the end"
        text = message + (seen if found and not hint else "")
        return _FaultError(
            Fault(token.at, max(1, len(token.text)), text, hint or _EXAMPLES[self.column.kind])
        )
