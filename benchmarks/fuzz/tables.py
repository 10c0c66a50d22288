"""Folders of tables spoiled in cells, headers, rows, encodings and kinds of file."""

from __future__ import annotations

import csv
from random import Random

from benchmarks.fuzz.case import Case
from benchmarks.fuzz.folder import case_at, copied, pick, text_of, written
from benchmarks.fuzz.small_company import (
    ALL_OR_NONE,
    CURRENCIES,
    DATES,
    FREE,
    KEYS,
    NOT_NEGATIVE,
    NUMBERS,
    REQUIRED,
    WORDS,
)

BAD_NUMBERS = (
    "1,000|1e3|0x10|+1|.5|5.|1_000|nan|inf|--1|80%|$5|1 000|1'000|abc|0.00001|123456789012345|\u0663|\uff11|"
    "\u00bd|-|#N/A|1.2.3|TRUE|1,5|\u22125| 1|1\t|" + "9" * 60
).split("|")
BAD_DATES = {
    "date": [
        "2027-02-30",
        "2027-1-1",
        "01/02/2027",
        "45000",
        "2027-13-01",
        "1889-01-01",
        "9999-12-31",
        "today",
    ],
    "month": ["2027-1", "2027-13", "Jan 2027", "2027-01-15", "1889-01", "202701", "45000", "2027-Q1", "x"],
    "period": ["2027-1", "Q1 2027", "2027-Q5", "2027-13", "FY27", "1889", "2027-01-01", "2027Q1", "x"],
}
BAD_CURRENCIES = ("usd", "US", "USDX", "US$", "€", "1", "U D", "ÄÖÜ")
BAD_WORDS = ("Pay", "payment", "quotas", "all", "x", "0")
BAD_IDS = (" P1", "P1 ", "x" * 65, "a\tb", "a\x7fb", "\u200bP1\x00", "a\u2028b")


def case_of(rng: Random) -> Case:
    """Spoil the small company in one way."""
    while True:
        mutation = rng.choice(MUTATIONS)
        case = mutation(rng)
        if case is not None:
            return Case(mutation.__name__, case.spots, case.content, wrong=case.wrong)


def wrong_cell(rng: Random) -> Case | None:
    """Write a number, date, month or period in a way that is none."""
    tables, name, row, column, key = pick(rng, lambda _, key: key in NUMBERS or key in DATES)
    tables[name][row][column] = rng.choice(BAD_DATES[DATES[key]] if key in DATES else BAD_NUMBERS)
    return case_at(tables, name, row + 1)


def wrong_word(rng: Random) -> Case | None:
    """Write a currency that is none, or another word where only a few may stand."""
    tables, name, row, column, key = pick(rng, lambda name, key: key in CURRENCIES or (name, key) in WORDS)
    tables[name][row][column] = rng.choice(BAD_CURRENCIES if key in CURRENCIES else BAD_WORDS)
    return case_at(tables, name, row + 1)


def wrong_id(rng: Random) -> Case | None:
    """Write an id that nobody can be called."""
    tables, name, row, column, _ = pick(rng, lambda name, key: key.endswith("_id") and name != "participants")
    tables[name][row][column] = rng.choice(BAD_IDS)
    # A NUL is told at its line, and a comment before it has two.
    return case_at(tables, name, row + 1, *([row + 2] if name == "ratings" else []))


def empty_cell(rng: Random) -> Case | None:
    """Leave a cell empty that must be filled, or one that need not be."""
    tables, name, row, column, key = pick(
        rng, lambda name, key: key not in (FREE[name] if rng.random() < 0.7 else ())
    )
    filled = (name, key) in ALL_OR_NONE
    must = key in REQUIRED[name] or filled
    whom = name == "participants" and key in ("participant_id", "start_date", "end_date", "role")
    if whom and not (must and key in ("start_date", "role")):
        return None
    tables[name][row][column] = ""
    return case_at(tables, name, row + 1, *(range(2, 99) if filled else ()), wrong=must)


def unknown_person(rng: Random) -> Case | None:
    """Name somebody who is not in the participants table."""
    tables, name, row, column, _ = pick(
        rng, lambda name, key: key == "manager_id" or (key == "participant_id" and name != "participants")
    )
    old = tables[name][row][column]
    tables[name][row][column] = rng.choice(["P99", old.lower() or "p9", f"{old}x", "nobody"])
    return case_at(tables, name, row + 1)


def negative(rng: Random) -> Case | None:
    """Write a negative amount where there can be none."""
    tables, name, row, column, _ = pick(rng, lambda name, key: (name, key) in NOT_NEGATIVE)
    tables[name][row][column] = rng.choice(["-1", "-0.0001", "-12000"])
    return case_at(tables, name, row + 1)


def repeated_row(rng: Random) -> Case | None:
    """Write a row a second time that may be there once."""
    name = rng.choice([name for name in KEYS if KEYS[name]])
    tables = copied()
    row, to = rng.randrange(1, len(tables[name])), rng.randint(1, len(tables[name]))
    if any(not tables[name][row][tables[name][0].index(key)] for key in KEYS[name]):
        return None
    tables[name].insert(to, list(tables[name][row]))
    return case_at(tables, name, to + 1, row + 1, row + 2)


