"""A workbook with a sheet for each month."""

from pathlib import Path

import openpyxl

Path("data/sales.csv").unlink()
book = openpyxl.Workbook()
book.active.title = "January"
book.create_sheet("February")
for sheet in book:
    sheet.append(["participant_id", "date", "amount"])
book.save("data/sales.xlsx")
