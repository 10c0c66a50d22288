"""A plan of more than a mebibyte."""

from pathlib import Path

Path("plan.yaml").write_text("# " + "x" * 1024 * 1024, encoding="utf-8")
