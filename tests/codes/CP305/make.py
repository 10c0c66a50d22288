"""A table saved in Latin-1."""

from pathlib import Path

file = Path("data/participants.csv")
file.write_text(file.read_text(encoding="utf-8").replace("P2", "P\u00e9"), encoding="latin-1")
