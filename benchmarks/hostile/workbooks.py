"""Workbooks and Parquet files that are small to store and large to read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

Make = Callable[[Path], None]
_HEAD = '<?xml version="1.0"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MILLION = 1_000_000


def books() -> dict[str, Make]:
    """Give workbooks, as functions that write them to a path."""
    names = _row(1, "participant_id", "date", "amount")
    start = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{names}'
    end = "</sheetData></worksheet>"
    laughs = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    entity = start.replace(_HEAD, f'{_HEAD}<!DOCTYPE w [<!ENTITY a "lol">{laughs}]>')
    outside = start.replace(_HEAD, f'{_HEAD}<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>')
    shared = f'{_HEAD}<sst xmlns="{_MAIN}">'
    return {
        "a cell of 1 GB": book(
            [
                f'{start}<row r="2"><c r="A2" t="inlineStr"><is><t>',
                *["A" * _MILLION] * 1_000,
                f"</t></is></c></row>{end}",
            ]
        ),
        "a shared text of 1 GB": book(
            [start, end], [f"{shared}<si><t>", *["A" * _MILLION] * 1_000, "</t></si></sst>"]
        ),
        "20 million shared texts": book(
            [start, end], [shared, *["<si><t>a</t></si>" * MANY] * 200, "</sst>"]
        ),
        "a cell in the last row": book([start, _cell("C", 1_048_576), end]),
        "a cell in the last corner": book([start, _cell("XFD", 1_048_576), end]),
        "a cell beyond all rows": book([start, _cell("ZZZZZZZ", 4_294_967_295), end]),
        "laughs by the billion": book([entity, _row(2, "&j;", "2027-01-05", "1"), end]),
        "an entity from outside": book([outside, _row(2, "&a;", "2027-01-05", "1"), end]),
        "a million open tags": book([start, "<a>" * _MILLION, end]),
        "half of its bytes": _cut,
        "noise": lambda path: _write(path, b"PK\x03\x04" + os.urandom(_MILLION)),
        "numbers that are none": book(
            [start, *(_number(row, each) for row, each in enumerate(_NUMBERS, 2)), end]
        ),
    }


MANY = 100_000
_NUMBERS = ("NaN", "INF", "1E400", "-1E400", "1e-320", "x")


def parquets() -> dict[str, Make]:
    """Give Parquet files, as functions that write them to a path."""
    return {
        "noise": lambda path: _write(path, b"PAR1" + os.urandom(MANY) + b"PAR1"),
        "a footer of 2 GB": lambda path: _write(path, b"PAR1" + b"\0" * 100 + b"\xff\xff\xff\x7fPAR1"),
        "half of its bytes": _cut_parquet,
        "NaN and infinity": lambda path: _parquet(path, [float("nan"), float("inf"), 1e300]),
        "lists of lists": lambda path: _parquet(path, [[[1]], [[2]], [[3]]]),
        "200 million rows": _long_parquet,
        "2 GB of comments": _wide_parquet,
    }


def _cell(column: str, row: int) -> str:
    return f'<row r="{row}"><c r="{column}{row}" t="inlineStr"><is><t>x</t></is></c></row>'


def _row(number: int, *cells: str) -> str:
    inside = (
        f'<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for column, cell in zip("ABC", cells, strict=True)
    )
    return f'<row r="{number}">{"".join(inside)}</row>'


def _number(row: int, text: str) -> str:
    return _row(row, "P1", "2027-01-05", "1").replace(
        f'<c r="C{row}" t="inlineStr"><is><t>1</t></is></c>', f'<c r="C{row}"><v>{text}</v></c>'
    )


def book(sheet: Iterable[str], shared: Iterable[str] = ()) -> Make:
    """Write a workbook of one sheet from the pieces of its XML, and of the texts that sheets share."""

    def write(path: Path) -> None:
        texts = list(shared)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in _parts(with_texts=bool(texts)).items():
                packed.writestr(name, content)
            parts = {"worksheets/sheet1.xml": sheet} | ({"sharedStrings.xml": texts} if texts else {})
            for name, pieces in parts.items():
                with packed.open(f"xl/{name}", "w", force_zip64=True) as part:
                    part.writelines(piece.encode() for piece in pieces)

    return write


def _parts(*, with_texts: bool) -> dict[str, str]:
    links = {"rId1": ("worksheet", "worksheets/sheet1.xml")}
    links |= {"rId2": ("sharedStrings", "sharedStrings.xml")} if with_texts else {}
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
        "_rels/.rels": _links({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="sales" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links),
    }


def _links(links: dict[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _cut(path: Path) -> None:
    book(
        [f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>', _row(1, "a", "b", "c"), "</sheetData></worksheet>"]
    )(path)
    _write(path, path.read_bytes()[: path.stat().st_size // 2])


def _parquet(path: Path, amounts: list[object]) -> None:
    import polars as pl

    columns = {
        "participant_id": ["P1"] * len(amounts),
        "date": ["2027-01-05"] * len(amounts),
        "amount": amounts,
    }
    pl.DataFrame(columns, strict=False).write_parquet(path)


def _cut_parquet(path: Path) -> None:
    _parquet(path, [1] * 1_000)
    whole = path.read_bytes()
    _write(path, whole[: len(whole) // 2] + whole[-8:])


def _long_parquet(path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    zeros = pa.array([0] * _MILLION, pa.int32())
    columns = {
        name: pa.DictionaryArray.from_arrays(zeros, pa.array([value]))
        for name, value in (("participant_id", "P1"), ("date", "2027-01-05"), ("amount", "1"))
    }
    table = pa.table(columns)
    with parquet.ParquetWriter(path, table.schema, compression="zstd") as file:
        for _ in range(200):
            file.write_table(table)


def _wide_parquet(path: Path) -> None:
    import polars as pl

    columns = {"participant_id": "P1", "date": "2027-01-05", "amount": "1", "product": "A" * _MILLION}
    pl.DataFrame({name: [value] * 2_000 for name, value in columns.items()}).write_parquet(
        path, compression="zstd"
    )
