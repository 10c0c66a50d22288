"""Text files in any stated encoding, with any stated delimiter."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.sources.load import load_data
from tests.sources.company import SALES, lay_out, problems, sources, texts

CONSTANTS = "constants: {date: 2027-01-05, amount: 1}"


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("latin-1", "latin-1"),
    ],
)
@pytest.mark.parametrize(
    ("delimiter", "mark"), [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")]
)
def test_delimiters_and_encodings_are_as_stated(
    encoding: str, codec: str, delimiter: str, mark: str, tmp_path: Path
) -> None:
    """The same rows in any stated encoding and with any stated delimiter are the same table."""
    rows = [["Vertreter", "Größe"], ["P1", f'"a{mark}b"'], ["P2", "é"]]
    text = "".join(mark.join(row) + "\r\n" for row in rows)
    file = f"{{path: deals.txt, delimiter: {delimiter}, encoding: {encoding}}}"
    table = f"  sales: {{from: deals, columns: {{participant_id: Vertreter, product: Größe}}, {CONSTANTS}}}"
    lay_out(tmp_path, {"deals.txt": text.encode(codec), "sources.yaml": sources(f"  deals: {file}", table)})
    sales = load_data(tmp_path).tables["sales"]
    assert sales.participant.tolist() == [0, 1]
    assert texts(sales, "product") == [f"a{mark}b", "é"]


@pytest.mark.parametrize(
    ("stated", "content", "told"),
    [
        ("utf-8", "Rep;Größe\n".encode("cp1252"), "deals.txt:1: error CP305 the byte 0xF6 is not UTF-8"),
        (
            "utf-8",
            "a,b\n1,2\n".encode("utf-16"),
            "deals.txt: error CP305 the file is in UTF-16, expected UTF-8",
        ),
        (
            "cp1252",
            "a,b\n".encode("utf-8-sig"),
            "deals.txt:1: error CP305 the file is in UTF-8, not in cp1252",
        ),
        ("cp1252", b"a,b\n1,2\n3,\x81\n", "deals.txt:3: error CP305 the byte 0x81 is not cp1252"),
        ("utf-16", b"a\0,\0b\0\n\0", "deals.txt:1: error CP305 the file has no byte order mark of UTF-16"),
        (
            "utf-16",
            "a,b\n1,2\n".encode("utf-16")[:-1],
            "deals.txt:2: error CP305 the byte 0x0A is not utf-16",
        ),
    ],
)
def test_another_encoding_than_stated_is_told(stated: str, content: bytes, told: str, tmp_path: Path) -> None:
    """What is not in the stated encoding is refused, at its row where there is one."""
    file = f"  deals: {{path: deals.txt, encoding: {stated}}}"
    lay_out(tmp_path, {"deals.txt": content, "sources.yaml": sources(file, SALES)})
    (line,) = problems(tmp_path)
    assert line.startswith(told)
