"""Ask a language server what is wrong with files, over its standard input and output, as an editor does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

Message = dict[str, Any]
QUIET = 2.0
"""Seconds without another word about a file after which it counts as checked."""
PATIENCE = 30.0
"""Seconds to wait for the first word about a file."""


def diagnose(command: list[str], schema: Path, files: list[Path]) -> dict[Path, list[Message]]:
    """Open each file in a language server with a schema for all YAML files, and give what it publishes."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin
        assert process.stdout
        inbox: Queue[Message] = Queue()
        Thread(target=_read, args=(process.stdout, inbox), daemon=True).start()
        server = _Server(process.stdin, inbox, {"yaml": {"schemas": {schema.as_uri(): "*.yaml"}}})
        try:
            return server.diagnose(files)
        finally:
            process.kill()


class _Server:
    """A conversation with a language server."""

    def __init__(self, out: IO[bytes], inbox: Queue[Message], settings: Message) -> None:
        self.out, self.inbox, self.settings = out, inbox, settings

    def diagnose(self, files: list[Path]) -> dict[Path, list[Message]]:
        """Introduce ourselves, open every file, and collect the last word about each."""
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, number=1)
        while not any(message.get("id") == 1 for message in self.heard(PATIENCE)):
            pass
        self.send("initialized", {})
        self.send("workspace/didChangeConfiguration", {"settings": self.settings})
        return {file: self.check(file) for file in files}

    def check(self, file: Path) -> list[Message]:
        """Open a file and give the last diagnostics that are published of it."""
        uri = file.resolve().as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": file.read_text(encoding="utf-8")}
        self.send("textDocument/didOpen", {"textDocument": document})
        found: list[Message] | None = None
        while True:
            heard = list(self.heard(QUIET if found is not None else PATIENCE))
            if not heard:
                return found or []
            for message in heard:
                about = message.get("params", {})
                if message.get("method") == "textDocument/publishDiagnostics" and about.get("uri") == uri:
                    found = about["diagnostics"]

    def heard(self, seconds: float) -> Iterator[Message]:
        """Give the next message, if one comes in time; answer what the server asks."""
        try:
            message = self.inbox.get(timeout=seconds)
        except Empty:
            return
        if "method" in message and "id" in message:
            self.answer(message)
        yield message

    def answer(self, message: Message) -> None:
        """Give the server its settings, and agree to everything else."""
        asked = message.get("params", {}).get("items", [])
        result = [self.settings.get(item.get("section"), None) for item in asked] or None
        self.write({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def send(self, method: str, params: Message, number: int | None = None) -> None:
        """Send a notification or, with a number, a request."""
        message: Message = {"jsonrpc": "2.0", "method": method, "params": params}
        self.write(message if number is None else message | {"id": number})

    def write(self, message: Message) -> None:
        """Write a message with its header."""
        content = json.dumps(message).encode()
        self.out.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.out.flush()


def _read(stream: IO[bytes], inbox: Queue[Message]) -> None:
    """Put every message of a stream into a queue, until it ends."""
    length = 0
    while line := stream.readline():
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
        elif not line.strip():
            inbox.put(json.loads(stream.read(length)))
