"""How one payment came about."""

from __future__ import annotations

from pathlib import Path

from compplan.app.company import trail
from compplan.app.parts import Figure, Part, Steps, Table, row
from compplan.app.people import People
from compplan.app.replays import Pair
from compplan.app.view import View
from compplan.engine.explaining.explain import Explanation, explain
from compplan.engine.results.result import Result
from compplan.report.explanation_text import explanation_text
from compplan.report.tables_text import exact_money


def payment(result: Result, pair: Pair, view: View, people: People) -> Part:
    """Explain a payment; DiagnosticError if there is none."""
    found = explain(result, view.participant, view.month)
    root = str(Path(pair.checked.file).parent)
    at = people.ids.index(view.participant)
    lines = found.payment.of
    rows = tuple(row(line.name, exact_money(line.value, found.exponent)) for line in lines)
    total = exact_money(found.payment.value, found.exponent)
    table = Table(f"Lines, {found.currency}", ("component", "paid"), (*rows, row("payment", total)))
    return Part(
        f"{people.names[at]} ({view.participant}), {view.month}",
        trail(view.at(group=people.groups[at])),
        (f"{found.plan_title}. Each number follows from those below it; places are of plan and data.",),
        (Figure("Payment", f"{total} {found.currency}"),),
        (),
        (table,),
        tuple(_steps(found, root)),
    )


def _steps(found: Explanation, root: str) -> list[Steps]:
    """Cut the explanation's text into its lines, each under its own heading; the last part is a note."""
    texts = explanation_text(found).replace(f"{root}/", "").split("\n\n")
    first = 2 if len(found.payment.of) > 1 else 1
    last = first + len(found.payment.of)
    lines = [Steps(text.partition("\n")[0], text.partition("\n")[2]) for text in texts[first:last]]
    return [*lines, *(_besides(text) for text in texts[last:-1])]


def _besides(text: str) -> Steps:
    """Give what stands behind the lines a heading: pay in another currency, and what rules called for."""
    return Steps("Paid out" if text.startswith("Paid out:") else "What rules called for", text)
