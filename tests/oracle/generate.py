"""Seeded cases for comparing an engine with the oracle: random plans, exact ties, exact steps."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from tests.oracle.exact_cases import edge_case, tie_case
from tests.oracle.random_plan import random_plan
from tests.oracle.random_tables import random_tables
from tests.oracle.reading import EXPONENTS, Tables, read_plan
from tests.oracle.yaml_text import plan_text


def generate(seed: int, *, participants: int = 6) -> tuple[str, Tables]:
    """Make a valid random plan (YAML text) and tables (text cells) on which it runs without an error."""
    rng = Random(seed)
    text = plan_text(random_plan(rng, EXPONENTS))
    return text, random_tables(rng, read_plan(text), participants)


def ties(seed: int, rows: int) -> tuple[str, Tables]:
    """Make a monthly plan of one year and data for at least ``rows`` lines, each an exact tie to round."""
    return tie_case(Random(seed), rows)


def edges(seed: int, rows: int) -> tuple[str, Tables]:
    """Make a monthly plan of one year, at least ``rows`` lines, where everybody ends on a step."""
    return edge_case(Random(seed), rows)


def write_tables(tables: Tables, folder: Path) -> None:
    """Write each table as a CSV file of its name; a cell that some rows lack is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
