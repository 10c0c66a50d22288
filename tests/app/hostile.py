"""The small company with names and texts that attack whoever shows them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.company import PLAN, TABLES

TURNED = "\u202e"
"""Turns the direction of writing."""
NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    f"=cmd|' /C calc'!A0{TURNED}gnp.exe",
    "x" * 10_000,
)
TITLE = "</title></textarea><script>alert(3)</script>"
QUOTAS = "carl,2027-Q1,9000\ndora,2027-Q1,9000\n"
REGION = "</table><svg onload=alert(4)>"


def write_hostile(folder: Path) -> None:
    """Write a plan and tables; every participant has a region and one of the names."""
    title = f'title: "{TITLE}"\ndescription: "<b onclick=alert(5)>"'
    plan = PLAN.replace("title: Revenue and relationship", title)
    plan = plan.replace(
        "  revenue:\n    type", '  revenue:\n    title: "<script>alert(6)</script>"\n    type', 1
    )
    (folder / "<img src=x onerror=alert(7)>.yaml").write_text(plan, encoding="utf-8")
    (folder / "data").mkdir()
    for name, text in TABLES.items():
        written = {"participants": _named(), "quotas": text + QUOTAS}.get(name, text)
        (folder / "data" / f"{name}.csv").write_text(written, encoding="utf-8")


def _named() -> str:
    quoted = ['"' + name.replace('"', '""') + '"' for name in NAMES]
    people = [
        ("ann", "seller", 12000, "2026-01-01"),
        ("bob", "seller", 7440, "2027-01-17"),
        ("carl", "seller", 1000, "2027-01-01"),
        ("dora", "seller", 1000, "2027-01-01"),
    ]
    rows = [
        f'{person},{role},{incentive},{start},,{name},"{REGION}"'
        for (person, role, incentive, start), name in zip(people, quoted, strict=True)
    ]
    return "\n".join(["participant_id,role,target_incentive,start_date,end_date,name,region", *rows, ""])
