"""What can be wrong with a query, told at its place in the sources file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from compplan.data.problems import quote
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.sources.model import Named

_LONGEST = 200


def bad_query(query: Named, what: str) -> DiagnosticError:
    """Give the error of a query that is not one, or fails; of what the database says, the first line."""
    shown = next(iter(what.splitlines()), what)[:_LONGEST]
    return DiagnosticError([Diagnostic("CP346", f"the query {shown}", query.place, "correct the query")])


def refuse_repeated(query: Named, columns: Iterable[str]) -> None:
    """Raise DiagnosticError if a query gives two columns of the same name."""
    repeated = [name for name, count in Counter(columns).items() if count > 1]
    if repeated:
        raise bad_query(query, f"gives several columns named {quote(repeated[0])}")
