"""A plan saved as what some editors call Unicode."""

from pathlib import Path

file = Path("plan.yaml")
file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")
