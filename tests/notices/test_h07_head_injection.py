"""Nothing that is typed adds a line to the head of a letter, or a second recipient."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage, get_connection, send_mail

from notices import mailer
from notices.carriers import Parcel
from notices.forms import ChannelForm
from notices.mailer import Mail, NotOneRecipient
from tests.notices.conftest import FROM
from tests.notices.sink import Sink
from tests.people import Cast
from tests.visiting import Visitor

BREAKS = ["\r\n", "\n", "\r", "\x00", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"]
SECOND = "Bcc: somebody@example.org"
GOOD: dict[str, Any] = {
    "address": "anna@example.net",
    "sender": "Garden club",
    "line": "Seeds",
    "has_link": "no",
    "days": [0, 1],
    "opens_at": "08:00",
    "closes_at": "20:00",
    "city": "Kyiv",
    "rhythm": "daily",
    "is_safe": "yes",
    "revision": 0,
}
ADDRESSES = [
    "anna@example.net, b@example.org",
    "anna@example.net;b@example.org",
    "anna@example.net b@example.org",
    "Anna <anna@example.net>",
    '"a,b"@example.net',
    "anna@example.net>,<b@example.org",
    "anna@[127.0.0.1]",
    "анна@example.net",
    "anna@exam\u200bple.net,b@example.org",
    "anna@localhost@example.net,",
    "a" * 250 + "@example.net",
    "",
]


def form(**changes: Any) -> ChannelForm:
    return ChannelForm(Mail(), {**GOOD, **changes})


def test_h07_the_twin_a_plain_form_is_taken() -> None:
    assert form().is_valid()
    assert form(sender="Садовый клуб", line="Посмотрите").is_valid()


@pytest.mark.parametrize("field", ["sender", "line", "address"])
@pytest.mark.parametrize("mark", BREAKS, ids=repr)
def test_h07_mail_header_injection_is_refused_with_a_sentence(field: str, mark: str) -> None:
    wrong = form(**{field: f"{GOOD[field]}{mark}{SECOND}"})
    assert not wrong.is_valid()
    assert set(wrong.errors) == {field}
    # what was typed is still there
    assert wrong[field].value() == f"{GOOD[field]}{mark}{SECOND}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_h07_h09_one_plain_address_or_none(address: str) -> None:
    assert set(form(address=address).errors) == {"address"}
    if address:
        with pytest.raises(ValidationError, match="Check the address"):
            Mail().clean(address)


@pytest.mark.parametrize("field", ["sender", "line", "address"])
@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r"], ids=repr)
def test_h07_past_the_form_the_letter_is_not_made(field: str, mark: str, sink: Sink) -> None:
    words = {"address": "a@example.net", "sender": "x", "line": "y", "body": "z"}
    words[field] += f"{mark}{SECOND}"
    with pytest.raises((BadHeaderError, ValueError, NotOneRecipient)):
        Mail().carry(Parcel(**words), handing=lambda: None)
    assert sink.letters == []


def test_h07_own_words_come_back_whole_and_alone(sink: Sink) -> None:
    words = {"sender": 'Клуб "Сад", <и> друзья', "line": "Семена, =?utf-8?q?x?= и земля " + "ж" * 30}
    Mail().carry(Parcel(address="a@example.net", body="z\n", **words), handing=lambda: None)
    [letter] = sink.letters
    [sender] = letter.parsed["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (words["sender"], FROM)
    assert letter.recipients == ["a@example.net"]
    assert "Bcc" not in letter.parsed


@pytest.mark.parametrize(
    "more",
    [
        {"to": []},
        {"to": ["a@example.net", "b@example.net"]},
        {"to": ["a@example.net,b@example.net"]},
        {"cc": ["b@example.net"]},
        {"bcc": ["b@example.net"]},
        {"reply_to": ["b@example.net"]},
        {"headers": {"X-Campaign": "1"}},
        {"headers": {"List-Unsubscribe": "<https://example.org>"}},
        {"headers": {"To": "b@example.net"}},
        {"attachments": [("a.txt", "x", "text/plain")]},
    ],
    ids=repr,
)
def test_no3_the_backend_raises_for_anything_but_one_recipient(more: dict[str, Any], sink: Sink) -> None:
    backend = get_connection("notices.mailer.OneRecipient")
    letter = EmailMessage(
        **{"subject": "x", "body": "y", "from_email": FROM, "to": ["a@example.net"], **more}
    )
    with pytest.raises(NotOneRecipient):
        backend.send_messages([letter])
    assert sink.letters == []


def test_no3_the_twin_one_recipient_is_sent(sink: Sink, settings: Any) -> None:
    settings.EMAIL_BACKEND = "notices.mailer.OneRecipient"
    assert send_mail("x", "y", FROM, ["a@example.net"]) == 1
    with pytest.raises(NotOneRecipient):
        send_mail("x", "y", FROM, ["a@example.net", "b@example.net"])
    assert [letter.recipients for letter in sink.letters] == [["a@example.net"]]


def test_no3_the_product_sends_by_nothing_else() -> None:
    from config import settings

    assert f"{mailer.OneRecipient.__module__}.{mailer.OneRecipient.__name__}" == settings.EMAIL_BACKEND


def test_no3_staff_have_no_form_that_sends_words(cast: Cast, sink: Sink) -> None:
    """A member's ways are nobody else's: for staff these pages are not there."""
    for person in (cast.sam, cast.olga, cast.adam):
        Visitor.as_(person.account).get("/me/notices/", status=404)
