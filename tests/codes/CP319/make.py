"""A workbook with one word far from its table."""

from pathlib import Path

import openpyxl

Path("data/sales.csv").unlink()
book = openpyxl.Workbook()
book.active.append(["participant_id", "date", "amount"])
book.active.append(["P1", "2027-01-15", "100"])
book.active["XFD1048576"] = "x"
book.save("data/sales.xlsx")
