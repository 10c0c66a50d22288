"""Files that are not what they should be, and folders that hold them."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from compplan.diagnostics import DiagnosticError
from compplan.sources.load import load_data
from tests.data.company import PARTICIPANTS, problems, write

SALES = "participant_id,date,amount\n"
ROW = "P1,2027-01-05,100.00\n"


def _zip(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "sales.csv",
            (SALES + ROW).encode("utf-16"),
            "CP305 the file is in UTF-16, expected UTF-8 (save it as 'CSV UTF-8')",
        ),
        (
            "sales.csv",
            (SALES + ROW).encode("utf-16-le"),
            "CP305 holds a NUL byte, as in UTF-16 (save it as 'CSV UTF-8')",
        ),
        (
            "sales.csv",
            (SALES + "P1,2027-01-05,1\nMüller,2027-01-05,1\n").encode("latin-1"),
            "CP305 the byte 0xFC is not UTF-8 (save it as 'CSV UTF-8')",
        ),
        (
            "sales.csv",
            "participant_id,date,amount,Größe\n".encode("latin-1"),
            "CP305 the byte 0xF6 is not UTF-8 (save it as 'CSV UTF-8')",
        ),
        (
            "sales.csv",
            (SALES + ROW + "P1,2027-01-05,1\0\n").encode(),
            "CP305 holds a NUL byte, as in UTF-16 (save it as 'CSV UTF-8')",
        ),
        ("sales.csv", b"", "CP310 the file is empty (give a header and rows, or remove the file)"),
        (
            "sales.csv",
            b"\nP1,2027-01-05,1\n",
            "CP310 the first row is blank, expected the header (begin with the names of the columns)",
        ),
        (
            "sales.csv",
            (SALES + ROW).replace("\n", "\r").encode(),
            "CP304 the lines end in CR alone (save it with LF or CR LF at the ends of lines)",
        ),
        (
            "sales.csv",
            b"PAR1" + bytes(20),
            (
                "CP304 the file is a Parquet file, expected CSV"
                " (name it sales.parquet if it is a table of that kind)"
            ),
        ),
        (
            "sales.csv",
            b"\x89PNG\r\n\x1a\n" + bytes(20),
            "CP304 the file is a picture, expected CSV (save the table as CSV)",
        ),
        (
            "sales.parquet",
            (SALES + ROW).encode(),
            (
                "CP304 the file is text or something else, expected Parquet"
                " (name it sales.csv if it is a table of that kind)"
            ),
        ),
        (
            "sales.parquet",
            b"PAR1" + bytes(20),
            "CP304 the file is damaged: it cannot be read as Parquet (write it again)",
        ),
        (
            "sales.xlsx",
            (SALES + ROW).encode(),
            (
                "CP304 the file is text or something else, expected XLSX"
                " (name it sales.csv if it is a table of that kind)"
            ),
        ),
        (
            "sales.xlsx",
            b"PK\x03\x04" + bytes(20),
            "CP304 the file is damaged: it cannot be read as XLSX (save it again as XLSX)",
        ),
        (
            "sales.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            (
                "CP304 the file is an old or a password-protected workbook, expected XLSX"
                " (save the table as XLSX)"
            ),
        ),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    name: str, content: bytes, expected: str, tmp_path: Path
) -> None:
    """What a file is stands in its first bytes; nothing is guessed from the rest."""
    (write(tmp_path, {}) / name).write_bytes(content)
    (found,) = problems(tmp_path)
    assert found.startswith(name)
    assert found.endswith(expected)


def test_an_archive_named_csv_is_refused(tmp_path: Path) -> None:
    """A ZIP archive, which a workbook also is, is no text."""
    (write(tmp_path, {}) / "sales.csv").write_bytes(_zip(tmp_path / "some.zip"))
    assert problems(tmp_path) == [
        (
            "sales.csv: error CP304 the file is a ZIP archive or an XLSX workbook, expected CSV"
            " (name it sales.xlsx if it is a table of that kind)"
        )
    ]


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A ZIP archive named like a workbook is damaged as one."""
    (write(tmp_path, {}) / "sales.xlsx").write_bytes(_zip(tmp_path / "some.zip"))
    assert problems(tmp_path) == [
        "sales.xlsx: error CP304 the file is damaged: it cannot be read as XLSX (save it again as XLSX)"
    ]


