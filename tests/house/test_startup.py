"""Starting is quick because nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("duckdb", "fastexcel", "jsonschema", "numpy", "pandas", "polars", "pyarrow", "scipy")

IMPORT = "import compplan"
HELP = """
from click import Context
from compplan.cli.main import main

main(["--help"], standalone_mode=False)
for name in main.list_commands(Context(main)):
    main([name, "--help"], standalone_mode=False)
"""


@pytest.mark.parametrize("code", [IMPORT, HELP], ids=["import", "help"])
def test_nothing_heavy_is_loaded(code: str) -> None:
    """Importing compplan, or asking it or any of its commands for help, loads no heavy library."""
    report = f"\nimport sys\nprint('loaded', *sorted(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded"
