"""A server that is really started, and requests that are written byte by byte."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from compplan.app.desk import Desk, desk_of
from compplan.app.server import listen, serve
from compplan.app.session import Session
from compplan.app.workspace import open_folder

FORM = "application/x-www-form-urlencoded"
_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What a server said; status 0 if it closed the connection without a word."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode()

    @property
    def plain(self) -> str:
        """Give the text of a page as it is read."""
        return unescape(self.text)


@dataclass(frozen=True)
class Served:
    """A server that runs in this process."""

    desk: Desk
    port: int

    @property
    def session(self) -> Session:
        """Give the session, with its tokens."""
        return self.desk.session

    @property
    def host(self) -> str:
        """Give the host that requests name."""
        return f"127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        """Give the header of a browser that came by the printed address."""
        return f"Cookie: {self.session.cookie}={self.session.entry}"

    def send(self, request: bytes, *, end: bool = False) -> Answer:
        """Send bytes; ``end`` says that no more will come."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=_SECONDS) as connection:
            connection.sendall(request)
            if end:
                connection.shutdown(socket.SHUT_WR)
            return _read(connection)

    def ask(self, first: str, *lines: str, body: str = "") -> Answer:
        """Send a request whose head is these lines and no others."""
        head = "\r\n".join([first, *lines, "Connection: close", "", ""])
        return self.send((head + body).encode())

    def get(self, path: str, *lines: str) -> Answer:
        """Ask as a browser of this session does."""
        return self.ask(f"GET {path} HTTP/1.1", f"Host: {self.host}", self.cookie, *lines)

    def post(self, path: str, fields: Mapping[str, str], *lines: str) -> Answer:
        """Send a form as a page of this session does."""
        body = urlencode({"form_token": self.session.form, **fields})
        return self.ask(f"POST {path} HTTP/1.1", *self.head(body), *lines, body=body)

    def head(self, body: str = "") -> list[str]:
        """Give the lines of a form's head."""
        length = len(body.encode())
        return [
            f"Host: {self.host}",
            self.cookie,
            f"Origin: http://{self.host}",
            f"Content-Type: {FORM}",
            f"Content-Length: {length}",
        ]


@contextmanager
def served(folder: Path, *, seconds: float = 30.0) -> Iterator[Served]:
    """Open a folder and serve it on a free port until the test is over; work may take so many seconds."""
    listening = listen(0)
    port = listening.getsockname()[1]
    desk = replace(desk_of(open_folder(str(folder), None), Session(port)), seconds=seconds)
    ready, stops = Event(), []

    def started(stop: object) -> None:
        stops.append(stop)
        ready.set()

    thread = Thread(target=serve, args=(desk, listening, started))
    thread.start()
    assert ready.wait(_SECONDS)
    try:
        yield Served(desk, port)
    finally:
        stops[0]()  # type: ignore[operator]  # a function
        thread.join(_SECONDS)
        assert not thread.is_alive()


def scripts(page: str) -> list[str]:
    """Give what a page would run: texts of scripts, attributes that are code, and pictures from elsewhere."""
    reader = _Reader()
    reader.feed(page)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        code = [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]
        self.found += [f"{tag} {name}" for name in code]
        if tag in ("img", "iframe", "object", "embed", "style", "base"):
            self.found.append(tag)

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "script" and data.strip():
            self.found.append(data)


def _read(connection: socket.socket) -> Answer:
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    if not received:
        return Answer(0, {}, b"")
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    return Answer(int(first.split()[1]), headers, body)


def _joined(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        count = int(size, 16)
        whole, body = whole + rest[:count], rest[count + 2 :]
    return whole
