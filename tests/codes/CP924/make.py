"""Five customers answered about each of ten people in each month; hardly anybody differs from the others."""

from pathlib import Path

GOOD = {1: "5434444334", 2: "4543343444"}  # favourable answers of each person, by month
ROWS = [
    f"P{person:02d},2027-{month:02d},listening,{'good' if answer < int(good) else 'average'}"
    for month, people in GOOD.items()
    for person, good in enumerate(people, 1)
    for answer in range(5)
]
TEXT = "\n".join(["participant_id,month,behaviour,rating", *ROWS, ""])
Path("data/ratings.csv").write_text(TEXT, encoding="utf-8")
