"""How long a decision table of 1,000 rows takes over 1,000,000 participant-months, beside zen-engine.

    python -m benchmarks.rules                 both, on a table of three inputs, and by where the row stands
    python -m benchmarks.rules --cells 100000 --sample 500

The table: every combination of ten bands of three shares, one row each, in the hit policy `unique`. Rows that
zen-engine gives for a sample of the participant-months are checked to be the same. Without zen-engine
(`pip install zen-engine`) its part is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from itertools import product
from statistics import median
from typing import Any

import numpy as np

from benchmarks.machine import machine
from compplan.tables.columns import Ratios
from compplan.tables.evaluate import Compiled, compile_table, firing
from compplan.tables.model import Input, Row, Table
from compplan.tables.proof import Proof, prove
from compplan.tables.unary import Fault, read_cell

NAMES = ("share_to_target", "attainment", "progress")
BANDS = 10
PARTS = 1_000
"""Shares are multiples of 1 / PARTS, so that edges are met."""
Columns = list[np.ndarray[Any, np.dtype[np.int64]]]


def main() -> None:
    """Read the arguments, print the figures; exit 1 if the two engines do not agree."""
    asked = _arguments()
    print(machine(f"{asked.repeat} rounds"))
    bands = [_band(at) for at in range(BANDS)]
    cells = list(product(bands, repeat=len(NAMES)))
    table, seconds = _timed(lambda: _table(cells))
    proof, proving = _timed(lambda: prove(table))
    print(f"{len(cells):,} rows: read in {seconds:.2f} s, proved in {proving:.2f} s")
    assert proof == Proof()
    compiled = compile_table(table)
    numbers = np.random.default_rng(0).integers(0, PARTS + 1, (len(NAMES), asked.cells))
    mine = _ours(compiled, list(numbers), asked.repeat, f"{asked.cells:,} participant-months")
    for row in (0, len(cells) // 2, len(cells) - 1):
        middle = [np.full(asked.cells, _inside(cells[row][at])) for at in range(len(NAMES))]
        _ours(compiled, middle, asked.repeat, f"the same, all in row {row + 1:,}")
    sys.exit(_beside_zen(cells, list(numbers), mine, asked.sample))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cells", type=int, default=1_000_000, help="participant-months")
    parser.add_argument("--sample", type=int, default=2_000, help="participant-months for zen-engine")
    parser.add_argument("--repeat", type=int, default=7, help="rounds")
    return parser.parse_args()


def _band(at: int) -> str:
    low, high = f"{at / BANDS:.1f}", f"{(at + 1) / BANDS:.1f}"
    return f"< {high}" if at == 0 else f">= {low}" if at == BANDS - 1 else f"[{low}..{high})"


def _inside(band: str) -> int:
    return next(part for part in range(PARTS) if _band(part * BANDS // PARTS) == band) + PARTS // BANDS // 2


def _table(cells: list[tuple[str, ...]]) -> Table:
    inputs = tuple(Input(name, "number") for name in NAMES)
    rows = []
    for number, texts in enumerate(cells):
        sets = [read_cell(text, column) for text, column in zip(texts, inputs, strict=True)]
        rows.append(Row(tuple(each for each in sets if not isinstance(each, Fault)), number))
    return Table(inputs, tuple(rows))


def _ours(
    compiled: Compiled, numbers: Columns, repeat: int, what: str
) -> np.ndarray[Any, np.dtype[np.int32]]:
    columns = [Ratios(values, PARTS) for values in numbers]
    found = firing(compiled, columns)
    times = [_timed(lambda: firing(compiled, columns))[1] for _ in range(repeat)]
    middle = median(times)
    print(
        f"compplan, {what}: {middle:.3f} s of processor time, {len(found) / middle / 1e6:.1f} M/s", flush=True
    )
    return found


def _beside_zen(
    cells: list[tuple[str, ...]], numbers: Columns, mine: np.ndarray[Any, np.dtype[np.int32]], sample: int
) -> int:
    try:
        import zen
    except ImportError:
        print("zen-engine is absent (pip install zen-engine)")
        return 0
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(cells)))
    chosen = np.random.default_rng(1).choice(len(mine), sample, replace=False)
    asked = [{name: numbers[at][cell] / PARTS for at, name in enumerate(NAMES)} for cell in chosen]
    found, seconds = _timed(lambda: [decision.evaluate(each)["result"]["row"] for each in asked])
    wrong = int((np.array(found) != mine[chosen]).sum())
    print(f"zen-engine, one by one: {seconds / sample * 1e3:.2f} ms each, {sample / seconds:,.0f}/s")
    for row in (0, len(cells) - 1):
        one = {name: _inside(cells[row][at]) / PARTS for at, name in enumerate(NAMES)}
        _, seconds = _timed(lambda one=one: [decision.evaluate(one) for _ in range(20)])
        print(f"zen-engine, row {row + 1:,}: {seconds / 20 * 1e3:.2f} ms each")
    print(f"{wrong} of {sample:,} rows differ")
    return min(wrong, 1)


def _graph(cells: list[tuple[str, ...]]) -> dict[str, Any]:
    rules = [
        {"_id": f"r{number}", "row": str(number), **dict(zip(NAMES, texts, strict=True))}
        for number, texts in enumerate(cells)
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in NAMES],
        "outputs": [{"id": "row", "name": "row", "field": "row"}],
        "rules": rules,
    }
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": place},
        {"id": "table", "name": "table", "type": "decisionTableNode", "position": place, "content": content},
        {"id": "out", "name": "out", "type": "outputNode", "position": place},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """Give a call's result, and the processor time that it took."""
    started = time.process_time()
    return call(), time.process_time() - started


if __name__ == "__main__":
    main()
