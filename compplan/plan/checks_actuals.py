"""Checks of actuals: how rows are counted, whose, and on which days."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import lacks
from compplan.documents.nodes import Node, date, entries, get, key_of, text
from compplan.plan.model import OPERATIONS

_OF_QUOTAS = ("table", "value", "spread", "seasonality", "ramp", "over", "if_missing")
_ALL = "sum, count, distinct, average, last or retained"


def check(actual: Node | None) -> Iterator[Diagnostic]:
    """Give every problem of meaning of an actual."""
    if actual is not None:
        yield from operation(actual)
        yield from of_one(actual)
        yield from split(actual)
        yield from days(actual)


def target(node: Node | None) -> Iterator[Diagnostic]:
    """Check that a target is counted of rows, or stands in a table of quotas, and not both."""
    keys = [key for key, _ in entries(node)]
    if node is None or not keys:
        return
    of = key_of(node, "of")
    for key in keys:
        if of and key.text in _OF_QUOTAS:
            message = f"'{key.text}' beside 'of': a target is a quota, or counted of rows"
            yield Diagnostic("CP244", message, key.place, f"delete '{key.text}', or 'of'")
        if not of and key.text in ("times", "period"):
            message = f"'{key.text}' needs 'of': the rows that the target is a part of"
            yield Diagnostic("CP244", message, key.place, "add 'of: {table: events, count: rows}'")
    names = [key.text for key in keys]
    for name, other in (("table", "value"), ("value", "table")):
        owner = key_of(node, name)
        if not of and owner and lacks(node, other):
            message = f"'{name}' needs '{other}': a quota is a column of a table"
            yield Diagnostic("CP244", message, owner.place, f"add '{other}:'")
    said = {"table", "value", "times", "period"} & set(names)
    if not of and not said and all(lacks(node, name) for name in ("of", "table", "value")):
        hint = "add 'table: quotas' and 'value: quota', or 'of:' with rows to count"
        yield Diagnostic("CP244", "nothing says how high the target is", node.place, hint)
    yield from check(get(node, "of"))
    mean = key_of(get(node, "of"), "average") if get(node, "of") is not None else None
    if mean:
        yield Diagnostic("CP244", "a mean is no target", mean.place, "count by sum, count or distinct")


def operation(actual: Node) -> Iterator[Diagnostic]:
    """Check that exactly one word says how rows are counted."""
    keys = [key for key, _ in entries(actual)]
    used = [key for key in keys if key.text in OPERATIONS]
    if len(used) > 1:
        message = f"'{used[1].text}' beside '{used[0].text}': rows are counted in one way"
        yield Diagnostic("CP240", message, used[1].place, "delete one, or make a measure of each")
    if keys and not used and all(lacks(actual, name) for name in OPERATIONS):
        yield Diagnostic("CP240", "nothing says how rows are counted", actual.place, f"add {_ALL}")


def of_one(actual: Node) -> Iterator[Diagnostic]:
    """Check that a last value is looked for among the rows of one participant."""
    kept, credit = key_of(actual, "last"), get(actual, "credit")
    if kept and credit is not None and text(credit) in ("reports", "own_and_reports", "team"):
        message = "the last value of several people's rows is nobody's"
        yield Diagnostic("CP241", message, credit.place, "write credit: own, or count by sum or average")


def split(actual: Node) -> Iterator[Diagnostic]:
    """Check that what is shared out, or counts in part, are sums or numbers of rows."""
    used = next((key for key, _ in entries(actual) if key.text in OPERATIONS), None)
    for name in ("splits", "counts"):
        key = key_of(actual, name)
        if key and used and used.text not in ("sum", "count"):
            message = f"'{name}' beside '{used.text}': only sums and numbers of rows have parts"
            yield Diagnostic("CP243", message, key.place, f"delete '{name}', or count by sum or count")


def days(actual: Node) -> Iterator[Diagnostic]:
    """Check that the first day that counts comes before the end."""
    first, end = date(get(actual, "from")), date(get(actual, "to"))
    node = get(actual, "to")
    if node is not None and first is not None and end is not None and end <= first:
        message = f"'to' {end} is not after 'from' {first}: no day counts"
        yield Diagnostic("CP242", message, node.place, "'to' is the day after the last one that counts")
