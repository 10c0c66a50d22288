"""Folders whose files are not what they should be: other encodings, kinds and separators, damaged bytes."""

from __future__ import annotations

import gzip
from functools import cache
from random import Random

import polars as pl

from benchmarks.fuzz.case import Case
from benchmarks.fuzz.folder import Folder, copied, text_of, written
from benchmarks.fuzz.small_company import NUMBERS, TABLES
from benchmarks.fuzz.tables import BAD_NUMBERS

NAMES = list(TABLES)


def case_of(rng: Random) -> Case:
    """Spoil a file of the small company as a whole."""
    make = rng.choice([encoded, of_another_kind, absent, open_quote, typed, noise, noise_typed])
    case = make(rng)
    return Case(make.__name__, case.spots, case.content, wrong=case.wrong)


def _whole(name: str, content: Folder, *rows: int) -> Case:
    """Make a wrong case told of the file as a whole, or of its first row."""
    return Case("", frozenset((f"{name}.csv", row) for row in (0, 1, *rows)), content)


def _csv(name: str) -> str:
    return text_of(TABLES[name])


def encoded(rng: Random) -> Case:
    """Save a file in another encoding, or with a byte that no UTF-8 has."""
    name = rng.choice(NAMES)
    kind = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "byte", "nul"])
    if kind.startswith("utf"):
        return _whole(name, written(TABLES) | {f"{name}.csv": _csv(name).encode(kind)})
    content = _csv(name).encode()
    at = rng.randrange(len(content))
    bad = rng.choice([b"\xff", b"\xc0", b"\xfe"]) if kind == "byte" else b"\0"
    row = content[:at].count(b"\n") + 1
    spots = frozenset({(f"{name}.csv", row)})
    return Case("", spots, written(TABLES) | {f"{name}.csv": content[:at] + bad + content[at:]})


def of_another_kind(rng: Random) -> Case:
    """Give a file of another kind, or with other marks between its cells."""
    name = rng.choice(NAMES)
    kind = rng.choice(
        [";", "\t", "|", "empty", "gzip", "pdf", "xlsx", "parquet", "folder", "CR", "json", "html"]
    )
    made: dict[str, bytes | None] = {
        "empty": b"",
        "gzip": gzip.compress(_csv(name).encode(), mtime=0),
        "pdf": b"%PDF-1.7\n" + _csv(name).encode(),
        "folder": None,
        "CR": _csv(name).replace("\n", "\r").encode(),
        "json": b'[{"participant_id": "P1"}]',
        "html": b"<html><table><tr><td>participant_id</td></tr></table></html>",
    }
    if kind in ("xlsx", "parquet"):
        files = written({other: grid for other, grid in TABLES.items() if other != name})
        content = files | {f"{name}.{kind}": _csv(name).encode()}
        return Case("", frozenset({(f"{name}.{kind}", 0)}), content)
    other = made[kind] if kind in made else text_of(TABLES[name], separator=kind).encode()
    return _whole(name, written(TABLES) | {f"{name}.csv": other})


def absent(rng: Random) -> Case:
    """Leave out a table, leave its rows out, or give it twice."""
    name = rng.choice(NAMES)
    kind = rng.choice(["missing", "header", "twice"])
    if kind == "twice":
        content = written(TABLES) | {f"{name}.parquet": _parquet(name)}
        return Case("", frozenset({(f"{name}.csv", 0), (f"{name}.parquet", 0)}), content)
    tables = copied()
    del tables[name][0 if kind == "missing" else 1 :]
    content = written({other: grid for other, grid in tables.items() if grid})
    if name == "participants":
        return Case(
            "", frozenset({("company", 0), ("participants.csv", 0), ("participants.csv", 1)}), content
        )
    return Case("", frozenset(), content, wrong=False)


def open_quote(rng: Random) -> Case:
    """Open a quotation mark and never close it."""
    name = rng.choice(["sales", "quotas", "credits", "events", "accounts"])
    lines = _csv(name).splitlines()
    at = rng.randrange(1, len(lines))
    first, _, rest = lines[at].partition(",")
    lines[at] = f'"{first},{rest}'
    content = written(TABLES) | {f"{name}.csv": ("\n".join(lines) + "\n").encode()}
    return Case("", frozenset({(f"{name}.csv", at + 1)}), content)


@cache
def _parquet(name: str) -> bytes:
    return _typed(TABLES[name])


def _typed(grid: list[list[str]]) -> bytes:
    import io

    head, *rows = grid
    columns = {key: [cells[at] or None for cells in rows] for at, key in enumerate(head)}
    file = io.BytesIO()
    pl.DataFrame(columns, schema=dict.fromkeys(head, pl.String)).write_parquet(file)
    return file.getvalue()


def typed(rng: Random) -> Case:
    """Give a table as Parquet, with a number that is none in one cell."""
    name = rng.choice([name for name in NAMES if NUMBERS & set(TABLES[name][0])])
    grid = [list(cells) for cells in TABLES[name]]
    column = grid[0].index(rng.choice(sorted(NUMBERS & set(grid[0]))))
    row = rng.randrange(1, len(grid))
    grid[row][column] = rng.choice(BAD_NUMBERS)
    files = written({other: each for other, each in TABLES.items() if other != name})
    content = files | {f"{name}.parquet": _typed(grid)}
    return Case("", frozenset({(f"{name}.parquet", row)}), content)


def noise(rng: Random) -> Case:
    """Change bytes of a CSV file by chance."""
    name = rng.choice(NAMES)
    return Case(
        "", frozenset(), written(TABLES) | {f"{name}.csv": _noisy(rng, _csv(name).encode())}, wrong=None
    )


def noise_typed(rng: Random) -> Case:
    """Change bytes of a Parquet file by chance."""
    name = rng.choice(NAMES)
    files = written({other: grid for other, grid in TABLES.items() if other != name})
    return Case("", frozenset(), files | {f"{name}.parquet": _noisy(rng, _parquet(name))}, wrong=None)


def _noisy(rng: Random, content: bytes) -> bytes:
    for _ in range(rng.choice([1, 1, 2, 5])):
        at = rng.randrange(len(content) + 1)
        end = min(len(content), at + rng.choice([0, 1, 1, 4, 30, 300]))
        piece = rng.choice(
            [b"", rng.randbytes(1), rng.randbytes(8), content[at:end] * 2, b'"', b",", b"\n", b"\r"]
        )
        content = content[:at] + piece + content[end:]
    return content
