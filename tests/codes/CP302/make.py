"""A second file for a table."""

from pathlib import Path

Path("data/sales.parquet").touch()
