"""Whether a reader of explanations alone, in 30 lines, gets the lines that were paid.

    python -m benchmarks.recalculate --lines 1000

Samples lines of the bundled plans' payments, explains each payment as JSON, and computes the line from what
the JSON gives: rows, words of the plan and operations, never an intermediate value.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from fractions import Fraction as F  # noqa: N817  the recalculator shall be short
from itertools import pairwise
from math import prod
from typing import Any

import compplan as cp
from benchmarks.machine import machine
from compplan.report.explanation_json import explanation_document

PLANS = ("bold", "gradual", "immediate", "status-quo", "managers")


def recalculate(node: dict[str, Any]) -> F:  # noqa: C901  one case an operation, to be read at once
    """Compute a node from the nodes below it; only what is given is believed."""
    of, zero = [recalculate(part) for part in node["of"]], F(0)
    match node["operation"]:
        case "given":
            return F(node["value"])
        case "sum":
            return sum(of, zero)
        case "difference":
            return of[0] - sum(of[1:])
        case "product":
            return prod(of, start=F(1))
        case "quotient":
            return of[0] / of[1]
        case "least" | "greatest" as which:
            return min(of) if which == "least" else max(of)
        case "if_reached":
            return of[2] if of[0] >= of[1] else zero
        case "part":
            return max(min(of[:1] + of[2:]) - of[1], zero)
        case "band":
            return next((rate for to, rate in zip(of[1::2], of[2::2], strict=False) if of[0] < to), of[-1])
        case "round":  # half_up, as all bundled plans say
            return (1 if of[0] >= 0 else -1) * (abs(of[0]) / of[1] + F(1, 2)).__floor__() * of[1]
        case "interpolate":
            points = list(zip(of[1::2], of[2::2], strict=True))
            x = min(max(of[0], points[0][0]), points[-1][0])
            (a, low), (b, high) = next(pair for pair in pairwise(points) if x <= pair[1][0])
            return low + (high - low) * (x - a) / (b - a)
    raise ValueError(node["operation"])


def main() -> None:
    """Sample, compute again and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(machine(f"{given.lines:,} lines, seed {given.seed}"))
    pick, folder = random.Random(given.seed), cp.bundled("plans")
    data = cp.load_data(folder / "data")
    results = [cp.load_plan(folder / f"{name}.yaml").run(data) for name in PLANS]
    rows = [(result, row) for result in results for row in result.lines.rows()]
    found = Counter(_compared(result, row) for result, row in pick.sample(rows, given.lines))
    print(f"reproduced: {found[True]:,} of {given.lines:,}")


def _compared(result: cp.Result, row: dict[str, str]) -> bool:
    """Tell whether a line, and its payment as the sum of all lines, come out as they were paid."""
    explanation = cp.explain(result, row["participant_id"], row["month"])
    payment = json.loads(json.dumps(explanation_document(explanation)))["payment"]
    lines = {line["name"]: recalculate(line) for line in payment["of"]}
    return lines[row["component"]] == F(row["paid"]) and sum(lines.values()) == recalculate(payment)


if __name__ == "__main__":
    main()