def test_rows_of_encoding_problems_are_told(tmp_path: Path) -> None:
    """The first line that is not UTF-8, or holds a NUL byte, is named."""
    (write(tmp_path, {}) / "sales.csv").write_bytes((SALES + ROW + "Müller,,\n").encode("latin-1"))
    assert problems(tmp_path)[0].startswith("sales.csv:3: error CP305")
    (tmp_path / "sales.csv").write_bytes((SALES + ROW + ROW + "P1,\0,\n").encode())
    assert problems(tmp_path)[0].startswith("sales.csv:4: error CP305")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A folder named like a table is not one."""
    (write(tmp_path, {}) / "sales.csv").mkdir()
    assert problems(tmp_path) == [
        "sales.csv: error CP303 is a folder, expected a file (put a file in its place)"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_place_of_a_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """Nobody writes to the pipe: reading it would never end."""
    os.mkfifo(write(tmp_path, {}) / "sales.csv")
    assert problems(tmp_path) == [
        "sales.csv: error CP303 is a pipe, expected a file (put a file in its place)"
    ]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no devices in its file tree")
def test_a_device_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A link to a device without end is not read."""
    (write(tmp_path, {}) / "sales.csv").symlink_to("/dev/zero")
    assert problems(tmp_path) == [
        "sales.csv: error CP303 is a device, expected a file (put a file in its place)"
    ]


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    """A link whose file is gone is not as if the table were not there."""
    (write(tmp_path, {}) / "sales.csv").symlink_to(tmp_path / "gone.csv")
    assert problems(tmp_path) == [
        (
            "sales.csv: error CP303 cannot be read: no such file or directory"
            " (check the path and who may read it)"
        )
    ]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing folder is one problem, not seven missing tables."""
    missing = tmp_path / "no"
    assert problems(missing) == [
        (
            f"{missing}: error CP303 cannot be read: no such file or directory"
            " (give the folder that holds the tables)"
        )
    ]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """A table's file is not the folder of tables."""
    file = write(tmp_path, {}) / "participants.csv"
    assert problems(file) == [
        f"{file}: error CP303 cannot be read: not a directory (give the folder that holds the tables)"
    ]


def test_a_folder_without_participants_is_told(tmp_path: Path) -> None:
    """Of all tables participants alone is always needed."""
    assert problems(tmp_path) == [
        (
            f"{tmp_path}: error CP301 the table participants is missing"
            " (Give participants.csv or participants.parquet or participants.xlsx)"
        )
    ]


@pytest.mark.parametrize(
    "name", ["participant.csv", "Participants.csv", "participants.tsv", "participants.csv.gz"]
)
def test_a_file_named_almost_like_a_missing_table_is_suggested(name: str, tmp_path: Path) -> None:
    """A near miss of a name is named, not read."""
    (tmp_path / name).write_text(PARTICIPANTS, encoding="utf-8")
    assert problems(tmp_path) == [
        (
            f"{tmp_path}: error CP301 the table participants is missing"
            f" (did you mean {name}? Give participants.csv or participants.parquet or participants.xlsx)"
        )
    ]


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    """Which of two files counts is not guessed."""
    write(tmp_path, {"sales.csv": SALES, "sales.xlsx": "x", "sales.parquet": "x"})
    assert problems(tmp_path) == [
        (
            "sales.parquet: error CP302 there is more than one file for sales: sales.csv, sales.parquet,"
            " sales.xlsx (keep one of them)"
        )
    ]


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    """Notes, pictures and misspelt optional tables are no error; the latter are kept as near misses."""
    write(tmp_path, {"README.md": "# Data", "sale.csv": "x", "picture.png": "x", "credits.txt": "x"})
    panel = load_data(tmp_path)
    assert set(panel.tables) == set()
    assert dict(panel.near_misses) == {"sales": "sale.csv", "credits": "credits.txt"}


