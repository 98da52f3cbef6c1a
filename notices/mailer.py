"""The only sender of mail. One letter has one recipient, a neutral head, one plain text and nothing else."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from email.utils import formataddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notices.carriers import Later, Parcel, Refused

LONGEST = 254
REFUSED_FOR_GOOD = 500


class NotOneRecipient(Exception):
    """A letter to nobody, to several, or with copies: it is never sent."""


class NoAnswer(Exception):
    """The words have left, and nobody said whether they arrived."""


class OneRecipient(BaseEmailBackend):
    """Django's way to send, narrowed: whatever tries to send mail goes through here.

    Raises NotOneRecipient, Later, Refused, NoAnswer.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were sent: all, or it raises."""
        for message in email_messages:
            hand_in(message, handing=lambda: None)
        return len(email_messages)


class Mail:
    """The carrier that is built in."""

    name = "email"
    label = gettext_lazy("E-mail")
    address_label = gettext_lazy("E-mail address")
    address_hint = gettext_lazy("One that only you read. Nobody here can see it.")

    def is_ready(self) -> bool:
        """Whether a mail server and a sender are set."""
        return bool(settings.MAIL_SERVER and settings.MAIL_FROM)

    def clean(self, address: str) -> str:
        """One plain address; the host in its ASCII form. Raises ValidationError."""
        sentence = _("Check the address. Write it like this: name@example.org")
        local, _at, host = address.strip().rpartition("@")
        try:
            plain = f"{local}@{host.encode('idna').decode()}"
            validate_email(plain)
        except (UnicodeError, ValidationError):
            raise ValidationError(sentence) from None
        # What is quoted may hold anything, a second address too.
        if len(plain) > LONGEST or not plain.isascii() or any(mark in plain for mark in '"\\,;:<>()[] '):
            raise ValidationError(sentence)
        return plain

    def carry(self, parcel: Parcel, *, handing: Callable[[], None]) -> None:
        """Send it by SMTP. Raises Later, Refused."""
        hand_in(letter(parcel), handing=handing)


def letter(parcel: Parcel) -> EmailMessage:
    """The letter of a parcel.

    Django would put this machine's name into the Message-ID. Raises BadHeaderError for a line break.
    """
    return EmailMessage(
        subject=parcel.line,
        body=parcel.body,
        from_email=formataddr((parcel.sender, settings.MAIL_FROM)) if parcel.sender else settings.MAIL_FROM,
        to=[parcel.address],
        headers={"Message-ID": f"<{uuid4().hex}@{_domain()}>"},
    )


def check_one_recipient(message: EmailMessage) -> None:
    """Raises NotOneRecipient unless there is exactly one address in To, and no copy of any kind."""
    if len(message.to) != 1 or message.cc or message.bcc or message.reply_to or message.attachments:
        raise NotOneRecipient
    more = {name.lower() for name in message.extra_headers} - {"message-id"}
    if more or "," in message.to[0] or message.recipients() != message.to:
        raise NotOneRecipient


def hand_in(message: EmailMessage, *, handing: Callable[[], None]) -> None:
    """Give it to the server; `handing` is called just before its words leave.

    What the server says before them decides: 4xx is Later, 5xx to the address is Refused. A server that
    refuses us, our name or our sender is set up wrongly: that is Later too, and the member's channel stays.
    """
    check_one_recipient(message)
    # smtplib sends bytes as they are, and a bare LF is no line end (RFC 5321, 2.3.8); Django's own message
    # takes `linesep`, its stubs say the standard library's.
    raw = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    try:
        with _conversation() as server:
            _introduce(server, message.to[0])
            handing()
            code = _words(server, raw)
    except (smtplib.SMTPException, OSError) as problem:
        # Only what happened before the words: what they are answered with is told by `_words`.
        raise Later(getattr(problem, "smtp_code", 0), type(problem)) from None
    if code >= REFUSED_FOR_GOOD:
        raise Refused(for_good=False)
    _check_taken(code)


def _introduce(server: smtplib.SMTP, recipient: str) -> None:
    _check_taken(server.mail(settings.MAIL_FROM)[0])
    code = server.rcpt(recipient)[0]
    if code >= REFUSED_FOR_GOOD:
        raise Refused(for_good=True)
    _check_taken(code)


def _words(server: smtplib.SMTP, raw: bytes) -> int:
    """What the server answers to the words. Raises NoAnswer where it may have them and does not say so."""
    try:
        return int(server.data(raw)[0])
    except smtplib.SMTPDataError as refusal:  # to the announcement: nothing has left yet
        return int(refusal.smtp_code)
    except (smtplib.SMTPException, OSError) as problem:
        raise NoAnswer(type(problem).__name__) from None


def _check_taken(code: int) -> None:
    if not 200 <= code < 300:  # noqa: PLR2004  (RFC 5321, 4.2.1: positive completion)
        raise Later(code)


@contextlib.contextmanager
def _conversation() -> Iterator[smtplib.SMTP]:
    """A server that knows us. How the talk ends does not matter: what it took, it has."""
    where: Any = settings.MAIL_SERVER
    server = _connected(where)
    try:
        if where.tls == "starttls":
            server.starttls(context=_trust(where))
        server.ehlo_or_helo_if_needed()
        if where.user:
            server.login(where.user, where.password)
        yield server
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _connected(where: Any) -> smtplib.SMTP:
    # Every server on the way writes down the name that is said here: never that of this machine.
    if where.tls == "implicit":
        return smtplib.SMTP_SSL(
            where.host, where.port, local_hostname=_domain(), timeout=where.seconds, context=_trust(where)
        )
    return smtplib.SMTP(where.host, where.port, local_hostname=_domain(), timeout=where.seconds)


def _trust(where: Any) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if where.authorities:
        context.load_verify_locations(where.authorities)
    return context


def _domain() -> str:
    return str(settings.MAIL_FROM).rpartition("@")[2]
