"""A message holds nothing: read back from a real mail server, and judged word by word."""

from __future__ import annotations

import re

import pytest
import time_machine

from notices import actions
from notices.models import Message, Notice, Spent
from notices.states import Cause
from privacy import audit
from privacy.reading import System
from tests.notices.conftest import ADDRESS, FROM, Reaching
from tests.notices.sink import Letter, Sink
from tests.people import Cast

NOON = "2026-11-23T10:00:00+00:00"
HEAD = {
    "From", "To", "Subject", "Date", "Message-ID",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip
WORDS = {"there", "is", "something", "for", "you", "to", "look", "at"}


def judged(letter: Letter, *, sender: str = "Garden club", line: str = "Seeds", first: bool = False) -> None:
    """NO2, NO3, NO4: nothing is in it but what may be."""
    message = letter.parsed
    assert letter.raw.count(b"\n") == letter.raw.count(b"\r\n")
    assert (letter.sender, letter.recipients) == (FROM, [ADDRESS])
    assert letter.greeted_as == "pages.example.org"
    assert sorted(message.keys()) == sorted(HEAD)
    assert str(message["From"]) == f"{sender} <{FROM}>"
    assert (str(message["To"]), str(message["Subject"])) == (ADDRESS, line)
    assert re.fullmatch(r"<[0-9a-f]{32}@pages\.example\.org>", message["Message-ID"])
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert list(message.iter_attachments()) == []
    lines = [line for line in letter.body.splitlines() if line]
    if first:
        assert re.fullmatch(r"\d{6}", lines.pop(1))
    assert lines == ["There is something for you to look at.", "https://127.0.0.1/"]
    assert {word.lower() for word in re.findall(r"[A-Za-z]+", lines[0])} == WORDS


def something(person_id: object, cause: Cause, cast: Cast) -> None:
    with audit.act("person.paused", actor=System("test"), about=cast.board) as act:
        actions.queue(act=act, subject=person_id, cause=cause)


@pytest.mark.parametrize("cause", list(Cause))
@time_machine.travel(NOON, tick=False)
def test_no2_no03_no04_c10_every_message_holds_nothing(
    cause: Cause, cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    reaches(cast.anna)
    something(cast.anna.id, cause, cast)
    assert [notice.cause for notice in Notice.objects.all()] == [cause]
    actions.send_due()
    [letter] = sink.letters
    judged(letter)
    # what it was about is gone with it
    assert (Notice.objects.count(), Message.objects.count(), Spent.objects.count()) == (0, 0, 2)
