"""The bytes of a text file in UTF-8, in chunks that end where a row ends."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from compplan.data.limits import check_line
from compplan.data.sniff import UTF_8_HINT, refusal
from compplan.diagnostics import DiagnosticError

UTF_8 = "utf-8"
_SIZE = 1 << 23
_BOM = codecs.BOM_UTF8


def chunks(path: Path, encoding: str = UTF_8) -> Iterator[bytes]:
    """Give a file as UTF-8 without a byte order mark, in chunks of whole rows, also where cells hold breaks.

    DiagnosticError if it is not in its encoding, holds NUL bytes or ends its lines in CR alone.
    """
    rest, lines, size = b"", 0, _SIZE
    for part in _utf_8(path, encoding):
        if b"\0" in part:
            row = lines + 1 + rest.count(b"\n") + part.count(b"\n", 0, part.index(b"\0"))
            raise refusal(path, "CP305", "holds a NUL byte, as in UTF-16", UTF_8_HINT, row)
        end = part.rfind(b"\n") + 1 if len(part) >= _SIZE - _near() and b'"' not in part else 0
        if end and b'"' not in rest:  # most files, and mostly without a copy
            whole = b"".join((rest, memoryview(part)[:end])) if rest or end < len(part) else part
            rest, size = part[end:], _SIZE
            lines += count(whole, b"\n")
            yield whole
            continue
        rest = rest + part if rest else part
        # Of what is longer than a chunk, only a chunk more is worth looking at again.
        cut = 0 if len(rest) < size else last_row(rest)
        size = _SIZE if cut else 2 * len(rest)
        if not cut and b'"' not in rest:
            check_line(path, len(rest), lines + 1)
        if cut:
            whole, rest = rest[:cut], rest[cut:]
            lines += count(whole, b"\n")
            yield whole
    if not lines and b"\n" not in rest and b"\r" in rest:
        hint = "save it with LF or CR LF at the ends of lines"
        raise refusal(path, "CP304", "the lines end in CR alone", hint)
    if rest:
        # Of a last line without an end, some readers take no notice of a cell too many.
        yield rest if rest.endswith(b"\n") else rest + b"\n"


def last_row(text: bytes) -> int:
    """Give the length of the whole rows at the beginning of a text; 0 if there is none."""
    if b'"' not in text:
        return text.rfind(b"\n") + 1
    breaks, quotes = _places(text, b"\n"), _places(text, b'"')
    outside = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    return int(outside[-1]) + 1 if len(outside) else 0


def count(text: bytes, mark: bytes) -> int:
    """Count a byte in a text, faster than ``bytes.count`` where there are many."""
    return int(np.count_nonzero(np.frombuffer(text, np.uint8) == mark[0]))


def _places(text: bytes, mark: bytes) -> NDArray[np.intp]:
    return np.flatnonzero(np.frombuffer(text, np.uint8) == mark[0])


def _utf_8(path: Path, encoding: str) -> Iterator[bytes]:
    with path.open("rb") as file:
        first = _next(file)
        codec = _codec(path, first, encoding)
        decoder, lines = codecs.getincrementaldecoder(codec)(), 1
        part = first
        while True:
            if codec != UTF_8:
                try:
                    decoded = decoder.decode(part, final=not part)
                except UnicodeDecodeError as error:
                    raise _undecodable(path, encoding, error, lines) from None
                lines += decoded.count("\n")
                text = decoded.encode()
            else:
                text = part
            yield text.removeprefix(_BOM) if part is first else text
            if not part:
                return
            part = _next(file)


def _near() -> int:
    """Give how many bytes before the end of what is read at a time a row should end."""
    return _SIZE >> 6


def _next(file: BinaryIO) -> bytes:
    """Read on, up to the end of a row, if there is one at about the usual size."""
    start, sure = file.tell(), _SIZE - _near()
    file.seek(start + sure)
    end = file.read(_near()).rfind(b"\n")
    file.seek(start)
    return file.read(sure + end + 1 if end >= 0 else _SIZE)


def _codec(path: Path, head: bytes, encoding: str) -> str:
    """Give the codec of a file that begins so; DiagnosticError if its mark says something else."""
    if encoding == "utf-16":
        for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            if head.startswith(mark):
                return codec
        raise refusal(path, "CP305", "the file has no byte order mark of UTF-16", "state its encoding", 1)
    if encoding != UTF_8 and head.startswith(_BOM):
        raise refusal(path, "CP305", f"the file is in UTF-8, not in {encoding}", "state its encoding", 1)
    return encoding


def _undecodable(path: Path, encoding: str, error: UnicodeDecodeError, lines: int) -> DiagnosticError:
    before = error.object[: error.start].decode(error.encoding, "ignore")
    byte = f"the byte 0x{error.object[error.start]:02X} is not {encoding}"
    return refusal(path, "CP305", byte, "state its encoding", lines + before.count("\n"))
