"""A session: the port that is listened on, and secrets that nobody but its user knows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Session:
    """Where the application listens, the token of its address, and the one that forms send back."""

    port: int
    entry: str = field(default_factory=_secret, repr=False)
    form: str = field(default_factory=_secret, repr=False)
    _tickets: set[str] = field(default_factory=set, repr=False)

    @property
    def hosts(self) -> tuple[str, str]:
        """Give the only hosts that a request may name.

        >>> Session(8765).hosts
        ('127.0.0.1:8765', 'localhost:8765')
        """
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """Name the cookie; browsers share cookies between the ports of a host."""
        return f"compplan-{self.port}"

    @property
    def address(self) -> str:
        """Give the address to open first: whoever has it may look at the data."""
        return f"http://{self.hosts[0]}/?token={self.entry}"

    def ticket(self) -> str:
        """Give an address that lets in once: other users see the command that starts a browser with it."""
        self._tickets.add(ticket := _secret())
        return f"http://{self.hosts[0]}/?token={ticket}"

    def admits(self, token: str) -> bool:
        """Tell whether a token of an address lets in; that of a ticket does so once."""
        if token in self._tickets:
            self._tickets.discard(token)
            return True
        return self.enters(token)

    def enters(self, token: str) -> bool:
        """Tell whether a token is the one that the cookie holds."""
        return compare_digest(token.encode(), self.entry.encode())

    def sends(self, token: str) -> bool:
        """Tell whether a token is that of this session's forms."""
        return compare_digest(token.encode(), self.form.encode())
