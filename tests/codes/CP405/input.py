"""An editor saves the plan while somebody looks at its mends."""

from pathlib import Path

from compplan.report.mending import mended_files, write_mended

PLAN = Path("plan.yaml")
MENDED = mended_files([str(PLAN)])
PLAN.write_text(PLAN.read_text(encoding="utf-8").replace("years: 2", "years: 3"), encoding="utf-8")
write_mended(MENDED)
