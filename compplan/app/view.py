"""What is looked at: the state of a page, all of it in its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import urlencode

from compplan.grammar import parse_number, percent_text
from compplan.months import month_text, parse_month

STEP = 5
"""The slider stands at whole multiples, in percent."""
_LONGEST = 300
_STOP = re.compile(r"[0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class View:
    """A plan (file name, perhaps with ``~`` and a draft), its path, and where the reader is.

    ``bold`` is the boldness of the path in percent, None for the path as written. ``against`` is the plan
    compared with; empty stands for the same plan with weights as they were before.
    """

    plan: str = ""
    bold: int | None = None
    against: str = ""
    as_if: int | None = None
    assume: tuple[tuple[str, Fraction], ...] = ()
    group: str = ""
    participant: str = ""
    month: str = ""

    def at(self, **changes: object) -> View:
        """Give a view that differs in some fields."""
        return replace(self, **changes)  # type: ignore[arg-type]  # names and types are those of the fields

    def address(self, path: str) -> str:
        """Write the address of a page in this view."""
        given = self.fields()
        return f"{path}?{urlencode(given)}" if given else path

    def fields(self) -> dict[str, str]:
        """Give what an address says of the view."""
        texts = {
            "plan": self.plan,
            "bold": "" if self.bold is None else str(self.bold),
            "against": self.against,
            "as_if": "" if self.as_if is None else month_text(self.as_if),
            "assume": assumed_text(self.assume),
            "group": self.group,
            "participant": self.participant,
            "month": self.month,
        }
        return {name: text for name, text in texts.items() if text}


def view_of(query: Mapping[str, str]) -> View:
    """Read a view from an address; what cannot be read is left as it is by default.

    >>> view_of({"plan": "bold.yaml", "path": "family", "bold": "67", "as_if": "2024-01"})
    View(plan='bold.yaml', bold=65, against='', as_if=24288, assume=(), group='', participant='', month='')
    """
    texts = {name: value[:_LONGEST] for name, value in query.items()}
    return View(
        plan=texts.get("plan", ""),
        bold=None if texts.get("path") == "written" else _stop(texts.get("bold", "")),
        against=texts.get("against", ""),
        as_if=parse_month(texts.get("as_if", "")),
        assume=assumptions(texts.get("assume", "")),
        group=texts.get("group", ""),
        participant=texts.get("participant", ""),
        month=texts.get("month", ""),
    )


def assumptions(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Read attainments that history did not record.

    >>> assumptions("relationship=85%, other")
    (('relationship', Fraction(17, 20)),)
    """
    pairs = (part.strip().partition("=") for part in text.split(","))
    read = ((name.strip(), parse_number(number.strip())) for name, _, number in pairs)
    return tuple((name, share) for name, share in read if name and share is not None and share >= 0)


def assumed_text(assume: tuple[tuple[str, Fraction], ...]) -> str:
    """Write attainments as they are typed."""
    return ", ".join(f"{name}={percent_text(share)}" for name, share in assume)


def _stop(text: str) -> int | None:
    return min(int(text), 100) // STEP * STEP if _STOP.fullmatch(text) else None
