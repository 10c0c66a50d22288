"""A query over files, where DuckDB is not installed."""

import sys
from unittest.mock import patch

import compplan as cp

with patch.dict(sys.modules, {"duckdb": None}):
    cp.load_data("tables")
