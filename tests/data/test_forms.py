"""The same content gives the same panel, whatever form it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.data.model import Panel, TextColumn
from compplan.sources.load import load_data
from tests.data.forms import FORMS, HOSTILE, company, frames, write_csv, write_parquet, write_xlsx


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    """Load the company from CSV files."""
    return load_data(write_csv(tmp_path_factory.mktemp("csv")))


def test_all_tables_are_there(panel: Panel) -> None:
    """Every table of the company is in the panel, with all its rows."""
    rows = {name: len(next(iter(columns.values()))) for name, columns in company().items()}
    assert {name: len(table) for name, table in panel.tables.items()} | {"participants": 4} == rows


@pytest.mark.parametrize("form", FORMS)
def test_frames_and_arrays_give_the_panel_of_the_files(form: str, panel: Panel) -> None:
    """A frame of any library and a mapping of arrays or lists give the same digest as CSV files."""
    assert load_data(frames(FORMS[form])).digest == panel.digest


def test_parquet_gives_the_panel_of_csv(panel: Panel, tmp_path: Path) -> None:
    """Typed columns of Parquet stand for the texts of CSV."""
    assert load_data(write_parquet(tmp_path)).digest == panel.digest


def test_workbooks_give_the_panel_of_csv(panel: Panel, tmp_path: Path) -> None:
    """Cells of a workbook stand for the texts of CSV."""
    assert load_data(write_xlsx(tmp_path)).digest == panel.digest


def test_a_mapping_may_mix_forms(panel: Panel, tmp_path: Path) -> None:
    """Each table may come in a form of its own."""
    folder = write_xlsx(tmp_path)
    source = frames(FORMS["pandas"]) | {"sales": folder / "sales.xlsx"} | {"quotas": company()["quotas"]}
    assert load_data(source).digest == panel.digest


def test_hostile_text_is_kept_as_it_is(panel: Panel) -> None:
    """Formulas, marks, quotation marks, line breaks and blanks of free text are data."""
    product = panel.tables["sales"].columns["product"]
    assert isinstance(product, TextColumn)
    assert [product.values[code] if code >= 0 else "" for code in product.codes] == HOSTILE
