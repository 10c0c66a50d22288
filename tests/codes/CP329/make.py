"""A workbook whose formula found nothing."""

from pathlib import Path

import openpyxl

Path("data/sales.csv").unlink()
book = openpyxl.Workbook()
book.active.append(["participant_id", "date", "amount"])
book.active.append(["P1", "2027-01-15", "#N/A"])
book.active["C2"].data_type = "e"
book.save("data/sales.xlsx")
