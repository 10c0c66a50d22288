"""Folders of tables made to hang, exhaust or mislead their reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.hostile import plans, workbooks

Make = Callable[[Path], None]
Content = Callable[[], Iterable[bytes]]
"""Gives a file's bytes in pieces."""
PEOPLE = b"participant_id,role,target_incentive,start_date\nP1,seller,12000,2027-01-01\n"
LED = b"participant_id,role,target_incentive,start_date,manager_id\n"
SALES = b"participant_id,date,amount\n"
ROW = b"P1,2027-01-05,1\n"
LARGE = 100_000_000
MANY = 100_000


def folders() -> dict[str, Make]:
    """Give functions that fill a folder, by what they put there."""
    made: dict[str, Make] = {}
    for name, content in _sales().items():
        made[f"sales.csv with {name}"] = _writes("sales.csv", content)
    for name, content in _people().items():
        made[f"participants.csv with {name}"] = _writes("participants.csv", content)
    for name, place in plans.special().items():
        made[f"{name} for sales.csv"] = _places("sales.csv", place)
    for name, book in workbooks.books().items():
        made[f"sales.xlsx with {name}"] = _places("sales.xlsx", book)
    for name, file in workbooks.parquets().items():
        made[f"sales.parquet with {name}"] = _places("sales.parquet", file)
    return made | {"100,000 files": _many_files, "a name that is not UTF-8": _odd_name}


def _sales() -> dict[str, Content]:
    """Give contents of sales.csv."""
    line = b"P1,2027-01-05,"
    wide = b",".join(b"c%d" % i for i in range(MANY))
    return {
        "a NUL": lambda: [SALES, b"P1,2027-01-05,1\0\n"],
        "100 MB of NULs": lambda: [SALES, b"\0" * LARGE],
        "UTF-16": lambda: [(SALES + ROW).decode().encode("utf-16")],
        "UTF-32": lambda: [(SALES + ROW).decode().encode("utf-32")],
        "two byte order marks": lambda: [b"\xef\xbb\xbf" * 2, SALES, ROW],
        "a surrogate": lambda: [SALES, line, b"\xed\xa0\x80\n"],
        "lines that end in CR": lambda: [SALES.replace(b"\n", b"\r"), ROW.replace(b"\n", b"\r")],
        "one cell of 100 MB": lambda: [SALES, line, b"1" * LARGE, b"\n"],
        "a cell of 60 MB in quotes": lambda: [SALES, line, b'"', b"9" * 60_000_000, b'"\n'],
        "a header of 100 MB": lambda: [b"a" * LARGE],
        "20 million commas": lambda: [b"," * 20_000_000],
        "a million columns": lambda: [SALES.strip(), *(b",c%d" % i for i in range(1_000_000)), b"\n"],
        "20 rows of 100,000 columns": lambda: [
            SALES.strip(),
            b",",
            wide,
            b"\n",
            *([line, b"1", b"," * MANY, b"\n"] * 20),
        ],
        "100 MB of quotes": lambda: [SALES, b'"' * LARGE],
        "100 MB of blank lines": lambda: [SALES, b"\n" * LARGE],
        "a quote that never closes": lambda: [SALES, line, b'"1\n', ROW * 3_000_000],
        "100 MB of right rows": lambda: [SALES, ROW * (LARGE // len(ROW))],
        "a million wrong cells": lambda: [SALES, *(b"%bx%d\n" % (line, i) for i in range(1_000_000))],
        "a million strangers": lambda: [SALES, *(b"Q%d,2027-01-05,1\n" % i for i in range(1_000_000))],
        "3 million short rows": lambda: [SALES, b"P1,2027-01-05\n" * 3_000_000],
        "an id of 1 MB": lambda: [SALES, b"P" * 1_000_000, b",2027-01-05,1\n"],
        "numbers that are none": lambda: [SALES, *(b"%b%b\n" % (line, each) for each in NUMBERS)],
        "days that are none": lambda: [SALES, *(b"P1,%b,1\n" % each for each in DAYS)],
        "a column twice": lambda: [b"participant_id,date,amount,amount\n", line, b"1,2\n"],
        "columns without names": lambda: [b"participant_id,date,amount,,\n", line, b"1,2,3\n"],
    }


NUMBERS = (
    b"nan|inf|-inf|1e400|0x10|1_000|+1|--1|.5|5.|1e5|-0x1|9999999999999999999|0.00001|1;0|\xd9\xa1\xd9\xa2|TRUE|#REF!"
).split(b"|")
DAYS = b"0000-00-00|9999-12-31|2027-02-30|2027-1-1|20270105|45000|05/01/2027|2027-13-01|1989-12-31".split(
    b"|"
)


def _people() -> dict[str, Content]:
    """Give contents of participants.csv."""
    led = b"P%d,seller,1,2027-01-01,P%d\n"
    return {
        "200,000 levels of managers": lambda: [
            LED,
            b"P0,seller,1,2027-01-01,\n",
            *(led % (i, i - 1) for i in range(1, 200_000)),
        ],
        "a circle of 100,000 managers": lambda: [LED, *(led % (i, (i - 1) % MANY) for i in range(MANY))],
        "50,000 circles of managers": lambda: [LED, *(led % (i, i ^ 1) for i in range(MANY))],
        "30,000 segments that overlap": lambda: [
            PEOPLE,
            *(
                b"P1,seller,1,%d-%02d-%02d\n" % (1990 + i // 360, i // 30 % 12 + 1, i % 28 + 1)
                for i in range(30_000)
            ),
        ],
    }


def _writes(name: str, content: Content) -> Make:
    def make(folder: Path) -> None:
        (folder / "participants.csv").write_bytes(PEOPLE)
        with (folder / name).open("wb") as file:
            file.writelines(content())

    return make


def _places(name: str, place: Make) -> Make:
    def make(folder: Path) -> None:
        (folder / "participants.csv").write_bytes(PEOPLE)
        place(folder / name)

    return make


def _many_files(folder: Path) -> None:
    for number in range(MANY):
        (folder / f"sales {number}.csv").touch()


def _odd_name(folder: Path) -> None:
    (folder / "participant\udcff.csv").write_bytes(PEOPLE)
