"""A client of yaml-language-server, which is what editors ask about YAML files: JSON-RPC over its pipes."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Any, Self

SETTINGS = {
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},
    "schemas": {},
}
_PATIENCE = 60
"""Seconds after which a server that says nothing is taken for dead."""


class LanguageServer:
    """A running server, with what it published last of each document."""

    def __init__(self, program: Path, folder: Path) -> None:
        """Start the server for a folder."""
        self._process = subprocess.Popen(
            ["node", program, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._inbox: Queue[dict[str, Any] | None] = Queue()
        self._last = 0
        self.published: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._receive, daemon=True).start()
        settings = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": settings})
        self._send({"method": "initialized", "params": {}})

    def __enter__(self) -> Self:
        """Give the server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def open(self, uri: str, text: str) -> None:
        """Show the server a document, as an editor does when it opens a file."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:
        """Ask a question and give the answer."""
        self._last += 1
        asked = self._last
        self._send({"id": asked, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def wait_for(self, uris: Iterable[str]) -> None:
        """Wait until the server has published what it thinks of all documents."""
        wanted = set(uris)
        while not wanted <= self.published.keys():
            self._next()

    def _next(self) -> dict[str, Any]:
        """Take the next message; note what is published, and answer what the server asks."""
        message = self._inbox.get(timeout=_PATIENCE)
        assert message is not None, "the language server ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            result = [SETTINGS if item.get("section") == "yaml" else {} for item in items]
            self._send({"id": message["id"], "result": result})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
                while stream.readline().strip():
                    pass
                self._inbox.put(json.loads(stream.read(length)))
        self._inbox.put(None)
