"""Digests: of a text with its salt, of an entry's lines, and of an entry with the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compplan.ledger.model import PostedLine, Text

VERSION = "compplan/ledger/v1"
_BLOCK = 4096


def text_digest(salt: str, text: str) -> str:
    """Give the SHA-256 of a text with its salt; without the salt, the text cannot be guessed from it."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def line_text(line: PostedLine) -> str:
    """Write a line as the chain covers it; `LINE_SQL` writes the same in a query."""
    return "|".join(map(str, line[1:]))


LINE_SQL = " || '|' || ".join(f"CAST({column} AS text)" for column in PostedLine._fields[1:])


def lines_digest(texts: Iterable[str]) -> str:
    """Give the SHA-256 of lines, each as `line_text` writes it, in their order."""
    hashed = hashlib.sha256()
    block: list[str] = []
    for text in texts:
        block.append(text)
        if len(block) == _BLOCK:
            hashed.update(("\n".join(block) + "\n").encode())
            block.clear()
    hashed.update("".join(f"{text}\n" for text in block).encode())
    return hashed.hexdigest()


def entry_digest(row: Mapping[str, Any], texts: Sequence[Text], lines: str) -> str:
    """Give the SHA-256 of an entry: its columns but the digest, digests of its texts, digest of its lines."""
    covered = {name: value for name, value in row.items() if name != "digest"}
    covered |= {"content": lines, "texts": [[t.number, t.kind, t.subject, t.digest] for t in texts]}
    return hashlib.sha256(f"{VERSION}\n{canonical(covered)}".encode()).hexdigest()


def canonical(document: Mapping[str, Any]) -> str:
    """Write a document of texts, whole numbers, lists and objects as JSON of one form."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
