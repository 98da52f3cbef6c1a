"""Mail servers as they are: with TLS, that refuse, that say later, that hang, that go away in the middle."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from config.mail import MailServer, mail_server
from notices import actions
from notices.actions.sending import TRIES_AFTER
from notices.carriers import Later, Parcel
from notices.mailer import Mail
from notices.models import Channel, Message, Notice
from notices.states import Cause, ChannelState
from privacy import audit
from privacy.reading import System
from tests.notices.conftest import FROM, Reaching
from tests.notices.sink import Sink, certificate, listening, server
from tests.people import Cast

NOON = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
PARCEL = Parcel("a@example.net", "x", "y", "z\n")


def happens(cast: Cast) -> None:
    with audit.act("consultation.opened", actor=System("test"), about=cast.board) as act:
        actions.queue(act=act, subject=cast.anna.id, cause=Cause.REQUEST)


# --- how it is addressed ------------------------------------------------------------------------------


def test_a_mail_server_is_read_like_a_database() -> None:
    assert mail_server("") is None
    assert mail_server("smtp://u%40x:p%3Aw@mail.example.org") == MailServer(
        "mail.example.org", 587, "starttls", "u@x", "p:w"
    )
    assert mail_server("smtps://mail.example.org?ca=/etc/ca.pem&seconds=5") == MailServer(
        "mail.example.org", 465, "implicit", authorities="/etc/ca.pem", seconds=5
    )
    assert mail_server("smtp://127.0.0.1:25?tls=none") == MailServer("127.0.0.1", 25, "none")


@pytest.mark.parametrize(
    "url", ["smtp://u:secret@mail.example.org?tls=none", "https://u:secret@x", "smtp://", "u:secret@x"]
)
def test_a_wrong_address_is_refused_and_never_printed(url: str) -> None:
    with pytest.raises(ValueError, match="ATRIUM_MAIL_URL") as refusal:
        mail_server(url)
    assert "secret" not in str(refusal.value)


def test_the_password_is_never_printed() -> None:
    assert "secret" not in repr(mail_server("smtp://u:secret@mail.example.org"))


# --- TLS ----------------------------------------------------------------------------------------------


def login(one: Sink) -> dict[str, Any]:
    return {"authenticator": one.check, "auth_required": True}


def test_starttls_is_spoken_before_the_password(tmp_path: Path, settings: Any) -> None:
    context, pem = certificate(tmp_path)
    one = Sink()
    with listening(one, tls_context=context, require_starttls=True, **login(one)):
        settings.MAIL_FROM = FROM
        settings.MAIL_SERVER = server(
            one, tls="starttls", authorities=str(pem), user="desk", password="right"
        )
        Mail().carry(PARCEL, handing=lambda: None)
        assert (len(one.letters), one.logins) == (1, [("desk", "right")])


def test_tls_from_the_first_byte(tmp_path: Path, settings: Any) -> None:
    context, pem = certificate(tmp_path)
    with listening(Sink(), implicit=context) as one:
        settings.MAIL_FROM = FROM
        settings.MAIL_SERVER = server(one, tls="implicit", authorities=str(pem))
        Mail().carry(PARCEL, handing=lambda: None)
        assert len(one.letters) == 1


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_nobody_vouches_for_gets_nothing(tls: str, tmp_path: Path, settings: Any) -> None:
    context, _pem = certificate(tmp_path)
    how = {"implicit": context} if tls == "implicit" else {"tls_context": context, "require_starttls": True}
    with listening(Sink(), **how) as one:
        settings.MAIL_FROM, settings.MAIL_SERVER = FROM, server(one, tls=tls)
        with pytest.raises(Later) as later:
            Mail().carry(PARCEL, handing=lambda: None)
    assert (later.value.told, one.letters) == (ssl.SSLCertVerificationError.__name__, [])


def test_a_server_without_starttls_gets_neither_password_nor_words(sink: Sink, settings: Any) -> None:
    settings.MAIL_SERVER = server(sink, tls="starttls", user="desk", password="right")
    with pytest.raises(Later) as later:
        Mail().carry(PARCEL, handing=lambda: None)
    assert (later.value.told, sink.letters, sink.logins) == ("SMTPNotSupportedError", [], [])


# --- answers ------------------------------------------------------------------------------------------


def test_an_address_that_is_refused_stops_the_channel(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(NOON, tick=False):
        channel = reaches(cast.anna)
        sink.to_recipient = "550 5.1.1 nobody here"
        happens(cast)
        actions.send_due()
        channel.refresh_from_db()
    assert channel.state == ChannelState.STOPPED
    assert (Message.objects.count(), Notice.objects.count(), sink.letters) == (0, 0, [])


def test_words_that_are_refused_are_dropped_and_the_channel_stays(
    cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    with time_machine.travel(NOON, tick=False):
        channel = reaches(cast.anna)
        sink.to_words = "554 5.7.1 not these words"
        happens(cast)
        actions.send_due()
        channel.refresh_from_db()
    assert channel.state == ChannelState.ON
    assert (Message.objects.count(), Notice.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("to_recipient", "451 4.7.1 greylisted, come back"),
        ("to_words", "452 4.3.1 no room now"),
        ("to_sender", "550 5.7.1 we do not know you"),
        ("to_sender", "421 4.3.2 closing"),
    ],
)
def test_later_is_later_and_then_once(
    where: str, answer: str, cast: Cast, sink: Sink, reaches: Reaching, caplog: pytest.LogCaptureFixture
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        channel = reaches(cast.anna)
        setattr(sink, where, answer)
        happens(cast)
        actions.send_due()
        assert Message.objects.get().tries == 1
        clock.move_to(NOON + timedelta(minutes=4))
        actions.send_due()
        assert Message.objects.get().tries == 1  # not before its time
        setattr(sink, where, "")
        clock.move_to(NOON + timedelta(minutes=5))
        actions.send_due()
        actions.send_due()
        channel.refresh_from_db()
    assert (len(sink.letters), Message.objects.count(), channel.state) == (1, 0, ChannelState.ON)
    code = answer.split(maxsplit=1)[0]
    assert [record.getMessage() for record in caplog.records] == [
        f"A message could not be handed in by email ({code}); try 1."
    ]


def test_it_is_given_up_after_the_last_try(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        reaches(cast.anna, opens_at=time(0), closes_at=time(23, 59, 59))
        sink.to_recipient = "451 later"
        happens(cast)
        now, tries = NOON, []
        for wait in (*TRIES_AFTER, 60 * 24):
            actions.send_due()
            tries.append(Message.objects.count())
            now += timedelta(minutes=wait)
            clock.move_to(now)
    assert tries == [1] * len(TRIES_AFTER) + [0]
    assert (Notice.objects.count(), Channel.objects.get().state) == (0, ChannelState.ON)


@pytest.mark.slow
def test_a_server_that_hangs_before_the_words_is_later(
    cast: Cast, sink: Sink, reaches: Reaching, settings: Any
) -> None:
    with time_machine.travel(NOON, tick=False):
        reaches(cast.anna)
        settings.MAIL_SERVER = server(sink, seconds=0.5)
        sink.slow_greeting = 2
        happens(cast)
        actions.send_due()
    assert (Message.objects.get().state, sink.letters) == ("waiting", [])


@pytest.mark.slow
def test_a_server_that_took_the_words_and_hangs_is_not_told_again(
    cast: Cast, sink: Sink, reaches: Reaching, settings: Any
) -> None:
    with time_machine.travel(NOON, tick=False):
        reaches(cast.anna)
        settings.MAIL_SERVER = server(sink, seconds=0.5)
        sink.slow_words = 2
        happens(cast)
        actions.send_due()
        actions.send_due()
    assert (len(sink.letters), Message.objects.count(), Notice.objects.count()) == (1, 0, 0)


def test_no_server_at_all_is_later(cast: Cast, sink: Sink, reaches: Reaching, settings: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        reaches(cast.anna)
        settings.MAIL_SERVER = MailServer("127.0.0.1", 9, "none", seconds=1)
        happens(cast)
        actions.send_due()
    assert Message.objects.get().state == "waiting"
