"""A database that was damaged on its way."""

from pathlib import Path

Path("tables/crm.sqlite").write_bytes(b"SQLite format 3\0" + b"damaged " * 64)
