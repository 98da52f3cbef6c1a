"""How a request comes to the members and what they say to it: short ways there, through the actions."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from dataclasses import replace
from typing import Any
from uuid import UUID

import time_machine

from board import actions as people
from board.models import Person
from board.states import Need, Reason
from consultations import actions
from consultations.models import (
    Attachment,
    Consultation,
    Contribution,
    ContributionText,
    Invitation,
    Passage,
    RequestPaper,
)
from consultations.rules import Wish
from consultations.states import Subject
from privacy import clock
from privacy.consent import Notice
from privacy.reading import Purpose, open_text
from privacy.states import Form
from tests import samples
from tests.board.acting import asked
from tests.canary import CANARY
from tests.people import Cast

NOTICE = Notice("contribution-permission-1", "You choose.", "en")
BACKGROUND = f"{CANARY} background of the request"
NOTE = f"{CANARY} mentions debt, no violence"
QUESTION = f"{CANARY} question one"
MINUTES = dt.timedelta(minutes=1)


def recorded(cast: Cast, number: int = 1, **changes: Any) -> Consultation:
    """A request of the agency, recorded by Sam."""
    given: dict[str, Any] = {
        "actor": cast.sam.account,
        "reference": f"2026/{number}",
        "title": f"Wording of a guide {number}",
        "subject": Subject.TRAINING,
        "requester": cast.agency,
        "background": BACKGROUND,
        "content_note": NOTE,
        "asked_on": clock.today(),
        "languages": "English, Russian",
    }
    return actions.record_request(**{**given, **changes})


def screened(cast: Cast, number: int = 1, **changes: Any) -> Consultation:
    """The same, taken up and with a question."""
    request = recorded(cast, number, **changes)
    actions.take_up(actor=cast.sam.account, consultation=request)
    request.refresh_from_db()
    actions.write_questions(
        actor=cast.sam.account, consultation=request, revision=request.revision, questions=[QUESTION]
    )
    request.refresh_from_db()
    return request


def opened(cast: Cast, number: int = 1, *, without: tuple[Person, ...] = (), **changes: Any) -> Consultation:
    """The same, open to every member but `without` (they are on a break while it opens).

    Carla is left out always.
    """
    from board import actions as people

    request = screened(cast, number, **changes)
    away = [cast.carla, *without]
    for person in away:
        people.pause(actor=cast.sam.account, person=person)
    actions.open_to_members(
        actor=cast.sam.account, consultation=request, closes_on=clock.today() + dt.timedelta(days=20)
    )
    for person in away:
        person.refresh_from_db()
        people.resume(actor=cast.sam.account, person=person)
    request.refresh_from_db()
    return request


def drafted(person: Person, request: Consultation, words: str = "what she thinks") -> Contribution:
    """A saved draft."""
    return actions.save_draft(
        actor=person.account, consultation=request, body=f"{CANARY} {words}", choices=json.dumps({})
    )


def sent(
    person: Person, request: Consultation, wish: Wish | None = None, *, words: str = "what she thinks"
) -> Contribution:
    """A contribution that was sent just now."""
    draft = drafted(person, request, words)
    actions.send_contribution(
        actor=person.account,
        contribution=draft,
        draft=text_of(draft).id,
        wish=for_the_contact(wish or Wish(), request),
        notice=NOTICE,
    )
    draft.refresh_from_db()
    return draft


def for_the_contact(wish: Wish, request: Consultation) -> Wish:
    """The same; where it is for the contact alone, for whoever that is now."""
    return replace(wish, contact=Consultation.objects.get(id=request.id).assigned_to_id)


def standing(
    person: Person, request: Consultation, wish: Wish | None = None, *, words: str = "what she thinks"
) -> Contribution:
    """A contribution that was sent eleven minutes ago."""
    with time_machine.travel(clock.now() - 11 * MINUTES, tick=False):
        return sent(person, request, wish, words=words)


def text_of(contribution: Contribution) -> ContributionText:
    """Its newest version."""
    return ContributionText.objects.filter(contribution=contribution).order_by("-number").first()


def words_of(contribution: Contribution) -> str:
    """What she wrote, in its newest version, as she herself reads it: that is noted nowhere."""
    text, author = text_of(contribution), contribution.author.account
    return open_text(text.body, reader=author, purpose=Purpose.OWN, about=contribution)


def attached(contribution: Contribution, words: str = "in her file", name: str = "letter.txt") -> Attachment:
    """A file that its author added to it."""
    with closing(samples.incoming(name, f"{CANARY} {words}".encode())) as upload:
        actions.add_attachment(actor=contribution.author.account, contribution=contribution, upload=upload)
    return contribution.attachments.order_by("-file__added_at").first()


def paper(
    cast: Cast, request: Consultation, words: str = "in a paper", name: str = "paper.txt"
) -> RequestPaper:
    """A file that Sam added to a request."""
    with closing(samples.incoming(name, f"{CANARY} {words}".encode())) as upload:
        actions.add_paper(actor=cast.sam.account, consultation=request, upload=upload)
    return request.papers.order_by("-file__added_at").first()


def passage(
    cast: Cast, request: Consultation, *contributions: Contribution, form: Form = Form.PARAPHRASE
) -> Passage:
    """A passage by Sam that rests on these contributions; a quote has all the words of the first one."""
    quoted = form == Form.QUOTE
    return actions.add_passage(
        actor=cast.sam.account,
        consultation=request,
        form=form,
        body=words_of(contributions[0]) if quoted else f"{CANARY} a passage",
        texts=[text_of(one).id for one in contributions],
    )


def agreed(cast: Cast, request: Consultation) -> None:
    """Close the request and agree on its joint text."""
    from consultations.queries import synthesis_of

    actions.close(actor=cast.sam.account, consultation=request)
    synthesis = synthesis_of(request)
    assert synthesis is not None
    actions.agree(actor=cast.sam.account, synthesis=synthesis, revision=synthesis.revision)
    request.refresh_from_db()


def invitation(person: Person, request: Consultation) -> Invitation:
    """Her invitation."""
    return Invitation.objects.get(account=person.account, consultation=request)


def later(**how: float) -> dt.datetime:
    """A moment from now on."""
    return clock.now() + dt.timedelta(**how)


def ids(*rows: Any) -> set[UUID]:
    return {row.id for row in rows}


def opened_as_an_exception(asks: Person, other: Person, whose: Person, request: Consultation) -> None:
    """What `whose` sent to this request is open for an hour to the one who asks; the other said yes."""
    people.ask_second(
        actor=asks.account, person=whose, need=Need.EMERGENCY, thing=request.id, reason=Reason.COURT
    )
    people.open_in_emergency(actor=other.account, person=whose, thing=request.id, seen=asked())
