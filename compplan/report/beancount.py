"""The ledger in the language of Beancount, so that another program can recompute its balances.

Each posting is a transaction for each participant: what the incentive costs, against what is payable, held
back, advanced or overpaid. A payment moves what is payable to the bank. Assertions say what every account
holds at the end. Beancount orders all by date.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from compplan.engine.results.table import money_text
from compplan.ledger.entries import entries, persons, posted_lines
from compplan.ledger.model import MONEY_KINDS, Entry, PostedLine
from compplan.ledger.money import exponent
from compplan.ledger.store import Store
from compplan.months import days_in, parse_month

Postings = Counter[str]
"""Amounts by account, in minor units."""
_BANK = "Assets:Bank"


def beancount_text(store: Store) -> Iterator[str]:
    """Write a ledger for Beancount, directive by directive."""
    sums: Counter[tuple[str, str]] = Counter()
    days: set[dt.date] = set()
    for entry in list(entries(store, "kind IN ('post', 'correct', 'reverse', 'pay')")):
        for currency, title, postings in _transactions(store, entry):
            days.add(_day(entry))
            sums.update({(account, currency): amount for account, amount in postings.items()})
            yield _transaction(entry, title, postings, currency)
    people = {str(number): name for name, number in persons(store).items()}
    for account, currency in sorted(sums):
        yield f"{min(days)} open {account} {currency}\n{_known(account, people)}"
    for (account, currency), amount in sorted(sums.items()):
        day = max(days) + dt.timedelta(days=1)
        yield f"{day} balance {account} {_amount(amount, currency)}\n"


def _transactions(store: Store, entry: Entry) -> Iterator[tuple[str, str, Postings]]:
    """Give the currency, title and postings of each transaction of an entry."""
    if entry.kind in MONEY_KINDS:
        lines = sorted(posted_lines(store, "entry = ?", (entry.number,)), key=lambda line: line.person)
        for person, group in groupby(lines, key=lambda line: line.person):
            yield str(entry.currency), f"{entry.kind} {entry.month} for {person}", _earned(group)
        return
    sql = (
        "SELECT lines.person, entries.currency, sum(lines.paid) FROM lines"
        " JOIN entries ON entries.number = lines.entry WHERE entries.month = ? GROUP BY 1, 2 ORDER BY 1, 2"
    )
    for person, currency, paid in store.query(sql, (entry.month,)):
        yield str(currency), f"pay {entry.month} to {person}", _paid(person, int(paid))


def _earned(lines: Iterable[PostedLine]) -> Postings:
    postings: Postings = Counter()
    for line in lines:
        cost = line.paid + line.held - line.draw - line.overpaid
        postings[f"Expenses:Incentives:{_component(line.component)}"] += cost
        postings[f"Liabilities:Payable:N{line.person}"] -= line.paid
        postings[f"Liabilities:Held:N{line.person}"] -= line.held
        postings[f"Assets:Draws:N{line.person}"] += line.draw
        postings[f"Assets:Overpaid:N{line.person}"] += line.overpaid
    return Counter({account: amount for account, amount in postings.items() if amount})


def _paid(person: int, amount: int) -> Postings:
    return Counter({f"Liabilities:Payable:N{person}": amount, _BANK: -amount})


def _transaction(entry: Entry, title: str, postings: Postings, currency: str) -> str:
    rows = "".join(
        f"  {account}  {_amount(amount, currency)}\n"
        for account, amount in sorted(postings.items())
        if amount
    )
    return f'{_day(entry)} * "{title}"\n  entry: {entry.number}\n{rows}'


def _known(account: str, people: dict[str, str]) -> str:
    """Name the person of an account, as long as the ledger knows the name."""
    name = people.get(account.rpartition(":N")[2]) if ":N" in account else None
    if name is None:
        return ""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'  participant: "{escaped}"\n'


def _component(name: str) -> str:
    """Write a component as a part of an account's name: a capital first, and no underscores."""
    return "-".join(word.capitalize() for word in name.split("_") if word)


def _amount(minor: int, currency: str) -> str:
    return f"{money_text(minor, exponent(currency))} {currency}"


def _day(entry: Entry) -> dt.date:
    index = parse_month(str(entry.month))
    assert index is not None
    return dt.date.fromisoformat(f"{entry.month}-{days_in(index):02}")
