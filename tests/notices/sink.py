"""A real mail server on a port of this machine, that keeps what it gets and answers as a test wishes."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from config.mail import MailServer


@dataclass
class Letter:
    """One message as it came: who said it was sent by whom to whom, and its bytes."""

    sender: str
    recipients: list[str]
    raw: bytes
    greeted_as: str

    @property
    def parsed(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def body(self) -> str:
        return self.parsed.get_content()

    @property
    def number(self) -> str:
        """The six digits of a first message."""
        [found] = [line for line in self.body.splitlines() if line.isdigit()]
        return found


@dataclass
class Sink:
    """What came, and how to answer: an answer of "" is the ordinary one."""

    letters: list[Letter] = field(default_factory=list)
    to_sender: str = ""
    to_recipient: str = ""
    to_words: str = ""
    # seconds before it answers, to the greeting or to the words
    slow_greeting: float = 0
    slow_words: float = 0
    logins: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, answers: Any) -> Any:
        await asyncio.sleep(self.slow_greeting)
        session.host_name = hostname
        return answers

    async def handle_MAIL(self, server: Any, s: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, s: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.to_words:
            return self.to_words
        letter = Letter(envelope.mail_from, envelope.rcpt_tos, envelope.content, session.host_name)
        self.letters.append(letter)
        await asyncio.sleep(self.slow_words)
        return "250 Message taken"

    def check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"right", handled=False)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def listening(sink: Sink, *, implicit: ssl.SSLContext | None = None, **more: Any) -> Iterator[Sink]:
    """The sink on a free port of this machine, until the end."""
    controller = _Controller(sink, hostname="127.0.0.1", port=0, ssl_context=implicit, **more)

    def knock() -> None:
        # Port 0 lets the system choose; aiosmtpd would knock at 0 to see whether it has come up.
        sink.port = controller.server.sockets[0].getsockname()[1]
        socket.create_connection(("127.0.0.1", sink.port)).close()

    controller._trigger_server = knock
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def server(sink: Sink, **more: Any) -> MailServer:
    """The address of a sink as a setting."""
    return MailServer(**{"host": "127.0.0.1", "port": sink.port, "tls": "none", "seconds": 2, **more})


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate for this machine, and the file that trusts it."""
    key, pem = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", pem,
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, key)
    return context, pem
