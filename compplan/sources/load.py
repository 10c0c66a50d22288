"""Load the tables of a company from a folder, files, databases, frames or arrays."""

from __future__ import annotations

from compplan.data.files import Source
from compplan.data.load import Progress, load, untold
from compplan.data.model import Panel
from compplan.sources.locate import locate


def load_data(source: Source, *, progress: Progress = untold) -> Panel:
    """Load and check the tables of a folder, of a sources file, or of a mapping of tables to what holds them.

    A folder holds a file for each table, such as ``sales.csv``, ``sales.parquet`` or ``sales.xlsx``, or a
    ``sources.yaml`` that says where the tables come from. A mapping gives a path, a data frame, or a mapping
    of columns to arrays or lists, for each table. DiagnosticError tells all that is wrong.

    ``progress`` is told while a large CSV or Parquet file is read: the table, how many of its rows have been
    read, and of about how many.

    The panel is a copy: changing arrays or frames later does not change it. Arrays and lists need no polars.

    >>> participants = {"participant_id": ["ann", "bo"], "role": ["rep", "rep"]}
    >>> participants |= {"target_incentive": [12_000, 9_000], "start_date": ["2027-01-01", "2027-02-15"]}
    >>> sales = {"participant_id": ["bo"], "date": ["2027-03-01"], "amount": ["199.90"]}
    >>> panel = load_data({"participants": participants, "sales": sales})
    >>> panel.participants, len(panel.tables["sales"])
    (('ann', 'bo'), 1)
    """
    return load(locate(source), progress)
