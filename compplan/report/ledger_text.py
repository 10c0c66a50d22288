"""The ledger for the terminal: entries, lines, differences, balances, disputes, and what was compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compplan.ledger.disputes import Dispute
from compplan.ledger.model import MONEY_KINDS, Entry, Line, PostedLine
from compplan.ledger.money import exponent
from compplan.ledger.reconcile import Reconciled
from compplan.ledger.sums import Balance
from compplan.ledger.verify import Verified
from compplan.ledger.views import EntryView, ParticipantView
from compplan.report.diagnostics_text import counted
from compplan.report.plain import one_line
from compplan.report.tables_text import money, table

_DIGITS = 12
"""Of a digest, as many as are shown in a list."""


def posted_text(entry: Entry) -> str:
    """Say what a posting recorded."""
    what = f"posted to {entry.month}: entry {entry.number}, {counted(entry.lines, 'line')}"
    return f"{what}, {_money(entry.paid, entry.currency)}"


def entries_text(entries: Iterable[Entry], names: Mapping[int, str]) -> str:
    """List entries, each on a line."""
    header = ("entry", "kind", "month", "refers to", "by", "made", "digest", "lines", "paid")
    rows = [
        (
            str(entry.number),
            entry.kind,
            entry.month or "",
            "" if entry.refers is None else str(entry.refers),
            names[entry.person],
            entry.made,
            entry.digest[:_DIGITS],
            f"{entry.lines:,}" if entry.kind in MONEY_KINDS else "",
            _money(entry.paid, entry.currency) if entry.kind in MONEY_KINDS else "",
        )
        for entry in entries
    ]
    return table(header, rows, left=7) if rows else "no entries"


def entry_text(view: EntryView) -> str:
    """Show an entry: its facts, texts and lines."""
    entry = view.entry
    parts = [
        f"entry {entry.number}: {entry.kind}{f' {entry.month}' if entry.month else ''}",
        *([f"refers to entry {entry.refers}"] if entry.refers is not None else []),
        f"by {one_line(view.names[entry.person])}, {entry.made}",
        *(f"{name}: {_fact(value)}" for name, value in sorted(entry.facts.items())),
        *(f"{text.kind}: {one_line(text.text or '(erased)')}" for text in view.texts),
        f"head {entry.head}",
    ]
    lines = [_line_row(line, view.names[line.person], entry) for line in view.lines]
    header = ("line", "participant", "plan", "component", "month", *_AMOUNTS)
    return "\n".join(parts) + (f"\n\n{table(header, lines, left=5)}" if lines else "")


def history_text(view: ParticipantView) -> str:
    """Show a participant's lines in all entries."""
    rows = [
        (f"{line.entry}.{line.number}", entry.kind, str(entry.month), *_line_row(line, "", entry)[2:])
        for entry, line in view.lines
    ]
    header = ("line", "kind", "posted in", "plan", "component", "month", *_AMOUNTS)
    return f"{one_line(view.participant)}\n\n{table(header, rows, left=6)}" if rows else "no lines"


def differences_text(found: Mapping[str, Sequence[Line]], currency: str) -> str:
    """List what is to be posted, by participant and component, with the sum."""
    lines = [line for month in sorted(found) for line in found[month]]
    if not lines:
        return "what is posted equals this run"
    places = exponent(currency)
    rows = [
        (line.participant, line.plan, line.component, line.month, *_signed(line[4:], places))
        for line in lines
    ]
    header = ("participant", "plan", "component", "month", *_AMOUNTS)
    total = money(sum(line.paid for line in lines), places, signed=True)
    return f"{table(header, rows, left=4)}\n\n{counted(len(lines), 'line')}, {total} {currency} to be paid"


def balances_text(balances: Iterable[Balance]) -> str:
    """List open balances."""
    rows = [
        (
            each.participant,
            each.plan,
            each.component,
            each.currency,
            *(money(amount, exponent(each.currency)) for amount in each[4:]),
        )
        for each in balances
    ]
    header = ("participant", "plan", "component", "currency", "held", "draw", "overpaid")
    return table(header, rows, left=4) if rows else "no open balances"


def disputes_text(disputes: Iterable[Dispute], names: Mapping[int, str]) -> str:
    """Show questions, each with its line, state and answer."""
    return "\n\n".join("\n".join(_dispute(each, names)) for each in disputes) or "no disputes"


def reconciled_text(found: Reconciled) -> str:
    """List every difference of a month's payments to a payroll file."""
    places = exponent(found.currency)
    agree = f"{found.month}: {counted(found.agree, 'payment')} of the ledger and the payroll agree"
    if not found.mismatches:
        return agree
    header = ("participant", "ledger", "payroll", f"difference ({found.currency})")
    rows = [
        (
            each.participant,
            "none" if each.ledger is None else money(each.ledger, places),
            "none" if each.payroll is None else money(each.payroll, places),
            money(each.difference, places, signed=True),
        )
        for each in found.mismatches
    ]
    total = money(sum(each.difference for each in found.mismatches), places, signed=True)
    differ = f"{counted(len(rows), 'difference')}, {total} {found.currency} in all"
    return f"{table(header, rows)}\n\n{differ}\n{agree}"


def verified_text(found: Verified, *, anchored: bool) -> str:
    """Say what was verified."""
    parts = [f"{found.entries:,} entries" if found.entries != 1 else "1 entry", counted(found.lines, "line")]
    parts.append(
        counted(found.texts, "text") + (f", {found.erased:,} of them erased" if found.erased else "")
    )
    held = "\nthe anchor is held" if anchored else ""
    return f"verified: {', '.join(parts)}; all as they were written{held}\nhead {found.head}"


_AMOUNTS = ("earned", "paid", "held", "draw", "overpaid")


def _line_row(line: PostedLine, name: str, entry: Entry) -> tuple[str, ...]:
    places = exponent(str(entry.currency))
    amounts = (money(amount, places) for amount in line[6:])
    return (f"{line.entry}.{line.number}", name, line.plan, line.component, line.month, *amounts)


def _signed(amounts: Sequence[int], places: int) -> Iterator[str]:
    return (money(amount, places, signed=True) for amount in amounts)


def _dispute(each: Dispute, names: Mapping[int, str]) -> Iterator[str]:
    line = each.line
    where = f"{one_line(names[line.person])}, {line.component}, {line.month}"
    yield f"dispute {each.entry.number} ({each.state}): line {line.entry}.{line.number}, {where}"
    yield f"  {one_line(names[each.entry.person])} asks: {one_line(each.question or '(erased)')}"
    if each.state != "open":
        yield f"  answer: {one_line(each.answer or '(erased)')}"
    if each.correction is not None:
        yield f"  corrected by entry {each.correction.number}"


def _fact(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_fact(each)}" for name, each in sorted(value.items()))
    return one_line(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _money(minor: int, currency: str | None) -> str:
    return f"{money(minor, exponent(currency))} {currency}" if currency else ""