def wrong_segment(rng: Random) -> Case | None:
    """End a segment before it starts, or let it overlap, or let managers go in a circle."""
    tables = copied()
    people = tables["participants"]
    start, end, manager = (people[0].index(key) for key in ("start_date", "end_date", "manager_id"))
    kind = rng.choice(["end", "overlap", "own", "circle"])
    row = rng.randrange(1, len(people))
    if kind == "end":
        people[row][end] = rng.choice([people[row][start], "1990-01-01"])
        return case_at(tables, "participants", row + 1)
    if kind == "own":
        people[row][manager] = people[row][0]
        return case_at(tables, "participants", row + 1)
    first = next(at for at, cells in enumerate(people) if at and cells[end])
    same = [at + 1 for at, cells in enumerate(people) if cells[0] == people[first][0]]
    if kind == "overlap":
        people[first][end] = rng.choice(["", "2031-01-01"])
        return case_at(tables, "participants", *same)
    top = next(at for at, cells in enumerate(people) if at and not cells[manager])
    people[top][manager] = next(cells[0] for cells in people if cells[manager] == people[top][0])
    return case_at(tables, "participants", *range(2, len(people) + 1))


def wrong_leave(rng: Random) -> Case | None:
    """End a leave before it starts, or let it overlap with another of its participant."""
    tables = copied()
    leave = tables["leave"]
    row = rng.randrange(1, len(leave))
    same = [at + 1 for at, cells in enumerate(leave) if cells[0] == leave[row][0]]
    if rng.random() < 0.5:
        leave[row][2] = rng.choice([leave[row][1], "1990-01-01"])
        return case_at(tables, "leave", row + 1)
    first = min(same) - 1
    leave[first][2] = "2031-01-01"
    return case_at(tables, "leave", *same, wrong=len(same) > 1) if len(same) > 1 else None


def overlapping_quota(rng: Random) -> Case | None:
    """Give a quarter or year in place of one of its months, beside the others."""
    tables = copied()
    quotas = tables["quotas"]
    period = quotas[0].index("period")
    row = rng.randrange(1, len(quotas))
    same = [at + 1 for at, cells in enumerate(quotas) if cells[0] == quotas[row][0]]
    quotas[row][period] = rng.choice(["2027", "2027-Q1"])
    return case_at(tables, "quotas", *same, wrong=True if len(same) > 1 else None)


def wrong_header(rng: Random) -> Case | None:
    """Misspell, repeat, empty or leave out the name of a column."""
    tables = copied()
    name = rng.choice(list(tables))
    grid, kind = tables[name], rng.choice(["rename", "repeat", "blank", "leave out"])
    column = rng.randrange(len(grid[0]))
    must = grid[0][column] in REQUIRED[name]
    if kind == "rename":
        grid[0][column] = rng.choice(
            [grid[0][column].upper(), f"{grid[0][column]}s", f" {grid[0][column]}", "x"]
        )
    elif kind == "repeat":
        grid[0][column] = grid[0][column - 1]
    elif kind == "blank":
        grid[0][column] = ""
    else:
        for cells in grid:
            del cells[column]
    wrong = must or kind in ("repeat", "blank")
    return case_at(tables, name, 0, 1, wrong=wrong or None)


def ragged(rng: Random) -> Case | None:
    """Leave a cell out, or put one in."""
    tables = copied()
    name = rng.choice(list(tables))
    row = rng.randrange(1, len(tables[name]))
    cells = tables[name][row]
    at = rng.randrange(len(cells))
    tables[name][row] = (
        [*cells[:at], *cells[at + 1 :]] if rng.random() < 0.5 else [*cells[:at], "1", *cells[at:]]
    )
    return case_at(tables, name, row + 1)


def harmless(rng: Random) -> Case | None:
    """Write the same tables in another way, or leave out or add what nobody needs."""
    tables = copied()
    name = rng.choice(list(tables))
    head, rows = tables[name][0], tables[name][1:]
    order = rng.sample(range(len(head)), len(head))
    kind = rng.choice(["rows", "columns", "extra", "quotes", "ends", "mark", "blank", "fewer"])
    if kind == "rows":
        rng.shuffle(rows)
    grid = [head, *rows]
    if kind == "columns":
        grid = [[cells[at] for at in order] for cells in grid]
    elif kind == "extra":
        grid = [[*cells, str(at)] for at, cells in enumerate(grid)]
    elif kind == "fewer":
        kept = [at for at, key in enumerate(head) if key in REQUIRED[name] or rng.random() < 0.5]
        grid = [[cells[at] for at in kept] for cells in grid]
        if name == "participants" and "end_date" not in grid[0]:
            return None
        if name == "quotas" and "measure" not in grid[0]:
            return None
    text = text_of(
        grid,
        ends="\r\n" if kind == "ends" else "\n",
        quoting=csv.QUOTE_ALL if kind == "quotes" else csv.QUOTE_MINIMAL,
    )
    content = ("\ufeff" if kind == "mark" else "") + text + ("\n\n" if kind == "blank" else "")
    return Case("", frozenset(), written(tables) | {f"{name}.csv": content.encode()}, wrong=False)


MUTATIONS = (
    *(wrong_cell, wrong_cell, wrong_cell, wrong_word, wrong_id, empty_cell, empty_cell, unknown_person),
    *(negative, repeated_row, wrong_segment, wrong_leave, overlapping_quota, wrong_header, wrong_header),
    *(ragged, ragged, harmless),
)
