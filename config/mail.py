"""The mail server by address, like a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
SECONDS = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where messages are handed in. `tls`: "starttls", "implicit", or "none". Its `repr` shows no password.

    `authorities` is a file of certificates to trust beside the machine's own, or empty; `seconds` is how long
    an answer is waited for.
    """

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""
    seconds: float = SECONDS


def mail_server(url: str) -> MailServer | None:
    """From `smtp://user:password@host:587` (STARTTLS, always) or `smtps://…:465` (TLS from the first byte).

    `?tls=none` is for a server on this machine alone; `?ca=/path/to.pem` and `?seconds=20` are for any. An
    empty address is None: no mail. Raises ValueError, which never holds the address.
    """
    if not url:
        return None
    parts = urlsplit(url)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host:
        raise ValueError("ATRIUM_MAIL_URL is smtp://user:password@host:port or smtps://…")
    tls = "implicit" if parts.scheme == "smtps" else options.get("tls", "starttls")
    if tls not in {"starttls", "implicit", "none"} or (tls == "none" and host not in THIS_MACHINE):
        raise ValueError("ATRIUM_MAIL_URL: without TLS only a server on this machine is used.")
    return MailServer(
        host=host,
        port=parts.port or PORTS[parts.scheme],
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        authorities=options.get("ca", ""),
        seconds=float(options.get("seconds", SECONDS)),
    )
