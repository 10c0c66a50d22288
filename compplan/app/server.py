"""Listen on this computer alone and answer until stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from compplan.app.desk import Desk
from compplan.app.protocol import HEAD_BYTES, Protocol
from compplan.app.site import site

Stop = Callable[[], None]
PORT = 8765
_HOST = "127.0.0.1"
_CONNECTIONS = 64


def listen(port: int | None) -> socket.socket:
    """Take a port of the loopback interface: the one asked for, else the usual one, else any that is free.

    OSError if the one asked for is taken.
    """
    if port is not None:
        return _bound(port)
    try:
        return _bound(PORT)
    except OSError:
        return _bound(0)


def serve(desk: Desk, listening: socket.socket, started: Callable[[Stop], None]) -> None:
    """Answer requests; ``started`` is called when the first can come, with what ends it all."""
    server = _Server(_config(desk), started)
    try:
        server.run(sockets=[listening])
    finally:
        desk.studies.stop()
        desk.workers.shutdown(wait=False, cancel_futures=True)
        listening.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[Stop], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell(self._stop)

    def _stop(self) -> None:
        self.should_exit = True


def _config(desk: Desk) -> uvicorn.Config:
    return uvicorn.Config(
        site(desk),
        http=Protocol,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=HEAD_BYTES,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
    )


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
    except OSError:
        listening.close()
        raise
    return listening