def test_an_optional_table_may_have_a_header_alone(tmp_path: Path) -> None:
    """A month without sales gives an empty table, not a missing one."""
    panel = load_data(write(tmp_path, {"sales.csv": SALES}))
    assert len(panel.tables["sales"]) == 0


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + SALES + ROW,
        (SALES + ROW).replace("\n", "\r\n"),
        SALES + ROW.rstrip("\n"),
        SALES + ROW + "\n\n",
        SALES + ROW + "\r\n\r\n",
        SALES + "\n" + ROW,
        SALES + ",,\n" + ROW + ",,\n\n,,\n",
        '"participant_id","date","amount"\n"P1","2027-01-05","100.00"\n',
        SALES + "P1,2027-01-05,100\n",
        SALES + "P1,2027-01-05,100.000000\n",
        "amount,date,participant_id\n100.00,2027-01-05,P1\n",
    ],
    ids=[
        "byte order mark",
        "CR LF",
        "no line end at the end",
        "blank lines at the end",
        "blank CR LF lines at the end",
        "blank line between",
        "rows of commas",
        "all cells quoted",
        "integer",
        "trailing zeros",
        "other order of columns",
    ],
)
def test_ways_to_write_the_same_table(text: str, tmp_path: Path) -> None:
    """What does not change the content does not change the digest."""
    (tmp_path / "plain").mkdir()
    (tmp_path / "other").mkdir()
    plain = load_data(write(tmp_path / "plain", {"sales.csv": SALES + ROW}))
    assert load_data(write(tmp_path / "other", {"sales.csv": text})).digest == plain.digest


def test_rows_are_counted_as_they_stand_in_the_file(tmp_path: Path) -> None:
    """Blank rows are left out and still count in the places of problems."""
    text = SALES + "\n" + ROW + ",,\n" + ROW.replace("100.00", "x")
    assert problems(write(tmp_path, {"sales.csv": text}))[0].startswith("sales.csv:5, column 'amount'")


def test_ragged_rows_are_found_among_quoted_commas(tmp_path: Path) -> None:
    """A missing and an extra comma do not make up for each other."""
    text = SALES + 'P1,2027-01-05\n"P1",2027-01-05,"1,5",2\n'
    found = problems(write(tmp_path, {"sales.csv": text}))
    assert [line.partition(" (")[0] for line in found] == [
        "sales.csv:2: error CP306 this row has 2 cells, the header 3",
        "sales.csv:3: error CP306 this row has 4 cells, the header 3",
    ]


def test_a_short_row_is_found_in_a_file_of_quoted_commas(tmp_path: Path) -> None:
    """Commas inside of cells do not count as commas between them."""
    text = "participant_id,date,amount,product\n" + 'P1,2027-01-05,1,"a,b"\nP1,2027-01-05,1\n'
    assert problems(write(tmp_path, {"sales.csv": text})) == [
        "sales.csv:3: error CP306 this row has 3 cells, the header 4 (give each row one cell for each column)"
    ]


def test_a_path_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    """A mapping may give paths, of the kinds that a folder holds."""
    write(tmp_path, {"sales.tsv": SALES})
    source = {"participants": tmp_path / "participants.csv", "sales": str(tmp_path / "sales.tsv")}
    with pytest.raises(DiagnosticError) as error:
        load_data(source)
    assert str(error.value).removeprefix(f"{tmp_path}/") == (
        "sales.tsv: error CP304 the name does not end in .csv, .parquet or .xlsx"
        " (give a file of one of these kinds)"
    )


def test_paths_of_a_mapping_may_have_any_name(tmp_path: Path) -> None:
    """The mapping says which table a file is."""
    write(tmp_path, {"export[1].CSV": SALES + ROW})
    panel = load_data({"participants": tmp_path / "participants.csv", "sales": tmp_path / "export[1].CSV"})
    assert len(panel.tables["sales"]) == 1
