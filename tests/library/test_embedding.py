from __future__ import annotations

import subprocess
import sys

from tests.shared import ROOT

HEAVY = ("duckdb", "fastexcel", "narwhals", "openpyxl", "pandas", "polars", "pyarrow", "scipy")

EMBEDDED = """
import sys

from tests.library.company import small_arrays
import compplan as cp

plan = cp.load_plan(cp.bundled("plans") / "bold.yaml")
other = cp.load_plan(cp.bundled("plans") / "status-quo.yaml")
panel = cp.load_data(small_arrays())
result = cp.run(plan, panel, through="2027-02")
print(*result.payments.to_frame()["amount"])
cp.compare([other, plan], panel, through="2027-02")
cp.explain(result, "ann", "2027-02")
for shown in (plan, panel, result, result.lines):
    shown._repr_html_()
"""


def _run(code: str) -> list[str]:
    report = f"\nprint('loaded', *sorted(set({HEAVY}) & set(sys.modules)))"
    command = [sys.executable, "-c", code + report]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_embedding_with_arrays_loads_no_frame_library() -> None:
    """Arrays in, payments out as a dict: NumPy is the only heavy library that is loaded."""
    amounts, loaded = _run(EMBEDDED)
    assert len(amounts.split()) == 3
    assert loaded == "loaded"


def test_a_frame_loads_its_own_library_alone() -> None:
    """Asking for polars frames loads polars, not pandas."""
    code = EMBEDDED + "result.payments.to_frame('polars')"
    assert _run(code)[-1] == "loaded polars"
