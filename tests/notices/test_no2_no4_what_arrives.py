"""A message holds nothing: read back from a real mail server, and judged word by word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import time_machine
from django.conf import settings
from django.utils.translation import gettext, override

from notices import actions, letters
from notices.models import Message, Notice, Spent
from notices.states import Cause
from privacy import audit
from privacy.reading import System
from tests.house.test_code import names
from tests.house.tree import named, written_modules
from tests.notices.conftest import ADDRESS, FROM, Reaching, wishes
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
def test_no2_no3_no4_c10_every_message_holds_nothing(
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


@time_machine.travel(NOON, tick=False)
def test_c10_no2_the_first_message_holds_a_number_and_what_nobody_chose_is_neutral(
    cast: Cast, sink: Sink
) -> None:
    plain = {"sender": str(letters.SENDER), "line": str(letters.LINE)}
    actions.switch_on(actor=cast.anna.account, carrier="email", wishes=wishes(**plain))
    actions.send_due()
    [letter] = sink.letters
    judged(letter, sender="Pages", line="Something to look at", first=True)


PLANTED = {
    "a subject that tells": (b"Subject: Seeds", b"Subject: Advisory Board"),
    "a sender that tells": (b"From: Garden club", b"From: Advisory Board"),
    "a mailing list": (b"From:", b"List-Id: <board.example.org>\r\nFrom:"),
    "a way to answer": (b"From:", b"Reply-To: sam@example.org\r\nFrom:"),
    "a mark of the program": (b"From:", b"X-Mailer: Atrium\r\nFrom:"),
    "a receipt": (b"From:", b"Disposition-Notification-To: <a@example.org>\r\nFrom:"),
    "a second recipient": (b"From:", b"Cc: b@example.org\r\nFrom:"),
    "the name of a machine": (b"@pages.example.org>\r\n", b"@atrium.local>\r\n"),
    "a preheader": (b"There is something", b"Meeting on Friday. There is something"),
    "an address of a page": (b"https://127.0.0.1/", b"https://127.0.0.1/m/1/"),
    "a picture": (b"https://127.0.0.1/", b'https://127.0.0.1/\r\n<img src="x">'),
    "another kind of text": (b"text/plain", b"text/html"),
}


@time_machine.travel(NOON, tick=False)
def test_c10_no4_what_is_planted_anywhere_is_found(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    """The twin: the eye that reads these letters sees what it looks for, wherever it stands."""
    reaches(cast.anna)
    something(cast.anna.id, Cause.MEETING, cast)
    actions.send_due()
    [letter] = sink.letters
    judged(letter)
    wrong = {
        what: replace(letter, raw=letter.raw.replace(old, new, 1)) for what, (old, new) in PLANTED.items()
    }
    # where a refusal by a later server would go, and who would get it too
    wrong["a return path for her alone"] = replace(letter, sender="bounce+1@pages.example.org")
    wrong["a hidden recipient"] = replace(letter, recipients=[ADDRESS, "b@example.org"])
    for what, one in wrong.items():
        assert one != letter, what
        with pytest.raises(AssertionError):
            judged(one)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no4_c10_the_text_is_one_line_and_the_plain_front_page_in_every_language(language: str) -> None:
    with override(language):
        line = gettext("There is something for you to look at.")
    assert (line == "There is something for you to look at.") == (language == "en")
    assert letters.body_of(language=language, has_link=True) == f"{line}\n\n{settings.FRONT_PAGE}\n"
    assert letters.body_of(language=language, has_link=False) == f"{line}\n"


@pytest.mark.slow
def test_no3_no_view_passes_words_to_a_message() -> None:
    """A message is put together in one place, from her own three fields and the fixed text."""
    found: dict[str, set[str]] = {name: set() for name in ("Parcel", "parcel_of", "body_of", "carry")}
    for file in written_modules():
        for _line, name in names(file):
            if name in found:
                found[name].add(named(file))
    kept = {"notices/carriers.py", "notices/mailer.py"}  # what a parcel is, and who carries one
    assert found == {
        "Parcel": {*kept, "notices/letters.py", "notices/queries.py", "notices/actions/sending.py"},
        "parcel_of": {"notices/queries.py", "notices/actions/sending.py"},
        "body_of": {"notices/letters.py"},
        "carry": {"notices/actions/sending.py"},
    }
