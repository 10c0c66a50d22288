"""What the words of a sources file stand for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DELIMITERS: Mapping[str, str] = MappingProxyType({"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"})
DECIMALS: Mapping[str, str] = MappingProxyType({"point": ".", "comma": ","})
THOUSANDS: Mapping[str, str] = MappingProxyType(
    {
        "none": "",
        "point": ".",
        "comma": ",",
        "space": " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}",
        "apostrophe": "'\N{RIGHT SINGLE QUOTATION MARK}",
    }
)
KINDS: Mapping[str, str] = MappingProxyType(
    {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".xlsx": "xlsx"}
)
"""The kind of a file by the end of its name."""
