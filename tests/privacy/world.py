"""A small world on the ground floor: one request for advice, and what two members say to it.

Made with the ground floor alone (keys, seal, act), and not with the apps: a test here fails for the
ground floor only. `register` says who may open contributions: their author, the secretariat for a joint text.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from board.actions import add_organisation, add_person, set_up_board
from board.models import Account, Board, Person
from board.states import OrganisationKind, Role
from consultations.models import Consultation, Contribution, ContributionText
from privacy import audit, clock, consent, reading
from privacy.consent import Choices, Notice, Use
from privacy.fields import Sealed
from privacy.reading import Cover, Opened, Purpose, System, Verdict
from privacy.states import Audience, Form
from tests.canary import CANARY
from tests.people import PASSPHRASE

MACHINE = System("test")
FOR_THE_BOARD = Use(Form.PARAPHRASE, Audience.BOARD)
NOTICE = Notice("contribution", "What we do with your words.", "en")
CHOICES = Choices(uses=frozenset({FOR_THE_BOARD}), notice=NOTICE)


@dataclass
class World:
    """Anna and Bea are members, Sam is the secretariat, Olga an officer; Anna and Bea have said something."""

    board: Board
    anna: Person
    bea: Person
    sam: Person
    olga: Person
    consultation: Consultation
    contribution: Contribution
    text: ContributionText
    other: ContributionText


def build() -> World:
    """Through acts, like everything."""
    board = set_up_board(name="Advisory Board", seats=21, quorum=11)
    sam = person(Role.SECRETARIAT)
    agency = add_organisation(
        actor=sam.account, name="Labour Training Agency", kind=OrganisationKind.AGENCY, does="Trains people."
    )
    anna, bea, olga = person(Role.MEMBER), person(Role.MEMBER), person(Role.OFFICER, agency)
    record = reading.new_record_key()
    asked = Consultation(
        reference="2026/1",
        title="Hours",
        subject="law",
        requester=agency,
        record=record,
        asked_on=clock.today(),
    )
    asked.background = seal(asked, "background", f"{CANARY} background", board.scope, record)
    save(asked)
    text, other = (
        contribute(asked, anna, f"{CANARY} Anna's words"),
        contribute(asked, bea, f"{CANARY} Bea's words"),
    )
    return World(board, anna, bea, sam, olga, asked, text.contribution, text, other)


def person(role: Role, organisation: Any = None) -> Person:
    """Somebody new, with a name under the canary."""
    made, _secret = add_person(
        actor=MACHINE,
        role=role,
        sign_in_name=f"heron-{uuid.uuid4().hex[:6]}",
        chosen_name=f"{CANARY} {role}",
        organisation=organisation,
        passphrase=PASSPHRASE,
    )
    return made


def contribute(
    asked: Consultation, author: Person, words: str, choices: Choices = CHOICES
) -> ContributionText:
    """Send a contribution, with a permission for it."""
    record = reading.new_record_key()
    made = Contribution(
        consultation=asked, author=author, record=record, state="sent", sent_at=timezone.now()
    )
    text = ContributionText(contribution=made, number=1)
    text.body = seal(text, "body", words, author.scope, record)
    text.choices = seal(text, "choices", f"{CANARY} ticked", author.scope, record)
    with audit.act("contribution.sent", actor=author.account, about=made) as act:
        act.save_all([made, text])
        consent.give(act=act, subject=author.id, thing=made.id, version=1, choices=choices)
    return text


def seal(row: models.Model, column: str, words: str, scope: bytes, record: bytes | None = None) -> Sealed:
    """Seal words for a column of a row; under a new record key when none is given."""
    field: Any = row._meta.get_field(column)
    return reading.seal(words, place=field.place(row), scope=scope, record=record or reading.new_record_key())


def save(*rows: Any, code: str = "test.saved") -> None:
    """Save rows under one act of the machine."""
    with audit.act(code, actor=MACHINE, about=rows[0]) as act:
        act.save_all(rows)


def look(
    sealed: Sealed, reader: Person | Account | System, purpose: Purpose = Purpose.SYNTHESIS, about: Any = None
) -> Opened:
    """Open one value as `reader`; what came of it."""
    account = reader.account if isinstance(reader, Person) else reader
    [opened] = reading.open_many(
        [sealed], reader=account, purpose=purpose, about=about or Board.objects.get()
    )
    return opened


def may_open(reader: Any, rows: Sequence[uuid.UUID], purpose: Purpose) -> Mapping[uuid.UUID, Verdict]:
    """The author always; the secretariat for a joint text."""
    own = (
        set(
            ContributionText.objects.filter(
                id__in=rows, contribution__author__account_id=reader.pk
            ).values_list("id", flat=True)
        )
        if isinstance(reader, Account)
        else set()
    )
    staff = reader.role == Role.SECRETARIAT and purpose == Purpose.SYNTHESIS
    return {row: Verdict.OWN if row in own else Verdict.MAY for row in rows if row in own or staff}


def covered_by(reader: Any, rows: Sequence[uuid.UUID], purpose: Purpose) -> Mapping[uuid.UUID, Cover]:
    """The contribution decides, for use by the board."""
    found = ContributionText.objects.filter(id__in=rows).values_list("id", "contribution_id")
    return {row: Cover(thing, frozenset({FOR_THE_BOARD})) for row, thing in found}


def register() -> None:
    """Say it to `reading`, in place of what the app says."""
    reading.register("contribution_text", may_open=may_open, covered_by=covered_by)
